//! The generics of a type, with the bounds that its impls and its partial need.

use crate::ast::shown_at;
use crate::tokens::{Mention, mention, names, projects, respanned, without_arguments};
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident, Path, Type, WherePredicate, parse_quote};

/// The generics of the type and of its partial.
pub(crate) struct Generics<'a> {
    /// Of the partial's declaration.
    pub(crate) bounded: syn::Generics,
    /// Of the impls.
    pub(crate) proved: syn::Generics,
    /// Parameters that are extracted themselves.
    pub(crate) extracted: Vec<&'a Ident>,
    /// Parameters that the partial would otherwise not use.
    pub(crate) marked: Vec<&'a Ident>,
}

/// The types of what is read from the JSON, as written, since `Self` does not mention a parameter.
#[derive(Default)]
pub(crate) struct Types<'t> {
    /// Those that are `Extract`.
    pub(crate) extracted: Vec<&'t Type>,
    /// Those among them whose fields stand in the object of another.
    pub(crate) flat: Vec<&'t Type>,
    /// Those that are read by another parser.
    pub(crate) leaves: Vec<&'t Type>,
    /// What that parser asks of them.
    pub(crate) bounds: Bounds,
}

/// What types must be that are not `Extract`.
#[derive(Default)]
pub(crate) struct Bounds {
    /// Of types with a parameter in them.
    pub(crate) asked: Vec<WherePredicate>,
    /// Of types that are known.
    pub(crate) known: Vec<WherePredicate>,
}

impl<'a> Generics<'a> {
    pub(crate) fn new(input: &'a DeriveInput, types: &Types<'_>, krate: &Path) -> Generics<'a> {
        let mut generics = Generics {
            bounded: input.generics.clone(),
            proved: input.generics.clone(),
            extracted: Vec::new(),
            marked: Vec::new(),
        };
        let Types {
            flat,
            leaves,
            bounds,
            ..
        } = types;
        let mut predicates = bounds.asked.clone();
        let types = types.extracted.iter().map(ToTokens::to_token_stream);
        let types: Vec<TokenStream> = types.collect();
        for param in input.generics.type_params() {
            let ident = &param.ident;
            // A type that contains itself asks no more of a parameter for that.
            let types = types
                .iter()
                .map(|ty| without_arguments(ty.clone(), &input.ident));
            let mentions = types.map(|ty| mention(&ty, ident));
            let mentioned = mentions.max().unwrap_or(Mention::None);
            if mentioned == Mention::Itself {
                generics.extracted.push(ident);
                predicates.push(parse_quote!(#ident: #krate::Extract));
            } else {
                predicates.push(parse_quote!(#ident: 'static));
            }
            let in_leaf = |ty: &&Type| names(&ty.to_token_stream(), ident);
            if mentioned == Mention::None && !leaves.iter().any(in_leaf) {
                generics.marked.push(ident);
            }
        }
        // What an associated type is to be is only known of the type of the field. Not where that names the type itself:
        // its bound would be proved by itself.
        for ty in &types {
            let mut params = input.generics.type_params();
            let recursive = names(ty, &format_ident!("Self")) || names(ty, &input.ident);
            if !recursive && params.any(|param| projects(ty, &param.ident)) {
                predicates.push(parse_quote!(#ty: #krate::Extract));
            }
        }
        // Of a type that has no parameter in it, what it is is known: but if it is not that, it is one error, at the type, and
        // not one at each use. A type is never in its own object, so that this goes in no circle.
        let mut proved = predicates.clone();
        proved.extend(bounds.known.iter().cloned());
        for ty in flat {
            // All of it at the type, which is what an error then shows.
            let predicate = quote!(#ty: #krate::__private::Flatten);
            let predicate = respanned(predicate, shown_at(ty.span()));
            let predicate: WherePredicate = parse_quote!(#predicate);
            let ty = ty.to_token_stream();
            let mut params = input.generics.type_params();
            if params.any(|param| names(&ty, &param.ident)) {
                predicates.push(predicate.clone());
            }
            proved.push(predicate);
        }
        add(&mut generics.bounded, predicates);
        add(&mut generics.proved, proved);
        generics
    }
}

fn add(generics: &mut syn::Generics, predicates: Vec<WherePredicate>) {
    if !predicates.is_empty() {
        generics.make_where_clause().predicates.extend(predicates);
    }
}
