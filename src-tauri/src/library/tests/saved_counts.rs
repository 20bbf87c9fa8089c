use super::*;

/// Ten articles, every second about a flood; the first is read, the last in the trash.
fn ten() -> (Archive, Vec<ArticleId>) {
    let archive = archive();
    let text = |n: u32| {
        format!("Number {n} tells of {}.", if n.is_multiple_of(2) { "the flood" } else { "a strike" })
    };
    let ids: Vec<ArticleId> = (0..10)
        .map(|n| capture(&format!("https://example.org/{n}"), &format!("No. {n}"), &text(n)))
        .zip(0..)
        .map(|(story, n)| archive.store(&story, Aim::Save, n).0)
        .collect();
    let read = ArticlePatch { state: Some(ReadState::Read), ..ArticlePatch::default() };
    archive.library.update(&ids[..1], read, at(20)).unwrap();
    archive.library.update(&ids[9..], trashed(), at(21)).unwrap();
    (archive, ids)
}

fn trashed() -> ArticlePatch {
    ArticlePatch { trashed: Some(true), ..ArticlePatch::default() }
}

fn search(library: &Library, name: &str, query: SavedQuery) -> CollectionId {
    let new = NewCollection { name: name.into(), query: Some(query), ..NewCollection::default() };
    library.new_collection(new, at(30)).unwrap().value
}

fn counts(library: &Library) -> Vec<u32> {
    let counts = library.search_counts().unwrap();
    assert!(counts.iter().all(|count| !count.more));
    counts.into_iter().map(|count| count.articles).collect()
}

#[test]
fn every_saved_search_is_counted_as_its_list_has_rows() {
    let (archive, ids) = ten();
    let library = &archive.library;
    library.tag(&ids[2..6], &["World".parse().unwrap()], at(22)).unwrap();
    let world = library.tags().unwrap()[0].id;
    let box_of = NewCollection { name: "Box".into(), ..NewCollection::default() };
    let collection = library.new_collection(box_of, at(23)).unwrap().value;
    library.add_to_collection(collection, &ids[..3], at(24)).unwrap();
    let all = || SavedQuery { shelf: Shelf::All, ..SavedQuery::default() };
    let find = |words: &str| Some(words.to_owned());
    let queries = [
        all(),
        SavedQuery { find: find("flood"), ..all() },
        SavedQuery { find: find("strike"), ..all() },
        SavedQuery { find: find("nowhere"), ..all() },
        SavedQuery { find: find("flood"), state: Some(ReadState::Unread), ..all() },
        SavedQuery { find: find("strike"), shelf: Shelf::Trash, ..all() },
        SavedQuery { tag: Some(world), ..all() },
        SavedQuery { tag: Some(world), find: find("flood"), ..all() },
        SavedQuery { collection: Some(collection), ..all() },
        SavedQuery { site: find("example.org"), find: find("strike"), ..all() },
        SavedQuery { shelf: Shelf::Read, ..all() },
    ];
    for (n, query) in queries.iter().enumerate() {
        search(library, &format!("Search {n}"), query.clone());
    }
    let lists = queries
        .iter()
        .map(|query| library.article_ids(&ListQuery::from(query.clone())).unwrap().len() as u32);
    let lists: Vec<u32> = lists.collect();
    assert_eq!(lists, [9, 5, 4, 0, 4, 1, 4, 2, 3, 4, 1]);
    assert_eq!(counts(library), lists);

    library.update(&ids[2..3], trashed(), at(40)).unwrap();
    assert_eq!(counts(library), [8, 4, 4, 0, 3, 1, 3, 1, 2, 4, 1]);
}

#[test]
fn counting_ends_where_it_is_told_to() {
    let (archive, _) = ten();
    let query = ListQuery { shelf: Shelf::All, find: Some("number".into()), ..ListQuery::default() };
    let count = |most| {
        let version = archive.library.db().data_version().unwrap();
        archive.library.db().read(|conn| archive.library.count_found(conn, version, &query, most)).unwrap()
    };
    assert_eq!([99, 9, 8, 1].map(count), [(9, false), (9, false), (8, true), (1, true)]);
}
