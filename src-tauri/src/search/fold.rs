//! Folding: the spellings of one word become one form.
//!
//! Compatibility decomposition (NFKD), case folding, marks that writers leave out removed (accents of Latin, Greek and
//! Cyrillic, Arabic vowel signs and hamza, Hebrew points, the dot below of Devanagari), Latin letters with strokes and
//! ligatures spelled out, Persian and Arabic letter variants and digits unified, then composed again (NFC) for scripts whose
//! marks are letters of their own (Kana, Indic scripts, Thai, Hangul).

use unicode_normalization::UnicodeNormalization;

use super::letters::{digit, is_ignored};

/// Folds a text for the index or for a query. Word boundaries stay where they were.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut base = ' ';
    let folded = text.nfkd().filter(move |&c| {
        if c.is_alphanumeric() {
            base = c;
        }
        !is_dropped(c, base)
    });
    folded.flat_map(fold_case).map(unify).flat_map(respell).nfc().collect()
}

/// What a title or a name is sorted by: folded, from its first letter or digit on.
#[must_use]
pub fn sort_key(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let joined = words.join(" ");
    let start = joined.find(char::is_alphanumeric).unwrap_or(0);
    joined[start..].to_owned()
}

/// Simple case mapping up and down again equals full case folding but for a few Cherokee letters: ß and ſ become s,
/// final sigma becomes sigma, dotless ı becomes i.
pub(super) fn fold_case(c: char) -> impl Iterator<Item = char> {
    c.to_uppercase().flat_map(char::to_lowercase)
}

/// Whether the accents of a letter are a matter of spelling.
fn is_accented(letter: char) -> bool {
    matches!(letter,
        'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{2af}' | '\u{370}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}'
        | '\u{2c60}'..='\u{2c7f}')
}

/// Cyrillic letters whose mark makes another letter of them, as Unicode's collation has it: й, ў, ї, ѓ, ќ.
fn is_letter_of_its_own(letter: char, mark: char) -> bool {
    matches!(
        (letter, mark),
        ('и' | 'И' | 'у' | 'У', '\u{306}') | ('і' | 'І', '\u{308}') | ('г' | 'Г' | 'к' | 'К', '\u{301}')
    )
}

fn is_dropped(c: char, base: char) -> bool {
    match c {
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' => is_accented(base) && !is_letter_of_its_own(base, c),
        // Arabic: honorifics, vowel signs with maddah and hamza, superscript alef, Quranic marks; tatweel.
        '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' => true,
        '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{640}' => true,
        // Hebrew accents and points, but not the maqaf that joins two words.
        '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' => true,
        // Devanagari's dot below, which is left out as often as not.
        '\u{93c}' => true,
        '\u{200b}' => true,
        c => is_ignored(c),
    }
}

/// Letters that decomposition knows nothing of, as people type them who do not have them.
fn respell(c: char) -> impl Iterator<Item = char> {
    let spelled = match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' | 'ɗ' | 'ɖ' => "d",
        'þ' => "th",
        'ł' => "l",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'ɓ' => "b",
        'ƙ' => "k",
        'ƴ' => "y",
        // Devanagari's moon with a dot is written as a dot.
        '\u{901}' => "\u{902}",
        // Letters of Malayalam that were once spelled with a joiner.
        'ൺ' => "ണ്",
        'ൻ' => "ന്",
        'ർ' => "ര്",
        'ൽ' => "ല്",
        'ൾ' => "ള്",
        'ൿ' => "ക്",
        _ => "",
    };
    let own = if spelled.is_empty() { Some(digit(c).unwrap_or(c)) } else { None };
    spelled.chars().chain(own)
}

pub(super) fn unify(c: char) -> char {
    match c {
        'ي' | 'ى' | 'ې' | 'ۍ' | 'ے' => 'ی',
        'ك' | 'ڪ' => 'ک',
        'ة' | 'ۀ' | 'ہ' | 'ۃ' | 'ھ' | 'ە' => 'ه',
        'ٱ' => 'ا',
        '٠'..='٩' => ascii_digit(c, '٠'),
        '۰'..='۹' => ascii_digit(c, '۰'),
        '०'..='९' => ascii_digit(c, '०'),
        _ => c,
    }
}

fn ascii_digit(c: char, zero: char) -> char {
    let value = u32::from(c) - u32::from(zero);
    char::from_digit(value, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_fold_to_one_form() {
        let table = [
            ("Zürich", "zurich"),
            ("Straße", "STRASSE"),
            ("ΟΔΟΣ", "οδός"),
            ("Ёлка", "елка"),
            ("İstanbul", "istanbul"),
            ("Łódź", "lodz"),
            ("STRAẞE", "straße"),
            ("Đà Nẵng", "da nang"),
            ("Øresund", "oresund"),
            ("Æthelþryð", "aethelthryd"),
            ("हिन्दी फ़िल्म", "हिन्दी फिल्म"),
            ("चाँद", "चांद"),
            ("๒๕๖๘ ২০২৫", "2568 2025"),
            ("അവന്\u{200d}", "അവൻ"),
            ("ﬁnance", "finance"),
            ("ＬＥＤＥ", "lede"),
            ("خبرگزاري", "خبرگزاری"),
            ("كتاب", "کتاب"),
            ("مدرسة", "مدرسه"),
            ("إِسْلَام", "اسلام"),
            ("آب", "اب"),
            ("مسئول", "مسیول"),
            ("سـلام", "سلام"),
            ("۱۴۰۴", "1404"),
            ("٢٠٢٦", "2026"),
            ("שָׁלוֹם", "שלום"),
            ("Việt Nam", "viet nam"),
        ];
        for (a, b) in table {
            assert_eq!(fold(a), fold(b), "{a} and {b}");
        }
    }

    #[test]
    fn marks_that_are_letters_stay() {
        for (a, b) in [("が", "か"), ("हिन्दी", "हनद"), ("กี่", "กี"), ("й", "и"), ("ї", "і"), ("ў", "у")]
        {
            assert_ne!(fold(a), fold(b), "{a} and {b}");
        }
    }

    #[test]
    fn a_title_is_sorted_from_its_first_letter() {
        assert_eq!(sort_key("  “The  Émile” case"), "the emile” case");
        assert_eq!(sort_key("«روزنامه»"), "روزنامه»");
        assert_eq!(sort_key("…"), "...");
    }
}
