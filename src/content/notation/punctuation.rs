//! Marks after GB/T 15834: none doubled, …… and —— of full length, no 、 where marks or words already separate, a colon
//! before what follows.

use super::page::{self, Page, is_blank, is_han};

const CODE: &str = "notation/punctuation";

/// How much of a sentence is looked back at, for a bracket or a list.
const REACH: usize = 60;

word_lists! {
    /// Words that announce what follows (如下) and end in a colon.
    announcing = "notation-announcing",
    /// Those with which a block never ends without a colon (通知如下).
    closing = "notation-announcing-end",
    /// What a letter begins its address with (各, 尊敬的).
    address = "notation-address",
    /// What an address ends in (单位, 部门).
    addressee = "notation-addressee",
    /// Words that begin with 等, 和, 及, 或, 与 and are no conjunction (等级, 和平, 及时).
    no_conjunction = "notation-no-conjunction",
    /// 和, 以及: they join what 、 would divide.
    conjunctions = "notation-conjunction",
    /// 首先, 其次: words that a comma follows, as it follows 第一.
    sequence = "notation-sequence",
    /// What no address holds (要, 应).
    no_address = "notation-address-unless",
    /// What follows the second of two places that a route joins (高铁).
    routes = "notation-route",
}

impl Words {
    /// Judges the mark at `at`, and the run of marks that begins there.
    pub(super) fn check(&self, page: &mut Page<'_>, at: usize) {
        let c = page.at(at);
        match c {
            '，' | '。' | '、' | '；' | '：' if !is_mark(page.before(at)) => {
                pauses(page, at);
                behind_quotation(page, at);
                in_brackets(page, at);
                self.comma(page, at);
            }
            '、' => self.comma(page, at),
            '？' | '！' if !is_stop(page.before(at)) && !is_pause(page.before(at)) => stops(page, at),
            ',' | ':' | ';' if is_han(page.before(at)) && is_pause(page.at(at + 1)) => pauses(page, at),
            ',' if page.before(at) != ',' => half_doubled(page, at),
            '.' | '．' | '·' | '・' | '•' | '‧' | '∙' | '⋅' if page.before(at) != c => points(page, at),
            '…' if page.before(at) != '…' => self.ellipsis(page, at),
            '-' if page.before(at) != c && page.at(at + 1) != c => self.hyphen(page, at),
            '-' | '－' | '—' | '─' | '―' | '–' if page.before(at) != c => dash(page, at),
            _ => {}
        }
    }

    /// What comes after 、, and what a comma after an announcing word should have been.
    fn comma(&self, page: &mut Page<'_>, at: usize) {
        let (c, before, after) = (page.at(at), page.before(at), page.at(at + 1));
        if c == '、' {
            match (before, after) {
                // “两个确立、”做到 …: the list goes on behind the quotation.
                (_, '”' | '’' | '》' | '〉') => {
                    let goes_on = is_han(page.at(at + 2)) || matches!(page.at(at + 2), '“' | '‘' | '《' | '〈');
                    let fix = if goes_on { format!("{after}、") } else { after.to_string() };
                    page.give(CODE, "inside-closing", "", (at, at + 2), &[fix]);
                }
                ('》', '《') | ('”', '“') => {
                    let variant = if after == '《' { "listed-titles" } else { "listed-quotations" };
                    page.give(CODE, variant, "", (at, at + 1), &[String::new()]);
                }
                _ if self.opens(page, at) => {
                    page.give(CODE, "sequence", "", (at, at + 1), &["，".into()]);
                }
                (_, _) if self.joined(page, at) => page.give(CODE, "heaped", "", (at, at + 1), &[String::new()]),
                (_, '等') if !page.starts(at + 1, &self.no_conjunction) && !is_blank(before) => {
                    page.give(CODE, "before-etc", "", (at, at + 1), &[String::new()]);
                }
                _ if page.starts(at + 1, &self.conjunctions) && !page.starts(at + 1, &self.no_conjunction) => {
                    page.give(CODE, "before-and", "", (at, at + 1), &[String::new()]);
                }
                _ => {}
            }
        }
        // Few commas stand before a list, so that is asked first.
        if matches!(c, '，' | '。' | '；' | '、') && self.announces(page, at + 1) && page.ends(at, &self.announcing)
        {
            // A sentence may end so where what follows stands elsewhere.
            let next = page.skip_blanks(at + 1);
            let elsewhere = match page.at(next) {
                '\0' => true,
                '一' => page.at(next + 1) == '是' || page.at(next + 1) == '、' && !page.ends(at, &self.closing),
                _ => false,
            };
            let grade = if c == '。' && elsewhere { "colon-elsewhere" } else { "" };
            page.give(CODE, "colon", grade, (at, at + 1), &["：".into()]);
        }
    }

