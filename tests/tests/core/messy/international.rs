//! Names and keys of many languages, with their accents and without.

use super::case::{Cases, of};
use instructor_core::Extract;
use serde::Serialize;

pub(super) const CASES: &[Cases] = &[
    of::<Cuisine>(&[
        "test_international::test_accented_alias_chinese",
        "test_international::test_accented_alias_russian",
        "test_international::test_accented_alias_in_sentence",
        "test_international::test_accented_alias_case_variations",
    ]),
    of::<Vec<Cuisine>>(&["test_international::test_accented_alias_list_mixed_scripts"]),
    of::<Document>(&[
        "test_international::test_french_alias_receipt_with_accent",
        "test_international::test_original_enum_values_fail_with_french_aliases",
        "test_international::test_french_alias_in_context",
    ]),
    of::<Priority>(&[
        "test_international::test_priority_french_medium",
        "test_international::test_priority_portuguese_low",
        "test_international::test_priority_chinese_urgent",
        "test_international::test_original_priority_values_fail_with_aliases",
    ]),
    of::<Vec<Priority>>(&["test_international::test_multiple_original_enum_values_fail"]),
    of::<Restaurant>(&["test_international::test_french_field_aliases"]),
    of::<Contact>(&[
        "test_international::test_international_field_aliases",
        "test_international::test_international_aliases_with_context",
    ]),
    of::<Person>(&["test_international::test_french_nested_class_aliases"]),
    of::<SpanishTitle>(&["test_international::test_unaccented_senorita_matches_accented_alias"]),
    of::<FrenchWord>(&["test_international::test_unaccented_facade_matches_accented_alias"]),
    of::<GermanWord>(&[
        "test_international::test_unaccented_uber_matches_accented_alias",
        "test_international::test_unaccented_fuhrer_matches_accented_alias",
        "test_international::test_unaccented_tur_matches_accented_alias",
    ]),
    of::<SpanishForm>(&["test_international::test_mixed_accented_unaccented_class_fields"]),
    of::<FrenchProfile>(&["test_international::test_unaccented_french_class_fields"]),
    of::<Portuguese>(&["test_international::test_unaccented_portuguese_class_fields"]),
    of::<SpanishGreeting>(&[
        "test_international::test_case_insensitive_unaccented_adios",
        "test_international::test_case_insensitive_mixed_case_unaccented",
    ]),
    of::<FrenchFood>(&[
        "test_international::test_case_insensitive_unaccented_gateau",
        "test_international::test_case_insensitive_mixed_case_fromage",
        "test_international::test_case_insensitive_french_in_sentence",
    ]),
    of::<GermanAddress>(&[
        "test_international::test_case_insensitive_unaccented_german_fields",
        "test_international::test_case_insensitive_mixed_case_german_fields",
    ]),
    of::<Word>(&[
        "test_international::test_complex_case_unaccented_senorita_lower",
        "test_international::test_complex_case_unaccented_resume_upper",
    ]),
    of::<Vec<Word>>(&["test_international::test_complex_case_unaccented_list_mixed_cases"]),
    of::<Punctuated>(&[
        "test_international::test_case_insensitive_unaccented_with_punctuation",
        "test_international::test_case_insensitive_unaccented_resume_doc",
    ]),
];

/// Enums whose variants are written otherwise in the JSON than they are named.
macro_rules! words {
    ($($name:ident { $($variant:ident = $text:literal,)* })*) => {$(
        #[derive(Extract, Serialize, Debug, Clone, PartialEq)]
        #[serde(rename_all(serialize = "SCREAMING_SNAKE_CASE"))]
        enum $name {
            $(#[serde(rename(deserialize = $text))]
            $variant,)*
        }
    )*};
}

