//! The attributes of a struct or an enum.

use super::read::{
    bound, deserialized, each, fallback, flag, paths, quoted, refused, rule, set, set_some, string,
    unsupported,
};
use super::{Attr, Fallback, Leaf, Said, Validators};
use crate::case::Rule;
use crate::errors::Errors;
use syn::parse::Parse;
use syn::{Attribute, Error, Ident, LitStr, Path, Type, parse_quote};

pub(crate) struct Container {
    /// Where the crate is that printed code names.
    pub(crate) krate: Path,
    pub(crate) extract: Extract,
    pub(crate) said: Said,
    pub(crate) leaf: Leaf,
    pub(crate) validators: Validators,
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
    /// It is validated by its `garde::Validate`.
    pub(crate) garde: Option<Attr<()>>,
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
    pub(crate) deny_unknown_fields: Option<Attr<()>>,
    pub(crate) from: Option<Attr<Type>>,
    pub(crate) try_from: Option<Attr<Type>>,
}

impl Container {
    pub(crate) fn parse(attrs: &[Attribute], errors: &mut Errors) -> Container {
        let mut krate = None;
        let mut extract = Extract::default();
        let (mut said, mut leaf) = (Said::default(), Leaf::default());
        let mut validators = Validators::default();
        each(attrs, "extract", errors, |meta| {
            if said.read(meta)? || leaf.read(meta)? || validators.read(meta)? {
                Ok(())
            } else if meta.path.is_ident("crate") {
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
            } else if meta.path.is_ident("garde") {
                flag(&mut extract.garde, meta)
            } else {
                let keys = "`crate`, `partial`, `early`, `atomic`, `description`, `title`, `example`, `from_str`, `serde`, \
                            `schema`, `validate` and `garde` are supported on a type";
                Err(unsupported(meta, "extract", keys))
            }
        });
        Container {
            krate: match krate {
                Some(krate) => krate.value,
                None => parse_quote!(::instructor_core),
            },
            extract,
            said,
            leaf,
            validators,
            serde: Serde::parse(attrs, errors),
        }
    }
}

impl Serde {
    fn parse(attrs: &[Attribute], errors: &mut Errors) -> Serde {
        let mut serde = Serde::default();
        each(attrs, "serde", errors, |meta| {
            let expected = "a type, such as \"String\"";
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
            } else if meta.path.is_ident("deny_unknown_fields") {
                flag(&mut serde.deny_unknown_fields, meta)
            } else if meta.path.is_ident("from") {
                set(&mut serde.from, meta, quoted(meta, Type::parse, expected)?)
            } else if meta.path.is_ident("try_from") {
                let source = quoted(meta, Type::parse, expected)?;
                set(&mut serde.try_from, meta, source)
            } else if meta.path.is_ident("bound") {
                bound(meta)
            } else if meta.path.is_ident("into") || meta.path.is_ident("crate") {
                string(meta).map(drop)
            } else if meta.path.is_ident("expecting") {
                let cure = "errors name what is expected by themselves: remove it, or read the type by `#[extract(serde)]`";
                refused(meta, cure)
            } else if meta.path.is_ident("remote") {
                let cure = "put the attributes on a type of your own with `#[serde(from = \"…\")]`, or read fields of the remote \
                            type by `#[serde(with = \"…\")]`";
                refused(meta, cure)
            } else if meta.path.is_ident("variant_identifier")
                || meta.path.is_ident("field_identifier")
            {
                let cure = "remove it: unit variants are read by their names, and any other name as the one with `#[serde(other)]`";
                refused(meta, cure)
            } else {
                let keys = "`rename`, `rename_all`, `rename_all_fields`, `default`, `tag`, `content`, `untagged`, \
                            `transparent`, `deny_unknown_fields`, `from`, `try_from`, `into`, `bound(serialize = …)` and \
                            `crate` are supported on a type";
                Err(unsupported(meta, "serde", keys))
            }
        });
        serde
    }
}
