//! Counts the instructions of this very program, run again under `valgrind --tool=callgrind`: the counts are the same
//! whatever else the machine does.

use std::fs;
use std::process::Command;

/// Whether there is no valgrind to count with; says so.
pub(crate) fn is_skipped() -> bool {
    let is_missing = Command::new("valgrind").arg("--version").output().is_err();
    if is_missing {
        println!("skipped: there is no valgrind to count instructions with");
    }
    is_missing
}

/// The instructions of this program, run with these arguments. Not a number if it did not run to its end.
pub(crate) fn count(args: &[&str]) -> f64 {
    let report = callgrind("/dev/null", &[], args);
    number_behind("Collected : ", &report)
}

/// The instructions of each call of `counted`, a function of this program, run with these arguments. Each follows a call
/// of `prepared`, which is not counted.
pub(crate) fn each_call(prepared: &str, counted: &str, args: &[&str]) -> Vec<f64> {
    let folder = std::env::temp_dir().join(format!("instructions-{}", std::process::id()));
    if fs::create_dir_all(&folder).is_err() {
        return Vec::new();
    }
    let file = folder.join("out");
    let options = [prepared, counted].map(|function| format!("--dump-after=*{function}*"));
    callgrind(&file.to_string_lossy(), &options, args);
    // What was counted since the dump before.
    let dump = |number: usize| fs::read_to_string(folder.join(format!("out.{number}"))).ok();
    let counts = (1..)
        .map_while(dump)
        .filter(|dump| {
            dump.lines()
                .any(|line| line.contains("Trigger") && line.contains(counted))
        })
        .map(|dump| number_behind("totals: ", &dump))
        .collect();
    // What stays is in a folder for such things.
    let _ = fs::remove_dir_all(&folder);
    counts
}

/// What callgrind reports of this program, if it ran to its end.
fn callgrind(file: &str, options: &[String], args: &[&str]) -> String {
    let output = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={file}"))
        .args(options)
        .arg(std::env::current_exe().unwrap_or_default())
        .args(args)
        .output();
    match &output {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stderr).into(),
        _ => String::new(),
    }
}

fn number_behind(word: &str, report: &str) -> f64 {
    let number = report.lines().find_map(|line| line.split(word).nth(1));
    number
        .and_then(|number| number.trim().parse().ok())
        .unwrap_or(f64::NAN)
}
