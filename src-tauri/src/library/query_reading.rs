//! How the text of a query is understood, for whoever shows it.

use rusqlite::Connection;

use super::Library;
use super::article::article_called;
use super::search::{collections_called, searches_called, tags_called};
use crate::error::Result;
use crate::model::{QueryFault, QueryPart, QueryProblem, QueryReading};
use crate::search::Sought;
use crate::search::query::{Condition, Fault, Parsed, TextPart, parse};

impl Library {
    /// How the text of a query is understood: its parts, and what makes no sense in it. Every text is a query.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn read_query(&self, text: &str) -> Result<QueryReading> {
        let Parsed { query, problems, parts, filters } = parse(text);
        let units = Units(text);
        let mut told: Vec<QueryProblem> = problems
            .into_iter()
            .map(|problem| QueryProblem {
                from: units.of(problem.at.start),
                to: units.of(problem.at.end),
                fault: fault(problem.fault),
            })
            .collect();
        self.db().read(|conn| {
            for (at, condition) in &filters {
                if !is_there(conn, condition)? {
                    let (from, to) = (units.of(at.start), units.of(at.end));
                    told.push(QueryProblem { from, to, fault: QueryFault::NotThere });
                }
            }
            Ok(())
        })?;
        told.sort_by_key(|problem| (problem.from, problem.to));
        Ok(QueryReading {
            parts: parts.into_iter().map(|part| units.part(part)).collect(),
            problems: told,
            has_words: Sought::any(&query),
        })
    }
}

/// Places of a text in UTF-16 units, which the window counts in.
pub(super) struct Units<'a>(pub(super) &'a str);

impl Units<'_> {
    /// The unit at a byte.
    pub(super) fn of(&self, byte: usize) -> u32 {
        u32::try_from(self.0[..byte].encode_utf16().count()).unwrap_or(u32::MAX)
    }

    /// The byte at a unit: the end of the text for one beyond it, the character's beginning for one inside it.
    pub(super) fn byte(&self, unit: u32) -> usize {
        let mut units = 0;
        let after = self.0.char_indices().find(|(_, c)| {
            units += c.len_utf16();
            units > unit as usize
        });
        after.map_or(self.0.len(), |(byte, _)| byte)
    }

    fn part(&self, part: TextPart) -> QueryPart {
        QueryPart {
            from: self.of(part.at.start),
            to: self.of(part.at.end),
            filter: part.name.map(str::to_owned),
            value: part.value,
            negated: part.negated,
        }
    }
}

/// Whether the archive has what a filter names.
fn is_there(conn: &Connection, condition: &Condition) -> Result<bool> {
    Ok(match condition {
        Condition::Tag(name) => !tags_called(conn, name)?.is_empty(),
        Condition::Collection(name) => !collections_called(conn, name)?.is_empty(),
        Condition::Search(name) => !searches_called(conn, name)?.is_empty(),
        Condition::RelatedTo(name) => article_called(conn, name)?.is_some(),
        _ => true,
    })
}

fn fault(fault: Fault) -> QueryFault {
    match fault {
        Fault::UnknownName => QueryFault::UnknownName,
        Fault::UnknownValue => QueryFault::UnknownValue,
        Fault::NoValue => QueryFault::NoValue,
        Fault::Unbalanced => QueryFault::Unbalanced,
        Fault::Alone => QueryFault::Alone,
        Fault::TooMuch => QueryFault::TooMuch,
    }
}
