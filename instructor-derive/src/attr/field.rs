//! The attributes of a field.

use super::read::{
    bound, deserialized, each, fallback, flag, quoted, refused, set, set_some, string, unsupported,
};
use super::{Attr, Constraints, Fallback, Leaf, Said, Validators};
use crate::errors::Errors;
use syn::parse::Parse;
use syn::{Attribute, ExprPath, LitStr, Path, parse_quote};

#[derive(Default)]
pub(crate) struct Field {
    pub(crate) rename: Option<Attr<LitStr>>,
    pub(crate) aliases: Vec<Attr<LitStr>>,
    pub(crate) default: Option<Attr<Fallback>>,
    pub(crate) skip: Option<Attr<()>>,
    pub(crate) flatten: Option<Attr<()>>,
    /// The function that deserializes it.
    pub(crate) with: Option<Attr<ExprPath>>,
    pub(crate) atomic: Option<Attr<()>>,
    pub(crate) needed: Option<Attr<()>>,
    pub(crate) literal: Option<Attr<LitStr>>,
    pub(crate) said: Said,
    pub(crate) leaf: Leaf,
    pub(crate) constraints: Constraints,
    pub(crate) validators: Validators,
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
            } else if meta.path.is_ident("skip") || meta.path.is_ident("skip_deserializing") {
                flag(&mut field.skip, meta)
            } else if meta.path.is_ident("flatten") {
                flag(&mut field.flatten, meta)
            } else if meta.path.is_ident("deserialize_with") {
                let expected = "the path of a function, such as \"module::deserialize\"";
                let path = quoted(meta, ExprPath::parse, expected)?;
                set(&mut field.with, meta, path)
            } else if meta.path.is_ident("with") {
                let expected = "the path of a module, such as \"module\"";
                let module = quoted(meta, ExprPath::parse, expected)?;
                set(&mut field.with, meta, parse_quote!(#module::deserialize))
            } else if meta.path.is_ident("bound") {
                bound(meta)
            } else if meta.path.is_ident("skip_serializing") {
                Ok(())
            } else if meta.path.is_ident("skip_serializing_if")
                || meta.path.is_ident("serialize_with")
                || meta.path.is_ident("getter")
            {
                string(meta).map(drop)
            } else if meta.path.is_ident("borrow") {
                let cure = "borrowed data cannot be extracted: remove it, and use an owned type such as String";
                refused(meta, cure)
            } else {
                let keys = "`rename`, `alias`, `default`, `skip`, `flatten`, `with`, `deserialize_with`, and what only a \
                            serializer obeys, are supported on a field";
                Err(unsupported(meta, "serde", keys))
            }
        });
        let mut skip = None;
        each(attrs, "extract", errors, |meta| {
            if field.said.read(meta)?
                || field.leaf.read(meta)?
                || field.constraints.read(meta)?
                || field.validators.read(meta)?
            {
                Ok(())
            } else if meta.path.is_ident("atomic") {
                flag(&mut field.atomic, meta)
            } else if meta.path.is_ident("needed") {
                flag(&mut field.needed, meta)
            } else if meta.path.is_ident("literal") {
                set(&mut field.literal, meta, string(meta)?)
            } else if meta.path.is_ident("skip") {
                flag(&mut skip, meta)
            } else {
                let keys = "`atomic`, `needed`, `literal`, `skip`, `from_str`, `serde`, `schema`, `description`, `title`, \
                            `example`, `validate`, and the constraints `min`, `max`, `exclusive_min`, `exclusive_max`, `multiple_of`, \
                            `min_length`, `max_length`, `pattern`, `format`, `min_items`, `max_items` and `unique_items` \
                            are supported on a field";
                Err(unsupported(meta, "extract", keys))
            }
        });
        field.skip = field.skip.or(skip);
        field.constraints.check(errors);
        field
    }

    /// The keys of all that is set, but `besides`.
    pub(crate) fn keys(&self, besides: &[&str]) -> Vec<&Path> {
        let names = [&self.rename, &self.literal];
        let flags = [&self.skip, &self.flatten, &self.atomic, &self.needed];
        let keys = names.into_iter().flatten().map(|attr| &attr.key);
        let keys = keys.chain(self.aliases.iter().map(|attr| &attr.key));
        let keys = keys.chain(self.default.iter().map(|attr| &attr.key));
        let keys = keys.chain(self.with.iter().map(|attr| &attr.key));
        let keys = keys.chain(flags.into_iter().flatten().map(|attr| &attr.key));
        let keys = keys.chain(self.said.keys()).chain(self.leaf.keys());
        let keys = keys
            .chain(self.constraints.keys())
            .chain(self.validators.keys());
        keys.filter(|key| !besides.iter().any(|name| key.is_ident(name)))
            .collect()
    }
}
