//! What HTML holds besides its text: pictures that nobody will see, links that lead nowhere or into a shop, and what
//! pasting leaves behind. The rules stand in the `markup` section of the pack, a problem a row; a row that is off
//! there is not looked for. One finding for one kind of thing at one place: the leftovers of a block are counted.

mod address;
mod carried;
mod findings;
mod picture;
mod purchase;

use crate::diagnostic::Diagnostic;
use crate::pack::{self, Rulebook};
use crate::text::markup::{self, Mark, Piece, Tag};
use crate::text::table::Cell;
use address::Address;
use findings::Findings;
use std::collections::BTreeMap;

const IMAGE: &str = "markup/image";
const LINK: &str = "markup/link";
const RESIDUE: &str = "markup/residue";

/// How much of a value is searched for leftovers, in bytes: a picture may stand in one.
const LOOK: usize = 4096;

/// The text of an HTML document, unchecked, and what is wrong with its markup.
pub struct Page {
    /// The text blocks.
    pub blocks: Vec<Vec<u16>>,
    /// Findings, with `block`, `from` and `to`. Those of a document without text stand at 0..0 of an empty block.
    pub diagnostics: Vec<Diagnostic>,
    /// The cells of its tables.
    pub cells: Vec<Cell>,
}

/// The markup rules of a rule book.
pub struct Markup {
    image_missing: Rule,
    image_local: Rule,
    image_inline: Rule,
    image_alt: Rule,
    image_purchase: Rule,
    link_empty: Rule,
    link_script: Rule,
    link_local: Rule,
    link_malformed: Rule,
    link_shop: Rule,
    link_bare: Rule,
    link_textless: Rule,
    residue_word: Rule,
    residue_font: Rule,
    residue_heading: Rule,
    residue_indent: Rule,
    purchase: purchase::Wording,
}

/// A row of the pack, unless it is off.
type Rule = Option<pack::Markup>;

/// What is kept of a piece of markup until its place is known.
enum Seen {
    /// A picture; with what is wrong with its source, or else whether it wants for words; with the offer that its
    /// words are.
    Image {
        fault: Option<Fault>,
        wordless: bool,
        offer: Option<String>,
    },
    /// A link, with what is wrong with its address.
    Link(Option<Fault>),
    /// A film or sound that lies on the writer's machine.
    Media(Fault),
    /// A leftover, as it is written.
    Word(String),
    /// A font element.
    Font,
    EmptyHeading,
}

/// A problem and what shows it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Problem {
    Missing,
    LocalImage,
    Inline,
    Empty,
    Script,
    Local,
    Malformed,
    Shop,
}

struct Fault {
    problem: Problem,
    found: String,
}

impl Markup {
    /// Compiles the rules.
    pub fn new(book: &Rulebook) -> Markup {
        let rule = |code: &str, problem: &str| -> Rule {
            let row = book.pack().markup.iter().find(|m| m.code == code && m.problem == problem)?;
            let on = book.is_on(code) && !book.is_word_off(code, problem) && !book.local(&row.clauses).is_empty();
            // A jurisdiction may take one problem of a code less, or more, gravely than the others do.
            let severity = book.local_severity(&format!("{code}:{problem}")).unwrap_or(row.severity);
            on.then(|| pack::Markup { severity, ..row.clone() })
        };
        let image_purchase = rule(IMAGE, "purchase");
        Markup {
            image_missing: rule(IMAGE, "missing"),
            image_local: rule(IMAGE, "local"),
            image_inline: rule(IMAGE, "inline"),
            image_alt: rule(IMAGE, "alt"),
            link_empty: rule(LINK, "empty"),
            link_script: rule(LINK, "script"),
            link_local: rule(LINK, "local"),
            link_malformed: rule(LINK, "malformed"),
            link_shop: rule(LINK, "shop"),
            link_bare: rule(LINK, "bare"),
            link_textless: rule(LINK, "textless"),
            residue_word: rule(RESIDUE, "word"),
            residue_font: rule(RESIDUE, "font"),
            residue_heading: rule(RESIDUE, "heading"),
            residue_indent: rule(RESIDUE, "indent"),
            purchase: purchase::Wording::new(image_purchase.as_ref()),
            image_purchase,
        }
    }

