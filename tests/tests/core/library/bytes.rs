//! `Bytes` and `BytesMut`, from text in base64. `serde` takes the text itself for the bytes.

use super::{Field, assert_fits, reads, schema_of, written};
use crate::contract::assert_shown;
use crate::feed::{error, value};
use bytes::{Bytes, BytesMut};
use instructor_core::{Extract, Parser};
use serde_json::json;

#[test]
fn they_are_read_from_base64() {
    for (text, bytes) in [
        ("\"\"", &b""[..]),
        ("\"SGVsbG8=\"", b"Hello"),
        ("\"SGVsbG8\"", b"Hello"),
        ("\"+/\\u002b\\/\"", b"\xfb\xff\xbf"),
        ("\"AA==\"", b"\0"),
    ] {
        reads(text, &Bytes::copy_from_slice(bytes));
        reads(text, &BytesMut::from(bytes));
        reads(
            &format!("[{text}, null]"),
            &vec![Some(Bytes::copy_from_slice(bytes)), None],
        );
        assert_fits(&Bytes::schema(), &written::<Bytes>(text));
    }
    assert_eq!(written::<BytesMut>("\"SGVsbG8\""), "SGVsbG8=");
    let schema = json!({"type": "string", "contentEncoding": "base64"});
    assert_eq!(schema_of::<Bytes>(), schema);
    assert_eq!(schema_of::<BytesMut>(), schema);
}

#[test]
fn they_show_when_whole() {
    assert_shown! { Vec<Bytes>:
        "[\"SGVs" => "[]", "[0]";
        "bG8\"" => r#"["SGVsbG8="]"#, "";
    }
}

#[test]
fn any_byte_survives() {
    let all: Vec<u8> = (0..=255).collect();
    let mut parser = Parser::<Bytes>::new();
    let text = written_of(&all);
    for byte in text.chars() {
        parser.feed(byte.encode_utf8(&mut [0; 4])).unwrap();
    }
    assert_eq!(parser.finish().unwrap(), all);
}

fn written_of(bytes: &[u8]) -> String {
    use base64::Engine;
    let text = base64::engine::general_purpose::STANDARD.encode(bytes);
    format!("{text:?}")
}

#[test]
fn anything_else_is_an_error() {
    for text in ["\"SGVsbG8-\"", "\"SGVsb\"", "\"SGVsbG8 \"", "\"=\""] {
        let found: String = serde_json::from_str(text).unwrap();
        assert_eq!(
            error::<Vec<Bytes>>(&format!("[{text}]")),
            format!(
                "expected bytes in base64 such as \"SGVsbG8=\", found {found:?} at `[0]`, byte 1"
            )
        );
    }
    assert_eq!(
        error::<Field<BytesMut>>(r#"{"value": [72]}"#),
        "expected bytes in base64 such as \"SGVsbG8=\", found a list at `value`, byte 10"
    );
    assert_eq!(
        error::<Field<Bytes>>(r#"{"value": null}"#),
        "expected bytes in base64 such as \"SGVsbG8=\", found null at `value`, byte 10"
    );
    assert_eq!(error::<Field<Bytes>>("{}"), "missing `value`");
    let field = value::<Field<Bytes>>(r#"{"value": "AA==", "maybe": null}"#);
    assert_eq!(field.maybe, None);
}
