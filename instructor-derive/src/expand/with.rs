//! Fields that a function deserializes: for each a type that stands for the function, since a partial is a type.

use crate::ast::{Field, Reading, shown_at};
use crate::generics::Generics;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::DeriveInput;
use syn::spanned::Spanned;

#[derive(Default)]
pub(super) struct Functions {
    /// Beside the partial, which names them.
    pub(super) markers: TokenStream,
    pub(super) impls: TokenStream,
}

impl Functions {
    pub(super) fn of(
        input: &DeriveInput,
        generics: &Generics<'_>,
        leaves: &[&Field<'_>],
    ) -> Functions {
        let mut functions = Functions::default();
        let vis = &input.vis;
        let declared = &input.generics;
        let declared_where = &declared.where_clause;
        let params = declared.type_params().map(|param| &param.ident);
        let params: Vec<_> = params.collect();
        let (impl_generics, arguments, where_clause) = generics.proved.split_for_impl();
        for leaf in leaves.iter().filter_map(|field| field.leaf.as_ref()) {
            let Reading::With { function, marker } = &leaf.reading else {
                continue;
            };
            functions.markers.extend(quote! {
                #[doc(hidden)]
                #[allow(dead_code, missing_debug_implementations, non_camel_case_types)]
                #vis struct #marker #declared(::core::marker::PhantomData<fn() -> (#(#params,)*)>)
                #declared_where;
            });
            let ty = &leaf.ty;
            let span = shown_at(function.span());
            let call = quote_spanned!(span=> #function(__deserializer));
            functions.impls.extend(quote! {
                #[automatically_derived]
                impl #impl_generics __core::DeserializeWith<#ty> for #marker #arguments #where_clause {
                    fn deserialize<'de, __D: __core::Deserializer<'de>>(
                        __deserializer: __D,
                    ) -> ::core::result::Result<#ty, __D::Error> {
                        #call
                    }
                }
            });
        }
        functions
    }
}
