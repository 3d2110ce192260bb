//! Whether a text says a word plainly, or only speaks of it.
//!
//! Words that turn a sentence round are without number, so what is looked for is the other way about: a word counts where
//! what stands right before and behind it is known to be harmless. A list of words that deny is looked at on top of that.

use super::fold::folded;
use std::ops::Range;

/// The words of a text, and what parts them.
pub(super) struct Words<'t> {
    text: &'t str,
    words: Vec<Word>,
}

struct Word {
    at: Range<usize>,
    folded: String,
}

impl<'t> Words<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut words = Vec::new();
        let mut rest = 0;
        while let Some(start) = text[rest..].find(is_of_word) {
            let start = rest + start;
            let len = text[start..].find(|c| !is_of_word(c));
            rest = len.map_or(text.len(), |len| start + len);
            let folded: String = folded(&text[start..rest]).collect();
            if !folded.is_empty() {
                let at = start..rest;
                words.push(Word { at, folded });
            }
        }
        Words { text, words }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// A word without its case and accents; nothing, where there is none.
    pub(super) fn get(&self, word: usize) -> &str {
        self.words.get(word).map_or("", |word| &word.folded)
    }

    /// How many of the words from `start` on are the name, put together.
    pub(super) fn run(&self, start: usize, name: &str) -> Option<usize> {
        let mut rest = name;
        for (count, word) in self.words[start..].iter().enumerate() {
            rest = rest.strip_prefix(&*word.folded)?;
            if rest.is_empty() {
                return Some(count + 1);
            }
        }
        None
    }

    /// What stands before a word, up to the one before it; of the one past the last, what the text ends with.
    fn gap(&self, word: usize) -> &'t str {
        let start = match word.checked_sub(1) {
            Some(before) => self.words[before].at.end,
            None => 0,
        };
        let end = self.words.get(word).map_or(self.text.len(), |w| w.at.start);
        &self.text[start..end]
    }

    /// The words of the sentence that a word is in.
    pub(super) fn sentence(&self, word: usize) -> Range<usize> {
        let start = (1..=word).rev().find(|at| self.begins_sentence(*at));
        let end = (word + 1..self.len()).find(|at| self.begins_sentence(*at));
        start.unwrap_or(0)..end.unwrap_or(self.len())
    }

    /// The words of the sentence that the text begins in.
    pub(super) fn first_sentence(&self) -> Range<usize> {
        match self.len() == 0 || ends_sentence(self.gap(0)) {
            true => 0..0,
            false => self.sentence(0),
        }
    }

    /// The words of the sentence that goes on behind the text.
    pub(super) fn last_sentence(&self) -> Range<usize> {
        match self.len().checked_sub(1) {
            Some(last) if !ends_sentence(self.gap(self.len())) => self.sentence(last),
            _ => 0..0,
        }
    }

    fn begins_sentence(&self, word: usize) -> bool {
        // `e.g. this`
        let is_short = word > 1 && self.gap(word - 1) == "." && self.gap(word).starts_with('.');
        ends_sentence(self.gap(word)) && !is_short
    }

    /// Whether the words that were `found` in the text, in order and each of the same meaning, are what it says.
    pub(super) fn say(&self, found: &[Range<usize>]) -> bool {
        let found = &*adjoining(found);
        let mut is_named = vec![false; self.len()];
        for at in found {
            is_named[at.clone()].fill(true);
        }
        let mut is_said = false;
        let mut rest = found;
        while let [first, ..] = rest {
            let sentence = self.sentence(first.start);
            let here = rest.partition_point(|at| at.start < sentence.end);
            let (here, others) = rest.split_at(here);
            rest = others;
            // Why it is so can be said with any words.
            let last = here.last().map_or(sentence.end, |last| last.end);
            let reason = (last..sentence.end).find(|word| is_in(REASONS, self.get(*word)));
            let mut claim = sentence.start..reason.unwrap_or(sentence.end);
            let is_denied = claim.any(|word| !is_named[word] && self.denies(word));
            if is_denied || self.takes_back(sentence.end) {
                return false;
            }
            is_said |= here.iter().any(|at| self.is_plain(at, &sentence));
            // `Billing issue`
            is_said |= first.start == 0 && self.len() <= LABEL && self.is_quiet_label(&sentence);
            // The answer, and then what there is to say about it.
            if is_said && sentence.start == 0 && *first == sentence {
                return true;
            }
        }
        is_said
    }

    /// Whether the sentence that begins here goes against the one before it.
    fn takes_back(&self, word: usize) -> bool {
        self.negates(word) || ["but", "wait", "however", "actually"].contains(&self.get(word))
    }

    /// Whether all of the text is one word, or several that are one name, and no mark asks or denies.
    pub(super) fn is_bare(&self) -> bool {
        !is_negated(self.gap(0)) && !self.gap(self.len()).contains(['?', '？'])
    }

    /// Whether a word is one that turns its sentence round, or makes it doubtful.
    pub(super) fn denies(&self, word: usize) -> bool {
        is_in(DOUBTING, self.get(word)) || self.negates(word)
    }

    /// Whether a word is a "not" of some kind.
    pub(super) fn negates(&self, word: usize) -> bool {
        let as_written = self
            .words
            .get(word)
            .map_or("", |w| &self.text[w.at.clone()]);
        let as_written = as_written.to_lowercase();
        is_in(NEGATING, self.get(word))
            || as_written.ends_with("n't")
            || as_written.ends_with("n’t")
    }

    /// Whether a text of few words has no marks in it.
    fn is_quiet_label(&self, sentence: &Range<usize>) -> bool {
        let marks = |word| self.gap(word).trim_matches(is_mark);
        self.len() == sentence.len()
            && (0..self.len()).all(|word| marks(word).is_empty())
            && matches!(marks(self.len()), "" | "." | "!")
    }

    /// Whether what is right before and right behind these words lets them stand for the whole sentence.
    fn is_plain(&self, at: &Range<usize>, sentence: &Range<usize>) -> bool {
        if self.gap(sentence.end).contains(['?', '？']) || is_negated(self.gap(at.start)) {
            return false;
        }
        self.is_subject(at, sentence) || (self.is_led_to(at, sentence) && self.is_closed(at))
    }

    /// `X is the answer`
    fn is_subject(&self, at: &Range<usize>, sentence: &Range<usize>) -> bool {
        let verbs = match (self.get(at.end), self.get(at.end + 1)) {
            ("is", _) => 1,
            ("would" | "will" | "should" | "must", "be") => 2,
            _ => return false,
        };
        let end = sentence.end.min(at.end + verbs + REACH);
        let mut words = at.end..end;
        let behind = words.clone().skip(verbs);
        let answer = behind.clone().find(|word| is_in(ANSWERS, self.get(*word)));
        let Some(answer) = answer else { return false };
        words.end = answer;
        let is_led_to = words.all(|word| is_quiet(self.gap(word)))
            && is_quiet(self.gap(answer))
            && behind
                .take_while(|word| *word < answer)
                .all(|word| is_in(FILLERS, self.get(word)));
        // Not `X is best avoided`.
        let next = self.get(answer + 1);
        let goes_on = [ANSWERS, REASONS, CLOSING, "one for of"];
        is_led_to
            && (answer + 1 == sentence.end
                || !is_quiet(self.gap(answer + 1))
                || goes_on.iter().any(|list| is_in(list, next)))
    }

    /// Whether nothing is before it in its sentence, or a word that says it is that: `the answer is X`, `kind: X`.
    fn is_led_to(&self, at: &Range<usize>, sentence: &Range<usize>) -> bool {
        for first in (sentence.start + 1..=at.start).rev().take(REACH) {
            let gap = self.gap(first);
            if gap.contains([':', '=', '：']) {
                return true;
            }
            let word = self.get(first - 1);
            let is_quiet = is_quiet(gap) || gap.trim() == ",";
            if is_quiet && is_in(LEADING, word) {
                return true;
            }
            if !is_quiet || !is_in(FILLERS, word) {
                return false;
            }
        }
        at.start < sentence.start + REACH
    }

    /// Whether its sentence or its clause ends right behind it.
    fn is_closed(&self, at: &Range<usize>) -> bool {
        let gap = self.gap(at.end);
        if at.end == self.len() || self.begins_sentence(at.end) {
            return true;
        }
        let word = self.get(at.end);
        let marks = gap.trim_matches(is_mark);
        marks.starts_with([',', ';', '(', '–', '—', '，', '（'])
            || (marks == "-" && gap.contains(" - "))
            || (is_quiet(gap) && (is_in(REASONS, word) || is_in(CLOSING, word)))
    }
}

