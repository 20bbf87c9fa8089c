//! What a half-typed query can go on with.

use std::collections::HashMap;

use rusqlite::Connection;

use super::Library;
use super::query_reading::Units;
use crate::db;
use crate::error::Result;
use crate::model::{Completion, Completions};
use crate::search::query::{Field, Filter, Matching, Part, State, Typed, Typing, Words, typing, value_text};
use crate::search::{self, Pattern, patterns};

/// Completions of one kind where several are offered together.
const SOME: usize = 5;
/// Completions in all.
const ALL: usize = 12;
/// Characters from which on words of the archive are offered: before, there are too many.
const LETTERS: usize = 2;

/// Times as people name them.
const PERIODS: [&str; 12] = [
    "today",
    "yesterday",
    "this week",
    "last week",
    "this month",
    "last month",
    "this year",
    "last year",
    "7d",
    "30d",
    "6m",
    "1y",
];
/// Lengths as people ask for them.
const LENGTHS: [&str; 4] = ["<300", "300..800", ">800", ">2000"];

impl Library {
    /// What the text of a query can go on with at a cursor, which stands that many UTF-16 units from the beginning.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn complete_query(&self, text: &str, cursor: u32) -> Result<Completions> {
        let units = Units(text);
        let Some(typing) = typing(text, units.byte(cursor)) else {
            let items = if text.trim().is_empty() { names("", usize::MAX) } else { Vec::new() };
            return Ok(Completions { from: cursor, to: cursor, items });
        };
        let mut items = self.db().read(|conn| self.completions(conn, &typing))?;
        // What stands there already completes nothing.
        items.retain(|item| item.insert != text[typing.at.clone()]);
        items.truncate(ALL);
        Ok(Completions { from: units.of(typing.at.start), to: units.of(typing.at.end), items })
    }

    fn completions(&self, conn: &Connection, typing: &Typing) -> Result<Vec<Completion>> {
        let typed = Start::of(&typing.typed);
        let filter = match typing.of {
            Typed::Value(filter) => filter,
            Typed::Fielded(_) => return words(conn, &typing.typed, ALL),
            Typed::Word => {
                let mut items = names(&typing.typed, SOME);
                items.extend(words(conn, &typing.typed, SOME)?);
                if !typed.0.is_empty() {
                    let tags = tags(conn, &typed)?.into_iter().take(SOME);
                    items.extend(tags.map(|tag| tag.behind(Filter::Tag)));
                    let sites = self.named(conn, "host", &typed)?.into_iter().take(SOME);
                    items.extend(sites.map(|site| site.behind(Filter::Site)));
                }
                return Ok(items);
            }
        };
        Ok(match filter {
            Filter::Tag => tags(conn, &typed)?,
            Filter::Site => self.named(conn, "host", &typed)?,
            Filter::Language => self.named(conn, "language", &typed)?,
            Filter::Collection => collections(conn, &typed, false)?,
            Filter::State => fixed(State::ALL.iter().map(|state| State::name(*state)), &typed),
            Filter::Part => fixed(Part::ALL.iter().map(|part| Part::name(*part)), &typed),
            Filter::Published => fixed(PERIODS.into_iter(), &typed),
            Filter::Length => fixed(LENGTHS.into_iter(), &typed),
            Filter::Saved => {
                let searches = collections(conn, &typed, true)?;
                fixed(PERIODS.into_iter(), &typed).into_iter().chain(searches).collect()
            }
            Filter::RelatedTo => titles(conn, &typing.typed)?,
            Filter::LinksTo => {
                let sites = self.named(conn, "host", &typed)?.into_iter().take(SOME);
                sites.chain(titles(conn, &typing.typed)?).collect()
            }
        })
    }

    /// Hosts or languages, those with most articles first.
    fn named(&self, conn: &Connection, kind: &'static str, typed: &Start) -> Result<Vec<Completion>> {
        let facts = self.facts(conn)?;
        let counts = facts.tallied(|fact| if kind == "host" { fact.host } else { fact.language });
        let there = db::fact_names(conn, kind)?.into_iter().filter(|(_, name)| typed.begins(name));
        let counted = there.filter_map(|(id, name)| Some(value(&name, Some(*counts.get(&id)?))));
        Ok(sorted(counted.collect()))
    }
}

impl Completion {
    /// The value with the name of its filter.
    fn behind(self, filter: Filter) -> Self {
        let name = Filter::name(filter);
        Self { insert: format!("{name}:{}", self.insert), label: format!("{name}:{}", self.label), ..self }
    }
}

/// What was typed, folded.
struct Start(String);

impl Start {
    fn of(typed: &str) -> Self {
        Self(search::fold(typed.trim()))
    }

