//! A text, and the deltas it is cut into.

use std::mem;
use std::ops::Range;
use std::sync::Arc;

#[derive(Debug, Clone)]
pub(super) struct Text {
    whole: Arc<str>,
    cuts: Cuts,
}

#[derive(Debug, Clone)]
enum Cuts {
    /// After this many characters, at least one.
    Every(usize),
    /// At these offsets; the last is the text's length.
    At(Arc<[usize]>),
}

impl Text {
    pub(super) fn new(whole: String) -> Self {
        Self {
            whole: whole.into(),
            cuts: Cuts::Every(4),
        }
    }

    pub(super) fn of_deltas(deltas: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut whole = String::new();
        let mut ends = Vec::new();
        for delta in deltas {
            whole.push_str(delta.as_ref());
            ends.push(whole.len());
        }
        Self {
            whole: whole.into(),
            cuts: Cuts::At(ends.into()),
        }
    }

    pub(super) fn cut_every(&mut self, n: usize) {
        self.cuts = Cuts::Every(n.max(1));
    }

    pub(super) fn as_str(&self) -> &str {
        &self.whole
    }

    /// The deltas, as ranges of the whole text.
    pub(super) fn deltas(&self) -> impl Iterator<Item = Range<usize>> + Send + use<> {
        let text = self.clone();
        let mut start = 0;
        (0..).map_while(move |index| {
            let end = text.end_of(index, start)?;
            Some(mem::replace(&mut start, end)..end)
        })
    }

    fn end_of(&self, index: usize, start: usize) -> Option<usize> {
        match &self.cuts {
            Cuts::At(ends) => ends.get(index).copied(),
            Cuts::Every(_) if start == self.whole.len() => None,
            Cuts::Every(n) => {
                let mut chars = self.whole[start..].char_indices();
                Some(chars.nth(*n).map_or(self.whole.len(), |(at, _)| start + at))
            }
        }
    }
}
