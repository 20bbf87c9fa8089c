//! Stories: found whatever the order of saving, and what a person says of them stays.

use proptest::prelude::*;

use super::*;
use crate::error::ErrorKind;

/// URL, day of June, language, headline, text; the first word of the URL's path names the story.
const NEWS: &[(&str, u32, &str, &str, &str)] = &[
    (
        "https://a.example/dam/1",
        3,
        "en",
        "Dam at Lorvale breaks after days of rain",
        "The Lorvale dam broke on Tuesday night and water rushed into the valley below. Engineer Petra Hollin said the spillway had failed.",
    ),
    (
        "https://b.example/dam/2",
        4,
        "en",
        "Lorvale dam break leaves hundreds homeless",
        "Hundreds of people in Lorvale lost their homes when the dam broke. Petra Hollin, an engineer, blamed the spillway and the rain.",
    ),
    (
        "https://c.example/dam/3",
        6,
        "en",
        "Spillway of Lorvale dam was known to be weak",
        "Petra Hollin warned of the spillway of the Lorvale dam two years ago, documents show. The valley is still under water.",
    ),
    (
        "https://a.example/vote/1",
        3,
        "en",
        "Lorvale elects Petra Hollin's brother as mayor",
        "Marten Hollin won the vote for mayor of Lorvale against Ute Karsten, with turnout at its highest for decades.",
    ),
    (
        "https://b.example/vote/2",
        4,
        "en",
        "Karsten concedes after mayor vote",
        "Ute Karsten conceded the vote for mayor to Marten Hollin. Turnout was the highest for decades, election officials said.",
    ),
    (
        "https://a.example/tram/1",
        5,
        "en",
        "Tram drivers walk out over pay",
        "Drivers of the city's tram lines began a strike for higher pay on Friday; the union Verka demands eight percent.",
    ),
    (
        "https://d.example/strom/1",
        7,
        "de",
        "Stromausfall legt Hafen von Kelsund lahm",
        "Ein Stromausfall hat den Hafen von Kelsund stillgelegt. Der Netzbetreiber Norvolt sucht die Ursache im Umspannwerk.",
    ),
    (
        "https://e.example/strom/2",
        8,
        "de",
        "Norvolt findet Ursache für Stromausfall in Kelsund",
        "Der Netzbetreiber Norvolt hat die Ursache im Umspannwerk am Hafen von Kelsund gefunden: ein Marder löste den Stromausfall aus.",
    ),
    (
        "https://f.example/zelzele/1",
        9,
        "fa",
        "زلزله شهر ترنگ را لرزاند",
        "زلزله‌ای به بزرگی پنج ریشتر شهر ترنگ را لرزاند. هلال احمر امدادگران خود را به روستاهای ترنگ فرستاد.",
    ),
    (
        "https://g.example/zelzele/2",
        10,
        "fa",
        "امدادگران هلال احمر به ترنگ رسیدند",
        "امدادگران هلال احمر پس از زلزله ترنگ به روستاهای این شهر رسیدند و چادر برپا کردند.",
    ),
    (
        "https://h.example/huojian/1",
        11,
        "zh",
        "海燕火箭首飞失败",
        "海燕火箭周四在文州发射场首飞失败。航天局表示二级发动机提前关机。",
    ),
    (
        "https://i.example/huojian/2",
        12,
        "zh",
        "航天局调查海燕火箭首飞失败原因",
        "航天局调查组抵达文州发射场，海燕火箭二级发动机提前关机的原因仍不清楚。",
    ),
];

/// A text in another language, which belongs to what it links to.
const ABROAD: (&str, u32, &str, &str, &str) = (
    "https://d.example/bahn/1",
    8,
    "de",
    "Streik der Straßenbahnen dauert an",
    "Die Fahrer der Straßenbahnen streiken weiter für mehr Lohn, schreibt eine Zeitung.",
);

fn captured((url, day, language, title, text): (&str, u32, &str, &str, &str)) -> Capture {
    let mut capture = capture(url, title, text);
    capture.page.metadata.published = Some(format!("2026-06-{day:02}"));
    capture.page.metadata.language.tag = Some(language.to_owned());
    capture.page.metadata.site = url.split('/').nth(2).map(str::to_owned);
    if url == ABROAD.0 {
        let paper = "https://a.example/tram/1".to_owned();
        capture.page.links.push(PageLink::in_text(paper, "schreibt eine Zeitung".to_owned()));
    }
    capture
}

