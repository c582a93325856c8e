//! What an address in markup leads to, as far as its spelling tells: nothing is ever fetched. Knows how addresses are
//! built, not which are wanted.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How much of an address is looked at, in bytes: what decides stands at its beginning.
const LOOK: usize = 2048;

/// What an address leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// Nothing at all: empty, `#`, `http://`.
    Empty,
    /// A file of the writer's own machine or network: `C:\…`, `\\server\…`.
    File,
    /// Nothing, though something was meant: `http://http://…`, `www.…` without a scheme.
    Malformed,
    /// A host, in lower case.
    Host(String),
    /// Something else with a scheme, in lower case and without the colon: `mailto`, `javascript`.
    Scheme(String),
    /// A place on the same site or page. With the first part of its path, which may be a host that lacks its scheme.
    Relative(String),
}

/// An address without what browsers drop from it: blanks around it, tabs and line ends inside.
pub(super) fn clean(value: &[u8]) -> String {
    let text = String::from_utf8_lossy(&value[..value.len().min(LOOK)]);
    let blank = |c: char| c <= ' ' || c.is_whitespace();
    text.trim_matches(blank).chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect()
}

/// Reads an address that went through [`clean`].
pub(super) fn read(address: &str) -> Address {
    let address = address.to_lowercase();
    if matches!(address.as_str(), "" | "#") {
        return Address::Empty;
    }
    let drive = address.trim_start_matches('/').as_bytes();
    if address.starts_with("\\\\") || matches!(drive, [b'a'..=b'z', b':' | b'|', b'\\' | b'/', ..]) {
        return Address::File;
    }
    if let Some(rest) = address.strip_prefix("//") {
        return authority(rest);
    }
    match address.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
        Some(("http" | "https" | "ftp", rest)) => authority(rest.trim_start_matches(['/', '\\'])),
        // A host with a port looks like a scheme with a path.
        Some(("localhost", rest)) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            Address::Host("localhost".to_owned())
        }
        Some((scheme, _)) => Address::Scheme(scheme.to_owned()),
        None if address.starts_with(['#', '?', '/', '.']) => Address::Relative(String::new()),
        None => Address::Relative(host_of(&address).to_owned()),
    }
}

/// What stands behind `http://`.
fn authority(rest: &str) -> Address {
    match host_of(rest) {
        "" => Address::Empty,
        "http" | "https" => Address::Malformed,
        host if host.contains(|c: char| c.is_whitespace() || "，。；：、（）“”《》".contains(c)) => {
            Address::Malformed
        }
        host => Address::Host(host.to_owned()),
    }
}

/// The host of `user@host:port/path`.
pub(super) fn host_of(rest: &str) -> &str {
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or("");
    let host = authority.rsplit('@').next().unwrap_or("");
    let host = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or(""),
        None => host.split(':').next().unwrap_or(""),
    };
    host.trim_end_matches('.')
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

/// True for a host that only the writer's own network knows: a name of one label, or an address of the blocks set
/// apart for machines and local networks.
pub(super) fn is_private(host: &str) -> bool {
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(v4)) => is_private_v4(v4),
        Ok(IpAddr::V6(v6)) => match v6.to_ipv4_mapped() {
            Some(v4) => is_private_v4(v4),
            None => is_private_v6(v6),
        },
        Err(_) => !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'),
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    address.is_private() || address.is_loopback() || address.is_link_local() || address.is_unspecified()
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    // Unique local and link-local addresses.
    let first = address.segments()[0];
    address.is_loopback() || address.is_unspecified() || first & 0xFE00 == 0xFC00 || first & 0xFFC0 == 0xFE80
}

/// True if `host` is one of `hosts` or lies under it.
pub(super) fn is_under(host: &str, hosts: &[String]) -> bool {
    hosts
        .iter()
        .any(|under| host.strip_suffix(under.as_str()).is_some_and(|front| front.is_empty() || front.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_where_an_address_leads() {
        let host = |name: &str| Address::Host(name.into());
        let cases = [
            ("", Address::Empty),
            (" \n", Address::Empty),
            ("#", Address::Empty),
            ("http://", Address::Empty),
            ("#_ftn1", Address::Relative("".into())),
            ("/art/2021/1.html", Address::Relative("".into())),
            ("art/1.html", Address::Relative("art".into())),
            ("www.zj.gov.cn/a", Address::Relative("www.zj.gov.cn".into())),
            ("C:\\Users\\a.doc", Address::File),
            ("/D:/a.doc", Address::File),
            ("\\\\server\\a", Address::File),
            ("file:///C:/a.doc", Address::Scheme("file".into())),
            ("JavaScript:;", Address::Scheme("javascript".into())),
            ("java\nscript:;", Address::Scheme("javascript".into())),
            ("mailto:a@b.cn", Address::Scheme("mailto".into())),
            ("http://http://a.cn", Address::Malformed),
            ("http://a.gov.cn，", Address::Malformed),
            ("HTTPS://User@Item.JD.com:443/1.html?x", host("item.jd.com")),
            ("//item.jd.com", host("item.jd.com")),
            ("http:\\\\a.cn\\b", host("a.cn")),
            ("http://[::1]:80/", host("::1")),
            ("localhost:8080/a", host("localhost")),
            ("tel:12345", Address::Scheme("tel".into())),
            ("192.168.1.1:80/a", Address::Relative("192.168.1.1".into())),
            ("http://浙江省.政务/a", host("浙江省.政务")),
        ];
        for (address, expected) in cases {
            assert_eq!(read(&clean(address.as_bytes())), expected, "{address}");
        }
    }

    #[test]
    fn knows_addresses_of_ones_own_network() {
        for host in
            ["localhost", "oa", "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.9.9", "192.168.0.1", "169.254.1.1"]
                .iter()
                .chain(&["::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1"])
        {
            assert!(is_private(host), "{host}");
        }
        for host in ["a.cn", "172.15.0.1", "172.32.0.1", "11.1.1.1", "8.8.8.8", "2001:db8::1", "", "浙江"] {
            assert!(!is_private(host), "{host}");
        }
        let shops = ["jd.com".to_owned()];
        assert!(is_under("jd.com", &shops) && is_under("item.jd.com", &shops) && !is_under("xjd.com", &shops));
    }
}
