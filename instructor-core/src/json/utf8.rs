//! Bytes to text, with a character that a chunk's end cut kept for the next one.

/// The start of a character whose rest is to come.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tail {
    bytes: [u8; 4],
    len: usize,
}

/// The bytes are not UTF-8 from this place of the chunk on.
#[derive(Debug, PartialEq)]
pub(crate) struct Invalid;

impl Tail {
    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Appends the text of `bytes` to `text`, up to the first byte that is not UTF-8. The start of a character at their
    /// end is kept.
    pub(crate) fn push(&mut self, bytes: &[u8], text: &mut String) -> Result<(), Invalid> {
        let mut bytes = bytes;
        while self.len > 0 {
            let Some((&byte, rest)) = bytes.split_first() else {
                return Ok(());
            };
            let Some(place) = self.bytes.get_mut(self.len) else {
                return Err(Invalid);
            };
            *place = byte;
            self.len += 1;
            bytes = rest;
            match std::str::from_utf8(&self.bytes[..self.len]) {
                Ok(character) => {
                    text.push_str(character);
                    self.len = 0;
                }
                Err(error) if error.error_len().is_some() => return Err(Invalid),
                Err(_) => {}
            }
        }
        let error = match std::str::from_utf8(bytes) {
            Ok(valid) => {
                text.push_str(valid);
                return Ok(());
            }
            Err(error) => error,
        };
        let (valid, rest) = bytes.split_at(error.valid_up_to());
        text.push_str(std::str::from_utf8(valid).unwrap_or_default());
        if error.error_len().is_some() {
            return Err(Invalid);
        }
        // At most three bytes: a fourth would make the character whole.
        self.len = rest.len();
        self.bytes[..rest.len()].copy_from_slice(rest);
        Ok(())
    }
}
