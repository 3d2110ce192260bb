//! A tuple struct: a list in which each element has its own type.

use super::partial::PartialImpl;
use super::{Context, complete, fields, schema, values};
use crate::ast::{Field, Form};
use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};

pub(super) fn expand(context: &Context<'_>, elements: &[Field<'_>]) -> TokenStream {
    let read: Vec<&Field<'_>> = elements.iter().collect();
    let impls = [
        context.extract(describe(context, &read)),
        partial_impl(context, elements),
        items_impl(context, &read),
        parts_impl(context, &read),
        values::of_struct(context, Form::Tuple, &read),
        values::default_impl(context, Form::Tuple, &read),
        context.serialize_impl(quote!(__core::parts::serialize_tuple(self, __serializer))),
    ];
    let impls = context.in_const(impls);
    let (partial, vis) = (&context.partial, &context.input.vis);
    let generics = &context.generics.bounded;
    let where_clause = &generics.where_clause;
    let attrs = context.partial_attrs();
    let elements = read.iter().map(|field| fields::declared(context, field));
    let marker = context
        .marker()
        .map(|marker| quote!(#[doc(hidden)] #vis #marker,));
    quote! {
        #attrs
        #vis struct #partial #generics(#(#elements,)* #marker) #where_clause;
        #impls
    }
}

fn describe(context: &Context<'_>, read: &[&Field<'_>]) -> TokenStream {
    let docs = context.docs();
    let elements = read
        .iter()
        .map(|field| schema::described_element(context, field));
    quote! {
        __definitions.tuple::<Self>(#docs, |__tuple| {
            #(#elements)*
        })
    }
}

fn partial_impl(context: &Context<'_>, elements: &[Field<'_>]) -> TokenStream {
    let ident = &context.input.ident;
    let completed = complete::of_fields(ident, Form::Tuple, elements, |_, field| {
        fields::of_self(field)
    });
    PartialImpl {
        shape: None,
        kinds: quote!(__core::Kinds::TUPLE),
        begin: context.begin(quote!(__core::numbered::begin)),
        resume: Some(quote!(__core::numbered::resume(self, __cursor))),
        look: quote!(__core::parts::look(self, __look);),
        complete: completed,
        absent: None,
    }
    .print(context)
}

/// `impl Items`
fn items_impl(context: &Context<'_>, read: &[&Field<'_>]) -> TokenStream {
    let len = Literal::usize_unsuffixed(read.len());
    let fills = fields::fills(read, |_, field| {
        let place = fields::of_self(field);
        quote_spanned!(field.span()=> &mut #place)
    });
    let body = quote! {
        fn visit(
            &mut self,
            __index: usize,
            __turn: __core::Turn,
            __cursor: &mut __core::Cursor<'_>,
        ) -> __core::Step {
            match __index {
                #fills
                _ => __core::too_many(#len, __cursor),
            }
        }
    };
    context.for_partial(quote!(__core::Items), body)
}

/// `impl Parts`
fn parts_impl(context: &Context<'_>, read: &[&Field<'_>]) -> TokenStream {
    let parts = read.iter().map(|field| {
        let place = fields::of_self(field);
        fields::element(field, quote_spanned!(field.span()=> &#place))
    });
    let body = fields::parts_method(quote! {
        #(#parts)*
        ::core::result::Result::Ok(())
    });
    context.for_partial(quote!(__core::Parts), body)
}
