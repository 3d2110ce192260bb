//! What the schema says of a type or of a field, beside its docs.

use super::Attr;
use super::read::{set, string};
use syn::meta::ParseNestedMeta;
use syn::{Expr, LitStr, Path, Result};

#[derive(Default)]
pub(crate) struct Said {
    /// Goes before the docs.
    pub(crate) description: Option<Attr<LitStr>>,
    pub(crate) title: Option<Attr<LitStr>>,
    pub(crate) examples: Vec<Attr<Expr>>,
}

impl Said {
    /// Reads the item, if it is one of these.
    pub(super) fn read(&mut self, meta: &ParseNestedMeta<'_>) -> Result<bool> {
        if meta.path.is_ident("description") {
            set(&mut self.description, meta, string(meta)?)?;
        } else if meta.path.is_ident("title") {
            set(&mut self.title, meta, string(meta)?)?;
        } else if meta.path.is_ident("example") {
            let (key, value) = (meta.path.clone(), meta.value()?.parse()?);
            self.examples.push(Attr { key, value });
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &Path> {
        let texts = [&self.description, &self.title].into_iter().flatten();
        let keys = texts.map(|attr| &attr.key);
        keys.chain(self.examples.iter().map(|attr| &attr.key))
    }
}