words! {
    Cuisine {
        French = "française",
        Spanish = "española",
        Portuguese = "portuguesa",
        Italian = "italiana",
        Chinese = "中式",
        Arabic = "العربية",
        Russian = "русская",
        Japanese = "日本料理",
    }
    Document {
        Invoice = "facture",
        Receipt = "reçu",
        Contract = "contrat",
        Report = "rapport",
        Letter = "lettre",
    }
    Priority {
        High = "élevé",
        Medium = "médium",
        Low = "baixo",
        Urgent = "紧急",
        Normal = "عادي",
    }
    SpanishTitle {
        Mister = "señor",
        Miss = "señorita",
        Doctor = "doctor",
        Professor = "profesor",
    }
    FrenchWord {
        Coffee = "café",
        Naive = "naïve",
        Resume = "résumé",
        Elite = "élite",
        Facade = "façade",
    }
    GermanWord {
        Over = "über",
        Leader = "führer",
        Door = "tür",
        Green = "grün",
    }
    SpanishGreeting {
        Hello = "Hola",
        Goodbye = "Adiós",
        Please = "Por favor",
        ThankYou = "Gracias",
    }
    FrenchFood {
        Coffee = "Café",
        Cake = "Gâteau",
        Cheese = "Fromage",
        Bread = "Pain",
    }
    Word {
        Word1 = "Señorita",
        Word2 = "CAFÉ",
        Word3 = "résumé",
        Word4 = "NAÏVE",
        Word5 = "Über",
    }
    Punctuated {
        Test1 = "señor-josé",
        Test2 = "café_bar",
        Test3 = "résumé.doc",
        Test4 = "naïve-approach",
    }
}

#[derive(Extract, Serialize)]
struct Restaurant {
    #[serde(rename(deserialize = "nom"))]
    name: String,
    #[serde(rename(deserialize = "adresse"))]
    address: String,
    #[serde(rename(deserialize = "spécialité"))]
    specialty: String,
    #[serde(rename(deserialize = "étoiles"))]
    stars: i64,
}

#[derive(Extract, Serialize)]
struct Contact {
    #[serde(rename(deserialize = "prénom"))]
    first_name: String,
    #[serde(rename(deserialize = "família"))]
    family_name: String,
    #[serde(rename(deserialize = "città"))]
    city: String,
    #[serde(rename(deserialize = "straße"))]
    street: String,
    #[serde(rename(deserialize = "поле"))]
    field: String,
    #[serde(rename(deserialize = "フィールド"))]
    data_field: String,
}

#[derive(Extract, Serialize)]
struct Person {
    #[serde(rename(deserialize = "prénom"))]
    first_name: String,
    #[serde(rename(deserialize = "nom"))]
    last_name: String,
    #[serde(rename(deserialize = "âge"))]
    age: i64,
    #[serde(rename(deserialize = "adresse"))]
    address: Address,
}

#[derive(Extract, Serialize)]
struct Address {
    #[serde(rename(deserialize = "numéro"))]
    number: i64,
    #[serde(rename(deserialize = "rue"))]
    street: String,
    #[serde(rename(deserialize = "ville"))]
    city: String,
    #[serde(rename(deserialize = "région"))]
    region: String,
}

#[derive(Extract, Serialize)]
struct SpanishForm {
    #[serde(rename(deserialize = "señor"))]
    title: String,
    #[serde(rename(deserialize = "nombre"))]
    name: String,
    #[serde(rename(deserialize = "edad"))]
    age: i64,
    #[serde(rename(deserialize = "dirección"))]
    address: String,
}

#[derive(Extract, Serialize)]
struct FrenchProfile {
    #[serde(rename(deserialize = "prénom"))]
    first_name: String,
    #[serde(rename(deserialize = "nom"))]
    last_name: String,
    #[serde(rename(deserialize = "ville"))]
    city: String,
    #[serde(rename(deserialize = "métier"))]
    profession: String,
}

#[derive(Extract, Serialize)]
struct Portuguese {
    #[serde(rename(deserialize = "localização"))]
    location: String,
    #[serde(rename(deserialize = "descrição"))]
    description: String,
    #[serde(rename(deserialize = "solução"))]
    solution: String,
    #[serde(rename(deserialize = "informação"))]
    information: String,
}

#[derive(Extract, Serialize)]
struct GermanAddress {
    #[serde(rename(deserialize = "Straße"))]
    street: String,
    #[serde(rename(deserialize = "Stadt"))]
    city: String,
    #[serde(rename(deserialize = "Über"))]
    over: String,
    #[serde(rename(deserialize = "Grün"))]
    green: String,
}
