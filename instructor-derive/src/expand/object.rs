//! A struct with named fields: a partial with each field an option, and the two matches that fill it.

use super::{Context, carried, complete, in_const, serialize_method, values};
use crate::ast::{Absent, Field};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;

pub(super) fn expand(context: &Context<'_>, fields: &[Field<'_>]) -> TokenStream {
    let read: Vec<&Field<'_>> = fields.iter().filter(|field| !field.skip).collect();
    let (_, ty_generics, _) = context.generics.bounded.split_for_impl();
    let partial = &context.partial;
    let extract = context.extract(&quote!(#partial #ty_generics), describe(context, &read));
    let impls = [
        extract,
        partial_impl(context, fields, &read),
        fields_impl(context, &read),
        values::expand(context, &read),
        context.serialize_impl(&serialize(&read)),
    ];
    let declaration = declaration(context, &read);
    let impls = in_const(context.krate, impls.into_iter().collect());
    quote! {
        #declaration
        #impls
    }
}

/// `struct PartialFoo`
fn declaration(context: &Context<'_>, read: &[&Field<'_>]) -> TokenStream {
    let (krate, partial, vis) = (context.krate, &context.partial, &context.input.vis);
    let generics = &context.generics.bounded;
    let where_clause = &generics.where_clause;
    let attrs = context.partial_attrs();
    let fields = read.iter().map(|field| {
        let Field { ident, ty, .. } = field;
        let vis = &field.original.vis;
        let attrs = carried(&field.original.attrs);
        let option = quote_spanned! {field.span()=>
            ::core::option::Option<<#ty as #krate::Extract>::Partial>
        };
        quote! {
            #(#attrs)*
            #vis #ident: #option,
        }
    });
    let marked = &context.generics.marked;
    let marker = marker(context).map(|marker| {
        quote! {
            #[doc(hidden)]
            #vis #marker: ::core::marker::PhantomData<fn() -> (#(#marked,)*)>,
        }
    });
    quote! {
        #attrs
        #vis struct #partial #generics #where_clause {
            #(#fields)*
            #marker
        }
    }
}

/// The field that uses the parameters which no other field does.
pub(super) fn marker(context: &Context<'_>) -> Option<Ident> {
    let marked = &context.generics.marked;
    (!marked.is_empty()).then(|| format_ident!("__marker"))
}

fn describe(context: &Context<'_>, read: &[&Field<'_>]) -> TokenStream {
    let docs = context.docs();
    let fields = read.iter().map(|field| {
        let Field { name, ty, .. } = field;
        let docs = field.description();
        let method = match field.absent {
            Absent::ByType => format_ident!("field"),
            _ => format_ident!("optional_field"),
        };
        quote_spanned!(field.span()=> __object.#method::<#ty>(#name, #docs);)
    });
    quote! {
        __definitions.object::<Self>(#docs, |__object| {
            #(#fields)*
        })
    }
}

/// `impl Partial`
fn partial_impl(context: &Context<'_>, fields: &[Field<'_>], read: &[&Field<'_>]) -> TokenStream {
    let (krate, partial, ident) = (context.krate, &context.partial, &context.input.ident);
    let (impl_generics, ty_generics, where_clause) = context.generics.bounded.split_for_impl();
    let count = Literal::usize_unsuffixed(read.len());
    let complete = complete::expand(context, fields);
    let serialize = serialize_method();
    quote! {
        #[automatically_derived]
        impl #impl_generics #krate::Partial for #partial #ty_generics #where_clause {
            type Complete = #ident #ty_generics;

            const SHAPE: __core::Shape = __core::Shape::Object { fields: #count };

            fn begin(
                __slot: &mut ::core::option::Option<Self>,
                __cursor: &mut __core::Cursor<'_>,
            ) -> __core::Step {
                __core::object::begin(__slot, __cursor)
            }

            fn resume(&mut self, __cursor: &mut __core::Cursor<'_>) -> __core::Step {
                __core::object::resume(self, __cursor)
            }

            fn complete_at(
                self,
                __trail: &__core::Trail<'_>,
            ) -> ::core::option::Option<#ident #ty_generics> {
                #complete
            }

            #serialize
        }
    }
}

/// The body of `serialize`
fn serialize(read: &[&Field<'_>]) -> TokenStream {
    let writes = read.iter().map(|field| {
        let Field { name, ident, .. } = field;
        quote_spanned!(field.span()=> __object.field(#name, &self.#ident)?;)
    });
    quote! {
        let mut __object = __core::ObjectWriter::new(__serializer)?;
        #(#writes)*
        __object.end()
    }
}

/// `impl Fields`
fn fields_impl(context: &Context<'_>, read: &[&Field<'_>]) -> TokenStream {
    let partial = &context.partial;
    let (impl_generics, ty_generics, where_clause) = context.generics.bounded.split_for_impl();
    let names = read.iter().map(|field| &field.name);
    let slots = read.iter().enumerate().map(|(slot, field)| {
        let slot = Literal::usize_unsuffixed(slot);
        let Field { name, aliases, .. } = field;
        quote!(#name #(| #aliases)* => ::core::option::Option::Some(#slot),)
    });
    let visits = read.iter().enumerate().map(|(slot, field)| {
        let slot = Literal::usize_unsuffixed(slot);
        let member = field.ident;
        let fill = match field.absent {
            Absent::ByType => format_ident!("fill"),
            _ => format_ident!("fill_or_default"),
        };
        let span = field.span();
        quote_spanned!(span=> #slot => __core::#fill(&mut self.#member, __turn, __cursor),)
    });
    quote! {
        #[automatically_derived]
        impl #impl_generics __core::Fields for #partial #ty_generics #where_clause {
            const NAMES: &'static [&'static str] = &[#(#names),*];

            fn slot(__key: &str) -> ::core::option::Option<usize> {
                match __key {
                    #(#slots)*
                    _ => ::core::option::Option::None,
                }
            }

            fn visit(
                &mut self,
                __slot: usize,
                __turn: __core::Turn,
                __cursor: &mut __core::Cursor<'_>,
            ) -> __core::Step {
                match __slot {
                    #(#visits)*
                    _ => ::core::result::Result::Ok(()),
                }
            }
        }
    }
}
