//! Backups: whole whatever happens meanwhile, put back as they were, made by themselves, and never a half one.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use jiff::Zoned;
use lede::ErrorKind;
use lede::library::{Library, LocalTime, OpenOptions, RestoreRequest, restore};
use lede::model::{BackupSettings, BackupState, CaptureSettings, ListQuery, Stage};
use rusqlite::Connection;
use rusqlite::types::Value;
use tokio_util::sync::CancellationToken;

use crate::support::{Sandbox, clock, now};

#[allow(clippy::disallowed_methods, reason = "plays another program")]
fn sqlite(path: &Path) -> Connection {
    Connection::open(path).unwrap()
}

fn open(path: &Path) -> Library {
    Library::open(path, OpenOptions { create: true, ..OpenOptions::default() }).unwrap()
}

/// Two articles with a picture, tags, notes, a highlight and a collection.
fn filled(home: &Sandbox) -> Library {
    let library = open(&home.archive());
    let first = library.save_example(clock(), "en").unwrap().id.unwrap();
    let page = "<html><title>Ferry</title><body><article><h1>The ferry is back</h1><p>The ferry crossed the harbour again on Monday, to the relief of everyone who had walked around it for a year.</p></article>";
    std::fs::write(home.path("page.html"), page).unwrap();
    let saved = home.lede(["save", "--html", "page.html", "https://ferry.example/back"]).output().unwrap();
    assert!(saved.status.success(), "{saved:?}");
    library.note(Some(first), "Look *here* at [[nothing]]", now()).unwrap();
    library
        .update(&[first], lede::model::ArticlePatch { starred: Some(true), ..Default::default() }, now())
        .unwrap();
    library
}

/// Every row of every table, by table.
fn rows(path: &Path) -> BTreeMap<String, Vec<Vec<Value>>> {
    let conn = sqlite(path);
    let mut tables = conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_word' ESCAPE '\\' ORDER BY name").unwrap();
    let names: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let all = |name: &String| {
        let mut statement = conn.prepare(&format!("SELECT * FROM \"{name}\"")).unwrap();
        let columns = statement.column_count();
        let rows = statement
            .query_map([], |row| (0..columns).map(|n| row.get(n)).collect::<Result<Vec<Value>, _>>());
        rows.unwrap().map(Result::unwrap).collect()
    };
    names.iter().map(|name| (name.clone(), all(name))).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn backup(library: &Library, output: &Path, replace: bool) -> lede::Result<lede::model::BackupReport> {
    library.backup(output, replace, now(), &|_| {}, &CancellationToken::new())
}

fn put_back(backup: &Path, archive: &Path, replace: bool) -> lede::Result<lede::model::RestoreReport> {
    let now: Zoned = "2026-11-22T21:05[UTC]".parse().unwrap();
    restore(&RestoreRequest { backup, archive, replace, now }, &|_| {}, &CancellationToken::new())
}

#[test]
fn what_is_restored_is_what_was_there() {
    let home = Sandbox::new();
    let library = filled(&home);
    let there = rows(&home.archive());
    assert!(there.values().filter(|rows| !rows.is_empty()).count() > 20, "too little is compared");
    let made = backup(&library, &home.path("copy.lede"), false).unwrap();
    assert_eq!((made.articles, made.made), (2, now()));
    assert_eq!(made.bytes, home.path("copy.lede").metadata().unwrap().len());
    assert_eq!(rows(&home.path("copy.lede")), there);
    let restored = put_back(&home.path("copy.lede"), &home.path("elsewhere/new.lede"), false).unwrap();
    assert_eq!((restored.articles, restored.kept), (2, None));
    assert_eq!(rows(&home.path("elsewhere/new.lede")), there);
    // It is an archive like any other.
    let elsewhere = open(&home.path("elsewhere/new.lede"));
    assert!(elsewhere.verify(&|_| {}, &CancellationToken::new()).unwrap().is_right());
    elsewhere.note(None, "still writable", now()).unwrap();
    let mode: String = sqlite(&home.path("elsewhere/new.lede"))
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .unwrap();
    assert_eq!(mode, "wal");
}

#[test]
fn a_backup_is_of_one_moment_while_others_write() {
    let home = Sandbox::new();
    let library = filled(&home);
    // Large enough for several steps.
    sqlite(&home.archive())
        .execute_batch("CREATE TABLE theirs (n INTEGER, x BLOB); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) INSERT INTO theirs SELECT 0, randomblob(40000) FROM n;")
        .unwrap();
    let (done, written) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let other = sqlite(&home.archive());
            other.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
            while !done.load(Ordering::SeqCst) {
                // All rows, wherever they stand in the file, are always of one number.
                other.execute("UPDATE theirs SET n = n + 1", []).unwrap();
                written.fetch_add(1, Ordering::SeqCst);
            }
        });
        let steps = AtomicU64::new(0);
        let on_progress = |progress: lede::model::Progress| {
            if progress.stage == Stage::Copying {
                let before = written.load(Ordering::SeqCst);
                while steps.fetch_add(1, Ordering::SeqCst) < 1_000_000
                    && written.load(Ordering::SeqCst) == before
                {
                    std::thread::yield_now();
                }
            }
        };
        let made =
            library.backup(&home.path("copy.lede"), false, now(), &on_progress, &CancellationToken::new());
        done.store(true, Ordering::SeqCst);
        made.unwrap();
    });
    assert!(written.load(Ordering::SeqCst) > 2, "nobody wrote meanwhile");
    let numbers: u32 = sqlite(&home.path("copy.lede"))
        .query_row("SELECT count(DISTINCT n) FROM theirs", [], |row| row.get(0))
        .unwrap();
    assert_eq!(numbers, 1);
}

