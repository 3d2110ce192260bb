//! What a request asks for, as far as it decides the form of the answer.

use serde_json::Value;

use super::record::Request;

#[derive(Debug)]
pub(super) struct Ask {
    pub(super) model: String,
    pub(super) form: Form,
    /// The tool to call.
    pub(super) tool: Option<String>,
    pub(super) prompt_tokens: usize,
}

#[derive(Debug)]
pub(super) enum Form {
    Whole,
    Stream { usage: bool },
}

impl Ask {
    pub(super) fn new(request: &Request) -> Self {
        let body = request.body();
        let form = if body["stream"] == true {
            Form::Stream {
                usage: body["stream_options"]["include_usage"] == true,
            }
        } else {
            Form::Whole
        };
        Self {
            model: body["model"].as_str().unwrap_or_default().to_owned(),
            form,
            tool: tool(body).map(str::to_owned),
            prompt_tokens: request.text().len() / 4,
        }
    }
}

/// The name of the tool that is chosen, or of the first.
fn tool(body: &Value) -> Option<&str> {
    let tools = body["tools"].as_array()?;
    let choice = &body["tool_choice"];
    if choice == "none" {
        return None;
    }
    choice["function"]["name"].as_str().or_else(|| {
        tools
            .iter()
            .find_map(|tool| tool["function"]["name"].as_str())
    })
}
