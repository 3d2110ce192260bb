//! What went wrong, by what one would do about it.

/// What went wrong, by what one would do about it.
///
/// `docs/errors.md` has, for each kind, what leads to it, what the error says then, and what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text is not JSON.
    Syntax,
    /// A value does not fit its type: another JSON kind, a number out of range, an unknown variant.
    Type,
    /// A value breaks a constraint of its schema, or the conversion that its type asks for failed.
    Invalid,
    /// The text is whole, but fields that the type needs are not in it.
    Missing,
    /// The text ended before its value was whole.
    Incomplete,
    /// A limit was passed: see [`Limits`](crate::Limits).
    Limit,
    /// The client is set up wrongly: no key, a base URL that cannot be used.
    Config,
    /// The request cannot be made: a mode that the provider lacks, a body field that it sets itself.
    Request,
    /// The server was not reached, or the connection broke.
    Connection,
    /// A timeout ran out.
    Timeout(Timeout),
    /// The server answered with an error: a status, or an error event in its stream.
    Status,
    /// What came is not an answer of this wire: a page of HTML, an event that does not parse.
    Protocol,
    /// The model was cut at its token limit.
    Length,
    /// The model refused.
    Refusal,
    /// The provider's filter stopped the answer.
    Filter,
    /// Something that the caller brought failed: a stream of text, or a check, which says nothing of the value then.
    Source,
}

impl ErrorKind {
    /// Whether it is about what a model has said, and not about asking it.
    pub(crate) fn is_of_answer(self) -> bool {
        match self {
            ErrorKind::Syntax
            | ErrorKind::Type
            | ErrorKind::Invalid
            | ErrorKind::Missing
            | ErrorKind::Incomplete
            | ErrorKind::Limit
            | ErrorKind::Length
            | ErrorKind::Refusal
            | ErrorKind::Filter => true,
            ErrorKind::Config
            | ErrorKind::Request
            | ErrorKind::Connection
            | ErrorKind::Timeout(_)
            | ErrorKind::Status
            | ErrorKind::Protocol
            | ErrorKind::Source => false,
        }
    }
}

/// Which timeout of a client ran out, as its `Timeouts` name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Timeout {
    /// For a connection.
    Connect,
    /// From sending to the first bytes of the answer.
    FirstEvent,
    /// Between two reads of the answer.
    BetweenEvents,
    /// For all of it.
    Whole,
}
