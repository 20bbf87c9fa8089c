use super::*;

#[test]
fn undo_puts_flags_back() {
    let archive = archive();
    let ids: Vec<ArticleId> =
        (0..3).map(|n| archive.save(&capture(&format!("https://example.org/{n}"), "A", "text"))).collect();
    let library = &archive.library;
    let star = ArticlePatch { starred: Some(true), ..ArticlePatch::default() };
    library.update(&ids[..1], star, at(1)).unwrap();
    let before = library.articles(&ListQuery { limit: 9, ..ListQuery::default() }).unwrap();

    let patch = ArticlePatch {
        state: Some(ReadState::Read),
        starred: Some(false),
        archived: Some(true),
        trashed: Some(true),
    };
    let undo = library.update(&ids, patch, at(2)).unwrap();
    assert_eq!(library.shelf_counts().unwrap(), ShelfCounts { trash: 3, ..ShelfCounts::default() });
    library.undo(undo).unwrap();
    assert_eq!(library.articles(&ListQuery { limit: 9, ..ListQuery::default() }).unwrap(), before);
}

#[test]
fn one_unknown_article_changes_none() {
    let archive = archive();
    let id = archive.save(&capture("https://example.org/1", "A", "text"));
    let star = ArticlePatch { starred: Some(true), ..ArticlePatch::default() };
    let error = archive.library.update(&[id, ArticleId(99)], star, at(1)).unwrap_err();
    assert_eq!(error.to_string(), "no article 99 in this archive");
    assert!(!archive.library.article(id).unwrap().summary.starred);
}

#[test]
fn purging_frees_what_nothing_else_uses() {
    let archive = archive();
    let shared: &[u8] = b"shared";
    let one = with_picture(capture("https://example.org/1", "One", "text one"), 0, Some(shared));
    let one = archive.save(&with_picture(one, 1, Some(b"own")));
    let two = archive.save(&with_picture(capture("https://example.org/2", "Two", "two"), 0, Some(shared)));
    let library = &archive.library;
    assert_eq!(library.purge(Some(&[one])).unwrap(), [], "it is not in the trash");
    let trash = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
    library.update(&[one], trash, at(1)).unwrap();
    let deleted = library.purge(None).unwrap();
    assert_eq!(deleted.iter().map(|gone| gone.title.as_str()).collect::<Vec<_>>(), ["One"]);

    let counts =
        ["article", "version", "response", "asset", "version_asset", "article_url", "url_claim", "link"];
    assert_eq!(counts.map(|table| archive.count(table)), [1, 1, 1, 1, 1, 1, 2, 0]);
    assert_eq!(library.asset(&picture(b"own").hash).unwrap_err().kind(), crate::ErrorKind::NotFound);
    assert_eq!(library.article(two).unwrap().missing, []);
    let query = ListQuery { find: Some("one".into()), shelf: Shelf::All, limit: 9, ..ListQuery::default() };
    assert_eq!(library.articles(&query).unwrap().total, 0);
}

#[test]
fn an_emptied_trash_gives_its_room_back() {
    let archive = archive();
    let big: Vec<u8> = (0..2_000_000_u32).map(|n| n.to_le_bytes()[0] ^ 7).collect();
    let mut story = with_picture(capture("https://example.org/1", "One", "text"), 0, Some(b"x"));
    if let Ok(asset) = &mut story.assets[0].result {
        asset.bytes = big;
    }
    let id = archive.save(&story);
    let pages = || -> u32 {
        archive
            .library
            .db()
            .read(|conn| Ok(conn.pragma_query_value(None, "page_count", |row| row.get(0))?))
            .unwrap()
    };
    let before = pages();
    let trash = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
    archive.library.update(&[id], trash, at(1)).unwrap();
    archive.library.purge(None).unwrap();
    assert!(pages() + 200 < before, "{before} pages before, {} after", pages());
}

#[test]
fn saving_again_takes_an_article_out_of_the_trash() {
    let archive = archive();
    let story = capture("https://example.org/1", "One", "text");
    let id = archive.save(&story);
    let trash = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
    archive.library.update(&[id], trash, at(1)).unwrap();
    assert_eq!(archive.store(&story, Aim::Save, 2), (id, SaveStatus::Exists));
    assert!(!archive.library.article(id).unwrap().summary.trashed);
}

#[test]
fn reading_moves_an_article_along() {
    let archive = archive();
    let id = archive.save(&capture("https://example.org/1", "One", "text"));
    let state = |position: f64| {
        archive.library.set_position(id, position).unwrap();
        let summary = archive.library.article(id).unwrap().summary;
        (summary.state, summary.position)
    };
    assert_eq!(state(0.3), (ReadState::Reading, 0.3));
    assert_eq!(state(1.7), (ReadState::Read, 1.0));
    assert_eq!(state(f64::NAN), (ReadState::Read, 0.0));
}

#[test]
fn a_long_queue_shows_what_runs_and_what_is_next() {
    let archive = archive();
    let urls: Vec<String> = (0..600).map(|n| format!("https://example.org/{n}")).collect();
    let jobs = archive.library.enqueue(&urls, at(0)).unwrap();
    archive.library.cancel_job(jobs[599].id).unwrap();
    let running = archive.library.claim_next(at(1)).unwrap().unwrap();
    let shown: Vec<JobId> = archive.library.jobs().unwrap().into_iter().map(|job| job.id).collect();
    assert_eq!((shown.len(), shown[499]), (500, running.id()), "newest first");
    assert!(shown.is_sorted_by(|a, b| a > b));
    assert_eq!(shown[0], jobs[499].id, "those that wait longer and the one that ended are left out");
}
