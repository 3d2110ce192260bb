//! The texts that are not mapped, and those of which something else comes: each with the reason.

/// The names of texts, under a reason that they share.
type Listed = &'static [(&'static str, &'static [&'static str])];

/// Types that Rust has nothing like.
pub(super) const UNMAPPED: Listed = &[
    (
        "what is expected is a ranking of the ways to read it: here there is one way",
        &[
            "test_constraints::test_class_failing_one_check",
            "test_constraints::test_union_decision_from_check_no_good_answer",
            "test_constraints::test_map_with_check",
        ],
    ),
    (
        "the state of a field is a value beside it there: here it is asked of the snapshot",
        &[
            "test_streaming::test_stream_state_complete",
            "test_streaming::test_stream_state_field_complete",
            "test_streaming::test_mixed_all_complete",
        ],
    ),
    (
        "a field that may be absent, but not null: an `Option` may be both",
        &["test_streaming::test_field_parse_as_int_rejects_null_value"],
    ),
];

/// Texts of which something else comes here.
pub(super) const FAILURES: Listed = &[];
