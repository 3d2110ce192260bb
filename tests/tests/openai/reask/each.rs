//! Elements that are no good: skipped, asked for once more, or the end of it.

use super::*;
use crate::serve;
use instructor_core::{Element, ErrorKind, Mode};
use instructor_openai::Client;

fn element(name: &str, age: u16) -> String {
    format!(r#"{{"name":"{name}","age":{age},"town":"Lima"}}"#)
}

fn list(elements: &[String]) -> Answer {
    Answer::text(format!(r#"{{"items":[{}]}}"#, elements.join(",")))
}

/// Ana is too old, Cy has no town.
fn two_bad() -> Answer {
    let no_town = r#"{"name":"Cy","age":3}"#.to_owned();
    list(&[
        element("Ana", 250),
        element("Bo", 7),
        no_town,
        element("Di", 4),
    ])
}

/// What comes, with its index: a name and an age, or an error.
async fn come(client: &Client, retries: u32) -> Vec<(Option<usize>, String)> {
    let stream = Vec::<Guest>::stream_each(client, "Who?").max_retries(retries);
    let mut stream = stream.await.unwrap();
    let mut came = Vec::new();
    while let Some(guest) = stream.next().await {
        let told = match guest {
            Ok(guest) => format!("{} {}", guest.name, guest.age),
            Err(error) => error.to_string(),
        };
        came.push((stream.index(), told));
    }
    came
}

fn said(elements: &[(usize, &str)]) -> Vec<(Option<usize>, String)> {
    let said = elements
        .iter()
        .map(|(index, told)| (Some(*index), (*told).to_owned()));
    said.collect()
}

#[tokio::test]
async fn a_bad_element_does_not_cost_the_rest() {
    for answer in [two_bad(), two_bad().deltas_of(1), two_bad().deltas_of(1000)] {
        let (server, client) = serve(answer).await;
        assert_eq!(
            come(&client, 0).await,
            said(&[
                (
                    0,
                    "250 is more than the maximum of 150 at `[0].age`, byte 33"
                ),
                (1, "Bo 7"),
                (2, "missing `[2].town`"),
                (3, "Di 4"),
            ])
        );
        assert_eq!(asked(&server), 1);
    }
}

#[tokio::test]
async fn its_error_has_its_text() {
    let (_server, client) = serve(two_bad()).await;
    let mut stream = Vec::<Guest>::stream_each(&client, "Who?").await.unwrap();
    let old = stream.next().await.unwrap().unwrap_err();
    assert_eq!(old.kind(), ErrorKind::Invalid);
    assert_eq!(old.partial_json(), Some(&*element("Ana", 250)));
    assert_eq!(old.problems()[0].to_string(), format!("[0].age: {TOO_OLD}"));
    let shown: &PartialGuest = old.partial().unwrap();
    assert_eq!(shown.name.as_deref(), Some("Ana"));
}

#[tokio::test]
async fn or_it_ends_the_stream() {
    let (_server, client) = serve(two_bad()).await;
    let asked = Vec::<Guest>::stream_each(&client, "Who?").fail_fast();
    let mut stream = asked.await.unwrap();
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.path().unwrap().to_string(), "[0].age");
    assert!(stream.next().await.is_none());

    // One that lacks a field is seen when it closes.
    let missing = [
        element("Bo", 7),
        r#"{"name":"Cy"}"#.to_owned(),
        element("Di", 4),
    ];
    let (server, client) = serve(list(&missing)).await;
    let stream = Vec::<Guest>::stream_each(&client, "Who?").await.unwrap();
    let mut stream = stream.fail_fast();
    assert_eq!(stream.next().await.unwrap().unwrap().name, "Bo");
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Missing);
    assert!(stream.next().await.is_none());
    server.closed().await;
}

/// Those that are no good are asked for when the list has closed, and come behind the others.
#[tokio::test]
async fn bad_elements_are_replaced() {
    let replaced = list(&[element("Ana", 25), element("Cy", 3)]);
    let (server, client) = serve([two_bad(), replaced]).await;
    assert_eq!(
        come(&client, 1).await,
        said(&[(1, "Bo 7"), (3, "Di 4"), (0, "Ana 25"), (2, "Cy 3")])
    );
    assert_eq!(
        last_told(&server),
        "The answer was not accepted:\n\
         - [0].age: 250 is more than the maximum of 150\n\
         - [2].town: missing\n\
         \n\
         All other elements, counted from 0, were accepted. Answer again, in the same form, with a list of elements \
         0 and 2, in this order, corrected, and no others."
    );
    let said = &messages(&server.requests()[1])[1];
    assert!(
        said["content"]
            .as_str()
            .unwrap()
            .ends_with("\"Di\",\"age\":4,\"town\":\"Lima\"}]}")
    );
}

/// A model that sends all of the list again is understood.
#[tokio::test]
async fn replacements_may_come_with_the_others() {
    let all = [
        element("Ana", 25),
        element("Bo", 8),
        element("Cy", 3),
        element("Di", 5),
    ];
    let (_server, client) = serve([two_bad(), list(&all)]).await;
    assert_eq!(
        come(&client, 1).await,
        said(&[(1, "Bo 7"), (3, "Di 4"), (0, "Ana 25"), (2, "Cy 3")])
    );
}

#[tokio::test]
async fn replacements_may_be_bad_as_well() {
    let once = list(&[element("Ana", 251), element("Cy", 3)]);
    let twice = list(&[element("Ana", 252)]);
    let (server, client) = serve([two_bad(), once, twice]).await;
    assert_eq!(
        come(&client, 2).await,
        said(&[
            (1, "Bo 7"),
            (3, "Di 4"),
            (2, "Cy 3"),
            (
                0,
                "252 is more than the maximum of 150 at `[0].age`, byte 33 (at attempt 3)"
            ),
        ])
    );
    let told = last_told(&server);
    assert!(told.contains("[0].age: 251 is"), "{told}");
    assert!(
        told.contains("a list of element 0, corrected, and no others"),
        "{told}"
    );
    assert_eq!(asked(&server), 3);
}

/// How many come does not fit: nobody knows which they are.
#[tokio::test]
async fn replacements_that_do_not_fit_are_not_taken() {
    let three = list(&[element("X", 1), element("Y", 2), element("Z", 3)]);
    let (_server, client) = serve([two_bad(), three]).await;
    assert_eq!(
        come(&client, 1).await,
        said(&[
            (1, "Bo 7"),
            (3, "Di 4"),
            (
                0,
                "250 is more than the maximum of 150 at `[0].age`, byte 33 (tried 2 times)"
            ),
            (2, "missing `[2].town` (tried 2 times)"),
        ])
    );
}

/// Where the list itself breaks, what was not there yet is asked for too.
#[tokio::test]
async fn a_list_that_breaks_is_gone_on_with() {
    let broken = Answer::text(format!(
        r#"{{"items":[{},{},{{"name":"Cy" oops"#,
        element("Ana", 250),
        element("Bo", 7)
    ));
    let rest = list(&[element("Ana", 25), element("Cy", 3), element("Di", 4)]);
    let (server, client) = serve([broken, rest]).await;
    assert_eq!(
        come(&client, 1).await,
        said(&[(1, "Bo 7"), (0, "Ana 25"), (2, "Cy 3"), (3, "Di 4")])
    );
    let told = last_told(&server);
    assert!(
        told.contains("- [2]: expected `,` or `}`, found `o`"),
        "{told}"
    );
    assert!(
        told.ends_with(
            "All other elements before number 2, counted from 0, were accepted. Answer again, in the same form, with \
             a list of element 0, corrected, and then of those from element 2 on, and no others."
        ),
        "{told}"
    );
}

#[tokio::test]
async fn the_next_attempt_may_fail_on_its_way() {
    let (_server, client) = serve([two_bad(), Answer::status(500, "{}")]).await;
    let came = come(&client, 1).await;
    let indices: Vec<_> = came.iter().map(|(index, _)| *index).collect();
    assert_eq!(indices, [Some(1), Some(3), Some(0), Some(2), None]);
    assert!(came[4].1.ends_with(" (at attempt 2)"), "{}", came[4].1);
}

#[tokio::test]
async fn elements_that_grow_are_replaced_as_well() {
    let replaced = list(&[element("Ana", 25), element("Cy", 3)]);
    for mode in [Mode::JsonSchema, Mode::Tools] {
        let (_server, client) = serve([two_bad(), replaced.clone()]).await;
        let asked = Vec::<Guest>::stream_each(&client, "Who?").max_retries(1);
        let mut stream = asked.mode(mode).await.unwrap().growing();
        let (mut closed, mut attempts) = (Vec::new(), Vec::new());
        while let Some(element) = stream.next().await {
            match element.unwrap() {
                Element::Growing(snapshot) => attempts.push(snapshot.attempt()),
                Element::Closed(guest) => closed.push((stream.index(), guest.name)),
            }
        }
        let names = ["Bo", "Di", "Ana", "Cy"].map(str::to_owned);
        assert!(closed.iter().map(|(_, name)| name).eq(&names), "{closed:?}");
        attempts.dedup();
        assert_eq!(attempts, [1, 2], "{mode:?}");
    }
}
