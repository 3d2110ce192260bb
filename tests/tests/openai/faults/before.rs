//! No answer comes.

use super::play::{Fault, Scene, fault, survived, whole};
use crate::{ANA, User};
use instructor_core::{ErrorKind, Timeout, Timeouts};
use instructor_openai::ClientBuilder;
use instructor_openai::testing::{Answer, End};
use std::time::Duration;

const SHORT: Duration = Duration::from_millis(200);
const PAUSE: Duration = Duration::from_millis(20);

pub(super) fn faults() -> Vec<Fault> {
    vec![
        fault(
            "nobody listens at the address",
            ErrorKind::Connection,
            Scene::Nobody,
        ),
        fault(
            "the base URL says `https`, and the server knows no TLS",
            ErrorKind::Connection,
            Scene::Tls,
        ),
        fault(
            "the server takes no connection",
            ErrorKind::Timeout(Timeout::Connect),
            Scene::Full,
        )
        .by_own_http()
        .set(|builder| with(builder, |timeouts| timeouts.connect = SHORT)),
        fault(
            "the server closes the connection without a word",
            ErrorKind::Connection,
            Answer::nothing(),
        ),
        fault(
            "it resets the connection",
            ErrorKind::Connection,
            Answer::nothing().end(End::Reset),
        ),
        fault(
            "what answers does not speak HTTP",
            ErrorKind::Connection,
            Scene::Bytes("220 mail.example ESMTP ready\r\n"),
        ),
        fault(
            "it is silent",
            ErrorKind::Timeout(Timeout::FirstEvent),
            Answer::nothing().end(End::Never),
        )
        .set(|builder| with(builder, |timeouts| timeouts.first_event = SHORT)),
        fault(
            "it is silent after its headers",
            ErrorKind::Timeout(Timeout::FirstEvent),
            Answer::raw("text/event-stream", "").end(End::Never),
        )
        .set(|builder| with(builder, |timeouts| timeouts.first_event = SHORT)),
        fault(
            "it is silent, and `extract` waits for all of the answer",
            ErrorKind::Timeout(Timeout::Whole),
            Answer::text(ANA).end(End::Never),
        )
        .asked(whole::<User>)
        .set(|builder| with(builder, |timeouts| timeouts.whole = SHORT)),
        fault(
            "it sends signs of life for ever",
            ErrorKind::Timeout(Timeout::Whole),
            Answer::text(ANA).keep_alives(usize::MAX).pause(PAUSE),
        )
        .set(|builder| with(builder, |timeouts| timeouts.whole = SHORT)),
        fault(
            "it is silent for longer than an injected `reqwest::Client` waits",
            ErrorKind::Timeout(Timeout::FirstEvent),
            Answer::nothing().end(End::Never),
        )
        .set(|builder| {
            let http = reqwest::Client::builder().timeout(SHORT).no_proxy();
            builder.http(http.build().unwrap())
        }),
        fault(
            "it redirects to another host",
            ErrorKind::Status,
            Answer::redirect(307, "https://elsewhere.example/v1/chat/completions?key=1"),
        )
        .by_own_http(),
        fault(
            "it redirects to another path, by a status that makes a `GET` of it",
            ErrorKind::Status,
            Answer::redirect(302, "/sign-in"),
        )
        .by_own_http(),
        fault(
            "it redirects in a circle",
            ErrorKind::Status,
            Answer::redirect(307, "/v1/chat/completions"),
        )
        .by_own_http(),
        survived(
            "it redirects to another path, by 307 or 308",
            [
                Answer::redirect(308, "/v1/eu/chat/completions"),
                Answer::text(ANA),
            ],
        )
        .by_own_http(),
        survived(
            "it sends signs of life first",
            Answer::text(ANA).keep_alives(3).pause(PAUSE),
        ),
    ]
}

/// With one limit set.
pub(super) fn with(builder: ClientBuilder, limit: fn(&mut Timeouts)) -> ClientBuilder {
    let mut timeouts = Timeouts::default();
    limit(&mut timeouts);
    builder.timeouts(timeouts)
}