#[test]
fn nothing_is_replaced_unasked_and_nothing_is_left_half() {
    let home = Sandbox::new();
    let library = filled(&home);
    let output = home.path("copies/one.lede");
    std::fs::create_dir(home.path("copies")).unwrap();
    std::fs::write(&output, "mine").unwrap();
    assert_eq!(backup(&library, &output, false).unwrap_err().kind(), ErrorKind::Exists);
    let cancel = CancellationToken::new();
    cancel.cancel();
    let cancelled = library.backup(&output, true, now(), &|_| {}, &cancel);
    assert_eq!(cancelled.unwrap_err().kind(), ErrorKind::Cancelled);
    assert_eq!(std::fs::read(&output).unwrap(), b"mine");
    let late = CancellationToken::new();
    let on_progress = |progress: lede::model::Progress| {
        if progress.stage == Stage::Checking {
            late.cancel();
        }
    };
    let _ = library.backup(&output, true, now(), &on_progress, &late);
    assert_eq!(names(&home.path("copies")), ["one.lede"]);
    backup(&library, &output, true).unwrap();
    assert_eq!(names(&home.path("copies")), ["one.lede"]);
    assert_eq!(backup(&library, &home.archive(), true).unwrap_err().kind(), ErrorKind::Invalid);
    assert_eq!(backup(&library, &home.path("none/x.lede"), true).unwrap_err().kind(), ErrorKind::Io);
    assert_eq!(library.articles(&ListQuery::default()).unwrap().total, 2);
}

#[test]
fn a_damaged_archive_makes_no_backup() {
    let home = Sandbox::new();
    let library = filled(&home);
    sqlite(&home.archive()).execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    drop(library);
    let mut bytes = std::fs::read(home.archive()).unwrap();
    let page = bytes.len() / 8192 / 2;
    bytes[page * 8192..(page + 1) * 8192].fill(0x5A);
    std::fs::write(home.archive(), bytes).unwrap();
    let ran = home.lede(["--json", "backup", "copy.lede"]).output().unwrap();
    assert_eq!(ran.status.code(), Some(23), "{ran:?}");
    assert!(!home.path("copy.lede").exists());
}

#[test]
fn killed_while_it_copies_no_half_file_has_the_name() {
    let home = Sandbox::new();
    drop(filled(&home));
    sqlite(&home.archive())
        .execute_batch("CREATE TABLE theirs (x BLOB); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO theirs SELECT randomblob(500000) FROM n;")
        .unwrap();
    std::fs::create_dir(home.path("copies")).unwrap();
    let mut child = home.lede(["backup", "copies/copy.lede"]).stderr(Stdio::null()).spawn().unwrap();
    // Killed as soon as it has begun to write.
    while child.try_wait().unwrap().is_none() {
        let begun = std::fs::read_dir(home.path("copies")).unwrap().flatten();
        if begun.filter_map(|entry| entry.metadata().ok()).any(|file| file.len() > 1_000_000) {
            child.kill().unwrap();
            break;
        }
    }
    assert!(!child.wait().unwrap().success(), "it was done before it was killed");
    assert!(!home.path("copies/copy.lede").exists());
    let after = home.lede(["--json", "backup", "copies/copy.lede"]).output().unwrap();
    assert!(after.status.success(), "{after:?}");
    assert!(open(&home.path("copies/copy.lede")).info().unwrap().articles == 2);
}

