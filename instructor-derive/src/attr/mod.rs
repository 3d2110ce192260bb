//! The attributes: serde's, from the deserializing side, and our own.
//!
//! What is not honoured is refused, each at its own token, and one that is wrong does not hide the next.

mod read;

use crate::case::Rule;
use crate::errors::Errors;
use read::{
    deserialized, each, fallback, flag, paths, quoted, rule, set, set_some, string, unsupported,
};
use syn::parse::Parse;
use syn::{Attribute, Error, ExprPath, Ident, LitStr, Path, parse_quote};

/// An attribute, with its key to point at where it has no place.
pub(crate) struct Attr<T> {
    pub(crate) key: Path,
    pub(crate) value: T,
}

/// The attributes of a struct or an enum.
pub(crate) struct Container {
    /// Where the crate is that printed code names.
    pub(crate) krate: Path,
    pub(crate) extract: Extract,
    pub(crate) serde: Serde,
}

/// Our own attributes of a struct or an enum.
#[derive(Default)]
pub(crate) struct Extract {
    pub(crate) partial: Option<Attr<Ident>>,
    /// What the partial derives beside what is printed.
    pub(crate) derives: Option<Attr<Vec<Path>>>,
    pub(crate) early: Option<Attr<()>>,
    pub(crate) atomic: Option<Attr<()>>,
}

/// serde's attributes of a struct or an enum.
#[derive(Default)]
pub(crate) struct Serde {
    pub(crate) rename: Option<Attr<LitStr>>,
    pub(crate) rename_all: Option<Attr<Rule>>,
    pub(crate) rename_all_fields: Option<Attr<Rule>>,
    pub(crate) default: Option<Attr<Fallback>>,
    pub(crate) tag: Option<Attr<LitStr>>,
    pub(crate) content: Option<Attr<LitStr>>,
    pub(crate) untagged: Option<Attr<()>>,
    pub(crate) transparent: Option<Attr<()>>,
}

/// The attributes of a field.
#[derive(Default)]
pub(crate) struct Field {
    pub(crate) rename: Option<Attr<LitStr>>,
    pub(crate) aliases: Vec<Attr<LitStr>>,
    pub(crate) default: Option<Attr<Fallback>>,
    pub(crate) skip: Option<Attr<()>>,
    pub(crate) flatten: Option<Attr<()>>,
    pub(crate) atomic: Option<Attr<()>>,
    pub(crate) needed: Option<Attr<()>>,
    pub(crate) literal: Option<Attr<LitStr>>,
}

/// The attributes of a variant.
#[derive(Default)]
pub(crate) struct Variant {
    pub(crate) rename: Option<Attr<LitStr>>,
    pub(crate) aliases: Vec<Attr<LitStr>>,
    pub(crate) rename_all: Option<Attr<Rule>>,
    pub(crate) skip: Option<Attr<()>>,
    pub(crate) other: Option<Attr<()>>,
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
        let mut krate = None;
        let mut extract = Extract::default();
        each(attrs, "extract", errors, |meta| {
            if meta.path.is_ident("crate") {
                let expected = "a path, such as \"instructor_core\"";
                let path = quoted(meta, Path::parse_mod_style, expected)?;
                set(&mut krate, meta, path)
            } else if meta.path.is_ident("partial") && meta.input.peek(syn::token::Paren) {
                meta.parse_nested_meta(|meta| {
                    if meta.path.is_ident("derive") {
                        set(&mut extract.derives, &meta, paths(&meta)?)
                    } else {
                        let message = "expected `derive(…)`";
                        Err(Error::new_spanned(&meta.path, message))
                    }
                })
            } else if meta.path.is_ident("partial") {
                let expected = "the name of a type, such as \"PartialUser\"";
                let name = quoted(meta, Ident::parse, expected)?;
                set(&mut extract.partial, meta, name)
            } else if meta.path.is_ident("early") {
                flag(&mut extract.early, meta)
            } else if meta.path.is_ident("atomic") {
                flag(&mut extract.atomic, meta)
            } else {
                let keys = "`crate`, `partial`, `early` and `atomic` are supported on a type";
                Err(unsupported(meta, "extract", keys))
            }
        });
        Container {
            krate: match krate {
                Some(krate) => krate.value,
                None => parse_quote!(::instructor_core),
            },
            extract,
            serde: Serde::parse(attrs, errors),
        }
    }
}