    /// True if a conjunction between two titles or quotations ends at `at` (《甲》和、《乙》).
    fn joined(&self, page: &Page<'_>, at: usize) -> bool {
        let closes = |at: usize| matches!(page.before(at), '》' | '”' | '）');
        if at < 2 || !(closes(at - 1) || closes(at - 2)) {
            return false;
        }
        let word = self.conjunctions.iter().find(|word| page.ends(at, std::slice::from_ref(word)));
        word.is_some_and(|word| closes(at - word.len()))
    }

    /// True if a word such as 首先 ends at `at` and begins a clause, and none follows.
    fn opens(&self, page: &Page<'_>, at: usize) -> bool {
        let bounded =
            |from: usize| matches!(page.before(from), '\0' | '。' | '；' | '，' | '：') || is_blank(page.before(from));
        // Few lists are of things so short.
        if !(1..=3).any(|len| at >= len && bounded(at - len)) {
            return false;
        }
        let word = self.sequence.iter().find(|word| page.ends(at, std::slice::from_ref(word)));
        let from = word.map(|word| at - word.len());
        from.is_some_and(|from| {
            (from == page.beginning() || matches!(page.before(from), '。' | '；' | '，' | '：'))
                && !page.starts(at + 1, &self.sequence)
        })
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
            page.give(CODE, "colon-missing", "", (end - 1, end), &[fix]);
        }
        let start = page.beginning();
        if end > start + 3
            && end - start <= 80
            && matches!(page.at(end - 1), '，' | ',' | '、' | '。' | '；')
            && page.starts(start, &self.address)
            && page.ends(end - 1, &self.addressee)
            && !(start..end - 1)
                .any(|i| matches!(page.at(i), '。' | '；' | '：' | ':') || page.starts(i, &self.no_address))
        {
            page.give(CODE, "address", "", (end - 1, end), &["：".into()]);
        }
    }

    fn ellipsis(&self, page: &mut Page<'_>, at: usize) {
        let end = run(page, at, |c| c == '…');
        // Twelve points fill a line of their own.
        if end - at > 2 && end - at <= 8 && is_han(page.before(at)) && (end - at).is_multiple_of(2) {
            page.give(CODE, "ellipsis", "ellipsis-half", (at, end), &["……".into()]);
        }
        if (end - at) % 2 == 1 && (is_han(page.before(at)) || is_han(page.at(end))) && end - at < 6 {
            page.give(CODE, "ellipsis", "ellipsis-half", (at, end), &["……".into()]);
        }
        if end - at == 2
            && (page.at(end) == '等' && is_listed(page, at) && !page.starts(end, &self.no_conjunction)
                || page.before(at) == '等' && at > 0)
        {
            page.give(CODE, "ellipsis-etc", "", (at, end), &[]);
        }
    }

    /// 北京-上海高铁, （1931-1995）, 8:30-12:00: the hyphen at `at` where one stroke is right.
    fn hyphen(&self, page: &mut Page<'_>, at: usize) {
        let digits_before = (at.saturating_sub(4)..at).rev().take_while(|i| page::is_digit(page.units[*i])).count();
        let after = page.digits(at + 1);
        let (from, to) = (at - digits_before, at + 1 + after);
        let years = digits_before == 4
            && after == 4
            && matches!(page.before(from), '（' | '(')
            && matches!(page.at(to), '）' | ')')
            && page.number(from, at) < page.number(at + 1, to);
        let time = digits_before == 2
            && (1..=2).contains(&after)
            && matches!(page.before(from), ':' | '：')
            && matches!(page.at(to), ':' | '：')
            && page.digits(to + 1) == 2;
        let route = is_han(page.before(at)) && (2..=4).any(|len| page.starts(at + 1 + len, &self.routes));
        if years || time || route {
            page.give(CODE, "dash-range", "", (at, at + 1), &["—".into()]);
        }
    }
}