    /// Whether a name, or a word in it, begins so.
    fn begins(&self, name: &str) -> bool {
        let name = search::fold(name);
        let starts = |at: usize| name[at..].starts_with(&self.0);
        let ends_word = |c: char| !c.is_alphanumeric();
        starts(0) || name.match_indices(ends_word).any(|(at, sign)| starts(at + sign.len()))
    }
}

fn value(text: &str, articles: Option<u32>) -> Completion {
    Completion { insert: value_text(text), label: text.to_owned(), note: None, articles }
}

/// Those with most articles first.
fn sorted(mut items: Vec<Completion>) -> Vec<Completion> {
    items.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.label.cmp(&b.label)));
    items
}

fn fixed(names: impl Iterator<Item = &'static str>, typed: &Start) -> Vec<Completion> {
    let item = |name: &str| Completion {
        // A time of several words is read without quotation marks.
        insert: name.to_owned(),
        label: name.to_owned(),
        note: None,
        articles: None,
    };
    names.filter(|name| typed.begins(name)).map(item).collect()
}

/// Names of fields and filters that begin so, with their colon.
fn names(typed: &str, most: usize) -> Vec<Completion> {
    let typed = typed.to_lowercase();
    let fields = Field::ALL.iter().map(|field| Field::name(*field));
    let names = fields.chain(Filter::ALL.iter().map(|filter| Filter::name(*filter)));
    let item = |name: &str| {
        let text = format!("{name}:");
        Completion { insert: text.clone(), label: text, note: None, articles: None }
    };
    names.filter(|name| name.starts_with(&typed)).map(item).take(most).collect()
}

/// Words of the archive that begin so, those that most articles have first.
fn words(conn: &Connection, typed: &str, most: usize) -> Result<Vec<Completion>> {
    let start = search::fold(typed);
    let is_one = start.chars().all(|c| c.is_alphanumeric()) && start.chars().count() >= LETTERS;
    if !is_one {
        return Ok(Vec::new());
    }
    let limit = u32::try_from(most).unwrap_or(u32::MAX).saturating_add(1);
    let (found, _) = db::words_beginning(conn, &start, limit)?;
    let item = |(word, articles): (String, u64)| {
        let word = search::spelled(&word);
        let articles = u32::try_from(articles).ok();
        Completion { insert: word.clone(), label: word, note: None, articles }
    };
    Ok(found.into_iter().filter(|(word, _)| *word != start).take(most).map(item).collect())
}

fn tags(conn: &Connection, typed: &Start) -> Result<Vec<Completion>> {
    let there = db::tags(conn)?.into_iter().filter(|tag| typed.begins(tag.path.as_str()));
    Ok(sorted(there.map(|tag| value(tag.path.as_str(), Some(tag.count))).collect()))
}

/// Collections by hand, or saved searches: by name, or by path where several have one name.
fn collections(conn: &Connection, typed: &Start, searches: bool) -> Result<Vec<Completion>> {
    let all = db::collections(conn)?;
    let mut names: HashMap<&str, u32> = HashMap::new();
    all.iter().for_each(|row| *names.entry(&row.name).or_default() += 1);
    let mut items = Vec::new();
    for row in all.iter().filter(|row| row.query.is_some() == searches && typed.begins(&row.name)) {
        let is_alone = names.get(row.name.as_str()) == Some(&1) || searches;
        let name = if is_alone { row.name.clone() } else { db::collection_path(conn, row.id)?.join("/") };
        items.push(value(&name, (!searches).then_some(row.articles)));
    }
    Ok(if searches { items } else { sorted(items) })
}

/// Articles by words of their titles; what is put in is the number.
fn titles(conn: &Connection, typed: &str) -> Result<Vec<Completion>> {
    let last = typed.split_whitespace().count();
    let words = typed.split_whitespace().zip(1..).filter_map(|(word, n)| {
        let matching = if n == last { Matching::Beginning } else { Matching::Word };
        let patterns = patterns(&Words { field: None, text: word.to_owned(), matching });
        let any: Vec<String> = patterns.iter().map(Pattern::expression).collect();
        (!any.is_empty()).then(|| format!("({})", any.join(" OR ")))
    });
    let words: Vec<String> = words.collect();
    let expression = (!words.is_empty()).then(|| words.join(" AND "));
    let ids = db::titles_with(conn, expression.as_deref(), u32::try_from(SOME).unwrap_or(u32::MAX))?;
    let item = |row: crate::model::ArticleSummary| Completion {
        insert: row.id.to_string(),
        label: row.title,
        note: Some(row.site),
        articles: None,
    };
    Ok(db::summaries(conn, &ids)?.into_iter().map(item).collect())
}
