//! What an archive holds that nothing else could make again, table by table (docs/SCHEMA.md): what goes out losslessly, comes in
//! again, and is saved from a damaged file.

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// The number of the row.
    Id,
    /// The number of a row of this table.
    Ref(&'static str),
    /// A picture by the number of its row; outside the archive by its SHA-256.
    Picture,
    /// A picture that lists of stories show, by the number of its row; outside by its URL.
    ListPicture,
    /// A whole number.
    Integer,
    /// A fraction.
    Real,
    /// 1 or 0.
    Flag,
    /// A time.
    Time,
    /// A text.
    Text,
    /// JSON.
    Json,
    /// A SHA-256 sum.
    Sum,
    /// Bytes.
    Bytes,
    /// Bytes that the archive keeps compressed.
    Packed,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What stands in it.
    pub kind: ColumnKind,
    /// Whether it may be empty.
    pub optional: bool,
}

/// A table of what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns, all of them.
    pub columns: &'static [Column],
    /// The table whose rows its rows belong to, and the column that says to which one.
    pub within: Option<(&'static str, &'static str)>,
    /// The columns that say whether two rows are the same thing, beside what they belong to.
    pub same: &'static [&'static str],
}

/// A value of a row, as it travels.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number, a flag, a time in milliseconds, a number of a row.
    Integer(i64),
    /// A fraction.
    Real(f64),
    /// A text, JSON, a sum, the sum or URL that stands for a picture.
    Text(String),
    /// Bytes, not compressed.
    Bytes(Vec<u8>),
}

/// Rows of a table, each with its cells in the order of the columns.
pub type Rows = (&'static Table, Vec<Vec<Cell>>);

/// A row with what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its table.
    pub table: &'static Table,
    /// A value for each column of the table.
    pub cells: Vec<Cell>,
    /// Rows of other tables that belong to it, without the column that says so being of any meaning.
    pub lists: Vec<Rows>,
}

impl Table {
    /// The table of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|table| table.name == name)
    }

    /// Where a column stands.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// Whether its rows have numbers of their own.
    #[must_use]
    pub fn is_numbered(&self) -> bool {
        self.columns.iter().any(|column| column.kind == Id)
    }

    /// The tables whose rows belong to its rows.
    pub fn lists(&self) -> impl Iterator<Item = &'static Self> {
        let name = self.name;
        TABLES.iter().filter(move |table| table.within.is_some_and(|(parent, _)| parent == name))
    }
}

impl Record {
    /// The value of a column.
    #[must_use]
    pub fn cell(&self, name: &str) -> &Cell {
        self.table.position(name).and_then(|at| self.cells.get(at)).unwrap_or(&Cell::Null)
    }

    /// The text of a column.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.cell(name) {
            Cell::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number of a column.
    #[must_use]
    pub fn integer(&self, name: &str) -> Option<i64> {
        match self.cell(name) {
            Cell::Integer(number) => Some(*number),
            _ => None,
        }
    }
}

const fn column(name: &'static str, kind: ColumnKind) -> Column {
    Column { name, kind, optional: false }
}

const fn optional(name: &'static str, kind: ColumnKind) -> Column {
    Column { name, kind, optional: true }
}

const fn table(name: &'static str, columns: &'static [Column], same: &'static [&'static str]) -> Table {
    Table { name, columns, within: None, same }
}

const fn part(
    name: &'static str,
    within: (&'static str, &'static str),
    columns: &'static [Column],
    same: &'static [&'static str],
) -> Table {
    Table { name, columns, within: Some(within), same }
}

use ColumnKind::{Bytes, Flag, Id, Integer, Json, ListPicture, Packed, Picture, Real, Ref, Sum, Text, Time};

