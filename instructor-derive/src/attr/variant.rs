//! The attributes of a variant.

use super::Attr;
use super::read::{
    bound, deserialized, each, flag, refused, rule, set, set_some, string, unsupported,
};
use crate::case::Rule;
use crate::errors::Errors;
use syn::{Attribute, LitStr};

#[derive(Default)]
pub(crate) struct Variant {
    pub(crate) rename: Option<Attr<LitStr>>,
    pub(crate) aliases: Vec<Attr<LitStr>>,
    pub(crate) rename_all: Option<Attr<Rule>>,
    pub(crate) skip: Option<Attr<()>>,
    pub(crate) other: Option<Attr<()>>,
    /// Goes before the docs.
    pub(crate) description: Option<Attr<LitStr>>,
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
            } else if meta.path.is_ident("skip") || meta.path.is_ident("skip_deserializing") {
                flag(&mut variant.skip, meta)
            } else if meta.path.is_ident("other") {
                flag(&mut variant.other, meta)
            } else if meta.path.is_ident("bound") {
                bound(meta)
            } else if meta.path.is_ident("skip_serializing") {
                Ok(())
            } else if meta.path.is_ident("serialize_with") {
                string(meta).map(drop)
            } else if meta.path.is_ident("with") || meta.path.is_ident("deserialize_with") {
                refused(meta, "put it on the field of the variant")
            } else if meta.path.is_ident("untagged") {
                let cure = "put the variants that have no tag into an enum of their own, which is untagged as a whole";
                refused(meta, cure)
            } else if meta.path.is_ident("borrow") {
                let cure = "borrowed data cannot be extracted: remove it, and use an owned type such as String";
                refused(meta, cure)
            } else {
                let keys = "`rename`, `alias`, `rename_all`, `skip`, `other`, and what only a serializer obeys, are \
                            supported on a variant";
                Err(unsupported(meta, "serde", keys))
            }
        });
        let mut skip = None;
        each(attrs, "extract", errors, |meta| {
            if meta.path.is_ident("description") {
                set(&mut variant.description, meta, string(meta)?)
            } else if meta.path.is_ident("skip") {
                flag(&mut skip, meta)
            } else {
                let keys = "`description` and `skip` are supported on a variant, put others on the enum or on the fields";
                Err(unsupported(meta, "extract", keys))
            }
        });
        variant.skip = variant.skip.or(skip);
        variant
    }
}
