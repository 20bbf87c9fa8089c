//! Words that everybody uses: two articles that share them have little in common, however rare they are in an archive.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::terms::Word;

/// Words that are written as names are ordinary only among so many of the most frequent ones: a language's later words are names too.
const NAMES_FROM: u32 = 1_500;
/// What Arabic joins to the front of a word, folded; or nothing.
const PROCLITICS: [&str; 13] = ["", "وال", "بال", "فال", "کال", "ولل", "لل", "ال", "و", "ب", "ف", "ل", "س"];
/// What Persian joins to the end of a word, folded and without joiners; the longest first.
const ENDINGS: [&str; 7] = ["هایی", "های", "ها", "ترین", "تر", "ان", "ی"];

/// How ordinary a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ordinary {
    /// A day, a month, an office, a number, what every report says: never a reason.
    Always,
    /// Among the frequent words of the language.
    Often,
    /// Neither.
    No,
}

/// The ordinary words of one language.
#[derive(Clone, Copy)]
pub struct Vocabulary {
    ranks: Option<&'static HashMap<String, u32>>,
    language: &'static str,
}

/// Makes the words of the search index out of written ones: always the same function, since what it made of the lists is kept.
pub type Fold = fn(&str) -> String;

/// Of each language a file: what is always ordinary, an empty line, then words by falling frequency (README.md says whence).
macro_rules! languages {
    ($($language:literal),*) => {
        [$(($language, include_str!(concat!("ordinary/", $language, ".txt")))),*]
    };
}
static TEXTS: [(&str, &str); 12] =
    languages!["ar", "de", "en", "es", "fa", "fr", "it", "nl", "pt", "ru", "tr", "zh"];
static READ: [OnceLock<HashMap<String, u32>>; TEXTS.len()] = [const { OnceLock::new() }; TEXTS.len()];

impl Vocabulary {
    /// Those of a language by its BCP 47 tag; of one that is unknown or not listed, none.
    #[must_use]
    pub fn of(language: Option<&str>, fold: Fold) -> Self {
        let primary = language.and_then(|tag| tag.split(['-', '_']).next()).unwrap_or_default();
        let listed = TEXTS.iter().zip(&READ).find(|((name, _), _)| name.eq_ignore_ascii_case(primary));
        match listed {
            Some(((language, text), read)) => {
                Self { ranks: Some(read.get_or_init(|| ranks(text, fold))), language }
            }
            None => Self { ranks: None, language: "" },
        }
    }

    /// Whether there is a list of the language.
    pub fn is_known(&self) -> bool {
        self.ranks.is_some()
    }

    /// How ordinary a word is; `name` says that it is written as names are.
    pub fn judge(&self, word: &Word<'_>, name: bool) -> Ordinary {
        // German writes every noun as others write names.
        let frequent = if name && self.language != "de" { NAMES_FROM } else { u32::MAX };
        match self.rank(&word.folded) {
            Some(0) => Ordinary::Always,
            Some(rank) if rank <= frequent => Ordinary::Often,
            _ => Ordinary::No,
        }
    }

    /// The place of a word among the frequent ones, nothing before it for what is always ordinary.
    fn rank(&self, folded: &str) -> Option<u32> {
        let ranks = self.ranks?;
        let stems = ranks.get(folded).copied().into_iter().chain(match self.language {
            // The ending of an indefinite object is not what the word is known by.
            "ar" => stem(ranks, &PROCLITICS, |affix| folded.trim_end_matches('ا').strip_prefix(affix)),
            "fa" => stem(ranks, &ENDINGS, |affix| folded.strip_suffix(affix)),
            _ => None,
        });
        stems.min()
    }
}

fn stem<'a>(
    ranks: &HashMap<String, u32>,
    affixes: &[&str],
    without: impl Fn(&str) -> Option<&'a str>,
) -> Option<u32> {
    let stems =
        affixes.iter().filter_map(|affix| without(affix)).filter(|stem| stem.chars().nth(2).is_some());
    // What is left may stand in the list with its article.
    stems.filter_map(|stem| ranks.get(stem).or_else(|| ranks.get(&format!("ال{stem}")))).copied().min()
}

fn ranks(text: &str, fold: Fold) -> HashMap<String, u32> {
    let (always, often) = text.split_once("\n\n").unwrap_or((text, ""));
    let word = |word: &str| fold(word).replace('\u{200c}', "");
    let mut ranks: HashMap<String, u32> = HashMap::new();
    for (word, rank) in always.lines().map(|line| (word(line), 0)).chain(often.lines().map(word).zip(1..)) {
        ranks.entry(word).or_insert(rank);
    }
    ranks
}
