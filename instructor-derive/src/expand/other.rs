//! A type that is read as another, or by its own parser: its partial is an alias.

use super::{Context, schema};
use crate::ast::{Reading, shown_at};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{GenericParam, Generics, Type};

/// `#[serde(from = "…")]` and `#[serde(try_from = "…")]`
pub(super) fn converted(context: &Context<'_>, source: &Type, fallible: bool) -> TokenStream {
    let (krate, complete) = (context.krate, context.complete());
    let span = shown_at(source.span());
    let partial = quote_spanned!(span=> <#source as #krate::Extract>::Partial);
    let describe = quote_spanned!(span=> <#source as #krate::Extract>::describe);
    let partial = match fallible {
        true => quote!(#krate::TryVia<#partial, #complete>),
        false => quote!(#krate::Via<#partial, #complete>),
    };
    expand(context, partial, describe)
}

/// `#[extract(from_str)]` and `#[extract(serde)]` on a type
pub(super) fn leaf(context: &Context<'_>, reading: &Reading) -> TokenStream {
    let complete = context.complete();
    let partial = reading.partial(&complete, context.krate, &context.arguments());
    let schema = schema::of_reading(reading, &complete, context.input.ident.span());
    expand(context, partial, quote!(|__definitions| #schema))
}

fn expand(context: &Context<'_>, partial: TokenStream, describe: TokenStream) -> TokenStream {
    let docs = context.docs();
    let extract = context.extract(quote!(__definitions.define::<Self>(#docs, #describe)));
    let (ident, vis) = (&context.partial, &context.input.vis);
    let attrs = context.partial_attrs();
    let generics = unbounded(&context.input.generics);
    let impls = context.in_const([extract]);
    quote! {
        #attrs
        #vis type #ident #generics = #partial;
        #impls
    }
}

/// An alias does not hold its parameters to bounds, and the compiler warns of them.
fn unbounded(generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    generics.where_clause = None;
    for param in &mut generics.params {
        if let GenericParam::Type(param) = param {
            param.colon_token = None;
            param.bounds.clear();
        }
    }
    generics
}
