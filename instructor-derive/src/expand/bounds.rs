//! What types that are not `Extract` must be instead, where that depends on a parameter.

use crate::ast::{Field, Kind, Reading};
use crate::attr::Container;
use crate::tokens::names;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{DeriveInput, Path, WherePredicate, parse_quote};

pub(super) fn of(
    input: &DeriveInput,
    attrs: &Container,
    kind: &Kind<'_>,
    leaves: &[&Field<'_>],
) -> Vec<WherePredicate> {
    let krate = &attrs.krate;
    let is_open = |ty: &TokenStream| {
        let mut params = input.generics.type_params();
        params.any(|param| names(ty, &param.ident))
    };
    let mut bounds = Vec::new();
    for field in leaves {
        let Some(leaf) = &field.leaf else { continue };
        let ty = leaf.original.to_token_stream();
        if is_open(&ty) {
            bounds.push(read(&leaf.reading, &ty, field.schema.is_some(), krate));
        }
    }
    let ident = &input.ident;
    let (_, arguments, _) = input.generics.split_for_impl();
    let this = quote!(#ident #arguments);
    if is_open(&this) {
        bounds.extend(match kind {
            Kind::Converted { source, fallible } => Some(match fallible {
                true => parse_quote! {
                    #this: ::core::convert::TryFrom<#source, Error: ::core::fmt::Display>
                },
                false => parse_quote!(#this: ::core::convert::From<#source>),
            }),
            Kind::Leaf(reading) => Some(read(reading, &this, attrs.leaf.schema.is_some(), krate)),
            _ => None,
        });
    }
    bounds
}

fn read(reading: &Reading, ty: &TokenStream, described: bool, krate: &Path) -> WherePredicate {
    let shared = quote!(::core::marker::Send + ::core::marker::Sync + 'static);
    let schema = (!described).then(|| quote!(+ #krate::__private::LeafSchema));
    match reading {
        Reading::FromStr => parse_quote! {
            #ty: ::core::str::FromStr<Err: ::core::fmt::Display> + #shared
        },
        Reading::Serde => parse_quote!(#ty: #krate::__private::DeserializeOwned + #shared #schema),
        Reading::With { .. } => parse_quote!(#ty: #shared #schema),
    }
}
