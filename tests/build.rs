//! Generates types for the tests of the contract: structs of random shape, each with the documents that fit it.
//!
//! `TYPES_SEED=7 cargo test -p tests --test core` tries other types than a plain run does.

use std::fmt::Write;
use std::{env, fs, io};

/// How many types are generated. Each is tested as often as one written by hand.
const TYPES: usize = 10;

/// How many fields one has at most.
const FIELDS: usize = 8;

/// How many values a document of a type may be expected to hold: without a bound, types of types of types explode.
const WEIGHT: f64 = 20.0;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=TYPES_SEED");
    let seed = env::var("TYPES_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let mut random = Random(seed.unwrap_or(1));

    // The keys below which strings show only when whole, in any of the types.
    let keys = (0..FIELDS).map(|field| format!(r#""atom{field}", "the \"atom{field}\"""#));
    let atoms = keys.collect::<Vec<_>>().join(", ");
    let mut weights = Vec::new();
    let (mut types, mut samples, mut tests) = (String::new(), String::new(), String::new());
    for number in 0..TYPES {
        let (mut fields, mut documents, mut weight) = (String::new(), String::new(), 1.0);
        for field in 0..2 + random.below(FIELDS - 1) {
            let kind = random.kind(&weights, 0);
            if weight + kind.weight > WEIGHT {
                break;
            }
            weight += kind.weight;
            let name = format!("{}{field}", if kind.atom { "atom" } else { "field" });
            let (key, attribute) = match random.below(4) {
                0 => (format!(r#"the \"{name}\""#), true),
                _ => (name.clone(), false),
            };
            if attribute {
                let _ = writeln!(fields, "    #[serde(rename = \"{key}\")]");
            }
            let _ = writeln!(fields, "    pub(crate) {name}: {},", kind.rust);
            let presence = if kind.rust.starts_with("Option") {
                format!("optional(&[\"{key}\"], {})", kind.documents)
            } else {
                format!("needed(\"{key}\", {})", kind.documents)
            };
            let _ = writeln!(documents, "        {presence},");
        }
        weights.push(weight);
        let _ = writeln!(
            types,
            "#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]\n\
             pub(crate) struct Random{number} {{\n{fields}}}\n"
        );
        let _ = writeln!(
            samples,
            "    Random{number} [{atoms}] => object([\n{documents}    ]);"
        );
        let _ = writeln!(
            tests,
            "            random{number} => $crate::types::Random{number},"
        );
    }

    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(format!("{out}/types.rs"), types)?;
    fs::write(
        format!("{out}/samples.rs"),
        format!("samples! {{\n{samples}}}\n"),
    )?;
    let tests = format!(
        "macro_rules! test_each_random_type {{\n    ($check:ident) => {{\n        \
         $crate::samples::test_each_type! {{ $check:\n{tests}        }}\n    }};\n}}\n\
         pub(crate) use test_each_random_type;\n"
    );
    fs::write(format!("{out}/tests.rs"), tests)
}

/// A type, and the strategy for its documents.
struct Kind {
    rust: String,
    documents: String,
    /// Strings in it show only when whole.
    atom: bool,
    /// How many values one may be expected to hold.
    weight: f64,
}

impl Kind {
    fn new(rust: &str, documents: &str) -> Self {
        Kind {
            rust: rust.to_owned(),
            documents: documents.to_owned(),
            atom: false,
            weight: 1.0,
        }
    }
}

struct Random(u64);

impl Random {
    /// xorshift64*
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let bits = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        bits as usize % bound
    }

    /// Some type, which may hold the earlier ones, whose weights are these.
    fn kind(&mut self, weights: &[f64], depth: usize) -> Kind {
        if depth < 4 && self.below(5) < 3 {
            let inner = self.kind(weights, depth + 1);
            let Kind {
                rust, documents, ..
            } = &inner;
            let (rust, documents, times) = match self.below(5) {
                0 => (
                    format!("Option<{rust}>"),
                    format!("or_null({documents})"),
                    1.0,
                ),
                1 => (format!("Vec<{rust}>"), format!("list({documents})"), 2.0),
                2 => (
                    format!("BTreeMap<String, {rust}>"),
                    format!("map({documents})"),
                    2.0,
                ),
                3 => (format!("Box<{rust}>"), documents.clone(), 1.0),
                _ => (format!("Arc<{rust}>"), documents.clone(), 1.0),
            };
            return Kind {
                rust,
                documents,
                weight: inner.weight * times + 1.0,
                atom: inner.atom,
            };
        }
        if !weights.is_empty() && self.below(3) == 0 {
            let earlier = self.below(weights.len());
            let name = format!("Random{earlier}");
            return Kind {
                weight: weights[earlier],
                ..Kind::new(&name, &format!("{name}::documents()"))
            };
        }
        let atom = |kind: Kind| Kind { atom: true, ..kind };
        match self.below(10) {
            0 => Kind::new("bool", "flag()"),
            1 => Kind::new("u8", "number::<u8>()"),
            2 => Kind::new("i64", "number::<i64>()"),
            3 => Kind::new("u128", "number::<u128>()"),
            4 => Kind::new("f64", "wide_float()"),
            5 => atom(Kind::new("char", "one_char()")),
            6 => atom(Kind::new("Role", "role()")),
            _ => Kind::new("String", "text()"),
        }
    }
}
