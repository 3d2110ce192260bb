//! Whoever looks away stops the server: what is dropped closes its connection within a tenth of a second, and who reads
//! slowly is written to slowly.

#![allow(
    clippy::async_yields_async,
    reason = "it is a request's future that is dropped"
)]

use crate::{ANA, User, builder, serve};
use instructor_core::{Element, ErrorKind, Extract, Retries};
use instructor_openai::Client;
use instructor_openai::testing::{Answer, End, Server};
use std::cell::RefCell;
use std::pin::Pin;
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio::time::{Instant, sleep, timeout};

/// In which a connection closes. It is the median of `TRIES` that counts: others work on the same machine.
const AT_ONCE: Duration = Duration::from_millis(100);
const TRIES: usize = 5;
const LONG: Duration = Duration::from_secs(20);

#[tokio::test]
async fn a_request_before_its_answer() {
    for answer in [
        Answer::text(ANA).first_pause(Duration::from_secs(60)),
        Answer::nothing().end(End::Never),
    ] {
        closes(answer.clone(), async |client, server| {
            asking(User::extract(client, "Who?"), server).await
        })
        .await;
        closes(answer.clone(), async |client, server| {
            asking(User::extract(client, "Who?").with_response(), server).await
        })
        .await;
        closes(answer.clone(), async |client, server| {
            asking(User::stream_partial(client, "Who?"), server).await
        })
        .await;
        closes(answer, async |client, server| {
            asking(Vec::<User>::stream_each(client, "Who?"), server).await
        })
        .await;
    }
}

