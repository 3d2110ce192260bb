//! What a byte of an answer costs, in instructions: `cargo bench -p instructor-core --bench instructions`
//!
//! Each case runs in a process of its own. What the case needs besides (making the document) is counted alone and taken
//! off. The peer is `serde_json`, which reads the whole document into the same type once, or the text so far again at each chunk, as one would without a resumable parser.

use instructor_core::{Extract, Parser, PartialStream, Repair};
use serde::{Deserialize, Serialize};
use std::hint::black_box;

#[allow(dead_code, reason = "the other bench counts calls")]
mod count;

#[derive(Extract, Deserialize, Serialize)]
#[allow(dead_code)]
struct Participant {
    name: String,
    email: String,
    twitter: String,
}

#[derive(Extract, Deserialize, Serialize)]
#[allow(dead_code)]
struct Meeting {
    users: Vec<Participant>,
    date: String,
    location: String,
    budget: i64,
    deadline: String,
}

/// The answer with so many participants.
fn document(participants: usize) -> String {
    let user = |i: usize| {
        format!(
            r#"{{"name": "Participant Number {i}", "email": "participant{i}@email.com", "twitter": "@Handle{i}"}}"#
        )
    };
    let users: Vec<String> = (0..participants).map(user).collect();
    format!(
        r#"{{"users": [{}], "date": "March 15th, 2024", "location": "Grand Tech Arena located at 4521 Innovation Drive", "budget": 50000, "deadline": "February 20th"}}"#,
        users.join(", ")
    )
}

/// The answer without white space, or on many lines.
fn written(participants: usize, layout: &str) -> String {
    let text = document(participants);
    let meeting = || serde_json::from_str::<Meeting>(&text).ok();
    match layout {
        "compact" => serde_json::to_string(&meeting()).unwrap_or_default(),
        "pretty" => serde_json::to_string_pretty(&meeting()).unwrap_or_default(),
        _ => text,
    }
}

/// The text in pieces of `size` bytes; it is ASCII.
fn pieces(text: &str, size: usize) -> Vec<String> {
    let pieces = text.as_bytes().chunks(size);
    pieces
        .map(|piece| String::from_utf8_lossy(piece).into_owned())
        .collect()
}

fn serde_whole(text: &str) {
    black_box(serde_json::from_str::<Meeting>(text).ok());
}

fn parser(text: &str, size: usize, repair: Repair) {
    let mut parser = Parser::<<Meeting as Extract>::Partial>::new().repair(repair);
    for start in (0..text.len()).step_by(size) {
        let piece = &text[start..text.len().min(start + size)];
        assert!(parser.feed(piece).is_ok());
        black_box(parser.partial());
    }
    assert!(black_box(parser.finish()).is_ok());
}

/// A stream whose consumer drops each snapshot, or keeps the last.
fn stream(pieces: Vec<String>, keep: bool) {
    let pieces = pieces.into_iter().map(Ok::<_, std::io::Error>);
    let mut stream = PartialStream::<Meeting>::from_text(futures_util::stream::iter(pieces));
    let mut last = None;
    futures_util::FutureExt::now_or_never(async {
        while let Some(snapshot) = stream.next().await {
            let snapshot = snapshot.ok();
            assert!(snapshot.is_some());
            last = if keep { snapshot } else { None };
        }
    });
    black_box(last);
}

