//! Archives that are damaged on purpose: told, and recovered as far as they can be read.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rusqlite::types::Value;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::library::prepared::sha256;
use crate::library::{RecoverRequest, recover};

const PAGE: usize = 8192;

/// Noise that no compression makes smaller, the same for the same seed.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    (0..length)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        })
        .collect()
}

/// Words that are those of one article only.
fn words(seed: u64, count: usize) -> String {
    let word = |n: usize| {
        noise(seed * 10_000 + n as u64, 6).iter().map(|b| char::from(b'a' + b % 26)).collect::<String>()
    };
    (0..count).map(word).collect::<Vec<_>>().join(" ")
}

/// Articles with texts longer than a page, pictures, notes, highlights, tags, a collection and a relation; merged into one file.
pub(super) fn filled(articles: u64) -> Archive {
    let archive = archive();
    let library = &archive.library;
    let mut ids = Vec::new();
    for n in 1..=articles {
        let text = words(n, 2500);
        let mut story = capture(&format!("https://example.org/{n}"), &format!("Story {n}"), &text);
        story.response.body = noise(n, 20_000);
        let bytes = noise(n + 1000, 30_000);
        let (url, hash) = (format!("https://example.org/{n}.png"), AssetHash(sha256(&bytes)));
        story.page.html.push_str("<img data-asset=\"1\">");
        story.page.pictures.push(Picture { n: 1, url: url.clone(), alternatives: Vec::new() });
        let result = Ok(Asset { hash, mime: "image/png".into(), bytes, size: Some((4, 3)) });
        story.assets.push(CapturedAsset { n: 1, url, result });
        ids.push(archive.save(&story));
        library.note(ids.last().copied(), &format!("note {n} on [[Story {n}]]"), at(1)).unwrap();
    }
    library.retag(&ids, &["world/iran".parse().unwrap(), "bridges".parse().unwrap()], &[], at(2)).unwrap();
    let new = NewCollection { name: "Reading".into(), ..NewCollection::default() };
    let collection = library.new_collection(new, at(3)).unwrap().value;
    library.add_to_collection(collection, &ids, at(3)).unwrap();
    library.note(None, "a note of its own", at(4)).unwrap();
    settle(library);
    archive
}

fn settle(library: &Library) {
    library.db().maintain(|conn| Ok(conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?)).unwrap();
}

/// Every row of the tables that are kept.
pub(super) fn kept(library: &Library) -> BTreeMap<&'static str, Vec<Vec<Value>>> {
    let rows = |conn: &rusqlite::Connection, table: &Table| {
        // How far a rebuild came belongs to nobody.
        let which = if table.name == "setting" { "WHERE key <> 'rebuild'" } else { "" };
        let mut statement = conn.prepare(&format!("SELECT * FROM \"{}\" {which}", table.name)).unwrap();
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| (0..columns).map(|n| row.get(n)).collect());
        rows.unwrap().map(Result::unwrap).collect()
    };
    library
        .db()
        .read(|conn| Ok(TABLES.iter().map(|table| (table.name, rows(conn, table))).collect()))
        .unwrap()
}

struct Recovered {
    report: RecoverReport,
    library: Library,
    _folder: tempfile::TempDir,
}

fn recovered(damaged: &Path) -> crate::Result<Recovered> {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("new.lede");
    let request = RecoverRequest {
        damaged,
        output: &output,
        replace: false,
        now: at(9),
        options: OpenOptions::default(),
    };
    let report = recover(&request, &|_| {}, &CancellationToken::new())?;
    let library = Library::open(&output, OpenOptions::default()).unwrap();
    Ok(Recovered { report, library, _folder: folder })
}

/// A copy of an archive's file that is changed.
fn damaged(archive: &Archive, change: impl FnOnce(&mut Vec<u8>)) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("damaged.lede");
    let mut bytes = fs::read(archive.library.path()).unwrap();
    change(&mut bytes);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// The pages of a table, by SQLite's own count.
fn pages_of(archive: &Archive, table: &str, kind: &str) -> Vec<usize> {
    let sql = "SELECT pageno FROM dbstat WHERE name = ?1 AND pagetype = ?2 ORDER BY pageno";
    archive
        .library
        .db()
        .read(|conn| {
            let mut statement = conn.prepare(sql)?;
            let pages = statement.query_map((table, kind), |row| Ok(row.get::<_, u32>(0)? as usize))?;
            Ok(pages.collect::<rusqlite::Result<_>>()?)
        })
        .unwrap()
}

fn fill_page(bytes: &mut [u8], page: usize, with: u8) {
    bytes[(page - 1) * PAGE..page * PAGE].fill(with);
}

