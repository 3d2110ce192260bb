//! What is printed beside an error: the same names and traits without code behind them, so that the rest of the
//! user's program gives no further errors.

mod declared;
mod impls;

use crate::attr::Container;
use crate::expand::{in_const, partial_ident};
use crate::tokens::static_lifetimes;
use declared::Declared;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Data, DeriveInput, Fields};

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
    let partial_ident = partial_ident(input, attrs);
    let declared = Declared {
        input,
        attrs,
        complete: &complete,
        partial: &partial_ident,
    };
    let generics = declared.generics();
    let (impl_generics, ty_generics, where_clause) = generics.bounded.split_for_impl();
    let its_own = is_unit_enum(&input.data) && !is_tagged(attrs);
    let partial = match its_own {
        true => complete.clone(),
        false => quote!(#partial_ident #ty_generics),
    };
    let mut impls = quote! {
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

            const KINDS: __core::Kinds = __core::Kinds::ANY;

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
    };
    if its_own {
        return in_const(krate, impls);
    }
    for (of, body) in impls::of_value() {
        impls.extend(quote! {
            #[automatically_derived]
            impl #impl_generics #of for #partial #where_clause { #body }
        });
    }
    if let Data::Struct(data) = &input.data
        && matches!(data.fields, Fields::Named(_))
    {
        impls.extend(quote! {
            #[automatically_derived]
            impl #impl_generics __core::Flatten for #complete #where_clause {
                fn fields(_: &mut __core::ObjectSchema<'_>) {}
            }
        });
        for (of, body) in impls::of_object() {
            impls.extend(quote! {
                #[automatically_derived]
                impl #impl_generics #of for #partial #where_clause { #body }
            });
        }
    }
    let declaration = declared.declaration(&generics);
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

fn is_tagged(attrs: &Container) -> bool {
    let serde = &attrs.serde;
    serde.tag.is_some() || serde.content.is_some() || serde.untagged.is_some()
}
