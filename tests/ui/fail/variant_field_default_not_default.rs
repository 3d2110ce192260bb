use instructor_core::Extract;

#[derive(Extract, Debug, Clone, PartialEq)]
enum Role {
    Admin,
}

#[derive(Extract)]
enum Action {
    Reply {
        #[serde(default)]
        role: Role,
        #[serde(skip)]
        cached: Role,
        #[serde(default = "text")]
        age: u8,
    },
}

fn text() -> String {
    String::new()
}

fn main() {}
