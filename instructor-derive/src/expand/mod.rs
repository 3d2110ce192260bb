//! The code that is printed.
//!
//! It is short, since users meet it in errors: what is common to all types stands in the core crate.

mod bounds;
mod complete;
mod fields;
mod inner;
mod names;
mod object;
mod other;
mod partial;
mod schema;
mod tuple;
mod union;
mod unit;
mod values;
mod with;

use crate::ast::{Field, Form, Kind, Reading, shown_at};
use crate::attr::Container;
use crate::docs::description;
use crate::errors::Errors;
use crate::fallback;
use crate::generics::{Generics, Types};
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, Ident, Member, Meta, Path};

/// What all kinds of types have in common.
struct Context<'a> {
    input: &'a DeriveInput,
    attrs: &'a Container,
    krate: &'a Path,
    generics: Generics<'a>,
    partial: Ident,
    /// How fields are called in the JSON, by their names in Rust, where that differs: none, if they stand where the type does.
    names: TokenStream,
    /// What the impls stand beside: patterns, and functions that deserialize fields.
    beside: TokenStream,
}

/// What `#[derive(Extract)]` prints.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let attrs = Container::parse(&input.attrs, &mut errors);
    let kind = Kind::parse(input, &attrs, &mut errors);
    match errors.finish(kind) {
        Ok(kind) => expand(input, &attrs, &kind),
        Err(error) => fallback::expand(input, &attrs, &error),
    }
}