fn news() -> Vec<(&'static str, u32, &'static str, &'static str, &'static str)> {
    NEWS.iter().copied().chain([ABROAD]).collect()
}

impl Archive {
    fn news(&self, order: &[usize]) {
        for (second, &at) in (0_i64..).zip(order) {
            self.store(&captured(news()[at]), Aim::Save, second);
        }
    }

    fn piece(&self, path: &str) -> ArticleId {
        let url = news().into_iter().find(|news| news.0.ends_with(path)).unwrap().0;
        self.library.resolve(url).unwrap()
    }

    fn say(&self, kind: RelationKind, one: &str, other: &str) {
        let relating = Relating { kind, label: None, note: None, side: RelationSide::From };
        self.library.relate(&[self.piece(one)], self.piece(other), &relating, at(50)).unwrap();
    }

    fn put(&self, path: &str, trashed: bool) {
        let patch = ArticlePatch { trashed: Some(trashed), ..ArticlePatch::default() };
        self.library.update(&[self.piece(path)], patch, at(60)).unwrap();
    }

    /// The URLs of each story, in the order of its articles, with its name.
    fn told(&self) -> Vec<(Vec<String>, String)> {
        let query = StoryQuery { limit: 100, ..StoryQuery::default() };
        let page = self.library.stories(&query).unwrap();
        let members = |id| self.library.story(id).unwrap().members.into_iter().map(|article| article.url);
        let mut told: Vec<_> =
            page.rows.iter().map(|story| (members(story.id).collect(), story.name.clone())).collect();
        told.sort();
        told
    }

    /// Loses everything that is derived for stories but what they are derived from, and makes it anew.
    fn rebuilt(&self) -> Vec<(Vec<String>, String)> {
        let lose = "DELETE FROM story_summary; DELETE FROM story_article; DELETE FROM story_edge; DELETE FROM story_term;
            DELETE FROM story_sketch; DELETE FROM story_crowd; DELETE FROM story_crossing; DELETE FROM stale;";
        self.library.db().write(|tx| Ok(tx.execute_batch(lose)?)).unwrap();
        self.library.rebuild(&|_| {}, &tokio_util::sync::CancellationToken::new()).unwrap();
        self.told()
    }
}

fn whole() -> Archive {
    let archive = archive();
    archive.news(&(0..news().len()).collect::<Vec<_>>());
    archive
}

#[test]
fn what_happened_is_told_apart_in_four_languages() {
    let mut expected: Vec<Vec<String>> = ["dam", "vote", "strom", "zelzele", "huojian"]
        .map(|name| NEWS.iter().map(|news| news.0.to_owned()).filter(|url| url.contains(name)).collect())
        .into();
    expected.push(vec!["https://a.example/tram/1".to_owned(), ABROAD.0.to_owned()]);
    expected.sort();
    assert_eq!(whole().told().into_iter().map(|story| story.0).collect::<Vec<_>>(), expected);
}

/// Saves in this order, and does what a person did meanwhile.
fn lived(order: &[usize]) -> Archive {
    let archive = archive();
    let (before, after) = order.split_at(order.len() / 2);
    archive.news(before);
    let out = news()[before[0]].0;
    archive.put(out, true);
    archive.news(after);
    archive.put(out, false);
    archive.say(RelationKind::FollowUp, "vote/1", "dam/3");
    archive.say(RelationKind::Background, "tram/1", "strom/1");
    archive.library.purge(Some(&[archive.trashed("vote/2")])).unwrap();
    archive
}

impl Archive {
    fn trashed(&self, path: &str) -> ArticleId {
        self.put(path, true);
        self.piece(path)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]
    #[test]
    fn the_order_of_saving_changes_no_story(order in Just((0..NEWS.len() + 1).collect::<Vec<_>>()).prop_shuffle()) {
        let archive = lived(&order);
        let told = archive.told();
        prop_assert_eq!(&told, &lived(&(0..order.len()).collect::<Vec<_>>()).told());
        prop_assert!(told.iter().any(|story| story.0.len() == 4), "the follow-up joins two stories: {told:?}");
        prop_assert_eq!(&told, &archive.rebuilt());
    }
}

