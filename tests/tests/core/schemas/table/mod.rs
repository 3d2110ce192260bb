//! The tables of `docs/types.md`: made of types and documents by running them, and held against the file.
//!
//! `UPDATE_DOCS=1 cargo test -p tests --test core -- the_tables_in_the_docs` writes them. What stands around them in the
//! file stays.

mod attributes;
mod refusals;
mod row;
mod types;

use std::fs;
use std::path::Path;

/// A table, by the name that its place in the file has.
#[derive(Clone)]
struct Table {
    name: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Vec<String>>,
}

impl Table {
    fn render(&self) -> String {
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            let cells: Vec<_> = cells.collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let head = line(&mut self.columns.iter().copied());
        let rule = format!("|{}\n", "---|".repeat(self.columns.len()));
        let rows = self.rows.iter().map(|row| {
            assert_eq!(row.len(), self.columns.len(), "{row:?}");
            line(&mut row.iter().map(String::as_str))
        });
        head + &rule + &rows.collect::<String>()
    }
}

#[test]
fn the_tables_in_the_docs_are_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/types.md");
    let file = fs::read_to_string(&path).unwrap();
    let mut updated = file.clone();
    let tables = [types::tables(), attributes::tables(), refusals::tables()].concat();
    for table in &tables {
        let start = format!("<!-- table: {} -->\n", table.name);
        let (before, behind) = updated
            .split_once(&start)
            .unwrap_or_else(|| panic!("docs/types.md has no place for `{}`", table.name));
        let (_, after) = behind.split_once("<!-- end -->").unwrap();
        updated = format!("{before}{start}\n{}\n<!-- end -->{after}", table.render());
    }
    assert_eq!(
        file.matches("<!-- table: ").count(),
        tables.len(),
        "docs/types.md has a table that no test makes"
    );
    if std::env::var_os("UPDATE_DOCS").is_some() {
        return fs::write(path, updated).unwrap();
    }
    for (line, made) in file.lines().zip(updated.lines()) {
        assert_eq!(
            line, made,
            "docs/types.md is out of date: set UPDATE_DOCS=1"
        );
    }
    assert_eq!(file, updated);
}