impl Serde {
    fn parse(attrs: &[Attribute], errors: &mut Errors) -> Serde {
        let mut serde = Serde::default();
        each(attrs, "serde", errors, |meta| {
            if meta.path.is_ident("rename") {
                set_some(&mut serde.rename, meta, deserialized(meta)?)
            } else if meta.path.is_ident("rename_all") {
                let rule = deserialized(meta)?.as_ref().map(rule).transpose()?;
                set_some(&mut serde.rename_all, meta, rule)
            } else if meta.path.is_ident("rename_all_fields") {
                let rule = deserialized(meta)?.as_ref().map(rule).transpose()?;
                set_some(&mut serde.rename_all_fields, meta, rule)
            } else if meta.path.is_ident("default") {
                set(&mut serde.default, meta, fallback(meta)?)
            } else if meta.path.is_ident("tag") {
                set(&mut serde.tag, meta, string(meta)?)
            } else if meta.path.is_ident("content") {
                set(&mut serde.content, meta, string(meta)?)
            } else if meta.path.is_ident("untagged") {
                flag(&mut serde.untagged, meta)
            } else if meta.path.is_ident("transparent") {
                flag(&mut serde.transparent, meta)
            } else {
                let keys = "`rename`, `rename_all`, `rename_all_fields`, `default`, `tag`, `content`, \
                            `untagged` and `transparent` are supported on a type";
                Err(unsupported(meta, "serde", keys))
            }
        });
        serde
    }
}

impl Field {
    pub(crate) fn parse(attrs: &[Attribute], errors: &mut Errors) -> Field {
        let mut field = Field::default();
        each(attrs, "serde", errors, |meta| {
            if meta.path.is_ident("rename") {
                set_some(&mut field.rename, meta, deserialized(meta)?)
            } else if meta.path.is_ident("alias") {
                let (key, value) = (meta.path.clone(), string(meta)?);
                field.aliases.push(Attr { key, value });
                Ok(())
            } else if meta.path.is_ident("default") {
                set(&mut field.default, meta, fallback(meta)?)
            } else if meta.path.is_ident("skip") {
                flag(&mut field.skip, meta)
            } else if meta.path.is_ident("flatten") {
                flag(&mut field.flatten, meta)
            } else {
                let keys =
                    "`rename`, `alias`, `default`, `skip` and `flatten` are supported on a field";
                Err(unsupported(meta, "serde", keys))
            }
        });
        each(attrs, "extract", errors, |meta| {
            if meta.path.is_ident("atomic") {
                flag(&mut field.atomic, meta)
            } else if meta.path.is_ident("needed") {
                flag(&mut field.needed, meta)
            } else if meta.path.is_ident("literal") {
                set(&mut field.literal, meta, string(meta)?)
            } else {
                let keys = "`atomic`, `needed` and `literal` are supported on a field";
                Err(unsupported(meta, "extract", keys))
            }
        });
        field
    }
}

impl Variant {
    pub(crate) fn parse(attrs: &[Attribute], errors: &mut Errors) -> Variant {
        let mut variant = Variant::default();
        each(attrs, "serde", errors, |meta| {
            if meta.path.is_ident("rename") {
                set_some(&mut variant.rename, meta, deserialized(meta)?)
            } else if meta.path.is_ident("alias") {
                let (key, value) = (meta.path.clone(), string(meta)?);
                variant.aliases.push(Attr { key, value });
                Ok(())
            } else if meta.path.is_ident("rename_all") {
                let rule = deserialized(meta)?.as_ref().map(rule).transpose()?;
                set_some(&mut variant.rename_all, meta, rule)
            } else if meta.path.is_ident("skip") {
                flag(&mut variant.skip, meta)
            } else if meta.path.is_ident("other") {
                flag(&mut variant.other, meta)
            } else {
                let keys = "`rename`, `alias`, `rename_all`, `skip` and `other` are supported on a variant";
                Err(unsupported(meta, "serde", keys))
            }
        });
        each(attrs, "extract", errors, |meta| {
            let message = "no extract attribute is supported on a variant";
            Err(Error::new_spanned(&meta.path, message))
        });
        variant
    }
}

impl Field {
    /// The keys of all that is set, but `besides`.
    pub(crate) fn keys(&self, besides: &[&str]) -> Vec<&Path> {
        let names = [&self.rename, &self.literal];
        let flags = [&self.skip, &self.flatten, &self.atomic, &self.needed];
        let keys = names.into_iter().flatten().map(|attr| &attr.key);
        let keys = keys.chain(self.aliases.iter().map(|attr| &attr.key));
        let keys = keys.chain(self.default.iter().map(|attr| &attr.key));
        let keys = keys.chain(flags.into_iter().flatten().map(|attr| &attr.key));
        keys.filter(|key| !besides.iter().any(|name| key.is_ident(name)))
            .collect()
    }
}