/// （含退休人员。）: the full stop at `at` ends what stands in brackets within a sentence.
fn in_brackets(page: &mut Page<'_>, at: usize) {
    let goes_on = |c: char| is_han(c) || matches!(c, '，' | '。' | '；' | '、');
    if page.at(at) != '。' || !matches!(page.at(at + 1), '）' | ')') || !goes_on(page.at(at + 2)) {
        return;
    }
    let is_mark = |c: char| matches!(c, '（' | '(' | '）' | ')' | '。' | '！' | '？' | '”');
    let open = (at.saturating_sub(REACH)..at).rev().find(|i| is_mark(page.at(*i)));
    if open.is_some_and(|open| matches!(page.at(open), '（' | '(') && is_han(page.before(open))) {
        page.give(CODE, "in-brackets", "", (at, at + 1), &[String::new()]);
    }
}

fn is_pause(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：')
}

/// A mark of a row of them; with what is asked before a row is read, none is read twice.
fn is_mark(c: char) -> bool {
    is_pause(c) || is_stop(c) || matches!(c, ',' | ';' | ':' | '!')
}

/// True if the sentence that goes on at `at` has 、 in it, not far before.
fn is_listed(page: &Page<'_>, at: usize) -> bool {
    let before = (at.saturating_sub(REACH)..at).rev().map(|i| page.at(i));
    before.take_while(|c| !matches!(c, '。' | '；' | '！' | '？')).any(|c| c == '、')
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
        page.give(CODE, variant, "", (at, end), &[fix]);
        return;
    }
    let fixes = match (first, last) {
        (_, '。') if end - at == 2 && first != '：' => vec!["。".to_owned()],
        ('、', '，') | ('，', '、') if end - at == 2 => vec!["，".to_owned(), "、".to_owned()],
        _ => Vec::new(),
    };
    page.give(CODE, "heaped", "", (at, end), &fixes);
}

/// “……。”。 and “……。”，: of the two marks around the closing one, one is enough.
fn behind_quotation(page: &mut Page<'_>, at: usize) {
    let c = page.at(at);
    if page.before(at) == '”' && matches!(c, '。' | '，') && at > 1 && page.at(at - 2) == '。' {
        let fix = if c == '。' { "。”".to_owned() } else { format!("”{c}") };
        page.give(CODE, "behind-quotation", "", (at - 2, at + 1), &[fix]);
    }
}

/// ！。 and ？， are slips; ？！ and up to three of a kind are not.
fn stops(page: &mut Page<'_>, at: usize) {
    let end = run(page, at, |c| is_pause(c) || is_stop(c));
    if (at..end).any(|i| is_pause(page.at(i))) {
        let fix: String = (at..end).map(|i| page.at(i)).filter(|c| is_stop(*c)).collect();
        page.give(CODE, "heaped", "", (at, end), &[fix]);
    } else if end - at > 1 && (at..end).all(|i| page.at(i) == page.at(at)) {
        // Three at most, and those only where strong feeling is in place.
        page.give(CODE, "doubled", "doubled-stop", (at, end), &[page.text(at, at + 1)]);
    } else if page.text(at, end) == "！？" {
        page.give(CODE, "stops", "", (at, end), &["？！".into()]);
    } else if end - at > 3 {
        let fix = page.text(at, at + 3);
        page.give(CODE, "doubled", "doubled-stop", (at, end), &[fix]);
    }
}

fn half_doubled(page: &mut Page<'_>, at: usize) {
    let end = run(page, at, |c| c == ',');
    if end - at == 2 && is_han(page.before(at)) && is_han(page.at(end)) {
        page.give(CODE, "doubled", "", (at, end), &["，".into()]);
    }
}

