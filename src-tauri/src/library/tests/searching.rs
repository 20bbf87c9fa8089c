//! What queries find, in which order, and that the index stays true whatever changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::tz::TimeZone;
use proptest::prelude::*;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::error::ErrorKind;
use crate::library::LocalTime;
use crate::library::search::Limits;

/// An archive on a day in 2026 in Tehran, where it is half past three in the afternoon when it is noon in Greenwich.
fn dated() -> Archive {
    let folder = tempfile::tempdir().unwrap();
    let now = || at(0).to_zoned(TimeZone::get("Asia/Tehran").unwrap());
    let options =
        OpenOptions { create: true, local_time: LocalTime(Arc::new(now)), ..OpenOptions::default() };
    let library = Library::open(&folder.path().join("archive.lede"), options).unwrap();
    Archive { library, _folder: folder }
}

/// The same, in which a handful of articles is many.
fn small(limits: Limits) -> Archive {
    let mut archive = archive();
    Arc::get_mut(&mut archive.library.inner).unwrap().limits = limits;
    archive
}

fn page(archive: &Archive, query: &ListQuery) -> ArticlePage {
    archive.library.articles(&ListQuery { limit: 99, ..query.clone() }).unwrap()
}

fn all(find: &str) -> ListQuery {
    ListQuery { find: Some(find.to_owned()), shelf: Shelf::All, ..ListQuery::default() }
}

/// The letters by which articles are called in these tests, in the order of the alphabet.
fn found(archive: &Archive, query: &ListQuery) -> String {
    let mut names: Vec<String> =
        page(archive, query).rows.into_iter().map(|row| row.title[..1].to_owned()).collect();
    names.sort();
    names.concat()
}

fn written(url: &str, title: &str, text: &str, change: impl FnOnce(&mut Metadata)) -> Capture {
    let mut capture = capture(url, title, text);
    change(&mut capture.page.metadata);
    capture
}

/// Five articles that differ in everything that a query can ask for.
fn library() -> (Archive, BTreeMap<char, ArticleId>) {
    let archive = dated();
    let mut ids = BTreeMap::new();
    let pages = [
        written(
            "https://news.example.org/a",
            "A ferry strike",
            "Lead of harbour news\nThe crews stay ashore",
            |data| {
                data.authors = vec!["Jane Doe".into()];
                data.site = Some("The Example".into());
                data.published = Some("2024-02-10".into());
            },
        ),
        written(
            "https://example.org/b",
            "B harbour wall",
            "A wall is built\nNobody talks of ferries",
            |data| {
                data.authors = vec!["Karim Ferry".into()];
                data.site = Some("The Example".into());
                data.published = Some("2025-06-30T23:30:00Z".into());
            },
        ),
        written("https://other.example/c", "C nothing of it", "Plain words\nAnd more of them", |data| {
            data.site = Some("Other Times".into());
            data.published = None;
        }),
        written(
            "https://other.example/d",
            "D دیوار بندر",
            "متن فارسی درباره بندر",
            |data| {
                data.site = Some("Other Times".into());
                data.published = Some("2018".into());
            },
        ),
        written("https://third.example/e", "E harbour thrown away", "A ferry", |data| {
            data.site = Some("Third".into())
        }),
    ];
    for (name, page) in ('a'..).zip(&pages) {
        ids.insert(name, archive.save(page));
    }
    let library = &archive.library;
    let tag = |name: char, path: &str| library.tag(&[ids[&name]], &[path.parse().unwrap()], at(1)).unwrap();
    tag('c', "World/Harbour");
    tag('d', "World");
    library.note(Some(ids[&'c']), "Ask about the strike", at(2)).unwrap();
    library.note(Some(ids[&'b']), "Urgent", at(2)).unwrap();
    let patch = |name: char, patch: ArticlePatch| library.update(&[ids[&name]], patch, at(3)).unwrap();
    patch('a', ArticlePatch { starred: Some(true), ..Default::default() });
    patch('b', ArticlePatch { archived: Some(true), state: Some(ReadState::Read), ..Default::default() });
    patch('e', ArticlePatch { trashed: Some(true), ..Default::default() });
    let new = NewCollection { name: "Ports".into(), ..Default::default() };
    let ports = library.new_collection(new, at(4)).unwrap().value;
    let below = NewCollection { name: "Deep".into(), parent: Some(ports), ..Default::default() };
    let deep = library.new_collection(below, at(4)).unwrap().value;
    library.add_to_collection(ports, &[ids[&'a']], at(5)).unwrap();
    library.add_to_collection(deep, &[ids[&'d']], at(5)).unwrap();
    for (name, find) in
        [("Walls", "wall"), ("Round", "saved:Round OR ferry"), ("Both", "saved:Walls OR saved:Round")]
    {
        let query = SavedQuery { find: Some(find.into()), shelf: Shelf::All, ..Default::default() };
        let new = NewCollection { name: name.into(), query: Some(query), ..Default::default() };
        library.new_collection(new, at(6)).unwrap();
    }
    (archive, ids)
}

