//! What hooks hear of a request, in its order, and what is traced of it.

use crate::{ANA, BO, DEAR, PartialUser, Prices, UNPRICED, User, ana, bo, builder, serve};
use instructor_core::{Element, Event, EventKind, Extract, Retries};
use instructor_openai::Client;
use instructor_openai::testing::{Answer, End, Script, Server};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What a hook has heard, one line each.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    fn hook(&self) -> impl Fn(&Event<'_>) + Send + Sync + use<> {
        let heard = self.0.clone();
        move |event| heard.lock().unwrap().push(line(event))
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

fn line(event: &Event<'_>) -> String {
    match &event.kind {
        EventKind::Request {
            provider,
            model,
            request,
            ..
        } => format!("{provider} {} is asked {}", model.unwrap(), request.name),
        EventKind::Retry { error, .. } => format!("again after {}", error.status().unwrap()),
        EventKind::FirstToken { .. } => "first token".to_owned(),
        EventKind::Snapshot(grown) => {
            let user = grown.partial::<PartialUser>().unwrap();
            let name = user.name.as_deref().unwrap_or_default();
            format!("{:?} {} {name}", grown.index, grown.closed)
        }
        EventKind::Response(response) => format!("response of {} bytes", response.text.len()),
        EventKind::Usage(usage) => format!("{} tokens", usage.total),
        EventKind::Problem(problem) => format!("problem {problem}"),
        EventKind::Error(error) => format!("error {:?}", error.kind()),
        _ => format!("{event:?}"),
    }
}

/// As `serve`, with a hook that hears of all that the client does.
async fn listen(script: impl Into<Script>) -> (Server, Client, Heard) {
    let server = Server::start(script).await.unwrap();
    let heard = Heard::default();
    let client = builder(&server).on(heard.hook()).build().unwrap();
    (server, client, heard)
}

/// In two pieces, the first of which ends in the name.
fn in_two(text: &str) -> Answer {
    let (head, tail) = text.split_at(text.find("\",\"age").unwrap());
    Answer::text(text)
        .deltas([head, tail])
        .pause(Duration::from_millis(50))
}

#[tokio::test]
async fn of_a_whole_answer() {
    let (_server, client, heard) = listen(Answer::text(ANA)).await;
    assert_eq!(User::extract(&client, "Who?").await.unwrap(), ana());
    let heard = heard.take();
    assert_eq!(
        heard[..2],
        [
            "openai gpt-test is asked User",
            &format!("response of {} bytes", ANA.len())
        ]
    );
    assert!(heard[2].ends_with(" tokens"), "{heard:?}");
    assert_eq!(heard.len(), 3);
}

#[tokio::test]
async fn of_a_growing_value() {
    let (_server, client, heard) = listen(in_two(BO)).await;
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    assert_eq!(stream.complete().await.unwrap(), bo());
    let heard = heard.take();
    assert_eq!(
        heard[..5],
        [
            "openai gpt-test is asked User",
            "first token",
            "None false Bo",
            "None true Bo",
            &format!("response of {} bytes", BO.len()),
        ]
    );
    assert!(heard[5].ends_with(" tokens"), "{heard:?}");
    assert_eq!(heard.len(), 6);
}

/// The end of the answer is in the same read as the end of its value, or in another: it is told behind it.
#[tokio::test]
async fn of_an_answer_that_comes_at_once() {
    for pieces in [7, 1 << 20] {
        let (_server, client, heard) = listen(Answer::text(BO).pieces_of(pieces)).await;
        let mut stream = User::stream_partial(&client, "Who?").await.unwrap();
        while let Some(snapshot) = stream.next().await {
            snapshot.unwrap();
        }
        let heard = heard.take();
        let [.., last, response, usage] = &heard[..] else {
            panic!("{heard:?}");
        };
        assert_eq!(last, "None true Bo");
        assert!(response.starts_with("response"), "{heard:?}");
        assert!(usage.ends_with("tokens"), "{heard:?}");
    }
}

#[tokio::test]
async fn of_elements() {
    let list = format!("[{BO}, {ANA}]");
    let (_server, client, heard) = listen(Answer::text(&list)).await;
    let mut users = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
    assert_eq!(users.next().await.unwrap().unwrap(), bo());
    assert_eq!(users.next().await.unwrap().unwrap(), ana());
    assert!(users.next().await.is_none());
    let heard = heard.take();
    assert_eq!(
        heard[..4],
        [
            "openai gpt-test is asked UserList",
            "first token",
            "Some(0) true Bo",
            "Some(1) true Ana Núñez 🦀",
        ]
    );
    assert!(heard[4].starts_with("response"), "{heard:?}");
    assert!(heard[5].ends_with("tokens"), "{heard:?}");
    assert_eq!(heard.len(), 6);
}

#[tokio::test]
async fn of_elements_that_grow() {
    let list = format!("[{BO}]");
    let texts = Arc::new(Mutex::new(Vec::new()));
    let (_server, client, heard) = listen(in_two(&list)).await;
    let seen = texts.clone();
    let users = Vec::<User>::stream_each(&client, "Who?").on(move |event| {
        if let EventKind::Snapshot(grown) = &event.kind {
            seen.lock().unwrap().push(grown.text().to_owned());
        }
    });
    let mut users = users.await.unwrap().growing();
    let mut closed = 0;
    while let Some(element) = users.next().await {
        closed += usize::from(matches!(element.unwrap(), Element::Closed(_)));
    }
    assert_eq!(closed, 1);
    assert_eq!(heard.take()[2..4], ["Some(0) false Bo", "Some(0) true Bo"]);
    assert_eq!(*texts.lock().unwrap(), [r#"{"name":"Bo"#, BO]);
}

#[tokio::test]
async fn of_an_element_that_lacks_a_field() {
    let list = format!(r#"[{{"name":"Bo"}}, {ANA}]"#);
    let (_server, client, heard) = listen(Answer::text(list)).await;
    let mut users = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
    users.next().await.unwrap().unwrap_err();
    users.next().await.unwrap().unwrap();
    assert!(users.next().await.is_none());
    assert_eq!(
        heard.take()[2..6],
        [
            "Some(0) true Bo",
            "problem [0].age: missing",
            "error Missing",
            "Some(1) true Ana Núñez 🦀",
        ]
    );
}

#[tokio::test]
async fn of_a_value_that_does_not_fit() {
    let bad = r#"{"name":"Bo","age":700,"role":null}"#;
    let problem = "problem age: 700 is out of range for u8";
    let (_server, client, heard) = listen([in_two(bad), Answer::text(bad)]).await;
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    stream.complete().await.unwrap_err();
    // The model was not let finish.
    assert_eq!(
        heard.take()[1..],
        ["first token", "None false Bo", problem, "error Type"]
    );
    User::extract(&client, "Who?").await.unwrap_err();
    let heard = heard.take();
    assert!(heard[1].starts_with("response"), "{heard:?}");
    assert_eq!(heard[3..], [problem, "error Type"]);
}

#[tokio::test]
async fn of_a_value_that_lacks_a_field() {
    let (_server, client, heard) = listen(Answer::text(r#"{"name":"Bo"}"#)).await;
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    stream.complete().await.unwrap_err();
    let heard = heard.take();
    let [.., usage, problem, error] = &heard[..] else {
        panic!("{heard:?}");
    };
    assert!(usage.ends_with("tokens"), "{heard:?}");
    assert_eq!(problem, "problem age: missing");
    assert_eq!(error, "error Missing");
}

#[tokio::test]
async fn of_an_error_status() {
    let server = Server::start([
        Answer::status(503, "{}"),
        Answer::status(401, "{}"),
        Answer::status(401, "{}"),
    ])
    .await
    .unwrap();
    let heard = Heard::default();
    let mut retries = Retries::default();
    retries.first = Duration::from_millis(1);
    let client = builder(&server).retries(retries).on(heard.hook());
    let client = client.build().unwrap();
    User::extract(&client, "Who?").await.unwrap_err();
    let asked = "openai gpt-test is asked User";
    assert_eq!(heard.take(), [asked, "again after 503", "error Status"]);
    User::stream_partial(&client, "Who?").await.unwrap_err();
    assert_eq!(heard.take(), [asked, "error Status"]);
}

#[tokio::test]
async fn of_a_request_that_cannot_be_made() {
    let (_server, client, heard) = listen(Answer::text(ANA)).await;
    let ask = User::extract(&client, "Who?").body("stream", true);
    ask.await.unwrap_err();
    assert_eq!(heard.take(), ["error Request"]);
}

#[tokio::test]
async fn of_a_stream_that_is_cut() {
    for (end, kind) in [(End::Cut, "Connection"), (End::Stop, "Incomplete")] {
        let half = r#"{"name":"Bo","age":7"#;
        let (_server, client, heard) = listen(in_two(half).end(end)).await;
        let mut stream = User::stream_partial(&client, "Who?").await.unwrap();
        while let Some(Ok(_)) = stream.next().await {}
        // It is told once, though it is given twice.
        stream.complete().await.unwrap_err();
        assert_eq!(
            heard.take()[1..],
            [
                "first token",
                "None false Bo",
                "None false Bo",
                &format!("response of {} bytes", half.len()),
                &format!("error {kind}"),
            ]
        );
    }
}

/// A client's hooks come before those of a request, each in the order in which they were added.
#[tokio::test]
async fn several_hooks() {
    let (server, _) = serve(Answer::text(ANA)).await;
    let order = Arc::new(Mutex::new(Vec::new()));
    let hook = |n| {
        let order = order.clone();
        move |event: &Event<'_>| {
            if let EventKind::Request { .. } = event.kind {
                order.lock().unwrap().push(n);
            }
        }
    };
    let client = builder(&server).on(hook(1)).on(hook(2)).build().unwrap();
    let ask = User::extract(&client, "Who?").on(hook(3)).on(hook(4));
    ask.await.unwrap();
    assert_eq!(*order.lock().unwrap(), [1, 2, 3, 4]);
}

#[tokio::test]
async fn calls_that_run_at_the_same_time_are_told_apart() {
    let server = Server::start([in_two(BO), in_two(BO)]).await.unwrap();
    let calls = Arc::new(Mutex::new(Vec::new()));
    let seen = calls.clone();
    let client = builder(&server).on(move |event| {
        assert_eq!(event.attempt, 1);
        seen.lock().unwrap().push(event.call);
    });
    let client = client.build().unwrap();
    let (one, two) = tokio::join!(
        User::extract(&client, "Who?"),
        User::extract(&client, "Who?"),
    );
    assert_eq!(one.unwrap(), two.unwrap());
    let mut calls = calls.lock().unwrap().clone();
    calls.sort_unstable();
    assert_eq!(calls.len(), 6);
    assert_eq!(calls[0], calls[2]);
    assert_eq!(calls[3], calls[5]);
    assert_ne!(calls[0], calls[3]);
}

/// Neither what is said nor the key.
#[tokio::test]
async fn the_debug_of_an_event_has_no_content() {
    let answers = [
        in_two(BO),
        Answer::text(r#"{"name":"Bo","age":"Bo"}"#),
        Answer::status(401, r#"{"error":{"message":"Bo"}}"#),
        Answer::text(DEAR),
        Answer::text(UNPRICED),
    ];
    let server = Server::start(answers).await.unwrap();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let events = seen.clone();
    let client =
        builder(&server).on(move |event| events.lock().unwrap().push(format!("{event:?}")));
    let client = client.build().unwrap();
    for _ in 0..3 {
        if let Ok(stream) = User::stream_partial(&client, "What of Bo?").await {
            let _ = stream.complete().await;
        }
    }
    let mut seen = std::mem::take(&mut *seen.lock().unwrap());
    assert!(seen.len() > 10, "{seen:#?}");
    for _ in 0..2 {
        let error = Prices::extract(&client, "What of Bo?").await.unwrap_err();
        seen.push(format!("{:?}", error.attempts()));
    }
    for shown in &seen {
        assert!(!shown.contains("Bo") && !shown.contains("sk-"), "{shown}");
        assert!(!shown.contains("54321"), "{shown}");
    }
    for shown in &seen[seen.len() - 2..] {
        assert!(shown.contains("path: `by_name[…].euros`"), "{shown}");
    }
}

/// What is told of an answer that goes back, by both verbs for one value.
#[tokio::test]
async fn of_another_try() {
    let bad = r#"{"name":"Bo","age":700,"role":null}"#;
    let attempts = Arc::new(Mutex::new(Vec::new()));
    let seen = attempts.clone();
    let server = Server::start([bad, BO, bad, BO, bad, bad].map(Answer::text));
    let server = server.await.unwrap();
    let client = builder(&server).on(move |event| {
        let what = match &event.kind {
            EventKind::Request { .. } => "request",
            EventKind::Response(_) => "response",
            EventKind::Problem(_) => "problem",
            EventKind::Reask { problems } if problems.len() == 1 => "reask",
            EventKind::Error(_) => "error",
            _ => return,
        };
        seen.lock().unwrap().push((event.attempt, what));
    });
    let client = client.build().unwrap();
    let take = || std::mem::take(&mut *attempts.lock().unwrap());
    let last = [(2, "request"), (2, "response")];

    let asked = User::extract(&client, "Who?").max_retries(1).await;
    assert_eq!(asked.unwrap(), bo());
    let whole = [
        (1, "request"),
        (1, "response"),
        (1, "problem"),
        (1, "reask"),
    ];
    assert_eq!(take(), [&whole[..], &last].concat());

    let stream = User::stream_partial(&client, "Who?").max_retries(1).await;
    assert_eq!(stream.unwrap().complete().await.unwrap(), bo());
    let streamed = [(1, "request"), (1, "problem"), (1, "reask")];
    assert_eq!(take(), [&streamed[..], &last].concat());

    let asked = User::extract(&client, "Who?").max_retries(1).await;
    asked.unwrap_err();
    let failed = [(2, "problem"), (2, "error")];
    assert_eq!(take(), [&whole[..], &last, &failed].concat());
}

#[tokio::test]
async fn of_another_try_for_an_element() {
    let bad = format!(r#"[{{"name":"Bo","age":700,"role":null}}, {ANA}]"#);
    let answers = [bad, format!("[{BO}]")].map(Answer::text);
    let (_server, client, heard) = listen(answers).await;
    let users = Vec::<User>::stream_each(&client, "Who?").max_retries(1);
    let mut users = users.await.unwrap();
    let mut came = Vec::new();
    while let Some(user) = users.next().await {
        came.push(user.unwrap());
    }
    assert_eq!(came, [ana(), bo()]);
    let heard = heard.take();
    let told: Vec<_> = heard
        .iter()
        .filter(|line| {
            line.starts_with("problem") || line.starts_with("Some(") || line.contains("Reask")
        })
        .collect();
    assert_eq!(
        told[0], "problem [0].age: 700 is out of range for u8",
        "{heard:#?}"
    );
    assert_eq!(told[1], "Some(1) true Ana Núñez 🦀", "{heard:#?}");
    assert!(
        told[2].contains("attempt: 1, kind: Reask { problems: 1 }"),
        "{heard:#?}"
    );
    assert_eq!(told[3], "Some(0) true Bo", "{heard:#?}");
    assert_eq!(told.len(), 4, "{heard:#?}");
}
