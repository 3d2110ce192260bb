//! What `#[garde(…)]` says of a field that its schema can say too. garde itself checks it, and tells what is wrong with the
//! attribute: what is not understood here is left alone.

use super::field::{boxed, generic_argument, last_segment};
use crate::attr::{Constraint, Constraints, Number, Value, number, pattern_of};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::format_ident;
use syn::parse::Parser;
use syn::{Attribute, LitStr, Meta, Type, parse_quote};

/// What garde holds the values of a field against.
#[derive(Default)]
pub(crate) struct Garde {
    pub(crate) said: Constraints,
    /// Of the elements of a list.
    pub(crate) inner: Option<Box<Garde>>,
}

/// What a type is, as far as its spelling tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelled {
    Text,
    List,
    Other,
}

/// `name`, `name(arguments)` or `name = value`
struct Item {
    name: String,
    rest: TokenStream,
}

impl Garde {
    pub(super) fn of(attrs: &[Attribute], ty: &Type) -> Garde {
        let mut garde = Garde::default();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("garde")) {
            if let Meta::List(list) = &attr.meta {
                garde.read(list.tokens.clone(), ty);
            }
        }
        garde
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.said.is_empty() && self.inner.as_deref().is_none_or(Garde::is_empty)
    }

    fn read(&mut self, rules: TokenStream, ty: &Type) {
        let ty = unboxed(ty);
        let spelled = spelled(ty);
        for Item { name, rest } in items(rules) {
            match (&*name, spelled) {
                ("length", Spelled::Text) => self.length(rest, "min_length", "max_length"),
                ("length", Spelled::List) => self.length(rest, "min_items", "max_items"),
                ("range", Spelled::Other) => self.range(rest),
                ("pattern", Spelled::Text) => {
                    let pattern = syn::parse2::<LitStr>(rest).and_then(pattern_of);
                    if let Ok(pattern) = pattern {
                        self.say("pattern", pattern);
                    }
                }
                ("email" | "ipv4" | "ipv6", Spelled::Text) => self.format(&name),
                ("url", Spelled::Text) => self.format("uri"),
                ("inner", Spelled::List) => {
                    if let Some(element) = element(ty) {
                        self.inner.get_or_insert_default().read(rest, element);
                    }
                }
                _ => {}
            }
        }
    }

    /// In whatever garde counts (bytes, unless it is told otherwise), there are no more characters than that. The least is
    /// taken for one of characters.
    fn length(&mut self, arguments: TokenStream, min: &str, max: &str) {
        let arguments = items(arguments);
        // More than one character may be one of those.
        let is_grapheme = arguments.iter().any(|item| item.name == "graphemes");
        for Item { name, rest } in arguments {
            let Ok(Number::Integer(size)) = number.parse2(rest) else {
                continue;
            };
            let Ok(size) = usize::try_from(size) else {
                continue;
            };
            if matches!(&*name, "min" | "equal") {
                self.say(min, Value::Size(size));
            }
            if matches!(&*name, "max" | "equal") && !is_grapheme {
                self.say(max, Value::Size(size));
            }
        }
    }

    fn range(&mut self, arguments: TokenStream) {
        for Item { name, rest } in items(arguments) {
            let Ok(bound) = number.parse2(rest) else {
                continue;
            };
            if matches!(&*name, "min" | "equal") {
                self.say("minimum", Value::Number(bound));
            }
            if matches!(&*name, "max" | "equal") {
                self.say("maximum", Value::Number(bound));
            }
        }
    }

    fn format(&mut self, format: &str) {
        self.say(
            "format",
            Value::Format(LitStr::new(format, Span::call_site())),
        );
    }

    fn say(&mut self, method: &str, value: Value) {
        self.said.push(Constraint {
            key: parse_quote!(garde),
            method: format_ident!("{method}"),
            value,
        });
    }
}

/// What stands between commas.
fn items(tokens: TokenStream) -> Vec<Item> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_comma =
        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
    tokens
        .split(is_comma)
        .filter_map(|item| {
            let (first, rest) = item.split_first()?;
            let TokenTree::Ident(name) = first else {
                return None;
            };
            let rest = match rest {
                [TokenTree::Group(group)] => group.stream(),
                [TokenTree::Punct(mark), value @ ..] if mark.as_char() == '=' => {
                    value.iter().cloned().collect()
                }
                _ => TokenStream::new(),
            };
            Some(Item {
                name: Ident::to_string(name),
                rest,
            })
        })
        .collect()
}

/// garde looks at what is in an `Option` or a `Box`.
fn unboxed(mut ty: &Type) -> &Type {
    while let Some(inner) = boxed(ty) {
        ty = inner;
    }
    ty
}

fn spelled(ty: &Type) -> Spelled {
    match &*last_segment(ty) {
        "String" | "str" => Spelled::Text,
        "Vec" | "VecDeque" | "LinkedList" | "HashSet" | "BTreeSet" | "IndexSet" => Spelled::List,
        _ => match ty {
            Type::Array(_) | Type::Slice(_) => Spelled::List,
            _ => Spelled::Other,
        },
    }
}

/// What a list is of.
fn element(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Array(array) => Some(&array.elem),
        Type::Slice(slice) => Some(&slice.elem),
        _ => generic_argument(ty, &last_segment(ty)),
    }
}
