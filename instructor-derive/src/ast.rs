//! What a type is to the derive: checked, with names and defaults settled.

use crate::attr::{self, Attr, Container, Fallback};
use crate::docs::description;
use crate::errors::Errors;
use crate::tokens::without_self;
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use std::collections::HashSet;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Error, Fields, Ident, LitStr, Result};

/// The three kinds of types.
pub(crate) enum Kind<'a> {
    Object(Vec<Field<'a>>),
    Newtype(Newtype<'a>),
    Variants(Vec<Variant<'a>>),
}

/// A named field.
pub(crate) struct Field<'a> {
    pub(crate) original: &'a syn::Field,
    pub(crate) ident: &'a Ident,
    /// The type, with `Self` spelled out.
    pub(crate) ty: TokenStream,
    /// In the JSON.
    pub(crate) name: LitStr,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) skip: bool,
    pub(crate) absent: Absent,
}

/// What a field completes to that is absent from the JSON.
pub(crate) enum Absent {
    /// What its type says: for most, it is missing.
    ByType,
    Default(Fallback),
    /// The field of the default of the whole type.
    OfContainer,
}

/// The one field of a newtype.
pub(crate) struct Newtype<'a> {
    pub(crate) original: &'a syn::Field,
    /// The type, with `Self` spelled out.
    pub(crate) ty: TokenStream,
}

/// A unit variant.
pub(crate) struct Variant<'a> {
    pub(crate) original: &'a syn::Variant,
    /// In the JSON.
    pub(crate) name: LitStr,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) skip: bool,
}

const SUPPORTED: &str = "currently only structs with named fields, tuple structs of one field and enums of unit variants are supported";

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
            Data::Struct(data) => match &data.fields {
                Fields::Named(fields) => {
                    let fields = fields.named.iter();
                    let fields = fields.map(|field| Field::parse(field, &this, attrs, errors));
                    let fields = fields.collect::<Result<Vec<_>>>()?;
                    let read = fields.iter().filter(|field| !field.skip);
                    check_names(read.map(|field| (&field.name, &*field.aliases)), errors);
                    Ok(Kind::Object(fields))
                }
                Fields::Unnamed(fields) => match fields.unnamed.first() {
                    Some(field) if fields.unnamed.len() == 1 => {
                        refuse(
                            &attrs.rename_all,
                            "a newtype has no names of its own",
                            errors,
                        );
                        refuse(&attrs.default, "a newtype has no fields to default", errors);
                        Ok(Kind::Newtype(Newtype::parse(field, &this, errors)))
                    }
                    _ => {
                        let message = "currently only tuple structs of one field are supported: give the fields names";
                        Err(Error::new_spanned(fields, message))
                    }
                },
                Fields::Unit => Err(Error::new_spanned(ident, SUPPORTED)),
            },
            Data::Enum(data) => {
                refuse(
                    &attrs.partial,
                    "only the partial of a struct can be named: a unit enum is its own",
                    errors,
                );
                refuse(&attrs.default, "an enum has no fields to default", errors);
                let variants = data.variants.iter();
                let variants = variants.map(|variant| Variant::parse(variant, attrs, errors));
                let variants: Vec<_> = variants.collect();
                let read = || variants.iter().filter(|variant| !variant.skip);
                check_names(
                    read().map(|variant| (&variant.name, &*variant.aliases)),
                    errors,
                );
                match read().next() {
                    Some(_) => Ok(Kind::Variants(variants)),
                    None => {
                        let message =
                            "an enum without variants cannot be extracted: it has no values";
                        Err(Error::new_spanned(ident, message))
                    }
                }
            }
            Data::Union(data) => Err(Error::new_spanned(data.union_token, SUPPORTED)),
        }
    }
}

impl<'a> Field<'a> {
    fn parse(
        field: &'a syn::Field,
        this: &TokenStream,
        container: &Container,
        errors: &mut Errors,
    ) -> Result<Field<'a>> {
        let attrs = attr::Field::parse(&field.attrs, errors);
        let Some(ident) = &field.ident else {
            return Err(Error::new_spanned(field, SUPPORTED));
        };
        Ok(Field {
            original: field,
            ident,
            ty: without_self(field.ty.to_token_stream(), this),
            name: name(attrs.rename, ident, |ident| match &container.rename_all {
                Some(rule) => rule.value.field(&ident),
                None => ident,
            }),
            aliases: attrs.aliases,
            skip: attrs.skip.is_some(),
            absent: match (attrs.default, &container.default) {
                (Some(default), _) => Absent::Default(default.value),
                (None, Some(_)) => Absent::OfContainer,
                (None, None) => Absent::ByType,
            },
        })
    }

    pub(crate) fn description(&self) -> String {
        description(&self.original.attrs)
    }

    pub(crate) fn span(&self) -> Span {
        shown_at(self.original.ty.span())
    }
}

impl<'a> Newtype<'a> {
    fn parse(field: &'a syn::Field, this: &TokenStream, errors: &mut Errors) -> Newtype<'a> {
        attr::Field::refuse(&field.attrs, errors);
        Newtype {
            original: field,
            ty: without_self(field.ty.to_token_stream(), this),
        }
    }

    pub(crate) fn span(&self) -> Span {
        shown_at(self.original.ty.span())
    }
}

/// The span of printed code whose errors are to be shown at the user's, with names resolved as in the rest of it.
pub(crate) fn shown_at(span: Span) -> Span {
    Span::call_site().located_at(span)
}

impl<'a> Variant<'a> {
    fn parse(variant: &'a syn::Variant, container: &Container, errors: &mut Errors) -> Variant<'a> {
        let attrs = attr::Variant::parse(&variant.attrs, errors);
        if !matches!(variant.fields, Fields::Unit) {
            let message = "currently only enums of unit variants are supported";
            errors.at(&variant.fields, message);
        }
        Variant {
            original: variant,
            name: name(attrs.rename, &variant.ident, |ident| {
                match &container.rename_all {
                    Some(rule) => rule.value.variant(&ident),
                    None => ident,
                }
            }),
            aliases: attrs.aliases,
            skip: attrs.skip.is_some(),
        }
    }

    pub(crate) fn description(&self) -> String {
        description(&self.original.attrs)
    }
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
            errors.at(
                name,
                format!("the name \"{}\" is already taken", name.value()),
            );
        }
    }
}