/// So many reports of one day, all alike but for a name of their own.
fn crowd(order: &[usize]) -> Archive {
    let archive = archive();
    for (second, at) in (0_i64..).zip(order) {
        let text = format!(
            "Ministers of the Velden council met in Harlow on Monday to talk about fishing quotas. Delegate Odran{} said \
             quotas for herring should fall. The council votes on Friday.",
            (b'a' + u8::try_from(at / 26).unwrap()) as char
        );
        let url = format!("https://n{at}.example/council");
        archive.store(
            &captured((&url, 9, "en", &format!("Velden council talks herring quotas {at}"), &text)),
            Aim::Save,
            second,
        );
    }
    archive
}

#[test]
fn words_that_a_crowd_has_propose_nothing_in_any_order() {
    let forth: Vec<usize> = (0..72).collect();
    let back: Vec<usize> = (0..72).rev().collect();
    let (one, other) = (crowd(&forth), crowd(&back));
    assert_eq!(one.told(), other.told());
    let found = |archive: &Archive| {
        let id = archive.library.resolve("https://n3.example/council").unwrap();
        archive.library.db().read(|conn| crate::db::story_edges(conn, id)).unwrap().len()
    };
    assert!(found(&one) < 72, "{}", found(&one));
    assert_eq!(one.rebuilt(), other.told());
    // Below the limit again, all of them are compared.
    let ids: Vec<ArticleId> =
        (60..72).map(|at| one.library.resolve(&format!("https://n{at}.example/council")).unwrap()).collect();
    let trash = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
    one.library.update(&ids, trash, at(100)).unwrap();
    one.library.purge(Some(&ids)).unwrap();
    assert_eq!(found(&one), 59);
    assert_eq!(one.told()[0].0.len(), 60);
    assert_eq!(one.told(), one.rebuilt());
}

impl Archive {
    /// Both URLs and the strength of each edge.
    fn edges(&self) -> Vec<(String, String, i64)> {
        let sql =
            "SELECT own.url, other.url, strength FROM story_edge JOIN article AS own ON own.id = article_id
            JOIN article AS other ON other.id = other_id ORDER BY 1, 2";
        let read = |conn: &rusqlite::Connection| {
            let mut statement = conn.prepare(sql)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        self.library.db().read(read).unwrap()
    }
}

/// One of many reports of two spans: of words that all have, that a third has, and that eight have.
fn report(at: usize) -> Capture {
    let letter = |n: usize| (b'a' + u8::try_from(n).unwrap()) as char;
    let text = format!(
        "Council {third}council{third} {third}budget talks {third}votes and {few}lord spoke to {few}dame on {few}bread and \
         {few}honey, {few}rivers and {few}hills",
        third = letter(at % 3),
        few = letter(at % 20),
    );
    let day = 1 + u32::try_from(at * 7 % 19).unwrap();
    captured((&format!("https://r{at}.example/report"), day, "en", "Council budget talks", &text))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2))]
    #[test]
    fn edges_are_the_same_however_terms_became_crowded(
        order in Just((0..150_usize).collect::<Vec<_>>()).prop_shuffle(),
        batch in 1..150_usize,
        left in 20..60_usize,
    ) {
        let one = archive();
        for part in order.chunks(batch) {
            let reports: Vec<Capture> = part.iter().map(|&at| report(at)).collect();
            one.library.store(&reports, at(0)).unwrap();
        }
        let all = one.edges();
        prop_assert!(!all.is_empty());
        // Thinned out again, more is proposed.
        let id = |at: usize| one.library.resolve(&format!("https://r{at}.example/report")).unwrap();
        let ids: Vec<ArticleId> = order[left..].iter().map(|&at| id(at)).collect();
        one.library.update(&ids, ArticlePatch { trashed: Some(true), ..ArticlePatch::default() }, at(1)).unwrap();
        prop_assert_eq!(&one.edges(), &all);
        one.library.purge(Some(&ids)).unwrap();
        let few = one.edges();
        let other = archive();
        order[..left].iter().rev().for_each(|&at| _ = other.store(&report(at), Aim::Save, 0));
        prop_assert_eq!(&few, &other.edges());
        prop_assert_eq!(one.told(), other.told());
        order[left..].iter().for_each(|&at| _ = other.store(&report(at), Aim::Save, 0));
        prop_assert_eq!(&other.edges(), &all);
        let told = other.told();
        prop_assert_eq!(other.rebuilt(), told);
        prop_assert_eq!(&other.edges(), &all);
    }
}

