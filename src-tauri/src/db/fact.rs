//! What articles are narrowed, counted and ranked by, packed so that those of a million are read in milliseconds.

use rusqlite::{Connection, OptionalExtension, Transaction};

use crate::error::Result;
use crate::model::ArticleId;

/// Articles of a block.
const BLOCK: i64 = 512;
/// Bytes of an article: six numbers of four bytes, little-endian, as [`Fact`] has them, the last being language and words.
const SIZE: usize = 24;
/// The day of an article without a date.
const NO_DAY: i32 = i32::MIN;

/// What is known of one article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fact {
    /// Words of it in the index; 0 for an article that is not in it.
    pub length: u32,
    /// Number of its host.
    pub host: u32,
    /// Number of its site's name.
    pub site: u32,
    /// Number of its language; 0 for none.
    pub language: u32,
    /// Words of its text.
    pub words: u32,
    /// Day of publication, in days since 1970-01-01 UTC.
    pub published: Option<i32>,
    /// Day of saving, in the same.
    pub saved: i32,
}

impl Fact {
    /// The day that it is as old as.
    #[must_use]
    pub fn day(&self) -> i32 {
        self.published.unwrap_or(self.saved)
    }

    fn read(bytes: &[u8]) -> Self {
        let number = |at: usize| {
            bytes.get(at..at + 4).and_then(|part| part.try_into().ok()).map_or(0, u32::from_le_bytes)
        };
        let day = |at: usize| i32::from_le_bytes(number(at).to_le_bytes());
        let last = number(20);
        Self {
            length: number(0),
            host: number(4),
            site: number(8),
            published: Some(day(12)).filter(|day| *day != NO_DAY),
            saved: day(16),
            language: last >> 20,
            words: last & WORDS,
        }
    }

    fn write(&self, bytes: &mut [u8]) {
        let last = self.language << 20 | self.words.min(WORDS);
        let published = self.published.unwrap_or(NO_DAY);
        let parts = [
            self.length.to_le_bytes(),
            self.host.to_le_bytes(),
            self.site.to_le_bytes(),
            published.to_le_bytes(),
            self.saved.to_le_bytes(),
            last.to_le_bytes(),
        ];
        bytes.iter_mut().zip(parts.as_flattened()).for_each(|(to, from)| *to = *from);
    }
}

/// The lower 20 bits of the last number; the others are the language.
const WORDS: u32 = 0xf_ffff;

/// Keeps what is known of an article (`None`: it is gone), and returns what was before.
///
/// # Errors
/// SQLite's own.
pub fn set_fact(tx: &Transaction<'_>, id: ArticleId, fact: Option<&Fact>) -> Result<Fact> {
    let block = id.0 / BLOCK;
    let at = usize::try_from(id.0 % BLOCK).unwrap_or(0) * SIZE;
    let stored: Option<Vec<u8>> = tx
        .prepare_cached("SELECT facts FROM search_fact WHERE block = ?1")?
        .query_row([block], |row| row.get(0))
        .optional()?;
    let mut facts = stored.unwrap_or_default();
    if facts.len() < at + SIZE {
        facts.resize(at + SIZE, 0);
    }
    let before = Fact::read(&facts[at..at + SIZE]);
    match fact {
        Some(fact) => fact.write(&mut facts[at..at + SIZE]),
        None => facts[at..at + SIZE].fill(0),
    }
    tx.prepare_cached(
        "INSERT INTO search_fact (block, facts) VALUES (?1, ?2) ON CONFLICT (block) DO UPDATE SET facts = excluded.facts",
    )?
    .execute((block, facts))?;
    Ok(before)
}

/// The facts of all articles, each at the place of its number.
///
/// # Errors
/// SQLite's own.
pub fn facts(connection: &Connection) -> Result<Vec<Fact>> {
    let mut statement = connection.prepare_cached("SELECT block, facts FROM search_fact ORDER BY block")?;
    let mut rows = statement.query([])?;
    let mut facts = Vec::new();
    while let Some(row) = rows.next()? {
        let first = usize::try_from(row.get::<_, i64>(0)? * BLOCK).unwrap_or(0);
        facts.resize(first, Fact::default());
        facts.extend(
            row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?.chunks_exact(SIZE).map(Fact::read),
        );
    }
    Ok(facts)
}

