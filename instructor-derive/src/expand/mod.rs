//! The code that is printed.
//!
//! It is short, since users meet it in errors: what is common to all types stands in the core crate.

mod complete;
mod newtype;
mod object;
mod values;
mod variants;

use crate::ast::Kind;
use crate::attr::Container;
use crate::docs::description;
use crate::generics::Generics;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{Attribute, DeriveInput, Ident, Meta, Path};

/// What all kinds of types have in common.
struct Context<'a> {
    input: &'a DeriveInput,
    attrs: &'a Container,
    krate: &'a Path,
    generics: Generics<'a>,
    partial: Ident,
}

pub(crate) fn expand(input: &DeriveInput, attrs: &Container, kind: &Kind<'_>) -> TokenStream {
    let context = Context {
        input,
        attrs,
        krate: &attrs.krate,
        generics: Generics::new(input, kind, &attrs.krate),
        partial: partial_ident(input, attrs),
    };
    match kind {
        Kind::Object(fields) => object::expand(&context, fields),
        Kind::Newtype(field) => newtype::expand(&context, field),
        Kind::Variants(variants) => variants::expand(&context, variants),
    }
}

pub(crate) fn partial_ident(input: &DeriveInput, attrs: &Container) -> Ident {
    match &attrs.partial {
        Some(partial) => partial.value.clone(),
        None => format_ident!("Partial{}", input.ident.unraw(), span = input.ident.span()),
    }
}

/// The impls, out of the way of the user's names.
pub(crate) fn in_const(krate: &Path, impls: TokenStream) -> TokenStream {
    quote! {
        #[doc(hidden)]
        const _: () = {
            use #krate::__private as __core;
            #impls
        };
    }
}

impl Context<'_> {
    /// `impl Extract`
    fn extract(&self, partial: &TokenStream, describe: TokenStream) -> TokenStream {
        let krate = self.krate;
        let ident = &self.input.ident;
        let (impl_generics, ty_generics, where_clause) = self.generics.bounded.split_for_impl();
        let name = self.name();
        quote! {
            #[automatically_derived]
            impl #impl_generics #krate::Extract for #ident #ty_generics #where_clause {
                type Partial = #partial;

                fn name() -> ::std::string::String {
                    #name
                }

                fn describe(__definitions: &mut __core::Definitions) -> #krate::Schema {
                    #describe
                }
            }
        }
    }

    /// `impl Serialize` for the partial
    fn serialize_impl(&self, body: &TokenStream) -> TokenStream {
        let partial = &self.partial;
        let (impl_generics, ty_generics, where_clause) = self.generics.bounded.split_for_impl();
        quote! {
            #[automatically_derived]
            impl #impl_generics __core::Serialize for #partial #ty_generics #where_clause {
                fn serialize<__S: __core::Serializer>(
                    &self,
                    __serializer: __S,
                ) -> ::core::result::Result<__S::Ok, __S::Error> {
                    #body
                }
            }
        }
    }

    /// The name of the type in a schema, with its arguments: `Page_User`.
    fn name(&self) -> TokenStream {
        let krate = self.krate;
        let name = match &self.attrs.rename {
            Some(rename) => rename.value.value(),
            None => self.input.ident.unraw().to_string(),
        };
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let name: String = name.chars().map(plain).collect();
        let types = &self.generics.extracted;
        let consts = self.input.generics.const_params().map(|param| &param.ident);
        let arguments: Vec<_> = types
            .iter()
            .map(|ident| quote!(<#ident as #krate::Extract>::name()))
            .chain(consts.map(|ident| quote!(#ident)))
            .collect();
        if arguments.is_empty() {
            return quote!(::std::string::String::from(#name));
        }
        let format = name + &"_{}".repeat(arguments.len());
        quote!(::std::format!(#format, #(#arguments),*))
    }

    fn docs(&self) -> String {
        description(&self.input.attrs)
    }

    /// The docs of the partial, and what else it takes over from the type.
    fn partial_attrs(&self) -> TokenStream {
        let summary = format!(
            " [`{}`], as far as it has arrived.",
            self.input.ident.unraw()
        );
        let carried = carried(&self.input.attrs);
        let documented = self
            .input
            .attrs
            .iter()
            .any(|attr| attr.path().is_ident("doc"));
        let gap = documented.then(|| quote!(#[doc = ""]));
        quote! {
            #[doc = #summary]
            #gap
            #(#carried)*
        }
    }
}

/// `Partial::serialize_partial`, for a partial that is `Serialize`
fn serialize_method() -> TokenStream {
    quote! {
        fn serialize_partial<__S: __core::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __core::Serialize::serialize(self, __serializer)
        }
    }
}

/// Docs, levels of lints, what may be added later: the partial is declared as the type is.
fn carried(attrs: &[Attribute]) -> impl Iterator<Item = TokenStream> {
    const CARRIED: [&str; 6] = ["doc", "allow", "warn", "deny", "forbid", "non_exhaustive"];
    attrs.iter().filter_map(|attr| match &attr.meta {
        meta if CARRIED.iter().any(|name| meta.path().is_ident(name)) => Some(quote!(#attr)),
        // What is expected of the type may not come true of its partial.
        Meta::List(expect) if expect.path.is_ident("expect") => {
            let lints = &expect.tokens;
            Some(quote!(#[allow(#lints)]))
        }
        _ => None,
    })
}
