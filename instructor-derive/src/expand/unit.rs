//! A unit struct: null.

use super::partial::PartialImpl;
use super::{Context, values};
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
    let impls = context.in_const(impls);
    let (vis, generics) = (&context.input.vis, &context.generics.bounded);
    let where_clause = &generics.where_clause;
    let attrs = context.partial_attrs();
    quote! {
        #attrs
        #vis struct #partial #generics #where_clause;
        #impls
    }
}

fn partial_impl(context: &Context<'_>) -> TokenStream {
    let (krate, partial, ident) = (context.krate, &context.partial, &context.input.ident);
    PartialImpl {
        shape: None,
        kinds: quote!(__core::Kinds::NULL),
        begin: quote! {
            let mut __unit = ::core::option::Option::None;
            let __step = <() as #krate::Partial>::begin(&mut __unit, __cursor);
            *__slot = __unit.map(|()| #partial);
            __step
        },
        resume: None,
        look: quote!(__look.leaf(true);),
        complete: quote!(::core::option::Option::Some(#ident)),
        absent: None,
    }
    .print(context)
}
