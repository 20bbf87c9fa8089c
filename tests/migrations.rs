//! Opening files: new ones, old ones, those that are no archives, damaged ones, those that others hold.

use std::path::Path;

use lede::library::{Library, OpenOptions};
use lede::model::ListQuery;
use lede::{Error, ErrorKind};
use rusqlite::Connection;

use crate::support::{Sandbox, clock};

fn open(path: &Path, create: bool) -> lede::Result<Library> {
    Library::open(path, OpenOptions { create, ..OpenOptions::default() })
}

/// Another program's view of the file.
#[allow(clippy::disallowed_methods, reason = "plays another program")]
fn sqlite(path: &Path) -> Connection {
    Connection::open(path).unwrap()
}

fn example(path: &Path) {
    open(path, true).unwrap().save_example(clock(), "en").unwrap();
}

#[test]
fn a_new_archive_has_its_lasting_form() {
    let home = Sandbox::new();
    let path = home.path("deep/folder/new.lede");
    assert_eq!(open(&path, true).unwrap().info().unwrap().articles, 0);
    let conn = sqlite(&path);
    let pragma = |name: &str| -> String {
        conn.pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0))
            .map(|value| format!("{value:?}"))
            .unwrap()
    };
    insta::assert_snapshot!(
        ["application_id", "user_version", "page_size", "auto_vacuum", "journal_mode", "encoding"].map(|name| format!("{name} {}", pragma(name))).join("\n"),
        @r#"
    application_id Integer(1281713253)
    user_version Integer(6)
    page_size Integer(8192)
    auto_vacuum Integer(2)
    journal_mode Text("wal")
    encoding Text("UTF-8")
    "#
    );
    let check: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
}

#[test]
fn a_file_that_is_not_there_is_only_made_when_asked() {
    let home = Sandbox::new();
    let error = open(&home.path("none.lede"), false).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(!home.path("none.lede").exists());
    assert_eq!(open(&home.path(""), true).unwrap_err().kind(), ErrorKind::Io, "a folder");
}

#[test]
fn an_archive_cut_off_while_it_was_made_is_finished() {
    let home = Sandbox::new();
    std::fs::write(home.archive(), b"").unwrap();
    assert_eq!(open(&home.archive(), false).unwrap().info().unwrap().schema, 6);

    let blank = home.path("blank.lede");
    sqlite(&blank).execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE x (y); DROP TABLE x;").unwrap();
    assert_eq!(open(&blank, false).unwrap().info().unwrap().schema, 6);
}

#[test]
fn an_archive_of_the_first_schema_is_brought_up_and_keeps_its_articles() {
    let home = Sandbox::new();
    let old = sqlite(&home.archive());
    old.execute_batch(include_str!("../migrations/0001_archive.sql")).unwrap();
    old.execute_batch(
        "PRAGMA application_id = 1281713253; PRAGMA user_version = 1; PRAGMA journal_mode = WAL;
         INSERT INTO article (url, original_url, title, title_sort, site, site_sort, host, saved)
         VALUES ('https://example.org/a', 'https://example.org/a', 'Kept', 'kept', 'S', 's', 'example.org', 1);",
    )
    .unwrap();
    let library = open(&home.archive(), false).unwrap();
    assert_eq!(library.info().unwrap().schema, 6);
    let query = ListQuery { limit: 9, ..ListQuery::default() };
    assert_eq!(library.articles(&query).unwrap().rows[0].title, "Kept");
}

#[test]
fn a_newer_schema_is_refused_untouched() {
    let home = Sandbox::new();
    example(&home.archive());
    sqlite(&home.archive()).pragma_update(None, "user_version", 99).unwrap();
    let before = std::fs::read(home.archive()).unwrap();
    let error = open(&home.archive(), true).unwrap_err();
    assert!(matches!(error, Error::NewerSchema { found: 99, known: 6, .. }), "{error:?}");
    assert_eq!(std::fs::read(home.archive()).unwrap(), before);
}

#[test]
fn what_is_no_archive_is_refused_untouched() {
    let home = Sandbox::new();
    let text = home.path("notes.txt");
    std::fs::write(&text, "Not a database, but long enough to look like one. ".repeat(40)).unwrap();
    let other = home.path("other.sqlite");
    sqlite(&other).execute_batch("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1);").unwrap();
    let marked = home.path("marked.sqlite");
    sqlite(&marked).execute_batch("PRAGMA application_id = 7; CREATE TABLE theirs (x);").unwrap();
    for path in [text, other, marked] {
        let before = std::fs::read(&path).unwrap();
        assert_eq!(open(&path, true).unwrap_err().kind(), ErrorKind::NotAnArchive, "{}", path.display());
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}

#[test]
fn damage_is_named() {
    let home = Sandbox::new();
    example(&home.archive());
    sqlite(&home.archive()).execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let mut bytes = std::fs::read(home.archive()).unwrap();
    bytes[8192..].fill(0xA5);
    std::fs::write(home.archive(), bytes).unwrap();
    let reading = open(&home.archive(), false)
        .and_then(|library| library.articles(&ListQuery { limit: 1, ..ListQuery::default() }));
    assert_eq!(reading.unwrap_err().kind(), ErrorKind::Damaged);
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let home = Sandbox::new();
    example(&home.archive());
    let mut rights = std::fs::metadata(home.archive()).unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(home.archive(), rights).unwrap();
    match open(&home.archive(), false) {
        // The superuser writes where it may not.
        Ok(_) => assert!(std::fs::OpenOptions::new().write(true).open(home.archive()).is_ok()),
        Err(error) => assert_eq!(error.kind(), ErrorKind::ReadOnly),
    }
}

#[test]
fn reading_goes_on_while_another_program_writes() {
    let home = Sandbox::new();
    example(&home.archive());
    let library = open(&home.archive(), false).unwrap();
    let other = sqlite(&home.archive());
    other.execute_batch("BEGIN IMMEDIATE; UPDATE article SET title = 'changed'").unwrap();
    let query = ListQuery { limit: 1, ..ListQuery::default() };
    assert_eq!(library.articles(&query).unwrap().rows[0].title, "Keep what you read");
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(library.articles(&query).unwrap().rows[0].title, "changed");
}
