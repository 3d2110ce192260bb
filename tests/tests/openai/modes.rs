//! Each mode, streamed and not: what is sent, field by field, and that the value comes out.

use crate::{ANA, BO, MODES, User, ana, bo, serve};
use instructor_core::{Extract, Mode};
use instructor_openai::testing::{Answer, Server};
use serde_json::{Value, json};

#[tokio::test]
async fn one_value() {
    for mode in MODES {
        let (server, client) = serve(Answer::text(ANA)).await;

        let whole = User::extract(&client, "Who?").mode(mode).await.unwrap();
        assert_eq!(whole, ana(), "{mode:?}");
        assert_eq!(last(&server), asks(mode, false, &user()), "{mode:?}");

        let growing = User::stream_partial(&client, "Who?").mode(mode);
        let grown = growing.await.unwrap().complete().await.unwrap();
        assert_eq!(grown, ana(), "{mode:?}");
        assert_eq!(last(&server), asks(mode, true, &user()), "{mode:?}");
    }
}

#[tokio::test]
async fn a_list_is_asked_for_in_a_wrapper_and_read_with_or_without_it() {
    let bare = format!("[{ANA}, {BO}]");
    let wrapped = format!(r#"{{"items": {bare}}}"#);
    for mode in MODES {
        for text in [&bare, &wrapped] {
            let (server, client) = serve(Answer::text(text)).await;

            let whole = Vec::<User>::extract(&client, "Who?").mode(mode);
            assert_eq!(whole.await.unwrap(), [ana(), bo()], "{mode:?} {text}");
            assert_eq!(last(&server), asks(mode, false, &users()), "{mode:?}");

            let growing = Vec::<User>::stream_partial(&client, "Who?").mode(mode);
            let grown = growing.await.unwrap().complete().await.unwrap();
            assert_eq!(grown, [ana(), bo()], "{mode:?} {text}");
            assert_eq!(last(&server), asks(mode, true, &users()), "{mode:?}");

            let each = Vec::<User>::stream_each(&client, "Who?").mode(mode);
            let mut each = each.await.unwrap();
            assert_eq!(each.next().await.unwrap().unwrap(), ana(), "{mode:?}");
            assert_eq!(each.next().await.unwrap().unwrap(), bo(), "{mode:?}");
            assert!(each.next().await.is_none(), "{mode:?}");
            assert_eq!(last(&server), asks(mode, true, &users()), "{mode:?}");
        }
    }
}

/// Models write fields in the order of the schema, and some of what they are told is read first.
#[tokio::test]
async fn everything_is_sent_in_the_order_of_the_type() {
    let (server, client) = serve(Answer::text(ANA)).await;
    User::extract(&client, "Who?").seed(1).await.unwrap();
    let text = server.requests()[0].text().to_owned();
    assert_eq!(
        text,
        concat!(
            r#"{"model":"gpt-test","messages":[{"role":"user","content":"Who?"}],"#,
            r#""response_format":{"type":"json_schema","json_schema":{"name":"User","#,
            r#""description":"Somebody mentioned in the text.","strict":true,"schema":{"type":"object","#,
            r#""description":"Somebody mentioned in the text.","properties":{"#,
            r#""name":{"type":"string","description":"Full name, as written."},"#,
            r#""age":{"type":"integer","minimum":0,"maximum":255},"#,
            r##""role":{"anyOf":[{"$ref":"#/$defs/Role"},{"type":"null"}]}},"##,
            r#""required":["name","age","role"],"additionalProperties":false,"#,
            r#""$defs":{"Role":{"type":"string","enum":["Admin","User","Guest"]}}}}},"#,
            r#""seed":1,"stream":false}"#,
        )
    );
}

/// A type as the wire names it.
struct Asked {
    name: &'static str,
    description: &'static str,
    /// In the strict dialect.
    strict: Value,
    /// In words, for the modes that have no schema.
    told: &'static str,
}

impl Asked {
    /// The schema as it stands in the words.
    fn plain(&self) -> Value {
        let (_, schema) = self.told.split_once("\n\n").unwrap();
        serde_json::from_str(schema).unwrap()
    }
}

/// The words of the mode that asks for a block of code.
fn in_a_block(told: &str) -> String {
    told.replace(
        "Answer with one JSON object, and nothing else, that fits",
        "Answer with a block of code, which starts with ```json and ends with ```, with one JSON object in it that fits",
    )
}

fn user() -> Asked {
    Asked {
        name: "User",
        description: "Somebody mentioned in the text.",
        strict: json!({
            "type": "object",
            "description": "Somebody mentioned in the text.",
            "properties": user_properties(),
            "required": ["name", "age", "role"],
            "additionalProperties": false,
            "$defs": {"Role": {"type": "string", "enum": ["Admin", "User", "Guest"]}},
        }),
        told: USER_IN_WORDS,
    }
}

fn users() -> Asked {
    let description = "A list of `User`, correctly segmented: one element each.\n\n\
                       User: Somebody mentioned in the text.";
    Asked {
        name: "UserList",
        description,
        strict: json!({
            "type": "object",
            "description": description,
            "properties": {"items": {"type": "array", "items": {"$ref": "#/$defs/User"}}},
            "required": ["items"],
            "additionalProperties": false,
            "$defs": {
                "User": {
                    "type": "object",
                    "description": "Somebody mentioned in the text.",
                    "properties": user_properties(),
                    "required": ["name", "age", "role"],
                    "additionalProperties": false,
                },
                "Role": {"type": "string", "enum": ["Admin", "User", "Guest"]},
            },
        }),
        told: USERS_IN_WORDS,
    }
}

fn user_properties() -> Value {
    json!({
        "name": {"type": "string", "description": "Full name, as written."},
        "age": {"type": "integer", "minimum": 0, "maximum": 255},
        "role": {"anyOf": [{"$ref": "#/$defs/Role"}, {"type": "null"}]},
    })
}

/// The whole body of a request that says "Who?".
fn asks(mode: Mode, stream: bool, asked: &Asked) -> Value {
    let question = json!({"role": "user", "content": "Who?"});
    let (name, description, strict) = (asked.name, asked.description, &asked.strict);
    let mut body = match mode {
        Mode::JsonSchema => json!({
            "model": "gpt-test",
            "messages": [question],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": name, "description": description, "strict": true, "schema": strict},
            },
            "stream": stream,
        }),
        Mode::Tools => json!({
            "model": "gpt-test",
            "messages": [question],
            "tools": [{
                "type": "function",
                "function": {"name": name, "description": description, "strict": true, "parameters": strict},
            }],
            "tool_choice": "required",
            "parallel_tool_calls": false,
            "stream": stream,
        }),
        Mode::Json => json!({
            "model": "gpt-test",
            "messages": [{"role": "system", "content": asked.told}, question],
            "response_format": {"type": "json_object"},
            "stream": stream,
        }),
        Mode::MdJson => json!({
            "model": "gpt-test",
            "messages": [{"role": "system", "content": in_a_block(asked.told)}, question],
            "stream": stream,
        }),
        // Nobody holds a function of old to its schema, which is told as it is.
        Mode::Functions => json!({
            "model": "gpt-test",
            "messages": [question],
            "functions": [{"name": name, "description": description, "parameters": asked.plain()}],
            "function_call": {"name": name},
            "stream": stream,
        }),
        mode => panic!("{mode:?} is none of this API"),
    };
    if stream {
        body["stream_options"] = json!({"include_usage": true});
    }
    body
}

