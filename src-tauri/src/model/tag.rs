//! Tags: what a person files articles under, in a tree written as paths such as `world/iran/protests`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::TagId;
use crate::error::{Error, Result};

/// Steps of a path at most.
const STEPS: usize = 12;
/// Characters of a step at most.
const LENGTH: usize = 100;

/// The path of a tag as a person spells it: steps joined by `/`, each trimmed, with single spaces and in NFC.
///
/// Marks of direction, soft hyphens and a leading `#` are left out, since they come along with pasted text. Spellings
/// that differ only in case or in letter variants name the same tag; the search room's `tag_key` decides that.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "desktop", specta(type = String))]
pub struct TagPath(String);

impl TagPath {
    /// The path as it is shown and stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its steps from the top; at least one, none of them empty.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/')
    }

    /// The last step: what stands in a tree.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The path that this one stands under.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('/').map(|(parent, _)| Self(parent.to_owned()))
    }

    /// This path and those it stands under, from the top.
    #[must_use]
    pub fn line(&self) -> Vec<Self> {
        let ends = self.0.match_indices('/').map(|(at, _)| at).chain([self.0.len()]);
        ends.map(|end| Self(self.0[..end].to_owned())).collect()
    }

    /// The path of `rest` under this one, or at the top without one.
    ///
    /// # Errors
    /// `Invalid` when the result has too many steps.
    pub fn under(parent: Option<&Self>, rest: &str) -> Result<Self> {
        match parent {
            Some(parent) => format!("{parent}/{rest}").parse(),
            None => rest.parse(),
        }
    }
}

impl fmt::Display for TagPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<TagPath> for String {
    fn from(path: TagPath) -> Self {
        path.0
    }
}

impl TryFrom<String> for TagPath {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl FromStr for TagPath {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let fault = |reason: String| Error::Invalid { what: "a tag", value: text.to_owned(), reason };
        let path = text
            .trim_start_matches(|c: char| c == '#' || c.is_whitespace() || is_left_out(c) || is_joiner(c));
        if path.is_empty() {
            return Err(fault("it is empty".into()));
        }
        let steps: Vec<String> =
            path.split('/').map(|part| step(part).map_err(fault)).collect::<Result<_>>()?;
        if steps.len() > STEPS {
            return Err(fault(format!("it has more than {STEPS} steps")));
        }
        Ok(Self(steps.join("/")))
    }
}

/// One step, normalised; or what is wrong with it.
fn step(part: &str) -> Result<String, String> {
    let kept: String = part.chars().filter(|&c| !is_left_out(c)).nfc().collect();
    let step = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let step = step.trim_matches(|c| is_joiner(c) || c == ' ');
    if let Some(c) = step.chars().find(|c| c.is_control()) {
        return Err(format!("it contains the control character U+{:04X}", u32::from(c)));
    }
    if !step.chars().any(is_visible) {
        return Err("one of its steps is empty".into());
    }
    if step.chars().count() > LENGTH {
        return Err(format!("one of its steps is longer than {LENGTH} characters"));
    }
    Ok(step.to_owned())
}

/// Soft hyphen, marks of direction, byte order mark: invisible, and part of no name.
fn is_left_out(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{200b}' | '\u{feff}')
}

/// Zero width joiner and non-joiner mean something between letters only.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

fn is_visible(c: char) -> bool {
    !(c.is_whitespace()
        || is_joiner(c)
        || is_combining_mark(c)
        || matches!(c, '\u{640}' | '\u{fe00}'..='\u{fe0f}'))
}

/// The colour of a tag, by the name of what the window shows it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "a colour is its name")]
pub enum TagColor {
    Red,
    Orange,
    Yellow,
    Green,
    Teal,
    Blue,
    Purple,
    Pink,
}

/// A tag of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Tag {
    /// The tag.
    pub id: TagId,
    /// Its path.
    pub path: TagPath,
    /// The tag it stands under.
    pub parent: Option<TagId>,
    /// Its own colour; without one it is shown in that of the nearest tag above that has one.
    pub color: Option<TagColor>,
    /// Articles outside the trash that have this tag or one below it, each counted once.
    pub count: u32,
}

/// How many of some articles have a tag themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct TagUse {
    /// The tag.
    pub id: TagId,
    /// How many of the articles have it.
    pub count: u32,
}

/// The tags of one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleTags {
    /// The article.
    pub id: super::ArticleId,
    /// Its URL.
    pub url: String,
    /// Its tags, by path.
    pub tags: Vec<String>,
}

/// A tag that the pages of articles speak for: a keyword or a section. Never added by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct TagSuggestion {
    /// What it would be called; the spelling of the tag, when there is one.
    pub path: TagPath,
    /// The tag, when there is one by that name.
    pub tag: Option<TagId>,
    /// How many of the articles' pages name it.
    pub count: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> String {
        text.parse::<TagPath>().unwrap().into()
    }

    #[test]
    fn a_path_is_tidied() {
        for (text, tidy) in [
            ("world/iran/protests", "world/iran/protests"),
            ("  #World /  Middle\t East ", "World/Middle East"),
            ("e\u{301}te\u{301}", "été"),
            ("\u{200f}ایران\u{200f}/می\u{200c}رود\u{200c}", "ایران/می\u{200c}رود"),
            ("C#", "C#"),
            ("👩\u{200d}🚒", "👩\u{200d}🚒"),
            ("2026", "2026"),
        ] {
            assert_eq!(path(text), tidy, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_path_says_why() {
        for (text, reason) in [
            ("", "it is empty"),
            (" # ", "it is empty"),
            ("/", "one of its steps is empty"),
            ("world//iran", "one of its steps is empty"),
            ("world/", "one of its steps is empty"),
            ("ـ", "one of its steps is empty"),
            ("a\u{200c}/\u{200c}", "one of its steps is empty"),
            ("a\u{7}b", "it contains the control character U+0007"),
            (&"x".repeat(101), "one of its steps is longer than 100 characters"),
            (&["x"; 13].join("/"), "it has more than 12 steps"),
        ] {
            let Err(Error::Invalid { reason: said, .. }) = text.parse::<TagPath>() else {
                panic!("{text:?}")
            };
            assert_eq!(said, reason, "{text:?}");
        }
    }

    #[test]
    fn a_path_knows_its_line() {
        let path: TagPath = "world/iran/protests".parse().unwrap();
        assert_eq!(path.name(), "protests");
        assert_eq!(path.parent().unwrap().as_str(), "world/iran");
        let line: Vec<String> = path.line().into_iter().map(String::from).collect();
        assert_eq!(line, ["world", "world/iran", "world/iran/protests"]);
        assert_eq!(
            TagPath::under(path.parent().as_ref(), "elections").unwrap().as_str(),
            "world/iran/elections"
        );
    }
}
