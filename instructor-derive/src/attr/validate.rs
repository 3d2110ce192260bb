//! Functions that look at the complete value: `validate = path`, any number of times.

use super::Attr;
use super::read::{duplicate, function};
use quote::ToTokens;
use syn::meta::ParseNestedMeta;
use syn::{ExprPath, Path, Result};

/// Those of one field or type, in the order that they are written in.
#[derive(Default)]
pub(crate) struct Validators(Vec<Attr<ExprPath>>);

impl Validators {
    /// Reads the item, if it is one of these.
    pub(super) fn read(&mut self, meta: &ParseNestedMeta<'_>) -> Result<bool> {
        if !meta.path.is_ident("validate") {
            return Ok(false);
        }
        let expected = "the path of a function that validates, such as check_name";
        let value = function(meta, expected)?;
        let text = |path: &ExprPath| path.to_token_stream().to_string();
        if self.iter().any(|other| text(other) == text(&value)) {
            return Err(duplicate(meta));
        }
        let key = meta.path.clone();
        self.0.push(Attr { key, value });
        Ok(true)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &ExprPath> {
        self.0.iter().map(|validator| &validator.value)
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().map(|validator| &validator.key)
    }
}
