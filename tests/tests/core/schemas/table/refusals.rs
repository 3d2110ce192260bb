//! The table of what does not compile, from the tests that it does not.

use super::Table;
use super::row::prose;
use std::fs;
use std::path::Path;

/// What is refused, the file in `tests/ui/fail`, and what the compiler says.
const REFUSALS: &[(&str, &str, &str)] = &[
    (
        "a field of a type that cannot be asked for",
        "field_not_extract",
        "a model cannot be asked for `Role`",
    ),
    (
        "a lifetime",
        "lifetimes",
        "borrowed data cannot be extracted: use an owned type such as String",
    ),
    (
        "a `union`",
        "union",
        "currently only structs and enums are supported",
    ),
    (
        "an enum without variants",
        "enum_without_variants",
        "an enum without variants cannot be extracted: it has no values",
    ),
    (
        "an enum of unit variants that is not `Clone`, `Debug` and `PartialEq`",
        "unit_enum_without_derives",
        "`Role` doesn't implement `Debug`",
    ),
    (
        "an unknown `serde` attribute of a type",
        "unknown_serde_on_type",
        "unsupported serde attribute",
    ),
    (
        "an unknown `serde` attribute of a field",
        "unknown_serde_on_field",
        "unsupported serde attribute",
    ),
    (
        "an unknown `serde` attribute of a variant",
        "unknown_serde_on_variant",
        "unsupported serde attribute",
    ),
    (
        "an unknown `extract` attribute",
        "unknown_extract",
        "unsupported extract attribute",
    ),
    (
        "`bound`",
        "unknown_serde_on_type",
        "write other bounds in a `where` clause of the type",
    ),
    (
        "`expecting`",
        "unknown_serde_on_type",
        "errors name what is expected by themselves: remove it, or read the type by `#[extract(serde)]`",
    ),
    (
        "`remote`",
        "unknown_serde_on_type",
        "put the attributes on a type of your own with `#[serde(from = \"…\")]`, or read fields of the remote type by `#[serde(with = \"…\")]`",
    ),
    (
        "`field_identifier`, `variant_identifier`",
        "unknown_serde_on_type",
        "unit variants are read by their names, and any other name as the one with `#[serde(other)]`",
    ),
    (
        "`borrow`",
        "unknown_serde_on_field",
        "remove it, and use an owned type such as String",
    ),
    (
        "`with` or `deserialize_with` on a variant",
        "unknown_serde_on_variant",
        "put it on the field of the variant",
    ),
    (
        "`untagged` on a variant",
        "unknown_serde_on_variant",
        "put the variants that have no tag into an enum of their own, which is untagged as a whole",
    ),
    (
        "an attribute twice",
        "duplicate_attributes",
        "duplicate attribute",
    ),
    (
        "two fields of one name",
        "duplicate_names",
        "the name \"fullName\" is already taken",
    ),
    (
        "two variants of one name, or fields in them",
        "duplicate_names_in_variants",
        "is already taken",
    ),
    (
        "an unknown rule for `rename_all`",
        "unknown_rule",
        "unknown rule, expected one of",
    ),
    (
        "a default of a type that has none",
        "default_not_default",
        "the trait bound `User: Default` is not satisfied",
    ),
    (
        "`default` on an enum",
        "default_on_enum",
        "an enum has no fields to default",
    ),
    (
        "`flatten` of what is no object",
        "flatten_of_scalar",
        "`u8` cannot share the object of another type",
    ),
    (
        "`flatten` of an enum",
        "flatten_of_enum",
        "`Kind` cannot share the object of another type",
    ),
    (
        "`flatten` of an `Option`",
        "flatten_of_option",
        "`Option<Base>` cannot share the object of another type",
    ),
    (
        "`flatten` in a variant",
        "flatten_in_variant",
        "currently only the fields of a struct can be flattened",
    ),
    (
        "`flatten` beside another attribute",
        "flatten_with_others",
        "nothing is supported beside `flatten`",
    ),
    (
        "`tag` on a struct",
        "tag_on_struct",
        "only an enum has a tag",
    ),
    (
        "a tuple variant beside `tag`",
        "internal_tuple",
        "a list cannot stand beside the tag: add `content = \"…\"` to the enum, or give the fields names",
    ),
    (
        "a variant of a list beside `tag`",
        "internal_newtype_of_list",
        "`Vec<String>` cannot share the object of another type",
    ),
    (
        "a field that is called as the tag",
        "tag_taken_by_field",
        "the tag of the enum is called \"type\"",
    ),
    (
        "untagged variants that are alike",
        "untagged_alike",
        "untagged, it cannot be told apart from `Name`: give the enum a `tag`",
    ),
    (
        "an untagged variant behind one that covers it",
        "untagged_covered",
        "whatever it holds is read as `Point`, which is tried first: put it before that, or give the enum a `tag`",
    ),
    (
        "an untagged enum in itself",
        "itself",
        "untagged, the enum cannot be told apart from itself: give it a `tag`, or the variant a struct or a list",
    ),
    (
        "`other` on a variant that holds data",
        "other",
        "only a unit variant can be the `other`: nothing is known of its content",
    ),
    (
        "`transparent` on a struct of several fields",
        "transparent",
        "a transparent struct has one field that is not skipped, this one has more",
    ),
    (
        "`early` on another type",
        "early",
        "only an enum of unit variants can show early",
    ),
    (
        "`atomic` where a value shows only when whole",
        "atomic",
        "a unit enum shows only when whole anyway",
    ),
    (
        "`needed` in a variant",
        "needed_on_variant_field",
        "only a field of a struct can be needed: a variant shows once it is known",
    ),
    (
        "`literal` on another type than a text",
        "literal_on_number",
        "`u8` cannot be a literal",
    ),
    (
        "`deny_unknown_fields` beside `flatten`",
        "deny_unknown_fields_with_flatten",
        "the keys that are no field's are not known beside a flattened one, in serde either: remove it, or `flatten`",
    ),
    (
        "`from` a type that it is not made from",
        "from_another_type",
        "the trait bound `Name: From<String>` is not satisfied",
    ),
    (
        "`from` or `try_from` a type that cannot be asked for",
        "from_another_type",
        "a model cannot be asked for `Opaque`",
    ),
    (
        "`from_str` of a type without `FromStr`",
        "leaf_without_parser",
        "the trait bound `Opaque: FromStr` is not satisfied",
    ),
    (
        "`serde` of a type whose schema is not said",
        "leaf_without_parser",
        "the schema of `Opaque` is not known",
    ),
    (
        "two ways to read one value",
        "readings",
        "it is read by `from_str` already: use one of them",
    ),
    (
        "`from` and `try_from`",
        "readings",
        "it is read by `from` already: use one of them",
    ),
    (
        "`atomic` beside `from_str` on a type",
        "readings",
        "it is read by its own parser, and shows only when whole anyway",
    ),
    (
        "`with` what is no module",
        "readings",
        "expected the path of a module, such as \"module\"",
    ),
    (
        "a `schema` that is no function",
        "readings",
        "expected the path of a function that makes a schema, such as schema_of_color",
    ),
    (
        "a constraint on a type that cannot have it",
        "constraint_on_another_type",
        "a constraint on numbers stands at a `String`",
    ),
    (
        "constraints that no value fits",
        "constraints",
        "no value is within this and `min`",
    ),
    (
        "a bound that is no number",
        "constraints",
        "expected a number, such as 5 or -2.5",
    ),
    (
        "a length that is none",
        "constraints",
        "expected a size, such as 5",
    ),
    (
        "`multiple_of = 0`",
        "constraints",
        "only of a number above 0 are there multiples",
    ),
    (
        "a `pattern` with lookaround or backreferences",
        "constraints",
        "not a pattern that is supported, which are regular expressions without lookaround and backreferences",
    ),
    (
        "an unknown `format`",
        "constraints",
        "unknown format, expected one of",
    ),
    (
        "a constraint on a literal",
        "constraints",
        "a literal has one value: remove this",
    ),
    (
        "a constraint on a skipped field",
        "constraints",
        "a skipped field is not read",
    ),
    (
        "a validator of another type",
        "validator_of_another_type",
        "is not a validator of `u8`",
    ),
    (
        "a validator that is no path of a function",
        "validate",
        "expected the path of a function that validates, such as check_name",
    ),
    (
        "the same validator twice",
        "validate",
        "duplicate attribute",
    ),
    (
        "a validator on a type that is read as another",
        "validate",
        "it is read as another type: put it on that, or refuse what is not valid in a `try_from`",
    ),
    (
        "`garde` on a type without `garde::Validate`",
        "garde",
        "is not validated by garde",
    ),
    (
        "`description` and the like on the field of a newtype",
        "said_of_newtype",
        "a newtype is its field in the JSON: on the field, only constraints and how it is read are supported, all else on the type itself",
    ),
];

pub(super) fn tables() -> Vec<Table> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/fail");
    let mut wrong = Vec::new();
    let rows = REFUSALS.iter().map(|(what, file, message)| {
        let source = folder.join(format!("{file}.rs"));
        let says = fs::read_to_string(folder.join(format!("{file}.stderr"))).unwrap_or_default();
        let errors: Vec<_> = says
            .lines()
            .filter(|line| line.starts_with("error"))
            .collect();
        if !source.is_file() || !errors.iter().any(|error| error.contains(message)) {
            wrong.push(format!("{file} does not say {message:?} but {errors:#?}"));
        }
        vec![
            (*what).to_owned(),
            prose(message),
            format!("[{file}](../tests/ui/fail/{file}.rs)"),
        ]
    });
    let rows = rows.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    vec![Table {
        name: "refusals",
        columns: &["what", "the compiler says", "test"],
        rows,
    }]
}