fn expand(input: &DeriveInput, attrs: &Container, kind: &Kind<'_>) -> TokenStream {
    let read = kind.read();
    let (leaves, plain): (Vec<&Field<'_>>, Vec<_>) =
        read.iter().partition(|field| field.leaf.is_some());
    let flat = plain.iter().filter(|field| field.flatten);
    let types = Types {
        extracted: match kind {
            Kind::Converted { source, .. } => vec![source],
            _ => plain.iter().map(|field| &field.original.ty).collect(),
        },
        flat: flat.map(|field| &field.original.ty).collect(),
        leaves: leaves.iter().map(|field| &field.original.ty).collect(),
        bounds: bounds::of(input, attrs, kind, &leaves),
    };
    let generics = Generics::new(input, &types, &attrs.krate);
    let with = with::Functions::of(input, &generics, &leaves);
    let patterns = schema::patterns(read);
    let context = Context {
        input,
        attrs,
        krate: &attrs.krate,
        generics,
        partial: partial_ident(input, attrs),
        names: match attrs.extract.garde {
            Some(_) => fields::names(kind),
            None => TokenStream::new(),
        },
        beside: {
            let impls = &with.impls;
            quote!(#patterns #impls)
        },
    };
    let expanded = match kind {
        Kind::Object(fields) => object::expand(&context, fields),
        Kind::Inner(inner) => inner::expand(&context, inner),
        Kind::Tuple(fields) => tuple::expand(&context, fields),
        Kind::Unit => unit::expand(&context),
        Kind::Names(variants) => names::expand(&context, variants),
        Kind::Union(union) => union::expand(&context, union),
        Kind::Converted { source, fallible } => other::converted(&context, source, *fallible),
        Kind::Leaf(reading) => other::leaf(&context, reading),
    };
    let markers = &with.markers;
    quote!(#expanded #markers)
}

pub(crate) fn partial_ident(input: &DeriveInput, attrs: &Container) -> Ident {
    match &attrs.extract.partial {
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

/// `Path { a: x, b: y }`, `Path(x, y)` or `Path`: a value, or a pattern.
fn shaped(
    path: impl ToTokens,
    form: Form,
    parts: impl IntoIterator<Item = (Member, TokenStream)>,
) -> TokenStream {
    let parts = parts.into_iter();
    match form {
        Form::Unit => quote!(#path),
        Form::Newtype | Form::Tuple => {
            let parts = parts.map(|(_, part)| part);
            quote!(#path(#(#parts),*))
        }
        Form::Struct => {
            let parts = parts.map(|(member, part)| quote!(#member: #part));
            quote!(#path { #(#parts),* })
        }
    }
}

/// The pattern that binds all fields.
fn binding(path: impl ToTokens, form: Form, fields: &[&Field<'_>]) -> TokenStream {
    let parts = fields
        .iter()
        .enumerate()
        .map(|(index, field)| (field.member.clone(), fields::bound(index, field)));
    shaped(path, form, parts)
}

fn implement(
    of: TokenStream,
    ident: &Ident,
    generics: &syn::Generics,
    body: TokenStream,
) -> TokenStream {
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics #of for #ident #ty_generics #where_clause {
            #body
        }
    }
}

impl Context<'_> {
    /// The impls, with what they need beside them.
    fn in_const(&self, impls: impl IntoIterator<Item = TokenStream>) -> TokenStream {
        let beside = &self.beside;
        let impls = impls.into_iter();
        in_const(self.krate, quote!(#beside #(#impls)*))
    }

    /// The arguments of the type, `<T>`
    fn arguments(&self) -> TokenStream {
        let (_, arguments, _) = self.input.generics.split_for_impl();
        arguments.to_token_stream()
    }

    /// `impl Trait for PartialFoo`
    fn for_partial(&self, of: TokenStream, body: TokenStream) -> TokenStream {
        implement(of, &self.partial, &self.generics.proved, body)
    }

    /// `impl Trait for PartialFoo`, of a trait that asks nothing of the fields' types but to be extracted
    fn for_value(&self, of: TokenStream, body: TokenStream) -> TokenStream {
        implement(of, &self.partial, &self.generics.bounded, body)
    }

    /// `impl Trait for Foo`
    fn for_complete(&self, of: TokenStream, body: TokenStream) -> TokenStream {
        implement(of, &self.input.ident, &self.generics.proved, body)
    }

    /// `Foo`, with its arguments
    fn complete(&self) -> TokenStream {
        let ident = &self.input.ident;
        let (_, ty_generics, _) = self.generics.bounded.split_for_impl();
        quote!(#ident #ty_generics)
    }

    /// The body of `begin`, of what begins by a function of the core's.
    fn begin(&self, begin: TokenStream) -> TokenStream {
        match self.attrs.extract.atomic {
            Some(_) => quote!(__core::begin_when(__slot, __cursor, |_| false, #begin)),
            None => quote!(#begin(__slot, __cursor)),
        }
    }

    /// The body of `complete_at`, or of `absent`, with the validators of the type.
    fn validated(&self, completed: TokenStream) -> TokenStream {
        let garde = self.attrs.extract.garde.as_ref().map(|garde| {
            let span = shown_at(garde.key.span());
            let names = &self.names;
            quote_spanned!(span=> .garde(&[#names]))
        });
        let validators = schema::validators(&self.attrs.validators);
        if garde.is_none() && validators.is_empty() {
            return completed;
        }
        quote! {
            __trail.validated(
                |__trail| { #completed },
                |__validation| __validation #validators #garde,
            )
        }
    }

    /// The type of a field that uses the parameters which no other field does.
    fn marker(&self) -> Option<TokenStream> {
        let marked = &self.generics.marked;
        (!marked.is_empty()).then(|| quote!(::core::marker::PhantomData<fn() -> (#(#marked,)*)>))
    }

    /// `impl Extract`
    fn extract(&self, describe: TokenStream) -> TokenStream {
        self.extract_by(&self.partial, describe)
    }

    /// `impl Extract`, with this partial
    fn extract_by(&self, partial: &Ident, describe: TokenStream) -> TokenStream {
        let krate = self.krate;
        let (_, ty_generics, _) = self.generics.bounded.split_for_impl();
        let name = self.name();
        let docs = self.docs();
        let describe = match &self.attrs.leaf.schema {
            Some(schema) => {
                let reading = self.attrs.leaf.serde.as_ref().map(|_| &Reading::Serde);
                let schema = schema::of_path(&schema.value, reading);
                quote!(__definitions.define::<Self>(#docs, |__definitions| #schema))
            }
            None => describe,
        };
        let said = schema::said(&self.attrs.said);
        let describe = match said.is_empty() {
            true => describe,
            false => quote! {
                let __schema = #describe;
                __definitions.say::<Self>(__schema, |__property| __property #said)
            },
        };
        let body = quote! {
            type Partial = #partial #ty_generics;

            fn name() -> ::std::string::String {
                #name
            }

            fn describe(__definitions: &mut __core::Definitions) -> #krate::Schema {
                #describe
            }
        };
        self.for_complete(quote!(#krate::Extract), body)
    }

    /// `impl Serialize` for the partial
    fn serialize_impl(&self, body: TokenStream) -> TokenStream {
        let body = quote! {
            fn serialize<__S: __core::Serializer>(
                &self,
                __serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                #body
            }
        };
        self.for_partial(quote!(__core::Serialize), body)
    }

    /// The name of the type in a schema, with its arguments: `Page_User`.
    fn name(&self) -> TokenStream {
        let krate = self.krate;
        let name = match &self.attrs.serde.rename {
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
        match &self.attrs.said.description {
            Some(description) => description.value.value(),
            None => description(&self.input.attrs),
        }
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
        let derives = self.attrs.extract.derives.as_ref().map(|derives| {
            let derives = &derives.value;
            quote!(#[derive(#(#derives),*)])
        });
        quote! {
            #[doc = #summary]
            #gap
            #(#carried)*
            #derives
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
