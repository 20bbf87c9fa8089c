//! Articles that become one: what goes where, and that taking it back leaves everything as it was.

use jiff::SignedDuration;
use proptest::prelude::*;

use super::{Archive, archive, at, capture};
use crate::Error;
use crate::library::store::Aim;
use crate::model::*;

const SHARED: &str = "The harbour office said on Monday that the pier of the old town had opened again after weeks of repairs, \
     while ships from other ports waited outside the breakwater for pilots and for better weather in the strait.";

/// Everything that a person makes, row by row.
fn kept(archive: &Archive) -> Vec<String> {
    let tables = [
        "SELECT id, state, starred, archived, trashed, version_id, title FROM article",
        "SELECT tag_id, article_id, added FROM article_tag",
        "SELECT tag_id, article_id FROM tag_article",
        "SELECT * FROM tag_count",
        "SELECT * FROM note",
        "SELECT note_id, position, target_key, article_id FROM note_link",
        "SELECT * FROM highlight",
        "SELECT * FROM highlight_tag",
        "SELECT * FROM collection_article",
        "SELECT * FROM collection_count",
        "SELECT * FROM relation",
        "SELECT * FROM not_copy",
        "SELECT * FROM dismissed",
        "SELECT article_id, every, \"next\" FROM watch",
        "SELECT * FROM article_url",
        "SELECT * FROM url_claim",
        "SELECT * FROM shelf_count",
    ];
    let dump = archive.library.db().read(|conn| {
        let mut dump = Vec::new();
        for sql in tables {
            let mut statement = conn.prepare(sql)?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let values: Vec<String> =
                    (0..columns).map(|n| format!("{:?}", row.get_ref(n).unwrap())).collect();
                dump.push(format!("{sql} {}", values.join(" ")));
            }
        }
        Ok(dump)
    });
    let mut dump = dump.unwrap();
    dump.sort_unstable();
    dump
}

fn save(archive: &Archive, site: usize) -> ArticleId {
    let text = format!("Site {site} begins in its own words about place {site}. {SHARED}");
    archive.save(&capture(&format!("https://s{site}.example/pier"), &format!("Pier {site}"), &text))
}

fn relating(kind: RelationKind, note: &str) -> Relating {
    Relating { kind, note: Some(note.to_owned()), ..Relating::default() }
}

fn highlight(archive: &Archive, article: ArticleId, quote: &str) -> Highlight {
    let details = HighlightPatch { note: Some("look".into()), ..HighlightPatch::default() };
    archive.library.highlight_quote(article, None, quote, None, &details, at(5)).unwrap().value
}

#[test]
fn what_was_added_to_a_copy_goes_to_the_article_that_is_kept() {
    let archive = archive();
    let library = &archive.library;
    let (keep, other, third) = (save(&archive, 1), save(&archive, 2), save(&archive, 3));
    library.note(Some(other), "Seen *here* first.", at(1)).unwrap();
    library.note(None, "[[https://s2.example/pier]]", at(1)).unwrap();
    let found = highlight(&archive, other, "the pier of the old town had opened again");
    highlight(&archive, other, "in its own words about place 2");
    library.relate(&[other], third, &relating(RelationKind::SameStory, "second"), at(2)).unwrap();
    library.relate(&[keep], third, &relating(RelationKind::SameStory, "first"), at(2)).unwrap();
    library.relate(&[keep], other, &relating(RelationKind::FollowUp, "of each other"), at(2)).unwrap();
    library.watch(&[other], SignedDuration::from_hours(2), at(2)).unwrap();
    let patch = ArticlePatch { starred: Some(true), state: Some(ReadState::Read), ..ArticlePatch::default() };
    library.update(&[other], patch, at(2)).unwrap();
    let before = kept(&archive);

    let merged = library.merge(keep, &[other, other], at(9)).unwrap();
    assert_eq!(merged.value.merged, [other]);
    assert_eq!((merged.value.notes, merged.value.highlights, merged.value.unfound), (1, 1, 1));
    let summary = &merged.value.article;
    assert!(summary.starred && summary.state == ReadState::Read);
    let highlights = library.highlights(keep, None).unwrap();
    assert_eq!(highlights.len(), 1);
    assert_eq!((highlights[0].id, highlights[0].anchored), (found.id, Some(Anchoring::Exact)));
    assert_eq!(library.resolve("https://s2.example/pier").unwrap(), keep);
    let relations = library.relations_between(keep, third).unwrap();
    assert_eq!(relations.len(), 1);
    assert_eq!(relations[0].note.as_deref(), Some("first\n\nsecond"));
    assert_eq!(library.relations_between(keep, other).unwrap().len(), 1);
    assert_eq!(archive.count("note WHERE text LIKE '> in its own words about place 2%'"), 1);
    assert_eq!(archive.count("note WHERE article_id = 1"), 2);
    assert_eq!(archive.count("note_link WHERE article_id = 1"), 1);

    let after = kept(&archive);
    library.undo(merged.step).unwrap();
    assert_eq!(kept(&archive), before);
    library.redo().unwrap();
    assert_eq!(kept(&archive), after);
    library.purge(None).unwrap();
    assert_eq!(library.highlights(keep, None).unwrap().len(), 1);
    assert_eq!(library.resolve("https://s2.example/pier").unwrap(), keep);

    // What would go back to an article that is gone stays where it is.
    let purged = kept(&archive);
    assert!(matches!(library.undo(merged.step), Err(Error::CannotUndo)));
    assert_eq!(kept(&archive), purged);
}

