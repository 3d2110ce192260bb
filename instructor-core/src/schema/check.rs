//! What is wrong with a schema, before anything is asked by it.

use super::{Keyword, Schema};
use crate::error::{Error, ErrorKind, Result};
use std::collections::VecDeque;

/// How deep schemas may be in each other: those of types are a few levels deep.
const DEPTH: usize = 128;

/// Bounds from below and from above, and whether a value may be both.
const BOUNDS: [(&str, &str, bool); 7] = [
    ("minimum", "maximum", true),
    ("minimum", "exclusiveMaximum", false),
    ("exclusiveMinimum", "maximum", false),
    ("exclusiveMinimum", "exclusiveMaximum", false),
    ("minLength", "maxLength", true),
    ("minItems", "maxItems", true),
    ("minProperties", "maxProperties", true),
];

impl Schema {
    /// Whether the type that the schema is of can be asked for. What the derive cannot see is found when the schema is
    /// built: variants that nothing tells apart, fields of one name in structs that share an object, a constraint that no
    /// value of the type keeps to.
    ///
    /// Requests ask this before they are sent.
    ///
    /// ```
    /// use instructor_core::Extract;
    ///
    /// #[derive(Extract)]
    /// struct Task {
    ///     #[extract(min = 256)]
    ///     priority: u8,
    /// }
    ///
    /// let error = Task::schema().check().unwrap_err();
    /// assert_eq!(error.to_string(), "`priority`: no value is within `minimum` 256 and `maximum` 255");
    /// ```
    ///
    /// # Errors
    ///
    /// If it cannot: of kind [`Request`](crate::ErrorKind::Request), with all that is wrong.
    pub fn check(&self) -> Result<()> {
        let mut problems = Vec::new();
        let mut open = VecDeque::from([(self, 0, None)]);
        while let Some((schema, depth, place)) = open.pop_front() {
            if depth > DEPTH {
                let message = format!("the schema is more than {DEPTH} levels deep");
                return Err(Error::new(ErrorKind::Request, message));
            }
            let of_schema = schema.problems.iter().cloned();
            let of_schema = of_schema.chain(schema.contradiction());
            problems.extend(of_schema.map(|problem| match place {
                Some(name) => format!("`{name}`: {problem}"),
                None => problem,
            }));
            for (_, keyword) in &schema.keywords {
                match keyword {
                    Keyword::Named(schemas) => {
                        let named = schemas.iter();
                        open.extend(named.map(|(name, schema)| (schema, depth + 1, Some(name))));
                    }
                    _ => open.extend(keyword.schemas().map(|schema| (schema, depth + 1, place))),
                }
            }
        }
        if problems.is_empty() {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Request, problems.join("; ")))
    }

    /// Two bounds that no value is within.
    fn contradiction(&self) -> Option<String> {
        BOUNDS.into_iter().find_map(|(low, high, is_both)| {
            let (at_least, at_most) = (self.data(low)?, self.data(high)?);
            let (lowest, highest) = (at_least.as_f64()?, at_most.as_f64()?);
            let fits = lowest < highest || (is_both && lowest == highest);
            (!fits).then(|| format!("no value is within `{low}` {at_least} and `{high}` {at_most}"))
        })
    }
}
