//! `Url`.

use super::{refuses, same, schema_of};
use serde_json::json;
use url::Url;

#[test]
fn it_is_what_serde_reads() {
    same::<Url>(&[
        "\"https://example.com/a?b=c#d\"",
        "\"HTTPS://EXAMPLE.com\"",
        "\"mailto:ana@example.com\"",
    ]);
    assert_eq!(
        schema_of::<Url>(),
        json!({"type": "string", "format": "uri"})
    );
}

#[test]
fn anything_else_is_an_error() {
    refuses::<Url>(
        "\"example.com\"",
        "expected a URL such as \"https://example.com/\", found \"example.com\" at `[0]`, byte 1",
    );
    refuses::<Url>(
        "true",
        "expected a URL such as \"https://example.com/\", found a bool at `[0]`, byte 1",
    );
}
