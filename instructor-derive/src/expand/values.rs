//! What makes the partial of a struct an ordinary value.
//!
//! std's derives would bound the parameters by the trait, and not by `Extract`. The impl of `PartialEq` is not marked as
//! derived, or clippy asks for `Eq`.

use super::Context;
use super::object::marker;
use crate::ast::Field;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;

pub(super) fn expand(context: &Context<'_>, read: &[&Field<'_>]) -> TokenStream {
    let partial = &context.partial;
    let (impl_generics, ty_generics, where_clause) = context.generics.bounded.split_for_impl();
    let marker = marker(context);
    let marker = marker.map(|marker| quote!(#marker: ::core::marker::PhantomData,));
    let debug_name = partial.to_string();
    let each = |print: fn(&Field<'_>) -> TokenStream| read.iter().map(move |field| print(field));
    let absent = each(|field| {
        let member = field.ident;
        quote_spanned!(field.span()=> #member: ::core::option::Option::None,)
    });
    let cloned = each(|field| {
        let member = field.ident;
        quote_spanned!(field.span()=> #member: ::core::clone::Clone::clone(&self.#member),)
    });
    let shown = each(|field| {
        let (name, member) = (field.ident.unraw().to_string(), field.ident);
        quote_spanned!(field.span()=> .field(#name, &self.#member))
    });
    let mut equal: Vec<_> = each(|field| {
        let member = field.ident;
        quote_spanned!(field.span()=> self.#member == __other.#member)
    })
    .collect();
    if equal.is_empty() {
        equal.push(quote!(true));
    }
    quote! {
        #[automatically_derived]
        impl #impl_generics ::core::default::Default for #partial #ty_generics #where_clause {
            fn default() -> Self {
                #partial {
                    #(#absent)*
                    #marker
                }
            }
        }

        #[automatically_derived]
        impl #impl_generics ::core::clone::Clone for #partial #ty_generics #where_clause {
            fn clone(&self) -> Self {
                #partial {
                    #(#cloned)*
                    #marker
                }
            }
        }

        #[automatically_derived]
        impl #impl_generics ::core::fmt::Debug for #partial #ty_generics #where_clause {
            fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __formatter.debug_struct(#debug_name)#(#shown)*.finish()
            }
        }

        impl #impl_generics ::core::cmp::PartialEq for #partial #ty_generics #where_clause {
            fn eq(&self, __other: &Self) -> bool {
                #(#equal)&&*
            }
        }
    }
}
