//! Marks after GB/T 15834: none doubled, …… and —— of full length, no 、 where marks or words already separate, a colon
//! before what follows.

use super::page::{self, Finding, Page, is_blank, is_han};
use crate::diagnostic::Severity;
use crate::pack::Rulebook;

const CODE: &str = "notation/punctuation";

/// The words that decide.
pub(super) struct Words {
    /// Words that announce what follows (如下) and end in a colon.
    announcing: Vec<Vec<u16>>,
    /// Those with which a block never ends without a colon (通知如下).
    closing: Vec<Vec<u16>>,
    /// What a letter begins its address with (各, 尊敬的).
    address: Vec<Vec<u16>>,
    /// What an address ends in (单位, 部门).
    addressee: Vec<Vec<u16>>,
    /// Words that begin with 等, 和, 及, 或, 与 and are no conjunction (等级, 和平, 及时).
    no_conjunction: Vec<Vec<u16>>,
    /// 首先, 其次: words that a comma follows, as it follows 第一.
    sequence: Vec<Vec<u16>>,
}

impl Words {
    pub(super) fn new(book: &Rulebook) -> Words {
        let set = |name| page::set(book, name);
        Words {
            announcing: set("notation-announcing"),
            closing: set("notation-announcing-end"),
            address: set("notation-address"),
            addressee: set("notation-addressee"),
            no_conjunction: set("notation-no-conjunction"),
            sequence: set("notation-sequence"),
        }
    }

    /// Judges the mark at `at`, and the run of marks that begins there.
    pub(super) fn check(&self, page: &mut Page<'_>, at: usize) {
        let c = page.at(at);
        match c {
            '，' | '。' | '、' | '；' | '：' if !is_mark(page.before(at)) => {
                pauses(page, at);
                self.comma(page, at);
            }
            '、' => self.comma(page, at),
            '？' | '！' if !is_stop(page.before(at)) && !is_pause(page.before(at)) => stops(page, at),
            ',' if page.before(at) != ',' => half_doubled(page, at),
            '.' | '．' | '·' | '・' if page.before(at) != c => points(page, at),
            '…' if page.before(at) != '…' => ellipsis(page, at),
            '-' | '－' | '—' | '─' | '―' | '–' if page.before(at) != c => dash(page, at),
            _ => {}
        }
    }

    /// What comes after 、, and what a comma after an announcing word should have been.
    fn comma(&self, page: &mut Page<'_>, at: usize) {
        let (c, before, after) = (page.at(at), page.before(at), page.at(at + 1));
        if c == '、' {
            match (before, after) {
                ('》', '《') | ('”', '“') => {
                    let variant = if after == '《' { "listed-titles" } else { "listed-quotations" };
                    give(page, variant, Some(Severity::Info), (at, at + 1), &[String::new()]);
                }
                ('先' | '次' | '后', _) if self.opens(page, at) => {
                    give(page, "sequence", None, (at, at + 1), &["，".into()]);
                }
                ('和' | '及' | '与', _) if matches!(page.before(at - 1), '》' | '”' | '）') => {
                    give(page, "heaped", None, (at, at + 1), &[String::new()]);
                }
                (_, '等') if !page.starts(at + 1, &self.no_conjunction) && !is_blank(before) => {
                    give(page, "before-etc", None, (at, at + 1), &[String::new()]);
                }
                (_, '和' | '及' | '或' | '与') if !page.starts(at + 1, &self.no_conjunction) => {
                    give(page, "before-and", Some(Severity::Info), (at, at + 1), &[String::new()]);
                }
                _ => {}
            }
        }
        // Few commas stand before a list, so that is asked first.
        if matches!(c, '，' | '。' | '；' | '、') && self.announces(page, at + 1) && page.ends(at, &self.announcing)
        {
            // A sentence may end so where what follows stands elsewhere.
            let elsewhere = at + 1 == page.len() || page.at(at + 1) == '一' && page.at(at + 2) == '是';
            let severity = (c == '。' && elsewhere).then_some(Severity::Info);
            give(page, "colon", severity, (at, at + 1), &["：".into()]);
        }
    }

    /// True if a word such as 首先 ends at `at` and begins a clause, and none follows.
    fn opens(&self, page: &Page<'_>, at: usize) -> bool {
        let Some(word) = self.sequence.iter().find(|word| page.ends(at, std::slice::from_ref(word))) else {
            return false;
        };
        let from = at - word.len();
        (from == page.beginning() || matches!(page.before(from), '。' | '；' | '，' | '：'))
            && !page.starts(at + 1, &self.sequence)
    }

    /// True if the block ends here or a list begins.
    fn announces(&self, page: &Page<'_>, at: usize) -> bool {
        let at = page.skip_blanks(at);
        match page.at(at) {
            '\0' | '①' => true,
            '（' | '(' => page::han_number(page, at + 1).is_some() || page.digits(at + 1) == 1,
            '第' => page.at(at + 1) == '一',
            '一' => matches!(page.at(at + 1), '、' | '是' | '，'),
            '1' => matches!(page.at(at + 1), '.' | '．' | '、'),
            _ => false,
        }
    }

    /// Judges how the block ends.
    pub(super) fn end(&self, page: &mut Page<'_>) {
        let end = page.len();
        if page.ends(end, &self.closing) {
            let fix = format!("{}：", page.at(end - 1));
            give(page, "colon-missing", None, (end - 1, end), &[fix]);
        }
        let start = page.beginning();
        if end > start + 3
            && end - start <= 80
            && matches!(page.at(end - 1), '，' | ',' | '、' | '。' | '；')
            && page.starts(start, &self.address)
            && page.ends(end - 1, &self.addressee)
            && !(start..end).any(|i| matches!(page.at(i), '。' | '；' | '：' | ':' | '要' | '应') && i + 1 < end)
        {
            give(page, "address", None, (end - 1, end), &["：".into()]);
        }
    }
}

