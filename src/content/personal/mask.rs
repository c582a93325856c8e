//! How a number is masked: enough stays to tell one from another, not enough to use it.

/// The first `head` and last `tail` characters, asterisks for the rest.
pub(super) fn keep(value: &str, head: usize, tail: usize) -> String {
    let count = value.chars().count();
    let hidden = count.saturating_sub(head + tail).max(1);
    let mut masked: String = value.chars().take(head).collect();
    masked.extend(std::iter::repeat_n('*', hidden));
    masked.extend(value.chars().skip(head + hidden));
    masked
}

/// A fixed line: the area code and the last four digits stay.
pub(super) fn landline(area: &str, local: &str) -> String {
    let local = keep(local, 0, 4);
    if area.is_empty() { local } else { format!("{area}-{local}") }
}

/// An e-mail address: the first character and the domain stay.
pub(super) fn email(local: &str, domain: &str) -> String {
    format!("{}***@{domain}", &local[..1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_both_ends() {
        assert_eq!(keep("13800138000", 3, 4), "138****8000");
        assert_eq!(keep("11010519491231002X", 6, 4), "110105********002X");
        assert_eq!(keep("浙F12345", 2, 2), "浙F***45");
        assert_eq!(keep("ab", 2, 2), "ab*");
        assert_eq!(landline("0573", "86112345"), "0573-****2345");
        assert_eq!(landline("", "86112345"), "****2345");
        assert_eq!(email("zhangsan", "163.com"), "z***@163.com");
    }
}