/// What is recovered is an archive in which everything is right.
fn is_sound(recovered: &Recovered) {
    let report = recovered.library.verify(&|_| {}, &CancellationToken::new()).unwrap();
    let is_told = |id: &ArticleId| recovered.report.lost.iter().any(|lost| lost.id == Some(*id));
    let is_known = |wrong: &Wrong| match wrong.part {
        WrongPart::Text | WrongPart::Html => true,
        // The chain tells that something is missing: it must be what the report has as lost.
        WrongPart::Chain => wrong.articles.iter().all(is_told),
        _ => false,
    };
    let known: Vec<_> = report.contents.iter().filter(|wrong| !is_known(wrong)).collect();
    assert!(report.faults.is_empty() && report.references.is_empty(), "{report:?}");
    assert!(report.is_index_right(), "{report:?}");
    assert!(known.is_empty(), "{known:?}");
    for id in recovered.library.article_ids(&ListQuery { shelf: Shelf::All, ..ListQuery::default() }).unwrap()
    {
        // One without a text says so.
        let article = recovered.library.article(id);
        assert!(
            article.is_ok() || recovered.report.lost.iter().any(|lost| lost.id == Some(id)),
            "{article:?}"
        );
    }
}

#[test]
fn the_tables_that_are_kept_are_described_as_they_are() {
    let archive = archive();
    let layouts = archive.library.db().read(crate::db::layouts).unwrap();
    assert_eq!(layouts.len(), TABLES.len());
    for table in TABLES {
        for column in table.columns {
            let sql = "SELECT \"notnull\" OR pk FROM pragma_table_info(?1) WHERE name = ?2";
            let needed: bool = archive
                .library
                .db()
                .read(|conn| Ok(conn.query_row(sql, (table.name, column.name), |row| row.get(0))?))
                .unwrap();
            assert_eq!(needed, !column.optional, "{}.{}", table.name, column.name);
        }
        assert!(table.same.iter().all(|name| table.position(name).is_some()), "{}", table.name);
    }
}

#[test]
fn of_a_whole_archive_everything_is_recovered() {
    let archive = filled(8);
    let there = kept(&archive.library);
    let recovered = recovered(archive.library.path()).unwrap();
    assert!(recovered.report.is_whole(), "{:?}", recovered.report);
    assert_eq!(recovered.report.articles, 8);
    for (table, rows) in kept(&recovered.library) {
        assert_eq!(rows, there[table], "{table}");
    }
    is_sound(&recovered);
}

