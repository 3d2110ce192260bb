//! Events as no one server sends them all, and the memo against reading each afresh.

mod lenient;
mod memo;

use super::*;
use instructor_core::Usage;
use std::collections::BTreeMap;

/// All that was told of an answer.
#[derive(Debug, Default, Clone, PartialEq)]
struct Told {
    content: String,
    /// By index: the names in the order in which they came, and the arguments.
    calls: BTreeMap<usize, (Vec<String>, String)>,
    reasoning: String,
    refusal: String,
    id: String,
    model: String,
    usage: Option<Usage>,
    finish: Option<Finish>,
    /// The reader was told that the answer is whole.
    is_whole: bool,
    is_done: bool,
    error: Option<String>,
}

impl Told {
    fn take(&mut self, delta: Delta<'_>) {
        let first = |told: &mut String, text: &str| {
            if told.is_empty() {
                text.clone_into(told);
            }
        };
        match delta {
            Delta::Text { call: 0, text } => self.content.push_str(text),
            Delta::Text { call, text } => self.calls.entry(call - 1).or_default().1 += text,
            Delta::Prose("") => self.is_whole = true,
            Delta::Prose(text) => {
                let (index, name) = text.split_once(' ').unwrap();
                let call = self.calls.entry(index.parse().unwrap()).or_default();
                call.0.push(name.to_owned());
            }
            Delta::Reasoning(text) => self.reasoning.push_str(text),
            Delta::Refusal(text) => self.refusal.push_str(text),
            Delta::Id(id) => first(&mut self.id, id),
            Delta::Model(model) => first(&mut self.model, model),
            Delta::Usage(usage) => self.usage = Some(usage),
            Delta::Finish(finish) => self.finish = Some(finish),
            Delta::Done => self.is_done = true,
            delta => panic!("{delta:?}"),
        }
    }
}

/// Tells all that it hears: the content as call 0, the calls behind it, their names as prose.
struct Hears;

impl Reader for Hears {
    fn content(&mut self, item: usize, text: &str, emit: Emit<'_>) {
        emit(Delta::Text { call: item, text });
    }

    fn call(&mut self, call: Call<'_>, emit: Emit<'_>) {
        if let Some(name) = call.name {
            emit(Delta::Prose(&format!("{} {name}", call.index)));
        }
        emit(Delta::Text {
            call: call.index + 1,
            text: call.arguments,
        });
    }

    fn end(&mut self, emit: Emit<'_>) {
        emit(Delta::Prose(""));
    }
}

/// What is told of a stream, which must not depend on where it is cut.
fn told_of(body: &str) -> Told {
    let run = |pieces: &mut dyn Iterator<Item = &[u8]>| {
        let mut told = Told::default();
        let mut decoder = decoder(Box::new(Hears), &Limits::default());
        let decode = || {
            for piece in pieces {
                decoder.decode(piece, &mut |delta| told.take(delta))?;
            }
            decoder.finish(&mut |delta| told.take(delta))
        };
        let error = decode().err();
        told.error = error.map(|error| error.to_string());
        told
    };
    let bytes = body.as_bytes();
    let whole = run(&mut std::iter::once(bytes));
    assert_eq!(run(&mut bytes.chunks(1)), whole, "byte by byte: {body}");
    for cut in 0..bytes.len() {
        let (head, tail) = bytes.split_at(cut);
        let pieces = &mut [head, tail].into_iter();
        assert_eq!(run(pieces), whole, "cut at {cut}: {body}");
    }
    whole
}

/// As [`told_of`], of a stream of these events.
fn told_by<E: AsRef<str>>(events: &[E]) -> Told {
    let events = events.iter();
    let body: String = events
        .map(|event| format!("data: {}\n\n", event.as_ref()))
        .collect();
    told_of(&body)
}
