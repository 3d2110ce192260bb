//! What does not fit, in a text that is there as a whole: all of it is told.

use super::cursor::Cursor;
use super::parser::Parser;
use super::reader::Course;
use super::root::Root;
use super::state::{ENTRY, Frame, Step, Stop, UNKNOWN};
use crate::error::{Error, ErrorKind, Problem};
use crate::partial::{Completion, Partial, Stage, Trail};

/// A text that is read again, past what does not fit in it.
///
/// Where a fault leaves a visitor is anywhere. So the member that it is in is not skipped from there: the text is read from
/// its start once more, and that member passed over as one of an unknown key is.
#[derive(Debug, Clone)]
pub(super) struct Kept<P> {
    text: String,
    /// How it was to be read, with nothing read yet.
    root: Root<P>,
    course: Course,
    misfits: Vec<Misfit>,
}

#[derive(Debug, Clone)]
struct Misfit {
    problem: Problem,
    kind: ErrorKind,
    offset: usize,
}

/// How much of what does not fit is told.
const MISFITS: usize = 16;

/// How many bytes may be read again for it.
const READ_AGAIN: usize = 32 << 20;

impl<P: Partial> Parser<P> {
    /// Keeps the text, to be read again.
    pub(super) fn keep_text(&mut self, text: &str) {
        let Parser { root, course, .. } = self;
        let kept = self.kept.get_or_insert_with(|| {
            Box::new(Kept {
                text: String::new(),
                root: root.clone(),
                course: course.clone(),
                misfits: Vec::new(),
            })
        });
        kept.text.push_str(text);
    }

    /// Reads on past what does not fit, as far as that is possible.
    pub(super) fn read_past(&mut self, last: bool) -> Step {
        let Some(mut kept) = self.kept.take() else {
            return Err(Stop::Failed);
        };
        let mut times = 0;
        let step = loop {
            self.root = kept.root.clone();
            self.course = kept.course.clone();
            // In one piece, whatever it came in: so the same is told of it.
            let step = self.reader().feed(&kept.text, last);
            times += 1;
            let is_over = kept.text.len().saturating_mul(times) > READ_AGAIN;
            if step != Err(Stop::Failed) || is_over || !kept.note(self.misfit()) {
                break step;
            }
        };
        self.kept = Some(kept);
        step
    }

    /// What does not fit, and where the member begins that it is in.
    fn misfit(&self) -> Option<(usize, Misfit)> {
        let fault = self.course.state.fault.as_deref()?;
        let member = fault.member?;
        let problem = self.course.state.error().told().into_iter().next()?;
        let misfit = Misfit {
            problem,
            kind: fault.kind,
            offset: fault.offset,
        };
        Some((member, misfit))
    }

    /// What did not fit so far.
    pub(super) fn misfits(&self) -> Vec<Problem> {
        let misfits = self.kept.iter().flat_map(|kept| &kept.misfits);
        misfits.map(|misfit| misfit.problem.clone()).collect()
    }

    /// All that is wrong with the value, which has closed, if something did not fit.
    pub(super) fn misfit_error(&self) -> Option<Error> {
        let first = self.kept.as_ref()?.misfits.first()?;
        let misfits = self.misfits();
        let context = self.course.state.context.clone();
        let completion = Completion::new(Stage::All, context);
        if let Some(value) = self.root.value.clone() {
            let _ = value.complete_at(&Trail::root(&completion));
        }
        let error = completion.into_error_with(&misfits).of_kind(first.kind);
        Some(match error.problems().len() {
            1 => Error::new(first.kind, first.problem.message.clone())
                .at_path(first.problem.path.clone())
                .at_offset(first.offset),
            _ => error,
        })
    }
}

impl<P> Kept<P> {
    /// Notes a misfit, whose member is to be passed over. Tells whether that is possible.
    fn note(&mut self, misfit: Option<(usize, Misfit)>) -> bool {
        let Some((member, misfit)) = misfit else {
            return false;
        };
        let is_misfit = matches!(misfit.kind, ErrorKind::Type | ErrorKind::Missing);
        let passed_over = &mut self.course.state.passed_over;
        if !is_misfit || self.misfits.len() == MISFITS || passed_over.contains(&member) {
            return false;
        }
        let inner = passed_over.iter().any(|other| *other > member);
        passed_over.retain(|other| *other < member);
        passed_over.push(member);
        // What lacks something may lack what was passed over in it.
        if !inner || misfit.kind != ErrorKind::Missing {
            self.misfits.push(misfit);
        }
        true
    }
}

impl Cursor<'_> {
    /// Has a member skipped, as one of an unknown key is, if it is to be passed over.
    #[cold]
    pub(super) fn pass_over(&mut self, frame: &mut Frame) {
        let member = self.base + self.first_of_value(self.pos);
        if !self.state.passed_over.contains(&member) {
            return;
        }
        if (ENTRY..UNKNOWN).contains(&frame.slot) {
            self.state.keys.pop();
        }
        frame.slot = UNKNOWN;
    }

    /// Notes, of a fault, where the member began that it is in.
    #[cold]
    pub(super) fn failed_in_member(&mut self, start: usize) {
        let member = self.base + self.first_of_value(start);
        if !self.is_put_in
            && let Some(fault) = &mut self.state.fault
        {
            fault.member.get_or_insert(member);
        }
    }

    /// Behind the white space that stands at `start`.
    fn first_of_value(&self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        self.text.len() - rest.trim_start().len()
    }
}
