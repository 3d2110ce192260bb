//! Checks of a request: on the finished value, on each element, at once or in their own time.

use super::*;
use crate::serve;
use instructor_core::{ErrorKind, Problem};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Says two things of whoever is older than 20.
fn young(guest: &Guest) -> Result<(), Vec<Problem>> {
    if guest.age <= 20 {
        return Ok(());
    }
    Err(vec![
        Problem::new("age".parse().unwrap(), "nobody is that old"),
        Problem::new("name".parse().unwrap(), "too long for one so old"),
    ])
}

const YOUNG: &str = r#"{"name":"Bo","age":7,"town":"Lima"}"#;

#[tokio::test]
async fn what_a_check_finds_goes_back_all_together() {
    for is_streamed in [false, true] {
        let (server, client) = serve([Answer::text(GOOD), Answer::text(YOUNG)]).await;
        let not_ana = |guest: &Guest| match &*guest.name {
            "Ana" => Err("not Ana again"),
            _ => Ok(()),
        };
        let guest = match is_streamed {
            false => {
                let guest = Guest::extract(&client, "Who?").max_retries(1);
                guest.check(young).check(not_ana).await
            }
            true => {
                let stream = Guest::stream_partial(&client, "Who?").max_retries(1);
                let stream = stream.check(young).check(not_ana).await.unwrap();
                stream.complete().await
            }
        };
        assert_eq!(guest.unwrap(), guest_of_seven());
        assert_eq!(
            last_told(&server),
            told("age: nobody is that old\n- name: too long for one so old\n- not Ana again")
        );
    }
}

fn guest_of_seven() -> Guest {
    guest("Bo", 7)
}

#[tokio::test]
async fn without_tries_it_is_an_error() {
    let (server, client) = serve(Answer::text(GOOD)).await;
    let whole = Guest::extract(&client, "Who?").check(young).await;
    let stream = Guest::stream_partial(&client, "Who?").check(young).await;
    let mut stream = stream.unwrap();
    let mut last = None;
    while let Some(snapshot) = stream.next().await {
        last = Some(snapshot.unwrap());
    }
    assert!(last.unwrap().is_closed(), "the value shows as it came");
    let grown = stream.complete().await;
    for error in [whole.unwrap_err(), grown.unwrap_err()] {
        assert_eq!(error.kind(), ErrorKind::Invalid);
        assert_eq!(
            error.to_string(),
            "nobody is that old at `age`; too long for one so old at `name`"
        );
        assert_eq!(error.path().unwrap().to_string(), "age");
        assert_eq!(error.problems().len(), 2);
        assert_eq!(error.partial_json(), Some(GOOD));
        assert!(error.partial::<PartialGuest>().is_some());
        assert_eq!(error.attempts().len(), 1);
    }
    assert_eq!(asked(&server), 2);
}

#[tokio::test]
async fn a_check_may_take_its_time() {
    let is_known = |guest: &Guest| {
        let name = guest.name.clone();
        async move {
            tokio::time::sleep(Duration::from_millis(20)).await;
            match &*name {
                "Bo" => Ok(()),
                _ => Err(format!("nobody is called {name}")),
            }
        }
    };
    let (server, client) = serve([Answer::text(GOOD), Answer::text(YOUNG)]).await;
    let guest = Guest::extract(&client, "Who?").max_retries(1);
    assert_eq!(guest.check_async(is_known).await.unwrap(), guest_of_seven());
    assert_eq!(last_told(&server), told("nobody is called Ana"));

    let (server, client) = serve([Answer::text(GOOD), Answer::text(YOUNG)]).await;
    let stream = Guest::stream_partial(&client, "Who?").max_retries(1);
    let stream = stream.check_async(is_known).await.unwrap();
    assert_eq!(stream.complete().await.unwrap(), guest_of_seven());
    assert_eq!(last_told(&server), told("nobody is called Ana"));
}

/// Elements are checked side by side, and come in their order.
#[tokio::test]
async fn elements_are_checked_at_the_same_time() {
    static CHECKED: AtomicUsize = AtomicUsize::new(0);
    let list = format!("[{}]", [GOOD; 10].join(","));
    let (_server, client) = serve(Answer::text(list)).await;
    let stream = Vec::<Guest>::stream_each(&client, "Who?").check_async(|_: &Guest| {
        let number = CHECKED.fetch_add(1, Ordering::Relaxed);
        async move {
            // The first takes longest.
            let wait = u64::try_from(500_usize.saturating_sub(number * 50)).unwrap();
            tokio::time::sleep(Duration::from_millis(wait)).await;
            match number {
                3 => Err("the third is one too many"),
                _ => Ok(()),
            }
        }
    });
    let mut stream = stream.await.unwrap();
    let begun = std::time::Instant::now();
    let mut came = Vec::new();
    while let Some(guest) = stream.next().await {
        came.push((stream.index(), guest.map_err(|error| error.to_string())));
    }
    // One after the other they would take 2.75 s.
    assert!(
        begun.elapsed() < Duration::from_secs(2),
        "{:?}",
        begun.elapsed()
    );
    let indices: Vec<_> = came.iter().filter_map(|(index, _)| *index).collect();
    assert_eq!(indices, (0..10).collect::<Vec<_>>());
    for (index, guest) in came {
        match index {
            Some(3) => assert_eq!(guest.unwrap_err(), "the third is one too many at `[3]`"),
            _ => assert_eq!(guest.unwrap(), ana()),
        }
    }
}

/// As a validator that does so.
#[tokio::test]
async fn a_check_that_fails_without_a_word_fails_all_the_same() {
    let (server, client) = serve([GOOD, YOUNG, GOOD, YOUNG, GOOD].map(Answer::text)).await;
    let not_ana = |guest: &Guest| match &*guest.name {
        "Ana" => Err(Vec::<Problem>::new()),
        _ => Ok(()),
    };
    let guest = Guest::extract(&client, "Who?").max_retries(1);
    assert_eq!(guest.check(not_ana).await.unwrap(), guest_of_seven());
    assert_eq!(last_told(&server), told("not valid"));

    let guest = Guest::extract(&client, "Who?").max_retries(1);
    let guest = guest.check_async(move |guest: &Guest| std::future::ready(not_ana(guest)));
    assert_eq!(guest.await.unwrap(), guest_of_seven());
    assert_eq!(last_told(&server), told("not valid"));

    let stream = Guest::stream_partial(&client, "Who?").check(not_ana).await;
    let error = stream.unwrap().complete().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.to_string()),
        (ErrorKind::Invalid, "not valid".to_owned())
    );
}
