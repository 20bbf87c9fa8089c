use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::error::{ErrorKind, Result};

fn with_articles(count: u32) -> (Archive, Vec<ArticleId>) {
    let archive = archive();
    let stories: Vec<Capture> = (0..count)
        .map(|n| capture(&format!("https://example.org/{n}"), &format!("Story {n}"), "some text"))
        .collect();
    let stored = archive.library.store(&stories, at(0)).unwrap();
    (archive, stored.into_iter().map(|(id, _)| id).collect())
}

fn new(library: &Library, name: &str, parent: Option<CollectionId>) -> CollectionId {
    let new = NewCollection { name: name.into(), parent, ..NewCollection::default() };
    library.new_collection(new, at(1)).unwrap().value
}

fn listed(library: &Library, collection: CollectionId) -> Vec<ArticleId> {
    let query = ListQuery {
        shelf: Shelf::All,
        collection: Some(collection),
        sort: SortKey::Hand,
        order: SortOrder::Ascending,
        limit: 1000,
        ..ListQuery::default()
    };
    let page = library.articles(&query).unwrap();
    assert_eq!(page.total as usize, page.rows.len());
    let ids: Vec<ArticleId> = page.rows.iter().map(|row| row.id).collect();
    assert_eq!(library.article_ids(&query).unwrap(), ids);
    ids
}

/// The tree as names with their depth.
fn tree(library: &Library) -> Vec<String> {
    fn below(rows: &[CollectionSummary], parent: Option<CollectionId>, depth: usize, out: &mut Vec<String>) {
        for row in rows.iter().filter(|row| row.parent == parent) {
            out.push(format!("{}{} {}", "·".repeat(depth), row.name, row.articles));
            below(rows, Some(row.id), depth + 1, out);
        }
    }
    let mut out = Vec::new();
    below(&library.collections().unwrap(), None, 0, &mut out);
    out
}

fn kind<T: std::fmt::Debug>(result: Result<T>) -> ErrorKind {
    result.unwrap_err().kind()
}

#[test]
fn articles_stand_in_the_order_they_are_given_and_moved_to() {
    let (archive, ids) = with_articles(5);
    let library = &archive.library;
    let [a, b, c, d, e] = ids[..] else { panic!("five") };
    let fires = new(library, "Fires", None);
    assert_eq!(library.add_to_collection(fires, &[c, a, c, b], at(2)).unwrap().value, 3);
    let again = library.add_to_collection(fires, &[a, d], at(3)).unwrap();
    assert_eq!((again.value, again.step.is_some()), (1, true));
    assert_eq!(listed(library, fires), [c, a, b, d]);

    // A selection keeps the order it has; an arrangement is as it is given.
    library.move_in_collection(fires, &[d, a, e], Some(c), at(4)).unwrap();
    assert_eq!(listed(library, fires), [a, d, c, b]);
    library.arrange_collection(fires, &[b, c], Some(a), at(5)).unwrap();
    assert_eq!(listed(library, fires), [b, c, a, d]);
    // Before one that moves itself is before what follows it; before itself is where it is.
    library.move_in_collection(fires, &[c, a], Some(a), at(6)).unwrap();
    assert_eq!(listed(library, fires), [b, c, a, d]);
    library.move_in_collection(fires, &[d], None, at(7)).unwrap();
    assert_eq!(listed(library, fires), [b, c, a, d]);

    assert_eq!(library.remove_from_collection(fires, &[c, e], at(8)).unwrap().value, 1);
    assert_eq!(library.article(a).unwrap().collections, ["Fires"]);
    assert_eq!(library.article(c).unwrap().collections, [""; 0]);
    assert_eq!(kind(library.arrange_collection(fires, &[c], None, at(9))), ErrorKind::NotFound);
    assert_eq!(kind(library.move_in_collection(fires, &[a], Some(e), at(9))), ErrorKind::NotFound);
    assert_eq!(kind(library.add_to_collection(fires, &[ArticleId(99)], at(9))), ErrorKind::NotFound);
    assert_eq!(listed(library, fires), [b, a, d]);
}

