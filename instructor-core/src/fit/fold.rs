//! Names without what writers differ in: case, accents, punctuation and spaces.

/// The letters and digits of a text in lower case, without their accents.
pub(crate) fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .flat_map(letters)
        .flat_map(char::to_lowercase)
        // At a word's end it is written otherwise.
        .map(|c| if c == 'ς' { 'σ' } else { c })
        .filter(|c| c.is_alphanumeric())
}

/// Whether two names differ in no more than that. A name of nothing but punctuation is like no other.
pub(crate) fn is_like(name: &str, other: &str) -> bool {
    folded(name).next().is_some() && folded(name).eq(folded(other))
}

/// The letters that are left of a letter without its accents.
fn letters(c: char) -> impl Iterator<Item = char> {
    let two = match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        _ => "",
    };
    let one = two.is_empty().then(|| letter(c));
    two.chars().chain(one)
}

fn letter(c: char) -> char {
    // Of each letter that Unicode takes apart, and of those with a stroke, the one that is left; `?` where there is none.
    const LATIN: &str = "aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuyty\
                         aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll\
                         nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    const ADDITIONAL: &str = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmm\
                              nnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzz\
                              htwyas????aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooo\
                              uuuuuuuuuuuuuuyyyyyyyy??????";
    let (table, first) = match c {
        '\u{c0}'..='\u{17f}' => (LATIN, 0xc0),
        '\u{1e00}'..='\u{1eff}' => (ADDITIONAL, 0x1e00),
        _ => return c,
    };
    match table.as_bytes().get(c as usize - first) {
        Some(b'?') | None => c,
        Some(&letter) => char::from(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_form_are_alike() {
        for (name, other) in [
            ("full_name", "Full Name"),
            ("full_name", "fullName"),
            ("full_name", "FULL-NAME"),
            ("naive", "naïve"),
            ("étage", "e\u{301}tage"),
            ("GRÜN", "grün"),
            ("strasse", "Straße"),
            ("Ệ", "e"),
            ("œuvre", "OEUVRE"),
            ("Λ", "λ"),
            ("žluťoučký kůň", "zlutoucky kun"),
        ] {
            assert!(is_like(name, other), "{name} {other}");
        }
        for (name, other) in [
            ("+", "-"),
            ("", ""),
            ("a", "b"),
            ("ƛ", "λ"),
            ("name", "names"),
        ] {
            assert!(!is_like(name, other), "{name} {other}");
        }
    }

    #[test]
    fn tables_are_as_long_as_their_ranges() {
        for (c, base) in [
            ('\u{17e}', 'z'),
            ('\u{17f}', 's'),
            ('ỹ', 'y'),
            ('×', '×'),
            ('ờ', 'o'),
            ('ł', 'l'),
        ] {
            assert_eq!(letter(c), base, "{c}");
        }
    }
}
