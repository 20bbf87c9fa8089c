//! Every row that can be read, with the table it belongs to.

use std::collections::{BTreeMap, HashMap};

use super::file::Pages;
use super::map::{self, Entry};
use super::page::{Kind, Page};
use super::record::{self, Value};
use super::tree;
use crate::error::Result;

/// What a table's rows look like, for a tree whose name is lost.
pub trait Shape {
    /// The tables that are wanted, and whether each has numbered rows.
    fn tables(&self) -> Vec<(&str, bool)>;

    /// Whether a row may be one of a table.
    fn fits(&self, table: &str, number: Option<i64>, values: &[Value]) -> bool;
}

/// A row that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number, where its table has such.
    pub number: Option<i64>,
    /// Its values as stored: of a table with numbered rows, the column of the number is `Null`; of others, those of the primary
    /// key come first.
    pub values: Vec<Value>,
}

/// What was met on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Salvage {
    /// Pages of the file.
    pub pages: u32,
    /// Pages that belong to a table and cannot be read at all.
    pub broken_pages: BTreeMap<String, u32>,
    /// Rows that cannot be read, in pages that can.
    pub broken_rows: BTreeMap<String, u32>,
}

impl Pages {
    /// Hands over every row of the wanted tables that can be read, table by table. `go_on` is asked at each page.
    ///
    /// # Errors
    /// Those of `take` and of `go_on`; damage is none.
    pub fn each_row(
        &mut self,
        shape: &dyn Shape,
        go_on: &mut dyn FnMut(u32, u32) -> Result<()>,
        take: &mut dyn FnMut(&str, Row) -> Result<()>,
    ) -> Result<Salvage> {
        let entries = map::read(self);
        let schema = self.schema(&entries, shape);
        let mut groups = self.groups(&entries, &schema);
        let names = self.names(&groups, &schema, shape);
        let mut salvage = Salvage { pages: self.count(), ..Salvage::default() };
        let mut done = 0;
        let numbered: HashMap<_, _> = shape.tables().into_iter().collect();
        for (root, table) in names {
            let has_numbers = numbered.get(table.as_str()).copied().unwrap_or_default();
            for number in groups.remove(&root).unwrap_or_default() {
                done += 1;
                go_on(done, self.count())?;
                let page = self.page(number).and_then(|bytes| Page::of(number, bytes));
                let Some(page) = page.filter(|page| is_of(page.kind, has_numbers)) else {
                    *salvage.broken_pages.entry(table.clone()).or_default() += 1;
                    continue;
                };
                let (rows, mut broken) = page.rows(self);
                for (number, payload) in rows {
                    match record::decode(&payload) {
                        Some(values) => take(&table, Row { number, values })?,
                        None => broken += 1,
                    }
                }
                if broken > 0 && page.kind != Kind::TableInner {
                    *salvage.broken_rows.entry(table.clone()).or_default() += broken;
                }
            }
        }
        Ok(salvage)
    }

    /// The pages of each tree by its root: as its inner pages name them, and as the map does.
    fn groups(&mut self, entries: &[Option<Entry>], schema: &[(String, u32)]) -> BTreeMap<u32, Vec<u32>> {
        let count = u32::try_from(entries.len() - 1).unwrap_or(u32::MAX);
        let mut roots: Vec<u32> = (1..=count).filter(|n| entries[*n as usize] == Some(Entry::Root)).collect();
        roots.push(1);
        roots.extend(schema.iter().map(|(_, root)| *root));
        roots.sort_unstable();
        roots.dedup();
        let mut owners = vec![0; count as usize + 1];
        // The map first: an inner page that was damaged may name any page as its own.
        for number in 1..=count {
            if map::is_map(number, self.usable()) {
                owners[number as usize] = u32::MAX;
            } else if let Some(root) = map::root_of(number, entries) {
                owners[number as usize] = root;
            } else if matches!(entries[number as usize], Some(Entry::Free | Entry::Overflow)) {
                owners[number as usize] = u32::MAX;
            }
        }
        let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (number, owner) in (0..).zip(&owners).filter(|(_, owner)| (1..u32::MAX).contains(*owner)) {
            groups.entry(*owner).or_default().push(number);
        }
        for root in roots {
            let known = groups.get(&root).cloned().unwrap_or_default();
            let mut found = Vec::new();
            for number in known.into_iter().chain([root]) {
                let children = self.page(number).and_then(|bytes| Page::of(number, bytes));
                for child in children.map(|page| page.children()).unwrap_or_default() {
                    tree::walk(child, self, &mut owners, &mut |number| found.push(number));
                }
            }
            let group = groups.entry(root).or_default();
            group.extend(found);
            if !group.contains(&root) {
                group.push(root);
            }
            group.sort_unstable();
            group.dedup();
        }
        groups
    }

