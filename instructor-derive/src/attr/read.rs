//! How an attribute is read: item by item, each error at its own token.

use super::{Attr, Fallback};
use crate::case::{RULES, Rule};
use crate::errors::Errors;
use proc_macro2::TokenTree;
use syn::meta::ParseNestedMeta;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, ExprPath, LitStr, Path, Result, Token, parenthesized, token};

/// Reads each item of the attributes called `name`.
pub(super) fn each(
    attrs: &[Attribute],
    name: &str,
    errors: &mut Errors,
    mut read: impl FnMut(&ParseNestedMeta<'_>) -> Result<()>,
) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(name)) {
        let mut read_all = true;
        let items = attr.parse_nested_meta(|meta| {
            if let Err(error) = read(&meta) {
                errors.push(error);
                read_all = false;
                while !meta.input.is_empty() && !meta.input.peek(Token![,]) {
                    meta.input.parse::<TokenTree>()?;
                }
            }
            Ok(())
        });
        // After an item that could not be read, what `syn` makes of its rest is noise.
        if let Err(error) = items
            && read_all
        {
            errors.push(error);
        }
    }
}

pub(super) fn unsupported(meta: &ParseNestedMeta<'_>, name: &str, keys: &str) -> Error {
    let message = format!("unsupported {name} attribute: currently only {keys}");
    Error::new_spanned(&meta.path, message)
}

/// An attribute that serde has, and we do not, with what to do instead.
pub(super) fn refused(meta: &ParseNestedMeta<'_>, cure: &str) -> Result<()> {
    let name = meta.path.get_ident().map(ToString::to_string);
    let name = name.unwrap_or_default();
    let message = format!("`{name}` is not supported: {cure}");
    Err(Error::new_spanned(&meta.path, message))
}

/// `bound = "…"`, or `bound(serialize = "…")`, which is none of ours.
pub(super) fn bound(meta: &ParseNestedMeta<'_>) -> Result<()> {
    let cure = "what is deserialized is bounded by `Extract`: write other bounds in a `where` clause of the type";
    match deserialized(meta)? {
        Some(_) => refused(meta, cure),
        None => Ok(()),
    }
}

pub(super) fn set<T>(
    place: &mut Option<Attr<T>>,
    meta: &ParseNestedMeta<'_>,
    value: T,
) -> Result<()> {
    match place {
        Some(_) => Err(duplicate(meta)),
        None => {
            let key = meta.path.clone();
            *place = Some(Attr { key, value });
            Ok(())
        }
    }
}

pub(super) fn duplicate(meta: &ParseNestedMeta<'_>) -> Error {
    Error::new_spanned(&meta.path, "duplicate attribute")
}

pub(super) fn set_some<T>(
    place: &mut Option<Attr<T>>,
    meta: &ParseNestedMeta<'_>,
    value: Option<T>,
) -> Result<()> {
    match value {
        Some(value) => set(place, meta, value),
        None => Ok(()),
    }
}

/// An attribute that is only its key.
pub(super) fn flag(place: &mut Option<Attr<()>>, meta: &ParseNestedMeta<'_>) -> Result<()> {
    set(place, meta, ())
}

/// `= "value"`
pub(super) fn string(meta: &ParseNestedMeta<'_>) -> Result<LitStr> {
    meta.value()?.parse()
}

/// `= "value"` with what `parser` reads in it
pub(super) fn quoted<T>(
    meta: &ParseNestedMeta<'_>,
    parser: fn(ParseStream<'_>) -> Result<T>,
    expected: &str,
) -> Result<T> {
    let value = string(meta)?;
    let parsed = value.parse_with(parser);
    parsed.map_err(|_| Error::new(value.span(), format!("expected {expected}")))
}

/// `= "value"`, or the second of `(serialize = "value", deserialize = "value")`.
pub(super) fn deserialized(meta: &ParseNestedMeta<'_>) -> Result<Option<LitStr>> {
    if !meta.input.peek(token::Paren) {
        return string(meta).map(Some);
    }
    let (mut serialize, mut deserialize) = (None, None);
    meta.parse_nested_meta(|meta| {
        if meta.path.is_ident("serialize") {
            set(&mut serialize, &meta, string(&meta)?)
        } else if meta.path.is_ident("deserialize") {
            set(&mut deserialize, &meta, string(&meta)?)
        } else {
            let message = "expected `serialize` or `deserialize`";
            Err(Error::new_spanned(&meta.path, message))
        }
    })?;
    Ok(deserialize.map(|name| name.value))
}

/// `= path` or `= "path"`
pub(super) fn function(meta: &ParseNestedMeta<'_>, expected: &str) -> Result<ExprPath> {
    let value = meta.value()?;
    if value.peek(LitStr) {
        let value: LitStr = value.parse()?;
        let parsed = value.parse_with(ExprPath::parse);
        return parsed.map_err(|_| Error::new(value.span(), format!("expected {expected}")));
    }
    let span = value.span();
    let parsed = value.parse();
    parsed.map_err(|_| Error::new(span, format!("expected {expected}")))
}

pub(super) fn fallback(meta: &ParseNestedMeta<'_>) -> Result<Fallback> {
    if meta.input.peek(Token![=]) {
        let expected = "the path of a function, such as \"Vec::new\"";
        quoted(meta, ExprPath::parse, expected).map(Fallback::Path)
    } else {
        Ok(Fallback::Default)
    }
}

/// `(path, path)`
pub(super) fn paths(meta: &ParseNestedMeta<'_>) -> Result<Vec<Path>> {
    let content;
    parenthesized!(content in meta.input);
    let paths =
        Punctuated::<Path, Token![,]>::parse_terminated_with(&content, Path::parse_mod_style)?;
    Ok(paths.into_iter().collect())
}

pub(super) fn rule(name: &LitStr) -> Result<Rule> {
    Rule::named(&name.value()).ok_or_else(|| {
        let rules = RULES.map(|(rule, _)| format!("\"{rule}\"")).join(", ");
        Error::new(
            name.span(),
            format!("unknown rule, expected one of {rules}"),
        )
    })
}
