//! Enums.

use super::field::{Field, Place, Site};
use super::{Kind, aliases, apart, check_names, name, refuse};
use crate::attr::{self, Attr, Container};
use crate::docs::description;
use crate::errors::Errors;
use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::{DataEnum, Error, Fields, Ident, LitStr, Result};

/// An enum whose variants hold data.
pub(crate) struct Union<'a> {
    pub(crate) tagging: Tagging,
    /// Keys that are no field's are errors.
    pub(crate) denies: bool,
    pub(crate) variants: Vec<Variant<'a>>,
}

/// How the JSON tells which variant it is.
pub(crate) enum Tagging {
    External,
    Internal { tag: LitStr },
    Adjacent { tag: LitStr, content: LitStr },
    Untagged,
}

pub(crate) struct Variant<'a> {
    pub(crate) original: &'a syn::Variant,
    /// In the JSON.
    pub(crate) name: LitStr,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) skip: bool,
    /// It stands for any name that is no other variant's.
    pub(crate) other: bool,
    pub(crate) form: Form,
    /// Goes before the docs.
    described: Option<LitStr>,
    /// None, of one that is skipped.
    pub(crate) fields: Vec<Field<'a>>,
}

/// What a variant, or a struct, is written as in Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Unit,
    Newtype,
    Tuple,
    Struct,
}

pub(super) fn parse<'a>(
    ident: &Ident,
    data: &'a DataEnum,
    this: &TokenStream,
    attrs: &Container,
    errors: &mut Errors,
) -> Result<Kind<'a>> {
    let serde = &attrs.serde;
    refuse(&serde.default, "an enum has no fields to default", errors);
    let message = "only a struct of one field can be transparent";
    refuse(&serde.transparent, message, errors);
    let tagging = Tagging::parse(attrs, errors);
    let variants = data.variants.iter();
    let variants = variants.map(|variant| {
        let scope = format!("{}_{}", ident.unraw(), variant.ident.unraw());
        Variant::parse(variant, this, &scope, &tagging, attrs, errors)
    });
    let variants: Vec<_> = variants.collect();
    check_other(&variants, errors);
    let mut read = variants.iter().filter(|variant| !variant.skip).peekable();
    if read.peek().is_none() {
        let message = "an enum without variants cannot be extracted: it has no values";
        return Err(Error::new_spanned(ident, message));
    }
    if read.all(|variant| variant.other) {
        let message = "an enum of nothing but its `other` variant cannot be asked for";
        return Err(Error::new_spanned(ident, message));
    }
    let is_unit = |variant: &syn::Variant| matches!(variant.fields, Fields::Unit);
    if matches!(tagging, Tagging::External) && data.variants.iter().all(is_unit) {
        check_unit_enum(&variants, attrs, errors);
        return Ok(Kind::Names(variants));
    }
    let message = "only an enum of unit variants without a tag can show early";
    refuse(&attrs.extract.early, message, errors);
    let union = Union {
        tagging,
        denies: serde.deny_unknown_fields.is_some(),
        variants,
    };
    union.check(ident, errors);
    Ok(Kind::Union(union))
}

