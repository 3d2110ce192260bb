//! The calls as the elements of one list.

use super::variants::{Frame, Variant};
use crate::modes::{Call, Emit, Reader};
use instructor_core::provider::{Delta, excerpt};
use instructor_core::{Error, ErrorKind, Result};
use serde_json::Value;
use std::collections::HashMap;

/// Makes one list of the calls: that is the value.
///
/// One call at a time is written out, in the order in which they begin; what comes of the others in between waits. So an
/// element grows while it arrives, and the list is the same however the calls are mixed.
pub(super) struct Calls {
    variants: Vec<Variant>,
    calls: Vec<Began>,
    by_id: HashMap<String, usize>,
    /// The last call that the server counts so: some count each as the first.
    by_index: HashMap<usize, usize>,
    /// The call that is being written out.
    open: usize,
    /// Bytes that the calls take, and what waits of them.
    held: usize,
    /// A call that is none of those that were asked for: what is wrong with it.
    fault: Option<(ErrorKind, String)>,
}

/// A call that has begun.
#[derive(Default)]
struct Began {
    has_id: bool,
    name: Option<String>,
    /// What has come and is not written out.
    waiting: String,
    object: Object,
    is_written: bool,
}

impl Calls {
    pub(super) fn new(variants: Vec<Variant>) -> Self {
        Calls {
            variants,
            calls: Vec::new(),
            by_id: HashMap::new(),
            by_index: HashMap::new(),
            open: 0,
            held: 0,
            fault: None,
        }
    }

    /// Which call a piece belongs to, if it has begun.
    ///
    /// An id tells, where the server gives ids; but some make up another with each piece, which has no name then. Without ids, a
    /// name behind the end of a call is another call's, which the server counts alike.
    fn find(&self, call: &Call<'_>) -> Option<usize> {
        let by_id = call.id.and_then(|id| self.by_id.get(id).copied());
        let by_index = || {
            let at = self.by_index.get(&call.index).copied()?;
            let began = &self.calls[at];
            let is_another = match call.id {
                Some(_) if began.has_id => true,
                _ => began.object.has_closed,
            };
            (call.name.is_none() || !is_another).then_some(at)
        };
        by_id.or_else(by_index)
    }

    fn begin(&mut self, call: &Call<'_>) -> usize {
        let at = self.calls.len();
        self.by_index.insert(call.index, at);
        self.held += size_of::<Began>();
        if let Some(id) = call.id {
            self.held += id.len();
            self.by_id.insert(id.to_owned(), at);
        }
        self.calls.push(Began {
            has_id: call.id.is_some(),
            ..Began::default()
        });
        at
    }

    /// Writes out what can be.
    fn write(&mut self, is_end: bool, emit: Emit<'_>) {
        let mut text = String::new();
        let is_written = self.write_calls(is_end, &mut text);
        if is_end && is_written && !self.calls.is_empty() {
            text.push(']');
        }
        if !text.is_empty() {
            emit(Delta::Text {
                call: 0,
                text: &text,
            });
        }
    }

    /// Writes out calls as long as each is whole; `true` if all of them are.
    fn write_calls(&mut self, is_end: bool, text: &mut String) -> bool {
        while let Some(call) = self.calls.get_mut(self.open) {
            let Some(name) = &call.name else {
                // Without its name it is not known what is around it.
                return false;
            };
            let Some(variant) = self.variants.iter().find(|known| known.name == *name) else {
                let known: Vec<_> = self
                    .variants
                    .iter()
                    .map(|known| format!("`{}`", known.name))
                    .collect();
                let message = format!(
                    "the model called a function `{}`, and was given {}",
                    excerpt(name),
                    known.join(", ")
                );
                self.fault = Some((ErrorKind::Type, message));
                return false;
            };
            let is_name = matches!(variant.frame, Frame::Name(_));
            if call.object.is_other && !is_name {
                let message = format!(
                    "the arguments of the call of `{name}` are no object: {}",
                    excerpt(&call.waiting)
                );
                self.fault = Some((ErrorKind::Type, message));
                return false;
            }
            if !call.is_written {
                call.is_written = true;
                text.push(if self.open == 0 { '[' } else { ',' });
                match &variant.frame {
                    Frame::Whole => {}
                    Frame::Under(key) => text.push_str(&format!("{{{}:", Value::from(&**key))),
                    Frame::Name(name) => text.push_str(name),
                }
            }
            let came = std::mem::take(&mut call.waiting);
            self.held -= came.len();
            // Some leave out what has no arguments.
            let is_left_out = is_end && !call.object.has_begun;
            if !is_name {
                text.push_str(&came);
                text.push_str(if is_left_out { "{}" } else { "" });
            }
            // One that is cut is not closed: the list is not whole.
            let is_whole = call.object.has_closed || is_left_out || is_name && is_end;
            if !is_whole {
                return false;
            }
            if let Frame::Under(_) = variant.frame {
                text.push('}');
            }
            self.open += 1;
        }
        true
    }
}

impl Reader for Calls {
    fn content(&mut self, _: usize, text: &str, emit: Emit<'_>) {
        if !text.is_empty() {
            emit(Delta::Prose(text));
        }
    }

