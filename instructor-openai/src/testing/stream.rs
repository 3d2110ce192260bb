//! An answer as a stream of events: what its body does, step by step.

use std::collections::VecDeque;
use std::io;
use std::iter;
use std::mem;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::{Bytes, BytesMut};

use super::body::{Step, cut};
use super::end::End;
use super::framing::Framing;
use super::quirk::{Quirk, Quirks};
use super::said::Beat;
use super::speaker::Speaker;
use super::text::Text;
use super::wire::Event;

/// What a stream is made of.
pub(super) struct Plan {
    pub(super) speaker: Box<dyn Speaker>,
    pub(super) keep_alives: usize,
    pub(super) pause: Duration,
    pub(super) quirks: Quirks,
    pub(super) end: End,
    pub(super) deltas_sent: Arc<AtomicUsize>,
}

struct Stream<B> {
    plan: Plan,
    framing: Framing,
    /// Whether the opening is still to come.
    unopened: bool,
    beats: B,
    /// Steps that are ready.
    next: VecDeque<io::Result<Step>>,
    /// Whether the ending has been made.
    ended: bool,
}

impl Plan {
    /// The steps of the body. `last` is the part that comes last.
    pub(super) fn steps(
        self,
        beats: impl Iterator<Item = Beat> + Send + 'static,
        last: Option<usize>,
    ) -> impl Iterator<Item = io::Result<Step>> + Send {
        let more = match (&self.end, last) {
            (End::Endless(text), Some(part)) => Some((Text::new(text.clone()).uncut(), part)),
            _ => None,
        };
        let more = more.into_iter().flat_map(|(text, part)| {
            let delta = move || text.deltas().map(move |delta| Beat::Delta(part, delta));
            iter::repeat_with(delta).flatten()
        });
        let mut begun = false;
        let pause = !self.pause.is_zero();
        let paced = beats.chain(more).flat_map(move |beat| {
            let waits = matches!(beat, Beat::Delta(..)) && mem::replace(&mut begun, true) && pause;
            waits.then_some(Beat::Pause).into_iter().chain([beat])
        });
        Stream {
            framing: Framing::new(self.quirks),
            unopened: true,
            beats: paced,
            next: VecDeque::new(),
            ended: false,
            plan: self,
        }
    }
}

impl<B: Iterator<Item = Beat>> Iterator for Stream<B> {
    type Item = io::Result<Step>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(step) = self.next.pop_front() {
                return Some(step);
            }
            if let Err(error) = self.go_on()? {
                return Some(Err(error));
            }
        }
    }
}

impl<B: Iterator<Item = Beat>> Stream<B> {
    /// Makes the next steps ready, if any are left.
    fn go_on(&mut self) -> Option<io::Result<()>> {
        if self.plan.keep_alives > 0 {
            self.plan.keep_alives -= 1;
            self.keep_alive();
            return Some(Ok(()));
        }
        if mem::take(&mut self.unopened) {
            let opening = self.plan.speaker.opening();
            return Some(opening.map(|events| {
                self.write(&events);
                self.write(&self.unknown());
            }));
        }
        if let Some(beat) = self.beats.next() {
            return Some(self.beat(&beat));
        }
        if self.plan.end == End::KeepAlive {
            self.keep_alive();
            return Some(Ok(()));
        }
        (!mem::replace(&mut self.ended, true)).then(|| self.ending())
    }

    fn beat(&mut self, beat: &Beat) -> io::Result<()> {
        if let Beat::Pause = beat {
            self.next.push_back(Ok(Step::Pause(self.plan.pause)));
            return Ok(());
        }
        let events = self.plan.speaker.beat(beat)?;
        if matches!(beat, Beat::Delta(..)) && !events.is_empty() {
            self.plan.deltas_sent.fetch_add(1, Ordering::Relaxed);
        }
        self.write(&events);
        Ok(())
    }

    /// What follows the last beat.
    fn ending(&mut self) -> io::Result<()> {
        let mut events = self.unknown();
        let speaker = &mut self.plan.speaker;
        let end = match &self.plan.end {
            End::Stop | End::KeepAlive | End::Endless(_) => return Ok(()),
            End::Cut | End::Reset => Err(cut()),
            End::Never => Ok(Step::Hang),
            end => {
                events.extend(match end {
                    End::ErrorEvent { message, code } => speaker.failure(message, code)?,
                    End::Event(data) => vec![Event::new(data)],
                    _ => speaker.finish()?,
                });
                if end.is_marked() {
                    events.extend(speaker.marker()?);
                    if self.plan.quirks.has(Quirk::TwoMarkers) {
                        events.extend(speaker.marker()?);
                    }
                }
                self.write(&events);
                return Ok(());
            }
        };
        self.next.push_back(end);
        Ok(())
    }

    fn unknown(&self) -> Vec<Event> {
        match self.plan.quirks.has(Quirk::UnknownEvents) {
            true => vec![Event::unknown()],
            false => Vec::new(),
        }
    }

    fn keep_alive(&mut self) {
        let comment = self.framing.comment();
        self.next.push_back(Ok(Step::Write(comment)));
        if !self.plan.pause.is_zero() {
            self.next.push_back(Ok(Step::Pause(self.plan.pause)));
        }
    }

    /// Makes the events ready to be written.
    fn write(&mut self, events: &[Event]) {
        for event in events {
            let bytes = self.framing.event(event);
            self.next.push_back(Ok(Step::Write(bytes)));
        }
    }
}

/// The most that is held back.
const HELD: usize = 1 << 20;

/// Writes `size` bytes at a time, whatever the steps would write, and the rest at the end.
pub(super) fn recut(
    mut steps: impl Iterator<Item = io::Result<Step>>,
    size: usize,
) -> impl Iterator<Item = io::Result<Step>> {
    let size = size.min(HELD);
    let mut held = BytesMut::new();
    // What comes once all that is held is written: the end, if there is nothing.
    let mut after = None;
    iter::from_fn(move || {
        loop {
            if held.len() >= size {
                return Some(Ok(Step::Write(held.split_to(size).freeze())));
            }
            if let Some(after) = &mut after {
                if held.is_empty() {
                    return mem::take(after);
                }
                return Some(Ok(Step::Write(Bytes::from(mem::take(&mut held)))));
            }
            match steps.next() {
                Some(Ok(Step::Write(bytes))) => held.extend_from_slice(&bytes),
                Some(Ok(Step::Pause(pause))) => return Some(Ok(Step::Pause(pause))),
                end => after = Some(end),
            }
        }
    })
}
