//! What the fuzzer starts from, and what it found: read again by each run, without a fuzzer.
//!
//! `fuzz/README.md` says how to look for more.

use std::fs;
use std::path::Path;

#[path = "../../../fuzz/src/lib.rs"]
#[allow(unreachable_pub)]
mod fuzz;

/// The inputs in a folder of `fuzz`, by name.
fn inputs(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../fuzz")
        .join(folder);
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Gives `check` each input, cut into pieces of every size that an input can ask for.
fn replay(check: fn(&[u8])) {
    let inputs = ["seeds", "regressions"].map(inputs).concat();
    assert!(inputs.len() > 30, "where are the seeds?");
    for (name, mut input) in inputs {
        println!("{name}");
        check(&input);
        for size in b'0'..=b'?' {
            input[2] = size;
            check(&input);
        }
    }
}

#[test]
fn strict() {
    replay(fuzz::strict);
}

#[test]
fn lenient() {
    replay(fuzz::lenient);
}
