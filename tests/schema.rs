//! `docs/SCHEMA.md` describes the archive as it is: every table, every column, and queries that work.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use crate::support::{Sandbox, clock};

const DOCUMENT: &str = include_str!("../docs/SCHEMA.md");

/// A real archive, as another program sees it.
#[allow(clippy::disallowed_methods, reason = "plays a person with nothing but SQLite")]
fn archive(home: &Sandbox) -> Connection {
    let library = lede::library::Library::open(
        &home.archive(),
        lede::library::OpenOptions { create: true, ..Default::default() },
    );
    library.unwrap().save_example(clock(), "en").unwrap();
    Connection::open(home.archive()).unwrap()
}

/// The words in backticks that a line begins with, after `before`.
fn code<'a>(line: &'a str, before: &str) -> Option<&'a str> {
    line.strip_prefix(before)?.strip_prefix('`')?.split_once('`').map(|(code, _)| code)
}

/// Columns and their types of each documented table, in order.
fn documented() -> BTreeMap<String, Vec<(String, String)>> {
    let mut tables = BTreeMap::<_, Vec<_>>::new();
    let mut table = None;
    for line in DOCUMENT.lines() {
        if let Some(name) = code(line, "### ") {
            table = Some(name.to_owned());
        } else if let (Some(table), Some(column)) = (&table, code(line, "| ")) {
            let kind = line.split('|').nth(2).unwrap().trim();
            tables.entry(table.clone()).or_default().push((column.to_owned(), kind.to_owned()));
        }
    }
    tables
}

fn real(archive: &Connection) -> BTreeMap<String, Vec<(String, String)>> {
    // Tables that belong to another one are its insides.
    let mut tables = archive
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow'")
        .unwrap();
    let names = tables.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
    let mut columns = archive.prepare("SELECT name, type FROM pragma_table_info(?1) ORDER BY cid").unwrap();
    let mut columns_of = |name: &String| {
        let columns = columns.query_map([name], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        columns.map(Result::unwrap).collect::<Vec<_>>()
    };
    names.filter(|name| !name.starts_with("sqlite_")).map(|name| (name.clone(), columns_of(&name))).collect()
}

#[test]
fn every_table_and_column_is_described() {
    let home = Sandbox::new();
    let (described, real) = (documented(), real(&archive(&home)));
    let names = |tables: &BTreeMap<String, Vec<_>>| tables.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(&described), names(&real));
    for (table, columns) in real {
        assert_eq!(described[&table], columns, "{table}");
    }
}

#[test]
fn every_query_works() {
    let home = Sandbox::new();
    let archive = archive(&home);
    let blocks: Vec<&str> =
        DOCUMENT.split("```sql\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(blocks.len() >= 4);
    let mut rows = 0;
    for statement in
        blocks.iter().flat_map(|block| block.split_inclusive(';')).filter(|sql| sql.contains(';'))
    {
        let mut prepared = archive.prepare(statement).unwrap_or_else(|error| panic!("{statement}: {error}"));
        let mut found = prepared.query([]).unwrap();
        while found.next().unwrap_or_else(|error| panic!("{statement}: {error}")).is_some() {
            rows += 1;
        }
    }
    assert!(rows > blocks.len(), "the queries found {rows} rows");
    let counted: bool = archive
        .query_row(
            r#"SELECT "all" = (SELECT count(*) FROM article WHERE trashed IS NULL) FROM shelf_count"#,
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert!(counted);
}

#[test]
fn the_numbers_that_mark_an_archive_are_the_documented_ones() {
    let home = Sandbox::new();
    let archive = archive(&home);
    for pragma in ["application_id", "user_version"] {
        let number: i64 = archive.pragma_query_value(None, pragma, |row| row.get(0)).unwrap();
        let line = DOCUMENT.lines().find(|line| line.starts_with(&format!("PRAGMA {pragma};"))).unwrap();
        assert!(line.contains(&format!("-- {number},")), "{line}");
    }
}