/// ...... and ······ where …… is meant.
fn points(page: &mut Page<'_>, at: usize) {
    let c = page.at(at);
    let end = run(page, at, |other| other == c);
    let before = page.before(at);
    if end - at == 1 && c != '·' {
        return point(page, at);
    }
    let after = page.at(end);
    let beside = |c: char| is_han(c) || matches!(c, '，' | '”' | '》' | '“' | '、' | '）');
    // GDP……; but 1...10 and a.b
    let latin = before.is_ascii_alphanumeric() && (beside(after) || after == '\0' && end - at == 6);
    if end - at < 2 || end - at == 2 && !(is_han(before) && is_han(after)) || !(beside(before) || latin) {
        return;
    }
    // A row of points leads to a page number, or is to be filled in.
    let number = page.skip_blanks(end);
    let leads =
        after == '\0' || page.digits(number) > 0 && page.skip_blanks(number + page.digits(number)) == page.len();
    if leads && end - at > 6 {
        return;
    }
    // Three points at the end of a line are also how a page cuts a title short.
    let grade = if (after == '\0' || is_blank(after)) && end - at == 3 { "ellipsis-end" } else { "" };
    if end - at <= 12 {
        page.give(CODE, "ellipsis", grade, (at, end), &["……".into()]);
    }
}

/// 海伦.凯勒, 海伦•凯勒: another point for the one between the parts of a name.
fn point(page: &mut Page<'_>, at: usize) {
    let name = |c: char| is_han(c) && !page::is_han_digit(c);
    let (before, after) = (page.before(at), page.at(at + 1));
    if !name(before) || !name(after) {
        return;
    }
    match page.at(at) {
        // As likely a full stop, unless the parts are short.
        '.' | '．' => {
            let title = page.at(at + 2) == '》';
            if name(page.before(at - 1)) && (title || name(page.at(at + 2))) {
                page.give(CODE, "point", "", (at, at + 1), &["·".into(), "。".into()]);
            }
        }
        _ => page.give(CODE, "interpunct", "", (at, at + 1), &["·".into()]),
    }
}

fn dash(page: &mut Page<'_>, at: usize) {
    let c = page.at(at);
    let end = run(page, at, |other| other == c);
    // 8:30--17:00
    if c == '-' && end - at == 2 && page.before(at).is_ascii_digit() && page.at(end).is_ascii_digit() {
        page.give(CODE, "dash-range", "", (at, end), &["—".into()]);
        return;
    }
    if c == '—' && end - at == 2 && is_range(page, at, end) {
        page.give(CODE, "dash-range", "", (at, end), &["—".into()]);
        return;
    }
    let edge = |c: char| is_han(c) || matches!(c, '“' | '”' | '《' | '》' | '，');
    if !edge(page.before(at)) || !edge(page.at(end)) {
        return;
    }
    let grade = match (c, end - at) {
        ('-', 2 | 3) | ('－' | '–', 2) => "",
        // Between the names of places, days or people one stroke is right.
        ('-', 4..=6) | ('─' | '―', 1 | 2) | ('–', 1) | ('—', 3..=6) => "dash-like",
        ('—', 1) if long(page, at) => "dash-like",
        _ => return,
    };
    page.give(CODE, "dash", grade, (at, end), &["——".into()]);
}

/// 2019——2023年, 8月1日——10日: true if the strokes of `at..end` stand between two numbers of one kind.
fn is_range(page: &Page<'_>, at: usize, end: usize) -> bool {
    let second = end + page.digits(end);
    let unit = page.before(at);
    let first = if unit.is_ascii_digit() { at } else { at.saturating_sub(1) };
    let counted = unit.is_ascii_digit()
        || matches!(unit, '年' | '月' | '日' | '时') && (end..end + 12).any(|i| page.at(i) == unit);
    second > end && counted && page.before(first).is_ascii_digit()
}

/// True if what follows the stroke at `at` is a clause rather than a name.
fn long(page: &Page<'_>, at: usize) -> bool {
    let han = |places: &mut dyn Iterator<Item = usize>| places.take_while(|i| is_han(page.at(*i))).count();
    han(&mut (at + 1..page.len().min(at + 12))) >= 9 && han(&mut (at.saturating_sub(12)..at).rev()) >= 8
}

fn run(page: &Page<'_>, at: usize, belongs: impl Fn(char) -> bool) -> usize {
    (at..page.len()).find(|i| !belongs(page.at(*i))).unwrap_or(page.len())
}
