//! Where a row of another archive belongs in this one.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::Transaction;

use super::saved_search::renumbered;
use crate::db;
use crate::error::Result;
use crate::library::prepared::{compress, sha256};
use crate::library::proof;
use crate::model::{ArticleId, Cell, ColumnKind, Record, Table, VersionId};

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Placed {
    /// It was not there; its number.
    New(Option<i64>),
    /// It was there; what it lacked was added.
    There(Option<i64>),
    /// It is left out on purpose.
    Skipped(String),
    /// It cannot be stored.
    Failed(String),
}

/// Which numbers of the file are which here.
pub(super) struct Placing {
    /// Whether the archive was empty: everything keeps its number then.
    is_empty: bool,
    now: Timestamp,
    numbers: HashMap<&'static str, HashMap<i64, i64>>,
    /// By an article's number here, the version that it shows and the one it was changed from, as the file numbers them.
    shown: HashMap<i64, (Option<i64>, Option<i64>)>,
}

impl Placing {
    pub(super) fn new(is_empty: bool, now: Timestamp) -> Self {
        Self { is_empty, now, numbers: HashMap::new(), shown: HashMap::new() }
    }

    /// Puts a row where it belongs.
    pub(super) fn place(&mut self, tx: &Transaction<'_>, mut record: Record) -> Result<Placed> {
        let table = record.table;
        if table.name == "capture_chain" && !self.is_empty {
            return Ok(Placed::Skipped("this archive has a chain of captures of its own".to_owned()));
        }
        if let Err(why) = is_what_it_says(&record) {
            return Ok(Placed::Failed(why));
        }
        if let Err(why) = self.renumber(table, &mut record.cells, None) {
            return Ok(Placed::Failed(why));
        }
        if let Err(why) = self.renumber_search(&mut record) {
            return Ok(Placed::Failed(why));
        }
        let old = record.integer("id");
        if let Some(there) = self.find(tx, &record)? {
            self.remember(table, old, there);
            self.add_parts(tx, &record, Some(there), true)?;
            return Ok(Placed::There(Some(there)));
        }
        let later = self.take_out_shown(&mut record);
        let cells = self.stored(&record)?;
        let Some(new) = db::put_cells(tx, table, &cells, false)? else {
            return Ok(Placed::Failed("it does not fit beside what is there".to_owned()));
        };
        let id = table.is_numbered().then_some(new);
        self.remember(table, old, new);
        if table.name == "article" {
            self.shown.insert(new, later);
        }
        self.add_parts(tx, &record, id, false)?;
        if table.name == "version" {
            self.show(tx, &record, old, new)?;
        }
        Ok(Placed::New(id))
    }

    /// The number of what is there already and is the same thing.
    fn find(&self, tx: &Transaction<'_>, record: &Record) -> Result<Option<i64>> {
        let table = record.table;
        if let ("article", Some(url)) = (table.name, record.text("url"))
            && let Some(id) = db::article_by_url(tx, url)?
        {
            return Ok(Some(id.0));
        }
        let same: Vec<_> = table.same.iter().map(|name| (*name, record.cell(name))).collect();
        db::same_row(tx, table, &same)
    }

    /// Turns numbers of the file into those of this archive.
    fn renumber(&self, table: &Table, cells: &mut [Cell], owner: Option<&str>) -> Result<(), String> {
        for (column, cell) in table.columns.iter().zip(cells) {
            let (ColumnKind::Ref(parent), Cell::Integer(old)) = (column.kind, &*cell) else { continue };
            // Which version an article shows is said when that is there.
            if Some(column.name) == owner || (table.name == "article" && parent == "version") {
                continue;
            }
            *cell = match self.numbers.get(parent).and_then(|numbers| numbers.get(old)) {
                Some(new) => Cell::Integer(*new),
                None if column.optional => Cell::Null,
                None => return Err(format!("the {parent} {old} that it belongs to did not come in")),
            };
        }
        Ok(())
    }

    /// Does so in what a saved search looks for.
    fn renumber_search(&self, record: &mut Record) -> Result<(), String> {
        if self.is_empty || record.table.name != "collection" {
            return Ok(());
        }
        let (Some(at), Some(query)) = (record.table.position("query"), record.text("query")) else {
            return Ok(());
        };
        let number = |table: &'static str, old: i64| self.numbers.get(table)?.get(&old).copied();
        record.cells[at] = Cell::Text(renumbered(query, &number)?);
        Ok(())
    }

    fn remember(&mut self, table: &'static Table, old: Option<i64>, new: i64) {
        if let Some(old) = old {
            self.numbers.entry(table.name).or_default().insert(old, new);
        }
    }

