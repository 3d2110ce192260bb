//! The table. `docs/services.md` has, for each row, where it was read.

use super::quirks::{Quirks, ToolChoice};
use super::{Service, azure, ollama};
use crate::dialect::Dialect;
use crate::endpoint::Auth;
use instructor_core::Mode;

/// A service that is compatible, and wants a key.
const HOSTED: Service = Service {
    name: "",
    base_url: "",
    base_url_variable: None,
    base_url_from: str::to_owned,
    keys: &[],
    needs_key: true,
    auth: Auth::Bearer,
    mode: Mode::JsonSchema,
    dialect: Dialect::Strict,
    quirks: Quirks::PLAIN,
};

/// A server of one's own. It makes a grammar of the schema, and of more than OpenAI does.
const LOCAL: Service = Service {
    needs_key: false,
    dialect: Dialect::Plain,
    ..HOSTED
};

pub(super) static SERVICES: &[Service] = &[
    Service {
        name: "openai",
        base_url: "https://api.openai.com/v1",
        base_url_variable: Some("OPENAI_BASE_URL"),
        keys: &["OPENAI_API_KEY"],
        quirks: Quirks::OPENAI,
        ..HOSTED
    },
    Service {
        name: "azure",
        base_url_variable: Some("AZURE_OPENAI_ENDPOINT"),
        base_url_from: azure,
        keys: &["AZURE_OPENAI_API_KEY"],
        auth: Auth::ApiKey,
        quirks: Quirks::OPENAI,
        ..HOSTED
    },
    Service {
        name: "openrouter",
        base_url: "https://openrouter.ai/api/v1",
        keys: &["OPENROUTER_API_KEY"],
        ..HOSTED
    },
    // A few of its models have schemas for answers, and none streams such an answer.
    Service {
        name: "groq",
        base_url: "https://api.groq.com/openai/v1",
        keys: &["GROQ_API_KEY"],
        mode: Mode::Tools,
        quirks: Quirks {
            max_tokens: "max_completion_tokens",
            strict_tools: false,
            ..Quirks::PLAIN
        },
        ..HOSTED
    },
    Service {
        name: "together",
        base_url: "https://api.together.ai/v1",
        base_url_variable: Some("TOGETHER_BASE_URL"),
        keys: &["TOGETHER_API_KEY"],
        quirks: Quirks {
            strict_tools: false,
            ..Quirks::PLAIN
        },
        ..HOSTED
    },
    Service {
        name: "fireworks",
        base_url: "https://api.fireworks.ai/inference/v1",
        keys: &["FIREWORKS_API_KEY"],
        ..HOSTED
    },
    // It refuses every field that it does not know, and sends the usage unasked.
    Service {
        name: "mistral",
        base_url: "https://api.mistral.ai/v1",
        keys: &["MISTRAL_API_KEY"],
        quirks: Quirks {
            tool_choice: ToolChoice::Any,
            stream_usage: false,
            seed: "random_seed",
            ..Quirks::PLAIN
        },
        ..HOSTED
    },
    // No schemas for answers, and while it thinks, as it does unless told not to, no `tool_choice`.
    Service {
        name: "deepseek",
        base_url: "https://api.deepseek.com",
        keys: &["DEEPSEEK_API_KEY"],
        mode: Mode::Json,
        quirks: Quirks {
            tool_choice: ToolChoice::Auto,
            parallel_tool_calls: false,
            strict: false,
            strict_tools: false,
            ..Quirks::PLAIN
        },
        ..HOSTED
    },
    Service {
        name: "xai",
        base_url: "https://api.x.ai/v1",
        keys: &["XAI_API_KEY"],
        quirks: Quirks {
            max_tokens: "max_completion_tokens",
            strict_tools: false,
            ..Quirks::PLAIN
        },
        ..HOSTED
    },
    Service {
        name: "perplexity",
        base_url: "https://api.perplexity.ai",
        base_url_variable: Some("PERPLEXITY_BASE_URL"),
        keys: &["PERPLEXITY_API_KEY", "PPLX_API_KEY"],
        quirks: Quirks {
            stream_usage: false,
            ..Quirks::PLAIN
        },
        ..HOSTED
    },
    Service {
        name: "cerebras",
        base_url: "https://api.cerebras.ai/v1",
        keys: &["CEREBRAS_API_KEY"],
        quirks: Quirks {
            parallel_tool_calls: false,
            max_tokens: "max_completion_tokens",
            strict_tools: false,
            ..Quirks::PLAIN
        },
        ..HOSTED
    },
    Service {
        name: "gemini",
        base_url: "https://generativelanguage.googleapis.com/v1beta/openai",
        keys: &["GEMINI_API_KEY", "GOOGLE_API_KEY"],
        quirks: Quirks {
            parallel_tool_calls: false,
            ..Quirks::PLAIN
        },
        ..HOSTED
    },
    // Its OpenAI endpoint ignores `response_format`.
    Service {
        name: "anthropic",
        base_url: "https://api.anthropic.com/v1",
        keys: &["ANTHROPIC_API_KEY"],
        mode: Mode::Tools,
        ..HOSTED
    },
    Service {
        name: "ollama",
        base_url: "http://127.0.0.1:11434/v1",
        base_url_variable: Some("OLLAMA_HOST"),
        base_url_from: ollama,
        keys: &["OLLAMA_API_KEY"],
        quirks: Quirks {
            tool_choice: ToolChoice::Auto,
            strict_tools: false,
            ..Quirks::PLAIN
        },
        ..LOCAL
    },
    Service {
        name: "llama.cpp",
        base_url: "http://127.0.0.1:8080/v1",
        keys: &["LLAMA_API_KEY"],
        ..LOCAL
    },
    Service {
        name: "vllm",
        base_url: "http://127.0.0.1:8000/v1",
        base_url_variable: Some("VLLM_BASE_URL"),
        keys: &["VLLM_API_KEY"],
        ..LOCAL
    },
    Service {
        name: "lmstudio",
        base_url: "http://127.0.0.1:1234/v1",
        keys: &["LM_API_TOKEN"],
        ..LOCAL
    },
    // What is behind it is anything: OpenAI's dialect is what most of that takes.
    Service {
        name: "litellm",
        base_url: "http://127.0.0.1:4000",
        base_url_variable: Some("LITELLM_PROXY_API_BASE"),
        keys: &["LITELLM_PROXY_API_KEY"],
        dialect: Dialect::Strict,
        ..LOCAL
    },
];
