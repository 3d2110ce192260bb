//! Texts as models write them (`cases/messy.json` in the folder that `SHARED` names), each with a type and what should come of
//! it: read leniently, whole and byte by byte.
//!
//! The schemas they come with are in another project's words. `basics`, `classes`, … are these types in Rust, each with the
//! names of its texts. `listed` has those that no type in Rust is like, and those of which something else comes here than
//! there, with the reason: the lists in `docs/messy.md` are made of it, and must be exactly what is so.
//!
//! `UPDATE_DOCS=1 cargo test -p tests --test core -- messy` writes them.

mod basics;
mod case;
mod classes;
mod international;
mod listed;
mod literals;
mod names;
mod recovery;
mod streaming;
mod tasks;
mod unions;

use case::{Case, Cases, Read};
use std::collections::{BTreeMap, HashMap};
use tests::docs::{self, Table, code, prose};

/// Of those that are mapped.
const PERCENT_TO_PASS: usize = 85;

#[test]
fn they_are_read_as_they_should_be() {
    let Some(cases) = Case::load() else { return };
    let readers = readers();
    let unmapped = by_name(listed::UNMAPPED);
    let failures = by_name(listed::FAILURES);

    let mut counts = BTreeMap::<&str, [usize; 3]>::new();
    let (mut unmapped_rows, mut failure_rows) = (Vec::new(), Vec::new());
    let mut wrong = Vec::new();
    for case in &cases {
        let count = counts.entry(case.group()).or_default();
        count[0] += 1;
        let Some(read) = readers.get(case.test()) else {
            match unmapped.get(&*case.name) {
                Some(why) => unmapped_rows.push(vec![code(&case.name), prose(why)]),
                None => wrong.push(format!("`{}` is neither mapped nor listed", case.name)),
            }
            continue;
        };
        count[1] += 1;
        // What it says stands above: a panic, or another outcome byte by byte.
        let Ok(read) = std::panic::catch_unwind(|| read(&case.input)) else {
            wrong.push(format!("`{}` panics", case.name));
            continue;
        };
        let passes = case.passes(&read);
        count[2] += usize::from(passes);
        match (passes, failures.get(&*case.name)) {
            (true, None) => {}
            (true, Some(_)) => wrong.push(format!("`{}` passes: take it off the list", case.name)),
            (false, None) => wrong.push(format!("`{}` fails: {read:?}", case.name)),
            (false, Some(why)) => failure_rows.push(failure(case, &read, why)),
        }
    }
    let listed = unmapped.len() + failures.len();
    let found = unmapped_rows.len() + failure_rows.len();
    let sum = |column: usize| counts.values().map(|count| count[column]).sum::<usize>();
    let (mapped, passing) = (sum(1), sum(2));
    println!(
        "{mapped} of {} texts are mapped, {passing} of them pass: {:.1} %",
        cases.len(),
        100.0 * passing as f64 / mapped as f64
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(
        listed, found,
        "a name that is listed is no text's, or is mapped"
    );
    assert!(passing * 100 >= mapped * PERCENT_TO_PASS);

    docs::hold(
        "messy.md",
        &[
            Table {
                name: "counts",
                columns: &["from", "texts", "mapped", "as expected"],
                rows: count_rows(&counts),
            },
            Table {
                name: "failures",
                columns: &["text", "there", "here", "why"],
                rows: failure_rows,
            },
            Table {
                name: "unmapped",
                columns: &["text", "why"],
                rows: unmapped_rows,
            },
        ],
    );
}

/// How each text is read, by its name.
fn readers() -> HashMap<&'static str, fn(&str) -> Read> {
    let files: [&[Cases]; 9] = [
        basics::CASES,
        classes::CASES,
        international::CASES,
        literals::CASES,
        names::CASES,
        recovery::CASES,
        streaming::CASES,
        tasks::CASES,
        unions::CASES,
    ];
    let mut readers = HashMap::new();
    for cases in files.into_iter().flatten() {
        for &test in cases.tests {
            let before = readers.insert(test, cases.read);
            assert!(before.is_none(), "{test} is mapped twice");
        }
    }
    readers
}

/// The reason of each.
fn by_name(listed: &[(&'static str, &[&'static str])]) -> HashMap<&'static str, &'static str> {
    let mut reasons = HashMap::new();
    for (why, names) in listed {
        for &name in *names {
            let before = reasons.insert(name, *why);
            assert!(before.is_none(), "{name} is listed twice");
        }
    }
    reasons
}

fn failure(case: &Case, read: &Read, why: &str) -> Vec<String> {
    let there = match case.expects_error() {
        true => "an error",
        false => "a value",
    };
    let here = match &read.value {
        Err(kind) => format!("`{kind:?}`"),
        Ok(_) if case.expects_error() => "a value".to_owned(),
        Ok(_) => "another value".to_owned(),
    };
    vec![code(&case.name), there.to_owned(), here, prose(why)]
}

fn count_rows(counts: &BTreeMap<&str, [usize; 3]>) -> Vec<Vec<String>> {
    let row = |name: String, [texts, mapped, passing]: [usize; 3]| {
        vec![
            name,
            texts.to_string(),
            mapped.to_string(),
            passing.to_string(),
        ]
    };
    let mut all = [0; 3];
    let mut rows = Vec::new();
    for (group, &count) in counts {
        for (sum, count) in all.iter_mut().zip(count) {
            *sum += count;
        }
        rows.push(row(code(group), count));
    }
    rows.push(row("all".to_owned(), all));
    rows
}
