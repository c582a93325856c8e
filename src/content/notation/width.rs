//! Half-width marks between Chinese characters (GB/T 15834). Much that is public was typed with a half-width comma
//! throughout; a block that does so consistently is told once, as information. In a block that mostly uses full-width
//! marks each half-width one is a slip.

use super::page::{Page, is_blank, is_han};

const CODE: &str = "notation/punctuation";

/// At most so many slips of a block are listed.
const MOST: usize = 20;

/// The marks of a block, by width.
#[derive(Default)]
pub(super) struct Width {
    full: usize,
    /// Half-width marks: where they begin and end, and what is right.
    half: Vec<(usize, usize, String)>,
    /// The first pair of half-width brackets around Chinese.
    brackets: Option<(usize, usize)>,
    open: Option<usize>,
    /// Straight quotation marks of one kind beside Chinese.
    quotes: Vec<usize>,
    /// The first run of full-width letters.
    letters: Option<(usize, usize)>,
}

impl Width {
    /// Sees the mark at `at`.
    pub(super) fn step(&mut self, page: &Page<'_>, at: usize) {
        let (c, before, after) = (page.at(at), page.before(at), page.at(at + 1));
        let right = match c {
            '，' | '；' | '：' | '？' | '！' => {
                self.full += 1;
                return;
            }
            '(' => {
                self.open = Some(at);
                return;
            }
            ')' => {
                let chinese = |from: usize| (from + 1..at).any(|i| is_han(page.at(i)));
                if let Some(from) = self.open.take()
                    && self.brackets.is_none()
                    && at - from <= 60
                    && chinese(from)
                {
                    self.brackets = Some((from, at + 1));
                }
                return;
            }
            '"' | '\'' => {
                let beside = |c: char| {
                    is_han(c) || matches!(c, '，' | '。' | '：' | '；' | '！' | '？' | '（' | '）' | '《' | '》')
                };
                let same = self.quotes.first().is_none_or(|first| page.at(*first) == c);
                if same && (beside(before) || beside(after)) {
                    self.quotes.push(at);
                }
                return;
            }
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
                if self.letters.is_none_or(|(_, to)| to == at) {
                    let from = self.letters.map_or(at, |(from, _)| from);
                    self.letters = Some((from, at + 1));
                }
                return;
            }
            '∶' => '：',
            '.' | '．' | '｡' => '。',
            _ => match wide(c) {
                Some(right) => right,
                None => return,
            },
        };
        if !(is_han(before) || matches!(before, '”' | '’' | '》' | '）' | '】')) || (right == '。' && !is_han(before))
        {
            return;
        }
        // 真快啊!!, 什么?!: a run of marks is one slip; ,, is one of the rule on doubled marks.
        let end = (at + 1..at + 3).find(|i| wide(page.at(*i)).is_none()).unwrap_or(at + 3);
        if end > at + 1 {
            if c == ',' {
                return;
            }
            let mut fix = String::from(right);
            fix.extend((at + 1..end).filter(|i| page.at(*i) != c).filter_map(|i| wide(page.at(i))));
            if is_han(page.at(end)) || matches!(page.at(end), '\0' | '”' | '“') {
                self.half.push((at, end, fix));
            }
            return;
        }
        let next = page.at(if is_blank(after) { at + 2 } else { at + 1 });
        let chinese = is_han(next) || matches!(next, '\0' | '“' | '‘' | '《' | '（' | '【');
        // A full stop within a line is as likely a point between the parts of a name.
        let counts = match c {
            '.' | '．' => after == '\0',
            '｡' => true,
            ':' => chinese || next.is_ascii_digit(),
            ',' | ';' => chinese || next.is_ascii_alphanumeric(),
            _ => chinese,
        };
        if counts {
            self.half.push((at, at + 1, right.to_string()));
        }
    }

    /// Reports what the block mixes.
    pub(super) fn end(self, page: &mut Page<'_>) {
        let slips = self.half.len() <= self.full;
        let (grade, most) = if slips { ("", MOST) } else { ("half-width-all", 1) };
        for (from, to, right) in self.half.into_iter().take(most) {
            // Lists were typed with a half-width mark behind each item.
            let ends = matches!(right.as_str(), "：" | "；") && page.at(page.skip_blanks(to)) == '\0';
            let grade = if ends && grade.is_empty() { "half-width-end" } else { grade };
            page.give(CODE, "half-width", grade, (from, to), &[right]);
        }
        if let Some((from, to)) = self.letters {
            let half = |i: usize| char::from_u32(u32::from(page.units[i]).wrapping_sub(0xFEE0)).unwrap_or(' ');
            let fix: String = (from..to).map(half).collect();
            page.give(CODE, "letters", "", (from, to), &[fix]);
        }
        if let Some((from, to)) = self.brackets {
            let fix = format!("（{}）", page.text(from + 1, to - 1));
            page.give(CODE, "half-width", "half-width-brackets", (from, to), &[fix]);
        }
        if let [from, to, ..] = self.quotes[..]
            && to - from <= 100
            && self.quotes.len().is_multiple_of(2)
        {
            let fix = format!("“{}”", page.text(from + 1, to));
            page.give(CODE, "straight", "", (from, to + 1), &[fix]);
        }
    }
}

/// The full-width form of a mark that is typed in half width.
fn wide(c: char) -> Option<char> {
    Some(match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        '!' => '！',
        _ => return None,
    })
}
