//! Identity of names: which spellings name the same tag.
//!
//! Narrower than folding for the index, where accents do not count: `résumé` and `resume` are two names. Case,
//! compatibility forms (NFKC), Persian and Arabic letter variants, vowel signs, tatweel, joiners and digits do not count.

use unicode_normalization::UnicodeNormalization;

use super::fold::{fold_case, unify};
use crate::model::TagPath;

/// Stands for a `/` that only a compatibility form contains (`℀`), so that it does not end a step.
const SLASH: char = '\u{2044}';

/// What two spellings of one name have in common.
#[must_use]
pub fn name_key(name: &str) -> String {
    let key: String = name
        .nfkc()
        .flat_map(fold_case)
        .map(unify)
        .filter(|&c| !is_ignored(c))
        // Case folding and letter variants leave forms that compose, or decompose, once more.
        .nfkc()
        .collect();
    let words: Vec<&str> = key.split_whitespace().collect();
    // A lone vowel sign in a form of its own is a name too.
    if words.is_empty() { name.to_owned() } else { words.join(" ") }
}

/// What two spellings of one tag have in common: the keys of the steps, joined as the steps are.
#[must_use]
pub fn tag_key(path: &TagPath) -> String {
    let steps: Vec<String> =
        path.steps().map(|step| name_key(step).replace('/', &SLASH.to_string())).collect();
    steps.join("/")
}

/// Dot above (of a folded İ), Arabic vowel signs and tatweel, joiners, marks of direction, variation selectors.
fn is_ignored(c: char) -> bool {
    matches!(c,
        '\u{307}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{652}' | '\u{656}'..='\u{65f}' | '\u{670}'
        | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(text: &str) -> String {
        tag_key(&text.parse().unwrap())
    }

    #[test]
    fn spellings_of_one_tag_have_one_key() {
        for (a, b) in [
            ("World/Iran", "world/IRAN"),
            ("Straße", "STRASSE"),
            ("İstanbul", "istanbul"),
            ("ΟΔΟΣ", "οδος"),
            ("اقتصادي", "اقتصادی"),
            ("كتاب", "کتاب"),
            ("علی/موسى", "علي/موسی"),
            ("مدرسة", "مدرسه"),
            ("خانۀ", "خانه"),
            ("می‌رود", "میرود"),
            ("سـلام", "سلام"),
            ("مُحَمَّد", "محمد"),
            ("انتخابات ۱۴۰۴", "انتخابات 1404"),
            ("ﬁnance", "finance"),
            ("ＬＥＤＥ", "lede"),
            ("❤\u{fe0f}", "❤"),
            ("e\u{301}te\u{301}", "Été"),
        ] {
            assert_eq!(key(a), key(b), "{a} and {b}");
        }
    }

    #[test]
    fn other_names_have_other_keys() {
        for (a, b) in
            [("résumé", "resume"), ("آب", "اب"), ("が", "か"), ("a/b", "a b"), ("world", "world/iran")]
        {
            assert_ne!(key(a), key(b), "{a} and {b}");
        }
        assert_eq!(key("℀"), "a⁄c", "no step comes out of a letter");
    }

    /// Names of the scripts that matter here, with everything that folding touches.
    const NAMES: &str =
        "[ A-Za-zÀ-ɏİıß ΑΣςω А-я ا-يپچژگکی٠-٩۰-۹ـ\u{200c}\u{200d}ۀةى\u{64b}-\u{65f}が中文ﬁＡ℀½/ #']{1,24}";

    proptest! {
        #[test]
        fn a_stored_path_reads_as_itself(text in NAMES) {
            if let Ok(path) = text.parse::<TagPath>() {
                prop_assert_eq!(path.as_str().parse::<TagPath>().unwrap(), path);
            }
        }

        #[test]
        fn any_text_is_a_path_or_an_error(text in any::<String>()) {
            if let Ok(path) = text.parse::<TagPath>() {
                prop_assert!(path.steps().all(|step| !step.is_empty() && step.trim() == step));
                prop_assert_eq!(path.as_str().parse::<TagPath>().unwrap(), path.clone());
                prop_assert_eq!(path.line().len(), path.steps().count());
            }
        }

        #[test]
        fn a_key_has_the_steps_of_its_path(text in any::<String>()) {
            if let Ok(path) = text.parse::<TagPath>() {
                let key = tag_key(&path);
                prop_assert_eq!(key.split('/').count(), path.steps().count());
                prop_assert!(key.split('/').all(|step| !step.is_empty()), "{:?}", key);
            }
        }

        #[test]
        fn a_key_is_its_own_key(text in NAMES) {
            let key = name_key(&text);
            prop_assert_eq!(name_key(&key), key);
        }

        #[test]
        fn case_does_not_count(text in NAMES) {
            prop_assert_eq!(name_key(&text.to_uppercase()), name_key(&text));
            prop_assert_eq!(name_key(&text.to_lowercase()), name_key(&text));
        }

        #[test]
        fn the_key_of_a_parent_begins_its_childs(text in NAMES, child in "[a-zی ]{1,8}") {
            let (Ok(parent), Ok(name)) = (text.parse::<TagPath>(), child.parse::<TagPath>()) else { return Ok(()) };
            if let Ok(whole) = TagPath::under(Some(&parent), name.as_str()) {
                prop_assert_eq!(tag_key(&whole), format!("{}/{}", tag_key(&parent), tag_key(&name)));
            }
        }
    }
}