    /// An article is there before its versions are: which it shows is kept until then.
    fn take_out_shown(&self, record: &mut Record) -> (Option<i64>, Option<i64>) {
        let mut take = |name: &str| {
            let taken = (record.table.name == "article").then(|| record.integer(name)).flatten();
            if taken.is_some()
                && let Some(at) = record.table.position(name)
            {
                record.cells[at] = Cell::Null;
            }
            taken
        };
        (take("version_id"), take("changed_from"))
    }

    /// The columns as they are stored: compressed where they are, without a number where another one is given.
    fn stored(&self, record: &Record) -> Result<Vec<(usize, Cell)>> {
        let keeps = self.is_empty;
        let columns = record.table.columns.iter().enumerate().zip(&record.cells);
        let wanted = columns.filter(|((_, column), _)| keeps || column.kind != ColumnKind::Id);
        wanted
            .map(|((at, column), cell)| match (column.kind, cell) {
                (ColumnKind::Packed, Cell::Bytes(bytes)) => Ok((at, Cell::Bytes(compress(bytes)?))),
                _ => Ok((at, cell.clone())),
            })
            .collect()
    }

    /// Adds what belongs to a row. What is there already of it stays; versions and notes are as they are.
    fn add_parts(
        &self,
        tx: &Transaction<'_>,
        record: &Record,
        id: Option<i64>,
        was_there: bool,
    ) -> Result<()> {
        let Some(id) = id else { return Ok(()) };
        if was_there && matches!(record.table.name, "version" | "note") {
            return Ok(());
        }
        for (list, rows) in &record.lists {
            let Some((_, owner)) = list.within else { continue };
            for row in rows {
                let mut row = row.clone();
                if self.renumber(list, &mut row, Some(owner)).is_err() {
                    continue;
                }
                if let Some(at) = list.position(owner) {
                    row[at] = Cell::Integer(id);
                }
                if list.name == "version_asset" {
                    without_lost_picture(tx, list, &mut row)?;
                }
                let cells: Vec<_> = row.into_iter().enumerate().collect();
                db::put_cells(tx, list, &cells, false)?;
                if let ("url_claim", Some((_, Cell::Text(url)))) = (list.name, cells.first()) {
                    db::settle_url(tx, url)?;
                }
            }
        }
        Ok(())
    }

    /// Shows a version that its article shows, and brings it into the chain.
    fn show(&self, tx: &Transaction<'_>, record: &Record, old: Option<i64>, new: i64) -> Result<()> {
        let Some(article) = record.integer("article_id") else { return Ok(()) };
        match self.shown.get(&article) {
            Some((shown, changed_from)) => {
                if *shown == old {
                    db::point_at_version(tx, ArticleId(article), VersionId(new))?;
                }
                if *changed_from == old && old.is_some() {
                    db::set_changed_from(tx, ArticleId(article), Some(VersionId(new)))?;
                }
            }
            // The article was there, and may have no copy at all.
            None => db::point_where_none(tx, ArticleId(article), VersionId(new))?,
        }
        // An empty archive gets the chain as it was.
        if self.is_empty { Ok(()) } else { proof::chain(tx, VersionId(new), self.now) }
    }
}

/// A picture that is not in the archive is missing, and says so.
fn without_lost_picture(tx: &Transaction<'_>, table: &Table, row: &mut [Cell]) -> Result<()> {
    let (Some(at), Some(reason), Some(message)) =
        (table.position("asset_id"), table.position("reason"), table.position("message"))
    else {
        return Ok(());
    };
    let Cell::Text(sum) = &row[at] else { return Ok(()) };
    if db::has_asset(tx, sum)? {
        return Ok(());
    }
    row[at] = Cell::Null;
    row[reason] = Cell::Text("skipped".to_owned());
    row[message] = Cell::Text("the picture was not in the file that was imported".to_owned());
    Ok(())
}

/// Whether the bytes are those that a row says they are.
fn is_what_it_says(record: &Record) -> Result<(), String> {
    let sums = |data: &str, sum: &str| match record.cell(data) {
        Cell::Bytes(bytes) => record.text(sum) == Some(&sha256(bytes)),
        Cell::Text(text) => record.text(sum) == Some(&sha256(text.as_bytes())),
        _ => false,
    };
    let right = match record.table.name {
        "asset" => sums("data", "sha256"),
        "response" => sums("body", "sha256"),
        "version" => sums("text", "text_sha256") && sums("html", "html_sha256"),
        _ => true,
    };
    if right { Ok(()) } else { Err("it is not what its SHA-256 says".to_owned()) }
}
