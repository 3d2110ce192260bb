#![deny(private_interfaces, private_bounds, unreachable_pub)]

mod outer {
    use instructor_core::Extract;

    #[derive(Extract, Debug, PartialEq)]
    pub(crate) enum Action {
        Reply(inner::Reply),
        Stop,
    }

    mod inner {
        use instructor_core::Extract;

        #[derive(Extract, Debug, PartialEq)]
        pub(crate) struct Reply {
            pub(in crate::outer) text: String,
            // Types that are not as visible as the struct, in fields that are not either.
            secret: Secret,
            #[serde(flatten)]
            more: super::More,
            pair: Pair,
        }

        #[derive(Extract, Debug, PartialEq)]
        #[serde(tag = "kind")]
        enum Secret {
            Word { word: String },
            More(super::More),
        }

        #[derive(Extract, Debug, PartialEq)]
        struct Pair(u8, u8);
    }

    #[derive(Extract, Debug, PartialEq)]
    struct More {
        more: u8,
    }

    pub(crate) fn text(action: &PartialAction) -> Option<&str> {
        match action {
            PartialAction::Reply(reply) => reply.as_ref()?.text.as_deref(),
            PartialAction::Stop => None,
        }
    }
}

// Within a function, where no module is around.
fn local() {
    #[derive(instructor_core::Extract)]
    enum Local {
        Text(String),
        Flat { number: u8 },
    }
    let local = instructor_core::Partial::complete(PartialLocal::Flat { number: Some(1) }).unwrap();
    assert!(matches!(local, Local::Flat { number: 1 }));
    let _ = Local::Text;
}

fn main() {
    let mut parser = instructor_core::Parser::<outer::PartialAction>::new();
    parser.feed(r#"{"Reply": {"text": "a", "secret": {"kind": "More", "more": 1}, "more": 2, "pair": [1, 2]}}"#).unwrap();
    assert_eq!(outer::text(parser.partial().unwrap()), Some("a"));
    assert!(matches!(parser.finish().unwrap(), outer::Action::Reply(_)));
    local();
}
