//! Whatever is done to an archive, its search index is that of what it holds; and what is not is told.

use proptest::prelude::*;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::ErrorKind;
use crate::library::store::Aim;

fn verified(archive: &Archive) -> VerifyReport {
    archive.library.verify_index(&|_| {}, &CancellationToken::new()).unwrap()
}

const TEXTS: [&str; 4] = [
    "The ferry waits in the old harbour.\nNobody don’t know why, they say.",
    "وزیر می‌رود به خانه و کتاب‌ها را می‌خواند.\nسال ۱۴۰۴",
    "中国人民报告，新冠疫情。\nข่าววันนี้ 🔥",
    "Short",
];

/// Something that changes an archive; numbers choose what it is done to.
fn act(archive: &Archive, what: usize, a: usize, b: usize) {
    let (library, now) = (&archive.library, at(9));
    let (id, other) = (ArticleId(a as i64 % 6 + 1), ArticleId(b as i64 % 6 + 1));
    let page = || capture(&format!("https://e.example/{}", a % 6), ["Ferry", "وزیر"][b % 2], TEXTS[b % 4]);
    let flags =
        |trashed, starred| ArticlePatch { trashed: Some(trashed), starred, ..ArticlePatch::default() };
    // What is not there cannot be changed: every refusal leaves the archive as it is.
    match what {
        0..=2 => drop(archive.store(&page(), Aim::Save, 1)),
        3 => drop(archive.store(&page(), Aim::Renew(None), 2)),
        4 => drop(library.note(Some(id), TEXTS[b % 4], now)),
        5 => drop(library.update_note(NoteId(a as i64 % 3 + 1), TEXTS[b % 4], None, now)),
        6 => drop(library.delete_notes(&[NoteId(a as i64 % 3 + 1)], now)),
        7 => drop(library.highlight_quote(id, None, "ferry", None, &HighlightPatch::default(), now)),
        8 => drop(library.delete_highlights(&[HighlightId(1)], now)),
        9 => drop(library.tag(&[id], &[["world/iran", "کتاب"][b % 2].parse().unwrap()], now)),
        10 => drop(library.update(&[id], flags(b.is_multiple_of(2), None), now)),
        11 => drop(library.purge(None)),
        12 => drop(library.merge(id, &[other], now)),
        13..=14 => drop(library.undo(None)),
        _ => drop(library.redo()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_index_is_right_whatever_is_done(acts in prop::collection::vec((0_usize..16, 0_usize..99, 0_usize..99), 4..24)) {
        let archive = archive();
        for (what, a, b) in &acts {
            act(&archive, *what, *a, *b);
            let report = verified(&archive);
            prop_assert!(report.is_right() && report.behind == 0, "{:?} after {:?}", report, (what, a, b));
        }
    }
}

#[test]
fn what_the_index_has_wrong_is_told_and_made_new() {
    let archive = archive();
    for (n, text) in TEXTS.iter().enumerate() {
        archive.save(&capture(&format!("https://e.example/{n}"), "Title", text));
    }
    let note = archive.library.note(Some(ArticleId(1)), "Ask again", at(1)).unwrap().value.id;
    assert_eq!(verified(&archive), VerifyReport { articles: 4, sound: true, ..VerifyReport::default() });
    let spoil = |sql: &str| archive.library.db().write(|tx| Ok(tx.execute_batch(sql)?)).unwrap();
    spoil("DELETE FROM search WHERE rowid = 2");
    spoil(
        "INSERT OR REPLACE INTO search (rowid, title, \"by\", site, lead, text) VALUES (3, 'title', '', '', 'x', 'y')",
    );
    spoil("INSERT INTO search (rowid, title) VALUES (77, 'stray')");
    spoil("DELETE FROM note_search");
    spoil("UPDATE search_term SET articles = articles + 1 WHERE term = 'short'");
    let report = verified(&archive);
    assert_eq!(report.differing, [ArticleId(2), ArticleId(3), ArticleId(77)]);
    assert_eq!((report.notes, report.highlights, report.sound), (vec![note], vec![], true));
    assert!(report.miscounted > 3);
    archive.library.rebuild(&|_| {}, &CancellationToken::new()).unwrap();
    assert!(verified(&archive).is_right());
}

#[test]
fn comparing_can_be_ended() {
    let archive = archive();
    archive.save(&capture("https://e.example/1", "Title", TEXTS[0]));
    let cancel = CancellationToken::new();
    cancel.cancel();
    let ended = archive.library.verify_index(&|_| {}, &cancel).unwrap_err();
    assert_eq!(ended.kind(), ErrorKind::Cancelled);
}
