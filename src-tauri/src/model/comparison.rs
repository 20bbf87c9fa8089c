//! What differs between two copies of an article.

use serde::{Deserialize, Serialize};

use super::{AssetHash, VersionId};

/// The difference of two versions of an article, or of those that two articles show, from the first to the second.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct VersionComparison {
    /// The first.
    pub before: VersionId,
    /// The second.
    pub after: VersionId,
    /// What differs.
    #[serde(flatten)]
    pub comparison: Comparison,
}

/// The difference of two copies, as data: what is the same stands between what went and what came.
///
/// The text of the first copy is that of all paragraphs but those that were added or moved here, of their segments that
/// are the same, removed or moved away, joined by empty lines; the text of the second accordingly.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Comparison {
    /// The headline.
    pub title: Vec<Segment>,
    /// The authors' names, separated by commas.
    pub byline: Vec<Segment>,
    /// The text.
    pub paragraphs: Vec<ComparedParagraph>,
    /// Pictures of the first copy that the second lacks.
    pub pictures_removed: Vec<ComparedPicture>,
    /// Pictures of the second copy that the first lacks.
    pub pictures_added: Vec<ComparedPicture>,
    /// What differs, as counts.
    pub summary: ChangeSummary,
    /// Whether some passages were too long to be compared word by word; they are told as replaced.
    pub coarse: bool,
}

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Segment {
    /// What became of it.
    pub kind: SegmentKind,
    /// Its words, white space and punctuation included.
    pub text: String,
}

/// What became of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum SegmentKind {
    /// It stands in both copies.
    Same,
    /// Only the first copy has it.
    Removed,
    /// Only the second copy has it.
    Added,
    /// It stands here in the first copy and elsewhere in the second.
    MovedAway,
    /// It stands here in the second copy and elsewhere in the first.
    MovedHere,
}

/// A paragraph of either copy, or of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ComparedParagraph {
    /// What became of it.
    pub kind: ParagraphKind,
    /// Its place in the first copy, from 0.
    pub before: Option<u32>,
    /// Its place in the second copy, from 0.
    pub after: Option<u32>,
    /// Whether it reads from right to left; `None` when it has no letters.
    pub rtl: Option<bool>,
    /// Its text in pieces. Those of a paragraph that moved here are told against where it stood before.
    pub segments: Vec<Segment>,
}

/// What became of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum ParagraphKind {
    /// It stands in both copies, word for word.
    Same,
    /// It stands in both copies with other words.
    Changed,
    /// Only the first copy has it.
    Removed,
    /// Only the second copy has it.
    Added,
    /// It stands here in the first copy; in the second, at `after`.
    MovedAway,
    /// It stands here in the second copy; in the first, at `before`.
    MovedHere,
}

/// A picture as it is told apart from others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ComparedPicture {
    /// Where it was.
    pub url: String,
    /// Its file, if it was fetched.
    pub hash: Option<AssetHash>,
}

/// Counts of what differs, which each language words itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(default)]
pub struct ChangeSummary {
    /// Whether the headline differs.
    pub title: bool,
    /// Whether the authors differ.
    pub byline: bool,
    /// Sentences that only the first copy has.
    pub sentences_removed: u32,
    /// Sentences that only the second copy has.
    pub sentences_added: u32,
    /// Sentences that have other words.
    pub sentences_changed: u32,
    /// Sentences that stand, unchanged, in another paragraph.
    pub sentences_moved: u32,
    /// Paragraphs that stand elsewhere.
    pub paragraphs_moved: u32,
    /// Words that went.
    pub words_removed: u32,
    /// Words that came.
    pub words_added: u32,
    /// Pictures that went.
    pub pictures_removed: u32,
    /// Pictures that came.
    pub pictures_added: u32,
    /// Whether anything else differs: markup, links, captions.
    pub markup: bool,
}

impl ChangeSummary {
    /// Whether nothing that a person reads or looks at differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self { markup: self.markup, ..Self::default() }
    }
}
