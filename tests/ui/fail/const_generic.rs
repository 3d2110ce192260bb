use instructor_core::Extract;

#[derive(Extract)]
struct Board<const N: usize> {
    cells: [u8; N],
}

#[derive(Extract)]
struct Signed<const N: i8> {
    // The length of an array is a `usize`.
    cells: [u8; N],
}

fn main() {
    let _ = Board::<"3">::schema();
}
