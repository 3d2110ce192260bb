//! The attributes: serde's, from the deserializing side, and our own.
//!
//! What is not honoured is refused, each at its own token, and one that is wrong does not hide the next.

use crate::case::{RULES, Rule};
use crate::errors::Errors;
use proc_macro2::TokenTree;
use syn::meta::ParseNestedMeta;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Error, ExprPath, Ident, LitStr, Path, Result, Token, parse_quote, token};

/// The keys of `extract`, as an error lists them.
const EXTRACT_KEYS: &str = "`crate` and `partial` are supported, on a type";

/// An attribute, with its key to point at where it has no place.
pub(crate) struct Attr<T> {
    pub(crate) key: Path,
    pub(crate) value: T,
}

/// The attributes of a struct or an enum.
pub(crate) struct Container {
    /// Where the crate is that printed code names.
    pub(crate) krate: Path,
    pub(crate) partial: Option<Attr<Ident>>,
    pub(crate) rename: Option<Attr<LitStr>>,
    pub(crate) rename_all: Option<Attr<Rule>>,
    pub(crate) default: Option<Attr<Fallback>>,
}

/// The attributes of a field.
#[derive(Default)]
pub(crate) struct Field {
    pub(crate) rename: Option<Attr<LitStr>>,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) default: Option<Attr<Fallback>>,
    pub(crate) skip: Option<Attr<()>>,
}

/// The attributes of a variant.
#[derive(Default)]
pub(crate) struct Variant {
    pub(crate) rename: Option<Attr<LitStr>>,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) skip: Option<Attr<()>>,
}

/// What stands in for an absent field.
pub(crate) enum Fallback {
    /// `default`
    Default,
    /// `default = "path"`
    Path(ExprPath),
}

impl Container {
    pub(crate) fn parse(attrs: &[Attribute], errors: &mut Errors) -> Container {
        let (mut krate, mut partial) = (None, None);
        each(attrs, "extract", errors, |meta| {
            if meta.path.is_ident("crate") {
                let path = quoted(
                    meta,
                    Path::parse_mod_style,
                    "a path, such as \"instructor_core\"",
                )?;
                set(&mut krate, meta, path)
            } else if meta.path.is_ident("partial") {
                let name = quoted(
                    meta,
                    Ident::parse,
                    "the name of a type, such as \"PartialUser\"",
                )?;
                set(&mut partial, meta, name)
            } else {
                Err(unsupported(meta, "extract", EXTRACT_KEYS))
            }
        });
        let (mut rename, mut rename_all, mut default) = (None, None, None);
        each(attrs, "serde", errors, |meta| {
            if meta.path.is_ident("rename") {
                set_some(&mut rename, meta, deserialized(meta)?)
            } else if meta.path.is_ident("rename_all") {
                let rule = deserialized(meta)?.as_ref().map(rule).transpose()?;
                set_some(&mut rename_all, meta, rule)
            } else if meta.path.is_ident("default") {
                set(&mut default, meta, fallback(meta)?)
            } else {
                let keys = "`rename`, `rename_all` and `default` are supported on a type";
                Err(unsupported(meta, "serde", keys))
            }
        });
        Container {
            krate: match krate {
                Some(krate) => krate.value,
                None => parse_quote!(::instructor_core),
            },
            partial,
            rename,
            rename_all,
            default,
        }
    }
}

impl Field {
    pub(crate) fn parse(attrs: &[Attribute], errors: &mut Errors) -> Field {
        let mut field = Field::default();
        each(attrs, "serde", errors, |meta| {
            if meta.path.is_ident("rename") {
                set_some(&mut field.rename, meta, deserialized(meta)?)
            } else if meta.path.is_ident("alias") {
                field.aliases.push(string(meta)?);
                Ok(())
            } else if meta.path.is_ident("default") {
                set(&mut field.default, meta, fallback(meta)?)
            } else if meta.path.is_ident("skip") {
                set(&mut field.skip, meta, ())
            } else {
                let keys = "`rename`, `alias`, `default` and `skip` are supported on a field";
                Err(unsupported(meta, "serde", keys))
            }
        });
        refuse(attrs, "extract", EXTRACT_KEYS, errors);
        field
    }

