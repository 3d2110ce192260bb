//! Growth over the network: what has arrived shows before the server has sent the rest.

use crate::{ANA, BO, PartialUser, Role, User, ana, bo, serve};
use futures_util::{StreamExt, TryStreamExt};
use instructor_core::{Element, Extract, Snapshot};
use instructor_openai::testing::{Answer, End};
use std::time::Duration;
use tokio::time::timeout;

const SOON: Duration = Duration::from_secs(10);

/// The server falls silent after each delta in turn: what shows then has waited for no more.
#[tokio::test]
async fn what_has_arrived_shows_though_nothing_follows() {
    let deltas = [
        r#"{"na"#,
        r#"me":"An"#,
        r#"a","age":4"#,
        r#"1,"role":"Adm"#,
        r#"in""#,
        r#"}"#,
    ];
    let shown = [
        (PartialUser::default(), ""),
        (user(Some("An"), None, None), "name"),
        (user(Some("Ana"), None, None), "age"),
        (user(Some("Ana"), Some(41), None), "role"),
        (user(Some("Ana"), Some(41), Some(Some(Role::Admin))), ""),
        (user(Some("Ana"), Some(41), Some(Some(Role::Admin))), ""),
    ];
    for (sent, (partial, path)) in (1..).zip(shown) {
        let answer = Answer::text("").deltas(&deltas[..sent]).end(End::Never);
        let (_server, client) = serve(answer).await;
        let mut stream = User::stream_partial(&client, "Who?").await.unwrap();
        let is_whole = sent == deltas.len();
        let snapshot = loop {
            let snapshot = timeout(SOON, stream.next()).await.unwrap();
            let snapshot = snapshot.unwrap().unwrap();
            // Reads may hold several deltas, so there may be fewer snapshots, but the last has it all.
            if *snapshot == partial && snapshot.is_closed() == is_whole {
                break snapshot;
            }
            assert!(!snapshot.is_closed(), "{sent} deltas: {snapshot:?}");
        };
        assert_eq!(snapshot.path().to_string(), path, "{sent} deltas");
        assert_eq!(snapshot.attempt(), 1);
        assert_eq!(
            snapshot.progress(),
            ([0, 0, 1, 2, 3, 3][sent - 1], 3),
            "{sent} deltas"
        );
    }
}

