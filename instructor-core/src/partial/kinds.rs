//! The kinds of JSON that a value may begin as.

/// A set of JSON kinds, and the set that it is in an answer that a dialect has reshaped.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinds {
    natural: u8,
    reshaped: u8,
}

impl Kinds {
    pub(crate) const NONE: Kinds = Kinds::of(0);
    pub const NULL: Kinds = Kinds::of(1);
    pub const BOOL: Kinds = Kinds::of(2);
    pub const NUMBER: Kinds = Kinds::of(4);
    pub const STRING: Kinds = Kinds::of(8);
    pub const LIST: Kinds = Kinds::of(16);
    pub const OBJECT: Kinds = Kinds::of(32);
    pub const ANY: Kinds = Kinds::of(63);
    /// What shows before it is whole.
    pub(crate) const GROWING: Kinds = Kinds::STRING.or(Kinds::LIST).or(Kinds::OBJECT);
    /// An object, or else a list of entries.
    pub const MAP: Kinds = Kinds::OBJECT.or_reshaped(Kinds::LIST);
    /// A list, or else an object with a key for each element.
    pub const TUPLE: Kinds = Kinds::LIST.or_reshaped(Kinds::OBJECT);

    const fn of(bits: u8) -> Kinds {
        Kinds {
            natural: bits,
            reshaped: bits,
        }
    }

    const fn or_reshaped(self, other: Kinds) -> Kinds {
        Kinds {
            natural: self.natural,
            reshaped: self.reshaped | other.reshaped,
        }
    }

    pub const fn or(self, other: Kinds) -> Kinds {
        Kinds {
            natural: self.natural | other.natural,
            reshaped: self.reshaped | other.reshaped,
        }
    }

    /// The kinds in an answer, which may be reshaped.
    pub(crate) const fn within(self, reshaped: bool) -> Kinds {
        Kinds::of(if reshaped {
            self.reshaped
        } else {
            self.natural
        })
    }

    pub(crate) const fn meets(self, other: Kinds) -> bool {
        self.natural & other.natural != 0
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
            _ => Kinds::NONE,
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
