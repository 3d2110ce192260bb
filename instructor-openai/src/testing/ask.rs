//! What a request asks for, as far as it decides the form of the answer.

use serde_json::Value;

use super::record::Request;

#[derive(Debug)]
pub(super) struct Ask {
    pub(super) api: Api,
    pub(super) model: String,
    pub(super) form: Form,
    /// What is to be called.
    pub(super) tool: Option<Tool>,
    pub(super) prompt_tokens: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Api {
    Chat,
    Responses,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Whole,
    Stream { usage: bool },
}

/// A tool by its name, asked for in one of two ways.
#[derive(Debug)]
pub(super) enum Tool {
    /// Among `tools`.
    Call(String),
    /// Among `functions`, as it was before there were tools.
    Function(String),
}

impl Api {
    /// Which one a request is for: whatever the path begins with, as deployments have long ones.
    pub(super) fn of(request: &Request) -> Option<Self> {
        match request.path() {
            _ if request.method() != "POST" => None,
            path if path.ends_with("/chat/completions") => Some(Self::Chat),
            path if path.ends_with("/responses") => Some(Self::Responses),
            _ => None,
        }
    }
}

impl Ask {
    pub(super) fn new(api: Api, request: &Request) -> Self {
        let body = request.body();
        let form = if body["stream"] == true {
            Form::Stream {
                usage: body["stream_options"]["include_usage"] == true,
            }
        } else {
            Form::Whole
        };
        Self {
            api,
            model: body["model"].as_str().unwrap_or_default().to_owned(),
            form,
            tool: call(api, body).or_else(|| function(body)),
            prompt_tokens: request.text().len() / 4,
        }
    }
}

/// The tool that is chosen, or the first.
fn call(api: Api, body: &Value) -> Option<Tool> {
    let name = |tool: &'_ Value| {
        let function = match api {
            Api::Chat => &tool["function"],
            Api::Responses => tool,
        };
        function["name"].as_str().map(str::to_owned)
    };
    chosen(&body["tools"], &body["tool_choice"], name).map(Tool::Call)
}

/// The function that is chosen, or the first.
fn function(body: &Value) -> Option<Tool> {
    let name = |function: &'_ Value| function["name"].as_str().map(str::to_owned);
    chosen(&body["functions"], &body["function_call"], name).map(Tool::Function)
}

fn chosen(all: &Value, choice: &Value, name: impl Fn(&Value) -> Option<String>) -> Option<String> {
    let all = all.as_array()?;
    if choice == "none" {
        return None;
    }
    name(choice).or_else(|| all.iter().find_map(name))
}
