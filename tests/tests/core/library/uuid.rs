//! `Uuid`.

use super::{refuses, same, schema_of};
use serde_json::json;
use uuid::Uuid;

#[test]
fn it_is_what_serde_reads() {
    same::<Uuid>(&[
        "\"67e55044-10b1-426f-9247-bb680e5fe0c8\"",
        "\"67E5504410B1426F9247BB680E5FE0C8\"",
        "\"urn:uuid:67e55044-10b1-426f-9247-bb680e5fe0c8\"",
        "\"{67e55044-10b1-426f-9247-bb680e5fe0c8}\"",
    ]);
    assert_eq!(
        schema_of::<Uuid>(),
        json!({"type": "string", "format": "uuid"})
    );
}

#[test]
fn anything_else_is_an_error() {
    refuses::<Uuid>(
        "\"67e55044\"",
        "expected a UUID such as \"67e55044-10b1-426f-9247-bb680e5fe0c8\", found \"67e55044\" at `[0]`, byte 1",
    );
    refuses::<Uuid>(
        "{}",
        "expected a UUID such as \"67e55044-10b1-426f-9247-bb680e5fe0c8\", found an object at `[0]`, byte 1",
    );
}
