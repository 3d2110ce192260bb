#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod calls;
mod client;
mod ends;
mod forms;
mod quirks;
mod responses;
mod server;

/// What the tests ask: a stream, one body, each with and without a tool.
const STREAM: &str = r#"{"model":"gpt-x","stream":true}"#;
const STREAM_USAGE: &str =
    r#"{"model":"gpt-x","stream":true,"stream_options":{"include_usage":true}}"#;
const WHOLE: &str = r#"{"model":"gpt-x"}"#;
const TWO_TOOLS: &str = r#""tools":[
    {"type":"function","function":{"name":"first"}},
    {"type":"function","function":{"name":"second"}}
]"#;
