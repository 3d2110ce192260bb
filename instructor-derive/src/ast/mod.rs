//! What a type is to the derive: checked, with names and defaults settled.

mod apart;
mod field;
mod garde;
mod inner;
mod leaf;
mod union;

pub(crate) use field::{Absent, Field};
pub(crate) use garde::Garde;
pub(crate) use inner::Inner;
pub(crate) use leaf::{Around, Leaf, Reading};
pub(crate) use union::{Form, Tagging, Union, Variant};

use crate::attr::{Attr, Container};
use crate::errors::Errors;
use field::{Place, Site};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use std::collections::HashSet;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Error, Fields, Ident, LitStr, Result, Type};

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
    /// Read as another type, and converted.
    Converted { source: &'a Type, fallible: bool },
    /// Read as a whole by the type's own parser.
    Leaf(Reading),
}

impl<'a> Kind<'a> {
    pub(crate) fn parse(
        input: &'a DeriveInput,
        attrs: &'a Container,
        errors: &mut Errors,
    ) -> Result<Kind<'a>> {
        for param in input.generics.lifetimes() {
            let message = "borrowed data cannot be extracted: use an owned type such as String";
            errors.at(&param.lifetime, message);
        }
        let (_, ty_generics, _) = input.generics.split_for_impl();
        let ident = &input.ident;
        let this = quote!(#ident #ty_generics);
        if let Some(kind) = of_another(attrs, errors) {
            return Ok(kind);
        }
        let scope = ident.unraw().to_string();
        match &input.data {
            Data::Struct(data) => {
                refuse_on_struct(attrs, errors);
                let kind = match &attrs.serde.transparent {
                    Some(transparent) => {
                        let fields = &data.fields;
                        let inner =
                            Inner::transparent(fields, transparent, &this, &scope, attrs, errors)?;
                        Kind::Inner(inner)
                    }
                    None => of_struct(&data.fields, &this, &scope, attrs, errors),
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
            Kind::Unit | Kind::Names(_) | Kind::Converted { .. } | Kind::Leaf(_) => Vec::new(),
            Kind::Union(union) => union.read().flat_map(|variant| &variant.fields).collect(),
        };
        fields.into_iter().filter(|field| !field.skip).collect()
    }
}

/// A type whose fields and variants are not looked at: what stands there is read by others.
fn of_another<'a>(attrs: &'a Container, errors: &mut Errors) -> Option<Kind<'a>> {
    let (extract, serde) = (&attrs.extract, &attrs.serde);
    let reading = Reading::parse(&attrs.leaf, None, || unreachable!(), errors);
    let from = serde.from.as_ref().map(|from| (from, false));
    let try_from = serde.try_from.as_ref().map(|from| (from, true));
    if let (Some(_), Some((try_from, _))) = (&from, &try_from) {
        let message = "it is read by `from` already: use one of them";
        errors.at(&try_from.key, message);
    }
    let kind = match (from.or(try_from), reading) {
        (Some((from, _)), Some(_)) => {
            let message = "it is read as a whole by its own parser: use one of them";
            errors.at(&from.key, message);
            return None;
        }
        (Some((from, fallible)), None) => {
            let message = "it is read as another type: put it on that";
            refuse(&serde.transparent, message, errors);
            Kind::Converted {
                source: &from.value,
                fallible,
            }
        }
        (None, Some(reading)) => Kind::Leaf(reading),
        (None, None) => return None,
    };
    let message = match kind {
        Kind::Leaf(_) => "it is read by its own parser, and shows only when whole anyway",
        _ => "it is read as another type: put it on that",
    };
    refuse(&extract.atomic, message, errors);
    refuse(&extract.early, message, errors);
    let message = match kind {
        Kind::Leaf(_) => "it is read by its own parser: that is to refuse what is not valid",
        _ => {
            "it is read as another type: put it on that, or refuse what is not valid in a `try_from`"
        }
    };
    for key in attrs.validators.keys() {
        errors.at(key, message);
    }
    refuse(&extract.garde, message, errors);
    let message = "the partial is an alias, of a type that is declared elsewhere";
    refuse(&extract.derives, message, errors);
    Some(kind)
}

fn of_struct<'a>(
    fields: &'a Fields,
    this: &TokenStream,
    scope: &str,
    attrs: &Container,
    errors: &mut Errors,
) -> Kind<'a> {
    let (extract, serde) = (&attrs.extract, &attrs.serde);
    match fields {
        Fields::Named(_) => {
            let site = Site {
                this,
                scope,
                place: match &serde.default {
                    Some(_) => Place::StructWithDefault,
                    None => Place::Struct,
                },
                rename_all: serde.rename_all.as_ref().map(|rule| rule.value),
            };
            let fields = site.parse(fields, errors);
            check_names(fields.iter().filter_map(Field::names), errors);
            if fields.iter().any(|field| field.flatten) {
                let message = "the keys that are no field's are not known beside a flattened one, in serde either: remove it, \
                               or `flatten`";
                refuse(&serde.deny_unknown_fields, message, errors);
            }
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
            Kind::Inner(Inner::newtype(fields, this, scope, errors))
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
                scope,
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

/// The other names. One that is said twice is no harm.
fn aliases(aliases: Vec<Attr<LitStr>>, name: &LitStr) -> Vec<LitStr> {
    let mut taken = HashSet::from([name.value()]);
    let aliases = aliases.into_iter().map(|alias| alias.value);
    aliases
        .filter(|alias| taken.insert(alias.value()))
        .collect()
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
