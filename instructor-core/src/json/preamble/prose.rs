//! The words before the value: what they tell of a bracket behind them.

/// What has come before the value, as far as it matters.
#[derive(Debug, Clone)]
pub(super) struct Prose {
    /// Whether nothing has come but white space, thoughts, and the line that opens a block of code.
    is_start: bool,
    line: Line,
    in_block: bool,
    /// Where the bracket of a list stands, with nothing but white space behind it, or if the text begins with it, nothing that
    /// ends it.
    list: Option<usize>,
    is_list_start: bool,
    /// In what is thought: the tag that ends it.
    thoughts: Option<&'static str>,
    /// Whether the value may be a string: then a quote that the text begins with may begin it.
    takes_quote: bool,
}

/// What a line has in it so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Blank,
    /// So many backticks, and nothing else.
    Marks(usize),
    /// The mark of a block of code, and what it says of the block.
    Opening,
    Words,
}

/// How many backticks begin a block of code.
const MARKS: usize = 3;

/// What stands around the thoughts of models whose server does not take them out.
const THOUGHTS: [(&str, &str); 4] = [
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("<thought>", "</thought>"),
    ("<reasoning>", "</reasoning>"),
];

/// What a text has of thoughts at its start, as far as they have come.
pub(crate) fn thoughts(text: &str) -> &str {
    let text = text.trim_start();
    let mut tags = THOUGHTS.iter();
    let Some((start, end)) = tags.find(|(start, _)| text.starts_with(start)) else {
        return "";
    };
    let thoughts = &text[start.len()..];
    thoughts.split(end).next().unwrap_or(thoughts)
}

/// A text without the thoughts before it.
pub(super) fn without_thoughts(text: &str) -> &str {
    let mut text = text.trim_start_matches('\u{feff}').trim();
    while let Some((start, end)) = THOUGHTS.iter().find(|(start, _)| text.starts_with(start)) {
        let behind = text[start.len()..].split_once(end);
        text = behind.map_or("", |(_, behind)| behind.trim_start());
    }
    text
}

impl Prose {
    pub(super) fn new(takes_quote: bool) -> Self {
        Prose {
            is_start: true,
            line: Line::Blank,
            in_block: false,
            list: None,
            is_list_start: false,
            thoughts: None,
            takes_quote,
        }
    }

    /// Whether what comes next is no words: the text begins with it, or a block of code does.
    pub(super) fn is_start(&self) -> bool {
        match self.line {
            Line::Blank => self.is_start,
            Line::Marks(marks) => marks >= MARKS && !self.in_block,
            Line::Opening => true,
            Line::Words => false,
        }
    }

    /// What came was words.
    pub(super) fn end_start(&mut self) {
        self.is_start = false;
        self.line = Line::Words;
        if !self.is_list_start {
            self.list = None;
        }
    }

    /// What came was the bracket of a list, at this byte of the text, which may begin with it.
    pub(super) fn open_list(&mut self, offset: usize, is_start: bool) {
        if !self.is_list_start || self.list.is_none() {
            self.list = Some(offset);
            self.is_list_start = is_start;
        }
    }

    /// Where the list begins of which the next bracket opens the first element.
    pub(super) fn list(&self) -> Option<usize> {
        self.list
    }

    /// Reads up to where the value may begin, from `at`: the place of a bracket or a quote, or else how much of the text is words.
    pub(super) fn find(&mut self, text: &str, mut at: usize, last: bool) -> Result<usize, usize> {
        while at < text.len() {
            let rest = &text[at..];
            if let Some(end) = self.thoughts {
                match rest.find(end) {
                    Some(place) => {
                        self.thoughts = None;
                        at += place + end.len();
                    }
                    None => {
                        // The start of the tag may stand at the end.
                        let keep = (1..end.len())
                            .rev()
                            .find(|len| rest.ends_with(&end[..*len]));
                        return Err(text.len() - keep.unwrap_or(0));
                    }
                }
                continue;
            }
            let mark = memchr::memchr3(b'{', b'[', b'<', rest.as_bytes());
            if let Some(quote) = self.read(&rest[..mark.unwrap_or(rest.len())]) {
                return Ok(at + quote);
            }
            let Some(place) = mark else {
                return Err(text.len());
            };
            at += place;
            let rest = &text[at..];
            if !rest.starts_with('<') {
                return Ok(at);
            }
            if let Some((start, end)) = THOUGHTS.iter().find(|(start, _)| rest.starts_with(start)) {
                self.thoughts = Some(end);
                at += start.len();
            } else if !last && THOUGHTS.iter().any(|(start, _)| start.starts_with(rest)) {
                return Err(at);
            } else {
                self.end_start();
                at += 1;
            }
        }
        Err(at)
    }

    /// Reads words, up to a quote that the text begins with: where that is.
    fn read(&mut self, words: &str) -> Option<usize> {
        for (at, c) in words.char_indices() {
            if c == '"' && self.takes_quote && self.is_start && self.line == Line::Blank {
                return Some(at);
            }
            // Of a list that the text begins with, this may be another element.
            let is_in_list = match self.is_list_start {
                true => c != ']',
                false => c.is_whitespace(),
            };
            if !is_in_list {
                self.list = None;
            }
            self.line = match (self.line, c) {
                (Line::Marks(MARKS..), '\n') if self.in_block => {
                    self.in_block = false;
                    self.is_start = false;
                    Line::Blank
                }
                (Line::Marks(MARKS..) | Line::Opening, '\n') => {
                    self.in_block = true;
                    self.is_start = true;
                    Line::Blank
                }
                (_, '\n') => Line::Blank,
                (Line::Blank, '`') => Line::Marks(1),
                (Line::Marks(marks), '`') => Line::Marks(marks + 1),
                (Line::Blank, c) if c.is_whitespace() || c == '\u{feff}' => Line::Blank,
                (Line::Marks(MARKS..) | Line::Opening, c) if c != '`' && !self.in_block => {
                    Line::Opening
                }
                _ => {
                    self.is_start = false;
                    Line::Words
                }
            };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a bracket behind these words begins what is no words, wherever they are cut.
    fn is_start(words: &str) -> bool {
        let whole = {
            let mut prose = Prose::new(false);
            prose.find(words, 0, false).unwrap_err();
            prose.is_start()
        };
        let mut prose = Prose::new(false);
        let mut held = String::new();
        for c in words.chars() {
            held.push(c);
            let read = prose.find(&held, 0, false).unwrap_err();
            held.drain(..read);
        }
        assert_eq!(prose.is_start(), whole, "{words}");
        whole
    }

    #[test]
    fn what_follows_these_is_no_words() {
        for words in [
            "",
            " \n",
            "\u{feff}",
            "```json\n",
            "Here it is:\n\n```json\n  ",
            "Here:\r\n  ````\r\n",
            "```json ",
            "```",
            "<think>is {\"name\"} a key?</think>\n",
            "<think>a</think>```\n",
            "```\na\n```\nor\n```\n",
        ] {
            assert!(is_start(words), "{words}");
        }
    }

    #[test]
    fn what_follows_these_is_words() {
        for words in [
            "a",
            "Here: ",
            "Here it is:\n",
            "``",
            "```\na\n```\n",
            "```\na\n```",
            "```a``",
            "a ```json\n",
            "a <think>b</think> ",
            "<b>",
        ] {
            assert!(!is_start(words), "{words}");
        }
    }
}