    /// Reads an HTML document or fragment.
    pub fn check(&self, book: &Rulebook, html: &str) -> Page {
        // An element may be two things at once: a picture, and a leftover of what it was pasted from.
        let page = markup::read(html, |piece| {
            let seen = self.see(piece);
            (!seen.is_empty()).then_some(seen)
        });
        let mut out = Findings::new(book, &page.blocks);
        self.leftovers(&page.marks, &mut out);
        for mark in &page.marks {
            for seen in &mark.what {
                match seen {
                    Seen::Image { fault: Some(fault), .. } | Seen::Link(Some(fault)) | Seen::Media(fault) => {
                        out.say(self.rule(fault.problem), out.place(mark), &[("found", &fault.found)]);
                    }
                    Seen::Image { wordless: true, .. } if out.is_alone(mark) => {
                        out.say(&self.image_alt, out.place(mark), &[]);
                    }
                    Seen::Link(None) => self.link_text(mark, &mut out),
                    _ => {}
                }
            }
        }
        if self.image_purchase.is_some() {
            let mut places = Vec::new();
            for mark in &page.marks {
                match mark.what.iter().find(|seen| matches!(seen, Seen::Image { .. })) {
                    Some(Seen::Image { offer: Some(offer), .. }) => {
                        out.say(&self.image_purchase, out.place(mark), &[("found", offer)]);
                    }
                    Some(_) => places.push((mark.block, mark.from, mark.to)),
                    None => {}
                }
            }
            self.purchase.find(&page.blocks, &places, |(block, from, to), found| {
                let target = out.target(block, from, to);
                out.say(&self.image_purchase, target, &[("found", found)]);
            });
        }
        self.indents(&mut out);
        let (diagnostics, mut blocks, cells) = (out.found, page.blocks, page.cells);
        if blocks.is_empty() && !diagnostics.is_empty() {
            blocks.push(Vec::new());
        }
        Page { blocks, diagnostics, cells }
    }

    fn rule(&self, problem: Problem) -> &Rule {
        match problem {
            Problem::Missing => &self.image_missing,
            Problem::LocalImage => &self.image_local,
            Problem::Inline => &self.image_inline,
            Problem::Empty => &self.link_empty,
            Problem::Script => &self.link_script,
            Problem::Local => &self.link_local,
            Problem::Malformed => &self.link_malformed,
            Problem::Shop => &self.link_shop,
        }
    }

    /// What a piece of markup is, besides text.
    fn see(&self, piece: Piece<'_>) -> Vec<Seen> {
        let mut seen = Vec::new();
        match piece {
            Piece::EmptyHeading => seen.push(Seen::EmptyHeading),
            Piece::Comment(text) => seen.extend(self.comment(text)),
            Piece::Style(text) => seen.extend(self.style(text)),
            Piece::Tag(tag) => {
                match tag.name() {
                    b"img" => seen.push(self.image(&tag)),
                    b"a" => seen.extend(tag.attribute("href").map(|href| Seen::Link(self.link(&tag, href)))),
                    b"video" | b"audio" | b"embed" | b"iframe" | b"source" => {
                        let fault = tag.attribute("src").and_then(|src| self.local_image(src));
                        seen.extend(fault.or_else(|| self.leads_to_shop(&tag, "src")).map(Seen::Media));
                    }
                    b"area" => seen.extend(self.leads_to_shop(&tag, "href").map(Seen::Media)),
                    b"form" => seen.extend(self.leads_to_shop(&tag, "action").map(Seen::Media)),
                    _ => {}
                }
                if !matches!(seen[..], [Seen::Image { fault: Some(_), .. }, ..]) {
                    seen.extend(self.carried(&tag).map(Seen::Media));
                }
                seen.extend(self.word(&tag));
                if self.residue_font.as_ref().is_some_and(|rule| names(&rule.tags, tag.name())) {
                    seen.push(Seen::Font);
                }
            }
        }
        seen
    }

