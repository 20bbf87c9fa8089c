//! Copies in any order of saving, and a rebuild that gives what was there.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tokio_util::sync::CancellationToken;

use super::merging::act;
use super::{Archive, archive, at, capture};
use crate::Error;
use crate::model::{ArticleId, ArticlePatch, CollectionId, NewCollection};

/// A text of rare words; texts of one seed are the same.
fn text(seed: usize, words: usize) -> String {
    (0..words).map(|n| format!("w{}", (seed * 7_919 + n * 104_729) % 9_973)).collect::<Vec<_>>().join(" ")
}

/// Captures of which some are copies: `(site, seed, words)`.
fn save(archive: &Archive, (site, seed, words): (usize, usize, usize)) -> ArticleId {
    let url = format!("https://s{site}.example/{seed}");
    archive.save(&capture(&url, &format!("Story {seed}"), &text(seed, words)))
}

/// The pairs by URL.
fn pairs(archive: &Archive) -> BTreeMap<(String, String), String> {
    let sql = "SELECT a.url, b.url, similarity || ' ' || containment FROM copy
         JOIN article AS a ON a.id = article_id JOIN article AS b ON b.id = other_id";
    let rows = archive.library.db().read(|conn| {
        let mut statement = conn.prepare(sql)?;
        let rows = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    });
    rows.unwrap()
}

/// Every row of the archive, with the words of its indexes; but for settings, where a rebuild keeps how far it is.
fn everything(archive: &Archive) -> Vec<String> {
    const TABLES: &str = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'setting'
         AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%search%'";
    const WORDS: [&str; 3] = ["temp.words", "temp.note_words", "temp.highlight_words"];
    let dump = archive.library.db().write(|tx| {
        tx.execute_batch(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab (main, search, instance);
             CREATE VIRTUAL TABLE IF NOT EXISTS temp.note_words USING fts5vocab (main, note_search, instance);
             CREATE VIRTUAL TABLE IF NOT EXISTS temp.highlight_words USING fts5vocab (main, highlight_search, instance);",
        )?;
        let mut tables: Vec<String> =
            tx.prepare(TABLES)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for known in ["term", "article_term", "copy", "signature_band", "tag_article", "url_claim", "note_link"] {
            assert!(tables.iter().any(|table| table == known), "{known} is not compared");
        }
        tables.extend(WORDS.map(str::to_owned));
        let mut dump = Vec::new();
        for table in tables {
            let mut statement = tx.prepare(&format!("SELECT * FROM {table}"))?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let values: Vec<String> =
                    (0..columns).map(|n| format!("{:?}", row.get_ref(n).unwrap())).collect();
                dump.push(format!("{table} {}", values.join(" ")));
            }
        }
        Ok(dump)
    });
    let mut dump = dump.unwrap();
    dump.sort_unstable();
    dump
}

fn rebuild(archive: &Archive) -> u64 {
    archive.library.rebuild(&|_| {}, &CancellationToken::new()).unwrap().articles
}

#[test]
fn a_text_of_forty_sites_is_furniture_until_it_is_rare_again() {
    let archive = archive();
    let ids: Vec<ArticleId> = (0..40).map(|site| save(&archive, (site, 1, 60))).collect();
    assert_eq!(archive.count("copy"), 0);
    let patch = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
    archive.library.update(&ids[..8], patch, at(1)).unwrap();
    archive.library.purge(None).unwrap();
    assert_eq!(archive.count("copy"), 32 * 31);
    save(&archive, (77, 1, 60));
    assert_eq!(archive.count("copy"), 0);
}

