//! Ranges: objects with a start and an end, as `serde` has them.

use super::record::record;
use std::ops::{Range, RangeFrom, RangeInclusive, RangeTo};

record! {
    /// The partial of a [`Range`].
    ///
    /// ```
    /// use instructor_core::{Parser, PartialRange};
    ///
    /// let mut parser = Parser::<PartialRange<u8>>::new();
    /// parser.feed(r#"{"start": 1, "end": "#)?;
    /// assert_eq!(parser.partial(), Some(&PartialRange { start: Some(1), end: None }));
    /// parser.feed("5}")?;
    /// assert_eq!(parser.finish()?, 1..5);
    /// # Ok::<(), instructor_core::Error>(())
    /// ```
    PartialRange<P>;
    format!("Range_{}", T::name()), "From the start up to the end, without the end.", Range<T>, T;
    0 start: P, T;
    1 end: P, T;
    complete Range<P::Complete>: |trail| Some(start?..end?)
}

record! {
    /// The partial of a [`RangeInclusive`].
    ///
    /// ```
    /// use instructor_core::{Parser, PartialRangeInclusive};
    ///
    /// let mut parser = Parser::<PartialRangeInclusive<u8>>::new();
    /// parser.feed(r#"{"start": 1, "end": 5}"#)?;
    /// assert_eq!(parser.finish()?, 1..=5);
    /// # Ok::<(), instructor_core::Error>(())
    /// ```
    PartialRangeInclusive<P>;
    format!("RangeInclusive_{}", T::name()), "From the start up to the end, with the end.", RangeInclusive<T>, T;
    0 start: P, T;
    1 end: P, T;
    complete RangeInclusive<P::Complete>: |trail| Some(start?..=end?)
}

record! {
    /// The partial of a [`RangeFrom`].
    ///
    /// ```
    /// use instructor_core::{Parser, PartialRangeFrom};
    ///
    /// let mut parser = Parser::<PartialRangeFrom<u8>>::new();
    /// parser.feed(r#"{"start": 1}"#)?;
    /// assert_eq!(parser.finish()?, 1..);
    /// # Ok::<(), instructor_core::Error>(())
    /// ```
    PartialRangeFrom<P>;
    format!("RangeFrom_{}", T::name()), "From the start on.", RangeFrom<T>, T;
    0 start: P, T;
    complete RangeFrom<P::Complete>: |trail| Some(start?..)
}

record! {
    /// The partial of a [`RangeTo`].
    ///
    /// ```
    /// use instructor_core::{Parser, PartialRangeTo};
    ///
    /// let mut parser = Parser::<PartialRangeTo<u8>>::new();
    /// parser.feed(r#"{"end": 5}"#)?;
    /// assert_eq!(parser.finish()?, ..5);
    /// # Ok::<(), instructor_core::Error>(())
    /// ```
    PartialRangeTo<P>;
    format!("RangeTo_{}", T::name()), "Up to the end, without the end.", RangeTo<T>, T;
    0 end: P, T;
    complete RangeTo<P::Complete>: |trail| Some(..end?)
}