    fn image(&self, tag: &Tag<'_>) -> Seen {
        let fault = self.image_fault(tag);
        let wordless = fault.is_none() && self.image_alt.as_ref().is_some_and(|rule| picture::is_wordless(rule, tag));
        let offer = tag.attribute("alt").and_then(|alt| self.purchase.first(&String::from_utf8_lossy(alt)));
        Seen::Image { fault, wordless, offer }
    }

    fn image_fault(&self, tag: &Tag<'_>) -> Option<Fault> {
        // Where an editor remembers that a picture never left the writer's machine.
        let kept = self.image_local.iter().flat_map(|rule| &rule.attributes);
        if let Some(fault) = kept.filter_map(|name| tag.attribute(name)).find_map(|src| self.local_image(src)) {
            return Some(fault);
        }
        // Where pages that load pictures late keep the address, before the place of the stand-in.
        let late = self.image_missing.iter().flat_map(|rule| &rule.attributes).map(String::as_str);
        let source = late
            .chain(["src", "srcset"])
            .filter_map(|name| tag.attribute(name))
            .find(|value| value.iter().any(|b| !b.is_ascii_whitespace()));
        let Some(source) = source else {
            // Any other script may keep it in an attribute of its own.
            let elsewhere = |value: &[u8]| value.starts_with(b"http") || value.starts_with(b"/");
            let kept = tag.attributes().any(|(name, value)| name.starts_with(b"data-") && elsewhere(value));
            return (!kept).then(|| Fault { problem: Problem::Missing, found: String::new() });
        };
        let nowhere = self.image_missing.as_ref().is_some_and(|rule| picture::leads_nowhere(rule, source));
        if nowhere {
            return Some(Fault { problem: Problem::Missing, found: String::new() });
        }
        self.inline_image(source).or_else(|| self.local_image(source))
    }

    /// A source that only the writer's machine knows.
    fn local_image(&self, source: &[u8]) -> Option<Fault> {
        let rule = self.image_local.as_ref()?;
        let address = address::clean(source);
        is_local(rule, &address::read(&address))
            .then(|| Fault { problem: Problem::LocalImage, found: shorten(&address) })
    }

    fn link(&self, tag: &Tag<'_>, href: &[u8]) -> Option<Fault> {
        let text = address::clean(href);
        let address = address::read(&text);
        let fault = |problem, found| Some(Fault { problem, found });
        let has = |rule: &Rule, test: &dyn Fn(&pack::Markup) -> bool| rule.as_ref().is_some_and(test);
        // Links of a platform's own keep their address elsewhere.
        let live = has(&self.link_empty, &|rule| rule.attributes.iter().any(|name| tag.attribute(name).is_some()));
        let lower = text.to_lowercase();
        let empty = address == Address::Empty || has(&self.link_empty, &|rule| rule.values.contains(&lower));
        if has(&self.link_malformed, &|rule| rule.values.iter().any(|start| lower.starts_with(start.as_str()))) {
            return fault(Problem::Malformed, shorten(&text));
        }
        match &address {
            _ if empty && live => None,
            _ if empty => fault(Problem::Empty, shorten(&text)),
            Address::Scheme(scheme) if has(&self.link_script, &|rule| rule.schemes.contains(scheme)) => {
                let useful =
                    has(&self.link_script, &|rule| rule.values.iter().any(|word| text.contains(word.as_str())));
                if live || useful { None } else { fault(Problem::Script, scheme.clone()) }
            }
            _ if has(&self.link_local, &|rule| is_local(rule, &address)) => fault(Problem::Local, shorten(&text)),
            Address::Malformed => fault(Problem::Malformed, shorten(&text)),
            Address::Scheme(scheme) if has(&self.link_malformed, &|rule| rule.schemes.contains(scheme)) => {
                fault(Problem::Malformed, shorten(&text))
            }
            Address::Relative(host)
                if has(&self.link_malformed, &|rule| {
                    host.matches('.').count() > 1 && (host.starts_with("www.") || address::is_under(host, &rule.hosts))
                }) =>
            {
                fault(Problem::Malformed, shorten(&text))
            }
            _ => fault(Problem::Shop, self.shop(&text, &address)?),
        }
    }