#[test]
fn what_a_person_says_of_a_story_stays_and_can_be_taken_back() {
    let archive = whole();
    let library = &archive.library;
    let (dam, vote, tram) = (archive.piece("dam/1"), archive.piece("vote/1"), archive.piece("tram/1"));
    library.rename_story(dam, "The dam", at(100)).unwrap();
    library.pin_story(dam, true, at(101)).unwrap();
    let story = library.story(archive.piece("dam/3")).unwrap();
    assert_eq!(
        (story.summary.name.as_str(), story.summary.named, story.summary.pinned),
        ("The dam", true, true)
    );

    library.join_stories(&[dam, vote, tram], at(102)).unwrap();
    assert_eq!(library.story(tram).unwrap().members.len(), 7);
    library.undo(None).unwrap();
    assert_eq!(library.story(tram).unwrap().members.len(), 2);
    assert_eq!(library.story(vote).unwrap().members.len(), 2);

    library.take_from_story(&[archive.piece("dam/2")], at(103)).unwrap();
    archive.store(&captured(news()[1]), Aim::Renew(None), 104);
    assert_eq!(library.story_of(archive.piece("dam/2")).unwrap(), None);
    assert_eq!(library.story(dam).unwrap().members.len(), 2);
    let before = archive.told();
    assert_eq!(archive.rebuilt(), before);
    assert_eq!(library.story(dam).unwrap().summary.name, "The dam");
    while library.undo(None).unwrap().is_some() {}
    assert_eq!(archive.told(), whole().told());
    while library.redo().unwrap().is_some() {}
    assert_eq!(archive.told(), before);
}

#[test]
fn a_later_article_joins_the_story_that_a_person_made() {
    let archive = archive();
    archive.news(&[0, 1, 3, 4]);
    let library = &archive.library;
    library.rename_story(archive.piece("dam/1"), "سد", at(100)).unwrap();
    archive.news(&[2]);
    let story = library.story(archive.piece("dam/3")).unwrap();
    assert_eq!((story.summary.name.as_str(), story.summary.articles), ("سد", 3));
    assert_eq!(story.summary.told_by, ["a.example", "b.example", "c.example"]);
    let find = |find: &str| {
        let query = StoryQuery { find: Some(find.to_owned()), limit: 9, ..StoryQuery::default() };
        library.stories(&query).unwrap().total
    };
    assert_eq!((find("سد"), find("LORVALE"), find("nothing"), find(" ")), (1, 1, 0, 2));
    let long = "x".repeat(201);
    assert_eq!(
        library.rename_story(archive.piece("dam/1"), &long, at(101)).unwrap_err().kind(),
        ErrorKind::Invalid
    );
    let stranger = [archive.piece("dam/2"), archive.piece("vote/1")];
    assert_eq!(library.split_story(&stranger, at(102)).unwrap_err().kind(), ErrorKind::Invalid);
}

#[test]
fn a_split_story_is_two_and_the_trash_is_in_none() {
    let archive = whole();
    let library = &archive.library;
    let dam = ["dam/1", "dam/2", "dam/3"].map(|path| archive.piece(path));
    library.add_to_story(dam[0], &[archive.piece("tram/1")], at(100)).unwrap();
    library.split_story(&dam[1..], at(101)).unwrap();
    assert_eq!(library.story(dam[1]).unwrap().summary.articles, 2);
    assert_eq!(library.story(dam[0]).unwrap().summary.articles, 2);
    library
        .update(&[dam[2]], ArticlePatch { trashed: Some(true), ..ArticlePatch::default() }, at(102))
        .unwrap();
    assert_eq!(library.story_of(dam[1]).unwrap(), None);
    library.undo(None).unwrap();
    assert_eq!(library.story(dam[1]).unwrap().summary.articles, 2);
}
