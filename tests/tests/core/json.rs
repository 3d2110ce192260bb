//! JSON to be written in many ways: a tree, and a renderer that varies whatever does not change its meaning.

use std::fmt::Write;

#[derive(Debug, Clone)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    /// As it is to be written.
    Number(String),
    Text(String),
    List(Vec<Json>),
    /// Keys that are data: written as they are, each once.
    Map(Vec<(String, Json)>),
    /// Keys that are fields: written in any order, with unknown ones between them.
    Fields(Vec<(String, Json)>),
    /// Fields of which some are data: written in any order, with no unknown ones.
    Sealed(Vec<(String, Json)>),
    /// What `serde` keeps before it reads it, unknown keys as well: all numbers in it have to fit an `f64`.
    Kept(Box<Json>),
}

/// Writes `json` in the way that `seed` chooses; 0 is the plain way, without spaces or unknown keys.
pub(crate) fn render(json: &Json, seed: u64) -> String {
    let mut writer = Writer {
        text: String::new(),
        random: Random(seed),
        plain: seed == 0,
        kept: false,
    };
    writer.space();
    writer.value(json);
    writer.space();
    writer.text
}

/// Numbers that look random, the same for the same seed (splitmix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

struct Writer {
    text: String,
    random: Random,
    plain: bool,
    /// Whether this is within [`Json::Kept`].
    kept: bool,
}

/// No type here has a field of such a name, but some come close.
const UNKNOWN_KEYS: &[&str] = &[
    "",
    "na",
    "namee",
    "NAME",
    "label ",
    "x\0",
    "\u{1F980}\u{1F980}",
    "an unknown key of more than eight bytes",
    "\"",
    "\\",
    "item",
    "valu",
    "größe",
];

/// The last one fits no `f64`.
const JUNK_NUMBERS: &[&str] = &[
    "0",
    "-0",
    "-1.50e+3",
    "123456789012345678901234567890",
    "0.1E-2",
    "1e999",
];

const JUNK_TEXTS: &[&str] = &[
    "",
    "}",
    "]",
    "{\"x\": 1, [",
    "\\\"",
    "a\u{1F600}b",
    "null",
    "\u{0}\u{1f}\u{7f}",
];

impl Writer {
    fn space(&mut self) {
        if self.plain {
            return;
        }
        while self.random.one_in(4) {
            let space = self.random.pick(&[" ", "\t", "\n", "\r", "    ", "\r\n  "]);
            self.text.push_str(space);
        }
    }

    fn value(&mut self, json: &Json) {
        match json {
            Json::Null => self.text.push_str("null"),
            Json::Bool(value) => self.text.push_str(if *value { "true" } else { "false" }),
            Json::Number(number) => self.text.push_str(number),
            Json::Text(text) => self.string(text),
            Json::List(items) => self.list(items),
            Json::Map(entries) => self.object(entries.iter().collect()),
            Json::Fields(fields) => self.fields(fields, true),
            Json::Sealed(fields) => self.fields(fields, false),
            Json::Kept(json) => {
                let before = std::mem::replace(&mut self.kept, true);
                self.value(json);
                self.kept = before;
            }
        }
    }

    fn list(&mut self, items: &[Json]) {
        self.text.push('[');
        self.space();
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.comma();
            }
            self.value(item);
            self.space();
        }
        self.text.push(']');
    }

    fn comma(&mut self) {
        self.text.push(',');
        self.space();
    }

    fn fields(&mut self, fields: &[(String, Json)], unknown: bool) {
        let mut members: Vec<_> = fields.iter().collect();
        let mut junk = Vec::new();
        if !self.plain {
            for i in (1..members.len()).rev() {
                // Mostly in order, as models write them.
                if self.random.one_in(3) {
                    members.swap(i, self.random.below(i + 1));
                }
            }
            while unknown && self.random.one_in(3) {
                junk.push((self.random.pick(UNKNOWN_KEYS).to_owned(), self.junk(3)));
            }
        }
        for member in &junk {
            members.insert(self.random.below(members.len() + 1), member);
        }
        self.object(members);
    }

    fn object(&mut self, members: Vec<&(String, Json)>) {
        self.text.push('{');
        self.space();
        for (i, (key, value)) in members.into_iter().enumerate() {
            if i > 0 {
                self.comma();
            }
            self.key(key);
            self.space();
            self.text.push(':');
            self.space();
            self.value(value);
            self.space();
        }
        self.text.push('}');
    }

    /// Keys that are numbers or bools `serde_json` reads only without escapes.
    fn key(&mut self, key: &str) {
        match key.parse::<f64>().is_ok() || key.parse::<bool>().is_ok() {
            true => self.text.push_str(&format!("\"{key}\"")),
            false => self.string(key),
        }
    }

    /// Any value at all, nested at most `depth` deep.
    fn junk(&mut self, depth: usize) -> Json {
        let kinds = if depth == 0 { 4 } else { 6 };
        let kind = self.random.below(kinds);
        let len = self.random.below(4);
        match kind {
            0 => Json::Null,
            1 => Json::Bool(self.random.one_in(2)),
            2 => {
                let fitting = JUNK_NUMBERS.len() - usize::from(self.kept);
                Json::Number(self.random.pick(&JUNK_NUMBERS[..fitting]).to_owned())
            }
            3 => Json::Text(self.random.pick(JUNK_TEXTS).to_owned()),
            4 => Json::List((0..len).map(|_| self.junk(depth - 1)).collect()),
            _ => {
                let keys: Vec<_> = (0..len).map(|_| self.random.pick(UNKNOWN_KEYS)).collect();
                let members = keys.into_iter();
                Json::Map(
                    members
                        .map(|key| (key.to_owned(), self.junk(depth - 1)))
                        .collect(),
                )
            }
        }
    }

    fn string(&mut self, text: &str) {
        self.text.push('"');
        // Most strings have few escapes, some have nothing else.
        let rate = self.random.pick(&[1, 8, 64, 64]);
        for c in text.chars() {
            let must = c < ' ' || c == '"' || c == '\\';
            let may = !self.plain && self.random.one_in(rate);
            match short_escape(c) {
                _ if !must && !may => self.text.push(c),
                Some(escape) if self.plain || self.random.one_in(2) => {
                    self.text.push('\\');
                    self.text.push(escape);
                }
                _ => self.hex_escape(c),
            }
        }
        self.text.push('"');
    }

    /// `\u` and four digits, as a pair where it takes two.
    fn hex_escape(&mut self, c: char) {
        for unit in c.encode_utf16(&mut [0; 2]) {
            let written = if self.random.one_in(2) {
                write!(self.text, "\\u{unit:04X}")
            } else {
                write!(self.text, "\\u{unit:04x}")
            };
            written.unwrap();
        }
    }
}

fn short_escape(c: char) -> Option<char> {
    Some(match c {
        '"' | '\\' | '/' => c,
        '\u{8}' => 'b',
        '\u{c}' => 'f',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        _ => return None,
    })
}