#[test]
fn a_merged_url_is_that_of_the_kept_article_until_the_merge_is_taken_back() {
    let archive = archive();
    let (keep, other) = (save(&archive, 1), save(&archive, 2));
    let again = capture("https://s2.example/pier", "Pier 2", "The page says something else by now.");
    let merged = archive.library.merge(keep, &[other], at(9)).unwrap();
    assert_eq!(archive.store(&again, Aim::Save, 10), (keep, SaveStatus::Exists));
    assert_eq!(archive.count("version WHERE article_id = 1"), 1);
    archive.library.undo(merged.step).unwrap();
    assert_eq!(archive.store(&again, Aim::Save, 11), (other, SaveStatus::Exists));
    assert_eq!(archive.count("url_claim WHERE rank = 0"), 0);
    assert_eq!(archive.count("article"), 2);
    assert_eq!(archive.count("article WHERE trashed IS NOT NULL"), 0);
    archive.library.redo().unwrap();
    assert_eq!(archive.store(&again, Aim::Save, 12), (keep, SaveStatus::Exists));
    assert_eq!(archive.count("article WHERE trashed IS NOT NULL"), 1);
}

#[test]
fn what_cannot_be_merged_is_refused() {
    let archive = archive();
    let (one, other) = (save(&archive, 1), save(&archive, 2));
    let refused = |keep, others: &[ArticleId]| archive.library.merge(keep, others, at(1)).unwrap_err();
    assert!(matches!(refused(one, &[one, other]), Error::Invalid { .. }));
    assert!(matches!(refused(one, &[]), Error::Invalid { .. }));
    assert!(matches!(refused(one, &[ArticleId(99)]), Error::NotFound { .. }));
    let patch = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
    archive.library.update(&[one], patch, at(1)).unwrap();
    assert!(matches!(refused(one, &[other]), Error::Invalid { .. }));
}

/// Something that a person does with article `a` and perhaps another.
pub(super) fn act(
    archive: &Archive,
    ids: &[ArticleId],
    collection: CollectionId,
    (what, a, b): (u8, usize, usize),
) {
    let library = &archive.library;
    let (a, b) = (ids[a], ids[b]);
    let note = |text: &str| library.note(Some(a), text, at(3)).map(drop);
    // What is refused changes nothing.
    let _ = match what {
        0 => library.tag(&[a], &["x/y".parse().unwrap()], at(1)).map(drop),
        1 => library.tag(&[a], &["z".parse().unwrap()], at(2)).map(drop),
        2 => note(&format!("[[https://s{}.example/pier]]", b.0)),
        3 => library.relate(&[a], b, &relating(RelationKind::Contradicts, "c"), at(4)).map(drop),
        4 => library.relate(&[a], b, &relating(RelationKind::FollowUp, "f"), at(4)).map(drop),
        5 => library.set_not_duplicate(a, &[b], true, at(4)).map(drop),
        6 => library.dismiss_related(a, &[b], at(4)).map(drop),
        7 => library.add_to_collection(collection, &[a], at(4)).map(drop),
        8 => library.watch(&[a], SignedDuration::from_hours(b.0), at(4)).map(drop),
        9 => {
            highlight(archive, a, "waited outside the breakwater");
            Ok(())
        }
        10 => {
            highlight(archive, a, "begins in its own words about place");
            Ok(())
        }
        _ => library
            .update(&[a], ArticlePatch { starred: Some(true), ..ArticlePatch::default() }, at(4))
            .map(drop),
    };
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn taking_a_merge_back_leaves_everything_as_it_was(
        acts in proptest::collection::vec((0_u8..12, 0_usize..4, 0_usize..4), 0..30),
        others in proptest::sample::subsequence(vec![1_usize, 2, 3], 1..=3),
    ) {
        let archive = archive();
        let ids: Vec<ArticleId> = (1..=4).map(|site| save(&archive, site)).collect();
        let new = NewCollection { name: "Piers".into(), ..NewCollection::default() };
        let collection = archive.library.new_collection(new, at(0)).unwrap().value;
        for step in acts {
            act(&archive, &ids, collection, step);
        }
        let before = kept(&archive);
        let others: Vec<ArticleId> = others.into_iter().map(|n| ids[n]).collect();
        let merged = archive.library.merge(ids[0], &others, at(9)).unwrap();
        let after = kept(&archive);
        archive.library.undo(merged.step).unwrap();
        prop_assert_eq!(kept(&archive), before);
        archive.library.redo().unwrap();
        prop_assert_eq!(kept(&archive), after);
    }
}
