//! Streams of pieces of text, as a program that talks to its model by other means would bring them.

use futures_util::stream::{self, Stream, StreamExt};
use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The characters of `text`, `size` at a time.
pub(crate) fn of(text: &str, size: usize) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    chars
        .chunks(size.max(1))
        .map(|piece| piece.iter().collect())
        .collect()
}

/// A stream of `pieces`, all ready.
pub(crate) fn stream<I: Into<String>>(
    pieces: impl IntoIterator<Item = I>,
) -> impl Stream<Item = Result<String, Infallible>> + Send + 'static {
    stream::iter(
        pieces
            .into_iter()
            .map(Into::into)
            .map(Ok)
            .collect::<Vec<_>>(),
    )
}

/// A stream of `pieces`, and how many have been taken out of it.
pub(crate) fn counted<I: Into<String>>(
    pieces: impl IntoIterator<Item = I>,
) -> (
    impl Stream<Item = Result<String, Infallible>> + Send + 'static,
    Arc<AtomicUsize>,
) {
    let taken = Arc::new(AtomicUsize::new(0));
    let count = taken.clone();
    let stream = stream(pieces).inspect(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
    });
    (stream, taken)
}

/// A stream of `pieces` that breaks after them.
pub(crate) fn breaking(
    pieces: &[&str],
) -> impl Stream<Item = Result<String, io::Error>> + Send + 'static {
    let pieces: Vec<_> = pieces.iter().map(|&piece| Ok(piece.to_owned())).collect();
    let error = Err(io::Error::new(
        io::ErrorKind::ConnectionReset,
        "the cable is out",
    ));
    stream::iter(pieces).chain(stream::iter([error]))
}

/// A stream of `pieces` that makes its reader wait before each.
pub(crate) fn slow<I: Into<String>>(
    pieces: impl IntoIterator<Item = I>,
) -> impl Stream<Item = Result<String, Infallible>> + Send + 'static {
    stream(pieces).then(|piece| async {
        tokio::task::yield_now().await;
        piece
    })
}
