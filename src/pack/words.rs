//! Words from a spreadsheet: CSV with a heading row, in English or Chinese, in any order. Lists inside a cell are
//! separated by `|`.

use super::plain::is_marked;
use super::{Edge, PlainWords, Problem, Word};
use crate::diagnostic::Severity;

/// Reads words from CSV text. Columns: word/词语 (required), kind/类别, severity/级别, message/提示, fixes/改为,
/// unless/除外, before/前接, after/后接, near/邻近, clauses/依据. A problem names its line and column.
pub fn from_csv(csv: &str) -> Result<Vec<Word>, Vec<Problem>> {
    let mut reader = reader(csv);
    let headings = match reader.headers() {
        Ok(row) => row.clone(),
        Err(error) => return Err(vec![problem(1, "heading", error.to_string(), "a heading row")]),
    };
    let mut columns = Vec::new();
    let mut problems = Vec::new();
    for heading in headings.iter().map(str::trim) {
        let name = column(heading);
        if name.is_none() {
            problems.push(problem(
                1,
                "heading",
                format!("“{heading}”"),
                "word, kind, severity, message, fixes, unless, before, after, near, clauses",
            ));
        }
        columns.push(name.unwrap_or(""));
    }
    if !columns.contains(&"word") {
        problems.push(problem(1, "heading", "no such column".into(), "a column “word”"));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut words = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                problems.push(problem(line, "row", error.to_string(), "a row of the table"));
                continue;
            }
        }
        words.extend(word(&record, &columns, &mut problems));
    }
    if problems.is_empty() { Ok(words) } else { Err(problems) }
}

/// Reads a table that has columns of plain words alone, and no problem; [`from_csv`] says which problem it has.
pub(super) fn plain_from_csv(csv: &str) -> Option<PlainWords> {
    let mut reader = reader(csv);
    let headings = reader.headers().ok()?.clone();
    let columns: Vec<&str> = headings.iter().map(column).collect::<Option<_>>()?;
    let place = |name: &str| columns.iter().position(|column| *column == name);
    let places = ["word", "kind", "severity", "message", "fixes"].map(place);
    if places[0].is_none() || columns.len() > places.iter().flatten().count() {
        return None;
    }
    let mut plain = PlainWords::default();
    let mut add = |cells: &[&str]| cells.len() <= columns.len() && plain_row(cells, places, &mut plain);
    if csv.contains('"') {
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).ok()? {
            if !add(&record.iter().collect::<Vec<_>>()) {
                return None;
            }
        }
    } else {
        // Where nothing is quoted, every line and comma divides, and no cell has to be copied.
        let (mut rest, mut cells) = (unmarked(csv), Vec::with_capacity(columns.len()));
        let mut is_heading = true;
        while next_row(&mut rest, &mut cells) {
            if !std::mem::take(&mut is_heading) && !add(&cells) {
                return None;
            }
        }
    }
    Some(plain)
}

/// Takes the next line that is not empty off a table without quotation marks; false at its end. Never inlined: see the
/// check of words.
#[inline(never)]
fn next_row<'t>(rest: &mut &'t str, cells: &mut Vec<&'t str>) -> bool {
    cells.clear();
    let text = rest.trim_start_matches(['\r', '\n']);
    let (mut from, mut end) = (0, text.len());
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b',' => {
                cells.push(&text[from..at]);
                from = at + 1;
            }
            b'\r' | b'\n' => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    cells.push(&text[from..end]);
    *rest = &text[end..];
    !text.is_empty()
}

/// Adds the word of one row, if it has one; false if it has a problem. Never inlined: see the check of words.
#[inline(never)]
fn plain_row(cells: &[&str], places: [Option<usize>; 5], plain: &mut PlainWords) -> bool {
    // Most tables are a list of words.
    if let ([word], [Some(_), None, None, None, None]) = (cells, places) {
        let word = word.trim();
        let is_sound = !is_marked(word);
        if is_sound && !word.is_empty() {
            plain.add(word, super::content::CUSTOM, None, "", &[]);
        }
        return is_sound;
    }
    let [word, kind, severity, message, fixes] =
        places.map(|place| place.and_then(|place| cells.get(place)).map_or("", |cell| cell.trim()));
    if [word, kind, severity, message, fixes].into_iter().any(is_marked) {
        return false;
    }
    if word.is_empty() {
        return cells.iter().all(|cell| cell.trim().is_empty());
    }
    let kind = if kind.is_empty() { super::content::CUSTOM } else { kind };
    let fixes: Vec<&str> = list(fixes).collect();
    severity_of(severity).map(|severity| plain.add(word, kind, severity, message, &fixes)).is_some()
}

fn reader(csv: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().flexible(true).from_reader(unmarked(csv).as_bytes())
}

/// The table without the byte order mark that spreadsheets put before it.
fn unmarked(csv: &str) -> &str {
    csv.strip_prefix('\u{feff}').unwrap_or(csv)
}

/// The entries of a list in one cell.
fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|entry| !entry.is_empty())
}

/// The severity of a cell, which may be empty; none if it is no severity.
fn severity_of(cell: &str) -> Option<Option<Severity>> {
    Some(match cell {
        "" => None,
        "error" | "错误" => Some(Severity::Error),
        "warning" | "警告" => Some(Severity::Warning),
        "info" | "提示" => Some(Severity::Info),
        _ => return None,
    })
}

