//! A tuple struct of one field: everything is the field's.

use super::{Context, in_const, serialize_method};
use crate::ast::Newtype;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

pub(super) fn expand(context: &Context<'_>, field: &Newtype<'_>) -> TokenStream {
    let (_, ty_generics, _) = context.generics.bounded.split_for_impl();
    let partial = &context.partial;
    let extract = context.extract(&quote!(#partial #ty_generics), describe(context, field));
    let (krate, inner) = (context.krate, inner(context, field));
    let impls = [
        extract,
        partial_impl(context, &inner),
        value_impls(context),
        context.serialize_impl(
            &quote!(<#inner as #krate::Partial>::serialize_partial(&self.0, __serializer)),
        ),
    ];
    let impls = in_const(context.krate, impls.into_iter().collect());
    let attrs = context.partial_attrs();
    let (vis, field_vis) = (&context.input.vis, &field.original.vis);
    let generics = &context.generics.bounded;
    let where_clause = &generics.where_clause;
    quote! {
        #attrs
        #vis struct #partial #generics(#field_vis #inner) #where_clause;
        #impls
    }
}

/// The partial of the field.
fn inner(context: &Context<'_>, field: &Newtype<'_>) -> TokenStream {
    let (krate, ty) = (context.krate, &field.ty);
    quote_spanned!(field.span()=> <#ty as #krate::Extract>::Partial)
}

fn describe(context: &Context<'_>, field: &Newtype<'_>) -> TokenStream {
    let (krate, ty, docs) = (context.krate, &field.ty, context.docs());
    let describe = quote_spanned!(field.span()=> <#ty as #krate::Extract>::describe);
    quote!(__definitions.define::<Self>(#docs, #describe))
}

/// `impl Partial`
fn partial_impl(context: &Context<'_>, inner: &TokenStream) -> TokenStream {
    let (krate, partial, ident) = (context.krate, &context.partial, &context.input.ident);
    let (impl_generics, ty_generics, where_clause) = context.generics.bounded.split_for_impl();
    let serialize = serialize_method();
    let of_inner = quote!(<#inner as #krate::Partial>);
    quote! {
        #[automatically_derived]
        impl #impl_generics #krate::Partial for #partial #ty_generics #where_clause {
            type Complete = #ident #ty_generics;

            const SHAPE: __core::Shape = #of_inner::SHAPE;
            const NULLABLE: bool = #of_inner::NULLABLE;

            fn begin(
                __slot: &mut ::core::option::Option<Self>,
                __cursor: &mut __core::Cursor<'_>,
            ) -> __core::Step {
                let mut __inner = ::core::option::Option::None;
                let __step = #of_inner::begin(&mut __inner, __cursor);
                *__slot = __inner.map(#partial);
                __step
            }

            fn resume(&mut self, __cursor: &mut __core::Cursor<'_>) -> __core::Step {
                #of_inner::resume(&mut self.0, __cursor)
            }

            fn complete_at(
                self,
                __trail: &__core::Trail<'_>,
            ) -> ::core::option::Option<#ident #ty_generics> {
                #of_inner::complete_at(self.0, __trail).map(#ident)
            }

            fn absent(
                __trail: &__core::Trail<'_>,
            ) -> ::core::option::Option<#ident #ty_generics> {
                #of_inner::absent(__trail).map(#ident)
            }

            #serialize
        }
    }
}

fn value_impls(context: &Context<'_>) -> TokenStream {
    let partial = &context.partial;
    let (impl_generics, ty_generics, where_clause) = context.generics.bounded.split_for_impl();
    let debug_name = partial.to_string();
    quote! {
        #[automatically_derived]
        impl #impl_generics ::core::clone::Clone for #partial #ty_generics #where_clause {
            fn clone(&self) -> Self {
                #partial(::core::clone::Clone::clone(&self.0))
            }
        }

        #[automatically_derived]
        impl #impl_generics ::core::fmt::Debug for #partial #ty_generics #where_clause {
            fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __formatter.debug_tuple(#debug_name).field(&self.0).finish()
            }
        }

        impl #impl_generics ::core::cmp::PartialEq for #partial #ty_generics #where_clause {
            fn eq(&self, __other: &Self) -> bool {
                self.0 == __other.0
            }
        }
    }
}
