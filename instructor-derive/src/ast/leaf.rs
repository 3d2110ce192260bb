//! What is read as a whole, by the type's own parser.

use super::field::generic_argument;
use crate::attr::{self, Attr};
use crate::errors::Errors;
use crate::tokens::without_self;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{ExprPath, Ident, Path, Type};

/// A field that is one, or a list or an option of some.
pub(crate) struct Leaf<'a> {
    pub(crate) reading: Reading,
    /// What is around the type that is read, outermost first.
    pub(crate) around: Vec<Around>,
    /// The type that is read.
    pub(crate) original: &'a Type,
    /// So too, with `Self` spelled out.
    pub(crate) ty: TokenStream,
}

/// Whose parser it is.
pub(crate) enum Reading {
    FromStr,
    Serde,
    /// A function's, for which this type stands.
    With {
        function: ExprPath,
        marker: Ident,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Around {
    Option,
    Vec,
    Box,
}

impl<'a> Leaf<'a> {
    /// `from_str` and `serde` are about what is in an `Option`, a `Vec` or a `Box`, which are read as always. A function
    /// gives the type as it stands.
    pub(super) fn new(reading: Reading, ty: &'a Type, this: &TokenStream) -> Leaf<'a> {
        let (mut original, mut around) = (ty, Vec::new());
        if !matches!(reading, Reading::With { .. }) {
            while let Some((outer, inner)) = peeled(original) {
                around.extend(outer);
                original = inner;
            }
        }
        Leaf {
            reading,
            around,
            original,
            ty: without_self(original.to_token_stream(), this),
        }
    }

    /// The partial of the field. `arguments` are those of the type that it is in.
    pub(crate) fn partial(&self, krate: &Path, arguments: &TokenStream) -> TokenStream {
        let leaf = self.reading.partial(&self.ty, krate, arguments);
        self.around.iter().rev().fold(leaf, |inner, around| {
            let around = match around {
                Around::Option => quote!(::core::option::Option),
                Around::Vec => quote!(::std::vec::Vec),
                Around::Box => quote!(::std::boxed::Box),
            };
            quote!(#around<#inner>)
        })
    }
}

fn peeled(ty: &Type) -> Option<(Option<Around>, &Type)> {
    if let Type::Group(group) = ty {
        return Some((None, &group.elem));
    }
    [
        ("Option", Around::Option),
        ("Vec", Around::Vec),
        ("Box", Around::Box),
    ]
    .into_iter()
    .find_map(|(name, around)| {
        let inner = generic_argument(ty, name)?;
        // `Box<str>` and the like are read as a whole.
        (!is_unsized(inner)).then_some((Some(around), inner))
    })
}

fn is_unsized(ty: &Type) -> bool {
    let is_str = matches!(ty, Type::Path(path) if path.path.is_ident("str"));
    is_str || matches!(ty, Type::Slice(_) | Type::TraitObject(_))
}

impl Reading {
    /// The partial of what is read so.
    pub(crate) fn partial(
        &self,
        ty: &TokenStream,
        krate: &Path,
        arguments: &TokenStream,
    ) -> TokenStream {
        let by = match self {
            Reading::FromStr => quote!(#krate::__private::ByFromStr),
            Reading::Serde => quote!(#krate::__private::BySerde),
            Reading::With { marker, .. } => quote!(#krate::__private::With<#marker #arguments>),
        };
        quote!(#krate::Leaf<#ty, #by>)
    }

    /// What the attributes say of how the type or the field is read, which is one thing.
    pub(super) fn parse(
        leaf: &attr::Leaf,
        with: Option<&Attr<ExprPath>>,
        marker: impl FnOnce() -> Ident,
        errors: &mut Errors,
    ) -> Option<Reading> {
        let from_str = leaf
            .from_str
            .as_ref()
            .map(|from_str| (&from_str.key, Reading::FromStr));
        let serde = leaf
            .serde
            .as_ref()
            .map(|serde| (&serde.key, Reading::Serde));
        let with = with.map(|with| {
            let function = with.value.clone();
            let marker = marker();
            (&with.key, Reading::With { function, marker })
        });
        let mut readings = [from_str, serde, with].into_iter().flatten();
        let (first, reading) = readings.next()?;
        let first = first.to_token_stream();
        for (key, _) in readings {
            errors.at(
                key,
                format!("it is read by `{first}` already: use one of them"),
            );
        }
        Some(reading)
    }
}
