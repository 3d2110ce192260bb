//! `impl Variants`: what the core asks of the partial of an enum.

use super::super::{Context, binding, fields, names, shaped};
use crate::ast::{Form, Tagging, Union, Variant};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use std::collections::BTreeSet;

pub(super) fn expand(
    context: &Context<'_>,
    union: &Union<'_>,
    never: Option<&TokenStream>,
) -> TokenStream {
    let denies = denies(union);
    let tagging = tagging(&union.tagging);
    let metas = union.read().map(|variant| meta(context, union, variant));
    let named: Vec<&Variant<'_>> = union.read().collect();
    let aliases = match union.tagging {
        Tagging::Untagged => None,
        _ => names::aliases(union.read(), &named),
    };
    let find = find(union);
    let start = start(union);
    let places = union.read().enumerate().map(|(place, variant)| {
        let (ident, place) = (&variant.original.ident, Literal::usize_unsuffixed(place));
        quote!(Self::#ident { .. } => #place,)
    });
    let contents = union.read().map(content);
    let shows = shows(union, never);
    let fields = of_fields(union);
    let elements = of_elements(union);
    let body = quote! {
        const TAGGING: __core::Tagging = #tagging;
        const VARIANTS: &'static [__core::Variant] = &[#(#metas),*];
        #aliases
        #denies

        fn find(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                #find
            }
        }

        fn start(__variant: usize) -> Self {
            match __variant {
                #start
            }
        }

        fn variant(&self) -> usize {
            match self {
                #(#places)*
                #never
            }
        }

        fn content(
            &mut self,
            __turn: __core::Turn,
            __cursor: &mut __core::Cursor<'_>,
        ) -> __core::Step {
            match self {
                #(#contents)*
                #never
            }
        }

        #shows
        #fields
        #elements
    };
    context.for_partial(quote!(__core::Variants), body)
}

