//! The calls as the elements of one list.

use super::variants::{Frame, Variant};
use crate::modes::{Call, Emit, Reader};
use instructor_core::provider::Delta;
use serde_json::Value;

/// Makes one list of the calls: that is the value.
///
/// One call at a time is written out, in the order in which they begin; what comes of the others in between waits. So an
/// element grows while it arrives, and the list is the same however the calls are mixed.
pub(super) struct Calls {
    variants: Vec<Variant>,
    calls: Vec<Began>,
    /// The call that is being written out.
    open: usize,
}

/// A call that has begun.
#[derive(Default)]
struct Began {
    /// As the server counts: some count each call as the first.
    index: usize,
    name: Option<String>,
    /// What has come and is not written out.
    waiting: String,
    /// Its arguments as far as they have come.
    come: Object,
    /// Its arguments as far as they are written out.
    object: Object,
    is_written: bool,
}

impl Calls {
    pub(super) fn new(variants: Vec<Variant>) -> Self {
        Calls {
            variants,
            calls: Vec::new(),
            open: 0,
        }
    }

    /// Writes out what can be.
    fn write(&mut self, is_end: bool, emit: Emit<'_>) {
        let Calls {
            variants,
            calls,
            open,
        } = self;
        let mut text = String::new();
        while let Some(call) = calls.get_mut(*open) {
            let name = call.name.as_deref();
            // Without its name it is not known what is around it.
            if name.is_none() && !is_end {
                break;
            }
            let variant = variants.iter().find(|variant| Some(&*variant.name) == name);
            let frame = variant.map_or(&Frame::Whole, |variant| &variant.frame);
            if !call.is_written {
                call.is_written = true;
                text.push(if *open == 0 { '[' } else { ',' });
                match frame {
                    Frame::Whole => {}
                    Frame::Under(key) => text.push_str(&format!("{{{}:", Value::from(&**key))),
                    Frame::Name(name) => text.push_str(name),
                }
            }
            let is_name = matches!(frame, Frame::Name(_));
            let came = std::mem::take(&mut call.waiting);
            let end = call.object.end_in(&came);
            if !is_name {
                text.push_str(&came[..end.unwrap_or(came.len())]);
                // Some leave out what has no arguments.
                if is_end && !call.object.has_begun {
                    text.push_str("{}");
                }
            }
            if end.is_none() && !call.object.has_closed && !is_end {
                break;
            }
            if let Frame::Under(_) = frame {
                text.push('}');
            }
            *open += 1;
        }
        if is_end && !calls.is_empty() {
            text.push(']');
        }
        if !text.is_empty() {
            emit(Delta::Text {
                call: 0,
                text: &text,
            });
        }
    }
}

impl Reader for Calls {
    fn content(&mut self, _: usize, text: &str, emit: Emit<'_>) {
        if !text.is_empty() {
            emit(Delta::Prose(text));
        }
    }

    fn call(&mut self, call: Call<'_>, emit: Emit<'_>) {
        let same = self
            .calls
            .iter()
            .rposition(|began| began.index == call.index)
            // A name behind the end of a call is another call's, which the server counts alike.
            .filter(|at| call.name.is_none() || !self.calls[*at].come.has_closed);
        let at = same.unwrap_or_else(|| {
            self.calls.push(Began {
                index: call.index,
                ..Began::default()
            });
            self.calls.len() - 1
        });
        let began = &mut self.calls[at];
        if began.name.is_none() {
            began.name = call.name.map(str::to_owned);
        }
        began.come.end_in(call.arguments);
        began.waiting.push_str(call.arguments);
        if at == self.open {
            self.write(false, emit);
        }
    }

    fn end(&mut self, emit: Emit<'_>) {
        self.write(true, emit);
    }
}

/// How far an object has come: where it closes, and no more.
#[derive(Default)]
struct Object {
    depth: usize,
    in_string: bool,
    escaped: bool,
    has_begun: bool,
    has_closed: bool,
}

impl Object {
    /// Reads on; tells where the object ended in `text`, if it did.
    fn end_in(&mut self, text: &str) -> Option<usize> {
        if self.has_closed {
            // What follows it is not the call's.
            return Some(0);
        }
        for (at, byte) in text.bytes().enumerate() {
            self.has_begun |= !byte.is_ascii_whitespace();
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = self.in_string,
                b'"' => self.in_string = !self.in_string,
                _ if self.in_string => {}
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        self.has_closed = true;
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use instructor_core::Schema;

    fn variant(name: &str, frame: Frame) -> Variant {
        Variant {
            name: name.to_owned(),
            schema: Schema::new(),
            frame,
        }
    }

    /// The list that comes of these pieces of calls: index, name, arguments.
    fn list(pieces: &[(usize, Option<&str>, &str)]) -> String {
        let mut calls = Calls::new(vec![
            variant("Search", Frame::Under("Search".to_owned())),
            variant("say", Frame::Whole),
            variant("Lights", Frame::Name("\"Lights\"".to_owned())),
        ]);
        let mut list = String::new();
        let mut emit = |delta: Delta<'_>| match delta {
            Delta::Text { call: 0, text } => list.push_str(text),
            delta => panic!("{delta:?}"),
        };
        for (index, name, arguments) in pieces {
            let call = Call {
                index: *index,
                name: *name,
                arguments,
            };
            calls.call(call, &mut emit);
        }
        calls.end(&mut emit);
        list
    }

    const WHOLE: &str = r#"[{"Search":{"q":"a}\""}},{"t":"say","x":[1]},"Lights"]"#;

    #[test]
    fn one_after_the_other() {
        let one = r#"{"q":"a}\""}"#;
        let two = r#"{"t":"say","x":[1]}"#;
        assert_eq!(
            list(&[
                (0, Some("Search"), one),
                (1, Some("say"), two),
                (2, Some("Lights"), "")
            ]),
            WHOLE
        );
        for cut in 0..=one.len() {
            let (head, tail) = one.split_at(cut);
            for name in [None, Some("Search")]
                .into_iter()
                .take(if cut == one.len() { 1 } else { 2 })
            {
                let pieces = [
                    (0, Some("Search"), ""),
                    (0, None, head),
                    (0, name, tail),
                    (1, Some("say"), two),
                    (2, Some("Lights"), "{}"),
                ];
                assert_eq!(list(&pieces), WHOLE, "cut at {cut}");
            }
        }
    }

    #[test]
    fn mixed() {
        let pieces = [
            (4, Some("Search"), "{\"q\""),
            (5, Some("say"), "{\"t\":\"say\","),
            (6, Some("Lights"), ""),
            (5, None, "\"x\":[1]}"),
            (4, None, ":\"a}\\\"\"}"),
        ];
        assert_eq!(list(&pieces), WHOLE);
    }

    /// Some servers count each call as the first.
    #[test]
    fn counted_alike() {
        let pieces = [
            (0, Some("say"), "{\"a\":1}"),
            (0, Some("say"), "{\"a\":2} "),
            (0, Some("Lights"), "{}"),
        ];
        assert_eq!(list(&pieces), r#"[{"a":1},{"a":2},"Lights"]"#);
    }

    /// What is not whole is not made so.
    #[test]
    fn cut_within_a_call() {
        let pieces = [(0, Some("Search"), "{\"q\": 1"), (1, Some("say"), "{}")];
        assert_eq!(list(&pieces), r#"[{"Search":{"q": 1},{}]"#);
        assert_eq!(list(&[(0, Some("say"), "")]), "[{}]");
        assert_eq!(list(&[]), "");
    }
}
