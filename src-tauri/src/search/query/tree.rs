//! The syntax tree of a query.

use super::period::Period;
use super::span::Span;

/// What a person asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// Everything: nothing was asked.
    Everything,
    /// One condition.
    Is(Condition),
    /// What does not match.
    Not(Box<Query>),
    /// What matches all; two or more, none of them an `All` itself.
    All(Vec<Query>),
    /// What matches one at least; two or more, none of them an `Any` itself.
    Any(Vec<Query>),
}

/// A condition that an article fulfils or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// It, one of its notes or one of its highlights has these words.
    Words(Words),
    /// `site:`: it is of this site, by name or host.
    Site(String),
    /// `tag:`: it has this tag or one below it.
    Tag(String),
    /// `in:`: it stands in this collection.
    Collection(String),
    /// `lang:`: it is in this language, a BCP 47 tag or the beginning of one.
    Language(String),
    /// `is:`: a person marked it so, or it is so.
    State(State),
    /// `has:`: it has such a part.
    Part(Part),
    /// `saved:`: when it was saved.
    Saved(Period),
    /// `saved:` with what is no time: a saved search of this name finds it.
    Search(String),
    /// `published:`: when it was published.
    Published(Period),
    /// `words:`: how many words it has.
    Length(Span),
    /// `links-to:`: its text links to this address, site or article.
    LinksTo(String),
    /// `related-to:`: it is related to this article.
    RelatedTo(String),
}

/// Words to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Where they must stand; `None` for anywhere.
    pub field: Option<Field>,
    /// As a person typed them, without quotation marks and star.
    pub text: String,
    /// How they match.
    pub matching: Matching,
}

/// How words match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// The whole word.
    Word,
    /// A word that begins so.
    Beginning,
    /// The words in this order, one after the other.
    Phrase,
}

macro_rules! names {
    ($(#[$of:meta])* $kind:ident { $($(#[$doc:meta])* $name:ident = $text:literal,)* }) => {
        $(#[$of])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $kind { $($(#[$doc])* $name,)* }

        impl $kind {
            /// All of them, in the order they are offered in.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// As it is typed.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The one with this name, in any case.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name().eq_ignore_ascii_case(name))
            }
        }
    };
}

names! {
    /// Where words may stand.
    Field {
        /// The headline.
        Title = "title",
        /// Authors.
        By = "by",
        /// The text of the article.
        Text = "text",
        /// A note of a person.
        Note = "note",
        /// A highlight and its note.
        Highlight = "highlight",
    }
}

names! {
    /// What an article can be.
    State {
        /// Not opened yet.
        Unread = "unread",
        /// Opened, not finished.
        Reading = "reading",
        /// Finished.
        Read = "read",
        /// Starred.
        Starred = "starred",
        /// Archived.
        Archived = "archived",
        /// In the trash.
        Trashed = "trashed",
        /// Perhaps not the whole article.
        Incomplete = "incomplete",
        /// Its page is gone.
        Dead = "dead",
    }
}

names! {
    /// What an article can have.
    Part {
        /// A note.
        Note = "note",
        /// A highlight.
        Highlight = "highlight",
        /// A tag.
        Tag = "tag",
        /// A picture.
        Image = "image",
        /// A picture that could not be kept.
        MissingImage = "missing-image",
        /// More than one version.
        Version = "version",
    }
}

names! {
    /// What stands before a colon and is no [`Field`].
    Filter {
        /// [`Condition::Site`].
        Site = "site",
        /// [`Condition::Tag`].
        Tag = "tag",
        /// [`Condition::Collection`].
        Collection = "in",
        /// [`Condition::Language`].
        Language = "lang",
        /// [`Condition::State`].
        State = "is",
        /// [`Condition::Part`].
        Part = "has",
        /// [`Condition::Saved`] and [`Condition::Search`].
        Saved = "saved",
        /// [`Condition::Published`].
        Published = "published",
        /// [`Condition::Length`].
        Length = "words",
        /// [`Condition::LinksTo`].
        LinksTo = "links-to",
        /// [`Condition::RelatedTo`].
        RelatedTo = "related-to",
    }
}

impl Query {
    /// What matches all of them.
    #[must_use]
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Vec::new();
        for part in parts {
            match part {
                Self::Everything => {}
                Self::All(parts) => all.extend(parts),
                part => all.push(part),
            }
        }
        match all.len() {
            0 => Self::Everything,
            1 => all.remove(0),
            _ => Self::All(all),
        }
    }

    /// What matches one of them; what asks for nothing does not count.
    #[must_use]
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut any = Vec::new();
        for part in parts {
            match part {
                Self::Everything => {}
                Self::Any(parts) => any.extend(parts),
                part => any.push(part),
            }
        }
        match any.len() {
            0 => Self::Everything,
            1 => any.remove(0),
            _ => Self::Any(any),
        }
    }

    /// What does not match; nothing asked and not asked is the same.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Everything => Self::Everything,
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// Every condition of the tree.
    #[cfg(test)]
    pub fn conditions(&self) -> Vec<&Condition> {
        match self {
            Self::Everything => Vec::new(),
            Self::Is(condition) => vec![condition],
            Self::Not(inner) => inner.conditions(),
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::conditions).collect(),
        }
    }
}
