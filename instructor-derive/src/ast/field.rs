//! A field of a struct or of a variant.

use super::garde::Garde;
use super::leaf::{Leaf, Reading};
use super::{aliases, name, shown_at};
use crate::attr::{self, Constraints, Fallback, Said, Validators};
use crate::case::Rule;
use crate::docs::description;
use crate::errors::Errors;
use crate::tokens::without_self;
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{ExprPath, Fields, GenericArgument, Ident, Index, LitStr, Member, PathArguments, Type};

pub(crate) struct Field<'a> {
    pub(crate) original: &'a syn::Field,
    /// In the type and in the partial.
    pub(crate) member: Member,
    /// The type, with `Self` spelled out.
    pub(crate) ty: TokenStream,
    /// In the JSON. That of an element is not used.
    pub(crate) name: LitStr,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) skip: bool,
    pub(crate) absent: Absent,
    /// Its fields stand beside those of the struct, or beside the tag.
    pub(crate) flatten: bool,
    /// It shows only when whole.
    pub(crate) atomic: bool,
    /// The struct does not show without it.
    pub(crate) needed: bool,
    /// The one value that it has.
    pub(crate) literal: Option<LitStr>,
    /// It is read by another parser than ours.
    pub(crate) leaf: Option<Leaf<'a>>,
    /// A function that makes its schema.
    pub(crate) schema: Option<ExprPath>,
    pub(crate) said: Said,
    pub(crate) constraints: Constraints,
    /// Functions that look at the complete value.
    pub(crate) validators: Validators,
    /// What garde holds it against, where the type is validated by that.
    pub(crate) garde: Garde,
    /// The static of its pattern, if it has one.
    pub(crate) pattern: Ident,
}

/// What a field completes to that is absent from the JSON.
pub(crate) enum Absent {
    /// What its type says: for most, it is missing.
    ByType,
    Default(Fallback),
    /// The field of the default of the whole type.
    OfContainer,
}

/// Where fields stand, and what holds for all of them.
pub(super) struct Site<'s> {
    /// What `Self` is.
    pub(super) this: &'s TokenStream,
    /// The type, and the variant: `Action_Reply`.
    pub(super) scope: &'s str,
    pub(super) place: Place,
    pub(super) rename_all: Option<Rule>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a struct, by name.
    Struct,
    /// So too, and the default of the struct has a value for it.
    StructWithDefault,
    /// In a variant, by name.
    Variant,
    /// In a tuple struct or a tuple variant.
    Element,
    /// The one in a newtype.
    Newtype,
    /// The one in a newtype variant.
    NewtypeVariant,
    /// The one in a newtype variant, whose fields stand beside the tag.
    BesideTag,
    /// In a transparent struct.
    Transparent,
}

impl Site<'_> {
    pub(super) fn parse<'a>(&self, fields: &'a Fields, errors: &mut Errors) -> Vec<Field<'a>> {
        let fields = fields.iter().enumerate();
        fields
            .map(|(index, field)| self.field(index, field, errors))
            .collect()
    }

    fn field<'a>(&self, index: usize, field: &'a syn::Field, errors: &mut Errors) -> Field<'a> {
        let attrs = attr::Field::parse(&field.attrs, errors);
        check(self.place, &attrs, errors);
        // What is printed of a field is all at its type, and so are the errors in that.
        let span = shown_at(field.ty.span());
        let (member, ident) = match &field.ident {
            Some(ident) => {
                let mut member = ident.clone();
                member.set_span(span);
                (Member::Named(member), ident.clone())
            }
            None => {
                let mut member = Index::from(index);
                member.span = span;
                (Member::Unnamed(member), format_ident!("_{index}"))
            }
        };
        let scoped = format!("{}_{}", self.scope, ident.unraw());
        let marker = || format_ident!("__{scoped}");
        let reading = Reading::parse(&attrs.leaf, attrs.with.as_ref(), marker, errors);
        let name = name(attrs.rename, &ident, |ident| match self.rename_all {
            Some(rule) => rule.field(&ident),
            None => ident,
        });
        Field {
            original: field,
            member,
            ty: without_self(field.ty.to_token_stream(), self.this),
            aliases: aliases(attrs.aliases, &name),
            name,
            skip: attrs.skip.is_some(),
            absent: match (attrs.default, self.place) {
                (Some(default), _) => Absent::Default(default.value),
                (None, Place::StructWithDefault) => Absent::OfContainer,
                (None, _) => Absent::ByType,
            },
            flatten: attrs.flatten.is_some() || self.place == Place::BesideTag,
            atomic: attrs.atomic.is_some(),
            needed: attrs.needed.is_some(),
            literal: attrs.literal.map(|literal| literal.value),
            leaf: reading.map(|reading| Leaf::new(reading, &field.ty, self.this)),
            schema: attrs.leaf.schema.map(|schema| schema.value),
            said: attrs.said,
            constraints: attrs.constraints,
            validators: attrs.validators,
            garde: Garde::of(&field.attrs, &field.ty),
            pattern: format_ident!("__PATTERN_{}", scoped.to_ascii_uppercase()),
        }
    }
}

/// How the value is read and what it is to be, which has nothing to do with its name.
const VALUE: [&str; 22] = [
    "atomic",
    "with",
    "deserialize_with",
    "from_str",
    "serde",
    "schema",
    "description",
    "title",
    "example",
    "min",
    "max",
    "exclusive_min",
    "exclusive_max",
    "multiple_of",
    "min_length",
    "max_length",
    "pattern",
    "format",
    "min_items",
    "max_items",
    "unique_items",
    "validate",
];