#[test]
fn an_archive_that_holds_something_is_put_aside_only_when_asked() {
    let home = Sandbox::new();
    let library = filled(&home);
    backup(&library, &home.path("copy.lede"), false).unwrap();
    let gone = library.articles(&ListQuery { limit: 9, ..ListQuery::default() }).unwrap().rows[0].id;
    library
        .update(&[gone], lede::model::ArticlePatch { trashed: Some(true), ..Default::default() }, now())
        .unwrap();
    library.purge(None).unwrap();
    let held = put_back(&home.path("copy.lede"), &home.archive(), true);
    assert_eq!(held.unwrap_err().kind(), ErrorKind::Locked, "a program had it open");
    drop(library);
    let there = std::fs::read(home.archive()).unwrap();
    assert_eq!(
        put_back(&home.path("copy.lede"), &home.archive(), false).unwrap_err().kind(),
        ErrorKind::Exists
    );
    assert_eq!(std::fs::read(home.archive()).unwrap(), there);
    let kept = put_back(&home.path("copy.lede"), &home.archive(), true).unwrap().kept.unwrap();
    assert_eq!(Path::new(&kept), home.path("archive-before-restore-2026-11-22-2105.lede"));
    assert_eq!(open(&home.archive()).info().unwrap().articles, 2);
    assert_eq!(open(Path::new(&kept)).info().unwrap().articles, 1);
    // A second time within the minute takes no name away.
    let second = put_back(&home.path("copy.lede"), &home.archive(), true).unwrap().kept.unwrap();
    assert_eq!(Path::new(&second), home.path("archive-before-restore-2026-11-22-2105-2.lede"));
}

#[test]
fn an_archive_that_holds_nothing_or_cannot_be_read_makes_way() {
    let home = Sandbox::new();
    let library = filled(&home);
    backup(&library, &home.path("copy.lede"), false).unwrap();
    let empty = home.path("empty.lede");
    drop(open(&empty));
    put_back(&home.path("copy.lede"), &empty, false).unwrap();
    assert_eq!(open(&empty).info().unwrap().articles, 2);
    let broken = home.path("broken.lede");
    std::fs::write(&broken, "no archive at all, and long enough to be taken for one ".repeat(50)).unwrap();
    assert_eq!(put_back(&home.path("copy.lede"), &broken, false).unwrap_err().kind(), ErrorKind::Exists);
    let kept = put_back(&home.path("copy.lede"), &broken, true).unwrap().kept.unwrap();
    assert!(std::fs::read(kept).unwrap().starts_with(b"no archive"));
    assert_eq!(open(&broken).info().unwrap().articles, 2);
}

#[test]
fn what_is_no_sound_backup_is_refused() {
    let home = Sandbox::new();
    let library = filled(&home);
    let copy = |name: &str| {
        backup(&library, &home.path(name), false).unwrap();
        home.path(name)
    };
    let newer = copy("newer.lede");
    sqlite(&newer).pragma_update(None, "user_version", 99).unwrap();
    let damaged = copy("damaged.lede");
    let mut bytes = std::fs::read(&damaged).unwrap();
    let page = bytes.len() / 8192 / 2;
    bytes[page * 8192..(page + 1) * 8192].fill(0x5A);
    std::fs::write(&damaged, bytes).unwrap();
    let text = home.path("notes.txt");
    std::fs::write(&text, "Not a database, but long enough to look like one. ".repeat(40)).unwrap();
    for (backup, kind) in
        [(newer, ErrorKind::NewerSchema), (damaged, ErrorKind::Damaged), (text, ErrorKind::NotAnArchive)]
    {
        let refused = put_back(&backup, &home.path("to/new.lede"), true).unwrap_err();
        assert_eq!(refused.kind(), kind, "{refused}");
        assert_eq!(names(&home.path("to")), [""; 0]);
    }
}

/// An archive whose local time is `at`.
fn open_at(path: &Path, at: &str) -> Library {
    let at: Zoned = format!("{at}[+03:30]").parse().unwrap();
    let local_time = LocalTime(Arc::new(move || at.clone()));
    Library::open(path, OpenOptions { create: true, local_time, ..OpenOptions::default() }).unwrap()
}

