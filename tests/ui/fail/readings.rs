use instructor_core::Extract;
use std::net::IpAddr;

mod module {}

#[derive(Extract)]
struct Host {
    #[extract(from_str, serde)]
    address: IpAddr,
    #[extract(from_str)]
    #[serde(with = "module")]
    other: IpAddr,
    #[serde(with = "module", deserialize_with = "module::read")]
    third: IpAddr,
    #[serde(with = "a module")]
    fourth: IpAddr,
    #[extract(schema = 5)]
    fifth: u8,
    #[extract(schema = "5")]
    sixth: u8,
}

#[derive(Extract)]
#[serde(from = "u8", try_from = "u8")]
#[extract(atomic, early, partial(derive(Eq)))]
struct Both(IpAddr);

#[derive(Extract)]
#[serde(from = "u8", transparent)]
#[extract(from_str)]
struct Read(IpAddr);

#[derive(Extract)]
#[serde(try_from = "not a type")]
struct Type(IpAddr);

#[derive(Extract)]
#[extract(from_str, atomic)]
struct Leaf(IpAddr);

fn main() {
    let _ = (Host::schema(), Both::schema(), Read::schema(), Type::schema(), Leaf::schema());
}
