//! What makes a partial an ordinary value.
//!
//! std's derives would bound the parameters by the trait, and not by `Extract`. The impl of `PartialEq` is marked as
//! derived only beside derives of the user's: clippy asks for `Eq` of one that is, and refuses `Hash` beside one that is
//! not.

use super::{Context, binding, fields, shaped};
use crate::ast::{Field, Form};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Ident, Index, Member};

/// `Clone`, `Debug` and `PartialEq` of the partial of a struct
pub(super) fn of_struct(context: &Context<'_>, form: Form, read: &[&Field<'_>]) -> TokenStream {
    let cloned = of_fields(context, form, read, |field| {
        let member = &field.member;
        quote_spanned!(field.span()=> ::core::clone::Clone::clone(&self.#member))
    });
    let places = read.iter().map(|field| {
        let place = fields::of_self(field);
        quote_spanned!(field.span()=> &#place)
    });
    let places: Vec<_> = places.collect();
    let shown = shown(&context.partial, form, read, &places);
    let equal = read.iter().map(|field| {
        let member = &field.member;
        quote_spanned!(field.span()=> self.#member == __other.#member)
    });
    let equal = all(equal.collect());
    impls(context, cloned, shown, equal)
}

/// `Default`: nothing has arrived
pub(super) fn default_impl(context: &Context<'_>, form: Form, read: &[&Field<'_>]) -> TokenStream {
    let absent = of_fields(
        context,
        form,
        read,
        |field| quote_spanned!(field.span()=> ::core::option::Option::None),
    );
    let body = quote! {
        fn default() -> Self {
            #absent
        }
    };
    context.for_value(quote!(::core::default::Default), body)
}

/// The partial of a struct, each field with this value
pub(super) fn of_fields(
    context: &Context<'_>,
    form: Form,
    read: &[&Field<'_>],
    value: impl Fn(&Field<'_>) -> TokenStream,
) -> TokenStream {
    let fields = read
        .iter()
        .map(|field| (field.member.clone(), value(field)));
    let marker = context.marker().map(|_| {
        let member = match form {
            Form::Struct => Member::Named(format_ident!("__marker")),
            _ => Member::Unnamed(Index::from(read.len())),
        };
        (member, quote!(::core::marker::PhantomData))
    });
    shaped(&context.partial, form, fields.chain(marker))
}

/// A variant of the partial of an enum.
pub(super) struct Case<'c> {
    pub(super) ident: &'c Ident,
    pub(super) form: Form,
    pub(super) read: Vec<&'c Field<'c>>,
}

/// `Clone`, `Debug` and `PartialEq` of the partial of an enum. `never` is the arm of a variant that cannot be made.
pub(super) fn of_enum(
    context: &Context<'_>,
    cases: &[Case<'_>],
    never: Option<&TokenStream>,
) -> TokenStream {
    let arms = |print: fn(&Case<'_>) -> TokenStream| {
        let arms = cases.iter().map(|case| {
            let ident = case.ident;
            let pattern = binding(quote!(Self::#ident), case.form, &case.read);
            let value = print(case);
            quote!(#pattern => #value,)
        });
        let arms: TokenStream = arms.collect();
        quote!(match self { #arms #never })
    };
    let cloned = arms(|case| {
        let ident = case.ident;
        let fields = case.read.iter().enumerate().map(|(index, field)| {
            let place = fields::bound(index, field);
            let value = quote_spanned!(field.span()=> ::core::clone::Clone::clone(#place));
            (field.member.clone(), value)
        });
        shaped(quote!(Self::#ident), case.form, fields)
    });
    let shown = arms(|case| {
        let places = case.read.iter().enumerate();
        let places: Vec<_> = places
            .map(|(index, field)| fields::bound(index, field))
            .collect();
        shown(case.ident, case.form, &case.read, &places)
    });
    let equal = cases.iter().map(|case| {
        let ident = case.ident;
        let pattern = binding(quote!(Self::#ident), case.form, &case.read);
        let others = case
            .read
            .iter()
            .enumerate()
            .map(|(index, field)| (field.member.clone(), other(index, field)));
        let others = shaped(quote!(Self::#ident), case.form, others);
        let equal = case.read.iter().enumerate().map(|(index, field)| {
            let (place, other) = (fields::bound(index, field), other(index, field));
            quote_spanned!(field.span()=> #place == #other)
        });
        let equal = all(equal.collect());
        quote!((#pattern, #others) => #equal,)
    });
    let unequal = (cases.len() > 1 || never.is_some()).then(|| quote!(_ => false,));
    let equal = quote! {
        match (self, __other) {
            #(#equal)*
            #unequal
        }
    };
    impls(context, cloned, shown, equal)
}

/// What a pattern binds a field of the other side to.
fn other(index: usize, field: &Field<'_>) -> TokenStream {
    let other = format_ident!("__other{index}");
    quote_spanned!(field.span()=> #other)
}

/// Writes for `Debug`.
fn shown(ident: &Ident, form: Form, read: &[&Field<'_>], places: &[TokenStream]) -> TokenStream {
    let name = ident.unraw().to_string();
    let fields = read.iter().zip(places).map(|(field, place)| {
        let name = field
            .original
            .ident
            .iter()
            .map(|ident| ident.unraw().to_string());
        quote_spanned!(field.span()=> .field(#(#name,)* #place))
    });
    match form {
        Form::Unit => quote!(__formatter.write_str(#name)),
        Form::Newtype | Form::Tuple => {
            quote!(__formatter.debug_tuple(#name)#(#fields)*.finish())
        }
        Form::Struct => quote!(__formatter.debug_struct(#name)#(#fields)*.finish()),
    }
}

/// Whether all of it is true.
fn all(conditions: Vec<TokenStream>) -> TokenStream {
    match conditions.is_empty() {
        true => quote!(true),
        false => quote!(#(#conditions)&&*),
    }
}

fn impls(
    context: &Context<'_>,
    cloned: TokenStream,
    shown: TokenStream,
    equal: TokenStream,
) -> TokenStream {
    let clone = context.for_value(
        quote!(::core::clone::Clone),
        quote! {
            fn clone(&self) -> Self {
                #cloned
            }
        },
    );
    let debug = context.for_value(
        quote!(::core::fmt::Debug),
        quote! {
            fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #shown
            }
        },
    );
    let (partial, generics) = (&context.partial, &context.generics.bounded);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let derives = &context.attrs.extract.derives;
    let derived = derives.as_ref().map(|_| quote!(#[automatically_derived]));
    quote! {
        #clone
        #debug

        #derived
        impl #impl_generics ::core::cmp::PartialEq for #partial #ty_generics #where_clause {
            fn eq(&self, __other: &Self) -> bool {
                #equal
            }
        }
    }
}
