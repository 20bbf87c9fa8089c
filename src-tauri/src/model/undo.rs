//! Changes that can be taken back.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::StepId;

/// What a person did, for telling and for taking it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each says what was done")]
pub enum Action {
    Star,
    Unstar,
    Archive,
    Unarchive,
    Trash,
    Restore,
    Repair,
    /// All corrections of a copy are taken away.
    ClearRepairs,
    MarkUnread,
    MarkReading,
    MarkRead,
    /// Several flags at once.
    Mark,
    /// A note was begun or changed.
    WriteNote,
    DeleteNote,
    ShowVersion,
    Watch,
    Unwatch,
    /// Related articles are not to be shown any more.
    DismissRelated,
    Tag,
    Untag,
    /// Tags given and others taken at once.
    Retag,
    RenameTag,
    MoveTags,
    MergeTags,
    DeleteTags,
    ColorTags,
    NewCollection,
    RenameCollection,
    DescribeCollection,
    CoverCollection,
    MoveCollection,
    DeleteCollection,
    AddToCollection,
    RemoveFromCollection,
    /// Order articles of a collection by hand.
    ArrangeCollection,
    NewSearch,
    RenameSearch,
    ChangeSearch,
    DeleteSearch,
    Highlight,
    /// A highlight's note or tags were changed.
    EditHighlight,
    ColorHighlight,
    DeleteHighlight,
    Relate,
    /// A relation's kind or note was changed.
    ChangeRelation,
    Unrelate,
    /// Articles were said to be no copies of another one.
    NotDuplicate,
    /// That is taken back.
    Duplicate,
    /// Articles became one with another.
    Merge,
    RenameStory,
    PinStory,
    UnpinStory,
    JoinStories,
    SplitStory,
    AddToStory,
    TakeFromStory,
}

/// What a change was, in so many words that each language can tell it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct What {
    /// What was done.
    pub action: Action,
    /// To how many things.
    pub count: u32,
    /// The name of what it was done with, such as a tag's path.
    pub name: Option<String>,
}

impl What {
    /// Something done to `count` things.
    #[must_use]
    pub fn new(action: Action, count: usize) -> Self {
        Self { action, count: u32::try_from(count).unwrap_or(u32::MAX), name: None }
    }

    /// The same, with the name of what it was done with.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..self }
    }
}

/// A value that a change yields, with the step that takes the change back; without one nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct Changed<T> {
    /// What came of it.
    pub value: T,
    /// What [`undo`](crate::library::Library::undo) takes back.
    pub step: Option<StepId>,
}

/// A change of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct UndoStep {
    /// Its number.
    pub id: StepId,
    /// When it was made.
    #[cfg_attr(feature = "desktop", specta(type = String))]
    pub made: Timestamp,
    /// What it was.
    pub what: What,
    /// Whether it was taken back, so that it can be done again.
    pub undone: bool,
}
