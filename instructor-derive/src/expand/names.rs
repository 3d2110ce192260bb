//! An enum of unit variants: a string that shows only when whole, so the enum is its own partial.

use super::Context;
use crate::ast::Variant;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn expand(context: &Context<'_>, variants: &[Variant<'_>]) -> TokenStream {
    // The other one has no name in the JSON.
    let named = variants
        .iter()
        .filter(|variant| !variant.skip && !variant.other);
    let named: Vec<&Variant<'_>> = named.collect();
    let impls = [
        context.extract_by(&context.input.ident, describe(context, &named)),
        names_impl(context, variants, &named),
        partial_impl(context, &named),
    ];
    context.in_const(impls)
}

fn describe(context: &Context<'_>, named: &[&Variant<'_>]) -> TokenStream {
    let docs = context.docs();
    let variants = named.iter().map(|variant| {
        let (name, docs) = (&variant.name, variant.description());
        quote!((#name, #docs))
    });
    quote!(__definitions.variants::<Self>(#docs, &[#(#variants),*]))
}

/// `impl Names`
fn names_impl(
    context: &Context<'_>,
    variants: &[Variant<'_>],
    named: &[&Variant<'_>],
) -> TokenStream {
    let names = named.iter().map(|variant| &variant.name);
    let arms = named.iter().map(|variant| {
        let Variant { name, aliases, .. } = variant;
        let variant = &variant.original.ident;
        quote!(#name #(| #aliases)* => Self::#variant,)
    });
    let aliases = aliases(variants, named);
    let other = match variants.iter().find(|variant| variant.other) {
        Some(other) => {
            let other = &other.original.ident;
            quote!(Self::#other)
        }
        None => quote!(return ::core::option::Option::None),
    };
    let to_name = variants.iter().map(|variant| {
        let (name, variant) = (&variant.name, &variant.original.ident);
        quote!(Self::#variant => #name,)
    });
    let body = quote! {
        const NAMES: &'static [&'static str] = &[#(#names),*];
        #aliases

        fn named(__name: &str) -> ::core::option::Option<Self> {
            ::core::option::Option::Some(match __name {
                #(#arms)*
                _ => #other,
            })
        }

        fn name(&self) -> &'static str {
            match self {
                #(#to_name)*
            }
        }
    };
    context.for_complete(quote!(__core::Names), body)
}

/// The names beside the names, if they matter: an `other` variant takes all that is no name.
pub(super) fn aliases<'a>(
    variants: impl IntoIterator<Item = &'a Variant<'a>>,
    named: &[&Variant<'_>],
) -> Option<TokenStream> {
    let mut aliases = named.iter().flat_map(|variant| &variant.aliases).peekable();
    aliases.peek()?;
    let is_closed = !variants.into_iter().any(|variant| variant.other);
    is_closed.then(|| {
        quote!(
            const ALIASES: &'static [&'static str] = &[#(#aliases),*];
        )
    })
}

/// `impl Partial`
fn partial_impl(context: &Context<'_>, named: &[&Variant<'_>]) -> TokenStream {
    let krate = context.krate;
    let early = context.attrs.extract.early.is_some();
    let begin = match early {
        false => quote!(__core::names::begin(__slot, __cursor)),
        true => {
            let aliases = named.iter().flat_map(|variant| &variant.aliases);
            quote!(__core::names::begin_early(__slot, &[#(#aliases),*], __cursor))
        }
    };
    let resume = early.then(|| {
        quote! {
            fn resume(&mut self, __cursor: &mut __core::Cursor<'_>) -> __core::Step {
                __core::names::resume_early(self, __cursor)
            }
        }
    });
    let completed = context.validated(quote!(::core::option::Option::Some(self)));
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

        fn complete_at(self, __trail: &__core::Trail<'_>) -> ::core::option::Option<Self> {
            #completed
        }

        fn serialize_partial<__S: __core::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __serializer.serialize_str(__core::Names::name(self))
        }
    };
    context.for_complete(quote!(#krate::Partial), body)
}
