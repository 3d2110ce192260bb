//! Texts that a pattern matches, of the simple kinds that schemas have: literals, classes, groups, `|`, and how often.

use crate::json::Random;
use std::iter::Peekable;
use std::str::Chars;

/// A text that `pattern` matches, as a whole even if it is not anchored.
pub(super) fn text_of(pattern: &str, random: &mut Random) -> String {
    let mut rest = pattern.chars().peekable();
    let text = alternatives(&mut rest, random);
    assert_eq!(rest.next(), None, "a pattern of a new kind: {pattern}");
    text
}

/// `a|b`, up to the end of the group.
fn alternatives(rest: &mut Peekable<Chars<'_>>, random: &mut Random) -> String {
    let mut all = vec![sequence(rest, random)];
    while rest.next_if_eq(&'|').is_some() {
        all.push(sequence(rest, random));
    }
    let chosen = random.below(all.len());
    all.swap_remove(chosen)
}

fn sequence(rest: &mut Peekable<Chars<'_>>, random: &mut Random) -> String {
    let mut text = String::new();
    while let Some(&next) = rest.peek() {
        if next == '|' || next == ')' {
            break;
        }
        // An item is read once, and made anew for each of its times.
        let start = rest.clone();
        let first = item(rest, random);
        let times = times(rest, random);
        for time in 0..times {
            match time {
                0 => text.push_str(&first),
                _ => text.push_str(&item(&mut start.clone(), random)),
            }
        }
    }
    text
}

fn item(rest: &mut Peekable<Chars<'_>>, random: &mut Random) -> String {
    let c = rest.next().unwrap();
    match c {
        '^' | '$' => String::new(),
        '.' => "x".to_owned(),
        '(' => {
            if rest.next_if_eq(&'?').is_some() {
                assert_eq!(rest.next(), Some(':'), "a group of a new kind");
            }
            let text = alternatives(rest, random);
            assert_eq!(rest.next(), Some(')'));
            text
        }
        '[' => class(rest, random).to_string(),
        '\\' => escape(rest.next().unwrap(), random).to_string(),
        c => c.to_string(),
    }
}

fn escape(c: char, random: &mut Random) -> char {
    let digit = char::from(b'0' + random.below(10) as u8);
    match c {
        'd' => digit,
        'w' => ['a', 'Z', '_', digit][random.below(4)],
        's' => ' ',
        c => c,
    }
}

/// One of `[a-z_]`.
fn class(rest: &mut Peekable<Chars<'_>>, random: &mut Random) -> char {
    let mut ranges = Vec::new();
    let negated = rest.next_if_eq(&'^').is_some();
    loop {
        let start = match rest.next().unwrap() {
            ']' => break,
            '\\' => escape(rest.next().unwrap(), random),
            c => c,
        };
        let mut behind = rest.clone();
        behind.next();
        let is_range = rest.peek() == Some(&'-') && behind.peek() != Some(&']');
        if is_range {
            rest.next();
        }
        ranges.push(match is_range {
            true => start..=rest.next().unwrap(),
            false => start..=start,
        });
    }
    if negated {
        let apart = |c: &char| !ranges.iter().any(|range| range.contains(c));
        return ('!'..='~').find(apart).unwrap();
    }
    let range = ranges[random.below(ranges.len())].clone();
    let len = range.clone().count();
    range.clone().nth(random.below(len)).unwrap()
}

/// How often the item before is to come.
fn times(rest: &mut Peekable<Chars<'_>>, random: &mut Random) -> usize {
    match rest.peek() {
        Some('?') => {
            rest.next();
            random.below(2)
        }
        Some('*') => {
            rest.next();
            random.below(4)
        }
        Some('+') => {
            rest.next();
            1 + random.below(3)
        }
        Some('{') => {
            rest.next();
            let bounds: String = rest.by_ref().take_while(|&c| c != '}').collect();
            let (least, most) = bounds.split_once(',').unwrap_or((&bounds, &bounds));
            let least: usize = least.parse().unwrap();
            let most = most.parse().unwrap_or(least + 2);
            least + random.below(most - least + 1)
        }
        _ => 1,
    }
}