fn problem(line: u64, column: &str, found: String, expected: &str) -> Problem {
    Problem { path: format!("lexicon_csv line {line}, {column}"), found, expected: expected.to_owned() }
}

/// The word of one row, if it has one. Never inlined: see the check of words.
#[inline(never)]
fn word(record: &csv::StringRecord, columns: &[&str], problems: &mut Vec<Problem>) -> Option<Word> {
    let line = record.position().map_or(0, csv::Position::line);
    if record.iter().all(|cell| cell.trim().is_empty()) {
        return None;
    }
    if record.len() > columns.len() {
        problems.push(problem(line, "row", format!("{} cells", record.len()), "no more cells than headings"));
    }
    let cell = |name: &str| columns.iter().position(|c| *c == name).and_then(|i| record.get(i)).map_or("", str::trim);
    let list = |name: &str| -> Vec<String> { list(cell(name)).map(str::to_owned).collect() };
    let some = |name: &str| Some(cell(name)).filter(|s| !s.is_empty()).map(str::to_owned);
    let severity = severity_of(cell("severity")).unwrap_or_else(|| {
        let found = format!("“{}”", cell("severity"));
        problems.push(problem(line, "severity", found, "error, warning or info"));
        None
    });
    let edge = match cell("edge") {
        "" => None,
        "start" => Some(Edge::Start),
        "end" => Some(Edge::End),
        "both" => Some(Edge::Both),
        other => {
            problems.push(problem(line, "edge", format!("“{other}”"), "start, end or both"));
            None
        }
    };
    if cell("word").is_empty() {
        problems.push(problem(line, "word", "an empty cell".into(), "a word"));
        return None;
    }
    Some(Word {
        word: cell("word").to_owned(),
        also: vec![],
        kind: some("kind").unwrap_or_else(super::content::custom),
        fixes: list("fixes"),
        unless: list("unless"),
        before: list("before"),
        after: list("after"),
        near: list("near"),
        unless_near: list("unless_near"),
        edge,
        hidden: false,
        severity,
        message: some("message"),
        clauses: list("clauses"),
    })
}

fn column(heading: &str) -> Option<&'static str> {
    Some(match heading.trim() {
        "word" | "词语" | "词" => "word",
        "kind" | "类别" => "kind",
        "severity" | "级别" => "severity",
        "message" | "提示" => "message",
        "fixes" | "fix" | "改为" => "fixes",
        "unless" | "除外" => "unless",
        "before" | "前接" => "before",
        "after" | "后接" => "after",
        "near" | "邻近" => "near",
        "unless_near" | "邻近除外" => "unless_near",
        "edge" | "边界" => "edge",
        "clauses" | "依据" => "clauses",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_chinese_headings_in_any_order() {
        let words =
            from_csv("\u{feff}改为,词语,级别,除外\n登录|登入,登陆器,错误,\"登陆器材|登陆器,甲\"\n\n,乙词,,\n").unwrap();
        assert_eq!(words.len(), 2);
        assert_eq!(words[0].fixes, ["登录", "登入"]);
        assert_eq!(words[0].severity, Some(Severity::Error));
        assert_eq!(words[0].unless, ["登陆器材", "登陆器,甲"]);
        assert_eq!(words[1].kind, "custom");
    }

    #[test]
    fn names_line_and_column_of_what_it_cannot_read() {
        let paths = |csv: &str| from_csv(csv).unwrap_err().iter().map(|p| p.path.clone()).collect::<Vec<_>>();
        assert_eq!(paths("kind\ncustom\n"), ["lexicon_csv line 1, heading"]);
        assert_eq!(paths("word,colour\n甲,red\n"), ["lexicon_csv line 1, heading"]);
        assert_eq!(
            paths("word,severity\n甲,error\n乙,grave\n,info\n"),
            ["lexicon_csv line 3, severity", "lexicon_csv line 4, word"]
        );
        assert_eq!(paths("word\n甲,乙\n"), ["lexicon_csv line 2, row"]);
    }

    #[test]
    fn a_table_of_plain_words_is_read_the_same_with_quotation_marks_and_without() {
        // A table, and a row with a quoted cell: with it, all of the table is read by the CSV reader.
        let tables = [
            ("\u{feff}词语,改为\r\n甲一 , 乙一|乙二\r\n\r\n,\r\n甲二,\r\n甲三\r\n", "\"己\""),
            ("改为,word,级别\n\n乙,甲,错误\r丙,丁,\n,戊", "\n,\"己\""),
            ("\u{feff}\nword\n甲\n\n", "\"己\""),
            ("word", "\n\"己\""),
            ("word\n 甲 \n\t\n乙", "\n\"己\""),
        ];
        let plain = |csv: &str| plain_from_csv(csv).map(|plain| plain.words().collect::<Vec<_>>());
        for (csv, quoted) in tables {
            let bare = format!("{csv}{}", quoted.replace('"', ""));
            let quoted = format!("{csv}{quoted}");
            let words = from_csv(&quoted).unwrap();
            assert_eq!(plain(&bare), Some(words.clone()), "{bare:?}");
            assert_eq!(plain(&quoted), Some(words), "{quoted:?}");
        }
        for csv in ["word\n甲,乙\n", "word,kind\n,custom\n", "word,severity\n甲,grave\n", "", "kind\ncustom\n"] {
            assert!(plain_from_csv(csv).is_none() && from_csv(csv).is_err(), "{csv:?}");
        }
    }
}
