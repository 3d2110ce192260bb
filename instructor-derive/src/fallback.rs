//! What is printed beside an error: the same names and traits without code behind them, so that the rest of the
//! user's program gives no further errors.

use crate::attr::Container;
use crate::expand::{in_const, partial_ident};
use crate::tokens::{has_lifetime, static_lifetimes, without_self};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Data, DeriveInput, Field, Fields, GenericParam, Generics, Path, parse_quote};

pub(crate) fn expand(input: &DeriveInput, attrs: &Container, error: &syn::Error) -> TokenStream {
    let error = error.to_compile_error();
    // With all lifetimes `'static`, as the traits want it.
    let owned = syn::parse2(static_lifetimes(input.to_token_stream()));
    let stub = owned.map_or_else(|_| TokenStream::new(), |input| stub(&input, attrs));
    quote! {
        #error
        #stub
    }
}

fn stub(input: &DeriveInput, attrs: &Container) -> TokenStream {
    let (krate, ident) = (&attrs.krate, &input.ident);
    let (_, complete_generics, _) = input.generics.split_for_impl();
    let complete = quote!(#ident #complete_generics);
    let generics = extracted(&input.generics, krate);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();

    let extract = |partial: &TokenStream| {
        quote! {
            #[automatically_derived]
            impl #impl_generics #krate::Extract for #complete #where_clause {
                type Partial = #partial;

                fn name() -> ::std::string::String {
                    ::core::unreachable!()
                }

                fn describe(_: &mut __core::Definitions) -> #krate::Schema {
                    ::core::unreachable!()
                }
            }

            #[automatically_derived]
            impl #impl_generics #krate::Partial for #partial #where_clause {
                type Complete = #complete;

                fn begin(
                    _: &mut ::core::option::Option<Self>,
                    _: &mut __core::Cursor<'_>,
                ) -> __core::Step {
                    ::core::unreachable!()
                }

                fn complete_at(self, _: &__core::Trail<'_>) -> ::core::option::Option<#complete> {
                    ::core::unreachable!()
                }

                fn serialize_partial<__S: __core::Serializer>(
                    &self,
                    _: __S,
                ) -> ::core::result::Result<__S::Ok, __S::Error> {
                    ::core::unreachable!()
                }
            }
        }
    };
    if is_unit_enum(&input.data) {
        return in_const(krate, extract(&complete));
    }

    let ident = partial_ident(input, attrs);
    let partial = quote!(#ident #ty_generics);
    let declaration = declaration(input, &ident, &generics, &complete, krate);
    let impls = extract(&partial);
    let impls = quote! {
        #impls

        #[automatically_derived]
        impl #impl_generics ::core::default::Default for #partial #where_clause {
            fn default() -> Self {
                ::core::unreachable!()
            }
        }

        #[automatically_derived]
        impl #impl_generics ::core::clone::Clone for #partial #where_clause {
            fn clone(&self) -> Self {
                ::core::unreachable!()
            }
        }

        #[automatically_derived]
        impl #impl_generics ::core::fmt::Debug for #partial #where_clause {
            fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::unreachable!()
            }
        }

        #[automatically_derived]
        impl #impl_generics ::core::cmp::PartialEq for #partial #where_clause {
            fn eq(&self, _: &Self) -> bool {
                ::core::unreachable!()
            }
        }

        #[automatically_derived]
        impl #impl_generics __core::Serialize for #partial #where_clause {
            fn serialize<__S: __core::Serializer>(
                &self,
                _: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                ::core::unreachable!()
            }
        }
    };
    let impls = in_const(krate, impls);
    quote! {
        #declaration
        #impls
    }
}

fn is_unit_enum(data: &Data) -> bool {
    let is_unit = |variant: &syn::Variant| matches!(variant.fields, Fields::Unit);
    matches!(data, Data::Enum(data) if data.variants.iter().all(is_unit))
}

/// The partial, with the fields that it would have.
fn declaration(
    input: &DeriveInput,
    partial: &Ident,
    generics: &Generics,
    complete: &TokenStream,
    krate: &Path,
) -> TokenStream {
    let vis = &input.vis;
    let where_clause = &generics.where_clause;
    let fields = match &input.data {
        Data::Struct(data) => &data.fields,
        Data::Enum(_) | Data::Union(_) => &Fields::Unit,
    };
    if let Fields::Unnamed(fields) = fields
        && let Some(field) = fields.unnamed.first()
    {
        let (field_vis, ty) = (&field.vis, of_field(field, complete, krate));
        return quote! {
            #vis struct #partial #generics(#field_vis #ty) #where_clause;
        };
    }
    let params: Vec<_> = generics.type_params().map(|param| &param.ident).collect();
    let marker = (!params.is_empty())
        .then(|| quote!(#vis __marker: ::core::marker::PhantomData<fn() -> (#(#params,)*)>,));
    let fields = fields.iter().map(|field| {
        let (vis, ident, ty) = (&field.vis, &field.ident, of_field(field, complete, krate));
        quote!(#vis #ident: ::core::option::Option<#ty>,)
    });
    quote! {
        #vis struct #partial #generics #where_clause {
            #(#fields)*
            #marker
        }
    }
}

/// The partial of a field. One with attributes may be what is wrong, and of any type: its own stands for its partial.
fn of_field(field: &Field, complete: &TokenStream, krate: &Path) -> TokenStream {
    let ty = without_self(field.ty.to_token_stream(), complete);
    let is_ours = |name: &Ident| name == "serde" || name == "extract";
    let mut names = field
        .attrs
        .iter()
        .filter_map(|attr| attr.path().get_ident());
    if names.any(is_ours) || has_lifetime(ty.clone()) {
        return ty;
    }
    quote!(<#ty as #krate::Extract>::Partial)
}

/// The generics without lifetimes, all of whose parameters can be extracted.
fn extracted(generics: &Generics, krate: &Path) -> Generics {
    let mut extracted = generics.clone();
    let owned = |param: &&GenericParam| !matches!(param, GenericParam::Lifetime(_));
    extracted.params = generics.params.iter().filter(owned).cloned().collect();
    for param in generics.type_params() {
        let ident = &param.ident;
        let predicate = parse_quote!(#ident: #krate::Extract);
        extracted.make_where_clause().predicates.push(predicate);
    }
    extracted
}
