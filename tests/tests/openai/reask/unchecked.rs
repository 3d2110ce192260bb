//! Checks that could not be made: the request ends with why, and the model hears nothing of it.

use super::*;
use crate::serve;
use instructor_core::{ErrorKind, IntoProblems, Problem, Result};
use instructor_openai::Client;
use instructor_openai::testing::Answer;
use std::error::Error as _;
use std::future::ready;
use std::io;

/// A client of a server that is not there.
fn nobody() -> Client {
    let client = Client::builder().base_url("http://127.0.0.1:1/v1");
    let client = client.retries(instructor_core::Retries::none());
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    client.http(http).build().unwrap()
}

/// Asks another model, and has something of its own to say.
async fn ask_judge(judge: Client, name: String) -> Result<()> {
    if name == "Bo" {
        return Err(Error::invalid(format!("nobody is called {name}")));
    }
    match bool::extract(&judge, format!("Is {name} a name?")).await? {
        true => Ok(()),
        false => Err(Error::invalid("not a name")),
    }
}

fn is_down() -> Result<()> {
    let error = io::Error::new(io::ErrorKind::NotFound, "the database is down");
    Err(Error::other(error))
}

/// What has come, and the error that it ended with.
async fn grown(client: &Client, judge: &Client) -> Error {
    let judge = judge.clone();
    let stream = Guest::stream_partial(client, "Who?").max_retries(2);
    let stream = stream.check_async(move |guest| ask_judge(judge.clone(), guest.name.clone()));
    let mut stream = stream.await.unwrap();
    let mut last = None;
    while let Some(snapshot) = stream.next().await {
        last = Some(snapshot.unwrap());
    }
    assert!(last.unwrap().is_closed(), "the value shows as it came");
    stream.complete().await.unwrap_err()
}

async fn whole(client: &Client, judge: &Client) -> Error {
    let judge = judge.clone();
    let guest = Guest::extract(client, "Who?").max_retries(2);
    let guest = guest.check_async(move |guest| ask_judge(judge.clone(), guest.name.clone()));
    guest.await.unwrap_err()
}

#[tokio::test]
async fn a_model_that_is_not_reached_ends_the_request() {
    let (server, client) = serve([GOOD, GOOD].map(Answer::text)).await;
    let judge = nobody();
    for error in [whole(&client, &judge).await, grown(&client, &judge).await] {
        assert_eq!(error.kind(), ErrorKind::Connection);
        let message = error.to_string();
        assert!(
            message.starts_with("a check could not be made: the server was not reached"),
            "{message}"
        );
        assert!(error.is_retryable() && error.problems().is_empty());
        // What the answer was is there all the same.
        assert_eq!(error.partial_json(), Some(GOOD));
        assert_eq!(error.partial::<PartialGuest>().unwrap().age, Some(25));
        assert_eq!(error.response().unwrap().text, GOOD);
        assert_eq!(error.attempts().len(), 1);
    }
    assert_eq!(asked(&server), 2, "nobody is asked again");

    let (_server, client) = serve(Answer::text(GOOD)).await;
    let error = whole(&client, &judge).await;
    assert!(error.source().unwrap().is::<reqwest::Error>());
}

/// What is said of the judge's answer is not said of the guest.
#[tokio::test]
async fn what_is_wrong_with_the_answer_of_another_model_is_not_told_to_the_first() {
    for (answer, message) in [
        ("[]", "a check could not be made: "),
        (
            "{\"value\": 1}",
            "a check could not be made: expected a bool",
        ),
    ] {
        let (server, client) = serve(Answer::text(GOOD)).await;
        let (_judging, judge) = serve(Answer::text(answer)).await;
        for error in [whole(&client, &judge).await, grown(&client, &judge).await] {
            assert_eq!(error.kind(), ErrorKind::Source, "{error}");
            assert!(error.to_string().starts_with(message), "{error}");
            assert_eq!(error.partial_json(), Some(GOOD));
            let judged: &Error = error.source().unwrap().downcast_ref().unwrap();
            assert_eq!(judged.kind(), ErrorKind::Type);
            assert_eq!(judged.partial_json(), Some(answer));
        }
        assert_eq!(asked(&server), 2);
    }
    let (_server, client) = serve(Answer::text(GOOD)).await;
    let (_judging, judge) = serve(Answer::status(403, "{}")).await;
    let error = whole(&client, &judge).await;
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Status, Some(403))
    );
}

/// The same check tells what is wrong with the value.
#[tokio::test]
async fn one_check_can_do_both() {
    const YOUNG: &str = r#"{"name":"Bo","age":7,"town":"Lima"}"#;
    let (server, client) = serve([YOUNG, GOOD].map(Answer::text)).await;
    let (_judging, judge) = serve(Answer::text("{\"value\": true}")).await;
    let guest = Guest::extract(&client, "Who?").max_retries(2);
    let guest = guest.check_async(move |guest| ask_judge(judge.clone(), guest.name.clone()));
    assert_eq!(guest.await.unwrap(), ana());
    assert_eq!(last_told(&server), told("nobody is called Bo"));
}

#[tokio::test]
async fn an_error_of_any_type_does_it() {
    let (server, client) = serve([GOOD, GOOD].map(Answer::text)).await;
    let wrong = |_: &Guest| Err::<(), _>("wrong as well");
    let guest = Guest::extract(&client, "Who?").max_retries(2);
    let whole = guest.check(wrong).check(|_| is_down()).await.unwrap_err();
    let stream = Guest::stream_partial(&client, "Who?").max_retries(2);
    let stream = stream.check_async(|_| ready(is_down())).await.unwrap();
    for error in [whole, stream.complete().await.unwrap_err()] {
        assert_eq!(error.kind(), ErrorKind::Source);
        assert_eq!(
            error.to_string(),
            "a check could not be made: the database is down"
        );
    }
    assert_eq!(asked(&server), 2);
}

