//! Validators over a connection: a whole answer tells all problems, a stream stops at the first.

use crate::{builder, serve};
use instructor_core::{Context, ErrorKind, Extract, Mode, Repair};
use instructor_openai::testing::{Answer, Server};

#[derive(Extract, Debug, PartialEq)]
struct Booking {
    #[extract(validate = known)]
    room: u16,
    #[extract(max = 150)]
    age: u8,
    notes: String,
}

struct Rooms(Vec<u16>);

fn known(room: &u16, context: &Context) -> Result<(), String> {
    match context.get::<Rooms>() {
        Some(rooms) if rooms.0.contains(room) => Ok(()),
        _ => Err(format!("there is no room {room}")),
    }
}

const BAD: &str = r#"{"room": 8, "age": 250, "notes": ""}"#;
const GOOD: &str = r#"{"room": 7, "age": 25, "notes": ""}"#;

#[tokio::test]
async fn a_whole_answer_tells_all_problems_and_a_stream_the_first() {
    let (_server, client) = serve([BAD, BAD, GOOD].map(Answer::text)).await;
    let error = Booking::extract(&client, "Which room?")
        .context(Rooms(vec![7]))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    let problems = error.problems();
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "room: there is no room 8",
            "age: 250 is more than the maximum of 150"
        ]
    );
    // All that came is there to be looked at.
    let partial = error.partial::<PartialBooking>().unwrap();
    assert_eq!((partial.room, partial.age), (Some(8), Some(250)));
    assert_eq!(error.partial_json(), Some(BAD));

    let stream = Booking::stream_partial(&client, "Which room?")
        .context(Rooms(vec![7]))
        .await
        .unwrap();
    let error = stream.complete().await.unwrap_err();
    assert_eq!(error.problems().len(), 1);
    assert_eq!(error.path().unwrap().to_string(), "room");

    let booking = Booking::extract(&client, "Which room?").context(Rooms(vec![7]));
    assert_eq!(booking.await.unwrap().room, 7);
}

/// What is said of a client holds for all its requests, unless one says otherwise.
#[tokio::test]
async fn the_client_may_have_a_context() {
    let list = format!("[{GOOD}]");
    let script = [GOOD, GOOD, &list, GOOD, GOOD].map(Answer::text);
    let server = Server::start(script).await.unwrap();
    let client = builder(&server)
        .context(Rooms(vec![9]))
        .context(Rooms(vec![7]));
    let client = client.context("of another type").build().unwrap();
    let whole = Booking::extract(&client, "Which room?").await.unwrap();
    let stream = Booking::stream_partial(&client, "Which room?")
        .await
        .unwrap();
    let list = Vec::<Booking>::stream_each(&client, "Which rooms?").await;
    assert_eq!(whole, stream.complete().await.unwrap());
    assert_eq!(whole, list.unwrap().next().await.unwrap().unwrap());

    let other = Booking::extract(&client, "Which room?").context(Rooms(vec![8]));
    assert_eq!(other.await.unwrap_err().kind(), ErrorKind::Invalid);
    let beside = Booking::extract(&client, "Which room?").context(8_u8);
    assert_eq!(beside.await.unwrap(), whole);
}

#[tokio::test]
async fn the_client_may_say_what_is_mended() {
    const LOOSE: &str = "{'room': '7', age: 25, notes: ''}";
    let server = Server::start(Answer::text(LOOSE)).await.unwrap();
    for (mode, said) in [
        (Mode::JsonSchema, Repair::Lenient),
        (Mode::Json, Repair::Strict),
    ] {
        let client = builder(&server).context(Rooms(vec![7])).mode(mode);
        let client = client.repair(said).build().unwrap();
        let ask = || Booking::extract(&client, "Which room?");
        assert_eq!(ask().await.is_ok(), said == Repair::Lenient);
        let stream = Booking::stream_partial(&client, "Which room?")
            .await
            .unwrap();
        assert_eq!(stream.complete().await.is_ok(), said == Repair::Lenient);
        let other = match said {
            Repair::Lenient => Repair::Strict,
            _ => Repair::Lenient,
        };
        assert_eq!(ask().repair(other).await.is_ok(), said == Repair::Strict);
    }
}
