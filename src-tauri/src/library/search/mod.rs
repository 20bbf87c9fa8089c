//! Searching: from what a person asks for to the articles that have it.

mod answer;
mod catch_up;
mod facts;
mod filters;
pub(super) mod index;
mod limits;
mod run;
mod score;
mod shelf;
mod tag_words;
mod tally;
mod turn;
mod vocabulary;

use std::sync::Arc;

use jiff::Zoned;

pub(super) use answer::Answer;
pub(super) use facts::Facts;
pub(super) use filters::{collections_called, searches_called, tags_called};
pub(super) use limits::Limits;
pub(super) use shelf::MadeShelves;
pub(super) use tag_words::MadeTagWords;
pub(super) use turn::LastTurn;

use crate::model::ListQuery;
use crate::search::query::{Condition, Matching, Query, parse};

/// The time and the time zone of the person, from which `today` and `last week` are told: only entries read the system's.
#[derive(Clone)]
pub struct LocalTime(pub Arc<dyn Fn() -> Zoned + Send + Sync>);

impl Default for LocalTime {
    /// A time that stands still, for archives that nobody asks for a date.
    fn default() -> Self {
        Self(Arc::new(|| Zoned::new(jiff::Timestamp::UNIX_EPOCH, jiff::tz::TimeZone::UTC)))
    }
}

impl std::fmt::Debug for LocalTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("LocalTime").field(&(self.0)()).finish()
    }
}

/// What a list's text asks for; while it is typed, its last word is the beginning of one.
pub(super) fn asked(query: &ListQuery) -> Query {
    let text = query.find.as_deref().unwrap_or_default();
    let mut asked = parse(text).query;
    if query.typing && !text.ends_with(char::is_whitespace) {
        open_last(&mut asked);
    }
    asked
}

fn open_last(query: &mut Query) {
    match query {
        Query::Is(Condition::Words(words)) if words.matching == Matching::Word => {
            words.matching = Matching::Beginning;
        }
        Query::All(parts) | Query::Any(parts) => parts.last_mut().into_iter().for_each(open_last),
        Query::Not(inner) => open_last(inner),
        Query::Everything | Query::Is(_) => {}
    }
}
