//! HTML as a reader sees it: blocks of text, and the elements that somebody wants to hear of, each with its place in
//! that text. Tokenised by `html5gum` (the algorithm of the HTML standard, linear in the input); elements that no
//! text flows through become U+FFFC, as in the editors' adapters. No tree is built, so nesting costs nothing.

use super::table::{Cell, Tables};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// What stands for an image, a video, a formula or another thing without text.
pub const OBJECT: u16 = 0xFFFC;

/// The text of an HTML document, with what was marked in it.
#[derive(Debug)]
pub struct Page<T> {
    /// The text blocks, in UTF-16 code units. White space is collapsed as a browser does it (not inside `pre`), empty
    /// blocks are left out.
    pub blocks: Vec<Vec<u16>>,
    /// What the reader's closure asked to keep, in the order of the source.
    pub marks: Vec<Mark<T>>,
    /// The cells of its tables, in the order of the source.
    pub cells: Vec<Cell>,
}

/// Something kept, and its place.
#[derive(Debug)]
pub struct Mark<T> {
    /// What the closure made of it.
    pub what: T,
    /// Index of the block; the number of blocks, where nothing comes after.
    pub block: usize,
    /// First code unit in the block.
    pub from: usize,
    /// One past the last: of the U+FFFC of an object, of the text of a link as far as it lies in its first block;
    /// `from` itself for whatever holds no text.
    pub to: usize,
}

/// A piece of markup, offered to the closure of [`read`].
pub enum Piece<'a> {
    /// A start tag, outside `script` and the like.
    Tag(Tag<'a>),
    /// A comment, without its `<!--` and `-->`.
    Comment(&'a [u8]),
    /// What a `style` element holds, or a stretch of it.
    Style(&'a [u8]),
    /// A heading that ended without a visible character.
    EmptyHeading,
}

/// A start tag.
pub struct Tag<'a>(&'a StartTag<()>);

impl Tag<'_> {
    /// Name of the element, in lower case.
    pub fn name(&self) -> &[u8] {
        &self.0.name
    }

    /// The value of an attribute (its name in lower case), character references resolved.
    pub fn attribute(&self, name: &str) -> Option<&[u8]> {
        self.0.attributes.get(name.as_bytes()).map(|value| value.value.as_slice())
    }

    /// Every attribute, by name.
    pub fn attributes(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.0.attributes.iter().map(|(name, value)| (name.as_slice(), value.value.as_slice()))
    }
}

/// The text blocks of an HTML document or fragment.
pub fn blocks(html: &str) -> Vec<Vec<u16>> {
    read(html, |_| None::<()>).blocks
}

/// Reads an HTML document or fragment, and keeps what `notice` makes of its pieces.
pub fn read<T>(html: &str, notice: impl FnMut(Piece<'_>) -> Option<T>) -> Page<T> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reader = Reader {
        notice,
        page: Page { blocks: Vec::new(), marks: Vec::new(), cells: Vec::new() },
        tables: Tables::default(),
        current: Vec::new(),
        space: false,
        silent: 0,
        in_style: false,
        preformatted: 0,
        link: None,
        heading: None,
    };
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => reader.open(&tag),
            Token::EndTag(tag) => reader.close(&tag.name),
            Token::String(text) if reader.in_style => {
                let what = (reader.notice)(Piece::Style(&text));
                reader.keep(what);
            }
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text)),
            Token::Comment(text) if reader.silent == 0 => {
                let what = (reader.notice)(Piece::Comment(&text));
                reader.keep(what);
            }
            _ => {}
        }
    }
    reader.finish()
}

struct Reader<T, N> {
    notice: N,
    page: Page<T>,
    current: Vec<u16>,
    /// White space is owed before the next visible character.
    space: bool,
    /// Depth of elements whose text nobody reads, and of preformatted ones.
    silent: usize,
    /// Within a `style` element that is no part of another silent one.
    in_style: bool,
    preformatted: usize,
    tables: Tables,
    /// The link that is open; HTML knows no link inside another.
    link: Option<Open<T>>,
    /// The heading that is open: whether anything visible came yet.
    heading: Option<bool>,
}

/// A link whose end is yet to come.
struct Open<T> {
    what: T,
    /// Block and offset of its first character, once there is one.
    from: Option<(usize, usize)>,
    /// Its end in that block, once the block is over.
    to: Option<usize>,
}

