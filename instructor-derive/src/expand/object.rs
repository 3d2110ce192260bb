//! A struct with named fields: a partial with each field an option, and the matches that fill it.

use super::partial::PartialImpl;
use super::{Context, complete, fields, schema, values};
use crate::ast::{Field, Form, shown_at};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

/// The fields that are read.
struct Read<'f> {
    /// In the order of the type.
    all: Vec<&'f Field<'f>>,
    /// Those with a slot of their own.
    own: Vec<&'f Field<'f>>,
    /// Those whose slots follow.
    flat: Vec<&'f Field<'f>>,
}

pub(super) fn expand(context: &Context<'_>, fields: &[Field<'_>]) -> TokenStream {
    let all: Vec<&Field<'_>> = fields.iter().filter(|field| !field.skip).collect();
    let (flat, own) = all.iter().partition(|field| field.flatten);
    let read = Read { all, own, flat };
    let docs = context.docs();
    let impls = [
        context.extract(quote! {
            __definitions.object::<Self>(#docs, <Self as __core::Flatten>::fields)
        }),
        flatten_impl(context, &read),
        partial_impl(context, fields, &read),
        fields_impl(context, &read),
        parts_impl(context, &read),
        object_impl(context, &read),
        values::of_struct(context, Form::Struct, &read.all),
        values::default_impl(context, Form::Struct, &read.all),
        context.serialize_impl(quote!(__core::parts::serialize_object(self, __serializer))),
    ];
    let declaration = declaration(context, &read);
    let impls = context.in_const(impls);
    quote! {
        #declaration
        #impls
    }
}

/// `struct PartialFoo`
fn declaration(context: &Context<'_>, read: &Read<'_>) -> TokenStream {
    let (partial, vis) = (&context.partial, &context.input.vis);
    let generics = &context.generics.bounded;
    let where_clause = &generics.where_clause;
    let attrs = context.partial_attrs();
    let fields = read
        .all
        .iter()
        .map(|field| fields::declared(context, field));
    let marker = context
        .marker()
        .map(|marker| quote!(#[doc(hidden)] #vis __marker: #marker,));
    quote! {
        #attrs
        #vis struct #partial #generics #where_clause {
            #(#fields,)*
            #marker
        }
    }
}

/// `impl Flatten`: the fields in the schema
fn flatten_impl(context: &Context<'_>, read: &Read<'_>) -> TokenStream {
    let fields = read
        .all
        .iter()
        .map(|field| schema::described(context, field));
    let docs = context.docs();
    let docs = (!docs.is_empty()).then(|| quote!(const DOCS: &'static str = #docs;));
    let body = quote! {
        #docs

        fn fields(__object: &mut __core::ObjectSchema<'_>) {
            #(#fields)*
        }
    };
    let span = shown_at(context.input.ident.span());
    context.for_complete(quote_spanned!(span=> __core::Flatten), body)
}

fn partial_impl(context: &Context<'_>, fields: &[Field<'_>], read: &Read<'_>) -> TokenStream {
    let count = match read.flat.is_empty() {
        true => Literal::usize_unsuffixed(read.own.len()).to_token_stream(),
        false => quote!(<Self as __core::Object>::FIELDS),
    };
    let default = complete::default_of_container(context, fields);
    let ident = &context.input.ident;
    let completed = complete::of_fields(ident, Form::Struct, fields, |_, field| {
        fields::of_self(field)
    });
    PartialImpl {
        shape: Some(quote!(__core::Shape::Object { fields: #count })),
        kinds: quote!(__core::Kinds::OBJECT),
        begin: begin(context, read),
        resume: Some(quote!(__core::object::resume(self, __cursor))),
        look: quote!(__core::parts::look(self, __look);),
        complete: quote!(#default #completed),
        absent: None,
    }
    .print(context)
}

/// The body of `begin`
fn begin(context: &Context<'_>, read: &Read<'_>) -> TokenStream {
    let needed = read.own.iter().filter(|field| field.needed);
    let needed: Vec<_> = needed.map(|field| &field.member).collect();
    let begin = quote!(__core::object::begin);
    if needed.is_empty() {
        return context.begin(begin);
    }
    quote! {
        let __ready = |__partial: &Self| {
            #(::core::option::Option::is_some(&__partial.#needed))&&*
        };
        __core::begin_when(__slot, __cursor, __ready, #begin)
    }
}

/// `impl Fields`
fn fields_impl(context: &Context<'_>, read: &Read<'_>) -> TokenStream {
    let slots = fields::slots(&read.own);
    let name = fields::name(&read.own);
    let fills = fields::fills(&read.own, |_, field| {
        let place = fields::of_self(field);
        quote_spanned!(field.span()=> &mut #place)
    });
    let Flat {
        slot,
        or_name,
        aliases: of_flat,
        fill,
    } = Flat::new(read);
    let aliases = fields::aliases(&read.own);
    let aliases = (aliases.is_some() || of_flat.is_some())
        .then(|| fields::aliases_method(quote!(#aliases #of_flat)));
    let shared = (!read.flat.is_empty()).then(|| {
        quote!(
            const SHARED: bool = true;
        )
    });
    let denies = context.attrs.serde.deny_unknown_fields.as_ref().map(|_| {
        quote! {
            fn denies(&self) -> bool {
                true
            }
        }
    });
    let body = quote! {
        #shared

        #denies

        fn slot(&self, __key: &str) -> usize {
            match __key {
                #slots
                _ => #slot,
            }
        }

        fn name(&self, __slot: usize) -> ::core::option::Option<&'static __core::Name> {
            #name #or_name
        }

        #aliases

        fn visit(
            &mut self,
            __slot: usize,
            __turn: __core::Turn,
            __cursor: &mut __core::Cursor<'_>,
        ) -> __core::Step {
            match __slot {
                #fills
                _ => #fill,
            }
        }
    };
    context.for_partial(quote!(__core::Fields), body)
}

/// What goes beyond the struct's own slots: to the flattened fields, one after the other.
struct Flat {
    slot: TokenStream,
    or_name: Option<TokenStream>,
    aliases: Option<TokenStream>,
    fill: TokenStream,
}

impl Flat {
    fn new(read: &Read<'_>) -> Flat {
        if read.flat.is_empty() {
            return Flat {
                slot: quote!(__core::UNKNOWN),
                or_name: None,
                aliases: None,
                fill: quote!(::core::result::Result::Ok(())),
            };
        }
        let own = Literal::usize_unsuffixed(read.own.len());
        let places = read
            .flat
            .iter()
            .map(|field| (field.span(), fields::of_self(field)));
        let places: Vec<_> = places.collect();
        let keys = places
            .iter()
            .map(|(span, place)| quote_spanned!(*span=> .key(&#place, __key)));
        let names = places
            .iter()
            .map(|(span, place)| quote_spanned!(*span=> __flat.name(&#place)));
        let aliases = places.iter().map(|(span, place)| {
            quote_spanned! {*span=>
                if let ::core::option::Option::Some(__part) = &#place {
                    __core::Fields::aliases(__part, __found);
                }
            }
        });
        let aliases = Some(quote!(#(#aliases)*));
        let fills = places.iter().map(
            |(span, place)| quote_spanned!(*span=> __flat.visit(&mut #place, __turn, __cursor)),
        );
        let (names, fills) = (first_of(names), first_of(fills));
        Flat {
            slot: quote!(__core::Flat::new(#own)#(#keys)*.slot()),
            or_name: Some(quote! {
                .or_else(|| {
                    let __flat = &mut __core::Flat::at(#own, __slot);
                    #names
                })
            }),
            aliases,
            fill: quote! {{
                let __flat = &mut __core::Flat::at(#own, __slot);
                #fills.unwrap_or(::core::result::Result::Ok(()))
            }},
        }
    }
}

/// The first of these options that is not none.
fn first_of(mut options: impl Iterator<Item = TokenStream>) -> TokenStream {
    let first = options.next();
    quote!(#first #(.or_else(|| #options))*)
}

/// `impl Parts`
fn parts_impl(context: &Context<'_>, read: &Read<'_>) -> TokenStream {
    let parts = read.all.iter().map(|field| {
        let place = fields::of_self(field);
        fields::part(field, quote_spanned!(field.span()=> &#place))
    });
    let body = fields::parts_method(quote! {
        #(#parts)*
        ::core::result::Result::Ok(())
    });
    context.for_partial(quote!(__core::Parts), body)
}

/// `impl Object`
fn object_impl(context: &Context<'_>, read: &Read<'_>) -> TokenStream {
    let krate = context.krate;
    let this = quote_spanned!(shown_at(context.input.ident.span())=> Self);
    let own = Literal::usize_unsuffixed(read.own.len());
    let flat = read.flat.iter().map(|field| {
        let ty = &field.ty;
        quote_spanned!(field.span()=> <<#ty as #krate::Extract>::Partial as __core::Object>)
    });
    let flat: Vec<_> = flat.collect();
    let entries = (!flat.is_empty()).then(|| quote!(const ENTRIES: bool = #(#flat::ENTRIES)||*;));
    let waits = context.attrs.extract.atomic.is_some() || read.own.iter().any(|field| field.needed);
    let at_once = waits.then(|| {
        quote!(
            const AT_ONCE: bool = false;
        )
    });
    let empty = match flat.is_empty() {
        true => quote!(<Self as ::core::default::Default>::default()),
        false => values::of_fields(context, Form::Struct, &read.all, |field| {
            match field.flatten {
                true => quote_spanned! {field.span()=>
                    ::core::option::Option::Some(__core::Object::empty())
                },
                false => quote!(::core::option::Option::None),
            }
        }),
    };
    let body = quote! {
        const FIELDS: usize = #own #(+ #flat::FIELDS)*;
        #entries
        #at_once

        fn empty() -> #this {
            #empty
        }
    };
    context.for_partial(quote!(__core::Object), body)
}