    /// The table of each root: as the schema says, or as its rows look.
    fn names(
        &mut self,
        groups: &BTreeMap<u32, Vec<u32>>,
        schema: &[(String, u32)],
        shape: &dyn Shape,
    ) -> Vec<(u32, String)> {
        let wanted = shape.tables();
        let mut names = Vec::new();
        let (mut known, mut missing): (Vec<u32>, Vec<_>) = (vec![1], wanted.clone());
        for (name, root) in schema {
            known.push(*root);
            if let Some(at) = missing.iter().position(|(table, _)| table == name) {
                missing.remove(at);
                names.push((*root, name.clone()));
            }
        }
        for (root, pages) in groups.iter().filter(|(root, _)| !known.contains(root)) {
            if missing.is_empty() {
                break;
            }
            if let Some(at) = self.best_fit(pages, &missing, shape) {
                names.push((*root, missing.remove(at).0.to_owned()));
            }
        }
        // In the order in which the tables are wanted.
        names.sort_by_key(|(_, name)| wanted.iter().position(|(table, _)| table == name));
        names
    }

    /// Which of some tables all rows of some pages may be of, where there is just one.
    fn best_fit(&mut self, pages: &[u32], tables: &[(&str, bool)], shape: &dyn Shape) -> Option<usize> {
        let mut fitting: Vec<usize> = (0..tables.len()).collect();
        let mut seen = 0;
        for number in pages {
            let Some(page) = self.page(*number).and_then(|bytes| Page::of(*number, bytes)) else { continue };
            fitting.retain(|at| is_of(page.kind, tables[*at].1));
            for (number, payload) in page.rows(self).0 {
                let Some(values) = record::decode(&payload) else { continue };
                seen += 1;
                fitting.retain(|at| shape.fits(tables[*at].0, number, &values));
            }
            if seen > 200 {
                break;
            }
        }
        match fitting.as_slice() {
            [only] if seen > 0 => Some(*only),
            _ => None,
        }
    }

    /// The names and roots of tables: as the schema's own tree says, or, where it does not name all that are wanted, as any
    /// page does.
    fn schema(&mut self, entries: &[Option<Entry>], shape: &dyn Shape) -> Vec<(String, u32)> {
        let mut pages: Vec<u32> =
            (1..=self.count()).filter(|n| map::root_of(*n, entries) == Some(1) || *n == 1).collect();
        tree::walk(1, self, &mut vec![0; self.count() as usize + 1], &mut |number| pages.push(number));
        pages.sort_unstable();
        pages.dedup();
        let tables = self.schema_rows(pages.into_iter());
        if shape.tables().iter().all(|(wanted, _)| tables.iter().any(|(name, _)| name == wanted)) {
            return tables;
        }
        self.schema_rows(1..=self.count())
    }

    /// The names and roots of the tables that these pages describe.
    fn schema_rows(&mut self, numbers: impl Iterator<Item = u32>) -> Vec<(String, u32)> {
        let mut tables: Vec<(String, u32)> = Vec::new();
        for number in numbers {
            let Some(page) = self.page(number).and_then(|bytes| Page::of(number, bytes)) else { continue };
            if page.kind != Kind::TableLeaf {
                continue;
            }
            for (_, payload) in page.rows(self).0 {
                let described = record::decode(&payload).and_then(|values| table_of(&values));
                tables.extend(described.filter(|(name, root)| {
                    *root <= self.count() && !tables.iter().any(|(other, _)| other == name)
                }));
            }
        }
        tables
    }
}

/// Whether a page may be of a table with numbered rows, or of one without.
fn is_of(kind: Kind, numbered: bool) -> bool {
    matches!(kind, Kind::TableLeaf | Kind::TableInner) == numbered
}

/// The name and the root of a table that a row of the schema describes.
fn table_of(values: &[Value]) -> Option<(String, u32)> {
    let [Value::Text(kind), Value::Text(name), Value::Text(of), Value::Integer(root), Value::Text(sql)] =
        values
    else {
        return None;
    };
    let is_table = kind == b"table" && name == of && sql.starts_with(b"CREATE TABLE");
    let root = u32::try_from(*root).ok().filter(|root| *root > 1)?;
    is_table.then(|| String::from_utf8(name.clone()).ok()).flatten().map(|name| (name, root))
}
