use instructor_core::Extract;

#[derive(Extract)]
#[serde(from = "String")]
struct Name(u8);

#[derive(Extract)]
#[serde(try_from = "Opaque")]
struct Other(u8);

struct Opaque;

impl TryFrom<Opaque> for Other {
    type Error = String;

    fn try_from(_: Opaque) -> Result<Self, String> {
        Ok(Other(5))
    }
}

fn main() {
    let _ = (Name::schema(), Other::schema());
}
