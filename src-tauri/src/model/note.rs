//! Notes as the window and the command line see them. The JSON shapes are a public contract: extend, never break.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ArticleId, NoteId};

/// A person's note, on an article or for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Note {
    /// The note.
    pub id: NoteId,
    /// What was written, as Markdown.
    pub text: String,
    /// When it was begun.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub created: Timestamp,
    /// When its text was changed last. Names the text it has: no two changes have the same.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub updated: Timestamp,
    /// The article it is on; none for a research note.
    pub article: Option<ArticleId>,
    /// That article's headline.
    pub article_title: Option<String>,
    /// Its first line as plain text, at most 120 characters; empty for an empty note.
    pub title: String,
    /// What comes after the first line as plain text, at most 240 characters.
    pub excerpt: String,
}

/// What a person's text of a note was made from, so that nobody else's change is written over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct NoteBasis {
    /// The `updated` of the note then.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub updated: Timestamp,
    /// The article it was on, for a note that is gone meanwhile.
    pub article: Option<ArticleId>,
}

impl Note {
    /// What a text that is made from this note is made from.
    #[must_use]
    pub fn basis(&self) -> NoteBasis {
        NoteBasis { updated: self.updated, article: self.article }
    }
}

/// Part of a list of notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct NotePage {
    /// The notes asked for, those changed last first.
    pub rows: Vec<Note>,
    /// Notes of the whole list.
    pub total: u32,
}

/// A request for part of a list of notes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(default)]
pub struct NoteQuery {
    /// Only notes on this article.
    pub article: Option<ArticleId>,
    /// Only notes without an article.
    pub standalone: bool,
    /// Only notes with all these words.
    pub find: Option<String>,
    /// Rows to skip.
    pub offset: u32,
    /// At most so many rows.
    pub limit: u32,
}

/// What became of a text that was to be written into a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct NoteWritten {
    /// The note that has the text now.
    pub note: Note,
    /// The note it was meant for, when that was changed by somebody else since: it keeps their text, and `note` is a new
    /// one.
    pub kept: Option<Note>,
    /// Whether the note it was meant for is gone; `note` is a new one then.
    pub was_gone: bool,
}

/// A note that links to an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct NoteMention {
    /// The note.
    pub note: NoteId,
    /// Its first line.
    pub title: String,
    /// The article that it is on.
    pub article: Option<ArticleId>,
    /// That article's headline.
    pub article_title: Option<String>,
    /// When it was changed last.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub updated: Timestamp,
    /// The sentence that the link stands in, as plain text.
    pub sentence: String,
}

/// An article that a link of a note may lead to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct LinkTarget {
    /// The article.
    pub id: ArticleId,
    /// Its headline.
    pub title: String,
    /// Its site.
    pub site: String,
    /// Its date of publication.
    pub published: Option<String>,
    /// What to write to link to it, and to no other article: `[[Title]]`, or with its URL.
    pub link: String,
}
