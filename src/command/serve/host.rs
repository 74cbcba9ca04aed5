//! Who is asked for: the `Host` header, and why a foreign one is refused.
//!
//! A page of another site can point its own name at this machine (DNS rebinding) and would then be let at
//! everything served here, drafts among it. Its name gives it away: it asks for itself. An address in digits cannot
//! be pointed elsewhere, so those pass where more than this machine may ask.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Whether a server that listens on `listening` answers to this `Host`. The port does not matter: a tunnel changes it.
#[must_use]
pub fn is_own(host: &str, listening: IpAddr) -> bool {
    let Some(name) = without_port(host.trim()) else {
        return false;
    };
    let digits = name
        .strip_prefix('[')
        .and_then(|name| name.strip_suffix(']'))
        .map_or_else(
            || name.parse::<Ipv4Addr>().ok().map(IpAddr::V4),
            |inner| inner.parse::<Ipv6Addr>().ok().map(IpAddr::V6),
        );
    match digits {
        Some(address) => address.is_loopback() || address == listening || !listening.is_loopback(),
        None => {
            let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
            name == "localhost" || name.ends_with(".localhost")
        }
    }
}

/// The address as it stands in a link. A server on every address (`0.0.0.0`) is reached from here on the loopback.
#[must_use]
pub fn origin(listening: SocketAddr) -> String {
    let address = match listening.ip() {
        IpAddr::V4(address) if address.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(address) if address.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        address => address,
    };
    format!("http://{}", SocketAddr::new(address, listening.port()))
}

/// The host before its port; `None` when what follows the last `:` is no port.
fn without_port(host: &str) -> Option<&str> {
    if host.ends_with(']') {
        return Some(host);
    }
    match host.rsplit_once(':') {
        None => Some(host),
        Some((name, port)) => port
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then_some(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_name_is_not_answered() {
        let loopback = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let everywhere = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        for own in [
            "127.0.0.1:1313",
            "localhost",
            "LOCALHOST:80",
            "localhost.:1313",
            "desk.localhost:1",
            "[::1]:1313",
            "[::1]",
        ] {
            assert!(is_own(own, loopback), "{own}");
        }
        for foreign in [
            "evil.example:1313",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "notlocalhost",
            "192.168.0.4:1313",
            "",
            "localhost:x",
            "[evil]",
        ] {
            assert!(!is_own(foreign, loopback), "{foreign}");
        }
        assert!(is_own("192.168.0.4:1313", everywhere));
        assert!(!is_own("evil.example", everywhere));
    }

    #[test]
    fn the_address_can_be_opened() {
        let origin_of = |text: &str| text.parse().map(origin).unwrap_or_default();
        assert_eq!(origin_of("127.0.0.1:1313"), "http://127.0.0.1:1313");
        assert_eq!(origin_of("[::1]:1313"), "http://[::1]:1313");
        assert_eq!(origin_of("0.0.0.0:80"), "http://127.0.0.1:80");
    }
}
