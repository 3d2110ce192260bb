//! What the fuzzer's bytes mean.

/// A text, and how it is to be read.
#[derive(Debug)]
pub(crate) struct Input<'a> {
    /// The type: `a` is the first.
    pub(crate) kind: usize,
    pub(crate) settings: Settings,
    /// The size of the pieces: `1` to `?` are so many bytes, `0` any, as `seed` says.
    size: usize,
    seed: u8,
    pub(crate) text: &'a [u8],
}

/// How a parser is set up: the bits of a byte, `0` for none of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) unwrapping: bool,
    pub(crate) reshaped: bool,
    /// Limits so small that short texts pass them.
    pub(crate) tight: bool,
    pub(crate) changes: bool,
}

impl Settings {
    /// Whether a text means what it does to `serde_json`.
    pub(crate) fn are_plain(self) -> bool {
        !self.unwrapping && !self.reshaped
    }
}

impl<'a> Input<'a> {
    pub(crate) fn new(data: &'a [u8]) -> Option<Self> {
        let [kind, settings, size, seed, text @ ..] = data else {
            return None;
        };
        Some(Input {
            kind: usize::from(kind.wrapping_sub(b'a')),
            settings: Settings {
                unwrapping: settings & 1 != 0,
                reshaped: settings & 2 != 0,
                tight: settings & 4 != 0,
                changes: settings & 8 != 0,
            },
            size: usize::from(size & 15),
            seed: *seed,
            text,
        })
    }

    /// The input, to be read in a report.
    pub(crate) fn quoted(&self) -> String {
        format!("{:?}\n{self:?}", String::from_utf8_lossy(self.text))
    }

    /// The text in pieces.
    pub(crate) fn pieces(&self) -> Vec<&'a [u8]> {
        let mut pieces = Vec::new();
        let mut rest = self.text;
        let mut random = u64::from(self.seed) + 1;
        while !rest.is_empty() {
            let size = match self.size {
                0 => {
                    // xorshift64*: long pieces and very short ones.
                    random ^= random >> 12;
                    random ^= random << 25;
                    random ^= random >> 27;
                    let bits = random.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 56;
                    if bits & 1 == 0 {
                        bits as usize
                    } else {
                        bits as usize >> 5
                    }
                }
                size => size,
            };
            let (piece, after) = rest.split_at(size.min(rest.len()));
            pieces.push(piece);
            rest = after;
        }
        pieces
    }
}
