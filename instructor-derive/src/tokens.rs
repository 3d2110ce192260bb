//! What is to be seen and changed in a type without a syntax tree of expressions: its tokens are enough.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
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
    let mentions = (0..tokens.len()).map(|i| match &tokens[i] {
        TokenTree::Group(group) => mention(&group.stream(), param),
        _ => mention_at(&tokens, i, param),
    });
    mentions.max().unwrap_or(Mention::None)
}

fn mention_at(tokens: &[TokenTree], i: usize, param: &Ident) -> Mention {
    let next = &tokens[i + 1..];
    let is_cast = matches!(next, [TokenTree::Ident(ident), ..] if ident == "as");
    match &tokens[i] {
        TokenTree::Ident(ident) if ident == param => {
            if is_separator(&tokens[i.saturating_sub(2)..i]) {
                Mention::None
            } else if is_cast || is_separator(next) {
                Mention::Projected
            } else {
                Mention::Itself
            }
        }
        _ => Mention::None,
    }
}

/// Whether a type has an associated type of a type parameter in it: `Vec<T::Item>`.
pub(crate) fn projects(tokens: &TokenStream, param: &Ident) -> bool {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    (0..tokens.len()).any(|i| match &tokens[i] {
        TokenTree::Group(group) => projects(&group.stream(), param),
        _ => mention_at(&tokens, i, param) == Mention::Projected,
    })
}

/// Whether the tokens name a type, on whatever path to it.
pub(crate) fn names(tokens: &TokenStream, ident: &Ident) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => names(&group.stream(), ident),
        TokenTree::Ident(token) => token == *ident,
        _ => false,
    })
}

/// Leaves out what the type `ident` takes as arguments: `Option<Box<Node<T>>>` becomes `Option<Box<Node>>`.
pub(crate) fn without_arguments(tokens: TokenStream, ident: &Ident) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut kept = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let is_it = matches!(&tokens[i], TokenTree::Ident(token) if token == ident)
            && !is_separator(&tokens[i.saturating_sub(2)..i]);
        kept.push(match &tokens[i] {
            TokenTree::Group(group) => regroup(group, without_arguments(group.stream(), ident)),
            token => token.clone(),
        });
        i += 1;
        if is_it {
            i += arguments(&tokens[i..]);
        }
    }
    kept.into_iter().collect()
}

/// How many tokens `<…>` takes, if that is how they start.
fn arguments(tokens: &[TokenTree]) -> usize {
    let mut depth = 0;
    for (i, token) in tokens.iter().enumerate() {
        let is_arrow = i > 0 && is_punct(&tokens[i - 1], '-');
        if is_punct(token, '<') {
            depth += 1;
        } else if is_punct(token, '>') && !is_arrow {
            depth -= 1;
        }
        if depth == 0 {
            return if i == 0 { 0 } else { i + 1 };
        }
    }
    0
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

/// All tokens at one place. `$crate` is what it is by its own span.
pub(crate) fn respanned(tokens: TokenStream, span: Span) -> TokenStream {
    let respanned = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let tokens = respanned(group.stream(), span);
            let mut group = Group::new(group.delimiter(), tokens);
            group.set_span(span);
            group.into()
        }
        TokenTree::Ident(ident) if ident == "$crate" => ident.into(),
        mut token => {
            token.set_span(span);
            token
        }
    });
    respanned.collect()
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
    fn projections() {
        let projects = |tokens| projects(&tokens, &format_ident!("T"));
        assert!(projects(quote!(Pair<T::Item, T>)));
        assert!(projects(quote!([<T as Iterator>::Item; 2])));
        assert!(!projects(quote!(Vec<T>)));
        assert!(!projects(quote!(module::T::Item)));
    }

    #[test]
    fn named() {
        let names = |tokens| names(&tokens, &format_ident!("Node"));
        assert!(names(quote!(Vec<(u8, self::Node<T>)>)));
        assert!(!names(quote!(Vec<Nodes>)));
    }

    #[test]
    fn arguments_left_out() {
        let text = |tokens: TokenStream| tokens.to_string().replace(' ', "");
        let same = |tokens, expected: TokenStream| {
            let without = without_arguments(tokens, &format_ident!("Node"));
            assert_eq!(text(without), text(expected));
        };
        same(quote!(Option<Box<Node<T>>>), quote!(Option<Box<Node>>));
        same(
            quote!((Node<fn(T) -> Vec<T>>, [Node<T>; 2])),
            quote!((Node, [Node; 2])),
        );
        same(quote!(Vec<Node>), quote!(Vec<Node>));
        same(quote!(other::Node<T>), quote!(other::Node<T>));
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
