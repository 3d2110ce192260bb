//! What a byte of a text costs that was made to cost much: `cargo bench -p instructor-core --bench worst`
//!
//! Each text is one thing over and over, at three sizes of which each is four times the one before, read strictly and
//! leniently, at once and in pieces. A byte of the longest is to cost what a byte of the shortest does: were the work to grow
//! with the square of the text, it would cost sixteen times as much. Instructions are counted, not time.
//!
//! With a word behind `--`, only what has it in its name is read: `… --bench worst -- quotes`.

use instructor_core::{Extract, Limits, Parser, Repair};
use serde_json::Value;
use std::collections::BTreeMap;
use std::hint::black_box;

#[allow(dead_code, reason = "the other bench counts whole runs")]
mod count;

/// The sizes, in bytes.
const SIZES: [usize; 3] = [4 << 10, 16 << 10, 64 << 10];

/// What a byte may cost more in a long text than in a short one.
const BOUND: f64 = 1.5;

/// Instructions a byte, below which it does not matter what they grow from: a text that is given up early costs next to none.
const NOTHING: f64 = 20.0;

#[derive(Extract)]
#[allow(dead_code)]
struct Node {
    name: String,
    age: Option<u8>,
    children: Vec<Node>,
}

#[derive(Extract, Clone, Debug, PartialEq)]
enum Color {
    Red,
    DarkRed,
}

/// Held up to its tag.
#[derive(Extract)]
#[allow(dead_code)]
#[serde(tag = "kind")]
enum Shape {
    Dot { label: String },
    Group { of: Vec<Shape> },
}

/// Tried one by one.
#[derive(Extract)]
#[allow(dead_code)]
#[serde(untagged)]
enum Any {
    Small { x: u8 },
    Named { title: String },
    Number(u32),
    Text(Color),
    Few([u8; 2]),
    Many(Vec<Any>),
}

/// Something over and over, with a start and an end, read as one type.
struct Worst {
    name: &'static str,
    read: fn(&str, usize, Repair),
    start: &'static str,
    unit: &'static str,
    end: &'static str,
}

macro_rules! worst {
    ($($type:ty => { $($name:literal, $start:expr, $unit:expr, $end:expr;)* })*) => {
        const WORST: &[Worst] = &[$($(Worst {
            name: concat!($name, ", as ", stringify!($type)),
            read: read::<$type>,
            start: $start,
            unit: $unit,
            end: $end,
        }),*),*];
    };
}

