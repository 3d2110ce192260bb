#![deny(private_interfaces, unreachable_pub)]

mod outer {
    pub(crate) mod inner {
        use instructor_core::Extract;

        #[derive(Extract, Debug)]
        pub(crate) struct User {
            pub(crate) name: String,
            pub(super) age: u8,
            pub(in crate::outer) id: Id,
            role: Role,
        }

        #[derive(Extract, Debug)]
        pub(in crate::outer) struct Id(pub(super) u8);

        #[derive(Extract, Debug, Clone, PartialEq)]
        enum Role {
            Admin,
        }

        pub(crate) fn role() -> impl std::fmt::Debug {
            (Role::Admin, PartialUser::default().role)
        }
    }

    pub(crate) fn age(user: &inner::PartialUser) -> (Option<u8>, Option<u8>) {
        (user.age, user.id.as_ref().map(|id| id.0))
    }
}

// Within a function, where no module is around.
fn local() {
    #[derive(instructor_core::Extract)]
    struct Local {
        name: String,
    }
    let Local { name } = instructor_core::Partial::complete(PartialLocal { name: Some("a".into()) }).unwrap();
    assert_eq!(name, "a");
}

fn main() {
    let user = outer::inner::PartialUser::default();
    assert_eq!(user.name, None);
    assert_eq!(outer::age(&user), (None, None));
    let _ = outer::inner::role();
    local();
}