/// A type of the caller's own tells the two apart.
enum Fault {
    Down(io::Error),
    Young,
}

impl IntoProblems for Fault {
    fn into_problems(self) -> Result<Vec<Problem>> {
        match self {
            Fault::Down(error) => Err(Error::other(error)),
            Fault::Young => "too young".into_problems(),
        }
    }
}

#[tokio::test]
async fn a_type_of_ones_own_tells_the_two_apart() {
    let (_server, client) = serve(Answer::text(GOOD)).await;
    let young = Guest::extract(&client, "Who?").check(|_| Err(Fault::Young));
    assert_eq!(young.await.unwrap_err().kind(), ErrorKind::Invalid);
    let down =
        Guest::extract(&client, "Who?").check(|_| Err(Fault::Down(io::Error::other("down"))));
    let error = down.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Source);
    assert!(error.source().unwrap().is::<io::Error>());
}

/// A list ends there: what was held back comes first, and then why.
#[tokio::test]
async fn a_list_ends_with_the_element_that_could_not_be_checked() {
    let list = format!("[{GOOD},{OLD},{},{GOOD}]", GOOD.replace("Ana", "Cy"));
    for retries in [0, 2] {
        let (server, client) = serve(Answer::text(&*list)).await;
        let stream = Vec::<Guest>::stream_each(&client, "Who?").max_retries(retries);
        let stream = stream.check_async(|guest: &Guest| {
            ready(match &*guest.name {
                "Cy" => is_down(),
                _ => Ok(()),
            })
        });
        let mut stream = stream.await.unwrap();
        assert_eq!(stream.next().await.unwrap().unwrap(), ana());
        let old = stream.next().await.unwrap().unwrap_err();
        assert_eq!((stream.index(), old.kind()), (Some(1), ErrorKind::Invalid));
        let error = stream.next().await.unwrap().unwrap_err();
        assert_eq!((stream.index(), error.kind()), (Some(2), ErrorKind::Source));
        assert_eq!(
            error.to_string(),
            "a check could not be made: the database is down"
        );
        assert_eq!(error.path().unwrap().to_string(), "[2]");
        assert!(error.source().unwrap().is::<io::Error>());
        assert_eq!(error.attempts().len(), 1);
        assert!(stream.next().await.is_none());
        assert_eq!(asked(&server), 1);
    }
}

/// Those that were asked for once more, and have come by then, are not told of a second time.
#[tokio::test]
async fn a_list_that_is_asked_for_again_ends_too() {
    let first = format!("[{OLD},{OLD},{OLD},{GOOD}]");
    let (cy, bo) = (GOOD.replace("Ana", "Cy"), GOOD.replace("Ana", "Bo"));
    let second = format!("[{bo},{cy},{bo}]");
    let (server, client) = serve([first, second].map(Answer::text)).await;
    let stream = Vec::<Guest>::stream_each(&client, "Who?").max_retries(2);
    let stream = stream.check(|guest: &Guest| match &*guest.name {
        "Cy" => is_down(),
        _ => Ok(()),
    });
    let mut stream = stream.await.unwrap();
    let mut came = Vec::new();
    while let Some(guest) = stream.next().await {
        let guest = guest.map(|guest| guest.name).map_err(|error| error.kind());
        came.push((stream.index().unwrap(), guest));
    }
    let expected = [
        (3, Ok("Ana".to_owned())),
        (0, Ok("Bo".to_owned())),
        (2, Err(ErrorKind::Invalid)),
        (1, Err(ErrorKind::Source)),
    ];
    assert_eq!(came, expected);
    assert_eq!(asked(&server), 2);
}

/// A validator of a type, or of a field, ends it as well.
mod validators {
    use super::*;

    #[derive(Extract, Debug, PartialEq)]
    struct Room {
        #[extract(validate = known)]
        room: u16,
    }

    #[derive(Extract, Debug, PartialEq)]
    #[extract(validate = free)]
    struct Hall {
        hall: u16,
    }

    fn known(room: &u16) -> Result<()> {
        match room {
            7 => is_down(),
            _ => Ok(()),
        }
    }

    fn free(hall: &Hall) -> Result<()> {
        known(&hall.hall)
    }

    async fn ends<T: Extract + std::fmt::Debug>(answer: &str) {
        let (server, client) = serve([answer, answer].map(Answer::text)).await;
        let whole = T::extract(&client, "Which?").max_retries(2).await;
        let stream = T::stream_partial(&client, "Which?").max_retries(2).await;
        let grown = stream.unwrap().complete().await;
        for error in [whole.unwrap_err(), grown.unwrap_err()] {
            assert_eq!(error.kind(), ErrorKind::Source);
            assert!(
                error
                    .to_string()
                    .starts_with("a check could not be made: the database is down"),
                "{error}"
            );
        }
        assert_eq!(asked(&server), 2);
        let list = format!("[{answer},{answer}]");
        let (server, client) = serve(Answer::text(list)).await;
        let stream = Vec::<T>::stream_each(&client, "Which?").max_retries(2);
        let mut stream = stream.await.unwrap();
        let error = stream.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Source);
        assert!(stream.next().await.is_none());
        assert_eq!(asked(&server), 1);
    }

    #[tokio::test]
    async fn they_end_it_too() {
        ends::<Room>(r#"{"room": 7}"#).await;
        ends::<Hall>(r#"{"hall": 7}"#).await;
    }
}