#[test]
fn every_place_of_words_and_every_filter_is_looked_at() {
    let (archive, _) = library();
    for (find, expected) in [
        // Title, authors, site, lead, text, tag, note: each finds its article.
        ("harbour", "ABC"),
        ("ferry", "AB"),
        ("jane", "A"),
        ("times", "CD"),
        ("ashore", "A"),
        ("urgent", "B"),
        ("strike", "AC"),
        ("world", "CD"),
        // Wherever each of several stands.
        ("harbour strike", "AC"),
        ("harbour urgent", "B"),
        ("words strike harbour", "C"),
        ("harbour -strike", "B"),
        ("-harbour", "D"),
        ("-harbour -bندر", "D"),
        ("ferry OR fارسی OR plain", "ABC"),
        ("(jane OR urgent) harbour", "AB"),
        ("\"crews stay\"", "A"),
        ("\"stay crews\"", ""),
        ("\"world harbour\"", "C"),
        ("harb*", "ABC"),
        ("harb", ""),
        ("بندر", "D"),
        // Fields.
        ("title:harbour", "B"),
        ("text:harbour", "A"),
        ("by:ferry", "B"),
        ("note:strike", "C"),
        ("-note:strike harbour", "AB"),
        ("highlight:strike", ""),
        ("title:(wall OR strike)", "AB"),
        // Filters.
        ("site:example.org", "AB"),
        ("site:news.example.org", "A"),
        ("site:\"the example\"", "AB"),
        ("-site:\"the example\"", "CD"),
        ("tag:world", "CD"),
        ("tag:world/harbour", "C"),
        ("tag:harbour", "C"),
        ("tag:nothing", ""),
        ("-tag:nothing", "ABCD"),
        ("in:Ports", "AD"),
        ("in:ports/deep", "D"),
        ("in:Deep", "D"),
        ("in:nowhere", ""),
        ("is:starred", "A"),
        ("is:archived", "B"),
        ("is:read", "B"),
        ("is:unread", "ACD"),
        ("is:trashed", "E"),
        ("harbour is:trashed", "E"),
        ("harbour -is:trashed", "ABC"),
        ("is:trashed OR is:starred", "AE"),
        ("has:note", "BC"),
        ("has:tag", "CD"),
        ("has:highlight", ""),
        ("has:version", ""),
        ("has:image", ""),
        ("published:2024", "A"),
        ("published:2024-02..2025-06", "AB"),
        ("published:>2024", "B"),
        ("published:<2020", "D"),
        ("-published:<2020", "ABC"),
        ("published:2025-06-30", "B"),
        ("published:1402", "A"),
        ("saved:today", "ABCD"),
        ("saved:yesterday", ""),
        ("words:>7", "AB"),
        ("words:..7", "CD"),
        ("saved:walls", "B"),
        ("saved:round", "AB"),
        ("saved:both -saved:walls", "A"),
        ("saved:nothing", ""),
        // Words and filters.
        ("harbour site:example.org", "AB"),
        ("harbour (is:starred OR note:strike)", "AC"),
        ("harbour -(is:starred OR urgent)", "C"),
        ("plain OR is:starred", "AC"),
        ("-(harbour OR is:starred)", "D"),
        ("tag:world OR ashore", "ACD"),
        ("“—” harbour", "ABC"),
    ] {
        assert_eq!(found(&archive, &all(find)), expected, "{find}");
    }
}

