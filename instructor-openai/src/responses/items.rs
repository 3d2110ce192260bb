//! The items of an answer: messages, calls, reasoning. Which of them an event speaks of, and what of each has come.

use super::decode::Kind;
use std::collections::{HashMap, HashSet};

/// About how many bytes an item takes, with what leads to it.
const ITEM: usize = 256;

/// The items so far, in the order in which they were first spoken of.
#[derive(Default)]
pub(super) struct Items {
    all: Vec<Item>,
    /// The last item of an id, and at a place.
    by_id: HashMap<String, usize>,
    by_index: HashMap<usize, usize>,
}

#[derive(Default)]
pub(super) struct Item {
    /// A message that goes before the answer, and is none.
    pub(super) is_commentary: bool,
    /// The parts of which something has come, and what it was.
    heard: HashSet<(Kind, usize)>,
}

impl Items {
    /// The item that begins, and its number.
    ///
    /// Some servers give every item the same place: an id tells whether it has begun before.
    pub(super) fn begin(&mut self, id: &str, index: Option<usize>) -> (usize, &mut Item) {
        let known = match id {
            "" => self.at(index),
            id => self.by_id.get(id).copied(),
        };
        self.take(known, id, index)
    }

    /// The item of this id or at this place, and its number. Where there is neither, the last item is meant.
    pub(super) fn find(&mut self, id: &str, index: Option<usize>) -> (usize, &mut Item) {
        let known = match (id, index) {
            ("", None) => self.last(),
            _ => self.by_id.get(id).copied().or_else(|| self.at(index)),
        };
        self.take(known, id, index)
    }

    /// The item that a text is of, and its number.
    ///
    /// Some servers give another id with each event: without a place, one that is not known is of the last item.
    pub(super) fn of_text(&mut self, id: &str, index: Option<usize>) -> (usize, &mut Item) {
        match index {
            None if !self.by_id.contains_key(id) => self.find("", None),
            _ => self.find(id, index),
        }
    }

    /// About how many bytes they take.
    pub(super) fn size(&self) -> usize {
        self.all.len() * ITEM
    }

    fn last(&self) -> Option<usize> {
        self.all.len().checked_sub(1)
    }

    fn at(&self, index: Option<usize>) -> Option<usize> {
        self.by_index.get(&index?).copied()
    }

    fn take(&mut self, known: Option<usize>, id: &str, index: Option<usize>) -> (usize, &mut Item) {
        let number = known.unwrap_or_else(|| {
            let number = self.all.len();
            self.all.push(Item::default());
            if !id.is_empty() {
                self.by_id.insert(id.to_owned(), number);
            }
            if let Some(index) = index {
                self.by_index.insert(index, number);
            }
            number
        });
        (number, &mut self.all[number])
    }
}

impl Item {
    /// Whether nothing of this kind has come yet of this part.
    pub(super) fn lacks(&self, kind: Kind, part: usize) -> bool {
        !self.heard.contains(&(kind, part))
    }

    /// Notes that something comes of this part; `true` if it is another than came before.
    pub(super) fn hears(&mut self, kind: Kind, part: usize) -> bool {
        let is_next = self.heard.insert((kind, part));
        is_next && self.heard.len() > 1
    }
}