    /// Judges the words of a link whose address is in order.
    fn link_text(&self, mark: &Mark<Vec<Seen>>, out: &mut Findings<'_>) {
        let units = out.blocks.get(mark.block).and_then(|b| b.get(mark.from..mark.to)).unwrap_or(&[]);
        if units.is_empty() {
            out.say(&self.link_textless, out.place(mark), &[]);
            return;
        }
        let Some(rule) = &self.link_bare else { return };
        if units.len() > 200 {
            return;
        }
        let text = crate::text::string(units);
        let is_mark = |c: char| c.is_whitespace() || "【】[]（）()《》<>＞＜“”\"‘’。，：:！!…→»>-—".contains(c);
        let words = text.trim_matches(is_mark).to_lowercase();
        let address = ["http://", "https://", "www."].iter().any(|start| words.starts_with(start)) && words.is_ascii();
        if address || rule.words.contains(&words) {
            out.say(&self.link_bare, out.place(mark), &[("found", &shorten(&text))]);
        }
    }

    fn comment(&self, text: &[u8]) -> Option<Seen> {
        let rule = self.residue_word.as_ref()?;
        let text = text.trim_ascii_start();
        let start = rule.comments.iter().find(|start| starts(text, start))?;
        Some(Seen::Word(start.clone()))
    }

    /// The first sign that a style sheet came out of a word processor.
    fn style(&self, text: &[u8]) -> Option<Seen> {
        let rule = self.residue_word.as_ref()?;
        let text = &text[..text.len().min(LOOK)];
        let holds =
            |start: &&String| text.windows(start.len().max(1)).any(|w| w.eq_ignore_ascii_case(start.as_bytes()));
        rule.styles.iter().find(holds).map(|start| Seen::Word(start.clone()))
    }

    /// The first sign that an element came out of a word processor.
    fn word(&self, tag: &Tag<'_>) -> Option<Seen> {
        let rule = self.residue_word.as_ref()?;
        if names(&rule.tags, tag.name()) {
            return Some(Seen::Word(String::from_utf8_lossy(tag.name()).into_owned()));
        }
        let class = tag.attribute("class").unwrap_or_default();
        for class in class.split(u8::is_ascii_whitespace) {
            if rule.classes.iter().any(|start| starts(class, start)) {
                return Some(Seen::Word(shorten(&String::from_utf8_lossy(class))));
            }
        }
        let style = tag.attribute("style").unwrap_or_default();
        for property in style.split(|b| *b == b';').map(<[u8]>::trim_ascii) {
            if let Some(start) = rule.styles.iter().find(|start| starts(property, start)) {
                return Some(Seen::Word(start.clone()));
            }
        }
        let value = rule.values.iter().find(|value| {
            let value = value.as_bytes();
            let holds = |text: &[u8]| {
                text[..text.len().min(LOOK)].windows(value.len().max(1)).any(|w| w.eq_ignore_ascii_case(value))
            };
            tag.attributes().any(|(_, text)| holds(text))
        })?;
        Some(Seen::Word(value.clone()))
    }

    /// Leftovers and empty headings, counted by block.
    fn leftovers(&self, marks: &[Mark<Vec<Seen>>], out: &mut Findings<'_>) {
        let mut counts: BTreeMap<usize, Leftovers<'_>> = BTreeMap::new();
        for mark in marks {
            for seen in &mark.what {
                if !matches!(seen, Seen::Word(_) | Seen::Font | Seen::EmptyHeading) {
                    continue;
                }
                let block = mark.block.min(out.blocks.len().saturating_sub(1));
                let count = counts.entry(block).or_default();
                match seen {
                    Seen::Word(found) => {
                        count.words += 1;
                        count.found.get_or_insert(found);
                    }
                    Seen::Font => count.fonts += 1,
                    _ => count.headings += 1,
                }
            }
        }
        // Who pastes from a word processor mostly does so all through: the first paragraph is warned of, and told how many
        // there are.
        let pasted = counts.values().filter(|count| count.found.is_some()).count().to_string();
        let mut is_first = true;
        for (block, count) in counts {
            let place = out.target(block, 0, out.blocks.get(block).map_or(0, Vec::len));
            let mut say = |rule: &Rule, variant: &str, count: usize, found: &str| {
                let count = count.to_string();
                let params = [("count", count.as_str()), ("found", found), ("blocks", &pasted)];
                out.say_as(rule, variant, place.clone(), &params);
            };
            // What a word processor leaves includes its fonts.
            if let Some(found) = count.found {
                let variant = if is_first && pasted != "1" { "word-throughout" } else { "word" };
                say(&self.residue_word, variant, count.words, found);
                if !is_first {
                    out.note_last(&self.residue_word);
                }
                is_first = false;
            } else if count.fonts > 0 {
                say(&self.residue_font, "font", count.fonts, "");
            }
            if count.headings > 0 {
                out.say(&self.residue_heading, place, &[("count", &count.headings.to_string())]);
            }
        }
    }