fn tagging(tagging: &Tagging) -> TokenStream {
    match tagging {
        Tagging::External => quote!(__core::Tagging::External),
        Tagging::Internal { tag } => quote! {
            __core::Tagging::Internal {
                tag: &__core::Name::new(#tag),
            }
        },
        Tagging::Adjacent { tag, content } => quote! {
            __core::Tagging::Adjacent {
                tag: &__core::Name::new(#tag),
                content: &__core::Name::new(#content),
            }
        },
        Tagging::Untagged => quote!(__core::Tagging::Untagged),
    }
}

/// Which keys are errors. Beside the tag, the type of the variant says so.
fn denies(union: &Union<'_>) -> TokenStream {
    let denies = union.denies.then(|| {
        quote!(
            const DENIES: bool = true;
        )
    });
    let beside = union.read().filter_map(|variant| {
        let ident = &variant.original.ident;
        let field = variant.fields.iter().find(|field| field.flatten)?;
        Some(quote_spanned! {field.span()=>
            Self::#ident(::core::option::Option::Some(__content)) => __core::Fields::denies(__content),
        })
    });
    let beside: Vec<_> = beside.collect();
    let method = (!beside.is_empty()).then(|| {
        quote! {
            fn denies(&self) -> bool {
                match self {
                    #(#beside)*
                    _ => __core::variants::denies(self),
                }
            }
        }
    });
    quote!(#denies #method)
}

/// The kinds of JSON that the enum begins as.
pub(super) fn kinds(context: &Context<'_>, union: &Union<'_>) -> TokenStream {
    let mut kinds = BTreeSet::new();
    let mut of_newtypes = Vec::new();
    for variant in union.read() {
        let kind = match (&union.tagging, variant.form) {
            (Tagging::External, Form::Unit) => "STRING",
            (Tagging::Untagged, Form::Unit) => "NULL",
            (Tagging::Untagged, Form::Tuple) => "TUPLE",
            (Tagging::Untagged, Form::Newtype) => {
                of_newtypes.push(kinds_of_newtype(context, variant));
                continue;
            }
            _ => "OBJECT",
        };
        kinds.insert(kind);
    }
    if let Tagging::External = union.tagging {
        // A unit variant may be written as any other.
        kinds.insert("OBJECT");
    }
    let kinds = kinds.into_iter().map(|kind| {
        let kind = format_ident!("{kind}");
        quote!(__core::Kinds::#kind)
    });
    let mut kinds = kinds.chain(of_newtypes);
    let first = kinds.next();
    quote!(#first #(.or(#kinds))*)
}

fn kinds_of_newtype(context: &Context<'_>, variant: &Variant<'_>) -> TokenStream {
    let krate = context.krate;
    let fields = variant.fields.iter().map(|field| {
        let partial = fields::partial(context, field);
        quote_spanned!(field.span()=> <#partial as #krate::Partial>::KINDS)
    });
    fields.collect()
}

/// The variant in `VARIANTS`. The kinds of its content matter only where nothing else tells it; else they would be
/// asked for in a circle where types are recursive.
fn meta(context: &Context<'_>, union: &Union<'_>, variant: &Variant<'_>) -> TokenStream {
    let name = &variant.name;
    match (variant.form, &union.tagging) {
        (Form::Unit, _) => quote!(__core::Variant::unit(#name)),
        (Form::Tuple, _) => quote!(__core::Variant::tuple(#name)),
        (Form::Struct, _) => quote!(__core::Variant::object(#name)),
        (Form::Newtype, Tagging::Untagged) => {
            let kinds = kinds_of_newtype(context, variant);
            quote!(__core::Variant::newtype(#name, #kinds))
        }
        (Form::Newtype, _) => quote!(__core::Variant::newtype(#name, __core::Kinds::ANY)),
    }
}

/// The arms of `find`
fn find(union: &Union<'_>) -> TokenStream {
    let mut other = quote!(::core::option::Option::None);
    let mut arms = TokenStream::new();
    if let Tagging::Untagged = union.tagging {
        return quote!(_ => #other,);
    }
    for (place, variant) in union.read().enumerate() {
        let place = Literal::usize_unsuffixed(place);
        let found = quote!(::core::option::Option::Some(#place));
        if variant.other {
            other = found;
            continue;
        }
        let Variant { name, aliases, .. } = variant;
        arms.extend(quote!(#name #(| #aliases)* => #found,));
    }
    quote!(#arms _ => #other,)
}

/// The arms of `start`
fn start(union: &Union<'_>) -> TokenStream {
    let last = union.read().count() - 1;
    let arms = union.read().enumerate().map(|(place, variant)| {
        let ident = &variant.original.ident;
        let fields = variant.read().into_iter().map(|field| {
            let value = match field.flatten {
                true => quote_spanned! {field.span()=>
                    ::core::option::Option::Some(__core::Object::empty())
                },
                false => quote!(::core::option::Option::None),
            };
            (field.member.clone(), value)
        });
        let value = shaped(quote!(Self::#ident), variant.form, fields);
        match place == last {
            true => quote!(_ => #value,),
            false => {
                let place = Literal::usize_unsuffixed(place);
                quote!(#place => #value,)
            }
        }
    });
    arms.collect()
}

/// An arm of `content`
fn content(variant: &Variant<'_>) -> TokenStream {
    let ident = &variant.original.ident;
    match (variant.form, &*variant.fields) {
        (Form::Newtype, [field]) => {
            let content = fields::bound(0, field);
            let fill = fields::fill(field, content.clone());
            quote!(Self::#ident(#content) => #fill,)
        }
        (Form::Struct, _) => quote! {
            Self::#ident { .. } => __core::variants::read_fields(self, __turn, __cursor),
        },
        (Form::Tuple, _) => quote! {
            Self::#ident(..) => __core::variants::read_elements(self, __turn, __cursor),
        },
        _ => quote!(Self::#ident => __core::variants::read_unit(__cursor),),
    }
}

/// `shows`, if a content may not
fn shows(union: &Union<'_>, never: Option<&TokenStream>) -> Option<TokenStream> {
    let newtypes = union.read().filter(|variant| variant.form == Form::Newtype);
    let arms = newtypes.map(|variant| {
        let ident = &variant.original.ident;
        let content = variant.fields.iter().map(|field| fields::bound(0, field));
        let content: TokenStream = content.collect();
        quote!(Self::#ident(#content) => #content.is_some(),)
    });
    let arms: Vec<_> = arms.collect();
    let others = match arms.len() < union.read().count() {
        true => Some(&quote!(_ => true,)),
        false => never,
    };
    (!arms.is_empty()).then(|| {
        quote! {
            fn shows(&self) -> bool {
                match self {
                    #(#arms)*
                    #others
                }
            }
        }
    })
}

/// `slot`, `name` and `visit`, if a variant has fields
fn of_fields(union: &Union<'_>) -> Option<TokenStream> {
    let (mut slots, mut names, mut visits) = (Vec::new(), Vec::new(), Vec::new());
    let mut aliases = Vec::new();
    for variant in union.read() {
        let ident = &variant.original.ident;
        let read = variant.read();
        if variant.form == Form::Struct && !read.is_empty() {
            let (arms, name) = (fields::slots(&read), fields::name(&read));
            let fills = fields::fills(&read, fields::bound);
            let pattern = binding(quote!(Self::#ident), variant.form, &read);
            slots.push(quote! {
                Self::#ident { .. } => match __key {
                    #arms
                    _ => __core::UNKNOWN,
                },
            });
            names.push(quote!(Self::#ident { .. } => { #name }));
            if let Some(of_fields) = fields::aliases(&read) {
                aliases.push(quote!(Self::#ident { .. } => { #of_fields }));
            }
            visits.push(quote! {
                #pattern => match __slot {
                    #fills
                    _ => ::core::result::Result::Ok(()),
                },
            });
        }
        if let [field] = &*read
            && field.flatten
        {
            let span = field.span();
            let pattern = quote!(Self::#ident(::core::option::Option::Some(__content)));
            let slot = quote_spanned!(span=> __core::Fields::slot(__content, __key));
            let name = quote_spanned!(span=> __core::Fields::name(__content, __slot));
            let visit =
                quote_spanned!(span=> __core::Fields::visit(__content, __slot, __turn, __cursor));
            let alias = quote_spanned!(span=> __core::Fields::aliases(__content, __found));
            slots.push(quote!(#pattern => #slot,));
            aliases.push(quote!(#pattern => #alias,));
            names.push(quote!(#pattern => #name,));
            visits.push(quote!(#pattern => #visit,));
        }
    }
    let aliases = (!aliases.is_empty()).then(|| {
        fields::aliases_method(quote! {
            match self {
                #(#aliases)*
                _ => {}
            }
        })
    });
    (!slots.is_empty()).then(|| {
        quote! {
            #aliases

            fn slot(&self, __key: &str) -> usize {
                match self {
                    #(#slots)*
                    _ => __core::UNKNOWN,
                }
            }

            fn name(&self, __slot: usize) -> ::core::option::Option<&'static __core::Name> {
                match self {
                    #(#names)*
                    _ => ::core::option::Option::None,
                }
            }

            fn visit(
                &mut self,
                __slot: usize,
                __turn: __core::Turn,
                __cursor: &mut __core::Cursor<'_>,
            ) -> __core::Step {
                match self {
                    #(#visits)*
                    _ => ::core::result::Result::Ok(()),
                }
            }
        }
    })
}

/// `element`, if a variant has elements
fn of_elements(union: &Union<'_>) -> Option<TokenStream> {
    let tuples = union.read().filter(|variant| variant.form == Form::Tuple);
    let arms = tuples.map(|variant| {
        let ident = &variant.original.ident;
        let read = variant.read();
        let pattern = binding(quote!(Self::#ident), variant.form, &read);
        let fills = fields::fills(&read, fields::bound);
        let len = Literal::usize_unsuffixed(read.len());
        quote! {
            #pattern => match __index {
                #fills
                _ => __core::too_many(#len, __cursor),
            },
        }
    });
    let arms: Vec<_> = arms.collect();
    (!arms.is_empty()).then(|| {
        quote! {
            fn element(
                &mut self,
                __index: usize,
                __turn: __core::Turn,
                __cursor: &mut __core::Cursor<'_>,
            ) -> __core::Step {
                match self {
                    #(#arms)*
                    _ => ::core::result::Result::Ok(()),
                }
            }
        }
    })
}
