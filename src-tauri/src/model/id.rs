//! Newtype identifiers, so that an article's number is never taken for a version's.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! row_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "desktop", derive(specta::Type))]
        #[serde(transparent)]
        pub struct $name(
            // Row numbers stay far below 2^53, so the window may hold them as JavaScript numbers.
            #[cfg_attr(feature = "desktop", specta(type = u32))] pub i64,
        );

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

row_id!(
    /// An article: one canonical URL, however often it was fetched.
    ArticleId
);
row_id!(
    /// One immutable capture of an article.
    VersionId
);
row_id!(
    /// What a server sent once.
    ResponseId
);
row_id!(
    /// One entry of the queue of work still to be done.
    JobId
);
row_id!(
    /// A tag, whatever its path becomes.
    TagId
);

row_id!(
    /// A person's note.
    NoteId
);
row_id!(
    /// A passage that a person marked.
    HighlightId
);
row_id!(
    /// A collection or a saved search.
    CollectionId
);
row_id!(
    /// What joins two articles.
    RelationId
);
row_id!(
    /// A group of articles that tell one story.
    StoryId
);
row_id!(
    /// A file of another program that was taken in.
    ImportId
);
row_id!(
    /// A change that can be taken back.
    StepId
);

/// The SHA-256 of an asset's bytes, as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(transparent)]
pub struct AssetHash(pub String);

impl fmt::Display for AssetHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