#[test]
fn a_list_is_narrowed_by_its_text() {
    let (archive, ids) = library();
    let of = |query: ListQuery| found(&archive, &query);
    assert_eq!(of(ListQuery { shelf: Shelf::Inbox, ..all("harbour") }), "AC");
    assert_eq!(of(ListQuery { shelf: Shelf::Archived, ..all("harbour") }), "B");
    assert_eq!(of(ListQuery { shelf: Shelf::Starred, ..all("harbour") }), "A");
    assert_eq!(of(ListQuery { shelf: Shelf::Trash, ..all("harbour") }), "E");
    assert_eq!(of(ListQuery { state: Some(ReadState::Read), ..all("harbour") }), "B");
    assert_eq!(of(ListQuery { site: Some("other times".into()), ..all("harbour") }), "C");
    let world = archive.library.tag_named(&"world".parse().unwrap()).unwrap().id;
    assert_eq!(of(ListQuery { tag: Some(world), ..all("harbour") }), "C");
    let ports = archive.library.find_collection("Ports").unwrap();
    let by_hand = ListQuery { collection: Some(ports), sort: SortKey::Hand, ..all("harbour") };
    assert_eq!(of(by_hand), "A");
    assert_eq!(of(ListQuery { typing: true, ..all("strike harb") }), "AC");
    assert_eq!(of(ListQuery { typing: true, ..all("strike harb ") }), "");
    let every = archive.library.article_ids(&all("harbour")).unwrap();
    assert_eq!(every.into_iter().collect::<BTreeSet<_>>(), [ids[&'a'], ids[&'b'], ids[&'c']].into());
}

#[test]
fn links_and_relations_are_filters() {
    let archive = archive();
    let link = |url: &str| PageLink::in_text(url.to_owned(), "x".to_owned());
    let target = archive.save(&capture("https://t.example/target", "Target", "It is linked to"));
    let mut linking = capture("https://l.example/a", "Linking", "It links");
    linking.page.links = vec![link("https://t.example/target#part")];
    archive.save(&linking);
    let find =
        |text: &str| page(&archive, &all(text)).rows.into_iter().map(|row| row.title).collect::<Vec<_>>();
    for asked in ["https://t.example/target", "t.example", &target.0.to_string()] {
        assert_eq!(find(&format!("links-to:{asked}")), ["Linking"], "{asked}");
    }
    assert_eq!(find("links-to:l.example"), [""; 0]);
    assert_eq!(find(&format!("related-to:{}", target.0)), [""; 0]);
}

#[test]
fn the_best_stands_first() {
    let archive = archive();
    let filler = "word ".repeat(40);
    for (name, title, text) in [
        ("body", "X", format!("Lead\n{filler} ferry")),
        ("title", "Ferry", format!("Lead\n{filler} word")),
        ("often", "X", format!("Lead\n{filler} ferry ferry ferry")),
        ("lead", "X", format!("A ferry\n{filler}")),
        ("long", "X", format!("Lead\n{} ferry", filler.repeat(9))),
        ("none", "X", filler.clone()),
    ] {
        archive.save(&capture(&format!("https://example.org/{name}"), title, &text));
    }
    let noted = archive.save(&capture("https://example.org/noted", "X", &format!("Lead\n{filler} word")));
    archive.library.note(Some(noted), "ferry", at(1)).unwrap();
    let query = ListQuery { sort: SortKey::Relevance, ..all("ferry") };
    let order: Vec<String> = page(&archive, &query)
        .rows
        .iter()
        .map(|row| row.url.rsplit('/').next().unwrap().to_owned())
        .collect();
    assert_eq!(order, ["title", "noted", "often", "lead", "body", "long"]);
}

#[test]
fn of_equal_articles_the_newer_stands_first() {
    let archive = archive();
    for year in [2019, 2024, 2021] {
        let page = written(&format!("https://example.org/{year}"), "X", "ferry", |data| {
            data.published = Some(format!("{year}-05-05"));
        });
        archive.save(&page);
    }
    let query = ListQuery { sort: SortKey::Relevance, ..all("ferry") };
    let years: Vec<String> = page(&archive, &query)
        .rows
        .iter()
        .map(|row| row.url.rsplit('/').next().unwrap().to_owned())
        .collect();
    assert_eq!(years, ["2024", "2021", "2019"]);
}

/// Sixty articles that all have "common", every third "other", one "rare".
fn crowded(limits: Limits) -> Archive {
    let archive = small(limits);
    for n in 0..60 {
        let title = if n % 7 == 0 { "Common" } else { "X" };
        let text = format!(
            "common{} {}",
            if n % 3 == 0 { " other" } else { "" },
            if n == 4 { "rare commoner" } else { "" }
        );
        archive.store(&capture(&format!("https://example.org/{n:02}"), title, &text), Aim::Save, n);
    }
    archive
}