// Rust's own escapes are many here: `\\` is one backslash of the text.
worst! {
    Node => {
        "clean", r#"{"name": "", "children": ["#, r#"{"name": "abc", "age": 7, "children": []}, "#, "]}";
        "opening braces", "", "{", "";
        "opening brackets", "", "[", "";
        "both brackets", "", "[{", "";
        "a list of objects without an end", "", r#"{"name": "", "children": ["#, "";
        "closing brackets", r#"{"name": "a", "children": ["#, "]", "";
        "closing braces", r#"{"name": "a", "children": ["#, "}", "";
        "both closing brackets", r#"{"name": "a", "children": ["#, "]}", "";
        "words", "", "word ", r#"{"name": ""}"#;
        "words in an object", "{", "word ", "}";
        "words in a list", r#"{"children": ["#, "word ", "]}";
        "colons", r#"{"name""#, ":", "}";
        "commas", r#"{"name": "a""#, ",", "}";
        "commas in a list", r#"{"children": ["#, ",", "]}";
        "thoughts", "", "<think>", "";
        "the ends of thoughts", "<think>", "</think>", "";
        "starts of thoughts", "", "<thin", "";
        "braces in thoughts", "<think>", r#"{"name" "#, "</think>{}";
        "fences", "", "```", "";
        "fences of JSON", "", "```json\n", "";
        "fences of JSON that open an object", "", "```json\n{\n```\n", "";
        "backticks", "", "` ", "";
        "objects of words", "", "{see below} ", "";
        "lists of words", "", "[1] ", "";
        "objects of unknown keys", "", r#"{"unknown": 1} "#, "";
        "objects in objects of unknown keys", "", r#"{"unknown": {"other": ["#, "";
        "objects that are not whole", "", r#"{"unknown "#, "";
        "one object that no key of is known", "{", r#""unknown": [1], "#, "";
        "a key without an end", r#"{"#, r#""name"#, "";
        "quotes", "{", "\"", "}";
        "quotes before an object", "", "\" ", "{}";
        "single quotes", "{", "'", "}";
        "typographic quotes", "{", "“", "}";
        "keys without values", "{", r#""name","#, "}";
        "the same key", "{", r#""name": "abc", "#, r#""children": []}"#;
        "the same key without quotes", "{", "name: abc, ", "}";
        "the same key in single quotes", "{", "'name': 'abc', ", "}";
        "keys in capitals", "{", r#""NAME": "abc", "#, "}";
        "line comments", "{", "// a\n", "}";
        "one line comment", "{", "// ", "}";
        "comments", "{", "/* a */", "}";
        "a comment in itself", "{", "/*", "}";
        "slashes", "{", "/", "}";
        "number signs", "{", "#", "}";
        "dots", "{", ".", "}";
        "missing commas", "{", r#""age": 1 "#, "}";
        "JSON in strings", r#"{"name": "", "children": ["#, r#""{\"name\": \"abc\", \"children\": []}", "#, "]}";
        "elements without an opening brace", r#"{"name": "", "children": ["#, r#""name": "abc"}, "#, "]}";
        "elements without a closing brace", r#"{"name": "", "children": ["#, r#"{"name": "abc", "children": [], "#, "]}";
        "elements closed by another bracket", r#"{"name": "", "children": ["#, r#"{"name": "abc", "children": [}], "#, "]}";
    }
    String => {
        "plain text", "\"", "abc ", "\"";
        "quotes", "", "\"", "";
        "inner quotes", "\"", "a \"b\" ", "\"";
        "quotes and commas", "\"", "\", ", "\"";
        "quotes and colons", "\"", "\": ", "\"";
        "quotes and brackets", "\"", "\"}", "\"";
        "quotes and line ends", "\"", "\"\n", "\"";
        "backslashes", "\"", "\\", "";
        "unknown escapes", "\"", "\\q", "\"";
        "half escapes", "\"", "\\u00", "\"";
        "half pairs", "\"", "\\ud83d", "\"";
        "escapes", "\"", "\\u00e9", "\"";
        "line ends", "\"", "\n", "\"";
        "a text without quotes", "", "word ", "";
        "quotes of three", "", "\"\"\"", "";
        "numbers", "", "1 ", "";
    }
    Vec<String> => {
        "line ends in strings", "[", "\"a\nb\", ", "]";
        "strings in single quotes", "[", "'it''s', ", "]";
        "strings without quotes", "[", "it, ", "]";
        "strings without commas", "[", "\"a\" ", "]";
        "strings without an end", "[", "\"a, ", "]";
        "inner quotes", "[", "\"a \"b\" c\", ", "]";
        "extra commas", "[", "\"a\",,", "]";
        "comments", "[", "\"a\", // b\n", "]";
        "numbers", "[", "1, ", "]";
        "lists in lists", "", "[\"a\", ", "";
        "lists of nothing", "", "[] ", "";
        "ellipses", "[", "..., ", "]";
    }
    Vec<f64> => {
        "numbers without commas", "[", "1 ", "]";
        "one long number", "[", "1", "]";
        "one long number with commas", "[\"", "1,", "\"]";
        "numbers from text", "[", "\"$1,234.50\", ", "]";
        "numbers from words", "[\"", "one 1 ", "\"]";
        "fractions", "[", "\"1/5\", ", "]";
        "numbers in other forms", "[", "+.5, ", "]";
        "signs", "[", "-", "]";
        "words of other languages", "[", "NaN, ", "]";
    }
    Vec<Color> => {
        "names in other forms", "[", "\"dark-red\", ", "]";
        "names in a text", "[", "\"It is Red.\", ", "]";
        "names in one text", "[\"", "Red, ", "\"]";
        "parts of names", "[\"", "Dark ", "\"]";
        "names without quotes", "[", "Red, ", "]";
    }
    BTreeMap<String, Vec<u8>> => {
        "entries", "{", "\"a\": [], ", "}";
        "entries without quotes", "{", "a: [], ", "}";
        "entries without a list", "{", "\"a\": 1, ", "}";
        "entries without a value", "{", "\"a\": , ", "}";
        "entries as a list", "[", r#"{"value": [1], "key": "a"}, "#, "]";
        "objects", "", "{} ", "";
        "braces of words", "", "{a ", "";
    }
    Value => {
        "nothing but lists", "[", "[[[[[[[[]]]]]]]], ", "]";
        "nothing but objects", "[", r#"{"a": {"a": {"a": {}}}}, "#, "]";
        "words", "[", "word ", "]";
        "keys without quotes", "{", "a: b, ", "}";
        "brackets without an end", "", "[1, {\"a\": ", "";
        "wrong brackets", "[", "[}, ", "]";
        "quotes", "[", "'\"", "]";
        "words of other languages", "[", "None True ", "]";
    }
    Vec<Shape> => {
        "tags first", "[", r#"{"kind": "Dot", "label": "a"}, "#, "]";
        "tags last", "[", r#"{"label": "a", "kind": "Dot"}, "#, "]";
        "tags last in each other", "[", r#"{"of": [{"of": [{"of": [{"of": [], "kind": "Group"}], "kind": "Group"}], "kind": "Group"}], "kind": "Group"}, "#, "]";
        "tags missing", "[", r#"{"label": "a"}, "#, "]";
        "tags that do not come", "[{", r#""label": "a", "#, "}]";
        "tags that do not come, without quotes", "[{", "label: a, ", "}]";
        "tags without quotes", "[", "{label: a, kind: dot}, ", "]";
        "objects in each other", "[", r#"{"of": ["#, "";
        "words", "", "[the {kind: ", "";
    }
    Vec<Any> => {
        "objects", "[", r#"{"title": "a"}, "#, "]";
        "objects without quotes", "[", "{title: a}, ", "]";
        "lists in each other", "[", "[[[[[[[[3]]]]]]]], ", "]";
        "lists without an end", "", "[1, ", "";
        "numbers from text", "[", "\"1\", ", "]";
        "names in other forms", "[", "\"dark red\", ", "]";
        "what is none", "[", r#"{"x": 1000}, "#, "]";
        "JSON in strings", "[", r#""{\"x\": 1}", "#, "]";
        "quotes in one string", "[\"", "a\" ", "\"]";
    }
}

