//! The entries of a map: members of an object, or objects in a list where a dialect has no maps.

use super::Partial;
use super::key::Key;
use crate::error::ErrorKind;
use crate::json::list::{self, Items};
use crate::json::number::short;
use crate::json::object::{self, Fields, Name};
use crate::json::state::{Label, Phase, TAG};
use crate::json::{Cursor, ENTRY, Step, Stop, Turn, UNKNOWN};
use crate::repair::RepairKind;
use crate::schema::{ENTRY_KEY, ENTRY_VALUE};
use std::cell::Cell;
use std::marker::PhantomData;

/// What takes the entries of a map.
pub(super) trait Entries: Fields {
    type Key: Key;

    /// What a value is while it grows.
    type Value: Partial;

    fn get_mut(&mut self, key: &Lookup<Self>) -> Option<&mut Self::Value>;

    /// Puts an entry into the place that [`remove`](Entries::remove) told.
    fn insert(&mut self, key: Self::Key, value: Self::Value, place: Option<usize>);

    /// Takes an entry out, and tells its place if the map keeps an order of its own.
    fn remove(&mut self, key: &Lookup<Self>) -> Option<usize>;
}

pub(super) type Lookup<M> = <<M as Entries>::Key as Key>::Lookup;

/// An open key, and the place of an earlier entry that has the same.
#[derive(Debug, Clone)]
pub(crate) struct OpenKey {
    pub(crate) text: String,
    place: Option<usize>,
}

impl OpenKey {
    pub(crate) fn new(text: &str) -> Self {
        OpenKey {
            text: text.to_owned(),
            place: None,
        }
    }
}

/// Begins a map, which shows from its opening bracket.
pub(super) fn begin<M: Entries + Default>(slot: &mut Option<M>, cursor: &mut Cursor<'_>) -> Step {
    if cursor.peek()? == b'[' {
        cursor.enter(b'[', "a list")?;
        let map = slot.insert(M::default());
        return list::run(&mut List(map), cursor, Phase::First, 0);
    }
    if let Err(stop) = cursor.enter(b'{', "an object") {
        return cursor.unpack(stop, "an object", |cursor| begin(slot, cursor));
    }
    object::run(slot.insert(M::default()), cursor, Phase::First, 0)
}

/// Goes on with a map that shows.
pub(super) fn resume<M: Entries>(map: &mut M, cursor: &mut Cursor<'_>) -> Step {
    match cursor.state.frames.last() {
        Some(frame) if frame.label == Label::Entry => list::resume(&mut List(map), cursor),
        _ => object::resume(map, cursor),
    }
}

/// Reads a key, which is to be one of the map's.
pub(super) fn key<M: Entries>(cursor: &mut Cursor<'_>) -> Result<usize, Stop> {
    cursor.key(|cursor, key| {
        let key = check::<M::Key>(cursor, key)?;
        cursor.count_element()?;
        let place = cursor.state.keys.len();
        cursor.state.keys.push(OpenKey::new(key));
        Ok(ENTRY + place)
    })
}

/// The key that a text is.
fn check<'k, K: Key>(cursor: &mut Cursor<'_>, key: &'k str) -> Result<&'k str, Stop> {
    match K::lookup(key) {
        Some(_) => Ok(key),
        None => fit_key::<K>(cursor, key),
    }
}

#[cold]
fn fit_key<K: Key>(cursor: &mut Cursor<'_>, text: &str) -> Result<&'static str, Stop> {
    if cursor.state.lenient {
        match K::fit(text) {
            Ok(None) => {}
            Ok(Some(key)) => {
                cursor.fitted(RepairKind::Key);
                return Ok(key);
            }
            Err(keys) => return Err(cursor.ambiguous(text, &keys)),
        }
    }
    let (expected, text) = (K::expected(), short(text));
    Err(cursor.misfit(format!("expected {expected} as a key, found `{text}`")))
}

/// Fills the entry whose key has the place `slot - ENTRY` among the open ones.
pub(super) fn visit<M: Entries>(
    map: &mut M,
    slot: usize,
    turn: Turn,
    cursor: &mut Cursor<'_>,
) -> Step {
    let at = slot - ENTRY;
    let open = cursor.state.keys.get(at);
    // It was one when it was read.
    let Some(key) = open.and_then(|open| M::Key::lookup(&open.text)) else {
        return Ok(());
    };
    match turn {
        // What an earlier duplicate key put there goes.
        Turn::Begin => {
            let place = map.remove(&key);
            if let Some(open) = cursor.state.keys.get_mut(at) {
                open.place = place;
            }
        }
        Turn::Resume => {
            if let Some(open) = map.get_mut(&key) {
                return open.resume(cursor);
            }
        }
    }
    // Filled outside the map: until it shows, there is no entry.
    let mut value = None;
    let step = M::Value::begin(&mut value, cursor);
    if let Some(value) = value
        && let Some(open) = cursor.state.keys.get(at)
        && let Some(key) = M::Key::lookup(&open.text)
    {
        map.insert(key.into_owned(), value, open.place);
    }
    step
}

/// A map that comes as a list of its entries, each `{"key": …, "value": …}`.
struct List<'a, M>(&'a mut M);

impl<M: Entries> Items for List<'_, M> {
    const INDEXED: bool = false;

    fn visit(&mut self, _: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        if turn == Turn::Begin || !cursor.has_begun() {
            cursor.enter(b'{', "an object with `key` and `value`")?;
            let start = cursor.pos - 1;
            return search(self.0, start, Turn::Begin, cursor);
        }
        let slot = cursor
            .state
            .frames
            .last()
            .map_or(UNKNOWN, |frame| frame.slot);
        let is_open = (ENTRY..UNKNOWN).contains(&slot);
        if !is_open && !cursor.state.held.is_empty() {
            return search(self.0, cursor.pos, Turn::Resume, cursor);
        }
        let keys = cursor.state.keys.len();
        let place = match slot {
            _ if is_open => slot - ENTRY,
            TAG => keys.saturating_sub(1),
            _ => keys,
        };
        read(Entry::new(self.0, place), cursor, object::resume)
    }
}