/// Two names of one thing that stand side by side are one.
fn adjoining(found: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for at in found {
        match joined.last_mut() {
            Some(last) if at.start <= last.end => last.end = at.end.max(last.end),
            _ => joined.push(at.clone()),
        }
    }
    joined
}

/// Whether a word is one of those in a list.
pub(super) fn is_in(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|one| one == word)
}

/// A text of so many words is a label, and no sentence.
const LABEL: usize = 2;

/// How many words before and behind a word are looked at for what leads to it.
const REACH: usize = 8;

/// Whether marks before a word say that it is not that.
fn is_negated(marks: &str) -> bool {
    marks.contains(['≠', '¬']) || marks.contains("!=") || marks.ends_with(['!', '~'])
}

pub(super) fn is_of_word(c: char) -> bool {
    // An apostrophe, or an accent that stands by itself behind its letter.
    c.is_alphanumeric() || matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}')
}

/// White space, and what is put around a word to make it stand out.
fn is_mark(c: char) -> bool {
    c.is_whitespace() || "\"'`*_“”„‘’«»[]".contains(c)
}

fn is_quiet(gap: &str) -> bool {
    gap.chars().all(is_mark)
}

/// Whether a sentence ends in what parts two words. A point between digits or letters ends none, nor does what leads to more.
fn ends_sentence(gap: &str) -> bool {
    let ends = gap.contains(['\n', '!', '?', '。', '！', '？', '…']);
    (ends || (gap.contains('.') && gap.len() > 1)) && !gap.contains([':', '=', '：'])
}

