//! `impl Partial`, of all partials but unit enums.

use super::Context;
use proc_macro2::TokenStream;
use quote::quote;

/// What differs between the kinds of types: the bodies, and constants.
pub(super) struct PartialImpl {
    /// If it may be an object as a root.
    pub(super) shape: Option<TokenStream>,
    pub(super) kinds: TokenStream,
    pub(super) begin: TokenStream,
    /// None, if it shows only when whole.
    pub(super) resume: Option<TokenStream>,
    pub(super) look: TokenStream,
    pub(super) complete: TokenStream,
    /// If not each value is missing that is absent.
    pub(super) absent: Option<TokenStream>,
}

impl PartialImpl {
    pub(super) fn print(self, context: &Context<'_>) -> TokenStream {
        let (krate, complete) = (context.krate, context.complete());
        let PartialImpl {
            kinds, begin, look, ..
        } = self;
        let completed = context.validated(self.complete);
        let shape = self
            .shape
            .map(|shape| quote!(const SHAPE: __core::Shape = #shape;));
        let resume = self.resume.map(|resume| {
            quote! {
                fn resume(&mut self, __cursor: &mut __core::Cursor<'_>) -> __core::Step {
                    #resume
                }
            }
        });
        let absent = self.absent.map(|absent| {
            let absent = context.validated(absent);
            quote! {
                fn absent(__trail: &__core::Trail<'_>) -> ::core::option::Option<#complete> {
                    #absent
                }
            }
        });
        let body = quote! {
            type Complete = #complete;

            #shape
            const KINDS: __core::Kinds = #kinds;

            fn begin(
                __slot: &mut ::core::option::Option<Self>,
                __cursor: &mut __core::Cursor<'_>,
            ) -> __core::Step {
                #begin
            }

            #resume

            fn look(&self, __look: &mut __core::Look<'_>) {
                #look
            }

            fn complete_at(self, __trail: &__core::Trail<'_>) -> ::core::option::Option<#complete> {
                #completed
            }

            #absent

            fn serialize_partial<__S: __core::Serializer>(
                &self,
                __serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                __core::Serialize::serialize(self, __serializer)
            }
        };
        context.for_partial(quote!(#krate::Partial), body)
    }
}
