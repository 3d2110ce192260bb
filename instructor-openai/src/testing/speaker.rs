//! Who says the text of one answer, and how: every chunk of it, or the whole.

use std::io;

use bytes::Bytes;

use super::script::End;
use super::wire::{self, Call, Choice, Completion, Function, Message, Said, Usage};

/// Builds the chunks of one answer, or its one body.
pub(super) struct Speaker {
    pub(super) id: String,
    pub(super) model: String,
    pub(super) voice: Voice,
    /// Whether chunks have the key `usage`.
    pub(super) usage: bool,
}

/// What the text is said as.
pub(super) enum Voice {
    Content,
    Refusal,
    Call { id: String, tool: String },
}

impl Speaker {
    /// The first chunk: the role, and no text yet.
    pub(super) fn opening(&self) -> io::Result<Bytes> {
        let said = self.voice.message("", Some(0));
        self.choice(Said::Delta(said), None)
    }

    pub(super) fn delta(&self, text: &str) -> io::Result<Bytes> {
        self.choice(Said::Delta(self.voice.delta(text)), None)
    }

    /// The last chunk with a choice: no text, and why it ends.
    pub(super) fn finish(&self, end: &End) -> io::Result<Bytes> {
        let reason = self.voice.finish_reason(end);
        self.choice(Said::Delta(Message::default()), Some(reason))
    }

    /// The chunk that only has the usage.
    pub(super) fn usage(&self, usage: Usage) -> io::Result<Bytes> {
        wire::event(&self.completion("chat.completion.chunk", &[], Some(Some(usage))))
    }

    /// The whole answer, not streamed.
    pub(super) fn whole(&self, text: &str, end: &End, usage: Usage) -> io::Result<Bytes> {
        let choice = Choice {
            index: 0,
            said: Said::Message(self.voice.message(text, None)),
            logprobs: (),
            finish_reason: Some(self.voice.finish_reason(end)),
        };
        wire::json(&self.completion("chat.completion", &[choice], Some(Some(usage))))
    }

    fn choice(&self, said: Said<'_>, finish_reason: Option<&'static str>) -> io::Result<Bytes> {
        let choice = Choice {
            index: 0,
            said,
            logprobs: (),
            finish_reason,
        };
        let usage = self.usage.then_some(None);
        wire::event(&self.completion("chat.completion.chunk", &[choice], usage))
    }

    fn completion<'a>(
        &'a self,
        object: &'static str,
        choices: &'a [Choice<'a>],
        usage: Option<Option<Usage>>,
    ) -> Completion<'a> {
        Completion {
            id: &self.id,
            object,
            created: 1_727_346_169,
            model: &self.model,
            system_fingerprint: "fp_testing",
            choices,
            usage,
        }
    }
}

impl Voice {
    /// How an answer of this number says a text: as a call, if there is a tool.
    pub(super) fn new(tool: Option<String>, number: usize) -> Self {
        match tool {
            None => Self::Content,
            Some(tool) => Self::Call {
                id: format!("call_{number}"),
                tool,
            },
        }
    }

    /// A message with all its keys, as a whole one and the first delta have them.
    fn message<'a>(&'a self, text: &'a str, call_index: Option<u32>) -> Message<'a> {
        let message = Message {
            role: Some("assistant"),
            content: Some(None),
            refusal: Some(None),
            tool_calls: None,
        };
        match self {
            Self::Content => Message {
                content: Some(Some(text)),
                ..message
            },
            Self::Refusal => Message {
                refusal: Some(Some(text)),
                ..message
            },
            Self::Call { id, tool } => Message {
                tool_calls: Some([Call {
                    index: call_index,
                    id: Some(id),
                    kind: Some("function"),
                    function: Function {
                        name: Some(tool),
                        arguments: text,
                    },
                }]),
                ..message
            },
        }
    }

    fn delta<'a>(&self, text: &'a str) -> Message<'a> {
        match self {
            Self::Content => Message {
                content: Some(Some(text)),
                ..Message::default()
            },
            Self::Refusal => Message {
                refusal: Some(Some(text)),
                ..Message::default()
            },
            Self::Call { .. } => Message {
                tool_calls: Some([Call {
                    index: Some(0),
                    function: Function {
                        name: None,
                        arguments: text,
                    },
                    ..Call::default()
                }]),
                ..Message::default()
            },
        }
    }

    fn finish_reason(&self, end: &End) -> &'static str {
        match (end, self) {
            (End::Length, _) => "length",
            (End::ContentFilter, _) => "content_filter",
            (_, Self::Call { .. }) => "tool_calls",
            (_, Self::Content | Self::Refusal) => "stop",
        }
    }
}
