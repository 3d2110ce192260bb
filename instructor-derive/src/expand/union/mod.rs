//! An enum whose variants hold data: a partial that is an enum of partial variants.

mod variants;

use super::partial::PartialImpl;
use super::values::{self, Case};
use super::{Context, binding, carried, complete, fields, schema, shaped};
use crate::ast::{Form, Tagging, Union, Variant};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

pub(super) fn expand(context: &Context<'_>, union: &Union<'_>) -> TokenStream {
    let cases = union.read().map(|variant| Case {
        ident: &variant.original.ident,
        form: variant.form,
        read: variant.read(),
    });
    let cases: Vec<Case<'_>> = cases.collect();
    let never = never(context);
    let impls = [
        context.extract(describe(context, union)),
        partial_impl(context, union, never.as_ref()),
        parts_impl(context, union, never.as_ref()),
        variants::expand(context, union, never.as_ref()),
        values::of_enum(context, &cases, never.as_ref()),
        context.serialize_impl(quote!(__core::variants::serialize(self, __serializer))),
    ];
    let impls = context.in_const(impls);
    let declaration = declaration(context, union);
    quote! {
        #declaration
        #impls
    }
}

/// `enum PartialFoo`
fn declaration(context: &Context<'_>, union: &Union<'_>) -> TokenStream {
    let (partial, vis) = (&context.partial, &context.input.vis);
    let generics = &context.generics.bounded;
    let where_clause = &generics.where_clause;
    let attrs = context.partial_attrs();
    let variants = union.read().map(|variant| {
        let ident = &variant.original.ident;
        let attrs = carried(&variant.original.attrs);
        let read = variant.read();
        let fields = read.iter().map(|field| fields::declared(context, field));
        let fields = match variant.form {
            Form::Unit => None,
            Form::Newtype | Form::Tuple => Some(quote!((#(#fields),*))),
            Form::Struct => Some(quote!({ #(#fields),* })),
        };
        quote!(#(#attrs)* #ident #fields)
    });
    let marker = context
        .marker()
        .map(|marker| quote!(#[doc(hidden)] __Marker(::core::convert::Infallible, #marker),));
    quote! {
        #attrs
        #vis enum #partial #generics #where_clause {
            #(#variants,)*
            #marker
        }
    }
}

/// The arm of the variant that uses the parameters which no other does. It cannot be made.
fn never(context: &Context<'_>) -> Option<TokenStream> {
    let marker = context.marker();
    marker.map(|_| quote!(Self::__Marker(__never, _) => match *__never {},))
}

fn describe(context: &Context<'_>, union: &Union<'_>) -> TokenStream {
    let docs = context.docs();
    let listed = union.read().filter(|variant| !variant.other);
    let variants = listed.map(|variant| {
        let (name, docs) = (&variant.name, variant.description());
        let read = variant.read();
        match (variant.form, &*read) {
            (Form::Newtype, [field]) => {
                let (span, ty) = (field.span(), &field.ty);
                if field.flatten {
                    return quote_spanned!(span=> __union.flat::<#ty>(#name, #docs););
                }
                let mut keywords = schema::keywords(context, field);
                let of_content = field.description();
                if !of_content.is_empty() {
                    keywords.extend(quote!(.description(#of_content)));
                }
                if keywords.is_empty() && schema::own(context, field).is_none() {
                    return quote_spanned!(span=> __union.newtype::<#ty>(#name, #docs););
                }
                let partial = fields::partial(context, field);
                let describe = schema::describe_with(context, field, &keywords);
                quote!(__union.leaf::<#partial>(#name, #docs, #describe);)
            }
            (Form::Tuple, elements) => {
                let elements = elements
                    .iter()
                    .map(|field| schema::described_element(context, field));
                quote! {
                    __union.tuple(#name, #docs, |__tuple| {
                        #(#elements)*
                    });
                }
            }
            (Form::Struct, fields) => {
                let fields = fields.iter().map(|field| schema::described(context, field));
                quote! {
                    __union.object(#name, #docs, |__object| {
                        #(#fields)*
                    });
                }
            }
            _ => quote!(__union.unit(#name, #docs);),
        }
    });
    quote! {
        __definitions.union::<Self>(#docs, |__union| {
            #(#variants)*
        })
    }
}

fn partial_impl(
    context: &Context<'_>,
    union: &Union<'_>,
    never: Option<&TokenStream>,
) -> TokenStream {
    let arms = union.read().map(|variant| {
        let ident = &variant.original.ident;
        let pattern = binding(quote!(Self::#ident), variant.form, &variant.read());
        let completed = completed(context, union, variant);
        quote!(#pattern => #completed)
    });
    // Owned here.
    let never = never.map(|_| quote!(Self::__Marker(__never, _) => match __never {},));
    let trail = match &union.tagging {
        Tagging::Adjacent { content, .. } => Some(quote!(let __trail = &__trail.named(#content);)),
        _ => None,
    };
    PartialImpl {
        shape: None,
        kinds: variants::kinds(context, union),
        begin: context.begin(quote!(__core::variants::begin)),
        resume: Some(quote!(__core::variants::resume(self, __cursor))),
        look: quote!(__core::variants::look(self, __look);),
        complete: quote! {
            #trail
            match self {
                #(#arms)*
                #never
            }
        },
        absent: None,
    }
    .print(context)
}

/// The arm's value in `complete_at`, whose fields are bound.
fn completed(context: &Context<'_>, union: &Union<'_>, variant: &Variant<'_>) -> TokenStream {
    let (ident, name) = (&context.input.ident, &variant.name);
    let variant_ident = &variant.original.ident;
    let path = quote!(#ident::#variant_ident);
    let completed = match (variant.form, &*variant.read()) {
        (Form::Unit, _) => {
            let value = shaped(path, Form::Unit, []);
            return quote!(::core::option::Option::Some(#value),);
        }
        (Form::Newtype, [field]) => {
            let method = match field.flatten {
                true => quote!(flat),
                false => quote!(content),
            };
            let content = fields::bound(0, field);
            let completed = quote_spanned!(field.span()=> __trail.#method(#content));
            match schema::check(field) {
                Some(check) => quote_spanned! {field.span()=>
                    let __checked = __trail.check(#content.as_ref(), #check);
                    __checked.and(#completed).map(#path)
                },
                None => quote!(#completed.map(#path)),
            }
        }
        _ => complete::of_fields(path, variant.form, &variant.fields, fields::bound),
    };
    let trail = match union.tagging {
        Tagging::External => Some(quote!(let __trail = &__trail.named(#name);)),
        _ => None,
    };
    quote! {{
        #trail
        #completed
    }}
}

/// `impl Parts`
fn parts_impl(
    context: &Context<'_>,
    union: &Union<'_>,
    never: Option<&TokenStream>,
) -> TokenStream {
    let arms = union.read().map(|variant| {
        let ident = &variant.original.ident;
        let read = variant.read();
        let pattern = binding(quote!(Self::#ident), variant.form, &read);
        let parts = read.iter().enumerate().map(|(index, field)| {
            let place = fields::bound(index, field);
            match variant.form == Form::Struct || field.flatten {
                true => fields::part(field, place),
                false => fields::element(field, place),
            }
        });
        quote!(#pattern => { #(#parts)* })
    });
    let body = fields::parts_method(quote! {
        match self {
            #(#arms)*
            #never
        }
        ::core::result::Result::Ok(())
    });
    context.for_partial(quote!(__core::Parts), body)
}
