//! Relations: once however they are said, shown from both sides, taken back in every case.

use super::*;
use crate::ErrorKind;

fn articles(archive: &Archive, count: usize) -> Vec<ArticleId> {
    let save =
        |n| archive.save(&capture(&format!("https://example.org/{n}"), &format!("Article {n}"), "text"));
    (1..=count).map(save).collect()
}

pub(super) fn saying(kind: RelationKind) -> Relating {
    Relating { kind, ..Relating::default() }
}

/// How the relations of an article read: the kind, the side and the other article.
fn seen(archive: &Archive, id: ArticleId) -> Vec<(RelationKind, RelationSide, ArticleId)> {
    let relations = archive.library.relations(id).unwrap().relations;
    relations.into_iter().map(|seen| (seen.relation.kind, seen.side, seen.article.id)).collect()
}

#[test]
fn a_relation_reads_from_both_sides() {
    use RelationKind::{FollowUp, SameStory};
    use RelationSide::{Both, From, To};
    let archive = archive();
    let ids = articles(&archive, 3);
    let relate = |a: usize, b: usize, kind| {
        archive.library.relate(&[ids[a]], ids[b], &saying(kind), at(1)).unwrap().value.remove(0)
    };
    relate(0, 1, FollowUp);
    relate(2, 0, SameStory);
    assert_eq!(seen(&archive, ids[0]), [(SameStory, Both, ids[2]), (FollowUp, From, ids[1])]);
    assert_eq!(seen(&archive, ids[1]), [(FollowUp, To, ids[0])]);
    assert_eq!(seen(&archive, ids[2]), [(SameStory, Both, ids[0])]);
    let shown = archive.library.article(ids[1]).unwrap();
    assert_eq!(shown.relations[0].article.title, "Article 1");
    let made: Vec<_> = archive.library.undo_steps().unwrap().into_iter().map(|step| step.what.name).collect();
    let [second, first] =
        ["Article 1 — Article 3", "Article 1 — Article 2"].map(|name| Some(name.to_owned()));
    assert_eq!(made, [second, first]);
}

#[test]
fn the_same_relation_twice_is_one() {
    let archive = archive();
    let ids = articles(&archive, 2);
    let say = |from, to, kind, label: Option<&str>, note: Option<&str>| {
        let relating = Relating {
            kind,
            label: label.map(Into::into),
            note: note.map(Into::into),
            ..Relating::default()
        };
        archive.library.relate(&[from], to, &relating, at(1)).unwrap()
    };
    let (a, b) = (ids[0], ids[1]);
    let first = say(b, a, RelationKind::Contradicts, None, None).value;
    let again = say(a, b, RelationKind::Contradicts, None, None);
    assert_eq!((first, None), (again.value, again.step));
    say(a, b, RelationKind::Source, None, None);
    say(b, a, RelationKind::Source, None, None);
    let noted = say(a, b, RelationKind::Source, None, Some(" The minutes. "));
    assert_eq!(noted.value[0].note.as_deref(), Some("The minutes."));
    say(a, b, RelationKind::Own, Some("  پاسخ به\n"), None);
    say(a, b, RelationKind::Own, Some("پاسخ به"), None);
    assert_eq!(archive.count("relation"), 4);
}

#[test]
fn several_articles_are_related_to_one_in_one_step() {
    let archive = archive();
    let ids = articles(&archive, 4);
    let made = archive.library.relate(&ids[1..], ids[0], &saying(RelationKind::Background), at(1)).unwrap();
    assert_eq!(made.value.len(), 3);
    archive.library.undo(made.step).unwrap();
    assert_eq!(archive.count("relation"), 0);
    archive.library.redo().unwrap();
    assert_eq!(archive.count("relation"), 3);
    let own = archive.library.relate(&ids, ids[0], &saying(RelationKind::Source), at(2)).unwrap_err();
    assert_eq!(own.kind(), ErrorKind::Invalid);
    assert_eq!(archive.count("relation"), 3);
}

#[test]
fn the_other_article_can_be_what_something_is_said_of() {
    let archive = archive();
    let ids = articles(&archive, 3);
    let reversed = Relating { side: RelationSide::To, ..saying(RelationKind::Source) };
    archive.library.relate(&ids[1..], ids[0], &reversed, at(1)).unwrap();
    let source = |id| (RelationKind::Source, RelationSide::From, id);
    assert_eq!(seen(&archive, ids[0]), [source(ids[2]), source(ids[1])]);
}

#[test]
fn a_changed_relation_reads_from_where_it_was_changed() {
    let archive = archive();
    let ids = articles(&archive, 2);
    let library = &archive.library;
    let (a, b) = (ids[0], ids[1]);
    let id = library.relate(&[a], b, &saying(RelationKind::FollowUp), at(1)).unwrap().value[0].id;
    let changed = library.change_relation(id, &saying(RelationKind::Source), Some(b), at(2)).unwrap();
    assert_eq!((changed.value.from, changed.value.kind), (b, RelationKind::Source));
    library.undo(changed.step).unwrap();
    assert_eq!(seen(&archive, a), [(RelationKind::FollowUp, RelationSide::From, b)]);
    let nothing = library.change_relation(id, &saying(RelationKind::FollowUp), None, at(3)).unwrap();
    assert_eq!(nothing.step, None);
    let stranger = library.change_relation(id, &saying(RelationKind::Source), Some(ArticleId(77)), at(3));
    assert_eq!(stranger.unwrap_err().kind(), ErrorKind::Invalid);
}

