//! Where servers of this wire differ.

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
    /// Whether `strict` may be sent with the schema of an answer.
    pub(crate) strict: bool,
    /// Whether `strict` may be sent with a tool.
    pub(crate) strict_tools: bool,
}

/// How a call of a tool is asked for: the field `tool_choice`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ToolChoice {
    /// The object that names the function. Some servers do not know it, and answer in words.
    Named,
    /// `"required"`: where there is one tool, it is the same.
    #[default]
    Required,
    /// `"any"`, which is another's word for `"required"`.
    Any,
    /// Nothing, which is `"auto"`: a call cannot be asked for, only hoped for, and the field may be refused whatever it says.
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
        strict_tools: true,
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