/// What may stand between a word and what leads to it.
const FILLERS: &str = "\
    a an the my your our this that to with for some one of just simply clearly definitely certainly probably \
    likely most very really so well yes ok okay sure i it";

/// What leads to the word that is meant.
const LEADING: &str = "\
    is are be its thats as equals means remains answer answers result category class label value verdict choice \
    decision choose chose pick picked select selected go opt take use say think believe guess conclude want like \
    prefer recommend suggest would should will must id lets";

/// `X is the …`
const ANSWERS: &str = "\
    answer best better correct right choice option result category class label value verdict decision case";

/// What a reason begins with.
const REASONS: &str = "because since as given due";

/// What may end a sentence behind the word.
const CLOSING: &str = "please now here then overall indeed today too";

/// "Not", in the languages that models mix in.
const NEGATING: &str = "\
    not no non never neither nor none nothing nobody nowhere without cannot nope nah isnt arent wasnt werent \
    doesnt dont didnt cant couldnt wont wouldnt shouldnt aint nicht kein keine nein ne pas nie nao niet geen \
    ikke inte не нет 不 不是";

/// What makes a sentence doubtful, or says the opposite of what is in it.
const DOUBTING: &str = "\
    hardly barely scarcely rarely seldom except unless if whether or instead rather than less unlike such \
    against opposite contrary far wrong incorrect false untrue mistaken unable refuse refuses refused deny \
    denies denied reject rejects rejected decline declined doubt doubts disagree avoid exclude excluded \
    excluding fail fails failed lacks unlikely few but however although though may might can could maybe perhaps \
    possibly wait worst least forbidden former formerly previously besides wish used which";

#[cfg(test)]
mod tests {
    use super::Words;

    fn says(text: &str) -> bool {
        let words = Words::of(text);
        let found = (0..words.len()).filter(|word| words.get(*word) == "pay");
        let found: Vec<_> = found.map(|word| word..word + 1).collect();
        words.say(&found)
    }

    #[test]
    fn what_a_sentence_says_is_meant() {
        for text in [
            "pay",
            "**pay**.",
            "Pay. The customer does not want a refund.",
            "pay\n\nThat is not a refund.",
            "Pay, I think",
            "pay - the bill is due",
            "pay (at once)",
            "The answer is pay",
            "The answer is \"pay\".",
            "**Answer:** pay",
            "It is most likely pay, given what is said",
            "I'd say pay because it is not paid",
            "I'd pay now",
            "I choose to pay",
            "We should pay.",
            "pay is the best",
            "The ansewr `pay` is the correct one",
            "pay would be the right choice",
            "pay is the best option for now",
            "That is not so easy. The answer is pay.",
            "Is it pay? It is pay.",
            "Sure, pay",
            "Pay.\n\nI would not pay more than that, or less",
            "pay pay",
            "the pay",
            "Pay request",
        ] {
            assert!(says(text), "{text}");
        }
    }

    #[test]
    fn what_a_text_only_speaks_of_is_not() {
        for text in [
            "no pay",
            "non-pay",
            "no longer pay",
            "nothing to pay",
            "unable to pay",
            "refuses to pay",
            "hesitates to pay",
            "instead of pay",
            "rather than pay",
            "pay: no",
            "pay=false",
            "pay -> no",
            "pay - no",
            "pay (no)",
            "pay / no",
            "pay? No.",
            "Pay. Not!",
            "is it pay?",
            "what is pay?",
            "!pay",
            "!= pay",
            "nicht pay",
            "half pay",
            "it isn’t pay",
            "none of it is pay",
            "I doubt it is pay",
            "It may be pay",
            "It is pay, but not now",
            "Options such as pay",
            "the opposite is pay",
            "if it is pay",
            "hardly pay",
            "nicht pay",
            "pay?",
            "pay raise?",
            "pay nothing",
            "pay is best avoided",
            "to pay is the one mistake",
            "The customer wants pay raised",
            "",
        ] {
            assert!(!says(text), "{text}");
        }
    }
}
