//! What comes of a text.

use super::input::Settings;
use instructor_core::{Error, ErrorKind, Extract, Limits, Parser, Path, Repair, Repaired};
use std::fmt::Debug;

/// All that must not depend on where a text is cut.
#[derive(Debug)]
pub(crate) struct Outcome<T> {
    pub(crate) value: Result<T, Fault>,
    /// What showed at the end, of a text that is no value.
    pub(crate) partial: Option<String>,
    pub(crate) repairs: Vec<Repaired>,
}

#[derive(Debug, PartialEq)]
pub(crate) struct Fault {
    pub(crate) kind: ErrorKind,
    pub(crate) path: Option<Path>,
    pub(crate) offset: Option<usize>,
    pub(crate) message: String,
}

impl Fault {
    fn new(error: &Error) -> Self {
        Fault {
            kind: error.kind(),
            path: error.path().cloned(),
            offset: error.offset(),
            message: error.to_string(),
        }
    }
}

/// Reads a text piece by piece, looking at everything that can be seen between two pieces.
pub(crate) fn read<T>(pieces: &[&[u8]], settings: Settings, repair: Repair) -> Outcome<T>
where
    T: Extract<Partial: Debug>,
{
    let mut parser = Parser::<T::Partial>::new().repair(repair);
    if settings.unwrapping {
        parser = parser.unwrapping();
    }
    if settings.reshaped {
        parser = parser.reshaped();
    }
    if settings.changes {
        parser = parser.with_changes();
    }
    parser = parser.limits(limits(settings.tight));

    let mut progress = 0;
    for piece in pieces {
        let was_closed = parser.is_closed();
        let fed = match std::str::from_utf8(piece) {
            // After a piece that ended within a character this is an error, as it is for the bytes.
            Ok(text) if text.len() % 2 == 0 => parser.feed(text),
            _ => parser.feed_bytes(piece),
        };
        assert!(
            !was_closed || fed.is_ok(),
            "an error behind the root: {fed:?}"
        );
        let _ = (parser.path(), parser.changes(), parser.leaves());
        if let Err(error) = &fed {
            let again = parser.feed(" ").err();
            let again = again.as_ref().map(Fault::new);
            assert_eq!(again, Some(Fault::new(error)), "not the same error again");
            break;
        }
        let (closed, fields) = parser.progress();
        assert!(progress <= closed && closed <= fields, "progress fell");
        progress = closed;
    }

    let repairs = parser.repairs().to_vec();
    match parser.finish() {
        Ok(value) => Outcome {
            value: Ok(value),
            partial: None,
            repairs,
        },
        Err(error) => Outcome {
            value: Err(Fault::new(&error)),
            partial: error
                .partial::<T::Partial>()
                .map(|partial| format!("{partial:?}")),
            repairs,
        },
    }
}

fn limits(tight: bool) -> Limits {
    let mut limits = Limits::default();
    if tight {
        limits.depth = 4;
        limits.bytes = 200;
        limits.token = 8;
        limits.whitespace = 3;
        limits.elements = 5;
    }
    limits
}

/// Whether two values are one: no number is equal to itself if it is none.
pub(crate) fn same<T: Debug + PartialEq>(one: &T, other: &T) -> bool {
    one == other || format!("{one:?}") == format!("{other:?}")
}

/// Whether two texts came to the same; `partials`: also in what showed at an error.
pub(crate) fn agree<T: Debug + PartialEq>(
    one: &Outcome<T>,
    other: &Outcome<T>,
    partials: bool,
) -> bool {
    let values = match (&one.value, &other.value) {
        (Ok(one), Ok(other)) => same(one, other),
        (Err(one), Err(other)) => one == other,
        _ => false,
    };
    values && one.repairs == other.repairs && (!partials || one.partial == other.partial)
}
