//! What a person corrected in an article's copy, and the page it was chosen from.

use serde::{Deserialize, Serialize};

use super::{Picture, Reason, VersionId};

/// A person's corrections of an article's copy. They are the last word, whatever cleaned the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Repairs {
    /// Blocks that do not belong to the article.
    pub removed: Vec<BlockMark>,
    /// Blocks that do, although they were left out. A block that is in both lists is one of the article's.
    pub restored: Vec<BlockMark>,
    /// What is said of the article in place of what the page says.
    pub fields: RepairedFields,
}

impl Repairs {
    /// Whether nothing is corrected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether blocks are removed or brought back.
    #[must_use]
    pub fn has_blocks(&self) -> bool {
        !self.removed.is_empty() || !self.restored.is_empty()
    }
}

/// What a person says of an article; nothing stands for what the page says, an empty value for "there is none".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct RepairedFields {
    /// Headline; never empty.
    pub title: Option<String>,
    /// Authors in order.
    pub authors: Option<Vec<String>>,
    /// Name of the site or publication.
    pub site: Option<String>,
    /// Publication date as ISO 8601 of any precision: `2018`, `2018-06`, `2018-06-01`, `2018-06-01T10:00:00+03:30`.
    pub published: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Which way the article reads.
    pub direction: Option<Direction>,
}

/// Which way a text reads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    #[default]
    Ltr,
    /// From right to left.
    Rtl,
}

/// How a block is found again: on the same page read by a later version of this program, and on a changed page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct BlockMark {
    /// HTML name of the block, such as `p` or `figure`.
    pub tag: String,
    /// How its text begins, or the name of its picture: for people.
    pub text: String,
    /// Stands for its content (letters and digits alone, or the address of its picture) as 16 hexadecimal digits.
    pub hash: String,
    /// The same of the block before it.
    pub before: Option<String>,
    /// The same of the block after it.
    pub after: Option<String>,
    /// Which block of the page it is, from 0.
    pub at: u32,
    /// How many blocks the page has.
    pub of: u32,
    /// The smallest numbers of the runs of letters in a longer text, ascending: a text that was edited a little is known by
    /// them (bottom-k sketch; Broder 1997).
    pub sketch: Vec<u32>,
}

/// What became of corrections on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct RepairUse {
    /// Marks whose block is not on the page.
    pub unmatched: Vec<BlockMark>,
}

/// All blocks of an article's page, to choose from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct PageBlocks {
    /// The blocks in the order of the page, each followed by the blocks inside of it.
    pub blocks: Vec<PageBlock>,
    /// Blocks that are left out here, because the page has too many.
    pub left_off: u32,
    /// What is said of the article without corrections.
    pub said: SaidFields,
    /// The corrections that are in force.
    pub repairs: Repairs,
    /// Those of its marks whose block is not on the page.
    pub unmatched: Vec<BlockMark>,
    /// The pictures that the blocks show.
    #[serde(default)]
    #[cfg_attr(feature = "desktop", specta(skip))]
    pub pictures: Vec<Picture>,
}

/// What is said of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct SaidFields {
    /// Headline.
    pub title: String,
    /// Authors in order.
    pub authors: Vec<String>,
    /// Name of the site or publication.
    pub site: Option<String>,
    /// Publication date as ISO 8601.
    pub published: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Which way it reads.
    pub direction: Direction,
}

/// A block of a page: a paragraph, a picture, a table; or a part of one, such as an item of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct PageBlock {
    /// Its number, from 0: its place in the list.
    pub number: u32,
    /// The number of the block that it is a part of.
    pub within: Option<u32>,
    /// The response that it stands in, from 1, of an article in several.
    pub page: u32,
    /// HTML name, such as `p` or `figure`.
    pub tag: String,
    /// The beginning of its text; of a picture its caption, description or file name.
    pub text: String,
    /// Words of its text.
    pub words: u32,
    /// Its sanitised HTML, where it is no part of another; parts carry the id `lede-part-NUMBER`. Pictures are as in
    /// [`Article::html`](super::Article::html).
    pub html: Option<String>,
    /// Whether it is in the copy that would be made without corrections.
    pub kept: bool,
    /// Whether it is in the copy with them.
    pub shown: bool,
    /// Why it is kept or not; of a part, the reason of the whole.
    pub reason: BlockReason,
    /// What spoke most for or against it.
    #[cfg_attr(feature = "desktop", specta(skip))]
    pub strongest: Vec<Reason>,
    /// How it is found again.
    pub mark: BlockMark,
}

/// What decided of a block of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "kebab-case", tag = "by")]
pub enum BlockReason {
    /// How likely it is of the article, by what it is and where it stands.
    Odds {
        /// Probability, 0 to 1.
        #[cfg_attr(feature = "desktop", specta(type = specta_typescript::Number))]
        probability: f32,
    },
    /// It has no words of its own and goes with the blocks around it.
    Neighbours,
    /// It belongs to what is kept: a caption's picture, a heading, a note that the text refers to.
    Ties,
    /// A key of the site rule.
    Rule {
        /// The key, such as `body`, `keep` or `remove`.
        key: String,
    },
    /// It stands on other pages of the site, too.
    Repeated {
        /// On how many of those that are known.
        pages: u32,
    },
    /// It stands in a dialog, a form or a toolbar.
    Machinery,
    /// A list of other stories, or another story.
    OtherStories,
    /// The article's blocks were tidied: a promotion, a label, or what is said elsewhere, such as the headline or a picture.
    Tidied,
    /// The article was read from the page's data: its blocks are kept, those of the markup are not.
    PageData,
}

/// What came of correcting an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct RepairOutcome {
    /// The version that is shown now.
    pub version: VersionId,
    /// Words of its text.
    pub words: u32,
    /// Marks whose block is not on the page.
    pub unmatched: Vec<BlockMark>,
    /// Pictures of it that nobody has fetched yet.
    pub pictures_to_fetch: u32,
}

/// What corrections would make of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct RepairPreview {
    /// Clean HTML, pictures as in [`Article::html`](super::Article::html).
    pub html: String,
    /// Headline.
    pub title: String,
    /// Authors in order.
    pub authors: Vec<String>,
    /// Name of the site or publication.
    pub site: Option<String>,
    /// Publication date as ISO 8601.
    pub published: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Which way it reads.
    pub direction: Direction,
    /// Words of the text.
    pub words: u32,
    /// Marks whose block is not on the page.
    pub unmatched: Vec<BlockMark>,
}
