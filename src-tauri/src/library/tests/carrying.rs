//! Everything out as JSON and in again: the same bytes, whatever was done before.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tokio_util::sync::CancellationToken;

use super::model::{Model, changes};
use super::recovering::{filled, kept};
use super::*;
use crate::library::ExportRequest;

struct Files(tempfile::TempDir);

impl Files {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

fn export(library: &Library, choice: ExportChoice, output: &Path) -> ExportReport {
    let request = ExportRequest {
        choice: &choice,
        format: ExportFormat::Json,
        options: ExportOptions::default(),
        title: None,
        output,
        replace: true,
    };
    library.export(&request, at(50), &|_| {}, &CancellationToken::new()).unwrap()
}

/// Everything that is kept, as it goes out.
pub(super) fn exported(library: &Library, output: &Path) -> Vec<u8> {
    export(library, ExportChoice::Archive, output);
    fs::read(output).unwrap()
}

fn import(library: &Library, file: &Path) -> ImportReport {
    let options = ImportOptions::default();
    let (clock, cancel) = (clock_at(60), CancellationToken::new());
    let importing = library.import(file, &options, &clock, &|_| {}, &cancel);
    let report = tokio::runtime::Runtime::new().unwrap().block_on(importing).unwrap();
    let accounted =
        report.imported + report.merged + report.skipped.len() as u64 + report.failed.len() as u64;
    assert_eq!(report.rows, accounted, "{report:?}");
    report
}

/// What is there when everything of a file is taken into an empty archive.
fn carried(file: &Path) -> Archive {
    let empty = archive();
    let report = import(&empty.library, file);
    assert!(report.failed.is_empty() && report.skipped.is_empty() && report.merged == 0, "{report:?}");
    assert!(empty.library.verify(&|_| {}, &CancellationToken::new()).unwrap().is_right());
    empty
}

/// Everything that a person can do to a few articles.
fn varied() -> Archive {
    let archive = filled(5);
    let library = &archive.library;
    let id = ArticleId;
    let quote = |n: i64| {
        library.article(id(n)).unwrap().text.split_whitespace().take(3).collect::<Vec<_>>().join(" ")
    };
    let details = HighlightPatch {
        note: Some("why *this*".into()),
        add_tags: vec!["marked".parse().unwrap()],
        ..HighlightPatch::default()
    };
    library.highlight_quote(id(1), None, &quote(1), None, &details, at(5)).unwrap();
    library
        .update(
            &[id(2)],
            ArticlePatch { starred: Some(true), state: Some(ReadState::Read), ..ArticlePatch::default() },
            at(6),
        )
        .unwrap();
    library.update(&[id(3)], ArticlePatch { trashed: Some(true), ..ArticlePatch::default() }, at(7)).unwrap();
    library.set_position(id(4), 0.123_456_789_012_345_6).unwrap();
    let relating = Relating { kind: RelationKind::FollowUp, ..Relating::default() };
    library.relate(&[id(1)], id(2), &relating, at(8)).unwrap();
    library.set_not_duplicate(id(1), &[id(2)], true, at(9)).unwrap();
    library.dismiss_related(id(1), &[id(4)], at(9)).unwrap();
    library.watch(&[id(1)], jiff::SignedDuration::from_hours(6), at(10)).unwrap();
    library.set_rule("host = \"example.org\"\nbody = \"article\"", at(11)).unwrap();
    let longer = capture(
        "https://example.org/2",
        "Story 2",
        "quite another text \u{2028} with \"quotes\" and a \u{0} in it",
    );
    archive.store(&longer, Aim::Renew(Some(id(2))), 20);
    library.enqueue(&["https://example.org/later".to_owned()], at(12)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("list.txt");
    fs::write(&list, "https://example.org/1\nno URL at all\n").unwrap();
    let report = import(library, &list);
    assert_eq!((report.merged, report.failed.len()), (1, 1));
    library.set_settings(CaptureSettings { pictures: false, ..CaptureSettings::default() }).unwrap();
    archive
}

#[test]
fn everything_goes_out_and_comes_in_as_it_was() {
    let (archive, files) = (varied(), Files::new());
    let report = export(&archive.library, ExportChoice::Archive, &files.path("a.json"));
    assert_eq!((report.exported, report.left_out.len()), (5, 0));
    let empty = carried(&files.path("a.json"));
    export(&empty.library, ExportChoice::Archive, &files.path("b.json"));
    assert!(
        fs::read(files.path("a.json")).unwrap() == fs::read(files.path("b.json")).unwrap(),
        "other bytes"
    );
    let (there, here) = (kept(&archive.library), kept(&empty.library));
    for table in TABLES.iter().filter(|table| table.name != "setting") {
        assert_eq!(here[table.name], there[table.name], "{}", table.name);
        assert!(
            !there[table.name].is_empty()
                || [
                    "highlight_place",
                    "story",
                    "story_choice",
                    "repair",
                    "failed_attempt",
                    "version_part",
                    "link",
                    "link_picture",
                    "highlight_tag"
                ]
                .contains(&table.name),
            "{} is empty",
            table.name
        );
    }
    assert!(!empty.library.settings().unwrap().pictures);
}

#[test]
fn the_same_file_again_changes_nothing() {
    let (archive, files) = (varied(), Files::new());
    export(&archive.library, ExportChoice::Archive, &files.path("a.json"));
    let before = kept(&archive.library);
    let report = import(&archive.library, &files.path("a.json"));
    assert_eq!((report.imported, report.failed.len()), (0, 0), "{report:?}");
    assert_eq!(report.skipped.len(), before["capture_chain"].len());
    assert_eq!(kept(&archive.library), before);
}

#[test]
fn a_part_takes_what_belongs_to_it() {
    let (archive, files) = (varied(), Files::new());
    export(&archive.library, ExportChoice::Articles(vec![ArticleId(2), ArticleId(1)]), &files.path("a.json"));
    let part = carried(&files.path("a.json"));
    let rows: BTreeMap<_, _> =
        kept(&part.library).into_iter().map(|(name, rows)| (name, rows.len())).collect();
    for (table, count) in [
        ("article", 2),
        ("version", 3),
        ("asset", 2),
        ("relation", 1),
        ("not_copy", 2),
        ("dismissed", 0),
        ("note", 2),
        ("highlight", 1),
        ("collection", 1),
        ("collection_article", 2),
        ("tag", 4),
        ("job", 0),
        ("site_rule", 0),
    ] {
        assert_eq!(rows[table], count, "{table}");
    }
    export(&part.library, ExportChoice::Articles(vec![ArticleId(1), ArticleId(2)]), &files.path("b.json"));
    assert!(
        fs::read(files.path("a.json")).unwrap() == fs::read(files.path("b.json")).unwrap(),
        "other bytes"
    );
}

#[test]
fn in_a_filled_archive_what_is_there_gets_what_it_lacks() {
    let (theirs, files) = (varied(), Files::new());
    export(&theirs.library, ExportChoice::Archive, &files.path("a.json"));
    let mine = archive();
    // Other articles stand under the numbers, and one of theirs is there with a note of mine.
    for n in 0..7 {
        mine.save(&capture(&format!("https://mine.example/{n}"), "Mine", &format!("my own text number {n}")));
    }
    let shared = mine.save(&capture("https://example.org/2", "My copy", "the copy that I have"));
    mine.library.note(Some(shared), "mine", at(1)).unwrap();
    mine.library.retag(&[shared], &["world/iran".parse().unwrap()], &[], at(1)).unwrap();
    let report = import(&mine.library, &files.path("a.json"));
    assert!(report.failed.is_empty(), "{report:?}");
    assert_eq!((report.kinds["article"].imported, report.kinds["article"].merged), (4, 1));
    let article = mine.library.article(shared).unwrap();
    assert_eq!(article.summary.title, "My copy", "what is shown stays");
    assert_eq!(article.notes.len(), 2);
    assert_eq!(mine.library.versions(shared).unwrap().len(), 3);
    assert_eq!(article.summary.tags, ["bridges", "world/iran"]);
    let report = mine.library.verify(&|_| {}, &CancellationToken::new()).unwrap();
    assert!(report.is_right() && report.unchained == 0, "{report:?}");
    let again = import(&mine.library, &files.path("a.json"));
    assert_eq!(again.imported, 0, "{again:?}");
}

#[test]
fn a_saved_search_looks_for_the_same_in_another_archive() {
    let (theirs, files) = (varied(), Files::new());
    let library = &theirs.library;
    let collection = |name: &str, query: Option<SavedQuery>| {
        let new = NewCollection { name: name.into(), query, ..NewCollection::default() };
        library.new_collection(new, at(6)).unwrap().value
    };
    // It is older than what it looks for.
    let search = collection("Bridges", Some(SavedQuery::default()));
    let read = collection("Read", None);
    library.add_to_collection(read, &[ArticleId(2)], at(7)).unwrap();
    let tag = library.tags().unwrap().into_iter().find(|tag| tag.path.to_string() == "bridges").unwrap();
    let query = SavedQuery {
        find: Some("related-to:3 OR links-to:4".into()),
        tag: Some(tag.id),
        collection: Some(read),
        ..SavedQuery::default()
    };
    let patch = CollectionPatch { query: Some(query), ..CollectionPatch::default() };
    library.update_collection(search, patch, at(8)).unwrap();
    export(library, ExportChoice::Archive, &files.path("a.json"));

    let mine = archive();
    mine.save(&capture("https://mine.example/1", "Mine", "my own text"));
    mine.library.retag(&[ArticleId(1)], &["mine".parse().unwrap()], &[], at(1)).unwrap();
    mine.library.new_collection(NewCollection { name: "Mine".into(), ..Default::default() }, at(1)).unwrap();
    let report = import(&mine.library, &files.path("a.json"));
    assert!(report.failed.is_empty(), "{report:?}");
    let search = mine.library.find_collection("Bridges").unwrap();
    let query = mine.library.collection(search).unwrap().summary.query.unwrap();
    let tag = mine.library.tags().unwrap().into_iter().find(|tag| Some(tag.id) == query.tag).unwrap();
    assert_eq!(tag.path.to_string(), "bridges");
    assert_eq!(query.collection, Some(mine.library.find_collection("Read").unwrap()));
    let there = |n: i64| {
        let url = library.article(ArticleId(n)).unwrap().summary.url;
        mine.library.resolve(&url).unwrap()
    };
    assert_eq!(query.find.unwrap(), format!("related-to:{} OR links-to:{}", there(3), there(4)));
    assert_eq!(import(&mine.library, &files.path("a.json")).imported, 0);
}

#[test]
fn what_is_not_what_it_says_stays_out_and_is_told() {
    let (archive, files) = (filled(2), Files::new());
    export(&archive.library, ExportChoice::Archive, &files.path("a.json"));
    let text = fs::read_to_string(files.path("a.json")).unwrap();
    let line = text.lines().find(|line| line.starts_with("{\"table\":\"version\"")).unwrap();
    let changed = text.replace(line, &line.replace("\"text\":\"", "\"text\":\"not "));
    fs::write(files.path("b.json"), changed).unwrap();
    let empty = super::archive();
    let report = import(&empty.library, &files.path("b.json"));
    let why: Vec<_> = report.failed.iter().map(|row| row.why.as_str()).collect();
    assert_eq!(why, ["it is not what its SHA-256 says"]);
    assert_eq!(empty.count("article"), 2, "the article is there, without a text");
}

#[test]
fn a_link_that_was_changed_or_taken_away_shows() {
    let archive = filled(3);
    let wrong = || archive.library.verify(&|_| {}, &CancellationToken::new()).unwrap().contents;
    assert_eq!(wrong(), []);
    let change = |sql: &str| archive.library.db().write(|tx| Ok(tx.execute_batch(sql)?)).unwrap();
    let proof = archive.library.proof(ArticleId(2), None, at(9)).unwrap();
    assert_eq!((proof.faults.as_slice(), proof.pictures.len()), (&[][..], 1));
    assert_eq!(archive.library.check_proof(&proof).unwrap(), [""; 0]);
    // A text and its sum are changed together.
    change(
        "UPDATE version SET text = 'forged', text_sha256 = 'd9b2b7d1ad9e3c1f5e3b0a4b6c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d' WHERE id = 2",
    );
    let forged = archive.library.proof(ArticleId(2), None, at(9)).unwrap();
    assert!(forged.faults.iter().any(|fault| fault.contains("chain of captures")), "{:?}", forged.faults);
    assert_eq!(archive.library.check_proof(&proof).unwrap(), ["version 2 is not what the proof says"]);
    assert!(wrong().iter().any(|wrong| wrong.part == WrongPart::Chain && wrong.articles == [ArticleId(2)]));
    change("DELETE FROM capture_chain WHERE id = 1");
    assert!(wrong().iter().any(|wrong| wrong.part == WrongPart::Chain && wrong.why.contains("taken away")));
}

#[test]
fn what_is_purged_leaves_its_link() {
    let archive = filled(2);
    archive
        .library
        .update(&[ArticleId(1)], ArticlePatch { trashed: Some(true), ..ArticlePatch::default() }, at(6))
        .unwrap();
    archive.library.purge(None).unwrap();
    let report = archive.library.verify(&|_| {}, &CancellationToken::new()).unwrap();
    assert!(report.is_right(), "{report:?}");
    assert_eq!(report.links, 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn whatever_was_done_the_bytes_are_the_same(done in changes()) {
        let (archive, files) = (archive(), Files::new());
        let mut model = Model::default();
        for change in &done {
            model.apply(&archive, change);
        }
        let ids = archive.library.article_ids(&ListQuery { shelf: Shelf::All, ..ListQuery::default() }).unwrap();
        if let Some(first) = ids.first() {
            archive.library.note(Some(*first), "a [[A]] note", at(30)).unwrap();
            archive.library.retag(&ids, &["a/b".parse().unwrap()], &[], at(31)).unwrap();
        }
        export(&archive.library, ExportChoice::Archive, &files.path("a.json"));
        let empty = carried(&files.path("a.json"));
        export(&empty.library, ExportChoice::Archive, &files.path("b.json"));
        prop_assert!(fs::read(files.path("a.json")).unwrap() == fs::read(files.path("b.json")).unwrap());
    }
}
