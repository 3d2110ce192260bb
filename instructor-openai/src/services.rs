//! The services that speak this wire, and where they differ.

/// What of this wire a server does its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quirks {
    /// How a call of a tool is asked for.
    pub(crate) tool_choice: ToolChoice,
    /// Whether `parallel_tool_calls` may be sent.
    pub(crate) parallel_tool_calls: bool,
    /// Whether `stream_options: {"include_usage": true}` may be sent.
    pub(crate) stream_usage: bool,
    /// The field for the most tokens that an answer may have.
    pub(crate) max_tokens: &'static str,
    /// The field for the seed.
    pub(crate) seed: &'static str,
    /// Whether `strict` may be sent with a schema.
    pub(crate) strict: bool,
}

/// How a call of a tool is asked for: the value of `tool_choice`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ToolChoice {
    /// The object that names the function.
    Named,
    /// `"required"`: where there is one tool, it is the same. Servers that do not know the object know this.
    Required,
    /// `"any"`, which is another's word for `"required"`.
    Any,
    /// `"auto"`: it cannot be asked for, only hoped for.
    Auto,
}

impl Quirks {
    /// What a server takes that is plainly compatible.
    pub(crate) const PLAIN: Quirks = Quirks {
        tool_choice: ToolChoice::Required,
        parallel_tool_calls: true,
        stream_usage: true,
        max_tokens: "max_tokens",
        seed: "seed",
        strict: true,
    };

    /// What OpenAI itself takes, whose newer models refuse `max_tokens`.
    pub(crate) const OPENAI: Quirks = Quirks {
        max_tokens: "max_completion_tokens",
        ..Quirks::PLAIN
    };

    /// Those of the server at `base_url`, where no service is named: OpenAI's own host is known.
    pub(crate) fn of(base_url: &str) -> Quirks {
        let host = base_url.split('/').nth(2).unwrap_or_default();
        match host == "api.openai.com" || host.ends_with(".api.openai.com") {
            true => Quirks::OPENAI,
            false => Quirks::PLAIN,
        }
    }
}

impl Default for Quirks {
    fn default() -> Self {
        Quirks::PLAIN
    }
}