impl Worst {
    /// Reads it in each way, at each size.
    fn run(&self) {
        for (_, pieces, repair) in WAYS {
            for size in SIZES {
                measured(self.read, &self.prepared(size), pieces, repair);
            }
        }
    }

    #[inline(never)]
    fn prepared(&self, size: usize) -> String {
        let units = size / self.unit.len();
        [self.start, &self.unit.repeat(units), self.end].concat()
    }
}

/// What is counted.
#[inline(never)]
fn measured(read: fn(&str, usize, Repair), text: &str, pieces: usize, repair: Repair) {
    read(text, pieces, repair);
    // Or the call would be the last thing here, and a jump.
    black_box(());
}

/// Reads a text in pieces of about `size` bytes, up to an error.
fn read<T: Extract>(text: &str, size: usize, repair: Repair) {
    // The default bounds end some of these early: on tokens and on white space they are lifted, on depth they stay.
    let mut limits = Limits::default();
    limits.token = usize::MAX;
    limits.whitespace = usize::MAX;
    let mut parser = Parser::<T::Partial>::new().repair(repair).limits(limits);
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.ceil_char_boundary(size));
        if parser.feed(piece).is_err() {
            break;
        }
        rest = after;
    }
    black_box(parser.repairs());
    black_box(parser.finish().ok());
}

/// How a text is read: strictly or not, at once or in pieces.
const WAYS: [(&str, usize, Repair); 4] = [
    ("strict", usize::MAX, Repair::Strict),
    ("strict, pieces", 16, Repair::Strict),
    ("lenient", usize::MAX, Repair::Lenient),
    ("lenient, pieces", 16, Repair::Lenient),
];

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let [_, mode, number] = &args[..]
        && mode == "run"
    {
        let worst = number
            .parse()
            .ok()
            .and_then(|number: usize| WORST.get(number));
        worst.map(Worst::run);
        return;
    }
    if count::is_skipped() {
        return;
    }
    println!("instructions a byte of a long text, and how many times that of a short one it is");
    let ways = WAYS.map(|(name, ..)| format!("{name:>16} "));
    println!("{:<60}{}", "", ways.concat());
    let asked_for = args.iter().skip(1).find(|arg| !arg.starts_with('-'));
    let mut beyond = 0;
    for (number, worst) in WORST.iter().enumerate() {
        if asked_for.is_some_and(|part| !worst.name.contains(part)) {
            continue;
        }
        let counts = count::each_call("prepared", "measured", &["run", &number.to_string()]);
        let mut counts = counts.iter();
        print!("{:<60}", worst.name);
        for _ in WAYS {
            let costs = SIZES.map(|size| {
                // Of a case that did not run there is no count, which is not within the bound.
                counts.next().map_or(f64::NAN, |count| count / size as f64)
            });
            let [few, _, most] = costs.map(|cost| cost.max(NOTHING));
            let growth = most / few;
            let within = growth <= BOUND && costs.iter().all(|cost| cost.is_finite());
            beyond += usize::from(!within);
            let mark = if within { ' ' } else { '!' };
            print!("{:>10.1} {growth:>5.2}{mark}", costs[2]);
        }
        println!();
    }
    if beyond > 0 {
        println!("{beyond} beyond the bound, which is {BOUND}");
        std::process::exit(1);
    }
}
