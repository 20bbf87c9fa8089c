//! Notes: what is written stays, links find their articles, words find notes.

use super::*;
use crate::ErrorKind;

fn articles(archive: &Archive) -> (ArticleId, ArticleId) {
    let bridge =
        archive.save(&capture("https://example.org/bridge", "Harbour bridge reopens", "iron and rust"));
    let port = archive.save(&capture("https://example.org/port", "پل بندر", "خبر"));
    (bridge, port)
}

fn texts(archive: &Archive, query: &NoteQuery) -> Vec<String> {
    let page = archive.library.notes(&NoteQuery { limit: 50, ..query.clone() }).unwrap();
    assert_eq!(page.total as usize, page.rows.len());
    page.rows.into_iter().map(|note| note.text).collect()
}

fn find(archive: &Archive, words: &str) -> Vec<String> {
    texts(archive, &NoteQuery { find: Some(words.into()), ..NoteQuery::default() })
}

fn links(archive: &Archive, note: NoteId) -> Vec<Option<ArticleId>> {
    let links = archive.library.db().read(|conn| crate::db::note_links(conn, note)).unwrap();
    links.into_iter().map(|link| link.article).collect()
}

#[test]
fn notes_are_listed_by_article_alone_and_by_words() {
    let archive = archive();
    let (bridge, port) = articles(&archive);
    let library = &archive.library;
    library.note(Some(bridge), "# Rust\n\nWho *paid* for it?", at(1)).unwrap();
    library.note(Some(bridge), "Ask the county.", at(2)).unwrap();
    library.note(Some(port), "هزينه تعمير", at(3)).unwrap();
    library.note(None, "Bridges of the north", at(4)).unwrap();
    let of = |article| NoteQuery { article: Some(article), ..NoteQuery::default() };
    assert_eq!(texts(&archive, &of(bridge)), ["Ask the county.", "# Rust\n\nWho *paid* for it?"]);
    assert_eq!(
        texts(&archive, &NoteQuery { standalone: true, ..NoteQuery::default() }),
        ["Bridges of the north"]
    );
    assert_eq!(texts(&archive, &NoteQuery::default()).len(), 4);
    assert_eq!(find(&archive, "paid rust"), ["# Rust\n\nWho *paid* for it?"]);
    assert_eq!(find(&archive, "هزینه"), ["هزينه تعمير"]);
    assert_eq!(find(&archive, "absent"), [""; 0]);
    let note = library.notes(&NoteQuery { limit: 1, offset: 2, ..of(bridge) }).unwrap();
    assert_eq!((note.rows.len(), note.total), (0, 2));
    let first = &library.article(bridge).unwrap().notes[1];
    assert_eq!((first.title.as_str(), first.excerpt.as_str()), ("Rust", "Who paid for it?"));
    assert_eq!(first.article_title.as_deref(), Some("Harbour bridge reopens"));
}

