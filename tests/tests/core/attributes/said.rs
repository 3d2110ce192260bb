//! What the schema says of types, fields and variants, beside their docs.
#![allow(dead_code)]

use instructor_core::{Extract, Schema};
use serde_json::{Value, json};

/// Docs that are not for the model.
#[derive(Extract)]
#[extract(
    title = "A user",
    description = "Somebody.",
    example = json!({"name": "Ana", "age": 7}),
    example = json!({"name": "Ben", "age": 8})
)]
struct User {
    /// Not this.
    #[extract(
        description = "Full name.",
        title = "Name",
        example = "Ana",
        example = "Ben"
    )]
    name: String,
    #[extract(example = -5, example = 5.5, example = 1 + 1)]
    age: f64,
    #[extract(title = "The best")]
    friend: Option<Box<User>>,
    #[extract(literal = "user", title = "Kind")]
    kind: String,
    #[extract(schema = anything, description = "Whatever.")]
    whatever: u8,
}

fn anything() -> Schema {
    Schema::new().with("const", 5)
}

#[derive(Extract)]
#[extract(title = "Age", example = 7, schema = "anything")]
struct Age(u8);

#[derive(Extract)]
struct Two(
    #[extract(title = "First", example = 1)] u8,
    /// The second.
    #[extract(max = 5)]
    u8,
);

#[derive(Extract)]
enum Event {
    /// Not this.
    #[extract(description = "Nothing happened.")]
    Nothing,
    /// Something said.
    Said(#[extract(title = "Words", max_length = 5)] String),
    #[extract(description = "Moved.")]
    Moved {
        #[extract(title = "How far", min = 0)]
        by: f32,
    },
}

#[derive(Extract, Clone, Debug, PartialEq)]
#[extract(title = "The role", description = "What somebody does.")]
enum Role {
    #[extract(description = "All of it.")]
    Admin,
    Guest,
}

fn schema<T: Extract>() -> Value {
    serde_json::to_value(T::schema()).unwrap()
}

#[test]
fn of_a_struct() {
    let schema = schema::<User>();
    assert_eq!(schema["title"], "A user");
    assert_eq!(schema["description"], "Somebody.");
    assert_eq!(
        schema["examples"],
        json!([{"name": "Ana", "age": 7}, {"name": "Ben", "age": 8}])
    );
    let properties = &schema["properties"];
    assert_eq!(
        properties["name"],
        json!({"type": "string", "description": "Full name.", "title": "Name", "examples": ["Ana", "Ben"]})
    );
    assert_eq!(properties["age"]["examples"], json!([-5, 5.5, 2]));
    assert_eq!(properties["friend"]["title"], "The best");
    assert_eq!(
        properties["kind"],
        json!({"type": "string", "const": "user", "title": "Kind"})
    );
    assert_eq!(
        properties["whatever"],
        json!({"const": 5, "description": "Whatever."})
    );
    // Each time that it is described, though it refers to itself.
    assert_eq!(schema["$defs"]["User"]["examples"], schema["examples"]);
    assert_eq!(
        schema["required"],
        json!(["name", "age", "kind", "whatever"])
    );
}

#[test]
fn of_others() {
    let age = schema::<Age>();
    assert_eq!(
        (&age["title"], &age["examples"], &age["const"]),
        (&json!("Age"), &json!([7]), &json!(5))
    );
    let two = schema::<Two>();
    assert_eq!(two["prefixItems"][0]["title"], "First");
    assert_eq!(two["prefixItems"][1]["maximum"], 5);
    assert_eq!(two["prefixItems"][1]["description"], "The second.");
    let role = schema::<Role>();
    assert_eq!(role["title"], "The role");
    assert_eq!(
        role["description"],
        "What somebody does.\n- Admin: All of it."
    );
}

#[test]
fn of_a_variant() {
    let event = schema::<Event>();
    let any = event["anyOf"].as_array().unwrap();
    assert_eq!(any[0]["description"], "- Nothing: Nothing happened.");
    assert_eq!(any[1]["description"], "Something said.");
    assert_eq!(
        any[1]["properties"]["Said"],
        json!({"type": "string", "title": "Words", "maxLength": 5})
    );
    assert_eq!(any[2]["description"], "Moved.");
    assert_eq!(
        any[2]["properties"]["Moved"]["properties"]["by"],
        json!({"type": "number", "title": "How far", "minimum": 0})
    );
}