    /// The field of a newtype has no name, and is never absent on its own.
    pub(crate) fn refuse(attrs: &[Attribute], errors: &mut Errors) {
        let keys = "`rename` is supported on a newtype, on the type itself";
        refuse(attrs, "serde", keys, errors);
        refuse(attrs, "extract", EXTRACT_KEYS, errors);
    }
}

impl Variant {
    pub(crate) fn parse(attrs: &[Attribute], errors: &mut Errors) -> Variant {
        let mut variant = Variant::default();
        each(attrs, "serde", errors, |meta| {
            if meta.path.is_ident("rename") {
                set_some(&mut variant.rename, meta, deserialized(meta)?)
            } else if meta.path.is_ident("alias") {
                variant.aliases.push(string(meta)?);
                Ok(())
            } else if meta.path.is_ident("skip") {
                set(&mut variant.skip, meta, ())
            } else {
                let keys = "`rename`, `alias` and `skip` are supported on a variant";
                Err(unsupported(meta, "serde", keys))
            }
        });
        refuse(attrs, "extract", EXTRACT_KEYS, errors);
        variant
    }
}

/// Reads each item of the attributes called `name`.
fn each(
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

fn refuse(attrs: &[Attribute], name: &str, keys: &str, errors: &mut Errors) {
    each(attrs, name, errors, |meta| {
        Err(unsupported(meta, name, keys))
    });
}

fn unsupported(meta: &ParseNestedMeta<'_>, name: &str, keys: &str) -> Error {
    let message = format!("unsupported {name} attribute: currently only {keys}");
    Error::new_spanned(&meta.path, message)
}

fn set<T>(place: &mut Option<Attr<T>>, meta: &ParseNestedMeta<'_>, value: T) -> Result<()> {
    let key = meta.path.clone();
    match place {
        Some(_) => Err(Error::new_spanned(key, "duplicate attribute")),
        None => {
            *place = Some(Attr { key, value });
            Ok(())
        }
    }
}

fn set_some<T>(
    place: &mut Option<Attr<T>>,
    meta: &ParseNestedMeta<'_>,
    value: Option<T>,
) -> Result<()> {
    match value {
        Some(value) => set(place, meta, value),
        None => Ok(()),
    }
}

/// `= "value"`
fn string(meta: &ParseNestedMeta<'_>) -> Result<LitStr> {
    meta.value()?.parse()
}

/// `= "value"` with what `parser` reads in it
fn quoted<T>(
    meta: &ParseNestedMeta<'_>,
    parser: fn(ParseStream<'_>) -> Result<T>,
    expected: &str,
) -> Result<T> {
    let value = string(meta)?;
    let parsed = value.parse_with(parser);
    parsed.map_err(|_| Error::new(value.span(), format!("expected {expected}")))
}

/// `= "value"`, or the second of `(serialize = "value", deserialize = "value")`.
fn deserialized(meta: &ParseNestedMeta<'_>) -> Result<Option<LitStr>> {
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

fn fallback(meta: &ParseNestedMeta<'_>) -> Result<Fallback> {
    if meta.input.peek(Token![=]) {
        let expected = "the path of a function, such as \"Vec::new\"";
        quoted(meta, ExprPath::parse, expected).map(Fallback::Path)
    } else {
        Ok(Fallback::Default)
    }
}

fn rule(name: &LitStr) -> Result<Rule> {
    Rule::named(&name.value()).ok_or_else(|| {
        let rules = RULES.map(|(rule, _)| format!("\"{rule}\"")).join(", ");
        Error::new(
            name.span(),
            format!("unknown rule, expected one of {rules}"),
        )
    })
}
