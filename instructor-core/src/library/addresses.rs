//! Addresses of the internet protocol.

use super::text::{of_format, of_pattern, texts};
use crate::schema::{Keyword, Schema};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

fn any_of(schemas: [Schema; 2]) -> Schema {
    Schema::new().with("anyOf", Keyword::Schemas(schemas.into()))
}

const SOCKET_V4: &str = "^([0-9]{1,3}[.]){3}[0-9]{1,3}:[0-9]{1,5}$";
const SOCKET_V6: &str = "^\\[[0-9a-fA-F:.]+(%[0-9]+)?\\]:[0-9]{1,5}$";

texts! {
    Ipv4Addr: "Ipv4Addr", "an IPv4 address such as \"192.0.2.1\"", of_format("ipv4"), str::parse, |address| address;
    Ipv6Addr: "Ipv6Addr", "an IPv6 address such as \"2001:db8::1\"", of_format("ipv6"), str::parse, |address| address;
    IpAddr: "IpAddr", "an IP address such as \"192.0.2.1\"", any_of([of_format("ipv4"), of_format("ipv6")]),
        str::parse, |address| address;
    SocketAddrV4: "SocketAddrV4", "an IPv4 address and a port such as \"192.0.2.1:80\"", of_pattern(SOCKET_V4),
        str::parse, |address| address;
    SocketAddrV6: "SocketAddrV6", "an IPv6 address and a port such as \"[2001:db8::1]:80\"", of_pattern(SOCKET_V6),
        str::parse, |address| address;
    SocketAddr: "SocketAddr", "an IP address and a port such as \"192.0.2.1:80\"",
        any_of([of_pattern(SOCKET_V4), of_pattern(SOCKET_V6)]), str::parse, |address| address;
}
