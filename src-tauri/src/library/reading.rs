//! How long a text takes to read.

use unicode_segmentation::UnicodeSegmentation;

/// Words a person reads in a minute, in scripts that separate words.
const WORDS: usize = 230;
/// Characters a person reads in a minute, in Han and Kana.
const CHARACTERS: usize = 500;

/// Minutes to read a text, rounded to the nearest, at least 1.
pub(super) fn minutes(text: &str) -> u32 {
    let characters = text.chars().filter(|&c| is_ideographic(c)).count();
    let words = text.unicode_words().filter(|word| !word.starts_with(is_ideographic)).count();
    let hundredths = words * 100 / WORDS + characters * 100 / CHARACTERS;
    u32::try_from((hundredths + 50) / 100).unwrap_or(u32::MAX).max(1)
}

fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn minutes_follow_the_script() {
        assert_eq!(minutes(""), 1);
        assert_eq!(minutes(&"word ".repeat(2300)), 10);
        assert_eq!(minutes(&"新聞を読む。".repeat(1000)), 10);
        assert_eq!(minutes(&"خبر ".repeat(460)), 2);
    }
}
