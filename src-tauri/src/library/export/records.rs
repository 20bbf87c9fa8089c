//! Writing everything that is kept, in an order in which nothing refers to what comes later.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rusqlite::Connection;

use crate::db;
use crate::error::{Error, Result};
use crate::export::Records;
use crate::model::{ArticleId, Cell, ColumnKind, ExportOptions, LeftOut, Record, TABLES, Table};

/// Settings that belong to the library and not to the machine that it is on.
const SETTINGS: [&str; 1] = ["capture"];
/// Rows whose numbers are read at once.
const BATCH: u32 = 500;

/// Writes records of one moment.
pub(super) struct Writing<'a> {
    pub(super) conn: &'a Connection,
    pub(super) file: Records,
    pub(super) options: ExportOptions,
    /// The articles; `None` is the whole archive with everything else that is in it.
    pub(super) only: Option<BTreeSet<i64>>,
    pictures: HashSet<[u8; 32]>,
    list_pictures: HashSet<String>,
    responses: HashSet<i64>,
    pub(super) left_out: Vec<LeftOut>,
}

impl<'a> Writing<'a> {
    pub(super) fn new(
        conn: &'a Connection,
        file: Records,
        options: ExportOptions,
        only: Option<BTreeSet<i64>>,
    ) -> Self {
        let (pictures, list_pictures, responses) = Default::default();
        Self { conn, file, options, only, pictures, list_pictures, responses, left_out: Vec::new() }
    }

    /// What articles refer to.
    pub(super) fn begin(&mut self) -> Result<()> {
        if self.only.is_none() {
            for key in SETTINGS {
                self.each("setting", "key", &Cell::Text(key.to_owned()), |_| true)?;
            }
            self.all("site_rule")?;
        }
        let tags = self.tree("tag", "parent_id")?;
        let wanted = self.wanted_tags(&tags)?;
        for tag in tags {
            if wanted.as_ref().is_none_or(|wanted| wanted.contains(&id_of(&tag))) {
                self.file.add(&tag)?;
            }
        }
        let stories = match &self.only {
            None => None,
            Some(only) => {
                let mut stories = BTreeSet::new();
                for id in only {
                    db::each_record(
                        self.conn,
                        table("story_choice")?,
                        "article_id",
                        &Cell::Integer(*id),
                        &mut |choice| {
                            stories.extend(choice.integer("story_id"));
                            Ok(())
                        },
                    )?;
                }
                Some(stories)
            }
        };
        self.some("story", |story| stories.as_ref().is_none_or(|wanted| wanted.contains(&id_of(story))))
    }

    /// An article with all that is kept of it.
    pub(super) fn article(&mut self, id: ArticleId) -> Result<()> {
        let of = Cell::Integer(id.0);
        let mut article = self
            .read("article", "id", &of)?
            .pop()
            .ok_or_else(|| Error::NotFound { what: "article", id: id.to_string() })?;
        if let Some(lead) = article.text("lead_asset").map(str::to_owned) {
            self.picture(&lead)?;
        }
        self.keep_to_chosen(&mut article);
        self.file.add(&article)?;
        for mut version in self.read("version", "article_id", &of)? {
            self.before_version(id, &version)?;
            self.without_pictures(&mut version);
            self.file.add(&version)?;
        }
        self.each("failed_attempt", "article_id", &of, |_| true)?;
        if self.options.highlights {
            self.each("highlight", "article_id", &of, |_| true)?;
        }
        Ok(())
    }

    /// What refers to articles. Returns the bytes of the file.
    pub(super) fn end(mut self) -> Result<(u64, Vec<LeftOut>)> {
        if self.options.notes {
            let only = self.only.clone();
            self.some("note", |note| {
                only.as_ref()
                    .is_none_or(|only| note.integer("article_id").is_some_and(|id| only.contains(&id)))
            })?;
        }
        self.collections()?;
        let only = self.only.clone();
        let both = |record: &Record, one: &str, other: &str| {
            let is_in = |name| {
                record.integer(name).is_some_and(|id| only.as_ref().is_none_or(|only| only.contains(&id)))
            };
            is_in(one) && is_in(other)
        };
        self.some("relation", |relation| both(relation, "from_id", "to_id"))?;
        for name in ["not_copy", "dismissed"] {
            self.some(name, |pair| both(pair, "article_id", "other_id"))?;
        }
        if self.only.is_none() {
            self.jobs()?;
            self.all("import")?;
            self.import_rows()?;
            self.all("capture_chain")?;
        }
        let Self { file, left_out, .. } = self;
        Ok((file.finish()?, left_out))
    }

