//! Values of several types.

use super::case::{Cases, of};
use instructor_core::Extract;
use serde::Serialize;

pub(super) const CASES: &[Cases] = &[
    of::<Or<f64, String>>(&["test_unions::test_ignore_float_in_string_if_string_in_union"]),
    of::<Picker>(&["test_unions::test_union2"]),
    of::<Reply>(&["test_unions::test_union3"]),
    of::<ContactInfo>(&["test_unions::test_phone_number_regex"]),
];

#[derive(Extract, Serialize)]
#[serde(untagged)]
pub(super) enum Or<A, B> {
    One(A),
    Other(B),
}

#[derive(Extract, Serialize)]
#[serde(untagged)]
pub(super) enum OrOr<A, B, C> {
    One(A),
    Other(B),
    Third(C),
}

#[derive(Extract, Serialize)]
#[serde(untagged)]
enum Picker {
    A(CatAPicker),
    B(CatBPicker),
    C(CatCPicker),
}

#[derive(Extract, Serialize)]
struct CatAPicker {
    cat: CatA,
}

#[derive(Extract, Serialize, Debug, Clone, PartialEq)]
enum CatA {
    A,
}

#[derive(Extract, Serialize)]
struct CatBPicker {
    cat: CatB,
    item: i64,
}

#[derive(Extract, Serialize, Debug, Clone, PartialEq)]
enum CatB {
    C,
    D,
}

#[derive(Extract, Serialize)]
struct CatCPicker {
    cat: CatC,
    item: Option<Or<i64, String>>,
    data: Option<i64>,
}

#[derive(Extract, Serialize, Debug, Clone, PartialEq)]
enum CatC {
    E,
    F,
    G,
    H,
    I,
}

#[derive(Extract, Serialize)]
#[serde(untagged)]
enum Reply {
    Respond(RespondToUser),
    Ask(AskClarification),
    Assist(Vec<Assistant>),
}

#[derive(Extract, Serialize)]
struct RespondToUser {
    action: Respond,
    sections: Vec<Section>,
}

#[derive(Extract, Serialize, Debug, Clone, PartialEq)]
enum Respond {
    #[serde(rename(deserialize = "RespondToUserAPI", serialize = "RESPOND_TO_USER"))]
    RespondToUser,
}

#[derive(Extract, Serialize)]
struct AskClarification {
    action: Ask,
    question: String,
}

#[derive(Extract, Serialize, Debug, Clone, PartialEq)]
enum Ask {
    #[serde(rename(deserialize = "AskClarificationAPI", serialize = "ASK_CLARIFICATION"))]
    Clarification,
}

#[derive(Extract, Serialize)]
struct Assistant {
    action: AssistantType,
    instruction: String,
    user_message: String,
}

#[derive(Extract, Serialize, Debug, Clone, PartialEq)]
enum AssistantType {
    #[serde(rename(deserialize = "ETFAssistantAPI", serialize = "ETF"))]
    Etf,
    #[serde(rename(deserialize = "StockAssistantAPI"))]
    Stock,
}

#[derive(Extract, Serialize)]
struct Section {
    section_title: String,
    #[serde(rename(deserialize = "types", serialize = "type"))]
    types: Vec<SectionType>,
    content: SectionContent,
}

#[derive(Extract, Serialize, Debug, Clone, PartialEq)]
enum SectionType {
    CompanyBadge,
    Markdown,
    NumericalSlider,
    BarGraph,
    ScatterPlot,
}

#[derive(Extract, Serialize)]
#[serde(rename_all = "camelCase")]
struct SectionContent {
    rich_text: Option<Markdown>,
    company_badge: Option<CompanyBadge>,
    numerical_slider: Option<NumericalSlider>,
    bar_graph: Option<Vec<GraphPoint>>,
    scatter_plot: Option<ScatterPlot>,
    foo: Option<String>,
}

#[derive(Extract, Serialize)]
struct Markdown {
    text: String,
}

#[derive(Extract, Serialize)]
struct CompanyBadge {
    name: String,
    symbol: String,
    logo_url: String,
}

#[derive(Extract, Serialize)]
struct NumericalSlider {
    title: String,
    min: f64,
    max: f64,
    value: f64,
}

#[derive(Extract, Serialize)]
struct GraphPoint {
    name: String,
    expected: f64,
    reported: f64,
}

#[derive(Extract, Serialize)]
struct ScatterPlot {
    expected: Vec<ScatterPoint>,
    reported: Vec<ScatterPoint>,
}

#[derive(Extract, Serialize)]
struct ScatterPoint {
    x: String,
    y: f64,
}

#[derive(Extract, Serialize)]
struct ContactInfo {
    primary: Contact,
}

#[derive(Extract, Serialize)]
#[serde(untagged)]
enum Contact {
    Phone(PhoneNumber),
    Email(EmailAddress),
}

#[derive(Extract, Serialize)]
struct PhoneNumber {
    #[extract(pattern = r"\(?[0-9]{3}\)?[-. ]?[0-9]{3}[-. ]?[0-9]{4}")]
    value: String,
}

#[derive(Extract, Serialize)]
struct EmailAddress {
    #[extract(format = "email")]
    value: String,
}
