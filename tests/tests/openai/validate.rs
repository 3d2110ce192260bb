//! Validators over a connection: a whole answer tells all problems, a stream stops at the first.

use crate::serve;
use instructor_core::{Context, ErrorKind, Extract};
use instructor_openai::testing::Answer;

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