/// Runs a case, or only what it needs to be set up.
fn run(case: &str, participants: usize, set_up_only: bool) {
    if let [repair, layout, size] = case.split(' ').collect::<Vec<_>>()[..]
        && matches!(repair, "Strict" | "Lenient")
    {
        let text = written(participants, layout);
        let repair = match repair {
            "Strict" => Repair::Strict,
            _ => Repair::Lenient,
        };
        if !set_up_only {
            parser(&text, size.parse().unwrap_or(text.len()), repair);
        }
        return;
    }
    let text = document(participants);
    let four = if case.starts_with("stream") {
        pieces(&text, 4)
    } else {
        Vec::new()
    };
    black_box((&text, &four));
    if set_up_only {
        return;
    }
    match case {
        "serde_json" => serde_whole(&text),
        "whole" => parser(&text, text.len(), Repair::Strict),
        "1024" => parser(&text, 1024, Repair::Strict),
        "16" => parser(&text, 16, Repair::Strict),
        "4" => parser(&text, 4, Repair::Strict),
        "stream drops" => stream(four, false),
        "stream keeps" => stream(four, true),
        "serde_json again" => {
            for end in (4..=text.len()).step_by(4) {
                black_box(serde_json::from_str::<Meeting>(&text[..end]).ok());
            }
        }
        _ => unreachable!("no such case"),
    }
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let [_, mode, case, participants] = &args[..]
        && (mode == "run" || mode == "set-up")
    {
        run(case, participants.parse().unwrap_or(0), mode == "set-up");
        return;
    }
    if count::is_skipped() {
        return;
    }

    println!("instructions a byte{:>18} {:>10} {:>10}", 10, 1000, 10_000);
    let mut table = Vec::new();
    for (case, name) in [
        ("serde_json", "serde_json, whole"),
        ("whole", "parser, whole"),
        ("1024", "parser, 1 KiB pieces"),
        ("16", "parser, 16-byte pieces"),
        ("4", "parser, 4-byte pieces"),
        ("stream drops", "stream, 4 bytes, drops"),
        ("stream keeps", "stream, 4 bytes, keeps"),
    ] {
        let row = [10, 1000, 10_000].map(|participants| per_byte(case, participants));
        println!(
            "{name:<26} {:>10.1} {:>10.1} {:>10.1}",
            row[0], row[1], row[2]
        );
        table.push(row);
    }
    let again = per_byte("serde_json again", 10);
    println!("{:<26} {again:>10.1}", "serde_json at each piece");

    println!("\nagainst serde_json, whole");
    for (row, name) in table[1..5]
        .iter()
        .zip(["whole", "1 KiB", "16 bytes", "4 bytes"])
    {
        let ratio: Vec<f64> = row
            .iter()
            .zip(&table[0])
            .map(|(ours, theirs)| ours / theirs)
            .collect();
        println!(
            "{name:<26} {:>10.2} {:>10.2} {:>10.2}",
            ratio[0], ratio[1], ratio[2]
        );
    }
    let (drops, keeps) = (&table[5], &table[6]);
    let linear = drops[2] / drops[0];
    let kept = [keeps[0] / drops[0], keeps[2] / drops[2]];
    println!("\n10 000 participants against 10, dropping: {linear:.3}");
    println!(
        "keeping against dropping: {:.2} at 10, {:.2} at 10 000",
        kept[0], kept[1]
    );
    let lenient = lenient();

    // A NaN, of a case that did not run, is not within the bounds either.
    let within = linear <= 1.1
        && kept.iter().all(|ratio| *ratio <= 3.0)
        && lenient.iter().all(|ratio| *ratio <= 1.05);
    if !within {
        println!(
            "beyond the bounds, which are 1.1, 3, and 1.05 of a strict parser for the whole text"
        );
        std::process::exit(1);
    }
}

/// What a parser that would mend costs on clean text, against one that would not. Gives the ratios for whole texts.
fn lenient() -> [f64; 3] {
    const LAYOUTS: [&str; 3] = ["one-line", "compact", "pretty"];
    println!(
        "\nLenient against Strict{:>15} {:>10} {:>10}",
        LAYOUTS[0], LAYOUTS[1], LAYOUTS[2]
    );
    let ratios = ["whole", "16", "4"].map(|size| {
        LAYOUTS.map(|layout| {
            let count = |repair| per_byte(&format!("{repair} {layout} {size}"), 1000);
            count("Lenient") / count("Strict")
        })
    });
    for (row, name) in ratios.iter().zip(["whole", "16 bytes", "4 bytes"]) {
        println!(
            "{name:<26} {:>10.3} {:>10.3} {:>10.3}",
            row[0], row[1], row[2]
        );
    }
    ratios[0]
}

/// The instructions for a byte of the answer, as it is written by default.
fn per_byte(case: &str, participants: usize) -> f64 {
    let count = |mode| count::count(&[mode, case, &participants.to_string()]);
    (count("run") - count("set-up")) / document(participants).len() as f64
}
