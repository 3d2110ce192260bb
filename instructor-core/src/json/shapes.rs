//! What a dialect made of the shape of an answer.

/// How an answer is shaped, beside what its type says.
///
/// A provider tells it with the request that it makes, since it rewrites the schema.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
#[cfg_attr(
    not(feature = "http"),
    expect(
        unreachable_pub,
        reason = "providers see it, which come with the client"
    )
)]
pub struct Shapes {
    /// The root was put into an object by [`Schema::wrapped`](crate::Schema::wrapped).
    pub wrapped: bool,
    /// Maps, tuples and untyped values were put into other words by [`Schema::reshaped`](crate::Schema::reshaped).
    pub reshaped: bool,
    /// Nothing holds the model to JSON: there may be words around it and faults in it, and unless the request says otherwise
    /// it is read with [`Repair::Lenient`](crate::Repair::Lenient).
    pub loose: bool,
}
