//! The records of a CSV text: cells between separators, quoted cells that may hold separators and line ends. Written
//! by hand because a lost quotation mark must cost one row: here the row is reported and reading goes on in the next
//! line, where a CSV reader by the book takes all the rest for one cell.

/// Lines looked at for the separator and for the heading: offices put a title, a unit and a date above it.
pub(super) const HEADING_WITHIN: usize = 6;
/// Lines that one quoted cell may run over.
const CELL_LINES: usize = 30;

/// One record: its line (from 1), and its cells, or nothing where a quotation mark has no partner.
pub(super) struct Record {
    pub(super) line: u32,
    pub(super) cells: Option<Vec<String>>,
}

/// Reads a text record by record.
pub(super) struct Records {
    text: String,
    separator: char,
    at: usize,
    line: u32,
}

impl Records {
    /// `is_heading` knows headings: the separator is the one that shows most of them.
    pub(super) fn new(text: String, is_heading: impl Fn(&str) -> bool) -> Records {
        let separator = separator(&text, is_heading);
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Records { text, separator, at, line: 1 }
    }

    /// Bytes read, and bytes there are.
    pub(super) fn progress(&self) -> (usize, usize) {
        (self.at, self.text.len())
    }

    /// The next record that is not blank.
    pub(super) fn next(&mut self) -> Option<Record> {
        loop {
            if self.at >= self.text.len() {
                return None;
            }
            let line = self.line;
            let start = self.at;
            let record = match self.cells() {
                Some(cells) => Record { line, cells: Some(cells) },
                None => {
                    self.at = start;
                    self.line = line;
                    self.skip_line();
                    Record { line, cells: None }
                }
            };
            if record.cells.as_ref().is_none_or(|cells| cells.iter().any(|cell| !cell.trim().is_empty())) {
                return Some(record);
            }
        }
    }

    fn skip_line(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.find('\n').map_or(rest.len(), |end| end + 1);
        self.line += 1;
    }

    /// The cells up to the end of the record; nothing if a quoted cell does not end.
    fn cells(&mut self) -> Option<Vec<String>> {
        let mut cells = Vec::new();
        loop {
            let rest = &self.text[self.at..];
            let blanks = rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
            let (cell, used) = match rest[blanks..].strip_prefix('"') {
                Some(quoted) => {
                    let (cell, used) = self.quoted(quoted)?;
                    (cell, used + blanks + 1)
                }
                None => {
                    let end = rest.find([self.separator, '\n']).unwrap_or(rest.len());
                    (rest[..end].trim_end_matches('\r').to_owned(), end)
                }
            };
            self.line += cell.matches('\n').count() as u32;
            cells.push(cell);
            self.at += used;
            let mut next = self.text[self.at..].chars();
            match next.next() {
                None => return Some(cells),
                Some('\n') => {
                    self.at += 1;
                    self.line += 1;
                    return Some(cells);
                }
                Some(c) => self.at += c.len_utf8(),
            }
        }
    }

    /// A quoted cell after its opening mark: the cell, and the bytes up to the separator or line end behind it.
    fn quoted(&self, text: &str) -> Option<(String, usize)> {
        let mut cell = String::new();
        let mut at = 0;
        let mut lines = 0;
        loop {
            let end = at + text[at..].find(['"', '\n'])?;
            cell.push_str(&text[at..end]);
            if text.as_bytes()[end] == b'\n' {
                lines += 1;
                if lines > CELL_LINES {
                    return None;
                }
                cell.push('\n');
                at = end + 1;
            } else if text[end + 1..].starts_with('"') {
                cell.push('"');
                at = end + 2;
            } else {
                let after = &text[end + 1..];
                let used = after.len() - after.trim_start_matches([' ', '\r', '\u{3000}']).len();
                let ends = after[used..].chars().next().is_none_or(|c| c == '\n' || c == self.separator);
                // Behind the closing mark only the separator may follow: else the mark belongs to another cell.
                return ends.then_some((cell, end + 1 + used));
            }
        }
    }
}

/// The separator by which one of the first lines shows most headings; among equals the one that stands most often.
fn separator(text: &str, is_heading: impl Fn(&str) -> bool) -> char {
    let head = || text.lines().take(HEADING_WITHIN);
    let cell = |cell: &str| cell.trim_matches(['"', ' ', '\u{feff}']).to_owned();
    let headings = |c: char| head().map(|line| line.split(c).filter(|x| is_heading(&cell(x))).count()).max();
    let count = |c: char| head().flat_map(str::chars).filter(|x| *x == c).count();
    [',', ';', '\t'].into_iter().rev().max_by_key(|c| (headings(*c), count(*c))).unwrap_or(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u32, Option<Vec<String>>)> {
        let mut records = Records::new(text.to_owned(), |_| false);
        std::iter::from_fn(|| records.next().map(|r| (r.line, r.cells))).collect()
    }

    #[test]
    fn reads_quoted_cells_and_recovers_from_a_lost_quotation_mark() {
        let cells = |list: &[&str]| Some(list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>());
        assert_eq!(
            read("\u{feff}a,b\r\n\"c\n,\"\"d\"\"\", e \n\n f\"g\",\n\"lost,x\ny,z\n"),
            vec![
                (1, cells(&["a", "b"])),
                (2, cells(&["c\n,\"d\"", " e "])),
                (5, cells(&[" f\"g\"", ""])),
                (6, None),
                (7, cells(&["y", "z"])),
            ]
        );
        assert_eq!(read("a;b\n1,5;2\n"), vec![(1, cells(&["a", "b"])), (2, cells(&["1,5", "2"]))]);
        assert_eq!(read(""), vec![]);
    }
}
