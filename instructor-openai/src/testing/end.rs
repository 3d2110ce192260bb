//! How an answer ends.

/// How an answer ends.
///
/// [`Whole`](End::Whole), [`Length`](End::Length) and [`ContentFilter`](End::ContentFilter) are
/// what OpenAI does; the others are what goes wrong on the way. [`NoMarker`](End::NoMarker) and
/// [`Stop`](End::Stop) are about event streams: an answer that is one JSON body is whole with
/// them.
///
/// ```
/// use std::time::Duration;
/// use instructor_openai::testing::{Answer, End};
///
/// // The model fills its answer with blanks, as some do in JSON mode.
/// let blanks = Answer::text("{").end(End::Endless("    ".into()));
/// // An error whose code is a number.
/// let failed = Answer::text("{").end(End::Event(r#"{"error":{"code":503}}"#.into()));
/// // A server that only shows that it is still there.
/// let waiting = Answer::text("{").end(End::KeepAlive).pause(Duration::from_secs(15));
/// ```
///
/// The marker is `data: [DONE]` of Chat Completions, and the event `response.completed` (or
/// `response.incomplete`) of Responses, which has the usage as well.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum End {
    /// A finish reason (`stop`, or `tool_calls` or `function_call` for a call), the usage if it
    /// was asked for, and the marker.
    #[default]
    Whole,
    /// As [`Whole`](End::Whole), with the finish reason `length`: the token limit was reached.
    /// In Responses the response is incomplete, by `max_output_tokens`.
    Length,
    /// As [`Whole`](End::Whole), with the finish reason `content_filter`. In Responses the
    /// response is incomplete.
    ContentFilter,
    /// As [`Whole`](End::Whole), with this finish reason. In Responses the response is incomplete
    /// by this reason.
    Reason(String),
    /// As [`Whole`](End::Whole), without a finish reason. In Responses the last response has no
    /// status.
    NoReason,
    /// As [`Whole`](End::Whole), without the marker.
    NoMarker,
    /// Nothing after the last delta. The body ends well as far as HTTP knows.
    Stop,
    /// The connection is closed in the body: after the last delta, or half-way through a JSON
    /// body.
    Cut,
    /// As [`Cut`](End::Cut), with a reset of the connection.
    Reset,
    /// The server fails after the last delta: an error event, and the body ends. An answer that
    /// is one JSON body is the error, with status 200.
    ErrorEvent {
        /// What the server says.
        message: String,
        /// The error's code, such as `server_error`.
        code: String,
    },
    /// An event with this data after the last delta, and the body ends: an error of any other
    /// shape. An answer that is one JSON body is this data, with status 200.
    Event(String),
    /// Silence after the last delta, until the client leaves. An answer that is one JSON body
    /// does not even begin.
    Never,
    /// As [`Never`](End::Never), but with signs of life, one each [`pause`](super::Answer::pause):
    /// comments, or empty lines in place of a JSON body.
    KeepAlive,
    /// The model goes on with this text, a delta each [`pause`](super::Answer::pause), until the
    /// client leaves. A JSON body, or bytes, are followed by it.
    Endless(String),
}

impl End {
    /// Whether what marks the end is sent.
    pub(super) fn is_marked(&self) -> bool {
        matches!(
            self,
            Self::Whole | Self::Length | Self::ContentFilter | Self::Reason(_) | Self::NoReason
        )
    }

    /// Whether all that the model wrote is said, and closed.
    pub(super) fn is_said(&self) -> bool {
        self.is_marked() || *self == Self::NoMarker
    }
}
