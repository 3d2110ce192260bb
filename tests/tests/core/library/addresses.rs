//! Addresses of the internet protocol.

use super::{refuses, same, schema_of};
use serde_json::json;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

const V4: &[&str] = &[
    "\"192.0.2.1\"",
    "\"0.0.0.0\"",
    "\"255.255.255.255\"",
    "\"1\\u0032.1.1.1\"",
];
const V6: &[&str] = &[
    "\"2001:db8::1\"",
    "\"::\"",
    "\"::ffff:192.0.2.1\"",
    "\"FE80::\"",
];
const SOCKETS_V4: &[&str] = &["\"192.0.2.1:80\"", "\"0.0.0.0:0\"", "\"1.1.1.1:65535\""];
const SOCKETS_V6: &[&str] = &["\"[2001:db8::1]:80\"", "\"[fe80::1%5]:443\""];

#[test]
fn they_are_what_serde_reads() {
    same::<Ipv4Addr>(V4);
    same::<Ipv6Addr>(V6);
    same::<IpAddr>(V4);
    same::<IpAddr>(V6);
    same::<SocketAddrV4>(SOCKETS_V4);
    same::<SocketAddrV6>(SOCKETS_V6);
    same::<SocketAddr>(SOCKETS_V4);
    same::<SocketAddr>(SOCKETS_V6);
}

#[test]
fn another_text_is_an_error() {
    refuses::<Ipv4Addr>(
        "\"192.0.2.256\"",
        "expected an IPv4 address such as \"192.0.2.1\", found \"192.0.2.256\" at `[0]`, byte 1",
    );
    refuses::<Ipv4Addr>(
        "3221225985",
        "expected an IPv4 address such as \"192.0.2.1\", found a number at `[0]`, byte 1",
    );
    refuses::<Ipv6Addr>(
        "\"192.0.2.1\"",
        "expected an IPv6 address such as \"2001:db8::1\", found \"192.0.2.1\" at `[0]`, byte 1",
    );
    refuses::<IpAddr>(
        "\"example.com\"",
        "expected an IP address such as \"192.0.2.1\", found \"example.com\" at `[0]`, byte 1",
    );
    refuses::<IpAddr>(
        "[192, 0, 2, 1]",
        "expected an IP address such as \"192.0.2.1\", found a list at `[0]`, byte 1",
    );
    refuses::<SocketAddrV4>(
        "\"192.0.2.1\"",
        "expected an IPv4 address and a port such as \"192.0.2.1:80\", found \"192.0.2.1\" at `[0]`, byte 1",
    );
    refuses::<SocketAddrV6>(
        "\"::1:80\"",
        "expected an IPv6 address and a port such as \"[2001:db8::1]:80\", found \"::1:80\" at `[0]`, byte 1",
    );
    refuses::<SocketAddr>(
        "\"192.0.2.1:65536\"",
        "expected an IP address and a port such as \"192.0.2.1:80\", found \"192.0.2.1:65536\" at `[0]`, byte 1",
    );
    refuses::<SocketAddr>(
        "null",
        "expected an IP address and a port such as \"192.0.2.1:80\", found null at `[0]`, byte 1",
    );
    // What is long is quoted short.
    refuses::<Ipv4Addr>(
        "\"a name of a host that is very long indeed\"",
        "expected an IPv4 address such as \"192.0.2.1\", found \"a name of a host that is very lo…\" at `[0]`, byte 1",
    );
}

#[test]
fn their_schemas_have_formats() {
    assert_eq!(
        schema_of::<Ipv4Addr>(),
        json!({"type": "string", "format": "ipv4"})
    );
    assert_eq!(
        schema_of::<Ipv6Addr>(),
        json!({"type": "string", "format": "ipv6"})
    );
    assert_eq!(
        schema_of::<Option<IpAddr>>(),
        json!({"anyOf": [
            {"type": "string", "format": "ipv4"},
            {"type": "string", "format": "ipv6"},
            {"type": "null"},
        ]})
    );
    let socket = schema_of::<SocketAddr>();
    assert_eq!(
        socket["anyOf"],
        json!([schema_of::<SocketAddrV4>(), schema_of::<SocketAddrV6>()])
    );
}
