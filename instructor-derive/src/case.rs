//! The rules of `rename_all`, as serde applies them.

/// One of serde's eight rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

/// What `rename_all` takes, in the order that an error lists it.
pub(crate) const RULES: [(&str, Rule); 8] = [
    ("lowercase", Rule::Lower),
    ("UPPERCASE", Rule::Upper),
    ("PascalCase", Rule::Pascal),
    ("camelCase", Rule::Camel),
    ("snake_case", Rule::Snake),
    ("SCREAMING_SNAKE_CASE", Rule::ScreamingSnake),
    ("kebab-case", Rule::Kebab),
    ("SCREAMING-KEBAB-CASE", Rule::ScreamingKebab),
];

impl Rule {
    pub(crate) fn named(name: &str) -> Option<Rule> {
        let (_, rule) = RULES.iter().find(|(rule, _)| *rule == name)?;
        Some(*rule)
    }

    /// Renames a field, whose name is taken to be in snake case.
    pub(crate) fn field(self, name: &str) -> String {
        match self {
            Rule::Lower | Rule::Snake => name.to_owned(),
            Rule::Upper | Rule::ScreamingSnake => name.to_ascii_uppercase(),
            Rule::Pascal => pascal(name),
            Rule::Camel => lower_first(&pascal(name)),
            Rule::Kebab => name.replace('_', "-"),
            Rule::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// Renames a variant, whose name is taken to be in pascal case.
    pub(crate) fn variant(self, name: &str) -> String {
        match self {
            Rule::Lower => name.to_ascii_lowercase(),
            Rule::Upper => name.to_ascii_uppercase(),
            Rule::Pascal => name.to_owned(),
            Rule::Camel => lower_first(name),
            Rule::Snake => snake(name),
            Rule::ScreamingSnake => snake(name).to_ascii_uppercase(),
            Rule::Kebab => snake(name).replace('_', "-"),
            Rule::ScreamingKebab => snake(name).to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn pascal(snake: &str) -> String {
    let mut starts = true;
    let mut pascal = String::new();
    for c in snake.chars() {
        if c == '_' {
            starts = true;
        } else {
            pascal.push(if starts { c.to_ascii_uppercase() } else { c });
            starts = false;
        }
    }
    pascal
}

fn snake(pascal: &str) -> String {
    let mut snake = String::new();
    for (i, c) in pascal.char_indices() {
        if i > 0 && c.is_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    match chars.next() {
        Some(first) => first.to_ascii_lowercase().to_string() + chars.as_str(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(rename: impl Fn(Rule) -> String) -> [String; 8] {
        RULES.map(|(_, rule)| rename(rule))
    }

    #[test]
    fn fields() {
        assert_eq!(
            all(|rule| rule.field("very_tasty_2x")),
            [
                "very_tasty_2x",
                "VERY_TASTY_2X",
                "VeryTasty2x",
                "veryTasty2x",
                "very_tasty_2x",
                "VERY_TASTY_2X",
                "very-tasty-2x",
                "VERY-TASTY-2X",
            ]
        );
        assert_eq!(
            all(|rule| rule.field("z")),
            ["z", "Z", "Z", "z", "z", "Z", "z", "Z"]
        );
        assert_eq!(Rule::Camel.field("_id"), "id");
        assert_eq!(Rule::Camel.field("_"), "");
    }

    #[test]
    fn variants() {
        assert_eq!(
            all(|rule| rule.variant("VeryTasty")),
            [
                "verytasty",
                "VERYTASTY",
                "VeryTasty",
                "veryTasty",
                "very_tasty",
                "VERY_TASTY",
                "very-tasty",
                "VERY-TASTY",
            ]
        );
        assert_eq!(
            all(|rule| rule.variant("A")),
            ["a", "A", "A", "a", "a", "A", "a", "A"]
        );
        assert_eq!(Rule::Snake.variant("HTTPServer"), "h_t_t_p_server");
        assert_eq!(Rule::Camel.variant("Éclair"), "Éclair");
    }

    #[test]
    fn names() {
        assert_eq!(Rule::named("kebab-case"), Some(Rule::Kebab));
        assert_eq!(Rule::named("Kebab-Case"), None);
    }
}
