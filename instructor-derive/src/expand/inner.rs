//! A newtype, or a transparent struct: everything is the field's.

use super::{Context, complete, fields, in_const, serialize_method, shaped, values};
use crate::ast::{Field, Form, Inner};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

pub(super) fn expand(context: &Context<'_>, inner: &Inner<'_>) -> TokenStream {
    let (krate, field) = (context.krate, inner.field());
    let form = match inner.named {
        true => Form::Struct,
        false => Form::Newtype,
    };
    let partial = fields::partial(context, field);
    let of_field = quote!(<#partial as #krate::Partial>);
    let member = &field.member;
    let serialize = quote!(#of_field::serialize_partial(&self.#member, __serializer));
    let impls = [
        context.extract(describe(context, field)),
        partial_impl(context, inner, form, &of_field),
        values::of_struct(context, form, &[field]),
        context.serialize_impl(serialize),
    ];
    let impls = in_const(context.krate, impls.into_iter().collect());
    let declaration = declaration(context, field, form, partial);
    quote! {
        #declaration
        #impls
    }
}

/// `struct PartialFoo`
fn declaration(
    context: &Context<'_>,
    field: &Field<'_>,
    form: Form,
    partial: TokenStream,
) -> TokenStream {
    let (ident, vis) = (&context.partial, &context.input.vis);
    let generics = &context.generics.bounded;
    let where_clause = &generics.where_clause;
    let attrs = context.partial_attrs();
    let field = fields::declared_as(field, partial);
    let name = (form == Form::Struct).then(|| quote!(__marker:));
    let marker = context
        .marker()
        .map(|marker| quote!(#[doc(hidden)] #vis #name #marker,));
    match form {
        Form::Struct => quote! {
            #attrs
            #vis struct #ident #generics #where_clause {
                #field,
                #marker
            }
        },
        _ => quote! {
            #attrs
            #vis struct #ident #generics(#field, #marker) #where_clause;
        },
    }
}

fn describe(context: &Context<'_>, field: &Field<'_>) -> TokenStream {
    let (krate, ty, docs) = (context.krate, &field.ty, context.docs());
    let describe = quote_spanned!(field.span()=> <#ty as #krate::Extract>::describe);
    quote!(__definitions.define::<Self>(#docs, #describe))
}

/// `impl Partial`
fn partial_impl(
    context: &Context<'_>,
    inner: &Inner<'_>,
    form: Form,
    of_field: &TokenStream,
) -> TokenStream {
    let (krate, ident, complete) = (context.krate, &context.input.ident, context.complete());
    let field = inner.field();
    let member = &field.member;
    let shown = values::of_fields(context, form, &[field], |_| quote!(__inner));
    let completed = inner.fields.iter().map(|field| {
        let value = match field.skip {
            true => complete::when_skipped(field),
            false => quote!(__inner),
        };
        (field.member.clone(), value)
    });
    let completed = shaped(ident, form, completed);
    let begin = quote! {
        let mut __inner = ::core::option::Option::None;
        let __step = #of_field::begin(&mut __inner, __cursor);
        *__slot = __inner.map(|__inner| #shown);
        __step
    };
    let begin = match context.attrs.extract.atomic {
        Some(_) => context.begin(quote!(|__slot, __cursor| { #begin })),
        None => begin,
    };
    let serialize = serialize_method();
    let body = quote! {
        type Complete = #complete;

        const SHAPE: __core::Shape = #of_field::SHAPE;
        const KINDS: __core::Kinds = #of_field::KINDS;

        fn begin(
            __slot: &mut ::core::option::Option<Self>,
            __cursor: &mut __core::Cursor<'_>,
        ) -> __core::Step {
            #begin
        }

        fn resume(&mut self, __cursor: &mut __core::Cursor<'_>) -> __core::Step {
            #of_field::resume(&mut self.#member, __cursor)
        }

        fn look(&self, __look: &mut __core::Look<'_>) {
            #of_field::look(&self.#member, __look);
        }

        fn complete_at(self, __trail: &__core::Trail<'_>) -> ::core::option::Option<#complete> {
            #of_field::complete_at(self.#member, __trail).map(|__inner| #completed)
        }

        fn absent(__trail: &__core::Trail<'_>) -> ::core::option::Option<#complete> {
            #of_field::absent(__trail).map(|__inner| #completed)
        }

        #serialize
    };
    context.for_partial(quote!(#krate::Partial), body)
}
