//! Tags: the tree, what is counted, what is suggested; and random changes, after which everything kept is still true.

use proptest::prelude::*;

use super::*;
use crate::db;
use crate::error::{Error, ErrorKind};

fn path(text: &str) -> TagPath {
    text.parse().unwrap()
}

/// Articles 1 to `n`.
fn articles(n: i64) -> Archive {
    let archive = archive();
    for number in 1..=n {
        archive.save(&capture(&format!("https://example.org/{number}"), &format!("Story {number}"), "text"));
    }
    archive
}

impl Archive {
    fn give(&self, ids: &[i64], tags: &[&str]) {
        let tags: Vec<TagPath> = tags.iter().map(|tag| path(tag)).collect();
        self.library.tag(&of(ids), &tags, at(9)).unwrap();
    }

    fn id(&self, tag: &str) -> TagId {
        self.library.tag_named(&path(tag)).unwrap().id
    }

    /// Each tag with its number of articles.
    fn counts(&self) -> Vec<String> {
        let tags = self.library.tags().unwrap();
        tags.into_iter().map(|tag| format!("{} {}", tag.path, tag.count)).collect()
    }

    fn listed(&self, tag: &str) -> Vec<i64> {
        let query =
            ListQuery { shelf: Shelf::All, tag: Some(self.id(tag)), limit: 99, ..ListQuery::default() };
        let page = self.library.articles(&query).unwrap();
        assert_eq!(page.total as usize, page.rows.len());
        let mut ids: Vec<i64> = page.rows.iter().map(|row| row.id.0).collect();
        ids.sort_unstable();
        ids
    }
}

fn of(ids: &[i64]) -> Vec<ArticleId> {
    ids.iter().copied().map(ArticleId).collect()
}

#[test]
fn a_tag_counts_and_lists_what_stands_below_it_once() {
    let archive = articles(3);
    archive.give(&[1, 2], &["world/iran", "World/IRAN/protests"]);
    archive.give(&[3], &["world"]);
    assert_eq!(archive.counts(), ["world 3", "world/iran 2", "world/iran/protests 2"]);
    assert_eq!(archive.listed("world"), [1, 2, 3]);
    assert_eq!(archive.listed("world/iran"), [1, 2]);
    archive
        .library
        .update(&of(&[1]), ArticlePatch { trashed: Some(true), ..Default::default() }, at(9))
        .unwrap();
    assert_eq!(archive.counts(), ["world 2", "world/iran 1", "world/iran/protests 1"]);
    let summary = archive.library.article(ArticleId(2)).unwrap().summary;
    assert_eq!(summary.tags, ["world/iran", "world/iran/protests"]);
}

#[test]
fn spellings_of_one_tag_are_one_tag_and_the_first_stays() {
    let archive = articles(2);
    archive.give(&[1], &["خبرگزاري/كتاب"]);
    archive.give(&[2], &["خبرگزاری/کتاب", "خبرگزاری/فیلم"]);
    assert_eq!(archive.counts(), ["خبرگزاري 2", "خبرگزاري/فیلم 1", "خبرگزاري/كتاب 2"]);
    archive.library.rename_tag(archive.id("خبرگزاری"), &path("خبرگزاری"), at(9)).unwrap();
    assert_eq!(archive.counts(), ["خبرگزاری 2", "خبرگزاری/فیلم 1", "خبرگزاری/كتاب 2"]);
}

#[test]
fn a_tag_moves_with_those_below_it() {
    let archive = articles(2);
    archive.give(&[1], &["iran/protests"]);
    archive.give(&[2], &["world"]);
    let iran = archive.id("iran");
    archive.library.move_tags(&[iran], Some(archive.id("world")), at(9)).unwrap();
    assert_eq!(archive.counts(), ["world 2", "world/iran 1", "world/iran/protests 1"]);
    archive.library.rename_tag(iran, &path("asia/west/Iran"), at(9)).unwrap();
    assert_eq!(
        archive.counts(),
        ["asia 1", "asia/west 1", "asia/west/Iran 1", "asia/west/Iran/protests 1", "world 1"]
    );
    archive.library.move_tags(&[iran], None, at(9)).unwrap();
    assert_eq!(archive.counts(), ["asia 0", "asia/west 0", "Iran 1", "Iran/protests 1", "world 1"]);
    for wrong in ["iran/protests/iran", "world"] {
        let error = archive.library.rename_tag(iran, &path(wrong), at(9)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Invalid, "{wrong}");
    }
    for _ in 0..3 {
        archive.library.undo(None).unwrap();
    }
    assert_eq!(archive.counts(), ["iran 1", "iran/protests 1", "world 1"]);
}

