//! OpenAI's strict dialect of JSON Schema.

mod limits;
mod place;
mod rewrite;
mod unions;

use instructor_core::provider::Shapes;
use instructor_core::{Result, Schema};

/// Rewrites a schema into the subset that OpenAI's [structured outputs](https://platform.openai.com/docs/guides/structured-outputs#supported-schemas)
/// hold an answer to.
///
/// - Every property is required, and one that was optional may be null instead; objects are closed.
/// - A map becomes a list of entries, a tuple an object, an untyped value a string of JSON: [`Schema::reshaped`].
/// - The root is wrapped if it is not an object: [`Schema::wrapped`].
/// - `oneOf` becomes `anyOf`, `allOf` is merged, a reference stands alone.
/// - What the subset lacks is told in the description: the model is told, if not held to it.
///
/// ```
/// use instructor_core::Extract;
///
/// #[derive(Extract)]
/// struct User {
///     name: String,
///     age: Option<u8>,
/// }
///
/// let schema = instructor_openai::strict(User::schema())?;
/// assert_eq!(
///     serde_json::to_value(&schema).unwrap(),
///     serde_json::json!({
///         "type": "object",
///         "properties": {
///             "name": {"type": "string"},
///             "age": {"type": ["integer", "null"], "minimum": 0, "maximum": 255},
///         },
///         "required": ["name", "age"],
///         "additionalProperties": false,
///     })
/// );
/// # Ok::<(), instructor_core::Error>(())
/// ```
///
/// # Errors
///
/// Of kind [`Request`](instructor_core::ErrorKind::Request), with the place in the schema: if the subset has no words for
/// it, if two variants of a union start alike, or if it passes one of OpenAI's limits (5000 properties, 10 levels of
/// objects, 1000 values of enums, 120 000 characters of names and values, 15 000 in an enum of more than 250 values).
pub fn strict(schema: Schema) -> Result<Schema> {
    let (reshaped, shapes) = reshaped(&schema)?;
    rewritten(reshaped, shapes).map(|(schema, _)| schema)
}

/// The schema without what the subset has no shape for, and whether the value has another one now.
pub(crate) fn reshaped(schema: &Schema) -> Result<(Schema, Shapes)> {
    schema.check()?;
    let reshaped = schema.clone().reshaped();
    let mut shapes = Shapes::default();
    shapes.reshaped = reshaped != *schema;
    Ok((reshaped, shapes))
}

/// The strict schema of one that has been reshaped, and what became of the shape of the value.
pub(crate) fn rewritten(reshaped: Schema, mut shapes: Shapes) -> Result<(Schema, Shapes)> {
    reshaped.check()?;
    let rewritten = rewrite::rewrite(reshaped)?;
    let wrapped = rewritten.clone().wrapped();
    shapes.wrapped = wrapped != rewritten;
    let mut schema = wrapped;
    if shapes.wrapped {
        schema.set("additionalProperties", false);
        // Behind what is the schema of the root itself.
        if let Some(definitions) = schema.remove("$defs") {
            schema.set("$defs", definitions);
        }
    }
    unions::check(&schema)?;
    limits::check(&schema)?;
    Ok((schema, shapes))
}

#[cfg(test)]
mod tests;
