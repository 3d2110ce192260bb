use instructor_core::Extract;

#[derive(Extract)]
enum Action {
    #[serde(rename_all = "camelCase")]
    Move(u8, u8),
    #[serde(rename_all = "camelCase")]
    Stop,
    #[serde(rename_all = "camelcase")]
    Reply { full_text: String },
}

#[derive(Extract, Debug, Clone, PartialEq)]
#[serde(rename_all_fields = "camelCase")]
enum Role {
    Admin,
}

fn main() {}