    /// Blocks that begin with a row of no-break spaces, where an indent was meant.
    fn indents(&self, out: &mut Findings<'_>) {
        let Some(limit) = self.residue_indent.as_ref().and_then(|rule| rule.limit) else { return };
        for (block, units) in out.blocks.iter().enumerate() {
            let blank = |unit: &u16| matches!(unit, 0x20 | 0xA0 | 0x2002 | 0x2003 | 0x3000);
            let run = units.iter().take_while(|unit| blank(unit)).count();
            let count = units[..run].iter().filter(|unit| **unit == 0xA0).count();
            if run < units.len() && count as u64 >= u64::from(limit) {
                let target = out.target(block, 0, run);
                out.fix(&self.residue_indent, target, &[("count", &count.to_string())]);
            }
        }
    }
}

#[derive(Default)]
struct Leftovers<'s> {
    words: usize,
    found: Option<&'s str>,
    fonts: usize,
    headings: usize,
}

fn is_local(rule: &pack::Markup, address: &Address) -> bool {
    match address {
        Address::File => true,
        Address::Scheme(scheme) => rule.schemes.contains(scheme),
        Address::Host(host) => address::is_private(host) || address::is_under(host, &rule.hosts),
        // Without a scheme only what is surely a host counts: 192.168.1.1/a.html.
        Address::Relative(host) => host.contains('.') && address::is_private(host),
        Address::Empty | Address::Malformed => false,
    }
}

/// True if a name is in the list, or begins with an entry that ends in a colon.
fn names(list: &[String], name: &[u8]) -> bool {
    list.iter().any(|entry| match entry.ends_with(':') {
        true => starts(name, entry),
        false => name == entry.as_bytes(),
    })
}

fn starts(text: &[u8], start: &str) -> bool {
    text.get(..start.len()).is_some_and(|front| front.eq_ignore_ascii_case(start.as_bytes()))
}

/// An address as a sentence can carry it.
fn shorten(address: &str) -> String {
    const LONGEST: usize = 60;
    match address.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &address[..at]),
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::kit::{Kit, KitOptions};
    use crate::pack;

    fn codes(rules: &str, html: &str) -> Vec<String> {
        let options = KitOptions { rules: vec![pack::read(rules).unwrap()], ..Default::default() };
        let found = Kit::new(options).unwrap().check_html(html).diagnostics;
        found.iter().map(|d| format!("{} {:?}", d.code, d.severity)).collect()
    }

    #[test]
    fn a_vendor_decides_what_counts() {
        let html = "<p><img src='/1.jpg'></p><p><a href='https://shop.example.cn/'>店</a><a href='#'>甲</a></p>";
        assert_eq!(codes(r#"{"id":"v"}"#, html), ["markup/image Info", "markup/link Warning"]);
        assert_eq!(codes(r#"{"id":"v","disable":["markup/image:alt"]}"#, html), ["markup/link Warning"]);
        assert_eq!(codes(r#"{"id":"v","disable":["markup/link"]}"#, html), ["markup/image Info"]);
        assert_eq!(
            codes(r#"{"id":"v","severity":{"markup/image":"error"},"disable":["markup/link"]}"#, html),
            ["markup/image Error"]
        );
        let shops = r#"{"id":"v","disable":["markup/image"],"markup":[{"code":"markup/link","problem":"shop",
            "severity":"info","hosts":["example.cn"],"clauses":["std-own-words"]}]}"#;
        assert_eq!(codes(shops, html), ["markup/link Info", "markup/link Warning"]);
    }
}
