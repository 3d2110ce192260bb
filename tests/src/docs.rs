//! Tables in the docs: made by tests, and held against the files.

use std::fs;
use std::path::Path;

/// A table, by the name that its place in the file has.
#[derive(Debug, Clone)]
pub struct Table {
    /// What stands in `<!-- table: … -->` before it.
    pub name: &'static str,
    /// The head of each column.
    pub columns: &'static [&'static str],
    /// The cells of each row.
    pub rows: Vec<Vec<String>>,
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

/// Holds the tables against those in `docs/{file}`, which are all of its. With `UPDATE_DOCS` set they are written there;
/// what stands around them stays.
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
pub fn hold(file: &str, tables: &[Table]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../docs")
        .join(file);
    let old = fs::read_to_string(&path).unwrap();
    let mut updated = old.clone();
    for table in tables {
        let start = format!("<!-- table: {} -->\n", table.name);
        let (before, behind) = updated
            .split_once(&start)
            .unwrap_or_else(|| panic!("docs/{file} has no place for `{}`", table.name));
        let (_, after) = behind.split_once("<!-- end -->").unwrap();
        updated = format!("{before}{start}\n{}\n<!-- end -->{after}", table.render());
    }
    assert_eq!(
        old.matches("<!-- table: ").count(),
        tables.len(),
        "docs/{file} has a table that no test makes"
    );
    if std::env::var_os("UPDATE_DOCS").is_some() {
        return fs::write(path, updated).unwrap();
    }
    for (line, made) in old.lines().zip(updated.lines()) {
        assert_eq!(line, made, "docs/{file} is out of date: set UPDATE_DOCS=1");
    }
    assert_eq!(old, updated);
}

/// As code, in a cell of a table.
pub fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    match text.contains('`') {
        true => format!("`` {text} ``"),
        false => format!("`{text}`"),
    }
}

/// As prose, in a cell of a table, with code in it between backticks.
pub fn prose(text: &str) -> String {
    let text = text.replace('|', "\\|");
    let parts = text.split('`').enumerate();
    let escaped = parts.map(|(index, part)| match index % 2 {
        0 => part.replace('<', "\\<"),
        _ => part.to_owned(),
    });
    escaped.collect::<Vec<_>>().join("`")
}
