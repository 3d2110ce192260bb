//! The body of `complete_at`: from a partial to the value.

use super::{Context, fields, schema, shaped};
use crate::ast::{Absent, Field, Form, shown_at};
use crate::attr::Fallback;
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{ExprPath, Ident};

/// All fields are completed before the first `?`, so that each missing one is noted. `place` is where the partial of the
/// field is that has this place among those that are read.
pub(super) fn of_fields(
    path: impl ToTokens,
    form: Form,
    fields: &[Field<'_>],
    place: impl Fn(usize, &Field<'_>) -> TokenStream,
) -> TokenStream {
    let mut lets = Vec::new();
    let mut values = Vec::new();
    let mut read = 0;
    for field in fields {
        let member = field.member.clone();
        if field.skip {
            values.push((member, when_skipped(field)));
            continue;
        }
        let index = read;
        read += 1;
        let (local, place) = (fields::bound(index, field), place(index, field));
        let checked = schema::check(field).map(|check| {
            let trail = match form {
                Form::Tuple => {
                    let index = Literal::usize_unsuffixed(index);
                    quote!(__trail.index(#index))
                }
                _ => {
                    let name = &field.name;
                    quote!(__trail.named(#name))
                }
            };
            let checked = format_ident!("__checked{index}");
            lets.push(quote_spanned! {field.span()=>
                let #checked = #trail.check(#place.as_ref(), #check);
            });
            quote!(#checked.and)
        });
        let completed = completed(form, index, field, place);
        lets.push(quote_spanned!(field.span()=> let #local = #completed;));
        let value = match checked {
            Some(and) => quote_spanned!(field.span()=> #and(#local)?),
            None => quote_spanned!(field.span()=> #local?),
        };
        values.push((member, value));
    }
    let value = shaped(path, form, values);
    quote! {
        #(#lets)*
        ::core::option::Option::Some(#value)
    }
}

fn completed(form: Form, index: usize, field: &Field<'_>, place: TokenStream) -> TokenStream {
    let (span, name) = (field.span(), &field.name);
    if form == Form::Tuple {
        let index = Literal::usize_unsuffixed(index);
        return quote_spanned!(span=> __trail.element(#index, #place));
    }
    if field.flatten {
        return quote_spanned!(span=> __trail.flat(#place));
    }
    match when_absent(field) {
        Some(default) => quote_spanned!(span=> __trail.field_or(#name, #place, #default)),
        None => quote_spanned!(span=> __trail.field(#name, #place)),
    }
}

/// The default of the whole type, made once, if a field may take its value from it.
pub(super) fn default_of_container(
    context: &Context<'_>,
    fields: &[Field<'_>],
) -> Option<TokenStream> {
    let default = context.attrs.serde.default.as_ref()?;
    let takes = |field: &Field<'_>| matches!(field.absent, Absent::OfContainer) && !field.flatten;
    if !fields.iter().any(takes) {
        return None;
    }
    let complete = context.complete();
    let value = match &default.value {
        Fallback::Default => {
            let key = default.key.get_ident().map(Ident::span);
            let span = shown_at(key.unwrap_or(context.input.ident.span()));
            quote_spanned!(span=> <#complete as ::core::default::Default>::default())
        }
        Fallback::Path(path) => call(path),
    };
    Some(quote!(let __default: #complete = #value;))
}

/// A function of the value of a field that the JSON leaves out, unless its type is to say.
fn when_absent(field: &Field<'_>) -> Option<TokenStream> {
    let member = &field.member;
    match &field.absent {
        Absent::ByType => None,
        Absent::Default(Fallback::Default) => {
            Some(quote_spanned!(field.span()=> ::core::default::Default::default))
        }
        Absent::Default(Fallback::Path(path)) => Some(quote!(#path)),
        Absent::OfContainer => Some(quote!(|| __default.#member)),
    }
}

/// The value of a field that is not read.
pub(super) fn when_skipped(field: &Field<'_>) -> TokenStream {
    let member = &field.member;
    match &field.absent {
        Absent::ByType | Absent::Default(Fallback::Default) => {
            quote_spanned!(field.span()=> ::core::default::Default::default())
        }
        Absent::Default(Fallback::Path(path)) => call(path),
        Absent::OfContainer => quote!(__default.#member),
    }
}

fn call(path: &ExprPath) -> TokenStream {
    quote_spanned!(shown_at(path.span())=> #path())
}
