//! Related articles: why they belong together, what is left out, and that nothing depends on the order of saving.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

const NUCLEAR: &str = "The agency's director Rafael Grossi said inspectors of the IAEA would return to Fordow next week. \
    Diplomats in Vienna expect a report on enrichment before the board meets.";
const TALKS: &str = "After talks in Vienna the IAEA announced that Rafael Grossi would travel to Fordow himself. \
    Enrichment goes on there, diplomats said.";
const BRIDGE: &str = "The harbour bridge opened on Saturday after three years of repairs. Thousands walked across it, and \
    ferries sounded their horns.";
const FERRY: &str =
    "Ferries will stop at the harbour at night, the council decided, until the bridge has new lamps.";
const BREAD: &str = "Bakers say that flour has become dearer, and that bread will follow in autumn.";

fn story(number: u32, title: &str, text: &str, language: &str) -> Capture {
    let mut story = capture(&format!("https://example.org/{number}"), title, text);
    story.page.metadata.language = Language { tag: Some(language.to_owned()), ..Language::default() };
    story
}

fn english() -> Vec<Capture> {
    [
        ("Inspectors return", NUCLEAR),
        ("Grossi to travel", TALKS),
        ("Bridge opens", BRIDGE),
        ("Ferries at night", FERRY),
        ("Bread", BREAD),
    ]
    .iter()
    .zip(1..)
    .map(|((title, text), number)| story(number, title, text, "en"))
    .collect()
}

impl Archive {
    fn related(&self, id: ArticleId) -> Vec<Related> {
        self.library.related(id, 10).unwrap()
    }

    /// The counts of terms as they are kept, and as they come of the articles.
    fn term_counts(&self) -> (BTreeMap<u32, u32>, BTreeMap<u32, u32>) {
        self.library
            .db()
            .read(|conn| {
                let mut kept = conn.prepare("SELECT key, articles FROM term")?;
                let kept = kept
                    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect::<rusqlite::Result<_>>()?;
                let mut counted = BTreeMap::new();
                let mut ids = conn.prepare("SELECT id FROM article")?;
                for id in ids.query_map([], |row| row.get(0))? {
                    for term in crate::db::terms_of(conn, ArticleId(id?))? {
                        *counted.entry(term.key).or_insert(0) += 1;
                    }
                }
                Ok((kept, counted))
            })
            .unwrap()
    }
}

#[test]
fn articles_with_the_same_names_belong_together_and_say_so() {
    let archive = archive();
    let ids: Vec<ArticleId> = english().iter().map(|story| archive.save(story)).collect();
    let related = archive.related(ids[0]);
    assert_eq!(related[0].article.id, ids[1]);
    let words = &related[0].reasons.words;
    for name in ["Rafael Grossi", "Fordow", "IAEA"] {
        assert!(words.iter().any(|word| word == name), "{name} in {words:?}");
    }
    assert_eq!(related[0].reasons.days, Some(0));
    assert!(related.iter().all(|one| one.article.id != ids[4] && one.article.id != ids[0]));
    assert_eq!(archive.related(ids[2])[0].article.id, ids[3]);
    assert_eq!(archive.related(ids[4]), []);
}

#[test]
fn persian_and_chinese_articles_have_reasons_in_their_own_words() {
    let archive = archive();
    let persian = [
        ("بازگشت بازرسان", "رافائل گروسی گفت بازرسان آژانس هفته آینده به تأسیسات فردو برمی‌گردند."),
        ("سفر گروسي", "آژانس اعلام کرد که گروسی خود به فردو سفر می‌کند و غنی‌سازی ادامه دارد."),
        ("نان", "نانوایان می‌گویند آرد گران شده است."),
    ];
    let chinese = [
        ("核查员返回", "国际原子能机构总干事格罗西表示，核查员将于下周返回福尔多。"),
        ("格罗西访问", "国际原子能机构宣布，格罗西将亲自前往福尔多。"),
        ("面包涨价", "面包师说面粉变贵了。"),
    ];
    let mut ids = Vec::new();
    for (number, (language, (title, text))) in
        persian.iter().map(|one| ("fa", one)).chain(chinese.iter().map(|one| ("zh", one))).enumerate()
    {
        ids.push(archive.save(&story(number as u32, title, text, language)));
    }
    let related = archive.related(ids[0]);
    assert_eq!(related.iter().map(|one| one.article.id).collect::<Vec<_>>(), [ids[1]]);
    assert!(related[0].reasons.words.contains(&"گروسی".to_owned()), "{:?}", related[0].reasons);
    let related = archive.related(ids[3]);
    assert_eq!(related[0].article.id, ids[4]);
    let words = &related[0].reasons.words;
    assert!(words.iter().any(|word| word.contains("格罗西") || word.contains("福尔多")), "{words:?}");
}