const LOW: Limits = Limits {
    few: 5,
    compared: 20,
    read: 40,
    first_look: 8,
    counted: 10,
    looked_up: 3,
    walked: 8,
    rows: 10,
    endings: 1,
    places: 30.0,
    compared_again: 6,
};

fn numbers(page: &ArticlePage) -> Vec<u32> {
    page.rows.iter().map(|row| row.url.rsplit('/').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn of_many_the_best_of_the_newest_stand_first() {
    let archive = crowded(LOW);
    let query = ListQuery { sort: SortKey::Relevance, limit: 10, ..all("common") };
    let page = archive.library.articles(&query).unwrap();
    assert!(page.newest && page.at_least, "{page:?}");
    assert_eq!(page.total, 20);
    assert_eq!(numbers(&page)[..3], [56, 49, 42], "titles of the twenty newest, the newest first");
    let whole = archive.library.article_ids(&query).unwrap();
    assert_eq!(whole.len(), 60);
    assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), 60);
    let first: Vec<ArticleId> = page.rows.iter().map(|row| row.id).collect();
    assert_eq!(whole[..10], first[..], "the whole list begins as its beginning");
    let later = archive.library.articles(&ListQuery { offset: 30, ..query.clone() }).unwrap();
    assert_eq!((later.total, later.at_least), (60, false));
    assert_eq!(archive.library.tally(&query).unwrap().total, 60);
}

#[test]
fn of_many_any_other_order_is_walked() {
    let archive = crowded(LOW);
    let query = ListQuery { limit: 10, ..all("other") };
    let page = archive.library.articles(&query).unwrap();
    assert_eq!(numbers(&page), [57, 54, 51, 48, 45, 42, 39, 36, 33, 30]);
    assert!(page.at_least && !page.newest && page.total >= 10);
    let oldest = ListQuery { order: SortOrder::Ascending, ..query.clone() };
    assert_eq!(numbers(&archive.library.articles(&oldest).unwrap())[..3], [0, 3, 6]);
    let whole = archive.library.article_ids(&query).unwrap();
    assert_eq!(whole.len(), 20);
}

#[test]
fn rare_words_among_common_ones_are_found_exactly() {
    let archive = crowded(LOW);
    for find in ["common rare", "rare*", "commoner", "rare -other", "rare OR nothing"] {
        let query = ListQuery { sort: SortKey::Relevance, limit: 10, ..all(find) };
        let page = archive.library.articles(&query).unwrap();
        assert_eq!((numbers(&page), page.newest, page.at_least), (vec![4], false, false), "{find}");
    }
    // A beginning that too many articles have stands for its most common word until the whole list is made.
    let query = ListQuery { sort: SortKey::Relevance, limit: 10, ..all("commo* rare") };
    assert_eq!(archive.library.article_ids(&query).unwrap().len(), 1);
}

#[test]
fn a_later_keystroke_ends_an_earlier_one() {
    let archive = crowded(LOW);
    archive.library.articles(&ListQuery { turn: 7, limit: 5, ..all("common") }).unwrap();
    let error =
        archive.library.articles(&ListQuery { turn: 6, limit: 5, ..all("other is:unread") }).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    archive.library.articles(&ListQuery { limit: 5, ..all("rare") }).unwrap();
}

#[test]
fn a_list_is_counted_by_what_it_can_be_narrowed_to() {
    let (archive, _) = library();
    let tally = archive.library.tally(&all("harbour site:example.org")).unwrap();
    let told = |facets: &[Facet]| {
        facets
            .iter()
            .map(|f| format!("{} {} {}{}", f.label, f.filter, f.articles, if f.on { " on" } else { "" }))
            .collect::<Vec<_>>()
    };
    assert_eq!(tally.total, 2);
    assert_eq!(
        told(&tally.sites),
        ["The Example site:example.org 1 on", "The Example site:news.example.org 1"]
    );
    assert_eq!(told(&tally.years), ["2025 published:2025 1", "2024 published:2024 1"]);
    assert_eq!(
        told(&tally.states),
        ["unread is:unread 1", "read is:read 1", "starred is:starred 1", "archived is:archived 1"]
    );
    let tally = archive.library.tally(&all("tag:world")).unwrap();
    assert_eq!(told(&tally.tags), ["World tag:World 2 on", "World/Harbour tag:World/Harbour 1"]);
    // Every facet leads to as many articles as it says.
    let everything = archive.library.tally(&ListQuery { shelf: Shelf::All, ..ListQuery::default() }).unwrap();
    assert_eq!(everything.total, 4);
    let facets =
        [everything.sites, everything.tags, everything.years, everything.languages, everything.states];
    for facet in facets.into_iter().flatten().filter(|facet| !facet.filter.starts_with("site:example.org")) {
        assert_eq!(page(&archive, &all(&facet.filter)).total, facet.articles, "{}", facet.filter);
    }
}