#[test]
fn what_stands_only_in_the_log_is_recovered() {
    let archive = filled(3);
    archive.library.note(None, "not merged yet", at(5)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.lede");
    fs::copy(archive.library.path(), &copy).unwrap();
    let log = format!("{}-wal", archive.library.path().display());
    fs::copy(&log, format!("{}-wal", copy.display())).unwrap();
    let there = kept(&archive.library);
    let recovered = recovered(&copy).unwrap();
    assert_eq!(kept(&recovered.library)["note"], there["note"]);
    assert!(recovered.report.is_whole());
}

#[test]
fn without_its_first_pages_everything_else_is_recovered() {
    let archive = filled(8);
    let there = kept(&archive.library);
    // The header and the schema's root; then every page of the schema.
    let schema: Vec<usize> =
        [pages_of(&archive, "sqlite_schema", "leaf"), pages_of(&archive, "sqlite_schema", "internal")]
            .concat();
    assert!(schema.len() > 2);
    for lost in [vec![1], schema] {
        let (_folder, path) =
            damaged(&archive, |bytes| lost.iter().for_each(|page| fill_page(bytes, *page, 0xA5)));
        let recovered = recovered(&path).unwrap();
        for table in
            ["article", "version", "asset", "response", "note", "tag", "link", "version_asset", "collection"]
        {
            assert_eq!(kept(&recovered.library)[table], there[table], "{table} without {lost:?}");
        }
        is_sound(&recovered);
    }
}

#[test]
fn without_an_inner_page_its_leaves_are_found() {
    let archive = filled(40);
    let inner = pages_of(&archive, "version", "internal");
    let there = kept(&archive.library);
    assert!(!inner.is_empty());
    let (_folder, path) = damaged(&archive, |bytes| inner.iter().for_each(|page| fill_page(bytes, *page, 0)));
    let recovered = recovered(&path).unwrap();
    assert_eq!(kept(&recovered.library)["version"], there["version"]);
    assert_eq!(recovered.report.articles, 40);
    is_sound(&recovered);
}

#[test]
fn a_broken_leaf_costs_what_stood_in_it_and_says_so() {
    let archive = filled(20);
    for table in
        ["version", "article", "asset", "response", "note", "tag", "link", "collection_article", "url_claim"]
    {
        let Some(page) = pages_of(&archive, table, "leaf").pop() else { continue };
        let (_folder, path) = damaged(&archive, |bytes| fill_page(bytes, page, 0xFF));
        let recovered = recovered(&path).unwrap();
        is_sound(&recovered);
        let broken =
            recovered.report.tables.iter().find(|row| row.table == table).map(|row| row.broken_pages);
        assert_eq!(broken, Some(1), "{table}: {:?}", recovered.report);
        if table != "version" {
            assert_eq!(recovered.report.articles, 20, "{table}: an article whose text is there is there");
        }
    }
}

#[test]
fn a_broken_part_of_a_picture_or_a_text_is_found_by_its_sum() {
    let archive = filled(6);
    let pages = pages_of(&archive, "asset", "overflow");
    let (_folder, path) = damaged(&archive, |bytes| bytes[(pages[2] - 1) * PAGE + 500] ^= 1);
    let told = Library::open(&path, OpenOptions::default())
        .unwrap()
        .verify(&|_| {}, &CancellationToken::new())
        .unwrap();
    let [wrong] = told.contents.as_slice() else { panic!("{told:?}") };
    assert_eq!((wrong.part, wrong.articles.len()), (WrongPart::Picture, 1));
    assert!(!told.is_right());
    let recovered = recovered(&path).unwrap();
    let [lost] = recovered.report.lost.as_slice() else { panic!("{:?}", recovered.report) };
    assert_eq!(lost.id, Some(wrong.articles[0]));
    let article = recovered.library.article(wrong.articles[0]).unwrap();
    assert_eq!((article.summary.missing_assets, article.missing.len()), (1, 1));
    is_sound(&recovered);
}

#[test]
fn each_part_that_changed_is_told_with_what_can_be_done() {
    let archive = filled(3);
    let change = |sql: &str| archive.library.db().write(|tx| Ok(tx.execute(sql, [])?)).unwrap();
    change("UPDATE version SET text = text || '!' WHERE id = 1");
    change("UPDATE version SET html = 'x' WHERE id = 2");
    change("UPDATE response SET body = x'00' WHERE id = 3");
    change("UPDATE asset SET data = x'00' WHERE id = 2");
    let report = archive.library.verify(&|_| {}, &CancellationToken::new()).unwrap();
    let told: Vec<String> =
        report.contents.iter().map(|wrong| format!("{}: {}", wrong.why, wrong.remedy)).collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    the text of version 1 of article 1 is not what it was: `lede reextract 1` makes the copy again from the raw page
    the HTML of version 2 of article 2 is not what it was: `lede reextract 2` makes the copy again from the raw page
    the raw page of article 3 is not what it was: the copy is there; `lede refetch 3` fetches the page again
    a picture of article 2 is not what it was: restore a backup; or `lede recover`, then `lede queue --pictures 2 --run` in the new archive
    ");
    assert_eq!((report.versions, report.pages, report.pictures), (3, 3, 3));
}

#[test]
fn a_file_that_was_cut_off_gives_what_is_left() {
    let archive = filled(20);
    let length = fs::metadata(archive.library.path()).unwrap().len() as usize;
    for (part, costs) in [(length / 4, true), (length / 2, true), (length - PAGE - 17, false)] {
        let (_folder, path) = damaged(&archive, |bytes| bytes.truncate(part));
        let recovered = recovered(&path).unwrap();
        is_sound(&recovered);
        assert!(!costs || !recovered.report.is_whole());
    }
}

#[test]
fn what_was_deleted_stays_deleted() {
    let archive = filled(12);
    let ids: Vec<ArticleId> = (1..=6).map(ArticleId).collect();
    archive
        .library
        .update(&ids, ArticlePatch { trashed: Some(true), ..ArticlePatch::default() }, at(6))
        .unwrap();
    archive.library.purge(None).unwrap();
    settle(&archive.library);
    let (_folder, path) = damaged(&archive, |bytes| fill_page(bytes, 1, 0));
    let recovered = recovered(&path).unwrap();
    assert_eq!(recovered.report.articles, 6);
    assert_eq!(kept(&recovered.library)["version"].len(), 6);
}

#[test]
fn what_is_no_archive_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    for bytes in [&b""[..], b"short", &noise(1, 100_000), &[0; 50_000]] {
        fs::write(&path, bytes).unwrap();
        let refused = recovered(&path).err().unwrap();
        assert_eq!(refused.kind(), crate::ErrorKind::NotAnArchive, "{refused}");
    }
    assert_eq!(recovered(&folder.path().join("none")).err().unwrap().kind(), crate::ErrorKind::Io);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever is damaged, nothing stumbles, and what comes of it is right in itself.
    #[test]
    fn random_damage_is_survived(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..200),
        pages in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
    ) {
        let archive = filled(10);
        let (_folder, path) = damaged(&archive, |bytes| {
            for (at, with) in &flips {
                let at = at.index(bytes.len());
                bytes[at] ^= with;
            }
            for (page, with) in &pages {
                let page = page.index(bytes.len() / PAGE) + 1;
                fill_page(bytes, page, *with);
            }
        });
        // Opening and checking may fail, and say why.
        if let Ok(library) = Library::open(&path, OpenOptions::default()) {
            let _ = library.verify(&|_| {}, &CancellationToken::new());
        }
        if let Ok(recovered) = recovered(&path) {
            is_sound(&recovered);
        }
    }
}
