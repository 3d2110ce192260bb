//! What `instructor-core` reads: the parser and its partials against `serde_json`, bad input, and streams of text.
//!
//! The types and the generator of documents come first; `contract` and `broken` hold for every one of them.
//! `PROPTEST_CASES=1000 cargo test --release --test core` looks longer than a plain run does.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod feed;
mod generate;
mod json;
mod pieces;
mod samples;
mod schemas;
mod shapes;
mod types;

mod broken;
mod contract;

mod bad_bytes;
mod bad_elements;
mod bad_syntax;
mod bad_types;
mod duplicates;
mod escaped_names;
mod limits;
mod mend;
mod misfits;
mod missing;
mod shared_objects;

mod each_stream;
mod kept_snapshots;
mod leaves;
mod lenient;
mod partial_stream;
mod wrapped;

mod everything;
mod garde;
mod spans;

mod asked_for;
mod atomic;
mod attributes;
mod change_streams;
mod changes;
mod early;
mod field_reference;
mod field_state;
mod fit;
mod fuzzed;
mod keys;
mod library;
mod literal;
mod messy;
mod needed;
mod reshaped;
mod roots;
mod run_time_schema;
mod strict;
mod strict_leaves;
#[path = "../openai/strict_rules.rs"]
mod strict_rules;
mod validate;
