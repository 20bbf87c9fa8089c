//! Names of files that every system takes, that stay in their own script, and that no two files share.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Bytes of a name with its extension. File systems take 255; what is left is for those who copy and number files.
const LIMIT: usize = 200;

/// What a file is called whose title has nothing that can stand in a name.
const NAMELESS: &str = "untitled";

/// The names that were given in one folder.
#[derive(Debug, Default)]
pub struct Names {
    /// Of each name, folded, the number that the next of that name gets.
    taken: HashMap<String, usize>,
}

impl Names {
    /// A name for a title, with the extension when that is not empty. A second one of a name gets a number behind it; names that
    /// differ only in case or in the form of their letters count as one.
    pub fn give(&mut self, title: &str, extension: &str) -> String {
        let ending = if extension.is_empty() { String::new() } else { format!(".{extension}") };
        let stem = safe(title, LIMIT - ending.len());
        let first = format!("{stem}{ending}");
        let mut next = match self.taken.get(&folded(&first)) {
            None => {
                self.taken.insert(folded(&first), 2);
                return first;
            }
            Some(next) => *next,
        };
        let numbered = loop {
            let number = format!(" {next}");
            let name = format!("{}{number}{ending}", cut(&stem, LIMIT - ending.len() - number.len()));
            next += 1;
            if !self.taken.contains_key(&folded(&name)) {
                break name;
            }
        };
        self.taken.insert(folded(&first), next);
        self.taken.insert(folded(&numbered), 2);
        numbered
    }
}

/// A name for a file or a folder of at most so many bytes: Unicode as it is, in the composed form, without what Windows, macOS or
/// Linux do not take, what means something in a link (`#`, `^`, `[`, `]`), and what cannot be seen.
///
/// Source: Microsoft, "Naming Files, Paths, and Namespaces".
#[must_use]
pub fn safe(title: &str, limit: usize) -> String {
    let mut clean = String::with_capacity(title.len());
    for c in title.nfc().map(in_a_name).filter(|c| *c != '\0') {
        if c != ' ' || !(clean.is_empty() || clean.ends_with(' ')) {
            clean.push(c);
        }
    }
    let clean = clean.trim_start_matches(['.', ' ']);
    let name = match is_device(clean) {
        true => cut(&format!("_{clean}"), limit).to_owned(),
        false => cut(clean, limit).to_owned(),
    };
    if name.is_empty() { NAMELESS.to_owned() } else { name }
}

/// What stands for a character: itself, a hyphen or a space, or `\0` for nothing.
fn in_a_name(c: char) -> char {
    match c {
        '/' | '\\' | ':' | '|' => '-',
        '<' | '>' | '"' | '?' | '*' | '#' | '^' | '[' | ']' => ' ',
        // The joiners of Persian and of Indic scripts are letters; marks of direction can make a name read as another.
        '\u{200c}' | '\u{200d}' => c,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' => '\0',
        '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}' => '\0',
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => '\0',
        c if c.is_whitespace() || c.is_control() => ' ',
        c => c,
    }
}

/// The beginning of a name, cut between two letters, without what must not end one.
fn cut(name: &str, limit: usize) -> &str {
    let mut end = name.len();
    if end > limit {
        end = name.grapheme_indices(true).map(|(at, _)| at).take_while(|at| *at <= limit).last().unwrap_or(0);
    }
    name[..end].trim_end_matches(['.', ' '])
}

/// Whether Windows takes a name for a device, whatever its extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device).is_some_and(|rest| {
            let mut rest = rest.chars();
            matches!((rest.next(), rest.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
        })
    };
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str())
        || numbered("COM")
        || numbered("LPT")
}

/// What equal names have in common, on systems that do not tell case and forms of letters apart.
fn folded(name: &str) -> String {
    name.nfkc().collect::<String>().to_uppercase().to_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_no_system_takes_is_not_in_a_name() {
        for (title, name) in [
            ("Bridge reopens", "Bridge reopens"),
            ("AC/DC: who? \"Us\" <3", "AC-DC- who Us 3"),
            ("a\\b|c*d", "a-b-c d"),
            ("C# [draft] ^1", "C draft 1"),
            ("  ...hidden  ", "hidden"),
            ("ends with dots...", "ends with dots"),
            ("two\nlines\tand a tab", "two lines and a tab"),
            ("../../etc/passwd", "-..-etc-passwd"),
            ("con", "_con"),
            ("CON.the news", "_CON.the news"),
            ("LPT1", "_LPT1"),
            ("COM¹", "_COM¹"),
            ("Console wars", "Console wars"),
            ("", "untitled"),
            ("???", "untitled"),
            ("evil\u{202e}gpj.exe", "evilgpj.exe"),
        ] {
            assert_eq!(safe(title, 200), name, "{title}");
        }
    }

    #[test]
    fn every_script_stays_as_it_is() {
        for title in
            ["سیل در خوزستان می‌آید", "洪水侵袭沿海城市", "Überschwemmung in Köln", "नमस्ते दुनिया", "🌊 सैलाब"]
        {
            assert_eq!(safe(title, 200), title);
        }
        assert_eq!(safe("U\u{308}ber", 200), "Über");
    }

    #[test]
    fn a_long_name_ends_between_two_letters() {
        let name = safe(&"می‌خواهم ".repeat(60), 200);
        assert!(name.len() <= 200 && name.len() > 180, "{}", name.len());
        let family = "👩‍👩‍👧‍👦".repeat(30);
        assert_eq!(safe(&family, 200).len() % "👩‍👩‍👧‍👦".len(), 0);
    }

    #[test]
    fn a_second_of_a_name_is_numbered() {
        let mut names = Names::default();
        assert_eq!(names.give("Live", "md"), "Live.md");
        assert_eq!(names.give("LIVE", "md"), "LIVE 2.md");
        assert_eq!(names.give("live", "md"), "live 3.md");
        assert_eq!(names.give("Live 2", "md"), "Live 2 2.md");
        assert_eq!(names.give("Live", ""), "Live");
        assert_eq!(names.give("U\u{308}ber", "md"), "Über.md");
        assert_eq!(names.give("über", "md"), "über 2.md");
    }

    proptest! {
        #[test]
        fn all_names_can_stand_in_one_folder(titles in prop::collection::vec(".{0,80}|[aA]{0,2}|[ب ‌.]{180,240}", 1..40)) {
            let mut names = Names::default();
            let mut seen = std::collections::HashSet::new();
            let folder = tempfile::tempdir().unwrap();
            for title in &titles {
                let name = names.give(title, "md");
                prop_assert!(name.len() <= LIMIT);
                prop_assert!(!name.contains(|c: char| c.is_control() || "<>:\"/\\|?*".contains(c)), "{name}");
                prop_assert!(!name.starts_with('.') && !name.trim_end_matches(".md").ends_with([' ', '.']) || name == "untitled.md");
                prop_assert!(seen.insert(folded(&name)), "{name} twice");
                std::fs::File::create_new(folder.path().join(&name)).unwrap();
            }
        }
    }
}