/// What an article's row says of it, with the numbers of its names, which they get when they have none; the words of the index
/// are still to be counted.
///
/// # Errors
/// SQLite's own.
pub fn fact_of(tx: &Transaction<'_>, id: ArticleId) -> Result<Fact> {
    let day = |millis: i64| i32::try_from(millis.div_euclid(86_400_000)).unwrap_or(NO_DAY);
    let (host, site, language, fact) = tx
        .prepare_cached(
            "SELECT host, site, language, published_sort, saved, words FROM article WHERE id = ?1",
        )?
        .query_row([id.0], |row| {
            let published: Option<i64> = row.get(3)?;
            let fact = Fact {
                published: published.map(day),
                saved: day(row.get(4)?),
                words: row.get(5)?,
                ..Fact::default()
            };
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, Option<String>>(2)?, fact))
        })?;
    let language = match language {
        Some(language) => fact_name(tx, "language", &language)?,
        None => 0,
    };
    Ok(Fact { host: fact_name(tx, "host", &host)?, site: fact_name(tx, "site", &site)?, language, ..fact })
}

/// The names of a kind (`host`, `site`, `language`) with their numbers.
///
/// # Errors
/// SQLite's own.
pub fn fact_names(connection: &Connection, kind: &str) -> Result<Vec<(u32, String)>> {
    let mut statement = connection.prepare_cached("SELECT id, name FROM search_name WHERE kind = ?1")?;
    let names = statement.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// The number of a name, which it gets when it has none.
fn fact_name(tx: &Transaction<'_>, kind: &str, name: &str) -> Result<u32> {
    let known = tx
        .prepare_cached("SELECT id FROM search_name WHERE kind = ?1 AND name = ?2")?
        .query_row((kind, name), |row| row.get(0))
        .optional()?;
    match known {
        Some(id) => Ok(id),
        None => Ok(tx
            .prepare_cached(
                "INSERT INTO search_name (kind, id, name)
                 SELECT ?1, coalesce(max(id), 0) + 1, ?2 FROM search_name WHERE kind = ?1 RETURNING id",
            )?
            .query_row((kind, name), |row| row.get(0))?),
    }
}

/// The whole of the index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Whole {
    /// Articles in it.
    pub articles: u64,
    /// Words of them.
    pub words: u64,
    /// A number that differs after any of them changed.
    pub changes: u64,
}

/// How large the index is, and a number that says whether it is still the same.
///
/// # Errors
/// SQLite's own.
pub fn whole_index(connection: &Connection) -> Result<Whole> {
    let mut statement = connection.prepare_cached("SELECT articles, words, changes FROM search_whole")?;
    Ok(statement.query_row([], |row| {
        let number = |name| row.get::<_, i64>(name).map(i64::unsigned_abs);
        Ok(Whole { articles: number("articles")?, words: number("words")?, changes: number("changes")? })
    })?)
}

/// Adds to what the index holds, or takes away.
///
/// # Errors
/// SQLite's own.
pub fn count_whole(tx: &Transaction<'_>, articles: i64, words: i64) -> Result<()> {
    tx.prepare_cached(
        "UPDATE search_whole SET articles = articles + ?1, words = words + ?2, changes = changes + 1",
    )?
    .execute((articles, words))?;
    Ok(())
}

/// Makes the size of the index anew, and takes the facts of articles away that are gone.
///
/// # Errors
/// SQLite's own.
pub fn recount_whole(tx: &Transaction<'_>) -> Result<()> {
    let mut is_there =
        tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM search_article WHERE article_id = ?1)")?;
    let (mut articles, mut words) = (0_i64, 0_i64);
    for (id, fact) in (0_i64..).zip(facts(tx)?).filter(|(_, fact)| *fact != Fact::default()) {
        if is_there.query_row([id], |row| row.get(0))? {
            (articles, words) = (articles + 1, words + i64::from(fact.length));
        } else {
            set_fact(tx, ArticleId(id), None)?;
        }
    }
    tx.execute(
        "UPDATE search_whole SET articles = ?1, words = ?2, changes = changes + 1",
        (articles, words),
    )?;
    Ok(())
}
