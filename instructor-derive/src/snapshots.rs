//! What the derive prints, to be read.

use crate::expand;
use syn::{DeriveInput, File};

/// What is printed for the type, laid out.
fn expanded(input: &str) -> String {
    let printed = syn::parse_str::<DeriveInput>(input).map(|input| expand::derive(&input));
    match printed.and_then(syn::parse2::<File>) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => error.to_string(),
    }
}

macro_rules! snapshots {
    ($($name:ident: $input:literal;)*) => {$(
        #[test]
        fn $name() {
            insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "snapshots" }, {
                insta::assert_snapshot!(stringify!($name), expanded($input), $input);
            });
        }
    )*};
}

snapshots! {
    named_struct: "/// Somebody mentioned in the text.
struct User {
    /// Full name, as written.
    name: String,
    #[serde(default)]
    age: u8,
}";

    unit_enum: "enum Role {
    Admin,
    #[serde(alias = \"visitor\")]
    Guest,
}";

    tagged_enum: "#[serde(tag = \"type\", rename_all = \"snake_case\")]
enum Action {
    Reply { text: String },
    Search(Search),
    Stop,
}";

    leaves_and_constraints: "#[serde(deny_unknown_fields)]
struct Host {
    #[extract(from_str)]
    address: Option<IpAddr>,
    #[serde(with = \"minutes\")]
    uptime: Duration,
    #[extract(min = 1, max = 65535)]
    port: u16,
    #[extract(pattern = \"^[a-z]+$\", title = \"Name\")]
    name: String,
}";

    generic: "struct Page<T> {
    items: Vec<T>,
}";
}
