//! Which tables the journal watches, and the triggers that do.

use rusqlite::{Connection, OptionalExtension};

use crate::error::Result;

/// Columns of a table that a person changes.
pub(super) struct Kept {
    /// Its name in the journal; a table may have several groups of columns.
    pub name: &'static str,
    pub table: &'static str,
    pub key: &'static [&'static str],
    /// All columns that are put back, the key's included where rows come and go.
    pub columns: &'static [&'static str],
    /// Whether a person also adds and removes rows.
    pub rows: bool,
}

const fn rows(table: &'static str, key: &'static [&'static str], columns: &'static [&'static str]) -> Kept {
    Kept { name: table, table, key, columns, rows: true }
}

const fn columns(name: &'static str, columns: &'static [&'static str]) -> Kept {
    Kept { name, table: "article", key: &["id"], columns, rows: false }
}

const fn leads(table: &'static str, key: &'static [&'static str]) -> Kept {
    Kept { name: table, table, key, columns: &["article_id"], rows: false }
}

/// Everything of the archive that a person makes by hand. What is derived of it (links of notes, places of highlights,
/// counts, words) is made again in place of being noted.
#[rustfmt::skip]
pub(super) const KEPT: &[Kept] = &[
    // One by one, so that putting one back leaves the indexes of the others alone.
    columns("state", &["state"]),
    columns("starred", &["starred"]),
    columns("archived", &["archived"]),
    columns("trashed", &["trashed"]),
    columns("shown", &["version_id", "title", "title_sort", "authors", "site", "site_sort", "language", "rtl", "published",
        "published_sort", "excerpt", "words", "minutes", "lead_asset", "complete", "doubts", "missing_assets", "chosen"]),
    rows("tag", &["id"], &["id", "parent_id", "path", "path_key", "color", "created"]),
    rows("article_tag", &["tag_id", "article_id"], &["tag_id", "article_id", "added"]),
    rows("note", &["id"], &["id", "article_id", "text", "created", "updated"]),
    rows("highlight", &["id"], &["id", "article_id", "version_id", "exact", "prefix", "suffix", "start", "end", "color", "note",
        "created", "updated"]),
    rows("highlight_tag", &["highlight_id", "tag_id"], &["highlight_id", "tag_id"]),
    rows("collection", &["id"], &["id", "parent_id", "name", "description", "cover", "query", "position", "created", "updated"]),
    rows("collection_article", &["collection_id", "article_id"], &["collection_id", "article_id", "position", "added"]),
    rows("relation", &["id"], &["id", "from_id", "to_id", "kind", "label", "note", "created", "updated"]),
    rows("not_copy", &["article_id", "other_id"], &["article_id", "other_id"]),
    rows("repair", &["article_id"], &["article_id", "edits"]),
    rows("dismissed", &["article_id", "other_id"], &["article_id", "other_id"]),
    rows("story", &["id"], &["id", "name", "pinned", "created"]),
    rows("story_choice", &["article_id"], &["article_id", "story_id"]),
    rows("watch", &["article_id"], &["article_id", "every", "next"]),
    // Only where they lead, which merging changes: they come and go with what is saved and written.
    leads("article_url", &["url"]),
    leads("note_link", &["note_id", "position", "target_key"]),
];

/// Makes the triggers of this connection, unless they are there.
pub(super) fn prepare(connection: &Connection) -> Result<()> {
    let mut there =
        connection.prepare_cached("SELECT 1 FROM temp.sqlite_schema WHERE name = 'journal_switch'")?;
    if there.query_row([], |_| Ok(())).optional()?.is_some() {
        return Ok(());
    }
    let mut sql = String::from(
        "CREATE TEMP TABLE journal_switch (noting INTEGER NOT NULL);
         INSERT INTO journal_switch VALUES (0);
         CREATE TEMP TABLE journal_row (n INTEGER PRIMARY KEY, noted TEXT NOT NULL);",
    );
    KEPT.iter().for_each(|kept| sql.push_str(&kept.triggers()));
    Ok(connection.execute_batch(&sql)?)
}

impl Kept {
    /// Each notes `[name, how, …]`: `u` with the new key and the old values, `d` with the new key, `i` with the old values.
    fn triggers(&self) -> String {
        let Self { name, table, .. } = self;
        let (old, new_key) = (of("OLD", self.columns), of("NEW", self.key));
        let changed: Vec<String> =
            self.columns.iter().map(|column| format!("NEW.\"{column}\" IS NOT OLD.\"{column}\"")).collect();
        let when = "(SELECT noting FROM journal_switch)";
        let note = |how: &str, values: &str| {
            format!(
                "BEGIN INSERT INTO journal_row (noted) VALUES (json_array('{name}', '{how}', {values})); END;\n"
            )
        };
        let mut sql = format!(
            "CREATE TEMP TRIGGER journal_{name}_u AFTER UPDATE OF {} ON main.{table} WHEN {when} AND ({}) {}",
            self.columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", "),
            changed.join(" OR "),
            note("u", &format!("{new_key}, {old}")),
        );
        if self.rows {
            sql.push_str(&format!(
                "CREATE TEMP TRIGGER journal_{name}_i AFTER INSERT ON main.{table} WHEN {when} {}
                 CREATE TEMP TRIGGER journal_{name}_d AFTER DELETE ON main.{table} WHEN {when} {}",
                note("d", &new_key),
                note("i", &old),
            ));
        }
        sql
    }
}

fn of(row: &str, columns: &[&str]) -> String {
    columns.iter().map(|column| format!("{row}.\"{column}\"")).collect::<Vec<_>>().join(", ")
}
