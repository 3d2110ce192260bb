//! A unit struct: null.

use super::{Context, in_const, serialize_method, values};
use crate::ast::Form;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn expand(context: &Context<'_>) -> TokenStream {
    let (krate, partial, docs) = (context.krate, &context.partial, context.docs());
    let impls = [
        context.extract(quote! {
            __definitions.define::<Self>(#docs, <() as #krate::Extract>::describe)
        }),
        partial_impl(context),
        values::of_struct(context, Form::Unit, &[]),
        values::default_impl(context, Form::Unit, &[]),
        context.serialize_impl(quote!(__serializer.serialize_unit())),
    ];
    let impls = in_const(krate, impls.into_iter().collect());
    let (vis, generics) = (&context.input.vis, &context.generics.bounded);
    let where_clause = &generics.where_clause;
    let attrs = context.partial_attrs();
    quote! {
        #attrs
        #vis struct #partial #generics #where_clause;
        #impls
    }
}

/// `impl Partial`
fn partial_impl(context: &Context<'_>) -> TokenStream {
    let (krate, partial) = (context.krate, &context.partial);
    let (ident, complete) = (&context.input.ident, context.complete());
    let serialize = serialize_method();
    let body = quote! {
        type Complete = #complete;

        const KINDS: __core::Kinds = __core::Kinds::NULL;

        fn begin(
            __slot: &mut ::core::option::Option<Self>,
            __cursor: &mut __core::Cursor<'_>,
        ) -> __core::Step {
            let mut __unit = ::core::option::Option::None;
            let __step = <() as #krate::Partial>::begin(&mut __unit, __cursor);
            *__slot = __unit.map(|()| #partial);
            __step
        }

        fn look(&self, __look: &mut __core::Look<'_>) {
            __look.leaf(true);
        }

        fn complete_at(self, _: &__core::Trail<'_>) -> ::core::option::Option<#complete> {
            ::core::option::Option::Some(#ident)
        }

        #serialize
    };
    context.for_partial(quote!(#krate::Partial), body)
}