#[tokio::test]
async fn an_element_is_handed_out_though_nothing_follows() {
    for wrapper in ["", r#"{"items":"#] {
        let texts = [
            format!("{wrapper}[{ANA}"),
            format!("{wrapper}[{ANA},"),
            format!(r#"{wrapper}[{ANA},{{"name":"B"#),
        ];
        for text in texts {
            let (_server, client) = serve(Answer::text(&text).end(End::Never)).await;
            let mut users = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
            let first = timeout(SOON, users.next()).await.unwrap();
            assert_eq!(first.unwrap().unwrap(), ana(), "{text}");
            let second = timeout(Duration::from_millis(50), users.next()).await;
            assert!(second.is_err(), "{text}: {second:?}");
        }
    }
}

#[tokio::test]
async fn snapshots_and_elements_come_while_the_server_is_still_writing() {
    let pause = Duration::from_millis(15);
    let text = format!("[{ANA},{BO},{ANA}]");
    let (server, client) = serve(Answer::text(&text).pause(pause)).await;
    let deltas = text.chars().count().div_ceil(4);

    let mut users = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
    let mut at_each = Vec::new();
    while let Some(user) = users.next().await {
        user.unwrap();
        at_each.push(server.deltas_sent());
    }
    // The deltas that the first elements need are 12 and 20 of 32.
    assert_eq!(at_each.len(), 3);
    assert!(at_each[0] < 20 && at_each[1] < deltas, "{at_each:?}");

    let before = server.deltas_sent();
    let mut stream = Vec::<User>::stream_partial(&client, "Who?").await.unwrap();
    let first = stream.next().await.unwrap().unwrap();
    assert!(!first.is_closed());
    assert!(server.deltas_sent() - before < deltas / 2, "{first:?}");
    assert_eq!(stream.complete().await.unwrap().len(), 3);
}

#[tokio::test]
async fn snapshots_grow_and_the_last_is_whole() {
    let answer = Answer::text(ANA)
        .deltas_of(1)
        .pause(Duration::from_millis(1));
    let (_server, client) = serve(answer).await;
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    // All of them are kept: none may change after it was handed out.
    let snapshots: Vec<Snapshot<PartialUser>> = stream.try_collect().await.unwrap();
    assert!(snapshots.len() > 5, "{}", snapshots.len());

    for pair in snapshots.windows(2) {
        let name = |user: &PartialUser| user.name.clone().unwrap_or_default();
        assert!(name(&pair[1]).starts_with(&name(&pair[0])));
        assert!(pair[0].progress() <= pair[1].progress());
        assert!(!pair[0].is_closed());
        // A number shows whole or not at all.
        assert!(matches!(pair[0].age, None | Some(41)));
    }
    let last = snapshots.last().unwrap();
    assert!(last.is_closed());
    assert_eq!(last.progress(), (3, 3));
    assert_eq!(
        **last,
        user(Some(&ana().name), Some(41), Some(Some(Role::Admin)))
    );
}

#[tokio::test]
async fn a_stream_completes_whenever_it_is_told_to() {
    let pause = Duration::from_millis(2);
    let (_server, client) = serve(Answer::text(ANA).pause(pause)).await;
    for read in [0, 1, 3, usize::MAX] {
        let mut stream = User::stream_partial(&client, "Who?").await.unwrap();
        let mut kept = Vec::new();
        while kept.len() < read {
            let Some(snapshot) = stream.next().await else {
                break;
            };
            kept.push(snapshot.unwrap());
        }
        if read == usize::MAX {
            assert!(stream.next().await.is_none(), "the end stays the end");
        }
        assert_eq!(stream.complete().await.unwrap(), ana(), "after {read}");
    }
}

#[tokio::test]
async fn the_element_in_progress_grows_too() {
    let pause = Duration::from_millis(2);
    let text = format!("[{ANA},{BO}]");
    let (_server, client) = serve(Answer::text(text).deltas_of(3).pause(pause)).await;
    let users = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
    let mut users = users.growing();

    let mut closed = Vec::new();
    let mut grown = [0, 0];
    while let Some(element) = users.next().await {
        match element.unwrap() {
            Element::Closed(user) => closed.push(user),
            Element::Growing(snapshot) => {
                let whole = [ana(), bo()][closed.len()].name.clone();
                let name = snapshot.name.clone().unwrap_or_default();
                assert!(whole.starts_with(&name), "{name} in element {closed:?}");
                grown[closed.len()] += 1;
            }
        }
    }
    assert_eq!(closed, [ana(), bo()]);
    assert!(grown[0] > 2 && grown[1] > 2, "{grown:?}");
}

#[tokio::test]
async fn an_empty_list_has_no_elements() {
    for text in ["[]", r#"{"items": [ ]}"#] {
        let (_server, client) = serve(Answer::text(text)).await;
        let users = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
        assert_eq!(users.count().await, 0, "{text}");
        let stream = Vec::<User>::stream_partial(&client, "Who?").await.unwrap();
        assert_eq!(stream.complete().await.unwrap(), [], "{text}");
    }
}

/// An element that lacks a field is an error with its path; those behind it are handed out.
#[tokio::test]
async fn a_bad_element_does_not_end_the_list() {
    let text = format!(r#"[{ANA},{{"name":"Cy"}},{BO}]"#);
    let (_server, client) = serve(Answer::text(text)).await;
    let users = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
    let users: Vec<_> = users.collect().await;
    assert_eq!(users.len(), 3);
    assert_eq!(users[0].as_ref().unwrap(), &ana());
    assert_eq!(
        users[1].as_ref().unwrap_err().to_string(),
        "missing `[1].age`"
    );
    assert_eq!(users[2].as_ref().unwrap(), &bo());
}

/// Requests, futures and streams own all they need: they can be spawned, and moved between threads.
#[tokio::test(flavor = "multi_thread")]
async fn everything_can_be_spawned() {
    let list = format!("[{ANA},{BO}]");
    let (_server, client) = serve([
        Answer::text(ANA),
        Answer::text(ANA),
        Answer::text(ANA),
        Answer::text(&list),
        Answer::text(&list),
    ])
    .await;

    let request = User::extract(&client, "Who?");
    let whole = tokio::spawn(async move { request.await });
    assert_eq!(whole.await.unwrap().unwrap(), ana());
    let whole = tokio::spawn(User::extract(client.clone(), "Who?").into_future());
    assert_eq!(whole.await.unwrap().unwrap(), ana());

    let growing = tokio::spawn(User::stream_partial(&client, "Who?").into_future());
    let mut growing = growing.await.unwrap().unwrap();
    let growing = tokio::spawn(async move {
        let snapshot = growing.next().await.unwrap().unwrap();
        let shown = tokio::spawn(async move { snapshot.name.is_some() });
        shown.await.unwrap();
        growing.complete().await
    });
    assert_eq!(growing.await.unwrap().unwrap(), ana());

    let each = tokio::spawn(Vec::<User>::stream_each(&client, "Who?").into_future());
    let each = each.await.unwrap().unwrap();
    let each = tokio::spawn(each.try_collect::<Vec<User>>());
    assert_eq!(each.await.unwrap().unwrap(), [ana(), bo()]);

    let each = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
    let closed = tokio::spawn(each.growing().try_fold(0, async |closed, element| {
        Ok(closed + usize::from(matches!(element, Element::Closed(_))))
    }));
    assert_eq!(closed.await.unwrap().unwrap(), 2);
}

fn user(name: Option<&str>, age: Option<u8>, role: Option<Option<Role>>) -> PartialUser {
    PartialUser {
        name: name.map(str::to_owned),
        age,
        role,
    }
}
