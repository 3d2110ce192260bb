//! A struct that is one of its fields in the JSON.

use super::field::{Field, Place, Site};
use super::refuse;
use crate::attr::{Attr, Container};
use crate::errors::Errors;
use proc_macro2::TokenStream;
use syn::{Error, Fields, Index, Member, Result};

pub(crate) struct Inner<'a> {
    /// All of them. Those that are not read are skipped.
    pub(crate) fields: Vec<Field<'a>>,
    /// Whether the fields have names.
    pub(crate) named: bool,
    /// Which of them is read.
    index: usize,
}

impl<'a> Inner<'a> {
    /// A tuple struct of one field.
    pub(super) fn newtype(
        fields: &'a Fields,
        this: &TokenStream,
        scope: &str,
        errors: &mut Errors,
    ) -> Self {
        let site = Site {
            this,
            scope,
            place: Place::Newtype,
            rename_all: None,
        };
        Inner {
            fields: site.parse(fields, errors),
            named: false,
            index: 0,
        }
    }

    /// A struct marked so. As for serde, a field that has a default or is a `PhantomData` is not the one.
    pub(super) fn transparent(
        fields: &'a Fields,
        transparent: &Attr<()>,
        this: &TokenStream,
        scope: &str,
        attrs: &Container,
        errors: &mut Errors,
    ) -> Result<Self> {
        let message = "a transparent struct has no names of its own";
        refuse(&attrs.serde.rename_all, message, errors);
        let message = "a transparent struct has no fields to default";
        refuse(&attrs.serde.default, message, errors);
        let site = Site {
            this,
            scope,
            place: Place::Transparent,
            rename_all: None,
        };
        let named = matches!(fields, Fields::Named(_));
        let mut fields = site.parse(fields, errors);
        for field in &mut fields {
            field.skip |= matches!(field.absent, super::Absent::Default(_)) || field.is_phantom();
        }
        let mut read = fields.iter().enumerate().filter(|(_, field)| !field.skip);
        match (read.next(), read.next()) {
            (Some((index, _)), None) => {
                if !named {
                    // In the partial it is alone, and what it completes to is written without members.
                    let span = fields[index].span();
                    fields[index].member = Member::Unnamed(Index { index: 0, span });
                }
                Ok(Inner {
                    fields,
                    named,
                    index,
                })
            }
            (one, _) => {
                let found = if one.is_none() { "none" } else { "more" };
                let message = format!(
                    "a transparent struct has one field that is not skipped, this one has {found}"
                );
                Err(Error::new_spanned(&transparent.key, message))
            }
        }
    }

    /// The one that is read.
    pub(crate) fn field(&self) -> &Field<'a> {
        &self.fields[self.index]
    }
}
