//! The strict form of every type, against the rules that OpenAI documents.

use crate::samples::{Sample, test_each_type};
use crate::strict_rules;
use crate::types::*;
use instructor_openai::strict;

fn check<T: Sample>() {
    match strict(T::schema()) {
        Ok(schema) => {
            let value = serde_json::to_value(&schema).unwrap();
            assert_eq!(
                strict_rules::check(&value),
                Vec::<String>::new(),
                "{schema}"
            );
            // What is strict stays so.
            let again = strict(schema.clone()).unwrap();
            assert_eq!(again.to_string(), schema.to_string());
        }
        // The one thing that it has no words for, and what it refuses in unions.
        Err(error) => {
            let error = error.to_string();
            let known = ["entries beside its fields", "start with"];
            assert!(known.iter().any(|known| error.contains(known)), "{error}");
        }
    }
}

test_each_type!(check);
