//! What types that are not `Extract` must be instead.

use crate::ast::{Field, Kind, Reading, shown_at};
use crate::attr::Container;
use crate::generics::Bounds;
use crate::tokens::{names, respanned};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{DeriveInput, Path, parse_quote};

pub(super) fn of(
    input: &DeriveInput,
    attrs: &Container,
    kind: &Kind<'_>,
    leaves: &[&Field<'_>],
) -> Bounds {
    let krate = &attrs.krate;
    let mut bounds = Bounds::default();
    let mut add = |ty: &TokenStream, bound: TokenStream, span: Span| {
        // All of it at one place, which is what an error then shows.
        let predicate = respanned(quote!(#ty: #bound), shown_at(span));
        let mut params = input.generics.type_params();
        match params.any(|param| names(ty, &param.ident)) {
            true => bounds.asked.push(parse_quote!(#predicate)),
            false => bounds.known.push(parse_quote!(#predicate)),
        }
    };
    for field in leaves {
        let Some(leaf) = &field.leaf else { continue };
        let ty = leaf.original.to_token_stream();
        let bound = read(&leaf.reading, field.schema.is_some(), krate);
        add(&ty, bound, leaf.original.span());
    }
    let ident = &input.ident;
    let (_, arguments, _) = input.generics.split_for_impl();
    let this = quote!(#ident #arguments);
    match kind {
        Kind::Converted { source, fallible } => {
            let bound = match fallible {
                true => quote!(::core::convert::TryFrom<#source, Error: ::core::fmt::Display>),
                false => quote!(::core::convert::From<#source>),
            };
            add(&this, bound, source.span());
        }
        Kind::Leaf(reading) => {
            let bound = read(reading, attrs.leaf.schema.is_some(), krate);
            add(&this, bound, ident.span());
        }
        _ => {}
    }
    bounds
}

fn read(reading: &Reading, described: bool, krate: &Path) -> TokenStream {
    let shared = quote!(::core::marker::Send + ::core::marker::Sync + 'static);
    let schema = (!described).then(|| quote!(+ #krate::__private::LeafSchema));
    match reading {
        Reading::FromStr => quote!(::core::str::FromStr<Err: ::core::fmt::Display> + #shared),
        Reading::Serde => quote!(#krate::__private::DeserializeOwned + #shared #schema),
        Reading::With { .. } => quote!(#shared #schema),
    }
}