#[test]
fn relations_that_come_to_say_the_same_become_one_with_both_notes() {
    let archive = archive();
    let ids = articles(&archive, 2);
    let library = &archive.library;
    let noted = |kind, note: &str| Relating { kind, note: Some(note.into()), ..Relating::default() };
    library.relate(&[ids[0]], ids[1], &noted(RelationKind::SameStory, "One."), at(1)).unwrap();
    let second =
        library.relate(&[ids[0]], ids[1], &noted(RelationKind::Source, "Two."), at(2)).unwrap().value[0].id;
    let joined =
        library.change_relation(second, &noted(RelationKind::SameStory, "Two."), None, at(3)).unwrap();
    assert_eq!(joined.value.note.as_deref(), Some("One.\n\nTwo."));
    assert_eq!(archive.count("relation"), 1);
    library.undo(joined.step).unwrap();
    let notes: Vec<_> =
        library.relations_between(ids[1], ids[0]).unwrap().into_iter().map(|found| found.note).collect();
    assert_eq!(notes, [Some("One.".to_owned()), Some("Two.".to_owned())]);
}

#[test]
fn trash_hides_relations_and_purging_an_article_leaves_the_rest_to_undo() {
    let archive = archive();
    let ids = articles(&archive, 3);
    let library = &archive.library;
    let made = library.relate(&ids[1..], ids[0], &saying(RelationKind::FollowUp), at(1)).unwrap().value;
    let trash = |trashed| ArticlePatch { trashed: Some(trashed), ..ArticlePatch::default() };
    library.update(&[ids[2]], trash(true), at(2)).unwrap();
    assert_eq!(seen(&archive, ids[0]).len(), 1);
    library.update(&[ids[2]], trash(false), at(3)).unwrap();
    assert_eq!(seen(&archive, ids[0]).len(), 2);
    let removed: Vec<_> = made.iter().map(|relation| relation.id).collect();
    let removed = library.unrelate(&removed, at(4)).unwrap();
    library.update(&[ids[2]], trash(true), at(5)).unwrap();
    library.purge(None).unwrap();
    library.undo(removed.step).unwrap();
    assert_eq!(seen(&archive, ids[0]), [(RelationKind::FollowUp, RelationSide::To, ids[1])]);
}

#[test]
fn what_cannot_be_said_is_refused() {
    let archive = archive();
    let ids = articles(&archive, 2);
    let refused = |from, to, relating: Relating| {
        archive.library.relate(&[from], to, &relating, at(1)).unwrap_err().kind()
    };
    let (a, b) = (ids[0], ids[1]);
    let with = |kind, label: &str| Relating { kind, label: Some(label.into()), ..Relating::default() };
    assert_eq!(refused(a, a, saying(RelationKind::SameStory)), ErrorKind::Invalid);
    assert_eq!(refused(a, b, saying(RelationKind::Own)), ErrorKind::Invalid);
    assert_eq!(refused(a, b, with(RelationKind::Own, "  ")), ErrorKind::Invalid);
    assert_eq!(refused(a, b, with(RelationKind::Own, &"long ".repeat(20))), ErrorKind::Invalid);
    assert_eq!(refused(a, b, with(RelationKind::Source, "answers")), ErrorKind::Invalid);
    assert_eq!(refused(a, ArticleId(77), saying(RelationKind::Source)), ErrorKind::NotFound);
    assert_eq!(archive.count("relation"), 0);
}

#[test]
fn links_of_notes_connect_until_a_relation_does() {
    let archive = archive();
    let ids = articles(&archive, 2);
    let library = &archive.library;
    library.note(Some(ids[0]), "Compare. See [[Article 2]] for more.", at(1)).unwrap();
    let mentions = |id| {
        let found = library.relations(id).unwrap().mentions.into_iter();
        found.map(|seen| (seen.incoming, seen.sentence, seen.article.id)).collect::<Vec<_>>()
    };
    let sentence = "See Article 2 for more.".to_owned();
    assert_eq!(mentions(ids[0]), [(false, sentence.clone(), ids[1])]);
    assert_eq!(mentions(ids[1]), [(true, sentence, ids[0])]);
    let made = library.relate(&[ids[0]], ids[1], &saying(RelationKind::Source), at(2)).unwrap();
    assert_eq!((mentions(ids[0]).len(), mentions(ids[1]).len()), (0, 0));
    library.undo(made.step).unwrap();
    assert_eq!(mentions(ids[1]).len(), 1);
}
