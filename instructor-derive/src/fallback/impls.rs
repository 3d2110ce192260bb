//! Traits, each with its body.

use proc_macro2::TokenStream;
use quote::quote;

/// What makes a partial an ordinary value.
pub(super) fn of_value() -> [(TokenStream, TokenStream); 5] {
    [
        (
            quote!(::core::default::Default),
            quote! {
                fn default() -> Self {
                    ::core::unreachable!()
                }
            },
        ),
        (
            quote!(::core::clone::Clone),
            quote! {
                fn clone(&self) -> Self {
                    ::core::unreachable!()
                }
            },
        ),
        (
            quote!(::core::fmt::Debug),
            quote! {
                fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    ::core::unreachable!()
                }
            },
        ),
        (
            quote!(::core::cmp::PartialEq),
            quote! {
                fn eq(&self, _: &Self) -> bool {
                    ::core::unreachable!()
                }
            },
        ),
        (
            quote!(__core::Serialize),
            quote! {
                fn serialize<__S: __core::Serializer>(
                    &self,
                    _: __S,
                ) -> ::core::result::Result<__S::Ok, __S::Error> {
                    ::core::unreachable!()
                }
            },
        ),
    ]
}

/// What the partial of a struct is that other types flatten.
pub(super) fn of_object() -> [(TokenStream, TokenStream); 3] {
    [
        (
            quote!(__core::Fields),
            quote! {
                fn slot(&self, _: &str) -> usize {
                    ::core::unreachable!()
                }

                fn name(&self, _: usize) -> ::core::option::Option<&'static __core::Name> {
                    ::core::unreachable!()
                }

                fn visit(
                    &mut self,
                    _: usize,
                    _: __core::Turn,
                    _: &mut __core::Cursor<'_>,
                ) -> __core::Step {
                    ::core::unreachable!()
                }
            },
        ),
        (
            quote!(__core::Parts),
            quote! {
                fn parts<__V: __core::PartVisitor>(
                    &self,
                    _: &mut __V,
                ) -> ::core::result::Result<(), __V::Error> {
                    ::core::unreachable!()
                }
            },
        ),
        (
            quote!(__core::Object),
            quote! {
                const FIELDS: usize = 0;

                fn empty() -> Self {
                    ::core::unreachable!()
                }
            },
        ),
    ]
}
