use instructor_core::Extract;

#[derive(Extract, Clone, Copy)]
union Bits {
    float: f32,
    integer: u32,
}

#[derive(Extract)]
struct User {
    bits: Bits,
}

fn main() {}
