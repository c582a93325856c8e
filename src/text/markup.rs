//! HTML as a reader sees it: blocks of text. Tokenised by `html5gum` (the algorithm of the HTML standard, linear in
//! the input); elements that no text flows through become U+FFFC, as in the editors' adapters.

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// What stands for an image, a video, a formula or another thing without text.
pub const OBJECT: u16 = 0xFFFC;

/// The text blocks of an HTML document or fragment, in UTF-16 code units. White space is collapsed as a browser
/// does it (not inside `pre`), empty blocks are left out.
pub fn blocks(html: &str) -> Vec<Vec<u16>> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut collector = Collector::default();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => collector.open(&tag.name, tag.self_closing),
            Token::EndTag(tag) => collector.close(&tag.name),
            Token::String(text) => collector.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    collector.finish()
}

#[derive(Default)]
struct Collector {
    blocks: Vec<Vec<u16>>,
    current: Vec<u16>,
    /// White space is owed before the next visible character.
    space: bool,
    /// Depth of elements whose text nobody reads, and of preformatted ones.
    silent: usize,
    preformatted: usize,
}

impl Collector {
    fn open(&mut self, name: &[u8], self_closing: bool) {
        match name {
            b"script" | b"style" | b"template" | b"noscript" | b"head" | b"title" if !self_closing => self.silent += 1,
            b"br" | b"hr" => self.flush(),
            b"img" | b"video" | b"audio" | b"iframe" | b"object" | b"embed" | b"canvas" | b"svg" | b"math"
                if self.silent == 0 =>
            {
                self.owed_space();
                self.current.push(OBJECT);
            }
            _ if is_block(name) => {
                self.flush();
                if name == b"pre" {
                    self.preformatted += 1;
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &[u8]) {
        match name {
            b"script" | b"style" | b"template" | b"noscript" | b"head" | b"title" => {
                self.silent = self.silent.saturating_sub(1);
            }
            _ if is_block(name) => {
                self.flush();
                if name == b"pre" {
                    self.preformatted = self.preformatted.saturating_sub(1);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.silent > 0 {
            return;
        }
        if self.preformatted > 0 {
            for (i, line) in text.split('\n').enumerate() {
                if i > 0 {
                    self.flush();
                }
                self.current.extend(line.encode_utf16());
            }
            return;
        }
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.space = true;
            } else {
                self.owed_space();
                self.current.extend(c.encode_utf16(&mut [0; 2]).iter());
            }
        }
    }

    fn owed_space(&mut self) {
        if std::mem::take(&mut self.space) && !self.current.is_empty() {
            self.current.push(u16::from(b' '));
        }
    }

    fn flush(&mut self) {
        self.space = false;
        if !self.current.is_empty() {
            self.blocks.push(std::mem::take(&mut self.current));
        }
    }

    fn finish(mut self) -> Vec<Vec<u16>> {
        self.flush();
        self.blocks
    }
}

fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"address"
            | b"article"
            | b"aside"
            | b"blockquote"
            | b"body"
            | b"caption"
            | b"center"
            | b"dd"
            | b"details"
            | b"dialog"
            | b"dir"
            | b"div"
            | b"dl"
            | b"dt"
            | b"fieldset"
            | b"figcaption"
            | b"figure"
            | b"footer"
            | b"form"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"header"
            | b"hgroup"
            | b"html"
            | b"li"
            | b"legend"
            | b"main"
            | b"menu"
            | b"nav"
            | b"ol"
            | b"option"
            | b"p"
            | b"pre"
            | b"search"
            | b"section"
            | b"summary"
            | b"table"
            | b"tbody"
            | b"td"
            | b"tfoot"
            | b"th"
            | b"thead"
            | b"tr"
            | b"ul"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_html_as_a_reader_does() {
        let cases: &[(&str, &[&str])] = &[
            ("<p>截<b>止</b>目前</p><p>第二段</p>", &["截止目前", "第二段"]),
            ("一行<br>二行<br/>三行", &["一行", "二行", "三行"]),
            ("<ul><li>甲<li>乙</ul>丙", &["甲", "乙", "丙"]),
            ("<p>前<img src=x>后</p>", &["前\u{FFFC}后"]),
            ("<style>p{}</style><script>var a='<p>'</script><p>看得见</p>", &["看得见"]),
            ("<p>  多\n  空白 &amp; &lt;实体&gt;  </p>", &["多 空白 & <实体>"]),
            ("<pre>甲\n  乙</pre>", &["甲", "  乙"]),
            ("<table><tr><td>甲</td><td>乙</td></tr></table>", &["甲", "乙"]),
            ("", &[]),
            ("<p", &[]),
            ("a < b", &["a < b"]),
        ];
        for (html, expected) in cases {
            let found: Vec<String> = blocks(html).iter().map(|b| crate::text::string(b)).collect();
            assert_eq!(found, *expected, "{html}");
        }
    }

    #[test]
    fn nesting_costs_nothing() {
        let html = format!("{}文{}", "<div>".repeat(10_000), "</div>".repeat(10_000));
        assert_eq!(blocks(&html), [crate::text::units("文")]);
    }
}
