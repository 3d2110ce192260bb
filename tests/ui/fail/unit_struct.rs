use instructor_core::Extract;

#[derive(Extract)]
struct Nothing;

fn main() {
    let _ = Nothing::schema();
}