#[test]
fn a_collection_is_narrowed_and_sorted_like_any_list() {
    let (archive, ids) = with_articles(4);
    let library = &archive.library;
    let fires = new(library, "Fires", None);
    library.add_to_collection(fires, &[ids[2], ids[0], ids[3]], at(1)).unwrap();
    let star = ArticlePatch { starred: Some(true), ..ArticlePatch::default() };
    library.update(&[ids[0], ids[1], ids[3]], star, at(2)).unwrap();
    let of = |query: ListQuery| {
        let query = ListQuery { collection: Some(fires), limit: 9, ..query };
        library.articles(&query).unwrap().rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    let all = ListQuery { shelf: Shelf::All, sort: SortKey::Hand, ..ListQuery::default() };
    assert_eq!(of(all.clone()), [ids[3], ids[0], ids[2]]);
    let by_title = ListQuery { sort: SortKey::Title, order: SortOrder::Ascending, ..all.clone() };
    assert_eq!(of(by_title), [ids[0], ids[2], ids[3]]);
    assert_eq!(of(ListQuery { shelf: Shelf::Starred, ..all.clone() }), [ids[3], ids[0]]);
    assert_eq!(of(ListQuery { find: Some("story 0".into()), ..all.clone() }), [ids[0]]);
    assert_eq!(
        of(ListQuery { site: Some("example.org".into()), offset: 1, ..all.clone() }),
        [ids[0], ids[2]]
    );
    assert_eq!(of(ListQuery { site: Some("elsewhere".into()), ..all }), []);
}

#[test]
fn counts_leave_out_the_trash_and_follow_what_is_deleted_for_good() {
    let (archive, ids) = with_articles(3);
    let library = &archive.library;
    let fires = new(library, "Fires", None);
    let below = new(library, "Summer", Some(fires));
    let trash = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
    library.update(&ids[..1], trash, at(1)).unwrap();
    library.add_to_collection(fires, &ids, at(2)).unwrap();
    library.add_to_collection(below, &ids[1..], at(2)).unwrap();
    assert_eq!(tree(library), ["Fires 2", "·Summer 2"]);
    let step = library.update(&ids[1..2], trash, at(3)).unwrap();
    assert_eq!(tree(library), ["Fires 1", "·Summer 1"]);
    library.undo(step).unwrap();
    assert_eq!(tree(library), ["Fires 2", "·Summer 2"]);
    library.update(&ids[1..2], trash, at(4)).unwrap();
    library.purge(None).unwrap();
    assert_eq!(tree(library), ["Fires 1", "·Summer 1"]);
    assert_eq!(listed(library, fires), ids[2..]);
}

#[test]
fn collections_stand_in_one_another_but_never_in_themselves() {
    let archive = archive();
    let library = &archive.library;
    let world = new(library, " World \n news ", None);
    let fires = new(library, "Fires", Some(world));
    let summer = new(library, "Summer", Some(fires));
    let sport = new(library, "Sport", None);
    assert_eq!(tree(library), ["World news 0", "·Fires 0", "··Summer 0", "Sport 0"]);
    for parent in [world, fires, summer] {
        assert_eq!(kind(library.move_collection(world, Some(parent), None, at(2))), ErrorKind::Invalid);
    }
    library.move_collection(sport, Some(world), Some(fires), at(3)).unwrap();
    library.move_collection(summer, None, Some(world), at(4)).unwrap();
    assert_eq!(tree(library), ["Summer 0", "World news 0", "·Sport 0", "·Fires 0"]);
    assert_eq!(kind(library.move_collection(summer, None, Some(fires), at(5))), ErrorKind::NotFound);
    for name in ["", " \n", &"x".repeat(201), "a\u{7}b"] {
        let new = NewCollection { name: name.into(), ..NewCollection::default() };
        assert_eq!(kind(library.new_collection(new, at(6))), ErrorKind::Invalid, "{name:?}");
    }
    assert_eq!(library.collection(fires).unwrap().path, "World news/Fires");
}

#[test]
fn a_collection_is_found_by_number_path_and_name() {
    let archive = archive();
    let library = &archive.library;
    let world = new(library, "World", None);
    let fires = new(library, "Fires", Some(world));
    let persian = new(library, "گزارش‌های ایران", None);
    new(library, "Summer", Some(world));
    new(library, "Summer", Some(fires));
    let find = |name: &str| library.find_collection(name);
    assert_eq!(find(&fires.to_string()).unwrap(), fires);
    assert_eq!(find(" world/FIRES ").unwrap(), fires);
    assert_eq!(find("fires").unwrap(), fires);
    assert_eq!(find("گزارشهاي ايران").unwrap(), persian);
    assert_eq!(kind(find("summer")), ErrorKind::Ambiguous);
    assert_eq!(kind(find("nowhere")), ErrorKind::NotFound);

    let made = library.find_or_make_collection("World/fires/2026/July", at(2)).unwrap();
    assert_eq!(library.collection(made.value).unwrap().path, "World/Fires/2026/July");
    library.undo(made.step).unwrap();
    assert_eq!(tree(library).len(), 5);
    let there = library.find_or_make_collection("fires", at(3)).unwrap();
    assert_eq!((there.value, there.step), (fires, None));
}

#[test]
fn what_is_deleted_comes_back_whole() {
    let (archive, ids) = with_articles(4);
    let library = &archive.library;
    let world = new(library, "World", None);
    let fires = new(library, "Fires", Some(world));
    let sport = new(library, "Sport", None);
    library.add_to_collection(world, &[ids[3], ids[1]], at(2)).unwrap();
    library.add_to_collection(fires, &[ids[2], ids[0], ids[1]], at(2)).unwrap();
    let describe = CollectionPatch { description: Some("What *burns*.".into()), ..Default::default() };
    library.update_collection(fires, describe, at(3)).unwrap();
    let before = (tree(library), library.collection(fires).unwrap());

    let step = library.delete_collections(&[fires, world], at(4)).unwrap();
    assert_eq!(tree(library), ["Sport 0"]);
    assert_eq!(library.articles(&ListQuery { limit: 9, ..Default::default() }).unwrap().total, 4);
    assert_eq!(kind(library.collection(fires)), ErrorKind::NotFound);
    // What was made meanwhile stays.
    library.add_to_collection(sport, &ids[..1], at(5)).unwrap();
    library.undo(step).unwrap();
    assert_eq!((tree(library), library.collection(fires).unwrap()), {
        let mut tree = before.0;
        tree[2] = "Sport 1".into();
        (tree, before.1)
    });
    assert_eq!(listed(library, world), [ids[3], ids[1]]);
    assert_eq!(listed(library, fires), [ids[2], ids[0], ids[1]]);
    assert_eq!(kind(library.delete_collections(&[world, CollectionId(99)], at(6))), ErrorKind::NotFound);
    assert_eq!(tree(library).len(), 3);
}

#[test]
fn a_saved_search_stands_among_collections_and_holds_nothing() {
    let (archive, ids) = with_articles(2);
    let library = &archive.library;
    let world = new(library, "World", None);
    let query = SavedQuery { find: Some("story".into()), shelf: Shelf::Starred, ..SavedQuery::default() };
    let search = NewCollection {
        name: "Stories".into(),
        parent: Some(world),
        query: Some(query.clone()),
        ..Default::default()
    };
    let search = library.new_collection(search, at(1)).unwrap().value;
    assert_eq!(library.collection(search).unwrap().summary.query, Some(query.clone()));
    assert_eq!(kind(library.add_to_collection(search, &ids, at(2))), ErrorKind::Invalid);
    assert_eq!(kind(library.move_collection(world, Some(search), None, at(2))), ErrorKind::Invalid);
    let patch = CollectionPatch { query: Some(SavedQuery::default()), ..Default::default() };
    assert_eq!(kind(library.update_collection(world, patch.clone(), at(2))), ErrorKind::Invalid);
    let step = library.update_collection(search, patch, at(3)).unwrap();
    assert_eq!(library.collection(search).unwrap().summary.query, Some(SavedQuery::default()));
    library.undo(step).unwrap();
    assert_eq!(library.collection(search).unwrap().summary.query, Some(query));
}

#[test]
fn a_description_that_is_typed_is_one_step() {
    let archive = archive();
    let library = &archive.library;
    let fires = new(library, "Fires", None);
    for (second, text) in [(1, "W"), (2, "Wh"), (3, "What burns")] {
        let patch = CollectionPatch { description: Some(text.into()), ..Default::default() };
        library.update_collection(fires, patch, at(second)).unwrap();
    }
    library.undo(None).unwrap();
    assert_eq!(library.collection(fires).unwrap().description, "");
    assert_eq!(library.collection(fires).unwrap().summary.name, "Fires");
    library.redo().unwrap();
    assert_eq!(library.collection(fires).unwrap().description, "What burns");
}

#[test]
fn the_cover_is_a_picture_of_one_of_the_articles() {
    let archive = archive();
    let library = &archive.library;
    let mut ids = Vec::new();
    for (n, bytes) in [b"one" as &[u8], b"two", b"three"].into_iter().enumerate() {
        let story = capture(&format!("https://example.org/{n}"), "A", "some text");
        let mut story = with_picture(story, 0, Some(bytes));
        story.page.lead_picture = Some(0);
        ids.push(archive.store(&story, Aim::Save, 0).0);
    }
    let [one, two, three] = [b"one" as &[u8], b"two", b"three"].map(|bytes| picture(bytes).hash);
    let fires = new(library, "Fires", None);
    assert_eq!(library.collection(fires).unwrap().cover, None);
    library.add_to_collection(fires, &[ids[1], ids[0]], at(1)).unwrap();
    let cover = || {
        let collection = library.collection(fires).unwrap();
        (collection.cover.unwrap(), collection.chosen_cover)
    };
    assert_eq!(cover(), (two.clone(), false));
    assert_eq!(library.collection_pictures(fires).unwrap(), [two.clone(), one.clone()]);
    let choose = |hash: &str| {
        let patch = CollectionPatch { cover: Some(AssetHash(hash.into())), ..Default::default() };
        library.update_collection(fires, patch, at(2))
    };
    assert_eq!(kind(choose(&three.0)), ErrorKind::Invalid);
    let step = choose(&one.0).unwrap();
    assert_eq!(cover(), (one.clone(), true));
    library.undo(step).unwrap();
    assert_eq!(cover(), (two.clone(), false));
    library.redo().unwrap();
    choose("").unwrap();
    assert_eq!(cover(), (two, false));
}

/// What a person may do to two collections of a few articles.
#[derive(Debug, Clone)]
enum Deed {
    Add(u8, Vec<u8>),
    Remove(u8, Vec<u8>),
    Move(u8, Vec<u8>, Option<u8>),
    Arrange(u8, Vec<u8>, Option<u8>),
    Trash(u8, bool),
    Undo,
    Redo,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let some = || prop::collection::vec(0..6_u8, 1..4);
    let target = || prop::option::of(0..6_u8);
    let deed = prop_oneof![
        3 => (0..2_u8, some()).prop_map(|(n, some)| Deed::Add(n, some)),
        1 => (0..2_u8, some()).prop_map(|(n, some)| Deed::Remove(n, some)),
        3 => (0..2_u8, some(), target()).prop_map(|(n, some, before)| Deed::Move(n, some, before)),
        3 => (0..2_u8, some(), target()).prop_map(|(n, some, before)| Deed::Arrange(n, some, before)),
        1 => (0..6_u8, any::<bool>()).prop_map(|(n, trashed)| Deed::Trash(n, trashed)),
        3 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
    ];
    prop::collection::vec(deed, 1..30)
}

/// What two collections hold, and which articles are in the trash.
type Held = ([Vec<ArticleId>; 2], BTreeMap<ArticleId, bool>);

/// The order after a move, as a plain list would have it.
fn moved(list: &[ArticleId], moved: &[ArticleId], before: Option<ArticleId>) -> Vec<ArticleId> {
    let behind: Vec<ArticleId> = match before {
        Some(before) => list.iter().copied().skip_while(|id| *id != before).collect(),
        None => Vec::new(),
    };
    let next = behind.into_iter().find(|id| !moved.contains(id));
    let mut rest: Vec<ArticleId> = list.iter().copied().filter(|id| !moved.contains(id)).collect();
    let at = next.map_or(rest.len(), |next| rest.iter().position(|id| *id == next).unwrap());
    rest.splice(at..at, moved.iter().copied());
    rest
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn collections_and_their_undo_follow_a_plain_list(deeds in deeds()) {
        let (archive, ids) = with_articles(6);
        let library = &archive.library;
        let collections = [new(library, "A", None), new(library, "B", None)];
        let mut held: Held = (Default::default(), ids.iter().map(|id| (*id, false)).collect());
        let (mut undo, mut redo): (Vec<Held>, Vec<Held>) = Default::default();
        for deed in &deeds {
            let before = held.clone();
            let articles = |some: &[u8]| {
                let mut unique: Vec<ArticleId> = Vec::new();
                for n in some {
                    let id = ids[usize::from(*n)];
                    if !unique.contains(&id) { unique.push(id) }
                }
                unique
            };
            let step = match deed {
                Deed::Add(n, some) => {
                    let list = &mut held.0[usize::from(*n)];
                    let new: Vec<ArticleId> = articles(some).into_iter().filter(|id| !list.contains(id)).collect();
                    list.extend(new);
                    library.add_to_collection(collections[usize::from(*n)], &articles(some), at(1)).unwrap().step
                }
                Deed::Remove(n, some) => {
                    held.0[usize::from(*n)].retain(|id| !articles(some).contains(id));
                    library.remove_from_collection(collections[usize::from(*n)], &articles(some), at(1)).unwrap().step
                }
                Deed::Move(n, some, target) => {
                    let list = &mut held.0[usize::from(*n)];
                    let target = target.map(|n| ids[usize::from(n)]).filter(|id| list.contains(id));
                    let some = articles(some);
                    let moving: Vec<ArticleId> = list.iter().copied().filter(|id| some.contains(id)).collect();
                    *list = moved(list, &moving, target);
                    library.move_in_collection(collections[usize::from(*n)], &some, target, at(1)).unwrap()
                }
                Deed::Arrange(n, some, target) => {
                    let list = &mut held.0[usize::from(*n)];
                    let target = target.map(|n| ids[usize::from(n)]).filter(|id| list.contains(id));
                    let moving: Vec<ArticleId> = articles(some).into_iter().filter(|id| list.contains(id)).collect();
                    *list = moved(list, &moving, target);
                    library.arrange_collection(collections[usize::from(*n)], &moving, target, at(1)).unwrap()
                }
                Deed::Trash(n, trashed) => {
                    let id = ids[usize::from(*n)];
                    held.1.insert(id, *trashed);
                    let patch = ArticlePatch { trashed: Some(*trashed), ..Default::default() };
                    library.update(&[id], patch, at(1)).unwrap()
                }
                Deed::Undo => {
                    // The first two steps made the collections.
                    if let Some(last) = undo.pop() {
                        library.undo(None).unwrap().unwrap();
                        redo.push(std::mem::replace(&mut held, last));
                    }
                    None
                }
                Deed::Redo => {
                    if let Some(next) = redo.pop() {
                        library.redo().unwrap().unwrap();
                        undo.push(std::mem::replace(&mut held, next));
                    }
                    None
                }
            };
            // A move to where things stand may be written all the same; it is a step then.
            if step.is_some() {
                undo.push(before);
                redo.clear();
            }
            let rows = library.collections().unwrap();
            for (n, id) in collections.into_iter().enumerate() {
                let visible: Vec<ArticleId> = held.0[n].iter().copied().filter(|id| !held.1[id]).collect();
                prop_assert_eq!(&listed(library, id), &visible, "{:?}", deed);
                let count = rows.iter().find(|row| row.id == id).unwrap().articles as usize;
                prop_assert_eq!(count, visible.len());
            }
        }
    }
}
