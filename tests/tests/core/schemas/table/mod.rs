//! The tables of `docs/types.md`: made of types and documents by running them, and held against the file.
//!
//! `UPDATE_DOCS=1 cargo test -p tests --test core -- the_tables_in_the_docs` writes them. What stands around them in the
//! file stays.

mod attributes;
mod refusals;
mod row;
mod types;

use tests::docs::{self, Table};

#[test]
fn the_tables_in_the_docs_are_true() {
    let tables = [types::tables(), attributes::tables(), refusals::tables()].concat();
    docs::hold("types.md", &tables);
}
