//! An enum of unit variants: a string that shows only when whole, so the enum is its own partial.

use super::{Context, in_const};
use crate::ast::Variant;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn expand(context: &Context<'_>, variants: &[Variant<'_>]) -> TokenStream {
    // The other one has no name in the JSON.
    let named = variants
        .iter()
        .filter(|variant| !variant.skip && !variant.other);
    let named: Vec<&Variant<'_>> = named.collect();
    let extract = context.extract_by(&context.input.ident, describe(context, &named));
    let partial = partial_impl(context, variants, &named);
    in_const(context.krate, quote!(#extract #partial))
}

fn describe(context: &Context<'_>, named: &[&Variant<'_>]) -> TokenStream {
    let docs = context.docs();
    let variants = named.iter().map(|variant| {
        let (name, docs) = (&variant.name, variant.description());
        quote!((#name, #docs))
    });
    quote!(__definitions.variants::<Self>(#docs, &[#(#variants),*]))
}

/// `impl Partial`
fn partial_impl(
    context: &Context<'_>,
    variants: &[Variant<'_>],
    named: &[&Variant<'_>],
) -> TokenStream {
    let (krate, ident) = (context.krate, &context.input.ident);
    let begin = begin(context, variants, named);
    let resume = context.attrs.extract.early.as_ref().map(|_| {
        quote! {
            fn resume(&mut self, __cursor: &mut __core::Cursor<'_>) -> __core::Step {
                __core::resume_early(self, __cursor)
            }
        }
    });
    let to_name = variants.iter().map(|variant| {
        let (name, variant) = (&variant.name, &variant.original.ident);
        quote!(#ident::#variant => #name,)
    });
    let body = quote! {
        type Complete = Self;

        const KINDS: __core::Kinds = __core::Kinds::STRING;

        fn begin(
            __slot: &mut ::core::option::Option<Self>,
            __cursor: &mut __core::Cursor<'_>,
        ) -> __core::Step {
            #begin
        }

        #resume

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
    };
    context.for_complete(quote!(#krate::Partial), body)
}

/// The body of `begin`
fn begin(context: &Context<'_>, variants: &[Variant<'_>], named: &[&Variant<'_>]) -> TokenStream {
    let ident = &context.input.ident;
    let names = named.iter().map(|variant| &variant.name);
    let arms = named.iter().map(|variant| {
        let Variant { name, aliases, .. } = variant;
        let variant = &variant.original.ident;
        quote!(#name #(| #aliases)* => ::core::option::Option::Some(#ident::#variant),)
    });
    let other = match variants.iter().find(|variant| variant.other) {
        Some(other) => {
            let other = &other.original.ident;
            quote!(::core::option::Option::Some(#ident::#other))
        }
        None => quote!(::core::option::Option::None),
    };
    let by_name = quote! {
        |__name| match __name {
            #(#arms)*
            _ => #other,
        }
    };
    match context.attrs.extract.early {
        None => quote!(__cursor.variant(__slot, &[#(#names),*], #by_name)),
        Some(_) => {
            let aliases = named.iter().flat_map(|variant| &variant.aliases);
            let names = names.chain(aliases);
            let own = Literal::usize_unsuffixed(named.len());
            quote!(__cursor.early_variant(__slot, &[#(#names),*], #own, #by_name))
        }
    }
}