#[test]
fn tags_are_merged_with_what_stands_below_them() {
    let archive = articles(3);
    archive.give(&[1], &["usa/economy", "usa/sport"]);
    archive.give(&[1, 2], &["united states/Economy/jobs"]);
    archive.give(&[3], &["united states"]);
    let (from, into) = (archive.id("usa"), archive.id("united states"));
    archive.library.merge_tags(&[from], into, at(9)).unwrap();
    let merged = [
        "united states 3",
        "united states/Economy 2",
        "united states/Economy/jobs 2",
        "united states/sport 1",
    ];
    assert_eq!(archive.counts(), merged);
    assert_eq!(
        archive.library.article(ArticleId(1)).unwrap().summary.tags,
        ["united states/Economy", "united states/Economy/jobs", "united states/sport"]
    );
    archive.library.undo(None).unwrap();
    assert_eq!(archive.listed("usa/economy"), [1]);
    archive.library.redo().unwrap();
    assert_eq!(archive.counts(), merged);
    let below = archive.id("united states/economy");
    assert!(matches!(archive.library.merge_tags(&[into], below, at(9)), Err(Error::Invalid { .. })));
    archive.library.merge_tags(&[below], into, at(9)).unwrap();
    assert_eq!(archive.counts(), ["united states 3", "united states/jobs 2", "united states/sport 1"]);
}

#[test]
fn a_deleted_tag_leaves_its_articles_and_comes_back_with_them() {
    let archive = articles(2);
    archive.give(&[1], &["world/iran"]);
    archive.give(&[2], &["world", "other"]);
    let world = archive.id("world");
    archive.library.color_tags(&[world], Some(TagColor::Teal), at(9)).unwrap();
    archive.library.delete_tags(&[archive.id("world/iran"), world], at(9)).unwrap();
    assert_eq!(archive.counts(), ["other 1"]);
    assert_eq!(archive.library.shelf_counts().unwrap().all, 2);
    archive.library.undo(None).unwrap();
    assert_eq!(archive.counts(), ["other 1", "world 2", "world/iran 1"]);
    assert_eq!(archive.library.tag_named(&path("WORLD")).unwrap().color, Some(TagColor::Teal));
    assert_eq!(archive.id("world"), world);
}

