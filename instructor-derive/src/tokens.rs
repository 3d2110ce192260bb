//! What is to be seen and changed in a type without a syntax tree of expressions: its tokens are enough.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::quote_spanned;

/// How a type mentions a type parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mention {
    None,
    /// Only on the way to an associated type: `T::Item`, `<T as Iterator>::Item`.
    Projected,
    Itself,
}

pub(crate) fn mention(tokens: &TokenStream, param: &Ident) -> Mention {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mentions = tokens.iter().enumerate().map(|(i, token)| match token {
        TokenTree::Group(group) => mention(&group.stream(), param),
        TokenTree::Ident(ident) if ident == param => {
            let next = &tokens[i + 1..];
            let is_cast = matches!(next, [TokenTree::Ident(ident), ..] if ident == "as");
            if is_separator(&tokens[i.saturating_sub(2)..i]) {
                Mention::None
            } else if is_cast || is_separator(next) {
                Mention::Projected
            } else {
                Mention::Itself
            }
        }
        _ => Mention::None,
    });
    mentions.max().unwrap_or(Mention::None)
}

/// Spells `Self` out, for tokens that go where it is another type.
pub(crate) fn without_self(tokens: TokenStream, this: &TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let spelled = tokens.iter().enumerate().map(|(i, token)| match token {
        TokenTree::Group(group) => regroup(group, without_self(group.stream(), this)).into(),
        TokenTree::Ident(ident) if ident == "Self" => match is_separator(&tokens[i + 1..]) {
            true => quote_spanned!(ident.span()=> <#this>),
            false => this.clone(),
        },
        token => token.clone().into(),
    });
    spelled.collect::<Vec<TokenStream>>().into_iter().collect()
}

/// Makes every lifetime `'static`.
pub(crate) fn static_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut after_quote = false;
    let owned = tokens.into_iter().map(|token| {
        let is_lifetime = std::mem::replace(&mut after_quote, is_punct(&token, '\''));
        match token {
            TokenTree::Group(group) => regroup(&group, static_lifetimes(group.stream())),
            TokenTree::Ident(ident) if is_lifetime => Ident::new("static", ident.span()).into(),
            token => token,
        }
    });
    owned.collect()
}

pub(crate) fn has_lifetime(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => has_lifetime(group.stream()),
        token => is_punct(&token, '\''),
    })
}

fn regroup(group: &Group, tokens: TokenStream) -> TokenTree {
    let mut regrouped = Group::new(group.delimiter(), tokens);
    regrouped.set_span(group.span());
    regrouped.into()
}

fn is_punct(token: &TokenTree, punct: char) -> bool {
    matches!(token, TokenTree::Punct(token) if token.as_char() == punct)
}

/// Whether the tokens start with `::`.
fn is_separator(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [first, second, ..] if is_punct(first, ':') && is_punct(second, ':'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::{format_ident, quote};

    #[test]
    fn mentions() {
        let mention = |tokens| mention(&tokens, &format_ident!("T"));
        assert_eq!(mention(quote!(Vec<Option<T>>)), Mention::Itself);
        assert_eq!(mention(quote!((u8, [T; 2]))), Mention::Itself);
        assert_eq!(mention(quote!(Vec<T::Item>)), Mention::Projected);
        assert_eq!(mention(quote!(Pair<T::Item, T>)), Mention::Itself);
        assert_eq!(mention(quote!(<T as Iterator>::Item)), Mention::Projected);
        assert_eq!(mention(quote!(module::T)), Mention::None);
        assert_eq!(mention(quote!(Vec<String>)), Mention::None);
    }

    #[test]
    fn spelled_out() {
        let this = quote!(Node<T>);
        let spelled = without_self(quote!(Vec<(Self, [u8; Self::N])>), &this);
        let spelled = spelled.to_string().replace(' ', "");
        assert_eq!(spelled, "Vec<(Node<T>,[u8;<Node<T>>::N])>");
    }

    #[test]
    fn lifetimes() {
        let tokens = quote!(
            struct User<'a> {
                name: &'a str,
            }
        );
        assert!(has_lifetime(tokens.clone()));
        let expected = quote!(
            struct User<'static> {
                name: &'static str,
            }
        );
        assert_eq!(static_lifetimes(tokens).to_string(), expected.to_string());
    }
}
