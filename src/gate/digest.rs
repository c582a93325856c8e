//! The digest of an article: what every signature covers, and what a receipt is about. SHA-256 over a canonical form
//! that a server can build in any language; `docs/gate.md` says how.

use super::submission::{Body, Submission};
use sha2::{Digest, Sha256};

/// Version of the canonical form, its first line.
pub const FORM: &str = "xianshen-content/1";

/// SHA-256 of the article in lower-case hexadecimal. It covers title, body, source, author and the attachments'
/// names; line ends count as one line feed, everything else to the byte.
pub fn digest(submission: &Submission) -> String {
    let mut form = format!("{FORM}\n");
    part(&mut form, "title", submission.title.as_deref().unwrap_or(""));
    match &submission.body {
        Body::Blocks(blocks) => part(&mut form, "text", &blocks.join("\n")),
        Body::Html(html) => part(&mut form, "html", html),
    }
    part(&mut form, "source", submission.source.as_deref().unwrap_or(""));
    part(&mut form, "author", submission.author.as_deref().unwrap_or(""));
    for name in &submission.attachments {
        part(&mut form, "attachment", name);
    }
    hex(&Sha256::digest(form.as_bytes()))
}

/// `name:bytes:value` and a line feed; the count makes it plain where the value ends.
fn part(form: &mut String, name: &str, value: &str) {
    let value = value.replace("\r\n", "\n").replace('\r', "\n");
    form.push_str(name);
    form.push(':');
    form.push_str(&value.len().to_string());
    form.push(':');
    form.push_str(&value);
    form.push('\n');
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