#[test]
fn an_article_is_found_by_the_words_of_its_notes() {
    let archive = archive();
    let (bridge, _) = articles(&archive);
    let ask = |words: &str| {
        let query =
            ListQuery { shelf: Shelf::All, find: Some(words.into()), limit: 9, ..ListQuery::default() };
        archive.library.articles(&query).unwrap().rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(ask("procurement"), []);
    let note = archive.library.note(Some(bridge), "The procurement file", at(1)).unwrap().value;
    assert_eq!(ask("procurement"), [bridge]);
    archive.library.update_note(note.id, "The other file", None, at(2)).unwrap();
    assert_eq!(ask("procurement"), []);
    assert_eq!(ask("other"), [bridge]);
    let deleted = archive.library.delete_notes(&[note.id], at(3)).unwrap();
    assert_eq!(ask("other"), []);
    archive.library.undo(deleted.step).unwrap();
    assert_eq!(ask("other"), [bridge]);
}

#[test]
fn what_is_typed_within_ten_minutes_is_taken_back_as_one() {
    let archive = archive();
    let library = &archive.library;
    let note = library.note(None, "a", at(0)).unwrap().value;
    for second in 1..400 {
        library.update_note(note.id, &"a".repeat(second + 1), None, at(second as i64)).unwrap();
    }
    library.update_note(note.id, "later", None, at(2000)).unwrap();
    assert_eq!(library.undo_steps().unwrap().len(), 2);
    library.undo(None).unwrap();
    assert_eq!(library.note_by_id(note.id).unwrap().text, "a".repeat(400));
    library.undo(None).unwrap();
    assert_eq!(library.note_by_id(note.id).unwrap_err().kind(), ErrorKind::NotFound);
    library.redo().unwrap();
    library.redo().unwrap();
    assert_eq!(library.note_by_id(note.id).unwrap().text, "later");
}

#[test]
fn nobody_writes_over_what_another_wrote() {
    let archive = archive();
    let (bridge, _) = articles(&archive);
    let library = &archive.library;
    let note = library.note(Some(bridge), "begun", at(0)).unwrap().value;
    let mine = library.update_note(note.id, "mine", Some(note.basis()), at(1)).unwrap().value;
    assert_eq!((mine.kept, mine.note.text.as_str()), (None, "mine"));
    // Another program saw the note before that.
    let theirs = library.update_note(note.id, "theirs", Some(note.basis()), at(1)).unwrap().value;
    assert_eq!(theirs.kept.map(|kept| (kept.id, kept.text)), Some((note.id, "mine".to_owned())));
    assert_ne!(theirs.note.id, note.id);
    assert_eq!((theirs.note.article, theirs.note.text.as_str()), (Some(bridge), "theirs"));
    // The same words are no conflict, and a note that is gone comes back as a new one.
    let same = library.update_note(note.id, "mine", Some(note.basis()), at(2)).unwrap().value;
    assert_eq!((same.kept, same.note.id), (None, note.id));
    library.delete_notes(&[note.id], at(3)).unwrap();
    let back = library.update_note(note.id, "mine again", Some(note.basis()), at(4)).unwrap().value;
    assert_eq!((back.was_gone, back.note.article), (true, Some(bridge)));
    let gone = library.update_note(note.id, "x", None, at(5)).unwrap_err();
    assert_eq!(gone.kind(), ErrorKind::NotFound);
}

#[test]
fn changes_within_one_millisecond_have_different_times() {
    let archive = archive();
    let note = archive.library.note(None, "a", at(0)).unwrap().value;
    let one = archive.library.update_note(note.id, "b", Some(note.basis()), at(0)).unwrap().value.note;
    assert!(one.updated > note.updated);
    let two = archive.library.update_note(note.id, "c", Some(note.basis()), at(0)).unwrap().value;
    assert!(two.kept.is_some());
}

#[test]
fn links_mean_the_newest_article_of_a_title_and_go_on_to_mean_it() {
    let archive = archive();
    let older = archive.store(&capture("https://example.org/1", "Budget", "a"), Aim::Save, 0).0;
    let newer = archive.store(&capture("https://example.org/2", "BUDGET", "b"), Aim::Save, 5).0;
    let library = &archive.library;
    let text = "[[budget]] and [[https://example.org/1|the first]] and [[Elsewhere]]";
    let note = library.note(None, text, at(9)).unwrap().value;
    assert_eq!(links(&archive, note.id), [Some(newer), Some(older), None]);
    let html = library.note_html(Some(note.id), text).unwrap();
    assert!(html.contains(&format!("href=\"lede://article/{newer}\"")), "{html}");
    assert!(html.contains("class=\"missing\""), "{html}");
    // A third of that name is newer still, but another article was meant.
    archive.store(&capture("https://example.org/3", "Budget", "c"), Aim::Save, 20);
    library.update_note(note.id, &format!("More: {text}"), None, at(21)).unwrap();
    assert_eq!(links(&archive, note.id), [Some(newer), Some(older), None]);
    // And its new title changes nothing.
    let again = Aim::Renew(Some(newer));
    archive.store(&capture("https://example.org/2", "Council passes its budget", "b"), again, 30);
    library.update_note(note.id, text, None, at(31)).unwrap();
    assert_eq!(links(&archive, note.id), [Some(newer), Some(older), None]);
}

#[test]
fn a_link_waits_for_its_article() {
    let archive = archive();
    let library = &archive.library;
    let note =
        library.note(None, "See [[Harbour bridge]] and [[https://example.org/port]].", at(1)).unwrap().value;
    assert_eq!(links(&archive, note.id), [None, None]);
    let bridge = archive.save(&capture("https://example.org/bridge", "Harbour Bridge", "a"));
    let port = archive.save(&capture("https://example.org/port", "Port", "a"));
    assert_eq!(links(&archive, note.id), [Some(bridge), Some(port)]);
}

#[test]
fn an_article_knows_the_sentences_that_mention_it() {
    let archive = archive();
    let (bridge, port) = articles(&archive);
    let library = &archive.library;
    let text =
        "Before. It began at [[harbour bridge reopens|the bridge]] in March. After.\n\n- and [[پل بندر]] too";
    let note = library.note(Some(port), text, at(1)).unwrap().value;
    let mentions = library.note_mentions(bridge).unwrap();
    assert_eq!(mentions.len(), 1);
    assert_eq!(mentions[0].sentence, "It began at the bridge in March.");
    assert_eq!((mentions[0].note, mentions[0].article), (note.id, Some(port)));
    assert_eq!(library.note_mentions(port).unwrap()[0].sentence, "and پل بندر too");
    library.update_note(note.id, "nothing", None, at(2)).unwrap();
    assert_eq!(library.note_mentions(bridge).unwrap(), []);
}

#[test]
fn targets_are_offered_with_what_links_to_them_alone() {
    let archive = archive();
    let (bridge, _) = articles(&archive);
    let library = &archive.library;
    let offered = |words: &str| library.link_targets(words, 5).unwrap();
    assert_eq!(offered("").len(), 2);
    let [target] =
        offered("brid harb").try_into().unwrap_or_else(|_| offered("bridge harb").try_into().unwrap());
    assert_eq!((target.id, target.link.as_str()), (bridge, "[[Harbour bridge reopens]]"));
    let twin = archive.save(&capture("https://example.org/twin", "Harbour bridge reopens", "again"));
    for target in offered("harbour") {
        let note = library.note(None, &target.link, at(5)).unwrap().value;
        assert_eq!(links(&archive, note.id), [Some(target.id)], "{}", target.link);
        assert!(target.id == bridge || target.id == twin);
    }
    archive
        .library
        .update(&[twin], ArticlePatch { trashed: Some(true), ..Default::default() }, at(6))
        .unwrap();
    assert_eq!(offered("harbour").len(), 1);
}

#[test]
fn notes_outlive_their_article() {
    let archive = archive();
    let (bridge, _) = articles(&archive);
    let library = &archive.library;
    let note = library.note(Some(bridge), "My own words", at(1)).unwrap().value;
    let other = library.note(Some(bridge), "Deleted before", at(1)).unwrap().value;
    let deleted = library.delete_notes(&[other.id], at(2)).unwrap();
    library.update(&[bridge], ArticlePatch { trashed: Some(true), ..Default::default() }, at(3)).unwrap();
    library.purge(None).unwrap();
    assert_eq!(library.note_by_id(note.id).unwrap().article, None);
    library.undo(deleted.step).unwrap();
    let back = library.note_by_id(other.id).unwrap();
    assert_eq!((back.article, back.text.as_str()), (None, "Deleted before"));
}

#[test]
fn what_cannot_be_stored_is_refused() {
    let archive = archive();
    let library = &archive.library;
    assert_eq!(library.note(Some(ArticleId(7)), "a", at(1)).unwrap_err().kind(), ErrorKind::NotFound);
    let long = "a".repeat(2_000_001);
    assert_eq!(library.note(None, &long, at(1)).unwrap_err().kind(), ErrorKind::Invalid);
    let note = library.note(None, "a", at(1)).unwrap().value;
    assert_eq!(library.delete_notes(&[note.id, NoteId(99)], at(2)).unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(library.note_by_id(note.id).unwrap().text, "a");
}
