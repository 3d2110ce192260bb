//! The kinds of JSON that a value may begin as.

/// A set of JSON kinds.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    pub const NULL: Kinds = Kinds(1);
    pub const BOOL: Kinds = Kinds(2);
    pub const NUMBER: Kinds = Kinds(4);
    pub const STRING: Kinds = Kinds(8);
    pub const LIST: Kinds = Kinds(16);
    pub const OBJECT: Kinds = Kinds(32);
    pub const ANY: Kinds = Kinds(63);

    pub const fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    pub(crate) const fn meets(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    /// The kind that begins with this byte: none, if no value does.
    pub(crate) fn beginning_with(byte: u8) -> Kinds {
        match byte {
            b'n' => Kinds::NULL,
            b't' | b'f' => Kinds::BOOL,
            b'-' | b'0'..=b'9' => Kinds::NUMBER,
            b'"' => Kinds::STRING,
            b'[' => Kinds::LIST,
            b'{' => Kinds::OBJECT,
            _ => Kinds(0),
        }
    }

    /// `a string, a list or null`
    pub(crate) fn describe(self) -> String {
        const NAMES: [(Kinds, &str); 6] = [
            (Kinds::BOOL, "a bool"),
            (Kinds::NUMBER, "a number"),
            (Kinds::STRING, "a string"),
            (Kinds::LIST, "a list"),
            (Kinds::OBJECT, "an object"),
            (Kinds::NULL, "null"),
        ];
        let names = NAMES.iter().filter(|(kind, _)| kind.meets(self));
        let names: Vec<&str> = names.map(|(_, name)| *name).collect();
        match names.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
            None => "a value".to_owned(),
        }
    }
}