impl<T, N: FnMut(Piece<'_>) -> Option<T>> Reader<T, N> {
    fn open(&mut self, tag: &StartTag<()>) {
        let name = tag.name.as_slice();
        if is_silent(name) {
            self.in_style = name == b"style" && self.silent == 0;
            self.silent += usize::from(!tag.self_closing);
            return;
        }
        // What ends by itself does so before the new element has its place.
        if is_block(name) || matches!(name, b"br" | b"hr") {
            self.flush();
            let span = |name: &str| str::from_utf8(Tag(tag).attribute(name)?).ok()?.trim().parse().ok();
            self.tables.open(name, self.page.blocks.len(), span);
        }
        if name == b"a" {
            self.end_link();
        } else if is_heading(name) {
            self.end_heading();
        }
        let what = if self.silent == 0 { (self.notice)(Piece::Tag(Tag(tag))) } else { None };
        match name {
            b"a" => self.link = what.map(|what| Open { what, from: None, to: None }),
            b"img" | b"video" | b"audio" | b"iframe" | b"object" | b"embed" | b"canvas" | b"svg" | b"math"
                if self.silent == 0 =>
            {
                self.owed_space();
                self.visible();
                self.current.push(OBJECT);
                if let Some(what) = what {
                    let (block, to) = (self.page.blocks.len(), self.current.len());
                    self.page.marks.push(Mark { what, block, from: to - 1, to });
                }
            }
            _ => {
                self.keep(what);
                self.preformatted += usize::from(name == b"pre");
                if is_heading(name) && self.silent == 0 {
                    self.heading = Some(false);
                }
            }
        }
    }

    fn close(&mut self, name: &[u8]) {
        if is_silent(name) {
            self.silent = self.silent.saturating_sub(1);
            self.in_style = false;
        } else if name == b"a" {
            self.end_link();
        } else if is_block(name) {
            self.flush();
            self.tables.close(name, self.page.blocks.len());
            if name == b"pre" {
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            if is_heading(name) {
                self.end_heading();
            }
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
                if !line.trim().is_empty() {
                    self.visible();
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
                if !c.is_whitespace() && !matches!(c, '\u{200B}'..='\u{200D}' | '\u{FEFF}') {
                    self.visible();
                }
                self.current.extend(c.encode_utf16(&mut [0; 2]).iter());
            }
        }
    }

    /// Something visible is about to stand at the end of the current block.
    fn visible(&mut self) {
        if let Some(filled) = &mut self.heading {
            *filled = true;
        }
        if let Some(Open { from: from @ None, .. }) = &mut self.link {
            *from = Some((self.page.blocks.len(), self.current.len()));
        }
    }

    /// Keeps something that holds no text, at the place reached.
    fn keep(&mut self, what: Option<T>) {
        let (block, from) = (self.page.blocks.len(), self.current.len());
        self.page.marks.extend(what.map(|what| Mark { what, block, from, to: from }));
    }

    fn end_link(&mut self) {
        match self.link.take() {
            Some(Open { what, from: Some((block, from)), to }) => {
                let to = to.unwrap_or(self.current.len());
                self.page.marks.push(Mark { what, block, from, to });
            }
            Some(Open { what, .. }) => self.keep(Some(what)),
            None => {}
        }
    }

    fn end_heading(&mut self) {
        if self.heading.take() == Some(false) {
            let what = (self.notice)(Piece::EmptyHeading);
            self.keep(what);
        }
    }

    fn owed_space(&mut self) {
        if std::mem::take(&mut self.space) && !self.current.is_empty() {
            self.current.push(u16::from(b' '));
        }
    }

    fn flush(&mut self) {
        self.space = false;
        if self.current.is_empty() {
            return;
        }
        if let Some(Open { from: Some((block, _)), to: to @ None, .. }) = &mut self.link
            && *block == self.page.blocks.len()
        {
            *to = Some(self.current.len());
        }
        self.page.blocks.push(std::mem::take(&mut self.current));
    }

    fn finish(mut self) -> Page<T> {
        self.flush();
        self.end_link();
        self.end_heading();
        self.page.cells = self.tables.finish(self.page.blocks.len());
        self.page
    }
}

/// Elements whose text nobody reads. `head` is not among them: its end is mostly left to be guessed, and all the text
/// that it may hold is that of these.
fn is_silent(name: &[u8]) -> bool {
    matches!(name, b"script" | b"style" | b"template" | b"noscript" | b"title")
}

fn is_heading(name: &[u8]) -> bool {
    matches!(name, [b'h', b'1'..=b'6'])
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

    /// Each mark with the text it covers, in brackets after its name.
    fn marks(html: &str) -> Vec<String> {
        let page = read(html, |piece| match piece {
            Piece::Tag(tag) if tag.name() == b"a" || tag.name() == b"img" || tag.name() == b"font" => {
                Some(String::from_utf8_lossy(tag.name()).into_owned())
            }
            Piece::Tag(_) => None,
            Piece::Comment(_) => Some("comment".into()),
            Piece::Style(_) => Some("style".into()),
            Piece::EmptyHeading => Some("heading".into()),
        });
        let text = |m: &Mark<String>| {
            let block = page.blocks.get(m.block).map_or(&[][..], |b| &b[m.from..m.to]);
            format!("{}[{}]{}:{}", m.what, crate::text::string(block), m.block, m.from)
        };
        page.marks.iter().map(text).collect()
    }

    #[test]
    fn marks_know_their_place() {
        let cases: &[(&str, &[&str])] = &[
            ("<p>前 <a href=x> 文字 </a> 后</p>", &["a[文字]0:2"]),
            ("<p>甲</p><p>乙<img src=x>丙</p>", &["img[\u{FFFC}]1:1"]),
            ("<p>甲<a>乙</p><p>丙</a></p>", &["a[乙]0:1"]),
            ("<p>甲<a></a>乙</p>", &["a[]0:1"]),
            ("<p>甲<a>乙<a>丙", &["a[乙]0:1", "a[丙]0:2"]),
            ("<p>甲</p><h2> <b>&nbsp;</b></h2><p>乙</p>", &["heading[]2:0"]),
            ("<h2><img></h2><h3></h3>", &["img[\u{FFFC}]0:0", "heading[]1:0"]),
            ("<h1><h2>甲</h2>", &["heading[]0:0"]),
            ("<p>甲</p><!--乙--><font>丙</font>", &["comment[]1:0", "font[]1:0"]),
            ("<script><!--甲--></script><a>", &["a[]0:0"]),
            ("<head><title>甲</title><body><a>乙</a>", &["a[乙]0:0"]),
        ];
        for (html, expected) in cases {
            assert_eq!(marks(html), *expected, "{html}");
        }
    }

    #[test]
    fn nesting_costs_nothing() {
        let html = format!("{}文{}", "<div>".repeat(10_000), "</div>".repeat(10_000));
        assert_eq!(blocks(&html), [crate::text::units("文")]);
    }
}
