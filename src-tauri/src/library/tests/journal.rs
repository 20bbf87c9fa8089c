//! Whatever a person changes comes back, and goes again, as one step.

use proptest::prelude::*;
use rusqlite::Transaction;

use super::*;
use crate::ErrorKind;
use crate::error::Result;
use crate::model::{Action, What};

/// Every row of the tables that a person fills by hand.
fn by_hand(archive: &Archive) -> Vec<String> {
    let tables =
        ["tag", "article_tag", "note", "highlight", "collection", "collection_article", "repair", "watch"];
    let dump = |conn: &rusqlite::Connection| -> Result<Vec<String>> {
        let mut rows = Vec::new();
        for table in tables {
            let mut statement = conn.prepare(&format!("SELECT * FROM {table}"))?;
            let columns = statement.column_count();
            let mut found = statement.query([])?;
            while let Some(row) = found.next()? {
                let values: Vec<String> =
                    (0..columns).map(|n| format!("{:?}", row.get_ref(n).unwrap())).collect();
                rows.push(format!("{table}: {}", values.join(" ")));
            }
        }
        let mut flags = conn.prepare("SELECT id, state, starred, archived, trashed, title FROM article")?;
        let mut found = flags.query([])?;
        while let Some(row) = found.next()? {
            rows.push((0..6).map(|n| format!("{:?} ", row.get_ref(n).unwrap())).collect());
        }
        rows.sort();
        Ok(rows)
    };
    archive.library.db().read(dump).unwrap()
}

fn write(archive: &Archive, sql: &[&str]) {
    let run = |tx: &Transaction<'_>| {
        sql.iter().try_for_each(|sql| tx.execute_batch(sql))?;
        Ok(((), What::new(Action::Mark, 1)))
    };
    archive.library.journaled(at(1), run).unwrap();
}

