//! Doc comments as descriptions, by clap's rules.
//!
//! The lines of a paragraph are joined by a space, paragraphs stay apart by a blank line. Docs that are no literal, as
//! `#[doc = include_str!("…")]`, cannot be read here and describe nothing.

use syn::{Attribute, Expr, Lit, Meta};

/// The description that the doc comments among `attrs` make, empty if there are none.
pub(crate) fn description(attrs: &[Attribute]) -> String {
    let lines: Vec<String> = attrs.iter().filter_map(text).flat_map(lines).collect();
    lines
        .split(String::is_empty)
        .map(|paragraph| paragraph.join(" "))
        .filter(|paragraph| !paragraph.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// What a `#[doc = "…"]` says; a comment is one too.
fn text(attr: &Attribute) -> Option<String> {
    match &attr.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(value) => match &value.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

fn lines(text: String) -> Vec<String> {
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    // The stars down the side of a block comment.
    let starred = |line: &&str| line.is_empty() || line.starts_with('*');
    let stars = lines.len() > 1 && lines.iter().skip(1).all(starred);
    let unstarred = |line: &str| line.strip_prefix('*').unwrap_or(line).trim().to_owned();
    let first = lines.iter().take(1).map(|line| (*line).to_owned());
    let rest = lines.iter().skip(1).map(|line| match stars {
        true => unstarred(line),
        false => (*line).to_owned(),
    });
    first.chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::description;
    use syn::DeriveInput;

    fn describe(docs: &str) -> String {
        let input = syn::parse_str(&format!("{docs}\nstruct S;"));
        input.map_or_else(
            |error| error.to_string(),
            |input: DeriveInput| description(&input.attrs),
        )
    }

    #[test]
    fn none() {
        assert_eq!(describe(""), "");
        assert_eq!(
            describe("#[doc(hidden)] #[doc = include_str!(\"a.md\")]"),
            ""
        );
        assert_eq!(describe("///\n///"), "");
    }

    #[test]
    fn paragraphs() {
        let docs =
            "///\n/// One line,\n/// and another.\n///\n///\n/// A second\n///   paragraph.\n///";
        assert_eq!(
            describe(docs),
            "One line, and another.\n\nA second paragraph."
        );
    }

    #[test]
    fn attributes_and_comments_mix() {
        assert_eq!(
            describe(
                "#[doc = \"One\"]\n/// two\n#[doc(alias = \"x\")]\n#[doc = \"\\n three\\nfour\"]"
            ),
            "One two\n\nthree four"
        );
    }

    #[test]
    fn block_comments() {
        assert_eq!(describe("/** One line. */"), "One line.");
        assert_eq!(
            describe("/**\n * One\n * line.\n *\n * More.\n */"),
            "One line.\n\nMore."
        );
        assert_eq!(describe("/**\n    One\n    line.\n*/"), "One line.");
        assert_eq!(describe("/// * one\n/// * two"), "* one * two");
    }
}