/// What is wrong with what is kept of the index.
pub(super) fn faults(archive: &Archive) -> Vec<String> {
    let mut faults = Vec::new();
    let read = archive.library.db().write(|tx| {
        tx.execute_batch("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_by_row USING fts5vocab (main, search, row);")?;
        let mut ask = |what: &str, sql: &str| -> crate::error::Result<()> {
            let wrong: i64 = tx.query_row(sql, [], |row| row.get(0))?;
            if wrong != 0 {
                faults.push(format!("{what}: {wrong}"));
            }
            Ok(())
        };
        ask("words miscounted", "SELECT count(*) FROM (
             SELECT term, doc FROM temp.words_by_row WHERE term <> '¶' EXCEPT SELECT term, articles FROM search_term)")?;
        ask("words that are none", "SELECT count(*) FROM (
             SELECT term, articles FROM search_term EXCEPT SELECT term, doc FROM temp.words_by_row)")?;
        ask("articles not indexed", "SELECT count(*) FROM article WHERE id NOT IN (SELECT article_id FROM search_article)")?;
        ask("indexed and gone", "SELECT count(*) FROM search_article WHERE article_id NOT IN (SELECT id FROM article)")?;
        ask("rows without an article", "SELECT count(*) FROM search WHERE rowid NOT IN (SELECT id FROM article)")?;
        ask("stale", "SELECT count(*) FROM stale")?;
        ask("articles of the whole", "SELECT articles - (SELECT count(*) FROM article) FROM search_whole")?;
        ask("words of the whole", "SELECT words - (SELECT count(*) FROM search_word WHERE term <> '¶') FROM search_whole")?;
        ask("old titles", "SELECT count(*) FROM search_article JOIN article ON id = article_id
             WHERE search_article.title <> article.title OR search_article.version_id <> article.version_id")?;
        let facts = crate::db::facts(tx)?;
        for (id, fact) in (0_i64..).zip(&facts).filter(|(_, fact)| fact.host > 0) {
            let now = crate::db::fact_of(tx, ArticleId(id))?;
            if (crate::db::Fact { length: fact.length, ..now }) != *fact {
                faults.push(format!("facts of {id}: {fact:?} instead of {now:?}"));
            }
        }
        Ok(())
    });
    read.unwrap();
    faults
}

/// Something that is done to an archive.
#[derive(Debug, Clone)]
enum Deed {
    Save(u8, u8),
    Tag(u8, u8),
    Rename(u8),
    Note(u8, u8),
    Flag(u8, u8),
    Merge(u8, u8),
    Purge,
    Undo,
    Redo,
    Rebuild,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        4 => (0..9_u8, 0..6_u8).prop_map(|(url, text)| Deed::Save(url, text)),
        2 => (0..9_u8, 0..4_u8).prop_map(|(article, tag)| Deed::Tag(article, tag)),
        1 => (0..4_u8).prop_map(Deed::Rename),
        1 => (0..9_u8, 0..4_u8).prop_map(|(article, text)| Deed::Note(article, text)),
        3 => (0..9_u8, 0..5_u8).prop_map(|(article, flag)| Deed::Flag(article, flag)),
        1 => (0..9_u8, 0..9_u8).prop_map(|(one, other)| Deed::Merge(one, other)),
        2 => Just(Deed::Purge),
        2 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
        1 => Just(Deed::Rebuild),
    ];
    prop::collection::vec(deed, 1..14)
}

const TEXTS: [&str; 6] = [
    "The ferry waits\nIn the harbour, in fog",
    "The ferry left\nAt noon",
    "متن فارسی می‌رود",
    "中国人民日报",
    "",
    "Fog again\nand again fog, U.S.A. says don’t",
];