/// Statements over a few articles, tags, notes and collections; some cascade, some fail and are rolled back.
fn statement() -> impl Strategy<Value = String> {
    let id = || 1..4_u8;
    prop_oneof![
        (id(), id()).prop_map(|(id, n)| format!(
            "INSERT INTO tag (id, path, path_key, color, created) VALUES ({id}, 'T{n}', 't{n}', NULL, 1)"
        )),
        (id(), id()).prop_map(|(id, n)| format!("UPDATE tag SET path = 'U{n}', path_key = 'u{n}' WHERE id = {id}")),
        id().prop_map(|id| format!("DELETE FROM tag WHERE id = {id}")),
        (id(), id()).prop_map(|(tag, id)| format!("INSERT INTO article_tag VALUES ({tag}, {id}, 7)")),
        (id(), id()).prop_map(|(from, to)| format!("UPDATE article_tag SET tag_id = {to} WHERE tag_id = {from}")),
        (id(), id()).prop_map(|(id, n)| format!(
            "INSERT INTO note (id, article_id, text, created, updated) VALUES ({id}, {n}, '\"{n}\" \u{1F4F0}\n', 1, 1)"
        )),
        (id(), id()).prop_map(|(id, n)| format!("UPDATE note SET text = 'خبر {n}' WHERE id = {id}")),
        id().prop_map(|id| format!("DELETE FROM note WHERE id = {id}")),
        (id(), prop::option::of(id())).prop_map(|(id, parent)| format!(
            "INSERT INTO collection (id, parent_id, name, position, created, updated) VALUES ({id}, {}, 'C', {id}, 1, 1)",
            parent.map_or("NULL".to_owned(), |parent| parent.to_string())
        )),
        id().prop_map(|id| format!("DELETE FROM collection WHERE id = {id}")),
        (id(), id()).prop_map(|(id, article)| format!("INSERT INTO collection_article VALUES ({id}, {article}, 5, 1)")),
        (id(), 0..3_u8).prop_map(|(id, state)| format!("UPDATE article SET state = {state} WHERE id = {id}")),
        id().prop_map(|id| format!("UPDATE article SET starred = 1 - starred WHERE id = {id}")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_change_comes_back_and_goes_again(changes in prop::collection::vec(prop::collection::vec(statement(), 1..4), 1..12)) {
        let archive = archive();
        for n in 0..3 {
            archive.save(&capture(&format!("https://example.org/{n}"), "A", "text"));
        }
        let mut states = vec![by_hand(&archive)];
        for statements in &changes {
            let run = |tx: &Transaction<'_>| {
                statements.iter().try_for_each(|sql| tx.execute_batch(sql))?;
                Ok(((), What::new(Action::Mark, 1)))
            };
            let done = archive.library.journaled(at(1), run);
            let now = by_hand(&archive);
            match done {
                Ok(Changed { step: Some(_), .. }) => states.push(now),
                Ok(Changed { step: None, .. }) | Err(_) => prop_assert_eq!(&now, states.last().unwrap()),
            }
        }
        for before in states.iter().rev().skip(1) {
            prop_assert!(archive.library.undo(None).unwrap().is_some());
            prop_assert_eq!(&by_hand(&archive), before);
        }
        prop_assert!(archive.library.undo(None).unwrap().is_none());
        for after in &states[1..] {
            prop_assert!(archive.library.redo().unwrap().is_some());
            prop_assert_eq!(&by_hand(&archive), after);
        }
        prop_assert!(archive.library.redo().unwrap().is_none());
    }
}

#[test]
fn what_stands_in_the_way_is_told_and_nothing_changes() {
    let archive = archive();
    write(&archive, &["INSERT INTO tag VALUES (1, NULL, 'world', 'world', NULL, 1)"]);
    let step = archive.library.undo_steps().unwrap()[0].id;
    write(&archive, &["DELETE FROM tag"]);
    write(&archive, &["INSERT INTO tag VALUES (2, NULL, 'World', 'world', NULL, 1)"]);
    let deleted = archive.library.undo_steps().unwrap()[1].id;
    let before = by_hand(&archive);
    assert_eq!(archive.library.undo(Some(deleted)).unwrap_err().kind(), ErrorKind::CannotUndo);
    assert_eq!(by_hand(&archive), before);
    assert_eq!(archive.library.undo_steps().unwrap().iter().filter(|step| step.undone).count(), 0);
    assert_ne!(step, deleted);
}

#[test]
fn what_belonged_to_an_article_deleted_for_good_is_passed_over() {
    let archive = archive();
    let ids = [0, 1].map(|n| archive.save(&capture(&format!("https://example.org/{n}"), "A", "text")));
    write(&archive, &["INSERT INTO tag VALUES (1, NULL, 'a', 'a', NULL, 1)"]);
    write(&archive, &["INSERT INTO article_tag VALUES (1, 1, 1), (1, 2, 1)"]);
    write(&archive, &["DELETE FROM tag"]);
    let trash = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
    archive.library.update(&ids[..1], trash, at(1)).unwrap();
    archive.library.purge(None).unwrap();
    archive.library.undo(None).unwrap();
    archive.library.undo(None).unwrap();
    assert_eq!(archive.count("article_tag"), 1);
    assert_eq!(archive.count("tag"), 1);
}

#[test]
fn a_text_saved_while_it_is_typed_is_taken_back_as_one() {
    let archive = archive();
    write(&archive, &["INSERT INTO note (id, text, created, updated) VALUES (1, 'a', 1, 1)"]);
    let before = by_hand(&archive);
    for (second, text) in (0..50).map(|n| (n, "b".repeat(n as usize + 1))) {
        let run = |tx: &Transaction<'_>| {
            tx.execute("UPDATE note SET text = ?1 WHERE id = 1", [&text])?;
            Ok(((), What::new(Action::Mark, 1).named("note 1")))
        };
        archive.library.journaled_on(at(second), run).unwrap();
    }
    assert_eq!(archive.library.undo_steps().unwrap().len(), 2);
    archive.library.undo(None).unwrap();
    assert_eq!(by_hand(&archive), before);
}

#[test]
fn only_so_many_steps_are_kept() {
    let archive = archive();
    write(&archive, &["INSERT INTO note (id, text, created, updated) VALUES (1, '', 1, 1)"]);
    for n in 0..210 {
        write(&archive, &[&format!("UPDATE note SET text = '{n}'")]);
    }
    let steps = archive.library.undo_steps().unwrap();
    assert_eq!((steps.len(), steps[0].id.0), (200, 211));
}

#[test]
fn another_program_that_changes_a_title_is_caught_up_with() {
    let archive = archive();
    let id = archive.save(&capture("https://example.org/1", "Old", "text"));
    archive
        .library
        .db()
        .write(|tx| Ok(tx.execute("UPDATE article SET title = 'Fresh' WHERE id = ?1", [id.0])?))
        .unwrap();
    let again = Library::open(archive.library.path(), OpenOptions::default()).unwrap();
    let query = ListQuery { find: Some("fresh".into()), limit: 9, ..ListQuery::default() };
    assert_eq!(again.articles(&query).unwrap().total, 1);
}