/// All tables, each after those that it refers to, but for `article.version_id`.
pub const TABLES: &[Table] = &[
    table("setting", &[column("key", Text), column("value", Json)], &["key"]),
    table("site_rule", &[column("host", Text), column("text", Text), column("changed", Time)], &["host"]),
    table(
        "tag",
        &[
            column("id", Id),
            optional("parent_id", Ref("tag")),
            column("path", Text),
            column("path_key", Text),
            optional("color", Text),
            column("created", Time),
        ],
        &["path_key"],
    ),
    table(
        "story",
        &[column("id", Id), optional("name", Text), column("pinned", Flag), column("created", Time)],
        &["name", "created"],
    ),
    table(
        "asset",
        &[
            column("id", Id),
            column("sha256", Sum),
            column("mime", Text),
            optional("width", Integer),
            optional("height", Integer),
            column("bytes", Integer),
            column("data", Bytes),
        ],
        &["sha256"],
    ),
    table(
        "link_picture",
        &[
            column("id", Id),
            column("url", Text),
            optional("asset_id", Picture),
            optional("reason", Text),
            optional("message", Text),
        ],
        &["url"],
    ),
    table(
        "article",
        &[
            column("id", Id),
            column("url", Text),
            column("original_url", Text),
            optional("version_id", Ref("version")),
            column("title", Text),
            column("title_sort", Text),
            column("authors", Json),
            column("site", Text),
            column("site_sort", Text),
            column("host", Text),
            optional("language", Text),
            column("rtl", Flag),
            optional("published", Text),
            optional("published_sort", Time),
            column("excerpt", Text),
            column("words", Integer),
            column("minutes", Integer),
            optional("lead_asset", Sum),
            column("complete", Flag),
            column("doubts", Json),
            column("missing_assets", Integer),
            column("saved", Time),
            column("state", Integer),
            column("starred", Flag),
            column("archived", Flag),
            optional("trashed", Time),
            column("position", Real),
            optional("checked", Time),
            column("chosen", Flag),
            optional("changed_from", Integer),
        ],
        &["url"],
    ),
    part(
        "url_claim",
        ("article", "article_id"),
        &[column("url", Text), column("rank", Integer), column("article_id", Ref("article"))],
        &["url", "rank"],
    ),
    part(
        "article_tag",
        ("article", "article_id"),
        &[column("tag_id", Ref("tag")), column("article_id", Ref("article")), column("added", Time)],
        &["tag_id"],
    ),
    part(
        "repair",
        ("article", "article_id"),
        &[column("article_id", Ref("article")), column("edits", Json)],
        &[],
    ),
    part(
        "watch",
        ("article", "article_id"),
        &[
            column("article_id", Ref("article")),
            column("every", Integer),
            column("next", Time),
            column("failures", Integer),
            column("unchanged", Integer),
        ],
        &[],
    ),
    part(
        "site_page",
        ("article", "article_id"),
        &[column("article_id", Ref("article")), column("host", Text), column("blocks", Bytes)],
        &[],
    ),
    part(
        "story_choice",
        ("article", "article_id"),
        &[column("article_id", Ref("article")), optional("story_id", Ref("story"))],
        &[],
    ),
    table(
        "response",
        &[
            column("id", Id),
            column("final_url", Text),
            column("redirects", Json),
            column("status", Integer),
            column("headers", Json),
            column("fetched", Time),
            column("sha256", Sum),
            column("body_size", Integer),
            column("private", Flag),
            column("body", Packed),
        ],
        &["sha256", "final_url", "fetched"],
    ),
    table(
        "version",
        &[
            column("id", Id),
            column("article_id", Ref("article")),
            column("response_id", Ref("response")),
            column("created", Time),
            column("words", Integer),
            column("charset", Text),
            column("extractor", Text),
            column("diagnosis", Json),
            optional("lead_picture", Integer),
            optional("rule", Json),
            column("html_sha256", Sum),
            column("text_sha256", Sum),
            column("metadata", Json),
            column("text", Text),
            column("html", Text),
            column("repaired", Flag),
            optional("unmatched", Json),
            column("reason", Text),
        ],
        &["article_id", "html_sha256", "text_sha256", "created", "response_id"],
    ),
    part(
        "version_part",
        ("version", "version_id"),
        &[
            column("version_id", Ref("version")),
            column("position", Integer),
            column("part", Text),
            column("response_id", Ref("response")),
        ],
        &["position"],
    ),
    part(
        "version_asset",
        ("version", "version_id"),
        &[
            column("version_id", Ref("version")),
            column("n", Integer),
            column("url", Text),
            column("alternatives", Json),
            optional("asset_id", Picture),
            optional("reason", Text),
            optional("message", Text),
        ],
        &["n"],
    ),
    part(
        "link",
        ("version", "version_id"),
        &[
            column("version_id", Ref("version")),
            column("position", Integer),
            column("url", Text),
            column("url_key", Text),
            column("text", Text),
            column("context", Text),
            optional("heading", Text),
            column("place", Text),
            optional("teaser", Text),
            optional("published", Text),
            optional("picture_id", ListPicture),
        ],
        &["position"],
    ),
    table(
        "failed_attempt",
        &[
            column("article_id", Ref("article")),
            column("tried", Time),
            optional("version_id", Ref("version")),
            optional("error", Json),
            optional("dead", Integer),
        ],
        &["article_id"],
    ),
    table(
        "highlight",
        &[
            column("id", Id),
            column("article_id", Ref("article")),
            column("version_id", Ref("version")),
            column("exact", Text),
            column("prefix", Text),
            column("suffix", Text),
            column("start", Integer),
            column("end", Integer),
            column("color", Text),
            optional("note", Text),
            column("created", Time),
            column("updated", Time),
        ],
        &["article_id", "exact", "prefix", "suffix", "created"],
    ),
    part(
        "highlight_tag",
        ("highlight", "highlight_id"),
        &[column("highlight_id", Ref("highlight")), column("tag_id", Ref("tag"))],
        &["tag_id"],
    ),
    part(
        "highlight_place",
        ("highlight", "highlight_id"),
        &[
            column("highlight_id", Ref("highlight")),
            column("version_id", Ref("version")),
            optional("start", Integer),
            optional("end", Integer),
            column("how", Text),
        ],
        &["version_id"],
    ),
    table(
        "note",
        &[
            column("id", Id),
            optional("article_id", Ref("article")),
            column("text", Text),
            column("created", Time),
            column("updated", Time),
        ],
        &["article_id", "text", "created"],
    ),
    part(
        "note_link",
        ("note", "note_id"),
        &[
            column("note_id", Ref("note")),
            column("position", Integer),
            column("target", Text),
            column("target_key", Text),
            optional("article_id", Ref("article")),
        ],
        &["position"],
    ),
    table(
        "collection",
        &[
            column("id", Id),
            optional("parent_id", Ref("collection")),
            column("name", Text),
            column("description", Text),
            optional("cover", Sum),
            optional("query", Json),
            column("position", Integer),
            column("created", Time),
            column("updated", Time),
        ],
        &["parent_id", "name", "query"],
    ),
    part(
        "collection_article",
        ("collection", "collection_id"),
        &[
            column("collection_id", Ref("collection")),
            column("article_id", Ref("article")),
            column("position", Integer),
            column("added", Time),
        ],
        &["article_id"],
    ),
    table(
        "relation",
        &[
            column("id", Id),
            column("from_id", Ref("article")),
            column("to_id", Ref("article")),
            column("kind", Text),
            column("label", Text),
            column("note", Text),
            column("created", Time),
            column("updated", Time),
        ],
        &["from_id", "to_id", "kind", "label"],
    ),
    table(
        "not_copy",
        &[column("article_id", Ref("article")), column("other_id", Ref("article"))],
        &["article_id", "other_id"],
    ),
    table(
        "dismissed",
        &[column("article_id", Ref("article")), column("other_id", Ref("article"))],
        &["article_id", "other_id"],
    ),
    table(
        "job",
        &[
            column("id", Id),
            column("kind", Text),
            column("url", Text),
            optional("url_key", Text),
            optional("article_id", Ref("article")),
            column("state", Text),
            column("tries", Integer),
            optional("error", Json),
            optional("outcome", Json),
            optional("next_try", Time),
            optional("lease", Time),
            optional("worker", Text),
            column("added", Time),
            optional("page", Packed),
            column("tags", Json),
            optional("host", Text),
            optional("failing", Time),
        ],
        &["kind", "url", "added"],
    ),
    table(
        "import",
        &[
            column("id", Id),
            column("name", Text),
            column("format", Text),
            column("sha256", Sum),
            column("options", Json),
            column("started", Time),
            optional("finished", Time),
        ],
        &["sha256"],
    ),
    table(
        "import_row",
        &[
            column("id", Id),
            column("import_id", Ref("import")),
            column("row", Integer),
            column("place", Text),
            column("outcome", Text),
            optional("why", Text),
            optional("url", Text),
            optional("title", Text),
            optional("article_id", Ref("article")),
            column("source", Packed),
        ],
        &["import_id", "row"],
    ),
    table(
        "capture_chain",
        &[
            column("id", Id),
            column("version_id", Integer),
            column("made", Time),
            column("record", Sum),
            column("before", Sum),
            column("sum", Sum),
        ],
        &["sum"],
    ),
];