/// Reads an entry up to its key, and what it has of it from there on. What came before the key is held, and read then.
fn search<M: Entries>(map: &mut M, start: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
    let mut search = Search::<M::Key> {
        key: None,
        is_late: Cell::new(turn == Turn::Resume),
        keys: PhantomData,
    };
    let step = match turn {
        Turn::Begin => object::run(&mut search, cursor, Phase::First, TAG),
        Turn::Resume => object::resume(&mut search, cursor),
    };
    let Some(key) = search.key else {
        match step {
            Ok(()) => return Err(cursor.fail(ErrorKind::Type, "an entry without a `key`")),
            Err(Stop::Pending) => cursor.hold(start),
            Err(Stop::Failed) => {}
        }
        return step;
    };
    cursor.state.frames.pop();
    let place = cursor.state.keys.len();
    cursor.state.keys.push(OpenKey::new(&key));
    if !search.is_late.get() {
        return read(Entry::new(map, place), cursor, |entry, cursor| {
            object::run(entry, cursor, Phase::Next, TAG)
        });
    }
    // Up to here again, now that the key is known. The object is open at the end of it.
    let depth = cursor.depth - 1;
    let step = cursor.read_again(start, depth, |cursor| {
        cursor.enter(b'{', "an object")?;
        let mut entry = Entry::new(map, place);
        entry.is_again = true;
        object::run(&mut entry, cursor, Phase::First, TAG)
    });
    match step {
        Ok(()) | Err(Stop::Pending) => {
            cursor.depth = depth;
            if cursor.state.keys.len() > place
                && let Some(frame) = cursor.state.frames.last_mut()
            {
                // The value is still to come.
                frame.slot = TAG;
            }
            read(Entry::new(map, place), cursor, object::resume)
        }
        Err(Stop::Failed) => step,
    }
}

/// Reads on in an entry, whose key is the innermost open one until its value has closed.
fn read<'a, M: Entries>(
    mut entry: Entry<'a, M>,
    cursor: &mut Cursor<'_>,
    read: impl FnOnce(&mut Entry<'a, M>, &mut Cursor<'_>) -> Step,
) -> Step {
    read(&mut entry, cursor)?;
    if cursor.state.keys.len() > entry.place {
        let stop = cursor.fail(ErrorKind::Type, "an entry without a `value`");
        cursor.leave(Phase::Value, ENTRY + entry.place, Label::Key);
        return Err(stop);
    }
    Ok(())
}

/// Looks for the key in an entry of which nothing else is read yet.
struct Search<K> {
    key: Option<String>,
    /// Whether the value came before the key, or may have.
    is_late: Cell<bool>,
    keys: PhantomData<fn() -> K>,
}

impl<K: Key> Fields for Search<K> {
    fn slot(&self, _: &str) -> usize {
        UNKNOWN
    }

    fn name(&self, _: usize) -> Option<&'static Name> {
        None
    }

    fn key(&self, cursor: &mut Cursor<'_>) -> Result<usize, Stop> {
        cursor.key(|cursor, name| match name {
            ENTRY_KEY => Ok(TAG),
            ENTRY_VALUE => {
                self.is_late.set(true);
                Ok(UNKNOWN)
            }
            _ => Err(unknown(cursor, name)),
        })
    }

    fn visit(&mut self, _: usize, _: Turn, cursor: &mut Cursor<'_>) -> Step {
        self.key = Some(cursor.whole_string("a string", |cursor, key| {
            let key = check::<K>(cursor, key)?;
            Ok(key.to_owned())
        })?);
        // The loop leaves its frame and returns to `search`.
        Err(Stop::Pending)
    }
}

/// An entry whose key is known.
struct Entry<'a, M> {
    map: &'a mut M,
    /// Of its key among the open ones.
    place: usize,
    /// Whether its key comes once more, at the end of what was held.
    is_again: bool,
}

impl<'a, M> Entry<'a, M> {
    fn new(map: &'a mut M, place: usize) -> Self {
        Entry {
            map,
            place,
            is_again: false,
        }
    }
}

impl<M: Entries> Fields for Entry<'_, M> {
    fn slot(&self, _: &str) -> usize {
        UNKNOWN
    }

    fn name(&self, _: usize) -> Option<&'static Name> {
        None
    }

    fn key(&self, cursor: &mut Cursor<'_>) -> Result<usize, Stop> {
        cursor.key(|cursor, name| match name {
            ENTRY_VALUE if cursor.state.keys.len() > self.place => Ok(ENTRY + self.place),
            ENTRY_KEY if self.is_again => Ok(TAG),
            ENTRY_KEY | ENTRY_VALUE => {
                Err(cursor.misfit(format!("an entry with a second `{name}`")))
            }
            _ => Err(unknown(cursor, name)),
        })
    }

    fn visit(&mut self, slot: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        if slot == TAG {
            return cursor.whole_string("a string", |_, _| Ok(()));
        }
        visit(self.map, slot, turn, cursor)
    }
}

#[cold]
fn unknown(cursor: &mut Cursor<'_>, name: &str) -> Stop {
    let name = short(name);
    cursor.misfit(format!(
        "an entry has a `{ENTRY_KEY}` and a `{ENTRY_VALUE}`, found `{name}`"
    ))
}
