//! What the schema of a field is and says, and the checks that go with it.

use super::{Context, fields};
use crate::ast::{Absent, Around, Field, Garde, Leaf, Reading, shown_at};
use crate::attr::{Constraint, Constraints, Number, Said, Validators, Value};
use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{ExprPath, Ident};

/// The schema of the field, if its type does not describe it. What is said of a leaf is about what is in the list or the
/// option.
pub(super) fn own(context: &Context<'_>, field: &Field<'_>) -> Option<TokenStream> {
    let path = field.schema.as_ref();
    match &field.leaf {
        Some(leaf) => Some(of_leaf(context, leaf, path)),
        None => path.map(|path| of_path(path, None)),
    }
}

/// The function that describes the field, with these calls on a `Property`.
pub(super) fn describe_with(
    context: &Context<'_>,
    field: &Field<'_>,
    keywords: &TokenStream,
) -> TokenStream {
    let (krate, ty) = (context.krate, &field.ty);
    let describe = quote_spanned!(field.span()=> <#ty as #krate::Extract>::describe);
    match (own(context, field), keywords.is_empty()) {
        (None, true) => describe,
        (Some(schema), true) => quote!(|__definitions| #schema),
        (schema, false) => {
            let schema = schema.unwrap_or_else(|| quote!(#describe(__definitions)));
            quote! {
                |__definitions| {
                    __core::Property::with(#schema, |__property| __property #keywords)
                }
            }
        }
    }
}

/// The schema that a function of the user's makes, by itself. That of what serde reads is about this very JSON:
/// no dialect is to put it otherwise.
pub(super) fn of_path(path: &ExprPath, reading: Option<&Reading>) -> TokenStream {
    let span = shown_at(path.span());
    match reading {
        None | Some(Reading::FromStr) => quote_spanned!(span=> __definitions.adopt(#path())),
        Some(Reading::Serde | Reading::With { .. }) => {
            quote_spanned!(span=> __definitions.adopt(#path().opaque()))
        }
    }
}

fn of_leaf(context: &Context<'_>, leaf: &Leaf<'_>, path: Option<&ExprPath>) -> TokenStream {
    let krate = context.krate;
    let schema = match path {
        Some(path) => of_path(path, Some(&leaf.reading)),
        None => of_reading(&leaf.reading, &leaf.ty, leaf.original.span()),
    };
    let around = leaf.around.iter().rev();
    around.fold(schema, |schema, around| match around {
        Around::Option => quote!(#schema.nullable()),
        Around::Vec => quote!(#krate::Schema::of_type("array").with("items", #schema)),
        Around::Box => schema,
    })
}

/// The schema of what is read so.
pub(super) fn of_reading(reading: &Reading, ty: &TokenStream, span: Span) -> TokenStream {
    match reading {
        Reading::FromStr => quote!(__core::text_schema(__definitions)),
        Reading::Serde | Reading::With { .. } => {
            quote_spanned!(shown_at(span)=> <#ty as __core::LeafSchema>::leaf_schema(__definitions))
        }
    }
}

/// The calls that add to a `Property` what the field's attributes say.
pub(super) fn keywords(context: &Context<'_>, field: &Field<'_>) -> TokenStream {
    let said = said(&field.said);
    let garde = context.attrs.extract.garde.as_ref();
    let garde = garde.map(|_| of_garde(&field.garde));
    let constraints = constraints(&field.constraints, Some(&field.pattern));
    quote!(#said #garde #constraints)
}

/// The calls that add to a `Property` what garde holds the values against.
fn of_garde(garde: &Garde) -> TokenStream {
    let said = constraints(&garde.said, None);
    let inner = garde.inner.as_deref().filter(|inner| !inner.is_empty());
    let items = inner.map(|inner| {
        let inner = of_garde(inner);
        quote!(.items(|__property| __property #inner))
    });
    quote!(#said #items)
}

/// The calls that add a title and examples to a `Property`.
pub(super) fn said(said: &Said) -> TokenStream {
    let title = said.title.iter().map(|title| {
        let title = &title.value;
        quote!(.title(#title))
    });
    let examples = said.examples.iter().map(|example| {
        let example = &example.value;
        quote_spanned!(shown_at(example.span())=> .example(#example))
    });
    title.chain(examples).collect()
}

/// The function that holds a value against what is said of its field, if anything is.
pub(super) fn check(field: &Field<'_>) -> Option<TokenStream> {
    let constraints = constraints(&field.constraints, Some(&field.pattern));
    let validate = (!field.validators.is_empty()).then(|| {
        let validators = validators(&field.validators);
        quote!(.validate(|__validation| __validation #validators))
    });
    field
        .is_checked()
        .then(|| quote!(|__check| __check #constraints #validate))
}

/// The calls that hand a `Validation` to functions of the user's.
pub(super) fn validators(validators: &Validators) -> TokenStream {
    let calls = validators.iter().map(|validator| {
        let span = shown_at(validator.span());
        quote_spanned!(span=> .by(#validator))
    });
    calls.collect()
}

/// The same calls for a `Property` and for a `Check`. A pattern that is only said stands in no static.
fn constraints(constraints: &Constraints, pattern: Option<&Ident>) -> TokenStream {
    let calls = constraints.iter().map(|constraint| {
        let Constraint { key, method, value } = constraint;
        let span = shown_at(key.span());
        let mut method = method.clone();
        method.set_span(span);
        let value = match value {
            Value::Number(number) => number.to_token_stream(),
            Value::Size(size) => Literal::usize_unsuffixed(*size).to_token_stream(),
            Value::Format(format) => format.to_token_stream(),
            Value::Pattern(text) => match pattern {
                Some(pattern) => quote!(&#pattern),
                None => quote!(&__core::Pattern::new(#text)),
            },
            Value::None => TokenStream::new(),
        };
        quote_spanned!(span=> .#method(#value))
    });
    calls.collect()
}

impl ToTokens for Number {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        // A literal has no sign.
        tokens.extend(match *self {
            Number::Integer(value) if value < 0 => {
                let digits = value.unsigned_abs().to_string();
                format!("-{digits}i128").parse().unwrap_or_default()
            }
            Number::Integer(value) => Literal::i128_suffixed(value).to_token_stream(),
            Number::Float(value) if value.is_sign_negative() => {
                let value = Literal::f64_suffixed(-value);
                quote!(-#value)
            }
            Number::Float(value) => Literal::f64_suffixed(value).to_token_stream(),
        });
    }
}

/// The patterns of the fields, each compiled once, when it is first needed.
pub(super) fn patterns<'f>(fields: impl IntoIterator<Item = &'f Field<'f>>) -> TokenStream {
    let patterns = fields.into_iter().filter_map(|field| {
        let name = &field.pattern;
        let mut values = field.constraints.iter().map(|constraint| &constraint.value);
        values.find_map(|value| match value {
            Value::Pattern(pattern) => Some(quote! {
                static #name: __core::Pattern = __core::Pattern::new(#pattern);
            }),
            _ => None,
        })
    });
    patterns.collect()
}

/// Fills a place, and holds what closes there against the constraints of the field.
pub(super) fn fill_checked(field: &Field<'_>, fill: &Ident, place: TokenStream) -> TokenStream {
    let span = field.span();
    match check(field) {
        None => quote_spanned!(span=> __core::#fill(#place, __turn, __cursor)),
        Some(check) => {
            let checked = match field.atomic {
                true => quote!(fill_checked_atomic),
                false => quote!(fill_checked),
            };
            let call = quote_spanned!(span=> __core::#checked);
            quote!(#call(#place, __turn, __cursor, __core::#fill, #check))
        }
    }
}

/// The field in the schema of an object.
pub(super) fn described(context: &Context<'_>, field: &Field<'_>) -> TokenStream {
    let Field { name, ty, .. } = field;
    if field.flatten {
        return quote_spanned!(field.span()=> __object.flat::<#ty>(););
    }
    let (span, docs) = (field.span(), field.description());
    let optional = !matches!(field.absent, Absent::ByType);
    let keywords = keywords(context, field);
    let property = match (&field.literal, own(context, field), optional) {
        (Some(literal), _, false) => quote!(__object.literal(#name, #docs, #literal)),
        (Some(literal), _, true) => quote!(__object.optional_literal(#name, #docs, #literal)),
        (None, None, false) => quote_spanned!(span=> __object.field::<#ty>(#name, #docs)),
        (None, None, true) => quote_spanned!(span=> __object.optional_field::<#ty>(#name, #docs)),
        (None, Some(schema), false) => {
            let partial = fields::partial(context, field);
            quote!(__object.leaf::<#partial>(#name, #docs, |__definitions| #schema))
        }
        (None, Some(schema), true) => {
            quote!(__object.optional_leaf(#name, #docs, |__definitions| #schema))
        }
    };
    quote!(#property #keywords;)
}

/// The field in the schema of a tuple.
pub(super) fn described_element(context: &Context<'_>, field: &Field<'_>) -> TokenStream {
    let (ty, docs, keywords) = (&field.ty, field.description(), keywords(context, field));
    let element = match own(context, field) {
        None => quote_spanned!(field.span()=> __tuple.element::<#ty>(#docs)),
        Some(schema) => quote!(__tuple.leaf(#docs, |__definitions| #schema)),
    };
    quote!(#element #keywords;)
}
