//! What a type is to the derive: checked, with names and defaults settled.

mod apart;
mod field;
mod inner;
mod union;

pub(crate) use field::{Absent, Field};
pub(crate) use inner::Inner;
pub(crate) use union::{Form, Tagging, Union, Variant};

use crate::attr::{Attr, Container};
use crate::errors::Errors;
use field::{Place, Site};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use std::collections::HashSet;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Error, Fields, Ident, LitStr, Result};

/// The kinds of types.
pub(crate) enum Kind<'a> {
    /// A struct with named fields.
    Object(Vec<Field<'a>>),
    /// A newtype, or a transparent struct.
    Inner(Inner<'a>),
    /// A tuple struct of any other number of fields than one.
    Tuple(Vec<Field<'a>>),
    /// A unit struct.
    Unit,
    /// An enum of unit variants: a name in the JSON.
    Names(Vec<Variant<'a>>),
    /// An enum whose variants hold data, or that has a tag.
    Union(Union<'a>),
}

impl<'a> Kind<'a> {
    pub(crate) fn parse(
        input: &'a DeriveInput,
        attrs: &Container,
        errors: &mut Errors,
    ) -> Result<Kind<'a>> {
        for param in input.generics.lifetimes() {
            let message = "borrowed data cannot be extracted: use an owned type such as String";
            errors.at(&param.lifetime, message);
        }
        let (_, ty_generics, _) = input.generics.split_for_impl();
        let ident = &input.ident;
        let this = quote!(#ident #ty_generics);
        match &input.data {
            Data::Struct(data) => {
                refuse_on_struct(attrs, errors);
                let kind = match &attrs.serde.transparent {
                    Some(transparent) => {
                        let fields = &data.fields;
                        let inner = Inner::transparent(fields, transparent, &this, attrs, errors)?;
                        Kind::Inner(inner)
                    }
                    None => of_struct(&data.fields, &this, attrs, errors),
                };
                if let Kind::Inner(inner) = &kind
                    && inner.field().is_itself(ident)
                {
                    let message =
                        "it is this field in the JSON, which has no end: use a struct or a list";
                    errors.at(&inner.field().original.ty, message);
                }
                Ok(kind)
            }
            Data::Enum(data) => union::parse(ident, data, &this, attrs, errors),
            Data::Union(data) => {
                let message = "currently only structs and enums are supported";
                Err(Error::new_spanned(data.union_token, message))
            }
        }
    }

    /// The fields that are read from the JSON, of all variants.
    pub(crate) fn read(&self) -> Vec<&Field<'a>> {
        let fields: Vec<&Field<'a>> = match self {
            Kind::Object(fields) | Kind::Tuple(fields) => fields.iter().collect(),
            Kind::Inner(inner) => vec![inner.field()],
            Kind::Unit | Kind::Names(_) => Vec::new(),
            Kind::Union(union) => union.read().flat_map(|variant| &variant.fields).collect(),
        };
        fields.into_iter().filter(|field| !field.skip).collect()
    }
}

fn of_struct<'a>(
    fields: &'a Fields,
    this: &TokenStream,
    attrs: &Container,
    errors: &mut Errors,
) -> Kind<'a> {
    let (extract, serde) = (&attrs.extract, &attrs.serde);
    match fields {
        Fields::Named(_) => {
            let site = Site {
                this,
                place: match &serde.default {
                    Some(_) => Place::StructWithDefault,
                    None => Place::Struct,
                },
                rename_all: serde.rename_all.as_ref().map(|rule| rule.value),
            };
            let fields = site.parse(fields, errors);
            check_names(fields.iter().filter_map(Field::names), errors);
            if let Some(atomic) = &extract.atomic
                && fields.iter().any(|field| field.needed)
            {
                let message = "it shows only when whole, so no field of it can be `needed` before";
                errors.at(&atomic.key, message);
            }
            Kind::Object(fields)
        }
        Fields::Unnamed(unnamed) if unnamed.unnamed.len() == 1 => {
            let message = "a newtype has no names of its own";
            refuse(&serde.rename_all, message, errors);
            refuse(&serde.default, "a newtype has no fields to default", errors);
            Kind::Inner(Inner::newtype(fields, this, errors))
        }
        Fields::Unnamed(_) => {
            let message = "a tuple struct is a list, whose elements have no names";
            refuse(&serde.rename_all, message, errors);
            let message =
                "a tuple struct is a list, whose elements have no defaults: give the fields names";
            refuse(&serde.default, message, errors);
            let place = Place::Element;
            let rename_all = None;
            let site = Site {
                this,
                place,
                rename_all,
            };
            Kind::Tuple(site.parse(fields, errors))
        }
        Fields::Unit => {
            refuse(&serde.rename_all, "a unit struct has no fields", errors);
            refuse(&serde.default, "a unit struct has no fields", errors);
            let message = "a unit struct is null, which shows only when whole anyway";
            refuse(&extract.atomic, message, errors);
            Kind::Unit
        }
    }
}

fn refuse_on_struct(attrs: &Container, errors: &mut Errors) {
    let serde = &attrs.serde;
    refuse(&serde.tag, "only an enum has a tag", errors);
    refuse(
        &serde.content,
        "only an enum has a tag and a content",
        errors,
    );
    refuse(&serde.untagged, "only an enum can be untagged", errors);
    let message = "only an enum has variants with fields: use `rename_all`";
    refuse(&serde.rename_all_fields, message, errors);
    let message = "only an enum of unit variants can show early";
    refuse(&attrs.extract.early, message, errors);
}

/// The span of printed code whose errors are to be shown at the user's, with names resolved as in the rest of it.
pub(crate) fn shown_at(span: Span) -> Span {
    Span::call_site().located_at(span)
}

/// The name in the JSON, with the span of what it comes from.
fn name(
    rename: Option<Attr<LitStr>>,
    ident: &Ident,
    rule: impl FnOnce(String) -> String,
) -> LitStr {
    match rename {
        Some(rename) => rename.value,
        None => LitStr::new(&rule(ident.unraw().to_string()), ident.span()),
    }
}

fn refuse<T>(attr: &Option<Attr<T>>, message: &str, errors: &mut Errors) {
    if let Some(attr) = attr {
        errors.at(&attr.key, message);
    }
}

/// Each name must lead to one field or variant.
fn check_names<'n>(names: impl Iterator<Item = (&'n LitStr, &'n [LitStr])>, errors: &mut Errors) {
    let mut taken = HashSet::new();
    for name in names.flat_map(|(name, aliases)| std::iter::once(name).chain(aliases)) {
        if !taken.insert(name.value()) {
            let message = format!("the name \"{}\" is already taken", name.value());
            errors.at(name, message);
        }
    }
}
