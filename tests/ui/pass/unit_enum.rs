use instructor_core::{Extract, Parser};

/// What somebody may do.
#[derive(Extract, Debug, Clone, Copy, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Everything.
    SuperAdmin = 3,
    #[serde(rename = "member", alias = "user", alias = "USER")]
    Member,
    #[serde(skip)]
    Nobody,
    r#Self_,
}

fn role(json: &str) -> Option<Role> {
    let mut parser = Parser::<Role>::new();
    parser.feed(json).ok()?;
    parser.finish().ok()
}

fn main() {
    assert_eq!(role(r#""super-admin""#), Some(Role::SuperAdmin));
    assert_eq!(role(r#""member""#), Some(Role::Member));
    assert_eq!(role(r#""USER""#), Some(Role::Member));
    assert_eq!(role(r#""nobody""#), None);
    let _ = (Role::Nobody, Role::Self_);
}
