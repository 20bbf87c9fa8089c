//! What the archive knows of a site: a rule of the person's, and what its other pages say.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What is known of the site of a page before the page is cleaned.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteKnowledge {
    /// The text of the site rule that holds for the page.
    pub rule: Option<String>,
    /// The blocks of other pages of the site, a list for each page: what [`Page::blocks`](super::Page::blocks) was there.
    pub pages: Vec<Vec<u32>>,
}

/// What became of a site rule on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct RuleUse {
    /// The hosts it is for, as it names them.
    pub host: String,
    /// Those of its keys that found something.
    pub matched: Vec<String>,
    /// Those of its keys that found nothing: there the page was read as if there were no rule.
    pub unmatched: Vec<String>,
}

/// A site rule as the archive keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct StoredRule {
    /// The hosts it is for: `example.org` or `*.example.org`.
    pub host: String,
    /// The rule itself, in the format of docs/RULES.md.
    pub text: String,
    /// When it was last changed.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub changed: Timestamp,
    /// Articles of these hosts in the archive.
    pub articles: u32,
}

/// What became of files of rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct RuleImport {
    /// Files that were read.
    pub files: u32,
    /// Lines that say something: neither empty, nor comments, nor addresses to test with.
    pub lines: u32,
    /// The hosts of the rules that are in the archive now.
    pub imported: Vec<String>,
    /// Lines that were left out of an imported rule.
    pub partly: Vec<RuleFault>,
    /// Files of which nothing was imported.
    pub failed: Vec<RuleFault>,
}

/// What a file of rules says that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct RuleFault {
    /// The file.
    pub file: String,
    /// The line, from 1; none when it is the whole file.
    pub line: Option<u32>,
    /// Why it cannot be used.
    pub why: String,
}
