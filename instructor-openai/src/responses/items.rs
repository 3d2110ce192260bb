//! The items of an answer: messages, calls, reasoning. Which of them an event speaks of, and what of each has come.

/// The items so far, in the order in which they were first spoken of.
#[derive(Default)]
pub(super) struct Items(Vec<Item>);

#[derive(Default)]
pub(super) struct Item {
    id: String,
    /// Its place in the output.
    index: Option<usize>,
    /// A message that goes before the answer, and is none.
    pub(super) is_commentary: bool,
    /// The parts of which something has come.
    heard: Vec<usize>,
}

impl Items {
    /// The item that begins, and its number.
    ///
    /// Some servers give every item the same place: an id tells whether it has begun before.
    pub(super) fn begin(&mut self, id: &str, index: Option<usize>) -> (usize, &mut Item) {
        let known = match id {
            "" => self.last(|item| index.is_some() && item.index == index),
            id => self.last(|item| item.id == id),
        };
        self.take(known, id, index)
    }

    /// The item of this id or at this place, and its number.
    ///
    /// Some servers give no places, others another id with each event; where there is neither, the last item is meant.
    pub(super) fn find(&mut self, id: &str, index: Option<usize>) -> (usize, &mut Item) {
        let known = match (id, index) {
            ("", None) => self.last(|_| true),
            _ => self
                .last(|item| !id.is_empty() && item.id == id)
                .or_else(|| self.last(|item| index.is_some() && item.index == index)),
        };
        self.take(known, id, index)
    }

    fn last(&self, is_it: impl Fn(&Item) -> bool) -> Option<usize> {
        self.0.iter().rposition(is_it)
    }

    fn take(&mut self, known: Option<usize>, id: &str, index: Option<usize>) -> (usize, &mut Item) {
        let number = known.unwrap_or(self.0.len());
        if known.is_none() {
            self.0.push(Item {
                id: id.to_owned(),
                index,
                ..Item::default()
            });
        }
        (number, &mut self.0[number])
    }
}

impl Item {
    /// Whether nothing has come yet of this part.
    pub(super) fn lacks(&self, part: usize) -> bool {
        !self.heard.contains(&part)
    }

    /// Notes that something comes of this part; `true` if it is another than came before.
    pub(super) fn hears(&mut self, part: usize) -> bool {
        let is_next = self.lacks(part);
        if is_next {
            self.heard.push(part);
        }
        is_next && self.heard.len() > 1
    }
}
