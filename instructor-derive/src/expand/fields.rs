//! What is printed for a field, be it of a struct or of a variant. `place` is where its partial is.

use super::{Context, carried, schema};
use crate::ast::{Absent, Field, Kind};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

/// `Context::names`
pub(super) fn names(kind: &Kind<'_>) -> TokenStream {
    let names = kind.read().into_iter().filter_map(|field| {
        let ident = field.original.ident.as_ref();
        let ident = ident.map(|ident| ident.unraw().to_string());
        if field.flatten || matches!(kind, Kind::Inner(_)) {
            let ident = ident.unwrap_or("0".to_owned());
            return Some(quote!((#ident, ::core::option::Option::None),));
        }
        let (ident, name) = (ident?, &field.name);
        (name.value() != ident).then(|| quote!((#ident, ::core::option::Option::Some(#name)),))
    });
    names.collect()
}

/// The partial of the field's type.
pub(super) fn partial(context: &Context<'_>, field: &Field<'_>) -> TokenStream {
    let (krate, ty) = (context.krate, &field.ty);
    match &field.leaf {
        Some(leaf) => leaf.partial(krate, &context.arguments()),
        None => quote_spanned!(field.span()=> <#ty as #krate::Extract>::Partial),
    }
}

/// The place of a field of the partial of a struct.
pub(super) fn of_self(field: &Field<'_>) -> TokenStream {
    let member = &field.member;
    quote_spanned!(field.span()=> self.#member)
}

/// The place of a field of a variant, which a pattern has bound.
pub(super) fn bound(index: usize, field: &Field<'_>) -> TokenStream {
    let bound = format_ident!("__{index}");
    quote_spanned!(field.span()=> #bound)
}

/// The field in the partial.
pub(super) fn declared(context: &Context<'_>, field: &Field<'_>) -> TokenStream {
    let partial = partial(context, field);
    declared_as(
        field,
        quote_spanned!(field.span()=> ::core::option::Option<#partial>),
    )
}

pub(super) fn declared_as(field: &Field<'_>, ty: TokenStream) -> TokenStream {
    let attrs = carried(&field.original.attrs);
    let vis = &field.original.vis;
    let name = field.original.ident.as_ref().map(|ident| quote!(#ident:));
    quote!(#(#attrs)* #vis #name #ty)
}

/// Shows the field to a `PartVisitor`.
pub(super) fn part(field: &Field<'_>, place: TokenStream) -> TokenStream {
    let name = &field.name;
    match field.flatten {
        true => quote_spanned!(field.span()=> __visitor.flat(#place)?;),
        false => quote_spanned!(field.span()=> __visitor.field(#name, #place)?;),
    }
}

/// Fills the field.
pub(super) fn fill(field: &Field<'_>, place: TokenStream) -> TokenStream {
    let span = field.span();
    if let Some(literal) = &field.literal {
        let fill = match field.absent {
            Absent::ByType => format_ident!("fill_literal"),
            _ => format_ident!("fill_literal_or_default"),
        };
        return quote_spanned!(span=> __core::#fill(#place, #literal, __turn, __cursor));
    }
    let fill = match (field.atomic, &field.absent) {
        (false, Absent::ByType) => "fill",
        (false, _) => "fill_or_default",
        (true, Absent::ByType) => "fill_atomic",
        (true, _) => "fill_atomic_or_default",
    };
    schema::fill_checked(field, &format_ident!("{fill}", span = span), place)
}

/// The arms from a key to its slot.
pub(super) fn slots(fields: &[&Field<'_>]) -> TokenStream {
    let arms = fields.iter().enumerate().map(|(slot, field)| {
        let slot = Literal::usize_unsuffixed(slot);
        let Field { name, aliases, .. } = field;
        quote!(#name #(| #aliases)* => #slot,)
    });
    arms.collect()
}

/// What fields are called beside their names, if any are: the parser compares them where it is lenient.
pub(super) fn aliases(fields: &[&Field<'_>]) -> Option<TokenStream> {
    let mut aliases = fields.iter().flat_map(|field| &field.aliases).peekable();
    aliases.peek()?;
    Some(quote!(__found.extend([#(#aliases),*]);))
}

/// `aliases`, of a struct or of the variants of an enum
pub(super) fn aliases_method(body: TokenStream) -> TokenStream {
    quote! {
        fn aliases(&self, __found: &mut ::std::vec::Vec<&'static str>) {
            #body
        }
    }
}

/// The name of a slot.
pub(super) fn name(fields: &[&Field<'_>]) -> TokenStream {
    let names = fields.iter().map(|field| &field.name);
    quote! {
        const NAMES: &[__core::Name] = &[#(__core::Name::new(#names)),*];
        NAMES.get(__slot)
    }
}

/// The arms that fill slots, or elements.
pub(super) fn fills(
    fields: &[&Field<'_>],
    place: impl Fn(usize, &Field<'_>) -> TokenStream,
) -> TokenStream {
    let arms = fields.iter().enumerate().map(|(slot, field)| {
        let fill = fill(field, place(slot, field));
        let slot = Literal::usize_unsuffixed(slot);
        quote!(#slot => #fill,)
    });
    arms.collect()
}

/// `Parts::parts`
pub(super) fn parts_method(body: TokenStream) -> TokenStream {
    quote! {
        fn parts<__V: __core::PartVisitor>(
            &self,
            __visitor: &mut __V,
        ) -> ::core::result::Result<(), __V::Error> {
            #body
        }
    }
}

/// Shows an element to a `PartVisitor`.
pub(super) fn element(field: &Field<'_>, place: TokenStream) -> TokenStream {
    quote_spanned!(field.span()=> __visitor.element(#place)?;)
}