#[test]
fn one_is_made_a_day_and_old_ones_go() {
    let home = Sandbox::new();
    drop(filled(&home));
    let settings =
        BackupSettings { daily_backups: true, days: 2, weeks: 0, months: 0, ..BackupSettings::default() };
    let first = open_at(&home.archive(), "2026-11-20T23:00");
    assert!(!first.is_backup_due().unwrap(), "nobody asked for any");
    first.set_backup_settings(&settings).unwrap();
    let folder = home.path("backups");
    let run =
        |library: &Library| library.automatic_backup(&settings, &|_| {}, &CancellationToken::new()).unwrap();
    for (time, made, due_after) in [
        ("2026-11-20T23:00", true, false),
        ("2026-11-20T23:59", false, false),
        ("2026-11-21T00:01", true, false),
    ] {
        let library = open_at(&home.archive(), time);
        assert_eq!(library.is_backup_due().unwrap(), made, "{time}");
        assert_eq!(run(&library).made.is_some(), made, "{time}");
        assert_eq!(library.is_backup_due().unwrap(), due_after, "{time}");
    }
    std::fs::write(folder.join("archive-2026-01-01.lede"), "another file").unwrap();
    let third = run(&open_at(&home.archive(), "2026-11-22T08:00"));
    assert_eq!(third.removed, [folder.join("archive-2026-11-20-2300.lede").display().to_string()]);
    assert_eq!(
        names(&folder),
        ["archive-2026-01-01.lede", "archive-2026-11-21-0001.lede", "archive-2026-11-22-0800.lede"]
    );
    let BackupState { last, failed, .. } = open(&home.archive()).backup_state().unwrap();
    assert_eq!(last, third.made);
    assert_eq!(failed, None);
}

#[test]
fn one_that_fails_is_remembered_until_one_succeeds() {
    let home = Sandbox::new();
    let library = filled(&home);
    std::fs::write(home.path("file"), "no folder").unwrap();
    let into = |folder: &str| BackupSettings {
        folder: Some(home.path(folder).display().to_string()),
        ..BackupSettings::default()
    };
    let run = |folder| library.automatic_backup(&into(folder), &|_| {}, &CancellationToken::new());
    assert_eq!(run("file").unwrap_err().kind(), ErrorKind::Io);
    assert_eq!(library.backup_state().unwrap().failed.unwrap().error.kind, ErrorKind::Io);
    run("folder").unwrap();
    assert_eq!(library.backup_state().unwrap().failed, None);
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    let home = Sandbox::new();
    let library = open(&home.archive());
    let none = BackupSettings { days: 0, weeks: 0, months: 0, ..BackupSettings::default() };
    let relative = BackupSettings { folder: Some("backups".into()), ..BackupSettings::default() };
    let many = BackupSettings { days: 1001, ..BackupSettings::default() };
    for settings in [none, relative, many] {
        assert_eq!(library.set_backup_settings(&settings).unwrap_err().kind(), ErrorKind::Setting);
    }
    assert_eq!(library.backup_settings().unwrap(), BackupSettings::default());
    assert_eq!(library.settings().unwrap(), CaptureSettings::default());
}

#[test]
fn a_copy_is_kept_before_an_archive_is_brought_to_a_newer_schema() {
    let home = Sandbox::new();
    let old = sqlite(&home.archive());
    old.execute_batch(include_str!("../migrations/0001_archive.sql")).unwrap();
    old.execute_batch(
        "PRAGMA application_id = 1281713253; PRAGMA user_version = 1; PRAGMA journal_mode = WAL;
         INSERT INTO article (url, original_url, title, title_sort, site, site_sort, host, saved)
         VALUES ('https://example.org/a', 'https://example.org/a', 'Kept', 'kept', 'S', 's', 'example.org', 1);",
    )
    .unwrap();
    let there = rows(&home.archive());
    drop(old);
    open_at(&home.archive(), "2026-11-22T08:00");
    let kept = home.path("archive-schema-1-2026-11-22-0800.lede");
    assert_eq!(rows(&kept), there);
    let version: u32 = sqlite(&kept).pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 1);
    // It is restored like any other, and brought up again.
    put_back(&kept, &home.path("again.lede"), false).unwrap();
    assert_eq!(open(&home.path("again.lede")).info().unwrap().articles, 1);
    let before = names(&home.path(""));
    open_at(&home.archive(), "2026-11-23T08:00");
    assert_eq!(names(&home.path("")), before, "one is enough");
}
