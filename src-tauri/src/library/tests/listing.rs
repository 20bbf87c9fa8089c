use super::*;

fn titles(archive: &Archive, query: ListQuery) -> Vec<String> {
    let page = archive.library.articles(&ListQuery { limit: 99, ..query }).unwrap();
    assert_eq!(page.total as usize, page.rows.len());
    page.rows.into_iter().map(|row| row.title).collect()
}

fn three() -> Archive {
    let archive = archive();
    let rows = [
        ("b", "Émile", Some("2026-01-01"), "zeit"),
        ("a", "zebra", None, "Alpha"),
        ("c", "“Dawn”", Some("2020"), "alpha"),
    ];
    for (n, (path, title, published, site)) in (0..).zip(rows) {
        let mut story = capture(&format!("https://{path}.example.org/"), title, "common text");
        story.page.metadata.published = published.map(str::to_owned);
        story.page.metadata.site = Some(site.into());
        archive.store(&story, Aim::Save, n);
    }
    archive
}

#[test]
fn lists_are_sorted_as_people_expect() {
    let archive = three();
    let table = [
        (SortKey::Saved, SortOrder::Descending, ["“Dawn”", "zebra", "Émile"]),
        (SortKey::Title, SortOrder::Ascending, ["“Dawn”", "Émile", "zebra"]),
        (SortKey::Published, SortOrder::Ascending, ["“Dawn”", "Émile", "zebra"]),
        (SortKey::Published, SortOrder::Descending, ["Émile", "“Dawn”", "zebra"]),
        (SortKey::Site, SortOrder::Ascending, ["“Dawn”", "zebra", "Émile"]),
        (SortKey::Site, SortOrder::Descending, ["Émile", "zebra", "“Dawn”"]),
    ];
    for (sort, order, expected) in table {
        for find in [None, Some("common".to_owned())] {
            let query = ListQuery { sort, order, find: find.clone(), ..ListQuery::default() };
            assert_eq!(titles(&archive, query), expected, "{sort:?} {order:?} {find:?}");
        }
    }
}

#[test]
fn a_site_is_found_by_name_and_host() {
    let archive = three();
    let of = |site: &str| titles(&archive, ListQuery { site: Some(site.into()), ..ListQuery::default() });
    assert_eq!(of("ALPHA"), ["“Dawn”", "zebra"]);
    assert_eq!(of("www.b.example.org"), ["Émile"]);
    assert_eq!(of("nowhere"), [""; 0]);
}

#[test]
fn a_state_narrows_a_site_and_the_archived() {
    let archive = three();
    let id = archive.library.resolve("https://a.example.org/").unwrap();
    let patch =
        ArticlePatch { state: Some(ReadState::Read), archived: Some(true), ..ArticlePatch::default() };
    archive.library.update(&[id], patch, at(9)).unwrap();
    let of = |shelf, state| {
        titles(
            &archive,
            ListQuery { shelf, state: Some(state), site: Some("alpha".into()), ..ListQuery::default() },
        )
    };
    assert_eq!(of(Shelf::All, ReadState::Read), ["zebra"]);
    assert_eq!(of(Shelf::Archived, ReadState::Read), ["zebra"]);
    assert_eq!(of(Shelf::Archived, ReadState::Unread), [""; 0]);
    assert_eq!(of(Shelf::All, ReadState::Unread), ["“Dawn”"]);
}

#[test]
fn the_ids_of_a_list_are_those_of_its_pages() {
    let archive = three();
    let first = archive.save(&capture("https://d.example.org/", "Away", "common text"));
    archive
        .library
        .update(&[first], ArticlePatch { trashed: Some(true), ..Default::default() }, at(9))
        .unwrap();
    for shelf in [Shelf::Inbox, Shelf::Starred, Shelf::Trash] {
        for (find, site) in
            [(None, None), (Some("common"), None), (None, Some("alpha")), (Some("zeb"), Some("alpha"))]
        {
            let query = ListQuery {
                shelf,
                state: None,
                incomplete: false,
                find: find.map(str::to_owned),
                typing: true,
                site: site.map(str::to_owned),
                tag: None,
                collection: None,
                sort: SortKey::Title,
                order: SortOrder::Ascending,
                limit: 99,
                ..ListQuery::default()
            };
            let page = archive.library.articles(&query).unwrap();
            let rows: Vec<_> = page.rows.into_iter().map(|row| row.id).collect();
            let all = archive.library.article_ids(&ListQuery { offset: 2, limit: 1, ..query }).unwrap();
            assert_eq!(all, rows, "{shelf:?} {find:?} {site:?}");
        }
    }
}

