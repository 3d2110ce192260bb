use instructor_core::Extract;

#[derive(Extract)]
struct Search {
    query: String,
}

#[derive(Extract)]
#[serde(tag = "type")]
enum Action {
    Search(
        #[serde(rename = "query")]
        #[extract(atomic)]
        Search,
    ),
}

fn main() {}