/// The body that was sent last.
fn last(server: &Server) -> Value {
    server.requests().pop().unwrap().body().clone()
}

const USER_IN_WORDS: &str = r##"Answer with one JSON object, and nothing else, that fits this JSON Schema of `User`:

{
  "type": "object",
  "description": "Somebody mentioned in the text.",
  "properties": {
    "name": {
      "type": "string",
      "description": "Full name, as written."
    },
    "age": {
      "type": "integer",
      "minimum": 0,
      "maximum": 255
    },
    "role": {
      "anyOf": [
        {
          "$ref": "#/$defs/Role"
        },
        {
          "type": "null"
        }
      ]
    }
  },
  "required": [
    "name",
    "age"
  ],
  "$defs": {
    "Role": {
      "type": "string",
      "enum": [
        "Admin",
        "User",
        "Guest"
      ]
    }
  }
}"##;

const USERS_IN_WORDS: &str = r##"Answer with one JSON object, and nothing else, that fits this JSON Schema of `UserList`:

{
  "type": "object",
  "description": "A list of `User`, correctly segmented: one element each.\n\nUser: Somebody mentioned in the text.",
  "properties": {
    "items": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/User"
      }
    }
  },
  "required": [
    "items"
  ],
  "$defs": {
    "User": {
      "type": "object",
      "description": "Somebody mentioned in the text.",
      "properties": {
        "name": {
          "type": "string",
          "description": "Full name, as written."
        },
        "age": {
          "type": "integer",
          "minimum": 0,
          "maximum": 255
        },
        "role": {
          "anyOf": [
            {
              "$ref": "#/$defs/Role"
            },
            {
              "type": "null"
            }
          ]
        }
      },
      "required": [
        "name",
        "age"
      ]
    },
    "Role": {
      "type": "string",
      "enum": [
        "Admin",
        "User",
        "Guest"
      ]
    }
  }
}"##;
