//! The body of `complete_at`: from the partial of a struct to the struct.

use super::Context;
use crate::ast::{Absent, Field, shown_at};
use crate::attr::Fallback;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{ExprPath, Ident};

/// All fields are completed before the first `?`, so that each missing one is noted.
pub(super) fn expand(context: &Context<'_>, fields: &[Field<'_>]) -> TokenStream {
    let ident = &context.input.ident;
    let default = default_of_container(context, fields);
    let mut lets = Vec::new();
    let mut values = Vec::new();
    for (i, field) in fields.iter().enumerate() {
        let (name, member) = (&field.name, field.ident);
        if field.skip {
            let value = when_skipped(field);
            values.push(quote!(#member: #value));
            continue;
        }
        let local = format_ident!("__{i}");
        let span = field.span();
        let completed = match when_absent(field) {
            Some(default) => quote_spanned!(span=> __trail.field_or(#name, self.#member, #default)),
            None => quote_spanned!(span=> __trail.field(#name, self.#member)),
        };
        lets.push(quote_spanned!(span=> let #local = #completed;));
        values.push(quote!(#member: #local?));
    }
    quote! {
        #default
        #(#lets)*
        ::core::option::Option::Some(#ident { #(#values),* })
    }
}

/// The default of the whole type, made once, if a field may take its value from it.
fn default_of_container(context: &Context<'_>, fields: &[Field<'_>]) -> Option<TokenStream> {
    let default = context.attrs.default.as_ref()?;
    let of_container = |field: &Field<'_>| matches!(field.absent, Absent::OfContainer);
    if !fields.iter().any(of_container) {
        return None;
    }
    let (_, ty_generics, _) = context.generics.bounded.split_for_impl();
    let ident = &context.input.ident;
    let value = match &default.value {
        Fallback::Default => {
            let key = default.key.get_ident().map(Ident::span);
            let span = shown_at(key.unwrap_or(ident.span()));
            quote_spanned!(span=> <#ident #ty_generics as ::core::default::Default>::default())
        }
        Fallback::Path(path) => call(path),
    };
    Some(quote!(let __default: #ident #ty_generics = #value;))
}

/// A function of the value of a field that the JSON leaves out, unless its type is to say.
fn when_absent(field: &Field<'_>) -> Option<TokenStream> {
    let member = field.ident;
    match &field.absent {
        Absent::ByType => None,
        Absent::Default(Fallback::Default) => {
            Some(quote_spanned!(field.span()=> ::core::default::Default::default))
        }
        Absent::Default(Fallback::Path(path)) => Some(quote!(#path)),
        Absent::OfContainer => Some(quote!(|| __default.#member)),
    }
}

fn when_skipped(field: &Field<'_>) -> TokenStream {
    let member = field.ident;
    match &field.absent {
        Absent::ByType | Absent::Default(Fallback::Default) => {
            quote_spanned!(field.span()=> ::core::default::Default::default())
        }
        Absent::Default(Fallback::Path(path)) => call(path),
        Absent::OfContainer => quote!(__default.#member),
    }
}

fn call(path: &ExprPath) -> TokenStream {
    quote_spanned!(shown_at(path.span())=> #path())
}