#[test]
fn a_rebuild_that_was_ended_goes_on_and_mends_what_was_lost() {
    let archive = archive();
    for n in 0..120 {
        save(&archive, (n % 5, n / 5, 80));
    }
    let before = everything(&archive);
    archive
        .library
        .db()
        .write(|tx| {
            Ok(tx.execute_batch(
                "DELETE FROM copy; DELETE FROM signature_band WHERE article_id % 3 = 0; DELETE FROM search;
                 UPDATE shelf_count SET \"all\" = 7; DELETE FROM article_term WHERE article_id % 5 = 0;
                 DELETE FROM term WHERE key % 2 = 0; UPDATE term SET articles = articles + 3 WHERE key % 3 = 0;",
            )?)
        })
        .unwrap();
    let cancel = CancellationToken::new();
    let ended = archive.library.rebuild(
        &|progress| {
            if progress.done >= 50 {
                cancel.cancel()
            }
        },
        &cancel,
    );
    assert!(matches!(ended, Err(Error::Cancelled)));
    assert_eq!(rebuild(&archive), 120);
    assert_eq!(everything(&archive), before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn pairs_do_not_depend_on_the_order_of_saving(
        saves in proptest::collection::vec((0_usize..4, 0_usize..3, prop::sample::select(vec![30_usize, 60, 90])), 1..14),
        seed: u64,
    ) {
        // The last text saved at a URL counts, so each URL comes once.
        let saves: BTreeMap<_, _> = saves.into_iter().map(|save| ((save.0, save.1), save)).collect();
        let mut order: Vec<_> = saves.values().copied().collect();
        let (one, other) = (archive(), archive());
        for story in &order {
            save(&one, *story);
        }
        order.sort_by_key(|s| (s.0 as u64 * 31 + s.1 as u64 * 17).wrapping_mul(seed | 1));
        for story in &order {
            save(&other, *story);
        }
        prop_assert_eq!(pairs(&one), pairs(&other));
        let before = everything(&other);
        rebuild(&other);
        prop_assert_eq!(everything(&other), before);
    }
    #[test]
    fn a_rebuild_gives_what_saving_and_a_person_made(
        saves in proptest::collection::vec((0_usize..4, 0_usize..3), 2..9),
        acts in proptest::collection::vec((0_u8..18, 0_usize..9, 0_usize..9), 0..30),
    ) {
        let archive = archive();
        let ids: Vec<ArticleId> = saves.into_iter().map(|(site, seed)| save_report(&archive, site, seed)).collect();
        let new = NewCollection { name: "Piers".into(), ..NewCollection::default() };
        let collection = archive.library.new_collection(new, at(0)).unwrap().value;
        for (what, a, b) in acts {
            let (a, b) = (a % ids.len(), b % ids.len());
            if archive.library.article(ids[a]).is_ok() {
                change(&archive, &ids, collection, (what, a, b));
            }
        }
        let before = everything(&archive);
        rebuild(&archive);
        let after = everything(&archive);
        let lost: Vec<_> = before.iter().filter(|row| after.binary_search(row).is_err()).collect();
        let new: Vec<_> = after.iter().filter(|row| before.binary_search(row).is_err()).collect();
        prop_assert!(lost.is_empty() && new.is_empty(), "lost {lost:#?}, new {new:#?}");
    }
}

/// A report of piers, of which some sites have the same.
fn save_report(archive: &Archive, site: usize, seed: usize) -> ArticleId {
    let report = format!(
        "Site {site} begins in its own words about place {site}. While ships from other ports waited outside the breakwater for \
         pilots, the pier opened. {}",
        text(seed, 70)
    );
    archive.save(&capture(&format!("https://s{site}.example/pier/{seed}"), &format!("Pier {site}"), &report))
}

/// What a person does, beside what `merging::act` does.
fn change(archive: &Archive, ids: &[ArticleId], collection: CollectionId, (what, a, b): (u8, usize, usize)) {
    let library = &archive.library;
    let trash = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
    // What is refused changes nothing.
    let _ = match what {
        12 => library.merge(ids[a], &[ids[b]], at(6)).map(drop),
        13 | 14 => library.undo(None).map(drop),
        15 => library.redo().map(drop),
        16 => library.update(&[ids[a]], trash, at(7)).map(drop),
        17 => library.purge(None).map(drop),
        _ => {
            act(archive, ids, collection, (what, a, b));
            Ok(())
        }
    };
}
