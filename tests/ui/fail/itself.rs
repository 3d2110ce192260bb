use instructor_core::Extract;

#[derive(Extract)]
#[serde(untagged)]
enum Value {
    Number(f64),
    Boxed(Box<Value>),
    Maybe(Option<std::sync::Arc<Self>>),
    // Begins with a bracket.
    List(Vec<Value>),
}

#[derive(Extract)]
struct Chain(Option<Box<Chain>>);

#[derive(Extract)]
#[serde(transparent)]
struct Clear {
    inner: Box<Self>,
}

fn main() {
    let _ = (Value::schema(), Chain::schema(), Clear::schema());
}
