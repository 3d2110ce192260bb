//! How many tokens an answer took, as each API counts.

use instructor_core::Usage;
use serde_json::Value;

/// The usage that an answer tells, if it is one.
///
/// Chat Completions count `prompt_tokens` and `completion_tokens`, Responses `input_tokens` and `output_tokens`; servers
/// leave out what they do not count.
pub(crate) fn read(usage: &Value) -> Option<Usage> {
    let count = |names: [&str; 2]| {
        let told = names.iter().find_map(|name| number(&usage[*name]));
        told.unwrap_or(0)
    };
    let detail = |of: [&str; 2], name: &str| {
        let told = of.iter().find_map(|of| number(&usage[*of][name]));
        told.unwrap_or(0)
    };
    if usage.as_object().is_none_or(|fields| fields.is_empty()) {
        return None;
    }
    let mut read = Usage::new(
        count(["prompt_tokens", "input_tokens"]),
        count(["completion_tokens", "output_tokens"]),
    );
    if let Some(total) = number(&usage["total_tokens"]) {
        read.total = total;
    }
    read.cached = detail(
        ["prompt_tokens_details", "input_tokens_details"],
        "cached_tokens",
    );
    if read.cached == 0 {
        // DeepSeek's word for it.
        read.cached = count(["prompt_cache_hit_tokens", "cached_tokens"]);
    }
    read.reasoning = detail(
        ["completion_tokens_details", "output_tokens_details"],
        "reasoning_tokens",
    );
    Some(read)
}

/// Some servers write whole numbers as floats.
fn number(value: &Value) -> Option<u64> {
    let number = value.as_u64();
    number.or_else(|| value.as_f64().filter(|n| *n >= 0.0).map(|n| n as u64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_api_counts_in_its_own_words() {
        let chat = json!({
            "prompt_tokens": 10, "completion_tokens": 7, "total_tokens": 17,
            "prompt_tokens_details": {"cached_tokens": 4, "audio_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": 3},
        });
        let responses = json!({
            "input_tokens": 10, "output_tokens": 7.0, "total_tokens": 17,
            "input_tokens_details": {"cached_tokens": 4},
            "output_tokens_details": {"reasoning_tokens": 3},
        });
        let mut expected = Usage::new(10, 7);
        expected.cached = 4;
        expected.reasoning = 3;
        assert_eq!(read(&chat), Some(expected));
        assert_eq!(read(&responses), Some(expected));
    }

    #[test]
    fn what_is_left_out_is_not_counted() {
        assert_eq!(
            read(&json!({"prompt_tokens": 10, "completion_tokens": null})),
            Some(Usage::new(10, 0))
        );
        assert_eq!(
            read(&json!({"total_tokens": 3})).map(|usage| usage.total),
            Some(3)
        );
        for nothing in [json!(null), json!({}), json!([1]), json!("many"), json!(3)] {
            assert_eq!(read(&nothing), None, "{nothing}");
        }
    }
}
