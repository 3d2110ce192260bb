//! What an answer says: its parts, and the order in which their deltas come.

use std::collections::VecDeque;
use std::iter;
use std::ops::Range;

use super::ask::Tool;
use super::quirk::{Quirk, Quirks};
use super::script::Speech;
use super::text::{Delta, Text};

pub(super) struct Said {
    pub(super) parts: Vec<Part>,
    interleaved: bool,
}

pub(super) struct Part {
    pub(super) kind: Kind,
    pub(super) text: Text,
}

/// What a text is said as.
pub(super) enum Kind {
    Reasoning,
    Content,
    Refusal,
    /// A tool call, with its place among the calls.
    Call {
        index: usize,
        name: String,
    },
    /// The one call there could be before there were tools.
    Function {
        name: String,
    },
}

/// What happens next in an answer, to the part of that number.
pub(super) enum Beat {
    Open(usize),
    Delta(usize, Delta),
    Close(usize),
    Pause,
}

impl Said {
    /// A speech in the form that was asked for.
    pub(super) fn new(
        speech: Speech,
        reasoning: Option<Text>,
        tool: Option<&Tool>,
        quirks: Quirks,
    ) -> Self {
        let call = |(index, (name, text))| Part {
            kind: Kind::Call { index, name },
            text,
        };
        let said: Vec<Part> = match (speech, tool) {
            (Speech::Refusal(text), _) => vec![Part::new(Kind::Refusal, text)],
            (Speech::Text(text), None) => vec![Part::new(Kind::Content, text)],
            (Speech::Text(text), Some(Tool::Call(name))) => vec![call((0, (name.clone(), text)))],
            (Speech::Text(text), Some(Tool::Function(name))) => {
                vec![Part::new(Kind::Function { name: name.clone() }, text)]
            }
            (Speech::Calls(calls), Some(Tool::Function(_))) => {
                let function = |(name, text)| Part::new(Kind::Function { name }, text);
                calls.into_iter().take(1).map(function).collect()
            }
            (Speech::Calls(calls), _) => calls.into_iter().enumerate().map(call).collect(),
        };
        let reasoning = reasoning.map(|text| Part::new(Kind::Reasoning, text));
        let mut parts: Vec<Part> = reasoning.into_iter().chain(said).collect();
        if quirks.has(Quirk::WholeCalls) {
            for part in parts.iter_mut().filter(|part| part.is_call()) {
                part.text = part.text.clone().uncut();
            }
        }
        Self {
            parts,
            interleaved: quirks.has(Quirk::Interleaved),
        }
    }

    /// The beats of every part. What ends the answer closes the last one, or does not.
    pub(super) fn beats(&self, closes: bool) -> impl Iterator<Item = Beat> + Send + use<> {
        let groups = self.groups();
        let last = groups.len().saturating_sub(1);
        let groups: Vec<_> = groups
            .into_iter()
            .map(|group| {
                let parts = group.clone().map(|at| (at, self.parts[at].text.deltas()));
                (group, in_turn(parts.collect()))
            })
            .collect();
        let groups = groups.into_iter().enumerate();
        groups.flat_map(move |(at, (group, deltas))| {
            let closing = group.clone().filter(move |_| closes || at < last);
            let opening = group.map(Beat::Open);
            opening.chain(deltas).chain(closing.map(Beat::Close))
        })
    }

    /// The parts that are said at the same time.
    fn groups(&self) -> Vec<Range<usize>> {
        let mut groups: Vec<Range<usize>> = Vec::new();
        for (at, part) in self.parts.iter().enumerate() {
            let joins = self.interleaved && part.is_call();
            match groups.last_mut() {
                Some(group) if joins && self.parts[group.start].is_call() => group.end = at + 1,
                _ => groups.push(at..at + 1),
            }
        }
        groups
    }

    /// The number of the part that comes last, which a text without end goes on with.
    pub(super) fn last(&self) -> Option<usize> {
        self.parts.len().checked_sub(1)
    }
}

impl Part {
    fn new(kind: Kind, text: Text) -> Self {
        Self { kind, text }
    }

    pub(super) fn is_call(&self) -> bool {
        matches!(self.kind, Kind::Call { .. } | Kind::Function { .. })
    }
}

/// A delta of each part in turn, as long as it has some.
fn in_turn(
    mut parts: VecDeque<(usize, impl Iterator<Item = Delta>)>,
) -> impl Iterator<Item = Beat> {
    iter::from_fn(move || {
        loop {
            let (part, mut deltas) = parts.pop_front()?;
            if let Some(delta) = deltas.next() {
                parts.push_back((part, deltas));
                return Some(Beat::Delta(part, delta));
            }
        }
    })
}

/// How much was read and said. A token is a delta, or four bytes of the request.
#[derive(Clone, Copy)]
pub(super) struct Tokens {
    pub(super) input: usize,
    pub(super) cached: usize,
    pub(super) output: usize,
    pub(super) reasoning: usize,
}

impl Tokens {
    pub(super) fn new(prompt_tokens: usize, said: &Said) -> Self {
        let count = |part: &Part| part.text.deltas().count();
        let reasoning = |part: &&Part| matches!(part.kind, Kind::Reasoning);
        Self {
            input: prompt_tokens,
            cached: prompt_tokens / 2,
            output: said.parts.iter().map(count).sum(),
            reasoning: said.parts.iter().filter(reasoning).map(count).sum(),
        }
    }
}