/// What is said of the type, where the field is all of it.
const SAID: [&str; 3] = ["description", "title", "example"];

/// Refuses what has no place, or none beside the other attributes.
fn check(place: Place, attrs: &attr::Field, errors: &mut Errors) {
    let mut refuse = |besides: &[&str], message: &str| {
        for key in attrs.keys(besides) {
            errors.at(key, message);
        }
    };
    let inner = || {
        let besides = VALUE.into_iter().filter(|key| *key != "atomic");
        let besides = besides.filter(|key| !SAID.contains(key));
        besides.collect::<Vec<_>>()
    };
    match place {
        Place::Newtype => refuse(
            &inner(),
            "a newtype is its field in the JSON: on the field, only constraints and how it is read are supported, all else on \
             the type itself",
        ),
        Place::Element => refuse(
            &VALUE,
            "an element of a list has no name, and is never left out: give the fields names",
        ),
        Place::NewtypeVariant => refuse(&VALUE, "the field of a newtype variant has no name"),
        Place::BesideTag => refuse(
            &[],
            "the fields of this one stand beside the tag: no attribute is supported on it",
        ),
        Place::Transparent => refuse(
            &[&*inner(), &["skip", "skip_deserializing", "default"]].concat(),
            "a transparent struct is its field in the JSON: on that, only constraints and how it is read are supported, on the \
             others `skip` and `default`",
        ),
        Place::Struct | Place::StructWithDefault | Place::Variant if attrs.flatten.is_some() => {
            refuse(
                &["flatten"],
                "a flattened field has no name and no value of its own: nothing is supported beside `flatten`",
            );
        }
        Place::Struct | Place::StructWithDefault | Place::Variant if attrs.skip.is_some() => {
            refuse(
                &[
                    "skip",
                    "skip_deserializing",
                    "default",
                    "rename",
                    "alias",
                    "with",
                    "deserialize_with",
                ],
                "a skipped field is not read",
            );
        }
        Place::Struct | Place::StructWithDefault | Place::Variant if attrs.literal.is_some() => {
            let message = "a literal shows only when whole anyway";
            super::refuse(&attrs.atomic, message, errors);
            let read = attrs.leaf.keys();
            let read = read.chain(attrs.with.iter().map(|with| &with.key));
            let checks = attrs.constraints.keys().chain(attrs.validators.keys());
            for key in checks.chain(read) {
                errors.at(key, "a literal has one value: remove this");
            }
        }
        Place::Struct | Place::StructWithDefault | Place::Variant => {}
    }
    if place == Place::Variant {
        let message = "currently only the fields of a struct can be flattened: use a newtype variant of an enum with a tag, \
                       or give the variant a struct of its own";
        super::refuse(&attrs.flatten, message, errors);
        let message = "only a field of a struct can be needed: a variant shows once it is known";
        super::refuse(&attrs.needed, message, errors);
    }
}

impl Field<'_> {
    pub(crate) fn description(&self) -> String {
        match &self.said.description {
            Some(description) => description.value.value(),
            None => description(&self.original.attrs),
        }
    }

    pub(crate) fn span(&self) -> Span {
        shown_at(self.original.ty.span())
    }

    /// The names in the JSON, if it has any.
    pub(super) fn names(&self) -> Option<(&LitStr, &[LitStr])> {
        (!self.skip && !self.flatten).then_some((&self.name, &*self.aliases))
    }

    /// Whether its values are held against anything but their type.
    pub(crate) fn is_checked(&self) -> bool {
        !self.constraints.is_empty() || !self.validators.is_empty()
    }

    /// Whether a value without it is not whole, as far as the spelling of its type tells.
    pub(super) fn is_required(&self) -> bool {
        matches!(self.absent, Absent::ByType) && last_segment(&self.original.ty) != "Option"
    }

    /// Whether its type is `ident` itself, in nothing but boxes and options: then it begins as that does, and has no end.
    pub(super) fn is_itself(&self, ident: &Ident) -> bool {
        let mut ty = &self.original.ty;
        while let Some(inner) = boxed(ty) {
            ty = inner;
        }
        let name = last_segment(ty);
        name == "Self" || *ident == name
    }

    pub(super) fn is_phantom(&self) -> bool {
        last_segment(&self.original.ty) == "PhantomData"
    }
}

/// What is in a `Box`, an `Arc` or an `Option`.
pub(super) fn boxed(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Group(group) => Some(&group.elem),
        _ => ["Box", "Arc", "Option"]
            .iter()
            .find_map(|name| generic_argument(ty, name)),
    }
}

/// The first argument of a type of this name, on whatever path to it.
pub(super) fn generic_argument<'t>(ty: &'t Type, name: &str) -> Option<&'t Type> {
    let last = match ty {
        Type::Path(path) => path.path.segments.last()?,
        _ => return None,
    };
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) if last.ident == name => {
            match arguments.args.first()? {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The name of the type, without its path and its arguments; empty if it is no path.
pub(super) fn last_segment(ty: &Type) -> String {
    match ty {
        Type::Group(group) => last_segment(&group.elem),
        Type::Path(path) => {
            let last = path.path.segments.last();
            last.map(|segment| segment.ident.to_string())
                .unwrap_or_default()
        }
        _ => String::new(),
    }
}