#[test]
fn nothing_changes_when_an_article_is_not_there() {
    let archive = articles(1);
    let error = archive.library.tag(&of(&[1, 7]), &[path("x")], at(9)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(archive.counts(), [""; 0]);
    let error = archive.library.untag(&of(&[1]), &[path("x")], at(9)).unwrap_err();
    assert_eq!(error.to_string(), "no tag x in this archive");
}

#[test]
fn pages_suggest_their_keywords_and_section() {
    let archive = archive();
    let page = |n: u32, section: &str, keywords: &[&str]| {
        let mut story = capture(&format!("https://example.org/{n}"), "Story", "text");
        story.page.metadata.section = Some(section.to_owned());
        story.page.metadata.keywords = keywords.iter().map(|&word| word.to_owned()).collect();
        archive.save(&story)
    };
    let one =
        page(1, "Sport", &["Football", "TCP/IP", "football", "a sentence that is no keyword of anything"]);
    let two = page(2, "Sport", &["Iran", "transfers", "sport"]);
    archive.give(&[one.0], &["IRAN", "football"]);
    archive.give(&[two.0], &["IRAN"]);
    let suggestions = archive.library.tag_suggestions(&[one, two]).unwrap();
    let told: Vec<String> = suggestions
        .iter()
        .map(|suggestion| format!("{} {} {}", suggestion.path, suggestion.count, suggestion.tag.is_some()))
        .collect();
    assert_eq!(told, ["football 1 true", "Sport 2 false", "TCP-IP 1 false", "transfers 1 false"]);
}

#[test]
fn pages_suggest_their_topics_and_the_path_of_their_sections() {
    let archive = archive();
    let mut story = capture("https://example.org/1", "Story", "text");
    story.page.metadata.section = Some("World".to_owned());
    story.page.metadata.breadcrumb = ["World", "Middle East"].map(str::to_owned).to_vec();
    let topic = |text: &str, place| PageLink {
        context: LinkContext::Related,
        place,
        ..PageLink::in_text(format!("https://example.org/tag/{}", text.len()), text.to_owned())
    };
    story.page.links = vec![topic("IAEA", LinkPlace::Topic), topic("Another story", LinkPlace::Around)];
    let one = archive.save(&story);
    let suggestions = archive.library.tag_suggestions(&[one]).unwrap();
    let told: Vec<String> = suggestions.iter().map(|suggestion| suggestion.path.to_string()).collect();
    assert_eq!(told, ["World/Middle East", "World", "IAEA"]);
}

#[test]
fn a_list_by_tag_agrees_with_its_shelf_in_every_order() {
    let archive = articles(40);
    let ids: Vec<i64> = (1..=40).collect();
    for &id in &ids {
        let state = [ReadState::Unread, ReadState::Reading, ReadState::Read][id as usize % 3];
        let patch = ArticlePatch {
            state: Some(state),
            starred: Some(id % 4 == 0),
            archived: Some(id % 5 == 0),
            trashed: Some(id % 7 == 0),
        };
        archive.library.update(&of(&[id]), patch, at(9)).unwrap();
    }
    archive.give(&[3], &["few"]);
    let most: Vec<i64> = ids.iter().copied().filter(|id| id % 6 != 0).collect();
    archive.give(&most, &["most/below"]);
    for (tag, has) in [("few", vec![3]), ("most", most)] {
        for (shelf, state) in
            SHELVES.into_iter().flat_map(|shelf| [(shelf, None), (shelf, Some(ReadState::Read))])
        {
            for sort in [SortKey::Saved, SortKey::Published, SortKey::Title, SortKey::Site] {
                for order in [SortOrder::Ascending, SortOrder::Descending] {
                    let whole = ListQuery { shelf, state, sort, order, limit: 99, ..ListQuery::default() };
                    let mut expected = archive.library.article_ids(&whole).unwrap();
                    expected.retain(|id| has.contains(&id.0));
                    let query = ListQuery { tag: Some(archive.id(tag)), ..whole };
                    assert_eq!(archive.library.article_ids(&query).unwrap(), expected, "{query:?}");
                    let part = ListQuery { offset: 2, limit: 3, ..query };
                    let page = archive.library.articles(&part).unwrap();
                    let rows: Vec<ArticleId> = page.rows.iter().map(|row| row.id).collect();
                    let middle: Vec<ArticleId> = expected.iter().copied().skip(2).take(3).collect();
                    assert_eq!((rows, page.total as usize), (middle, expected.len()), "{part:?}");
                }
            }
        }
    }
}

#[derive(Debug, Clone)]
enum Change {
    Give(Vec<i64>, String),
    Take(Vec<i64>, prop::sample::Index),
    Rename(prop::sample::Index, String),
    Move(prop::sample::Index, Option<prop::sample::Index>),
    Merge(prop::sample::Index, prop::sample::Index),
    Delete(prop::sample::Index),
    Trash(Vec<i64>, bool),
    Purge,
    Undo,
    Redo,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let tag = || "[abC](/[aBc]){0,3}";
    let index = any::<prop::sample::Index>;
    let some = || prop::collection::vec(1..=5_i64, 1..4);
    let change = prop_oneof![
        6 => (some(), tag()).prop_map(|(ids, tag)| Change::Give(ids, tag)),
        2 => (some(), index()).prop_map(|(ids, tag)| Change::Take(ids, tag)),
        2 => (index(), tag()).prop_map(|(from, to)| Change::Rename(from, to)),
        3 => (index(), prop::option::of(index())).prop_map(|(from, to)| Change::Move(from, to)),
        2 => (index(), index()).prop_map(|(from, to)| Change::Merge(from, to)),
        1 => index().prop_map(Change::Delete),
        2 => (some(), any::<bool>()).prop_map(|(ids, trashed)| Change::Trash(ids, trashed)),
        1 => Just(Change::Purge),
        4 => Just(Change::Undo),
        2 => Just(Change::Redo),
    ];
    prop::collection::vec(change, 1..25)
}

fn apply(archive: &Archive, change: &Change) -> crate::Result<()> {
    let library = &archive.library;
    let tags = library.tags()?;
    let pick = |index: &prop::sample::Index| (!tags.is_empty()).then(|| index.get(&tags).id);
    let there = |ids: &[i64]| -> Vec<ArticleId> {
        of(ids).into_iter().filter(|&id| library.article(id).is_ok()).collect()
    };
    match change {
        Change::Give(ids, tag) => library.tag(&there(ids), &[path(tag)], at(9)).map(drop),
        Change::Take(ids, tag) => {
            let remove: Vec<TagId> = pick(tag).into_iter().collect();
            library.retag(&there(ids), &[], &remove, at(9)).map(drop)
        }
        Change::Rename(tag, to) => {
            pick(tag).map_or(Ok(()), |tag| library.rename_tag(tag, &path(to), at(9)).map(drop))
        }
        Change::Move(tag, under) => pick(tag)
            .map_or(Ok(()), |tag| library.move_tags(&[tag], under.as_ref().and_then(pick), at(9)).map(drop)),
        Change::Merge(from, into) => match (pick(from), pick(into)) {
            (Some(from), Some(into)) => library.merge_tags(&[from], into, at(9)).map(drop),
            _ => Ok(()),
        },
        Change::Delete(tag) => pick(tag).map_or(Ok(()), |tag| library.delete_tags(&[tag], at(9)).map(drop)),
        Change::Trash(ids, trashed) => {
            let patch = ArticlePatch { trashed: Some(*trashed), ..ArticlePatch::default() };
            library.update(&there(ids), patch, at(9)).map(drop)
        }
        Change::Purge => library.purge(None).map(drop),
        Change::Undo => library.undo(None).map(drop),
        Change::Redo => library.redo().map(drop),
    }
}

/// Every tag and every article's tags, as a person sees them.
fn seen(archive: &Archive) -> (Vec<String>, Vec<TagUse>) {
    let ids: Vec<ArticleId> = (1..=5).map(ArticleId).collect();
    (archive.counts(), archive.library.tag_uses(&ids).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_is_done_what_is_kept_of_tags_is_true(changes in changes()) {
        let archive = articles(5);
        for change in &changes {
            let before = seen(&archive);
            match apply(&archive, change) {
                Ok(()) => {}
                Err(Error::Invalid { .. } | Error::CannotUndo) => prop_assert_eq!(seen(&archive), before),
                Err(error) => prop_assert!(false, "{change:?}: {error}"),
            }
            let wrong = archive.library.db().read(db::kept_wrongly).unwrap();
            prop_assert!(wrong.is_empty(), "{change:?}: {wrong:?}");
        }
    }

    #[test]
    fn undo_brings_everything_back(changes in changes()) {
        let archive = articles(5);
        for change in changes.iter().filter(|change| !matches!(change, Change::Purge | Change::Undo | Change::Redo)) {
            let before = seen(&archive);
            let steps = archive.library.undo_steps().unwrap().len();
            if apply(&archive, change).is_err() || archive.library.undo_steps().unwrap().len() == steps {
                continue;
            }
            let after = seen(&archive);
            archive.library.undo(None).unwrap();
            prop_assert_eq!(seen(&archive), before, "{:?}", change);
            archive.library.redo().unwrap();
            prop_assert_eq!(seen(&archive), after, "{:?}", change);
        }
    }
}
