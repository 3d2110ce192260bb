use instructor_core::{Extract, Parser, Partial};

#[derive(Extract)]
struct Search {
    query: String,
}

#[derive(Extract)]
#[serde(tag = "type", expecting = "an action")]
enum Action<T> {
    Reply { text: String, value: T },
    Search(Search),
    Stop,
    #[serde(skip)]
    Never(std::time::Instant),
}

#[derive(Extract)]
struct Step {
    action: Action<u8>,
    more: Vec<Action<String>>,
}

// None of this is an error of its own.
fn main() {
    let mut parser = Parser::<PartialStep>::new();
    parser.feed("{}").unwrap();
    match parser.partial().unwrap().action.clone() {
        Some(PartialAction::Reply { text, value }) => println!("{:?} {:?}", text.unwrap().len(), value == Some(5u8)),
        Some(PartialAction::Search(search)) => println!("{:?}", search.unwrap().query),
        Some(PartialAction::Stop) | None => {}
    }
    let step = parser.finish().unwrap();
    match step.action {
        Action::Reply { text, value } => println!("{text} {value}"),
        Action::Search(search) => println!("{}", search.query),
        Action::Stop | Action::Never(_) => {}
    }
    let stop: Action<u8> = PartialAction::Stop.complete().unwrap();
    println!("{} {}", Action::<u8>::schema(), matches!(stop, Action::Stop));
}