    /// Pictures and raw pages that a version is made of, those that were not written yet.
    fn before_version(&mut self, article: ArticleId, version: &Record) -> Result<()> {
        let mut responses: Vec<i64> = version.integer("response_id").into_iter().collect();
        for (list, rows) in &version.lists {
            for (column, cell) in rows.iter().flat_map(|row| list.columns.iter().zip(row)) {
                match (column.kind, cell) {
                    (ColumnKind::Picture, Cell::Text(sum)) => self.picture(sum)?,
                    (ColumnKind::ListPicture, Cell::Text(url)) => self.list_picture(url)?,
                    (ColumnKind::Ref("response"), Cell::Integer(id)) => responses.push(*id),
                    _ => {}
                }
            }
        }
        for id in responses {
            if !self.responses.insert(id) {
                continue;
            }
            for mut response in self.read("response", "id", &Cell::Integer(id))? {
                if let Err(why) = unpack(&mut response, "body") {
                    self.left_out.push(LeftOut { id: article, why });
                }
                self.file.add(&response)?;
            }
        }
        Ok(())
    }

    fn picture(&mut self, sum: &str) -> Result<()> {
        let new = bytes_of(sum).is_some_and(|sum| self.pictures.insert(sum));
        if new && self.options.pictures {
            self.each("asset", "sha256", &Cell::Text(sum.to_owned()), |_| true)?;
        }
        Ok(())
    }

    fn list_picture(&mut self, url: &str) -> Result<()> {
        if !self.list_pictures.insert(url.to_owned()) {
            return Ok(());
        }
        for mut picture in self.read("link_picture", "url", &Cell::Text(url.to_owned()))? {
            if let Some(sum) = picture.text("asset_id").map(str::to_owned) {
                self.picture(&sum)?;
                if !self.options.pictures {
                    set(&mut picture.cells, picture.table, "asset_id", Cell::Null);
                }
            }
            self.file.add(&picture)?;
        }
        Ok(())
    }

    /// Says of pictures that are not to go out that they are missing, and why.
    fn without_pictures(&self, version: &mut Record) {
        if self.options.pictures {
            return;
        }
        for (list, rows) in version.lists.iter_mut().filter(|(list, _)| list.name == "version_asset") {
            for row in rows.iter_mut().filter(|row| matches!(value(row, list, "asset_id"), Cell::Text(_))) {
                set(row, list, "asset_id", Cell::Null);
                set(row, list, "reason", Cell::Text("skipped".to_owned()));
                set(row, list, "message", Cell::Text("the picture was left out of an export".to_owned()));
            }
        }
    }

    fn keep_to_chosen(&self, article: &mut Record) {
        if !self.options.pictures {
            set(&mut article.cells, article.table, "lead_asset", Cell::Null);
        }
    }

    /// Collections from the top down, with the articles that go out; of a part, those that have any.
    fn collections(&mut self) -> Result<()> {
        let mut collections = self.tree("collection", "parent_id")?;
        if let Some(only) = &self.only {
            for collection in &mut collections {
                for (list, rows) in &mut collection.lists {
                    rows.retain(|row| matches!(value(row, list, "article_id"), Cell::Integer(id) if only.contains(id)));
                }
            }
            let own = collections
                .iter()
                .filter(|collection| collection.lists.iter().any(|(_, rows)| !rows.is_empty()));
            let kept = with_parents(&collections, own.map(id_of).collect());
            collections.retain(|collection| kept.contains(&id_of(collection)));
        }
        for mut collection in collections {
            match collection.text("cover").map(str::to_owned) {
                Some(cover) if self.options.pictures => self.picture(&cover)?,
                _ => set(&mut collection.cells, collection.table, "cover", Cell::Null),
            }
            self.file.add(&collection)?;
        }
        Ok(())
    }

    /// What is still to be fetched, as if nobody was at it.
    fn jobs(&mut self) -> Result<()> {
        for mut job in self.read_all("job")? {
            match job.text("state") {
                Some("running") => set(&mut job.cells, job.table, "state", Cell::Text("queued".to_owned())),
                Some("queued" | "failed") => {}
                _ => continue,
            }
            for name in ["lease", "worker"] {
                set(&mut job.cells, job.table, name, Cell::Null);
            }
            // A page that cannot be unpacked is fetched instead.
            let _ = unpack(&mut job, "page");
            self.file.add(&job)?;
        }
        Ok(())
    }

    /// What became of rows of files; of an article that lies in the trash, and so stays, they say nothing.
    fn import_rows(&mut self) -> Result<()> {
        let mut last = 0;
        loop {
            let ids = db::each_row_id(self.conn, table("import_row")?, last, BATCH)?;
            let Some(end) = ids.last().copied() else { return Ok(()) };
            for id in ids {
                for mut row in self.read("import_row", "id", &Cell::Integer(id))? {
                    if let Some(article) = row.integer("article_id").map(ArticleId)
                        && db::flags(self.conn, article)?.is_none_or(|flags| flags.trashed.is_some())
                    {
                        set(&mut row.cells, row.table, "article_id", Cell::Null);
                    }
                    // One that cannot be unpacked is told by `verify`; what it became stands beside it.
                    let _ = unpack(&mut row, "source");
                    self.file.add(&row)?;
                }
            }
            last = end;
        }
    }

