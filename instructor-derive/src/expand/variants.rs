//! An enum of unit variants: a string that shows only when whole, so the enum is its own partial.

use super::{Context, in_const};
use crate::ast::Variant;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn expand(context: &Context<'_>, variants: &[Variant<'_>]) -> TokenStream {
    let read: Vec<&Variant<'_>> = variants.iter().filter(|variant| !variant.skip).collect();
    let ident = &context.input.ident;
    let (_, ty_generics, _) = context.generics.bounded.split_for_impl();
    let extract = context.extract(&quote!(#ident #ty_generics), describe(context, &read));
    let partial = partial_impl(context, variants, &read);
    in_const(context.krate, quote!(#extract #partial))
}

fn describe(context: &Context<'_>, read: &[&Variant<'_>]) -> TokenStream {
    let docs = context.docs();
    let variants = read.iter().map(|variant| {
        let (name, docs) = (&variant.name, variant.description());
        quote!((#name, #docs))
    });
    quote!(__definitions.variants::<Self>(#docs, &[#(#variants),*]))
}

/// `impl Partial`
fn partial_impl(
    context: &Context<'_>,
    variants: &[Variant<'_>],
    read: &[&Variant<'_>],
) -> TokenStream {
    let (krate, ident) = (context.krate, &context.input.ident);
    let (impl_generics, ty_generics, where_clause) = context.generics.bounded.split_for_impl();
    let names = read.iter().map(|variant| &variant.name);
    let by_name = read.iter().map(|variant| {
        let Variant { name, aliases, .. } = variant;
        let variant = &variant.original.ident;
        quote!(#name #(| #aliases)* => ::core::option::Option::Some(#ident::#variant),)
    });
    let to_name = variants.iter().map(|variant| {
        let (name, variant) = (&variant.name, &variant.original.ident);
        quote!(#ident::#variant => #name,)
    });
    quote! {
        #[automatically_derived]
        impl #impl_generics #krate::Partial for #ident #ty_generics #where_clause {
            type Complete = Self;

            fn begin(
                __slot: &mut ::core::option::Option<Self>,
                __cursor: &mut __core::Cursor<'_>,
            ) -> __core::Step {
                __cursor.variant(__slot, &[#(#names),*], |__name| match __name {
                    #(#by_name)*
                    _ => ::core::option::Option::None,
                })
            }

            fn complete_at(self, _: &__core::Trail<'_>) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(self)
            }

            fn serialize_partial<__S: __core::Serializer>(
                &self,
                __serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                __serializer.serialize_str(match self {
                    #(#to_name)*
                })
            }
        }
    }
}
