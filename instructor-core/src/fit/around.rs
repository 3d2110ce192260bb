//! What stands around the digits of a number in a text, and may make it another.
//!
//! Words that do so are without number, in all languages (`Mrd`, `lakh`, `万`). So it is the other way about: behind a number
//! only a word may stand that is known to leave it as it is.

use super::fold::folded;
use super::said::{Words, is_in, is_of_word};

/// The sign of a number that stands between these texts, or what is wrong with what is around it.
pub(super) fn sign(before: &str, behind: &str) -> Result<&'static str, Fault> {
    let is_digit_or_word = |c: char| c.is_alphanumeric() || c == '_';
    let (mut sign, mut left) = ("", before);
    for _ in 0..2 {
        left = left.strip_suffix(is_currency).unwrap_or(left);
        if sign.is_empty()
            && let Some(signed) = left.strip_suffix(['-', '−', '+'])
        {
            sign = if left.ends_with('+') { "+" } else { "-" };
            left = signed;
        }
    }
    let unit = behind
        .trim_start_matches('%')
        .trim_start_matches(is_currency);
    let is_bracketed = left.ends_with('(') && unit.starts_with(')');
    let is_in_word = left.ends_with(|c| is_digit_or_word(c) || c == '.');
    if is_bracketed || is_in_word || behind.starts_with(is_digit_or_word) {
        return Err(Fault::Form);
    }
    if is_altered_before(left) || is_altered_behind(unit) {
        return Err(Fault::Sign);
    }
    if let Some(word) = scale(before, unit) {
        return Err(Fault::Word(word));
    }
    Ok(if sign == "-" { "-" } else { "" })
}

/// Why digits are not read as a number.
#[derive(Debug, PartialEq)]
pub(super) enum Fault {
    /// They are part of a word, or stand in brackets, as losses do in accounts.
    Form,
    /// There is a sign, a bound or a denial, which is not right before them as a sign is.
    Sign,
    /// There is a word that makes them another number, or may.
    Word(String),
}

/// Whether a sign or a word before the digits changes them: `< 5`, `minus 5`, `half of 5`, `not 5`.
fn is_altered_before(before: &str) -> bool {
    let marks = before.trim_end();
    // `>=`
    let is_bound = marks.trim_end_matches('=').ends_with(['<', '>', '!']);
    let is_arrow = marks.ends_with("->") || marks.ends_with("=>");
    if (is_bound || marks.ends_with(is_sign)) && !is_arrow && !ends_in_tag(marks) {
        return true;
    }
    let words = Words::of(before);
    let mut sentence = words.last_sentence();
    // `half of the 5`
    let nearest = sentence.clone().rev();
    let nearest = nearest
        .map(|word| words.get(word))
        .find(|word| !is_in(JOINING, word));
    nearest.is_some_and(|word| is_in(CHANGING, word)) || sentence.any(|word| words.negates(word))
}

/// Whether a sign or a word behind the digits changes them: `5-`, `5+`, `5 degrees below zero`, `5 is not right`.
fn is_altered_behind(behind: &str) -> bool {
    let marks = behind.trim_start_matches(' ');
    // `5-star`, `$5/month`, `5 - as it says`
    let is_joined = marks.starts_with(['-', '–', '—', '/']) && !word(marks).is_empty();
    if marks.starts_with(is_sign) && !marks.starts_with("</") && !is_joined {
        return true;
    }
    let words = Words::of(behind);
    let mut sentence = words.first_sentence();
    sentence.any(|word| is_in(LOWERING, words.get(word)) || words.negates(word))
}

/// The word that makes a number another, or of which that is not known.
fn scale(before: &str, behind: &str) -> Option<String> {
    let next = word(behind);
    if !next.is_empty() && !is_known(next) {
        return Some(next.to_owned());
    }
    // `in millions: 5`
    let (before, behind) = (Words::of(before), Words::of(behind));
    let before = before.last_sentence().map(|word| before.get(word));
    let mut around = before.chain(behind.first_sentence().map(|word| behind.get(word)));
    around.find(|word| is_in(SCALES, word)).map(str::to_owned)
}

