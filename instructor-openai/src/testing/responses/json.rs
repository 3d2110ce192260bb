//! The JSON of Responses, its keys in the order in which OpenAI sends them.

use serde::Serialize;

use crate::testing::said::Tokens;

/// An event of a stream.
#[derive(Serialize)]
pub(super) struct Event<'a> {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) sequence_number: usize,
    #[serde(flatten)]
    pub(super) place: Place,
    #[serde(flatten)]
    pub(super) what: What<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) logprobs: Option<[(); 0]>,
}

/// Which item of the output an event is about, and what in it.
#[derive(Serialize, Default)]
pub(super) struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) item_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) output_index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) content_index: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary_index: Option<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum What<'a> {
    Response(Response<'a>),
    Item(Item<'a>),
    Part(Part<'a>),
    Delta(&'a str),
    Text(&'a str),
    Refusal(&'a str),
    Arguments(&'a str),
    Error(ErrorEvent<'a>),
}

#[derive(Serialize)]
pub(super) struct ErrorEvent<'a> {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) code: &'a str,
    pub(super) message: &'a str,
    pub(super) param: (),
}

#[derive(Serialize)]
pub(super) struct Response<'a> {
    pub(super) id: &'a str,
    pub(super) object: &'static str,
    pub(super) created_at: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<&'static str>,
    pub(super) background: bool,
    pub(super) error: Option<Error<'a>>,
    pub(super) incomplete_details: Option<Incomplete<'a>>,
    pub(super) instructions: (),
    pub(super) max_output_tokens: (),
    pub(super) model: &'a str,
    pub(super) output: Vec<Item<'a>>,
    pub(super) parallel_tool_calls: bool,
    pub(super) previous_response_id: (),
    pub(super) store: bool,
    pub(super) temperature: f64,
    pub(super) top_p: f64,
    pub(super) truncation: &'static str,
    pub(super) usage: Option<Usage>,
    pub(super) user: (),
}

#[derive(Serialize)]
pub(super) struct Error<'a> {
    pub(super) code: &'a str,
    pub(super) message: &'a str,
}

#[derive(Serialize)]
pub(super) struct Incomplete<'a> {
    pub(super) reason: &'a str,
}

/// A message, a call or a reasoning: each has its own keys.
#[derive(Serialize, Default)]
pub(super) struct Item<'a> {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) content: Option<Vec<Part<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) arguments: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) call_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<Vec<Part<'a>>>,
}

/// A part of a message, or of the summary of a reasoning.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Part<'a> {
    OutputText {
        annotations: [(); 0],
        logprobs: [(); 0],
        text: &'a str,
    },
    Refusal {
        refusal: &'a str,
    },
    SummaryText {
        text: &'a str,
    },
}

#[derive(Serialize, Clone, Copy)]
pub(super) struct Usage {
    input_tokens: usize,
    input_tokens_details: InputDetails,
    output_tokens: usize,
    output_tokens_details: OutputDetails,
    total_tokens: usize,
}

#[derive(Serialize, Clone, Copy)]
struct InputDetails {
    cached_tokens: usize,
}

#[derive(Serialize, Clone, Copy)]
struct OutputDetails {
    reasoning_tokens: usize,
}

impl From<Tokens> for Usage {
    fn from(tokens: Tokens) -> Self {
        Self {
            input_tokens: tokens.input,
            input_tokens_details: InputDetails {
                cached_tokens: tokens.cached,
            },
            output_tokens: tokens.output,
            output_tokens_details: OutputDetails {
                reasoning_tokens: tokens.reasoning,
            },
            total_tokens: tokens.input + tokens.output,
        }
    }
}
