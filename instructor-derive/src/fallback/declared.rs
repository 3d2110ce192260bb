//! The partial as it would be declared.

use crate::attr::{self, Container};
use crate::errors::Errors;
use crate::generics::{Generics, Types};
use crate::tokens::{has_lifetime, without_self};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Data, DataEnum, DeriveInput, Field, Fields, GenericParam, Path, Variant};

pub(super) struct Declared<'a> {
    pub(super) input: &'a DeriveInput,
    pub(super) attrs: &'a Container,
    /// The type that it completes to.
    pub(super) complete: &'a TokenStream,
    pub(super) partial: &'a Ident,
}

impl Declared<'_> {
    /// Without the lifetimes.
    pub(super) fn generics(&self) -> Generics<'_> {
        let types = self.all_fields().filter(|field| self.is_sound(field));
        let types = Types {
            extracted: types.map(|field| &field.ty).collect(),
            ..Types::default()
        };
        let mut generics = Generics::new(self.input, &types, &self.attrs.krate);
        let params = self.input.generics.params.iter();
        let owned = |param: &&GenericParam| !matches!(param, GenericParam::Lifetime(_));
        generics.bounded.params = params.filter(owned).cloned().collect();
        generics
    }

    pub(super) fn declaration(&self, generics: &Generics<'_>) -> TokenStream {
        let (partial, vis) = (self.partial, &self.input.vis);
        let (bounded, where_clause) = (&generics.bounded, &generics.bounded.where_clause);
        let marked = &generics.marked;
        let marker = (!marked.is_empty())
            .then(|| quote!(::core::marker::PhantomData<fn() -> (#(#marked,)*)>));
        let fields = match &self.input.data {
            Data::Struct(data) => &data.fields,
            Data::Union(_) => &Fields::Unit,
            Data::Enum(data) => {
                let variants = read_variants(data).map(|variant| {
                    let ident = &variant.ident;
                    let fields = self.fields(&variant.fields, None);
                    quote!(#ident #fields)
                });
                let marker = marker.map(|marker| quote!(__Marker(#marker)));
                let variants = variants.chain(marker);
                return quote! {
                    #vis enum #partial #bounded #where_clause { #(#variants,)* }
                };
            }
        };
        let declared = self.fields(fields, marker);
        match fields {
            Fields::Named(_) => quote!(#vis struct #partial #bounded #where_clause #declared),
            _ => quote!(#vis struct #partial #bounded #declared #where_clause;),
        }
    }

    fn fields(&self, fields: &Fields, marker: Option<TokenStream>) -> TokenStream {
        let is_struct = matches!(self.input.data, Data::Struct(_));
        let newtype = matches!(fields, Fields::Unnamed(_)) && fields.len() == 1;
        let is_inner = is_struct && (newtype || self.attrs.serde.transparent.is_some());
        let read = fields.iter().filter(|field| !is_skipped(field));
        let declared = read.map(|field| {
            let vis = &field.vis;
            let name = field.ident.as_ref().map(|ident| quote!(#ident:));
            let partial = self.partial_of(field);
            match is_inner {
                true => quote!(#vis #name #partial),
                false => quote!(#vis #name ::core::option::Option<#partial>),
            }
        });
        match fields {
            Fields::Named(_) => {
                let marker = marker.map(|marker| quote!(__marker: #marker));
                let declared = declared.chain(marker);
                quote!({ #(#declared,)* })
            }
            Fields::Unnamed(_) => {
                let declared = declared.chain(marker);
                quote!((#(#declared,)*))
            }
            Fields::Unit => TokenStream::new(),
        }
    }

    /// The partial of a field. One that may be of any type stands for its own.
    fn partial_of(&self, field: &Field) -> TokenStream {
        let ty = without_self(field.ty.to_token_stream(), self.complete);
        let krate: &Path = &self.attrs.krate;
        match self.is_sound(field) {
            true => quote!(<#ty as #krate::Extract>::Partial),
            false => ty,
        }
    }

    /// Whether the field is one that can be extracted, as far as its attributes and its lifetimes tell.
    fn is_sound(&self, field: &Field) -> bool {
        let mut errors = Errors::default();
        let attrs = attr::Field::parse(&field.attrs, &mut errors);
        let (of_type, of_field) = (&self.attrs.leaf, &attrs.leaf);
        let leaf = [of_type, of_field]
            .iter()
            .any(|leaf| leaf.from_str.is_some() || leaf.serde.is_some());
        let serde = &self.attrs.serde;
        let by_another =
            leaf || attrs.with.is_some() || serde.from.is_some() || serde.try_from.is_some();
        errors.is_empty() && !by_another && !has_lifetime(field.ty.to_token_stream())
    }

    fn all_fields(&self) -> Box<dyn Iterator<Item = &Field> + '_> {
        match &self.input.data {
            Data::Struct(data) => Box::new(data.fields.iter().filter(|field| !is_skipped(field))),
            Data::Enum(data) => {
                let fields = read_variants(data).flat_map(|variant| &variant.fields);
                Box::new(fields.filter(|field| !is_skipped(field)))
            }
            Data::Union(_) => Box::new(std::iter::empty()),
        }
    }
}

fn read_variants(data: &DataEnum) -> impl Iterator<Item = &Variant> {
    let skip =
        |variant: &&Variant| attr::Variant::parse(&variant.attrs, &mut Errors::default()).skip;
    data.variants
        .iter()
        .filter(move |variant| skip(variant).is_none())
}

fn is_skipped(field: &Field) -> bool {
    attr::Field::parse(&field.attrs, &mut Errors::default())
        .skip
        .is_some()
}
