//! The wire is not as HTTP and event streams have it, or as OpenAI writes it.

use super::play::{Fault, Scene, fault, survived};
use crate::ANA;
use instructor_core::{ErrorKind, Mode};
use instructor_openai::testing::{Answer, Quirk};

pub(super) fn faults() -> Vec<Fault> {
    let quirk = |what, quirk| survived(what, Answer::text(ANA).quirk(quirk));
    let call = |what, quirk| {
        let answer = Answer::text(ANA).quirk(quirk);
        survived(what, answer).set(|builder| builder.mode(Mode::Tools))
    };
    vec![
        fault(
            "a body shorter than it promised",
            ErrorKind::Connection,
            Scene::Bytes(concat!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 1000\r\n\r\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"{\\\"name\\\":\\\"Ana\\\",\"}}]}\n\n",
            )),
        ),
        fault(
            "a chunk without its length",
            ErrorKind::Connection,
            Scene::Bytes(
                "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\nlength?\r\n",
            ),
        ),
        fault(
            "an answer that is packed, though nobody asked for that",
            ErrorKind::Protocol,
            Answer::raw("text/event-stream", *b"\x1f\x8b\x08\x00\x00\x00\x00\x00")
                .header("content-encoding", "gzip"),
        ),
        fault(
            "an event that is not UTF-8",
            ErrorKind::Protocol,
            Answer::raw(
                "text/event-stream",
                *b"data: {\"choices\":[{\"delta\":{\"content\":\"Nu\xf1ez\"}}]}\n\n",
            ),
        ),
        survived(
            "a line at a time, or a byte",
            Answer::text(ANA).pieces_of(1),
        ),
        quirk("lines that end in CRLF", Quirk::Crlf),
        quirk("lines that end in CR", Quirk::Cr),
        quirk("a byte order mark", Quirk::Bom),
        quirk("no space behind the colon", Quirk::NoSpace),
        quirk("events on several lines", Quirk::DataLines),
        quirk("no empty line at the end", Quirk::NoLastLine),
        quirk("two markers", Quirk::TwoMarkers),
        quirk("unknown fields", Quirk::UnknownFields),
        quirk("unknown events", Quirk::UnknownEvents),
        call("a call in one event", Quirk::WholeCalls),
        call("a call that begins without arguments", Quirk::NoArguments),
        call("the name in each piece of a call", Quirk::NameRepeated),
        survived("no usage", Answer::text(ANA).without_usage()),
    ]
}
