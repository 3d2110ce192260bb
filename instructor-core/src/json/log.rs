//! What a chunk changed.

use super::cursor::Cursor;
use super::parked::Parked;
use super::state::{ENTRY, Label, State};
use crate::path::{Path, Segment};
use crate::repair::{RepairKind, Repaired};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// A change of a value: more of a string, a number that is whole, a list that has closed.
///
/// ```
/// use instructor_core::{Change, Parser};
///
/// let mut parser = Parser::<Vec<String>>::new().with_changes();
/// parser.feed(r#"["one", "t"#)?;
/// let changes: Vec<String> = parser.changes().iter().map(Change::to_string).collect();
/// assert_eq!(changes, [r#"[0] + "one", closed"#, r#"[1] + "t""#]);
/// # Ok::<(), instructor_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// What changed.
    pub path: Path,
    /// What a string grew by, or the whole text of a number, a bool, null or an enum's name. Empty for anything else.
    pub text: String,
    /// Whether the value has closed by now.
    pub closed: bool,
}

/// `{"path": "users[0].name", "text": "Ja", "closed": false}`
impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut change = serializer.serialize_struct("Change", 3)?;
        change.serialize_field("path", &self.path)?;
        change.serialize_field("text", &self.text)?;
        change.serialize_field("closed", &self.closed)?;
        change.end()
    }
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.path)?;
        if !self.text.is_empty() {
            write!(f, " + {:?}", self.text)?;
        }
        if self.closed {
            f.write_str(", closed")?;
        }
        Ok(())
    }
}

/// What happened while a chunk was read. Nobody knows the path of a value while it is read, but the slots around it are
/// noted after it, each when it closes, and what stays open is the parser's open path: read backwards, the log has every
/// path from the root down.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Log {
    events: Vec<Event>,
    /// The text of the leaves, one behind the other.
    text: String,
    /// Whether there are repairs whose paths are not known, and behind how many events.
    unplaced: bool,
    placed: usize,
}

#[derive(Debug, Clone, PartialEq)]
enum Event {
    /// So many bytes of a leaf's text.
    Leaf(usize),
    /// The repair of this number was made, at this depth.
    Repair(usize, usize),
    /// A slot of a container at this depth has closed; the root is the slot of depth 0.
    Closed {
        depth: usize,
        segment: Option<Segment>,
    },
}

impl Log {
    pub(crate) fn clear(&mut self) {
        self.events.clear();
        self.text.clear();
        self.placed = 0;
    }

    fn leaf(&mut self, text: &str) {
        self.text.push_str(text);
        self.events.push(Event::Leaf(text.len()));
    }

    /// Takes out what came after `mark`.
    pub(crate) fn split(&mut self, (events, text): (usize, usize)) -> Log {
        let placed = self.placed.saturating_sub(events);
        self.placed = self.placed.min(events);
        Log {
            events: self.events.split_off(events),
            text: self.text.split_off(text),
            unplaced: self.unplaced,
            placed,
        }
    }

    pub(crate) fn mark(&self) -> (usize, usize) {
        (self.events.len(), self.text.len())
    }

    pub(crate) fn append(&mut self, mut other: Log) {
        if self.placed == self.events.len() {
            self.placed += other.placed;
        }
        self.events.append(&mut other.events);
        self.text.push_str(&other.text);
        self.unplaced |= other.unplaced;
    }

    /// Finds the paths of repairs; `way` leads to what is open behind the last event.
    fn place(&mut self, way: &mut Vec<(usize, Segment)>, repairs: &mut [Repaired]) {
        self.unplaced = false;
        let placed = std::mem::replace(&mut self.placed, self.events.len());
        for event in self.events.iter().skip(placed).rev() {
            match event {
                Event::Closed { depth, segment } => {
                    way.retain(|(above, _)| above < depth);
                    way.extend(segment.clone().map(|segment| (*depth, segment)));
                }
                Event::Repair(number, depth) => {
                    // What is deeper came after it.
                    way.retain(|(above, _)| above <= depth);
                    if let Some(repaired) = repairs.get_mut(*number)
                        && repaired.path.is_root()
                    {
                        repaired.path = path_of(way);
                    }
                }
                Event::Leaf(_) => {}
            }
        }
    }