#[test]
fn words_are_found_in_many_scripts() {
    let archive = archive();
    let texts = [
        "The quick brown fox",
        "Straße nach Zürich",
        "خبرگزاری می‌گوید کتاب‌ها",
        "الصحافةُ العربيّة",
        "中国人民日报",
        "東京でニュースを読む",
        "ข่าวภาษาไทย",
        "Новости Ёлки",
        "Εφημερίδα της Αθήνας",
        "שָׁלוֹם עולם",
        "서울의 뉴스",
        "हिन्दी समाचार",
        "Tin tức Việt Nam",
    ];
    for (n, text) in texts.iter().enumerate() {
        archive.save(&capture(&format!("https://example.org/{n}"), text, "body"));
    }
    let table = [
        ("QUICK bro", 0),
        ("fox the", 0),
        ("strasse zur", 1),
        ("خبرگزاري", 2),
        ("میگوید", 2),
        ("می‌گوید", 2),
        ("كتابها", 2),
        ("الصحافه العربیه", 3),
        ("国人", 4),
        ("报", 4),
        ("京", 5),
        ("ニュース", 5),
        ("ภาษา", 6),
        ("елки", 7),
        ("αθηνασ", 8),
        ("שלום", 9),
        ("서울", 10),
        ("समाचार", 11),
        ("viet", 12),
    ];
    for (words, n) in table {
        let query = ListQuery { find: Some(words.into()), typing: true, ..ListQuery::default() };
        assert_eq!(titles(&archive, query), [texts[n]], "{words}");
    }
}

#[test]
fn no_input_is_a_syntax_error() {
    let archive = three();
    for words in [
        "\"",
        "a\"b",
        "NEAR(",
        "title:",
        "*",
        "^x",
        "a AND",
        "'; DROP TABLE article; --",
        "\0",
        "{x y}: z",
        "-",
    ] {
        let query = ListQuery { find: Some(words.into()), limit: 9, ..ListQuery::default() };
        archive.library.articles(&query).unwrap();
    }
}

const STATES: [Option<ReadState>; 4] =
    [None, Some(ReadState::Unread), Some(ReadState::Reading), Some(ReadState::Read)];

#[test]
fn every_list_is_read_in_order_from_an_index() {
    use crate::db;
    let archive = archive();
    for (shelf, state) in SHELVES.into_iter().flat_map(|shelf| STATES.map(|state| (shelf, state))) {
        for sort in [SortKey::Saved, SortKey::Published, SortKey::Title, SortKey::Site] {
            for order in [SortOrder::Ascending, SortOrder::Descending] {
                let query = ListQuery { shelf, state, sort, order, ..ListQuery::default() };
                let plan = archive.library.db().read(|conn| db::plan_of(conn, &query)).unwrap();
                let sorted = shelf == Shelf::Trash && sort != SortKey::Saved;
                assert_eq!(plan.len(), if sorted { 2 } else { 1 }, "{plan:?}");
                assert!(plan[0].contains("USING COVERING INDEX"), "{plan:?}");
            }
        }
    }
}

#[test]
fn copies_that_are_perhaps_not_whole_are_found() {
    let archive = three();
    let mut wall = capture("https://wall.example.org/", "Wall", "common stub");
    wall.page.diagnosis = doubtful(Doubt::Paywall);
    let id = archive.save(&wall);
    let find = |words: &str| ListQuery { find: Some(words.into()), ..ListQuery::default() };
    for query in [
        find("is:incomplete"),
        find("common IS:incomplete"),
        ListQuery { incomplete: true, site: Some("wall.example.org".into()), ..ListQuery::default() },
        ListQuery { shelf: Shelf::Incomplete, ..ListQuery::default() },
    ] {
        assert_eq!(titles(&archive, query.clone()), ["Wall"], "{query:?}");
    }
    assert_eq!(titles(&archive, find("is:incomplete zebra")), [""; 0]);
    assert_eq!(archive.library.shelf_counts().unwrap().incomplete, 1);
    assert_eq!(archive.library.article(id).unwrap().summary.doubts, [Doubt::Paywall]);
    archive.store(
        &capture("https://wall.example.org/", "Wall", "common story in full"),
        Aim::Renew(Some(id)),
        9,
    );
    assert_eq!(archive.library.shelf_counts().unwrap().incomplete, 0);
    assert_eq!(titles(&archive, find("is:incomplete")), [""; 0]);
}
