//! The generics of a type, with the bounds that its impls and its partial need.

use crate::ast::Kind;
use crate::tokens::{Mention, mention};
use quote::ToTokens;
use syn::{DeriveInput, Ident, Path, Type, parse_quote};

/// The generics of the type and of its partial.
pub(crate) struct Generics<'a> {
    pub(crate) bounded: syn::Generics,
    /// Parameters that are extracted themselves.
    pub(crate) extracted: Vec<&'a Ident>,
    /// Parameters that the partial of an object would otherwise not use.
    pub(crate) marked: Vec<&'a Ident>,
}

impl<'a> Generics<'a> {
    pub(crate) fn new(input: &'a DeriveInput, kind: &Kind<'_>, krate: &Path) -> Generics<'a> {
        let mut generics = Generics {
            bounded: input.generics.clone(),
            extracted: Vec::new(),
            marked: Vec::new(),
        };
        for param in input.generics.type_params() {
            let ident = &param.ident;
            let mentions = extracted_types(kind).map(|ty| mention(&ty.to_token_stream(), ident));
            let mentioned = mentions.max().unwrap_or(Mention::None);
            let predicate = if mentioned == Mention::Itself {
                generics.extracted.push(ident);
                parse_quote!(#ident: #krate::Extract)
            } else {
                parse_quote!(#ident: 'static)
            };
            if mentioned == Mention::None {
                generics.marked.push(ident);
            }
            generics
                .bounded
                .make_where_clause()
                .predicates
                .push(predicate);
        }
        generics
    }
}

/// The types of what is read from the JSON. `Self` does not mention a parameter.
fn extracted_types<'k>(kind: &'k Kind<'_>) -> Box<dyn Iterator<Item = &'k Type> + 'k> {
    match kind {
        Kind::Object(fields) => {
            let read = fields.iter().filter(|field| !field.skip);
            Box::new(read.map(|field| &field.original.ty))
        }
        Kind::Newtype(field) => Box::new(std::iter::once(&field.original.ty)),
        Kind::Variants(_) => Box::new(std::iter::empty()),
    }
}