    /// The tags of the articles that go out, with those they stand under; `None` is all.
    fn wanted_tags(&self, tags: &[Record]) -> Result<Option<BTreeSet<i64>>> {
        let Some(only) = &self.only else { return Ok(None) };
        let mut own = BTreeSet::new();
        for id in only {
            let of = Cell::Integer(*id);
            db::each_record(self.conn, table("article_tag")?, "article_id", &of, &mut |tagged| {
                own.extend(tagged.integer("tag_id"));
                Ok(())
            })?;
            db::each_record(self.conn, table("highlight")?, "article_id", &of, &mut |highlight| {
                for (list, rows) in highlight.lists.iter().filter(|(list, _)| list.name == "highlight_tag") {
                    own.extend(rows.iter().filter_map(|row| match value(row, list, "tag_id") {
                        Cell::Integer(id) => Some(*id),
                        _ => None,
                    }));
                }
                Ok(())
            })?;
        }
        Ok(Some(with_parents(tags, own)))
    }

    /// All rows of a tree, each after the one it stands under, otherwise by number.
    fn tree(&self, name: &str, parent: &str) -> Result<Vec<Record>> {
        let rows = self.read_all(name)?;
        let parents: BTreeMap<i64, Option<i64>> =
            rows.iter().map(|row| (id_of(row), row.integer(parent))).collect();
        let depth = |row: &Record| {
            let mut above = row.integer(parent);
            let mut depth = 0;
            while let Some(id) = above.filter(|_| depth < parents.len()) {
                above = parents.get(&id).copied().flatten();
                depth += 1;
            }
            depth
        };
        let mut rows: Vec<_> = rows.into_iter().map(|row| (depth(&row), row)).collect();
        rows.sort_by_key(|(depth, row)| (*depth, id_of(row)));
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }

    fn all(&mut self, name: &str) -> Result<()> {
        self.some(name, |_| true)
    }

    /// The rows of a table that are wanted, by number or key.
    fn some(&mut self, name: &str, is_wanted: impl Fn(&Record) -> bool) -> Result<()> {
        if !table(name)?.is_numbered() {
            for record in db::all_records(self.conn, table(name)?)?.into_iter().filter(is_wanted) {
                self.file.add(&record)?;
            }
            return Ok(());
        }
        let mut last = 0;
        loop {
            let ids = db::each_row_id(self.conn, table(name)?, last, BATCH)?;
            let Some(end) = ids.last().copied() else { return Ok(()) };
            for id in ids {
                self.each(name, "id", &Cell::Integer(id), &is_wanted)?;
            }
            last = end;
        }
    }

    fn each(
        &mut self,
        name: &str,
        column: &str,
        of: &Cell,
        is_wanted: impl Fn(&Record) -> bool,
    ) -> Result<()> {
        for record in self.read(name, column, of)?.into_iter().filter(is_wanted) {
            self.file.add(&record)?;
        }
        Ok(())
    }

    fn read(&self, name: &str, column: &str, of: &Cell) -> Result<Vec<Record>> {
        let mut records = Vec::new();
        db::each_record(self.conn, table(name)?, column, of, &mut |record| {
            records.push(record);
            Ok(())
        })?;
        Ok(records)
    }

    fn read_all(&self, name: &str) -> Result<Vec<Record>> {
        let (mut records, mut last) = (Vec::new(), 0);
        loop {
            let ids = db::each_row_id(self.conn, table(name)?, last, BATCH)?;
            let Some(end) = ids.last().copied() else { return Ok(records) };
            for id in ids {
                records.extend(self.read(name, "id", &Cell::Integer(id))?);
            }
            last = end;
        }
    }
}

fn table(name: &str) -> Result<&'static Table> {
    TABLES.iter().find(|table| table.name == name).ok_or_else(|| Error::Internal(format!("no table {name}")))
}

fn id_of(record: &Record) -> i64 {
    record.integer("id").unwrap_or_default()
}

/// Rows and all that they stand under.
fn with_parents(rows: &[Record], own: BTreeSet<i64>) -> BTreeSet<i64> {
    let parents: BTreeMap<i64, i64> =
        rows.iter().filter_map(|row| Some((id_of(row), row.integer("parent_id")?))).collect();
    let mut all = BTreeSet::new();
    for mut id in own {
        while all.insert(id) {
            let Some(parent) = parents.get(&id) else { break };
            id = *parent;
        }
    }
    all
}

fn value<'a>(row: &'a [Cell], table: &Table, name: &str) -> &'a Cell {
    table.position(name).and_then(|at| row.get(at)).unwrap_or(&Cell::Null)
}

fn set(row: &mut [Cell], table: &Table, name: &str, cell: Cell) {
    if let Some(slot) = table.position(name).and_then(|at| row.get_mut(at)) {
        *slot = cell;
    }
}

/// Replaces compressed bytes by what they are; bytes that are damaged by none.
fn unpack(record: &mut Record, name: &str) -> Result<(), String> {
    let Cell::Bytes(packed) = record.cell(name) else { return Ok(()) };
    let (bytes, result) = match zstd::decode_all(packed.as_slice()) {
        Ok(bytes) => (bytes, Ok(())),
        Err(error) => (Vec::new(), Err(format!("its raw page is damaged: {error}"))),
    };
    set(&mut record.cells, record.table, name, Cell::Bytes(bytes));
    result
}

fn bytes_of(sum: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(sum.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}