#[test]
fn the_trash_other_languages_and_what_was_dismissed_stay_away() {
    let archive = archive();
    let ids: Vec<ArticleId> = english().iter().map(|story| archive.save(story)).collect();
    archive.save(&story(9, "Grossi auf Reisen", TALKS, "de"));
    let first = |archive: &Archive| archive.related(ids[0]).first().map(|one| one.article.id);
    archive.library.dismiss_related(ids[0], &[ids[1]], at(1)).unwrap();
    assert_ne!(first(&archive), Some(ids[1]));
    assert!(archive.related(ids[1]).iter().all(|one| one.article.id != ids[0]));
    archive.library.undo(None).unwrap();
    assert_eq!(first(&archive), Some(ids[1]));
    let trash = |trashed| ArticlePatch { trashed: Some(trashed), ..Default::default() };
    archive.library.update(&[ids[1]], trash(true), at(2)).unwrap();
    assert_eq!(archive.related(ids[0]), []);
    archive.library.update(&[ids[1]], trash(false), at(3)).unwrap();
    assert_eq!(first(&archive), Some(ids[1]));
    assert!(archive.library.related(ArticleId(99), 10).is_err());
    assert!(archive.library.dismiss_related(ids[0], &[ArticleId(99)], at(4)).is_err());
}

#[test]
fn tags_and_links_of_both_are_reasons() {
    let archive = archive();
    let mut stories = english();
    for story in [0, 4] {
        stories[story]
            .page
            .links
            .push(PageLink::in_text("https://example.org/source".to_owned(), "source".to_owned()));
    }
    let ids: Vec<ArticleId> = stories.iter().map(|story| archive.save(story)).collect();
    archive.library.tag(&[ids[0], ids[1]], &["world/iran".parse().unwrap()], at(1)).unwrap();
    let related = archive.related(ids[0]);
    assert_eq!(related[0].reasons.tags, ["world/iran"]);
    let bread = related.iter().find(|one| one.article.id == ids[4]).unwrap();
    assert_eq!(bread.reasons.links, 1);
}

#[test]
fn articles_made_to_cost_much_cost_little() {
    let archive = archive();
    let one_word = archive.save(&story(1, "Word", &"grossi ".repeat(150_000), "en"));
    let many: String = (0..100_000).map(|number| format!("word{number} ")).collect();
    let many_words = archive.save(&story(2, "Words", &format!("grossi {many}"), "en"));
    for number in 3..20 {
        archive.save(&story(number, "Story", BREAD, "en"));
    }
    assert_eq!(archive.related(one_word)[0].article.id, many_words);
    assert_eq!(archive.related(many_words)[0].article.id, one_word);
    let (kept, counted) = archive.term_counts();
    assert_eq!(kept, counted);
    assert!(kept.len() < 2_100, "{}", kept.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Saves in any order, with pages that changed and articles that were deleted: what is kept is what the articles that
    /// are there make, and what is related is the same.
    #[test]
    fn the_order_of_saving_changes_nothing(
        order in Just((0..5_usize).collect::<Vec<_>>()).prop_shuffle(),
        renewed in 0..5_usize,
        purged in 0..5_usize,
    ) {
        let (worn, fresh) = (archive(), archive());
        for &at in &order {
            worn.save(&english()[at]);
        }
        let mut changed = english();
        let (title, text) = (&changed[renewed].page.metadata.title, &changed[renewed].page.text);
        let text = format!("{text} The correction names Reykjavik.");
        changed[renewed] = story(u32::try_from(renewed).unwrap() + 1, title, &text, "en");
        let aim = Aim::Renew(worn.library.resolve(&changed[renewed].canonical_url).ok());
        let (id, _) = worn.store(&changed[renewed], aim, 5);
        prop_assert!(id.0 > 0);
        let gone = worn.library.resolve(&changed[purged].canonical_url).unwrap();
        worn.library.update(&[gone], ArticlePatch { trashed: Some(true), ..Default::default() }, at(6)).unwrap();
        worn.library.purge(Some(&[gone])).unwrap();
        changed.iter().enumerate().filter(|(at, _)| *at != purged).for_each(|(_, story)| { fresh.save(story); });
        let (kept, counted) = worn.term_counts();
        prop_assert_eq!(&kept, &counted);
        prop_assert_eq!(kept, fresh.term_counts().0);
        for story in changed.iter().enumerate().filter(|(at, _)| *at != purged).map(|(_, story)| story) {
            let told = |archive: &Archive| -> Vec<(String, Reasons)> {
                let id = archive.library.resolve(&story.canonical_url).unwrap();
                archive.related(id).into_iter().map(|one| (one.article.url, one.reasons)).collect()
            };
            prop_assert_eq!(told(&worn), told(&fresh));
        }
    }
}
