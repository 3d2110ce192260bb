//! A newtype, or a transparent struct: everything is the field's.

use super::partial::PartialImpl;
use super::{Context, complete, fields, schema, shaped, values};
use crate::ast::{Field, Form, Inner};
use proc_macro2::TokenStream;
use quote::quote;

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
    let impls = context.in_const(impls);
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
    let docs = context.docs();
    let describe = schema::describe_with(context, field, &schema::keywords(context, field));
    quote!(__definitions.define::<Self>(#docs, #describe))
}

fn partial_impl(
    context: &Context<'_>,
    inner: &Inner<'_>,
    form: Form,
    of_field: &TokenStream,
) -> TokenStream {
    let (field, ident) = (inner.field(), &context.input.ident);
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
    let check = schema::check(field);
    let whole = check.as_ref().map(
        |check| quote!(let __step = __core::check_whole(__step, &mut __inner, __cursor, #check);),
    );
    let begin = quote! {
        let mut __inner = ::core::option::Option::None;
        let __step = #of_field::begin(&mut __inner, __cursor);
        #whole
        *__slot = __inner.map(|__inner| #shown);
        __step
    };
    let resume = quote!(#of_field::resume(&mut self.#member, __cursor));
    PartialImpl {
        shape: Some(quote!(#of_field::SHAPE)),
        kinds: quote!(#of_field::KINDS),
        begin: match context.attrs.extract.atomic {
            Some(_) => context.begin(quote!(|__slot, __cursor| { #begin })),
            None => begin,
        },
        resume: Some(match &check {
            Some(check) => quote! {
                let __step = #resume;
                __core::check_open(__step, &self.#member, __cursor, #check)
            },
            None => resume,
        }),
        look: quote!(#of_field::look(&self.#member, __look);),
        complete: match &check {
            Some(check) => quote! {
                let __checked = __trail.check(::core::option::Option::Some(&self.#member), #check);
                let __complete = #of_field::complete_at(self.#member, __trail);
                __checked.and(__complete).map(|__inner| #completed)
            },
            None => quote! {
                #of_field::complete_at(self.#member, __trail).map(|__inner| #completed)
            },
        },
        absent: Some(quote!(#of_field::absent(__trail).map(|__inner| #completed))),
    }
    .print(context)
}