fn check_unit_enum(variants: &[Variant<'_>], attrs: &Container, errors: &mut Errors) {
    let extract = &attrs.extract;
    let message = "a unit enum has no partial to name: it is its own";
    refuse(&extract.partial, message, errors);
    refuse(
        &extract.derives,
        "a unit enum is its own partial: derive on the enum itself",
        errors,
    );
    let message = "a unit enum shows only when whole anyway";
    refuse(&extract.atomic, message, errors);
    let message = "a unit enum has no variants with fields";
    refuse(&attrs.serde.rename_all_fields, message, errors);
    if variants.iter().any(|variant| variant.other) {
        let message =
            "an enum with an `other` variant cannot show early: any text may still become that";
        refuse(&extract.early, message, errors);
    }
    check_names(variants.iter().filter_map(Variant::names), errors);
}

fn check_other(variants: &[Variant<'_>], errors: &mut Errors) {
    let mut others = variants.iter().filter(|variant| variant.other);
    others.next();
    for variant in others {
        errors.at(
            &variant.original.ident,
            "only one variant can be the `other`",
        );
    }
}

impl Tagging {
    fn parse(attrs: &Container, errors: &mut Errors) -> Tagging {
        let serde = &attrs.serde;
        if let Some(untagged) = &serde.untagged {
            let with_tag = serde.tag.is_some() || serde.content.is_some();
            if with_tag {
                errors.at(
                    &untagged.key,
                    "an untagged enum has neither a tag nor a content",
                );
            }
            return Tagging::Untagged;
        }
        match (&serde.tag, &serde.content) {
            (None, None) => Tagging::External,
            (None, Some(content)) => {
                errors.at(&content.key, "`content` needs a `tag` beside it");
                Tagging::External
            }
            (Some(tag), None) => Tagging::Internal {
                tag: tag.value.clone(),
            },
            (Some(tag), Some(content)) => {
                if tag.value.value() == content.value.value() {
                    errors.at(
                        &content.value,
                        "the tag has this name: `content` needs another",
                    );
                }
                Tagging::Adjacent {
                    tag: tag.value.clone(),
                    content: content.value.clone(),
                }
            }
        }
    }
}

impl<'a> Union<'a> {
    pub(crate) fn read(&self) -> impl Iterator<Item = &Variant<'a>> {
        self.variants.iter().filter(|variant| !variant.skip)
    }

    fn check(&self, ident: &Ident, errors: &mut Errors) {
        for variant in self.read() {
            check_names(variant.fields.iter().filter_map(Field::names), errors);
        }
        match &self.tagging {
            Tagging::Untagged => {
                let read: Vec<_> = self.read().collect();
                apart::check(ident, &read, self.denies, errors);
                // Their names are not in the JSON.
                return;
            }
            Tagging::Internal { tag } => self.check_beside(tag, errors),
            Tagging::External | Tagging::Adjacent { .. } => {}
        }
        check_names(self.read().filter_map(Variant::names), errors);
    }

    /// What stands beside the tag must leave its name to it.
    fn check_beside(&self, tag: &LitStr, errors: &mut Errors) {
        for variant in self.read() {
            if variant.form == Form::Tuple {
                let message = "a list cannot stand beside the tag: add `content = \"…\"` to the enum, or give the fields names";
                errors.at(&variant.original.fields, message);
            }
            let names = variant.fields.iter().filter_map(Field::names);
            let names = names.flat_map(|(name, aliases)| std::iter::once(name).chain(aliases));
            for name in names.filter(|name| name.value() == tag.value()) {
                let message = format!("the tag of the enum is called \"{}\"", tag.value());
                errors.at(name, message);
            }
        }
    }
}

impl<'a> Variant<'a> {
    fn parse(
        variant: &'a syn::Variant,
        this: &TokenStream,
        scope: &str,
        tagging: &Tagging,
        container: &Container,
        errors: &mut Errors,
    ) -> Variant<'a> {
        let attrs = attr::Variant::parse(&variant.attrs, errors);
        let form = match &variant.fields {
            Fields::Unit => Form::Unit,
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Form::Newtype,
            Fields::Unnamed(_) => Form::Tuple,
            Fields::Named(_) => Form::Struct,
        };
        attrs.check(form, tagging, errors);
        let serde = &container.serde;
        let rule = attrs
            .rename_all
            .as_ref()
            .or(serde.rename_all_fields.as_ref());
        let site = Site {
            this,
            scope,
            place: match (form, tagging) {
                (Form::Unit | Form::Struct, _) => Place::Variant,
                (Form::Tuple, _) => Place::Element,
                (Form::Newtype, Tagging::Internal { .. }) => Place::BesideTag,
                (Form::Newtype, _) => Place::NewtypeVariant,
            },
            rename_all: rule.map(|rule| rule.value),
        };
        let name = name(attrs.rename, &variant.ident, |ident| {
            match &serde.rename_all {
                Some(rule) => rule.value.variant(&ident),
                None => ident,
            }
        });
        Variant {
            original: variant,
            aliases: aliases(attrs.aliases, &name),
            name,
            described: attrs.description.map(|description| description.value),
            skip: attrs.skip.is_some(),
            other: attrs.other.is_some(),
            form,
            fields: match attrs.skip {
                Some(_) => Vec::new(),
                None => site.parse(&variant.fields, errors),
            },
        }
    }

    pub(crate) fn description(&self) -> String {
        match &self.described {
            Some(described) => described.value(),
            None => description(&self.original.attrs),
        }
    }

    /// The names in the JSON, if it is read.
    fn names(&self) -> Option<(&LitStr, &[LitStr])> {
        (!self.skip).then_some((&self.name, &*self.aliases))
    }

    /// The fields that are read.
    pub(crate) fn read(&self) -> Vec<&Field<'a>> {
        self.fields.iter().filter(|field| !field.skip).collect()
    }
}

impl attr::Variant {
    fn check(&self, form: Form, tagging: &Tagging, errors: &mut Errors) {
        if form != Form::Struct {
            let message = "only a variant with named fields has fields to rename";
            refuse(&self.rename_all, message, errors);
        }
        let Some(Attr { key, .. }) = &self.other else {
            return;
        };
        if self.skip.is_some() {
            errors.at(key, "a skipped variant is not read");
        } else if form != Form::Unit {
            errors.at(
                key,
                "only a unit variant can be the `other`: nothing is known of its content",
            );
        } else if let Tagging::Untagged = tagging {
            errors.at(
                key,
                "the variants of an untagged enum have no names, so there is no other",
            );
        }
    }
}
