//! Names of persons in a field: one or several, as offices write them.

/// The names, in order, without the notes in brackets behind them. Two characters kept apart by a blank, as offices
/// set them (王　海), are one name.
pub(super) fn names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let text = without_notes(text);
    let parts = text.split(['、', '，', ',', '；', ';', '/', '／', '\n', '\r']);
    for part in parts.flat_map(joined) {
        let words: Vec<&str> = part.split_whitespace().collect();
        let apart = words.len() > 1 && words.iter().all(|word| is_han(word) && (2..=4).contains(&word.chars().count()));
        if apart {
            names.extend(words.iter().map(|word| (*word).to_owned()));
        } else if !words.is_empty() {
            names.push(words.concat());
        }
    }
    names
}

/// 张三和李四 are two; 陈和平 is one.
fn joined(part: &str) -> Vec<&str> {
    for and in ['和', '及', '与'] {
        if let Some((one, other)) = part.split_once(and)
            && [one, other].iter().all(|name| name.trim().chars().count() >= 2)
        {
            return vec![one, other];
        }
    }
    vec![part]
}

fn is_han(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '·'))
}

/// The text without what stands in brackets.
fn without_notes(text: &str) -> String {
    let mut depth = 0usize;
    text.chars()
        .filter(|c| match c {
            '（' | '(' | '【' | '[' => {
                depth += 1;
                false
            }
            '）' | ')' | '】' | ']' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn persons_as_offices_write_them() {
        for (text, expected) in [
            ("张三", &["张三"][..]),
            ("张三、李四", &["张三", "李四"]),
            ("张三和李四", &["张三", "李四"]),
            ("陈和平、欧阳和", &["陈和平", "欧阳和"]),
            ("张三，李四；王五", &["张三", "李四", "王五"]),
            ("王　海", &["王海"]),
            ("王 海、李 兰", &["王海", "李兰"]),
            ("张三丰 李四光", &["张三丰", "李四光"]),
            ("张三（办公室主任）、李四(兼)", &["张三", "李四"]),
            ("买买提·艾力", &["买买提·艾力"]),
            ("John Smith", &["JohnSmith"]),
            ("", &[]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }
}