/// The word right behind a number, on its line.
fn word(behind: &str) -> &str {
    let behind = behind.trim_start_matches(|c| " -–—/*_\"'`“”\u{a0}\u{202f}".contains(c));
    let end = behind.find(|c| !is_of_word(c)).unwrap_or(behind.len());
    &behind[..end]
}

/// Whether a word leaves the number before it as it is.
fn is_known(word: &str) -> bool {
    // `g` and `mm` have another meaning in capitals.
    if word.chars().nth(2).is_none() {
        return is_in(SHORT, word);
    }
    let word: String = folded(word).collect();
    let singular = |end: &str| word.strip_suffix(end).unwrap_or(&word);
    let lists = [SMALL, UNITS, CURRENCIES, COUNTED];
    let known = |word: &str| lists.iter().any(|list| is_in(list, word));
    known(&word) || known(singular("s")) || known(singular("es"))
}

pub(super) fn is_currency(c: char) -> bool {
    "$€£¥¢₹₽₩₺₴₪₫฿".contains(c)
}

/// Signs, bounds and operations.
fn is_sign(c: char) -> bool {
    "-+−–—±∓<>≤≥≠≮≯¬×÷^√/".contains(c)
}

/// `<answer>`
fn ends_in_tag(marks: &str) -> bool {
    let tag = marks
        .rsplit_once('<')
        .and_then(|(_, tag)| tag.strip_suffix('>'));
    tag.is_some_and(|tag| tag.starts_with(|c: char| c.is_alphabetic()) && !tag.contains('>'))
}

/// What may stand between a number and the word that changes it.
const JOINING: &str = "a an the of about around to de di als que as in";

/// What makes another number of the one behind it.
const CHANGING: &str = "\
    minus negative moins menos meno минус eksi plus than least most under over below above beyond exceeding half \
    third quarter fifth tenth double twice thrice triple times except until between weniger mehr plus más mas \
    root square log loss down decrease fell drop one maximum minimum max min";

/// What makes another number of the one before it, or says that it is none.
const LOWERING: &str = "minus negative below wrong incorrect most";

/// What makes another number of one that stands anywhere in the same sentence.
const SCALES: &str = "\
    hundred hundreds thousand thousands million millions billion billions trillion trillions dozen dozens lakh \
    lakhs crore crores half";

/// Units of two letters at most, as they are written.
const SHORT: &str = "\
    g kg mg km cm mm nm ft in yd lb oz ml dl cl l L h s ms C F V W Hz kW KB MB GB TB kB px a an as at by is of \
    on so up it if";

/// Small words.
const SMALL: &str = "\
    are ago away altogether because but each every for from has have off old once only overall per please since \
    that the then there these this today now too total was were when which with";

const UNITS: &str = "\
    percent percentage pct degree celsius fahrenheit kelvin gram kilogram milligram kilo ton tonne pound lbs \
    ounce inch foot feet yard meter metre kilometer kilometre centimeter centimetre millimeter millimetre liter \
    litre milliliter millilitre gallon cup tbsp tsp tablespoon teaspoon pinch clove slice sec second min minute \
    hour day week month year mph kmh kcal cal calorie watt kwh volt byte pixel rpm points";

const CURRENCIES: &str = "\
    dollar euro yen yuan rupee franc peso krona krone buck usd eur gbp jpy cny inr chf cad aud nzd sek nok dkk \
    pln czk brl mxn krw";

/// What is often counted.
const COUNTED: &str = "\
    people person user customer guest adult child children kid man men woman women student employee member \
    player item piece unit thing part product order box bag bottle can egg apple page word character letter line \
    row column token paragraph sentence chapter book file message email image star vote like view goal game \
    question answer result entry entries record ticket task step error issue bug room bedroom bathroom floor \
    seat car night";