fn is_pause(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：')
}

/// A mark of a row of them; with what is asked before a row is read, none is read twice.
fn is_mark(c: char) -> bool {
    is_pause(c) || is_stop(c) || matches!(c, ',' | ';' | ':')
}

fn is_stop(c: char) -> bool {
    matches!(c, '？' | '！')
}

/// ，， 。。 ，。 and the like.
fn pauses(page: &mut Page<'_>, at: usize) {
    let end = run(page, at, is_mark);
    if end - at < 2 {
        return;
    }
    let (first, last) = (page.at(at), page.at(end - 1));
    if (at..end).all(|i| page.at(i) == first) {
        let (variant, fix) = match first {
            '。' | '、' if end - at > 2 => ("ellipsis", "……".to_owned()),
            first => ("doubled", first.to_string()),
        };
        give(page, variant, None, (at, end), &[fix]);
        return;
    }
    let fixes = match (first, last) {
        (_, '。') if end - at == 2 && first != '：' => vec!["。".to_owned()],
        ('、', '，') | ('，', '、') if end - at == 2 => vec!["，".to_owned(), "、".to_owned()],
        _ => Vec::new(),
    };
    give(page, "heaped", None, (at, end), &fixes);
}

/// ！。 and ？， are slips; ？！ and up to three of a kind are not.
fn stops(page: &mut Page<'_>, at: usize) {
    let end = run(page, at, |c| is_pause(c) || is_stop(c));
    if (at..end).any(|i| is_pause(page.at(i))) {
        let fix: String = (at..end).map(|i| page.at(i)).filter(|c| is_stop(*c)).collect();
        give(page, "heaped", None, (at, end), &[fix]);
    } else if end - at > 1 && (at..end).all(|i| page.at(i) == page.at(at)) {
        // Three at most, and those only where strong feeling is in place.
        give(page, "doubled", Some(Severity::Info), (at, end), &[page.text(at, at + 1)]);
    } else if end - at > 3 {
        let fix = page.text(at, at + 3);
        give(page, "doubled", Some(Severity::Info), (at, end), &[fix]);
    }
}

fn half_doubled(page: &mut Page<'_>, at: usize) {
    let end = run(page, at, |c| c == ',');
    if end - at == 2 && is_han(page.before(at)) && is_han(page.at(end)) {
        give(page, "doubled", None, (at, end), &["，".into()]);
    }
}

/// ...... and ······ where …… is meant.
fn points(page: &mut Page<'_>, at: usize) {
    let c = page.at(at);
    let end = run(page, at, |other| other == c);
    let before = page.before(at);
    if end - at < 3 || !(is_han(before) || matches!(before, '，' | '”' | '》' | '“' | '、')) {
        return;
    }
    // Three points at the end of a line are also how a page cuts a title short.
    let severity = (end == page.len() && end - at == 3).then_some(Severity::Info);
    // A row of points leads to a page number.
    if end - at <= 12 {
        give(page, "ellipsis", severity, (at, end), &["……".into()]);
    }
}

fn ellipsis(page: &mut Page<'_>, at: usize) {
    let end = run(page, at, |c| c == '…');
    if (end - at) % 2 == 1 && (is_han(page.before(at)) || is_han(page.at(end))) && end - at < 6 {
        give(page, "ellipsis", Some(Severity::Info), (at, end), &["……".into()]);
    }
    if end - at == 2
        && (page.at(end) == '等' && matches!(page.at(end + 1), '等' | '。' | '，' | '；')
            || page.before(at) == '等' && at > 0)
    {
        give(page, "ellipsis-etc", Some(Severity::Info), (at, end), &[]);
    }
}

fn dash(page: &mut Page<'_>, at: usize) {
    let c = page.at(at);
    let end = run(page, at, |other| other == c);
    // 8:30--17:00
    if c == '-' && end - at == 2 && page.before(at).is_ascii_digit() && page.at(end).is_ascii_digit() {
        give(page, "dash-range", Some(Severity::Info), (at, end), &["—".into()]);
        return;
    }
    let edge = |c: char| is_han(c) || matches!(c, '“' | '”' | '《' | '》' | '，');
    if !edge(page.before(at)) || !edge(page.at(end)) {
        return;
    }
    let severity = match (c, end - at) {
        ('-', 2 | 3) | ('－' | '–', 2) => None,
        ('─' | '―', 2) | ('—', 3) => Some(Severity::Info),
        // Between the names of places, days or people one stroke is right.
        ('—', 1) if long(page, at) => Some(Severity::Info),
        _ => return,
    };
    give(page, "dash", severity, (at, end), &["——".into()]);
}

/// True if what follows the stroke at `at` is a clause rather than a name.
fn long(page: &Page<'_>, at: usize) -> bool {
    let han = |places: &mut dyn Iterator<Item = usize>| places.take_while(|i| is_han(page.at(*i))).count();
    han(&mut (at + 1..page.len().min(at + 12))) >= 9 && han(&mut (at.saturating_sub(12)..at).rev()) >= 5
}

fn run(page: &Page<'_>, at: usize, belongs: impl Fn(char) -> bool) -> usize {
    (at..page.len()).find(|i| !belongs(page.at(*i))).unwrap_or(page.len())
}

fn give(page: &mut Page<'_>, variant: &'static str, severity: Option<Severity>, at: (usize, usize), fixes: &[String]) {
    page.report(Finding { code: CODE, variant, severity, from: at.0, to: at.1, fixes, params: &[] });
}
