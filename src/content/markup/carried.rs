//! Addresses that stand within others or within styles: the target that a redirect carries along, `url(…)` in a style,
//! the candidates of a `srcset`.

use super::address::{self, Address};
use super::{Fault, Markup, Problem};
use crate::text::markup::Tag;

/// How much of an address or a style is searched, in bytes.
const LOOK: usize = 4096;
/// How many addresses are read out of one attribute.
const MANY: usize = 32;

impl Markup {
    /// A picture that a style or another attribute brings, and that nobody else will see or that is far too large.
    pub(super) fn carried(&self, tag: &Tag<'_>) -> Option<Fault> {
        let attribute = |name: &str| tag.attribute(name).into_iter();
        let styles = attribute("style").flat_map(in_style);
        let sets = attribute("srcset").flat_map(in_srcset);
        let plain = ["poster", "background"].into_iter().flat_map(attribute);
        styles
            .chain(sets)
            .chain(plain)
            .find_map(|source| self.inline_image(source).or_else(|| self.local_image(source)))
    }

    pub(super) fn leads_to_shop(&self, tag: &Tag<'_>, attribute: &str) -> Option<Fault> {
        let text = address::clean(tag.attribute(attribute)?);
        Some(Fault { problem: Problem::Shop, found: self.shop(&text, &address::read(&text))? })
    }

    /// The shop that an address leads to, directly or through a redirect.
    pub(super) fn shop(&self, text: &str, address: &Address) -> Option<String> {
        let rule = self.link_shop.as_ref()?;
        let is_shop =
            |host: &String| address::is_under(host, &rule.hosts) && !address::is_under(host, &rule.unless_hosts);
        match address {
            Address::Scheme(scheme) => rule.schemes.contains(scheme).then(|| scheme.clone()),
            Address::Host(host) if address::is_under(host, &rule.hosts) => is_shop(host).then(|| host.clone()),
            Address::Host(_) | Address::Relative(_) => hosts(text).into_iter().find(is_shop),
            _ => None,
        }
    }

    /// A picture written out in the address, too large for a page.
    pub(super) fn inline_image(&self, source: &[u8]) -> Option<Fault> {
        let limit = self.image_inline.as_ref().and_then(|rule| rule.limit)?;
        let data = source.trim_ascii_start().get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"data:"));
        let found = || format!("{:.1}", source.len() as f64 / 1_048_576.0);
        (data && source.len() as u64 > u64::from(limit)).then(|| Fault { problem: Problem::Inline, found: found() })
    }
}

/// The hosts of addresses that `address` carries in its path, query or fragment, percent-encoded once or twice.
pub(super) fn hosts(address: &str) -> Vec<String> {
    let start = address.find("//").map_or(0, |at| at + 2);
    let Some(path) = address[start..].find(['/', '?', '#']) else { return Vec::new() };
    let mut carried = address[start + path..].to_owned();
    for _ in 0..2 {
        carried = decoded(&carried);
    }
    let mut hosts = Vec::new();
    for (at, _) in carried.match_indices("//").take(MANY) {
        let scheme = carried[..at].ends_with(':') || carried[..at].ends_with('=');
        hosts.extend(scheme.then(|| address::host_of(&carried[at + 2..]).to_lowercase()));
    }
    // `to=item.example.com/1.html`: without a scheme only where a path follows.
    for value in carried.split(['?', '&', '#']).take(MANY).filter_map(|pair| pair.split_once('=')).map(|(_, v)| v) {
        if value.split_once('/').is_some_and(|(host, path)| host.contains('.') && !path.is_empty()) {
            hosts.push(address::host_of(value).to_lowercase());
        }
    }
    hosts
}

/// `%3A` and its like as the characters they stand for; what is none of UTF-8 becomes U+FFFD.
fn decoded(text: &str) -> String {
    let hex = |digit: Option<&u8>| digit.and_then(|d| char::from(*d).to_digit(16));
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], hex(bytes.get(at + 1)), hex(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// What `url(…)` names in a style.
pub(super) fn in_style(style: &[u8]) -> Vec<&[u8]> {
    let mut found = Vec::new();
    let mut rest = style;
    while found.len() < MANY {
        let look = &rest[..rest.len().min(LOOK)];
        let Some(at) = look.windows(4).position(|w| w.eq_ignore_ascii_case(b"url(")) else { break };
        rest = &rest[at + 4..];
        let end = rest.iter().position(|b| *b == b')').unwrap_or(rest.len());
        let quote = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'');
        let from = rest[..end].iter().position(|b| !quote(b)).unwrap_or(end);
        let to = rest[..end].iter().rposition(|b| !quote(b)).map_or(from, |at| at + 1);
        found.push(&rest[from..to]);
        rest = &rest[end..];
    }
    found
}

/// The addresses of a `srcset`.
pub(super) fn in_srcset(value: &[u8]) -> Vec<&[u8]> {
    if value.trim_ascii_start().get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"data:")) {
        return vec![value];
    }
    let first = |candidate: &'_ [u8]| candidate.len() - candidate.trim_ascii_start().len();
    value
        .split(|b| *b == b',')
        .take(MANY)
        .map(|candidate| {
            let candidate = &candidate[first(candidate)..];
            let end = candidate.iter().position(u8::is_ascii_whitespace).unwrap_or(candidate.len());
            &candidate[..end]
        })
        .filter(|address| !address.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_where_a_redirect_leads() {
        let cases: [(&str, &[&str]); 6] = [
            ("https://a.gov.cn/l?url=https%3A%2F%2Fitem.jd.com%2F1", &["item.jd.com", "item.jd.com"][..1]),
            ("https://a.cn/l?u=https%253A%252F%252Fjd.com", &["jd.com"]),
            ("https://a.cn/go?to=item.jd.com/1.html", &["item.jd.com"]),
            ("https://a.cn/search?q=jd.com", &[]),
            ("https://a.cn/?u=//jd.com", &["jd.com"]),
            ("https://jd.com", &[]),
        ];
        for (address, expected) in cases {
            let mut found = hosts(address);
            found.retain(|host| host.contains('.'));
            found.dedup();
            assert_eq!(found, expected, "{address}");
        }
    }

    #[test]
    fn finds_addresses_in_styles_and_sets() {
        assert_eq!(in_style(b"a:url( 'file:///C:/a.png' );b:URL(x)"), [&b"file:///C:/a.png"[..], b"x"]);
        assert!(in_style(b"color:red").is_empty());
        assert_eq!(in_srcset(b"a.png 1x, b.png 2x,"), [&b"a.png"[..], b"b.png"]);
    }
}