#[tokio::test]
async fn a_request_within_its_answer() {
    for answer in [
        Answer::raw("application/json", r#"{"choices":["#).end(End::Never),
        Answer::raw("application/json", " ").end(End::Endless(" ".repeat(99))),
        Answer::text(ANA)
            .end(End::KeepAlive)
            .pause(Duration::from_millis(5)),
        // The body of an error is waited for as well.
        Answer::status(503, "busy").end(End::Never),
    ] {
        closes(answer, async |client, server| {
            let asking = asking(User::extract(client, "Who?"), server).await;
            sleep(Duration::from_millis(10)).await;
            asking
        })
        .await;
    }
}

#[tokio::test]
async fn a_stream_that_nobody_has_read() {
    let answer = Answer::text(ANA).end(End::Never);
    closes(answer.clone(), async |client, _| {
        User::stream_partial(client, "Who?").await.unwrap()
    })
    .await;
    closes(answer, async |client, _| {
        Vec::<User>::stream_each(client, "Who?").await.unwrap()
    })
    .await;
}

#[tokio::test]
async fn a_stream_within_its_answer() {
    let half = format!("[{ANA},{{");
    for end in [
        End::Never,
        End::Endless(format!(r#""name":"Bo"}},{ANA},{{"#)),
    ] {
        let answer = Answer::text(&half).end(end);
        closes(answer.clone(), async |client, _| {
            let stream = Vec::<User>::stream_partial(client, "Who?").await;
            let mut stream = stream.unwrap();
            stream.next().await.unwrap().unwrap();
            stream
        })
        .await;
        closes(answer.clone(), async |client, _| {
            let stream = Vec::<User>::stream_partial(client, "Who?").await;
            let mut changes = stream.unwrap().changes();
            changes.next().await.unwrap().unwrap();
            changes
        })
        .await;
        closes(answer.clone(), async |client, _| {
            let mut users = Vec::<User>::stream_each(client, "Who?").await.unwrap();
            users.next().await.unwrap().unwrap();
            users
        })
        .await;
        closes(answer, async |client, _| {
            let users = Vec::<User>::stream_each(client, "Who?").await.unwrap();
            let mut users = users.growing();
            let first = users.next().await.unwrap().unwrap();
            assert!(matches!(first, Element::Growing(_)));
            users
        })
        .await;
    }
}

/// It closed when it failed: whoever looks at the error, or holds the stream, pays no more.
#[tokio::test]
async fn an_error() {
    let (streams, others) = (RefCell::default(), RefCell::default());
    let (streams, others): (&RefCell<Vec<_>>, &RefCell<Vec<_>>) = (&streams, &others);
    let wrong = Answer::text(r#"[{"name":5,"#).end(End::Endless("x".to_owned()));
    closes(wrong.clone(), async |client, _| {
        let stream = Vec::<User>::stream_partial(client, "Who?").await;
        let mut stream = stream.unwrap();
        while let Some(Ok(_)) = stream.next().await {}
        streams.borrow_mut().push(stream);
    })
    .await;
    closes(wrong, async |client, _| {
        let mut users = Vec::<User>::stream_each(client, "Who?").await.unwrap();
        let error = users.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Type);
        others.borrow_mut().push((users, error));
    })
    .await;
}

/// The value is there, and the server goes on.
#[tokio::test]
async fn a_value_that_is_whole() {
    for end in [End::Never, End::Endless(" ".repeat(50))] {
        let answer = Answer::text(ANA).end(end);
        closes(answer.clone(), async |client, _| {
            let mut stream = User::stream_partial(client, "Who?").await.unwrap();
            while !stream.next().await.unwrap().unwrap().is_closed() {}
            stream
        })
        .await;
    }
    closes(
        Answer::text(ANA).end(End::Endless(" ".repeat(50))),
        async |client, _| {
            let stream = User::stream_partial(client, "Who?").await.unwrap();
            stream.complete().await.unwrap()
        },
    )
    .await;
    // Of an answer that has ended nothing is left to close, and its connection serves the next.
    let (server, client) = serve(Answer::text(ANA)).await;
    for _ in 0..TRIES {
        let stream = User::stream_partial(&client, "Who?").await.unwrap();
        stream.complete().await.unwrap();
        sleep(Duration::from_millis(20)).await;
        assert_eq!(server.open_connections(), 1);
    }
}

#[tokio::test]
async fn a_wait_before_the_next_try() {
    let server = Server::start(Answer::status(503, "")).await.unwrap();
    let mut retries = Retries::default();
    retries.first = Duration::from_millis(200);
    let client = builder(&server).retries(retries).build().unwrap();
    for _ in 0..3 {
        drop(asking(User::extract(&client, "Who?"), &server).await);
    }
    let asked = server.requests().len();
    sleep(2 * retries.first).await;
    assert_eq!(server.requests().len(), asked, "it is asked again");
}

#[tokio::test]
async fn a_connection_that_is_being_made() {
    // It accepts, and does not shake hands.
    let mute = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = Server::start(Answer::text(ANA)).await.unwrap();
    let base_url = format!("https://{}/v1", mute.local_addr().unwrap());
    let client = builder(&server).base_url(base_url).build().unwrap();
    let mut took = Vec::new();
    for _ in 0..TRIES {
        let mut asking = User::extract(&client, "Who?").into_future();
        let mut accepted = tokio::select! {
            value = &mut asking => panic!("{value:?}"),
            accepted = mute.accept() => accepted.unwrap().0,
        };
        let start = Instant::now();
        drop(asking);
        let mut hello = Vec::new();
        let read = timeout(LONG, accepted.read_to_end(&mut hello)).await;
        // Closed, or reset.
        let _ = read.unwrap();
        took.push(start.elapsed());
    }
    assert_at_once(took);
}

/// What nobody takes is not written: what lies between is the two sockets' buffers.
#[tokio::test]
async fn a_slow_consumer_slows_the_server() {
    const DELTA: usize = 128 << 10;
    const DELTAS: usize = 128;
    let long: String = "0123456789abcdef".repeat(DELTA / 16);
    let list = format!("[{}]", vec![format!("\"{long}\""); DELTAS].join(","));
    let answer = Answer::text(list).deltas_of(DELTA);

    let (server, client) = serve(answer.clone()).await;
    let mut strings = Vec::<String>::stream_each(&client, "Which?").await.unwrap();
    assert!(strings.next().await.unwrap().unwrap() == long);
    stalls(&server, DELTAS).await;
    let mut count = 1;
    while let Some(string) = strings.next().await {
        assert!(string.unwrap() == long);
        count += 1;
    }
    assert_eq!(count, DELTAS);

    // A connection of its own: the buffers of one that has carried much are larger.
    let (server, client) = serve(answer).await;
    let stream = Vec::<String>::stream_partial(&client, "Which?").await;
    let mut stream = stream.unwrap();
    stream.next().await.unwrap().unwrap();
    stalls(&server, DELTAS).await;
    let strings = stream.complete().await.unwrap();
    assert_eq!(strings.len(), DELTAS);
    assert!(strings.iter().all(|string| *string == long));
}

/// The server comes to a halt before it has sent so many deltas.
async fn stalls(server: &Server, all: usize) {
    let halted = async {
        let mut sent = server.deltas_sent();
        loop {
            sleep(Duration::from_millis(300)).await;
            match server.deltas_sent() {
                now if now == sent => break now,
                now => sent = now,
            }
        }
    };
    let sent = timeout(LONG, halted).await.unwrap();
    assert!(sent < all - 30, "{sent} of {all} deltas are on their way");
}

/// Drops what `begin` makes of a request, and waits for its connection to close.
async fn closes<B, D>(answer: Answer, begin: B)
where
    B: AsyncFn(&Client, &Server) -> D,
{
    let (server, client) = serve(answer.clone()).await;
    let mut took = Vec::new();
    for _ in 0..TRIES {
        let begun = timeout(LONG, begin(&client, &server)).await.unwrap();
        let start = Instant::now();
        drop(begun);
        let closed = timeout(LONG, server.closed()).await;
        assert!(closed.is_ok(), "{server:?}, {answer:?}");
        took.push(start.elapsed());
    }
    assert_at_once(took);
}

#[track_caller]
fn assert_at_once(mut took: Vec<Duration>) {
    took.sort();
    assert!(took[took.len() / 2] < AT_ONCE, "{took:?}");
}

/// The future of a request that the server has.
async fn asking<F: IntoFuture>(request: F, server: &Server) -> Pin<Box<F::IntoFuture>> {
    let asked = server.requests().len();
    let arrives = async {
        while server.requests().len() == asked {
            sleep(Duration::from_millis(1)).await;
        }
    };
    let mut asking = Box::pin(request.into_future());
    tokio::select! {
        _ = &mut asking => panic!("it is answered"),
        () = arrives => {}
    }
    asking
}
