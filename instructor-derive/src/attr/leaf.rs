//! How a value is read that is no `Extract`.

use super::Attr;
use super::read::{flag, function, set};
use syn::meta::ParseNestedMeta;
use syn::{ExprPath, Path, Result};

#[derive(Default)]
pub(crate) struct Leaf {
    pub(crate) from_str: Option<Attr<()>>,
    pub(crate) serde: Option<Attr<()>>,
    /// A function that makes the schema, of other types too.
    pub(crate) schema: Option<Attr<ExprPath>>,
}

impl Leaf {
    /// Reads the item, if it is one of these.
    pub(super) fn read(&mut self, meta: &ParseNestedMeta<'_>) -> Result<bool> {
        if meta.path.is_ident("from_str") {
            flag(&mut self.from_str, meta)?;
        } else if meta.path.is_ident("serde") {
            flag(&mut self.serde, meta)?;
        } else if meta.path.is_ident("schema") {
            let expected = "the path of a function that makes a schema, such as schema_of_color";
            set(&mut self.schema, meta, function(meta, expected)?)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &Path> {
        let flags = [&self.from_str, &self.serde].into_iter().flatten();
        let keys = flags.map(|attr| &attr.key);
        keys.chain(self.schema.iter().map(|attr| &attr.key))
    }
}