    /// The changes; `open` is the way to what is still open.
    pub(crate) fn changes(&self, open: impl Iterator<Item = (usize, Segment)>) -> Vec<Change> {
        let mut changes: Vec<Change> = Vec::new();
        let mut end = self.text.len();
        // The way down to the event, with the depth of each step.
        let mut way: Vec<(usize, Segment)> = open.collect();
        let mut closed = false;
        for (place, event) in self.events.iter().enumerate().rev() {
            match event {
                Event::Closed { depth, segment } => {
                    way.retain(|(above, _)| above < depth);
                    way.extend(segment.clone().map(|segment| (*depth, segment)));
                    closed = true;
                    let has_leaf = place > 0 && matches!(self.events[place - 1], Event::Leaf(_));
                    if !has_leaf {
                        changes.push(Change {
                            path: path_of(&way),
                            text: String::new(),
                            closed,
                        });
                    }
                }
                Event::Repair(..) => {}
                Event::Leaf(len) => {
                    let start = end - len;
                    let text = &self.text[start..end];
                    end = start;
                    let is_same_leaf = place + 1 < self.events.len()
                        && matches!(self.events[place + 1], Event::Leaf(_));
                    match changes.last_mut() {
                        Some(later) if is_same_leaf => later.text.insert_str(0, text),
                        _ => changes.push(Change {
                            path: path_of(&way),
                            text: text.to_owned(),
                            closed,
                        }),
                    }
                }
            }
        }
        changes.reverse();
        changes
    }
}

fn path_of(way: &[(usize, Segment)]) -> Path {
    way.iter().map(|(_, segment)| segment.clone()).collect()
}

impl Cursor<'_> {
    /// A leaf has closed, of which this text is new.
    #[inline]
    pub(crate) fn leaf(&mut self, text: &str) {
        self.state.leaves += 1;
        self.grown(text);
    }

    /// A leaf that is open has grown by this text.
    #[inline]
    pub(crate) fn grown(&mut self, text: &str) {
        if let Some(log) = &mut self.state.log {
            log.leaf(text);
        }
    }

    /// A value in a slot has closed.
    #[inline]
    pub(crate) fn note_closed(&mut self, slot: usize, label: Label) {
        if self.state.log.is_some() && !self.skipping {
            self.log_closed(slot, label);
        }
    }

    fn log_closed(&mut self, slot: usize, label: Label) {
        let segment = match label {
            Label::Field(name) => Segment::Field(Cow::Borrowed(name)),
            Label::Index | Label::Element => Segment::Index(slot),
            Label::Key => {
                let place = slot - ENTRY;
                Segment::Key(
                    self.state
                        .keys
                        .get(place)
                        .map_or_else(String::new, |key| key.text.clone()),
                )
            }
            // It stands where the container does, whose own slot is noted.
            Label::Entry | Label::Nameless | Label::Variant | Label::Unknown | Label::Held => {
                return;
            }
        };
        let depth = self.depth;
        if let Some(log) = &mut self.state.log {
            let segment = Some(segment);
            log.events.push(Event::Closed { depth, segment });
        }
    }

    /// The root has closed.
    pub(crate) fn note_root(&mut self) {
        if let Some(log) = &mut self.state.log {
            let (depth, segment) = (0, None);
            log.events.push(Event::Closed { depth, segment });
        }
    }
}

impl State {
    /// Notes that something was mended in the value that is being read.
    #[cold]
    pub(crate) fn note_repair(&mut self, kind: RepairKind, offset: usize, depth: usize) {
        let number = self.repairs.len();
        let path = Path::default();
        self.repairs.push(Repaired { kind, path, offset });
        let log = self.log.get_or_insert_default();
        log.events.push(Event::Repair(number, depth));
        log.unplaced = true;
    }

    /// Takes over the repairs of an attempt, whose log follows.
    pub(crate) fn append_repairs(&mut self, repairs: Vec<Repaired>, log: &mut Log) {
        for event in &mut log.events {
            if let Event::Repair(number, _) = event {
                *number += self.repairs.len();
            }
        }
        self.repairs.extend(repairs);
        self.log.get_or_insert_default();
    }

    /// Finds the paths of what was mended, now that the slots around it have closed or left their frames.
    #[inline]
    pub(crate) fn place_repairs(&mut self) {
        if self.log.as_ref().is_some_and(|log| log.unplaced) {
            self.place_all();
        }
    }

    #[cold]
    fn place_all(&mut self) {
        let mut way: Vec<(usize, Segment)> = self.way().collect();
        // The last events come first: what does not show yet is open, and the innermost of it is the last that began.
        let parked = self.parked.iter_mut().filter_map(Parked::log);
        for log in parked.chain(&mut self.log) {
            log.place(&mut way, &mut self.repairs);
        }
    }
}