fn is_done(archive: &Archive, deed: &Deed, second: i64) {
    let library = &archive.library;
    let ids = library.article_ids(&ListQuery { shelf: Shelf::All, ..ListQuery::default() }).unwrap();
    let one = |n: u8| ids.get(usize::from(n) % ids.len().max(1)).copied();
    let tags = ["world", "world/sea", "fog", "ferry"];
    match deed {
        Deed::Save(url, text) => {
            let capture = written(
                &format!("https://s{}.example/{url}", url % 3),
                &format!("Story {url} {}", text % 2),
                TEXTS[usize::from(*text)],
                |data| data.published = (text % 2 == 0).then(|| format!("202{text}-01-02")),
            );
            archive.store(&capture, Aim::Renew(None), second);
        }
        Deed::Tag(article, tag) => {
            if let Some(id) = one(*article) {
                library.tag(&[id], &[tags[usize::from(*tag)].parse().unwrap()], at(second)).unwrap();
            }
        }
        Deed::Rename(tag) => {
            if let Ok(tag) = library.tag_named(&tags[usize::from(*tag)].parse().unwrap()) {
                let _ = library.rename_tag(tag.id, &"renamed".parse().unwrap(), at(second));
            }
        }
        Deed::Note(article, text) => {
            library.note(one(*article), TEXTS[usize::from(*text)], at(second)).ok();
        }
        Deed::Flag(article, flag) => {
            if let Some(id) = one(*article) {
                let patch = match flag {
                    0 => ArticlePatch { starred: Some(true), ..Default::default() },
                    1 => ArticlePatch { archived: Some(true), ..Default::default() },
                    _ => ArticlePatch { trashed: Some(true), ..Default::default() },
                };
                library.update(&[id], patch, at(second)).unwrap();
            }
        }
        Deed::Merge(kept, other) => {
            if let (Some(kept), Some(other)) = (one(*kept), one(*other)) {
                library.merge(kept, &[other], at(second)).ok();
            }
        }
        Deed::Purge => _ = library.purge(None).unwrap(),
        Deed::Undo => _ = library.undo(None).ok(),
        Deed::Redo => _ = library.redo().ok(),
        Deed::Rebuild => _ = library.rebuild(&|_| {}, &CancellationToken::new()).unwrap(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_index_stays_true_whatever_is_done(deeds in deeds()) {
        let archive = archive();
        for (second, deed) in (10..).zip(&deeds) {
            is_done(&archive, deed, second);
            prop_assert_eq!(faults(&archive), Vec::<String>::new(), "after {:?}", deed);
        }
    }
}

#[test]
fn an_archive_that_is_behind_says_so_and_catches_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.lede");
    let open = || Library::open(&path, OpenOptions { create: true, ..OpenOptions::default() }).unwrap();
    let archive = Archive { library: open(), _folder: tempfile::tempdir().unwrap() };
    for n in 0..260 {
        archive.save(&capture(&format!("https://example.org/{n}"), "X", "ferry"));
    }
    // As the migration leaves what an older program saved.
    archive.library.db().write(|tx| Ok(tx.execute_batch(
        "DELETE FROM search; DELETE FROM search_term; DELETE FROM search_article; DELETE FROM search_fact;
         UPDATE search_whole SET articles = 0, words = 0, changes = changes + 1; INSERT INTO search_behind SELECT id FROM article;",
    )?)).unwrap();
    drop(archive);
    let archive = Archive { library: open(), _folder: folder };
    assert_eq!(archive.library.index_state().unwrap().behind, 260);
    assert_eq!(page(&archive, &all("ferry")).total, 0);
    let cancel = CancellationToken::new();
    let ended = archive.library.catch_up(
        &|progress| {
            if progress.done > 0 {
                cancel.cancel()
            }
        },
        &cancel,
    );
    assert_eq!(ended.unwrap_err().kind(), ErrorKind::Cancelled);
    assert_eq!(archive.library.index_state().unwrap().behind, 10);
    assert_eq!(page(&archive, &all("ferry")).total, 250, "what is there is found meanwhile");
    archive.library.catch_up(&|_| {}, &CancellationToken::new()).unwrap();
    assert_eq!((page(&archive, &all("ferry")).total, faults(&archive)), (260, vec![]));
}