    fn call(&mut self, call: Call<'_>, emit: Emit<'_>) {
        let at = match self.find(&call) {
            Some(at) => at,
            None => self.begin(&call),
        };
        let began = &mut self.calls[at];
        if began.name.is_none() {
            began.name = call.name.map(str::to_owned);
        }
        // What follows the end is not the call's.
        let arguments = &call.arguments[..began.object.end_in(call.arguments)];
        emit(Delta::Call {
            call: at,
            id: call.id,
            name: call.name,
            arguments: Some(arguments),
        });
        began.waiting.push_str(arguments);
        self.held += arguments.len();
        if at == self.open {
            self.write(false, emit);
        }
    }

    fn check(&self, limit: usize) -> Result<()> {
        if let Some((kind, message)) = &self.fault {
            return Err(Error::new(*kind, message.clone()));
        }
        if self.held > limit {
            let message = format!("more than {limit} bytes of calls that wait for others");
            return Err(Error::new(ErrorKind::Limit, message));
        }
        Ok(())
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
    /// It is something else.
    is_other: bool,
}

impl Object {
    /// Reads on; tells how far it goes in `text`.
    fn end_in(&mut self, text: &str) -> usize {
        if self.has_closed {
            return 0;
        }
        for (at, byte) in text.bytes().enumerate() {
            if !self.has_begun && !byte.is_ascii_whitespace() {
                self.has_begun = true;
                self.is_other = byte != b'{';
            }
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
                        return at + 1;
                    }
                }
                _ => {}
            }
        }
        text.len()
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

    /// A piece of a call: index, name, arguments.
    type Piece<'a> = (usize, Option<&'a str>, &'a str);

    /// The list that comes of these pieces of calls, or the error.
    fn list(pieces: &[Piece<'_>]) -> String {
        let pieces: Vec<_> = pieces.iter().map(|piece| (None, *piece)).collect();
        list_with_ids(&pieces)
    }

    fn list_with_ids(pieces: &[(Option<&str>, Piece<'_>)]) -> String {
        let mut calls = Calls::new(vec![
            variant("Search", Frame::Under("Search".to_owned())),
            variant("say", Frame::Whole),
            variant("Lights", Frame::Name("\"Lights\"".to_owned())),
        ]);
        let mut list = String::new();
        let mut emit = |delta: Delta<'_>| match delta {
            Delta::Text { call: 0, text } => list.push_str(text),
            Delta::Call { .. } => {}
            delta => panic!("{delta:?}"),
        };
        for (id, (index, name, arguments)) in pieces {
            let call = Call {
                index: *index,
                id: *id,
                name: *name,
                arguments,
            };
            calls.call(call, &mut emit);
        }
        calls.end(&mut emit);
        match calls.check(usize::MAX) {
            Ok(()) => list,
            Err(error) => format!("{list} {error}"),
        }
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
        assert_eq!(list(&pieces), r#"[{"Search":{"q": 1"#);
        assert_eq!(list(&[(0, Some("say"), "")]), "[{}]");
        assert_eq!(list(&[(0, None, "{}")]), "");
        assert_eq!(list(&[]), "");
    }

    /// An id tells calls apart that are counted alike, and pieces of one together that repeat its name.
    #[test]
    fn ids() {
        let (lights, say) = (Some("Lights"), Some("say"));
        let pieces = [
            (Some("a"), (0, lights, "")),
            (Some("b"), (0, say, "{\"x\":1}")),
            (Some("c"), (0, lights, "")),
        ];
        assert_eq!(list_with_ids(&pieces), r#"["Lights",{"x":1},"Lights"]"#);
        let pieces = [
            (Some("a"), (0, say, "")),
            (Some("a"), (0, say, "{\"x\":1}")),
            (Some("a"), (0, say, "")),
            (Some("a"), (0, say, "{\"x\":1}")),
        ];
        assert_eq!(list_with_ids(&pieces), r#"[{"x":1}]"#);
        // Some make up another with each piece.
        let pieces = [
            (Some("a"), (0, say, "")),
            (Some("b"), (0, None, "{\"x\"")),
            (Some("c"), (0, None, ":1}")),
            (Some("d"), (1, lights, "{}")),
        ];
        assert_eq!(list_with_ids(&pieces), r#"[{"x":1},"Lights"]"#);
        // Mixed, and not counted at all.
        let pieces = [
            (Some("a"), (0, say, "{\"x\"")),
            (Some("b"), (0, say, "{\"y\"")),
            (Some("b"), (0, None, ":2}")),
            (Some("a"), (0, None, ":1}")),
        ];
        assert_eq!(list_with_ids(&pieces), r#"[{"x":1},{"y":2}]"#);
    }

    #[test]
    fn a_call_of_what_was_not_asked_for() {
        let good = (0, Some("say"), "{}");
        assert_eq!(
            list(&[good, (1, Some("Explode"), "{\"Search\":{}}")]),
            "[{} the model called a function `Explode`, and was given `Search`, `say`, `Lights`"
        );
        for (arguments, shown) in [("]", "]"), ("[1]", "[1]"), (" 3", "3"), ("\"}\"", "\"}\"")] {
            assert_eq!(
                list(&[(0, Some("say"), arguments), (1, Some("say"), "{}")]),
                format!(" the arguments of the call of `say` are no object: {shown}")
            );
        }
        assert_eq!(list(&[(0, Some("Lights"), "null")]), r#"["Lights"]"#);
    }
}
