//! Which article a URL leads to: by what their pages claim, whatever the order in which they came and went.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::db;
use crate::library::store::take_out_of_trash;

fn address(name: &str) -> String {
    format!("https://example.org/{name}")
}

/// How one page answers: what it calls itself, over what it redirects, its further pages, and what its text links to.
struct Answer {
    form: &'static str,
    canonical: &'static str,
    hops: &'static [&'static str],
    further: &'static [&'static str],
    links: &'static [&'static str],
}

const fn answer(form: &'static str, canonical: &'static str) -> Answer {
    Answer { form, canonical, hops: &[], further: &[], links: &[] }
}

/// A site that does not contradict itself: whatever form is asked for, the page says the same of itself.
const SITE: [Answer; 10] = [
    Answer { links: &["short", "long/3", "c"], ..answer("a", "a") },
    Answer { links: &["short", "long/3", "c"], ..answer("a.amp", "a") },
    Answer { links: &["a.amp", "elsewhere"], ..answer("b", "b") },
    Answer { links: &["a.amp", "elsewhere"], hops: &["moved"], ..answer("short", "b") },
    Answer { links: &["moved", "b", "a"], ..answer("c", "c") },
    Answer { links: &["moved", "b", "a"], ..answer("print/c", "c") },
    Answer { links: &["print/c", "long"], further: &["long/2", "long/3"], ..answer("long", "long") },
    Answer { links: &["print/c", "long"], further: &["long/2", "long/3"], ..answer("long/2", "long") },
    Answer { links: &["print/c", "long"], further: &["long/2", "long/3"], ..answer("long/3", "long") },
    Answer { links: &["long/2"], ..answer("d", "d") },
];

/// Pages that do: a chain of canonical URLs, URLs that led elsewhere once, and further pages that are articles themselves.
const CONTRADICTIONS: [Answer; 8] = [
    answer("x", "y"),
    answer("y", "z"),
    answer("z", "z"),
    Answer { hops: &["m"], ..answer("p", "p") },
    Answer { hops: &["m", "x"], ..answer("q", "q") },
    Answer { further: &["q", "z"], ..answer("r", "r") },
    Answer { further: &["m", "q"], ..answer("s", "s") },
    answer("m", "m"),
];

impl Answer {
    fn capture(&self) -> Capture {
        let mut capture = capture(&address(self.canonical), self.canonical, "text");
        capture.requested_url = address(self.form);
        capture.response.final_url = address(self.form);
        let forms = [self.form].into_iter().chain(self.hops.iter().copied());
        capture.aliases = forms.filter(|form| *form != self.canonical).map(address).collect();
        capture.page.links =
            self.links.iter().map(|to| PageLink::in_text(address(to), (*to).into())).collect();
        let response = |name: &&str| RawResponse { final_url: address(name), ..capture.response.clone() };
        let further = self.further.iter().map(response);
        capture.further = further.map(|response| FurtherResponse { part: Part::Page, response }).collect();
        capture
    }

    /// Each URL that this page claims, by the strength of the claim.
    fn claims(&self) -> Vec<(&'static str, u8)> {
        let aliases = [self.form].into_iter().chain(self.hops.iter().copied());
        let further = self.further.iter().map(|name| (*name, 3));
        aliases.map(|name| (name, 2)).chain(further).chain([(self.canonical, 4)]).collect()
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Save(usize),
    /// The page of the second is what an article that the first leads to has become.
    Refetch(usize, usize),
    Trash(usize),
    Restore(usize),
    Purge(usize),
}

fn steps(pages: usize) -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..pages).prop_map(Step::Save),
        2 => (0..pages, 0..pages).prop_map(|(of, becomes)| Step::Refetch(of, becomes)),
        1 => (0..pages).prop_map(Step::Trash),
        1 => (0..pages).prop_map(Step::Restore),
        2 => (0..pages).prop_map(Step::Purge),
    ];
    prop::collection::vec(step, 1..24)
}

/// Each article's own URL and what it claims, by what was stored of it.
type Claims = BTreeMap<i64, (String, BTreeMap<String, u8>)>;

struct World {
    archive: Archive,
    claims: Claims,
}

impl World {
    fn new() -> Self {
        Self { archive: archive(), claims: Claims::new() }
    }

    fn owner(&self, name: &str) -> Option<ArticleId> {
        self.archive.library.db().read(|conn| db::article_by_url(conn, &address(name))).unwrap()
    }

    fn store(&mut self, page: &Answer, aim: Aim) {
        let id = self.archive.store(&page.capture(), aim, 1).0;
        let (own, claims) =
            self.claims.entry(id.0).or_insert_with(|| (address(page.canonical), BTreeMap::new()));
        for (name, rank) in page.claims() {
            let url = address(name);
            let rank = if url == *own { 1 } else { rank };
            claims.entry(url).and_modify(|known| *known = rank.min(*known)).or_insert(rank);
        }
    }

    fn set_trashed(&self, id: ArticleId, trashed: bool) {
        let patch = ArticlePatch { trashed: Some(trashed), ..ArticlePatch::default() };
        self.archive.library.update(&[id], patch, at(2)).unwrap();
    }

    /// As a person's request does it: what leads to an article already is not fetched.
    fn save(&mut self, page: &Answer) {
        let there = |conn: &rusqlite::Connection| db::article_answered(conn, &address(page.form));
        match self.archive.library.db().read(there).unwrap() {
            Some(id) => self.archive.library.db().write(|tx| take_out_of_trash(tx, id)).unwrap(),
            None => self.store(page, Aim::Save),
        }
    }

    fn take(&mut self, site: &[Answer], step: Step) {
        let of = |world: &Self, page: usize| world.owner(site[page].form);
        match step {
            Step::Save(page) => self.save(&site[page]),
            Step::Refetch(page, becomes) => {
                if let Some(id) = of(self, page) {
                    self.store(&site[becomes], Aim::Renew(Some(id)));
                }
            }
            Step::Trash(page) => of(self, page).into_iter().for_each(|id| self.set_trashed(id, true)),
            Step::Restore(page) => of(self, page).into_iter().for_each(|id| self.set_trashed(id, false)),
            Step::Purge(page) => {
                if let Some(id) = of(self, page) {
                    self.set_trashed(id, true);
                    self.archive.library.purge(Some(&[id])).unwrap();
                    self.claims.remove(&id.0);
                }
            }
        }
    }

    /// Which article each URL leads to, as the claims have it.
    fn expected(&self) -> BTreeMap<String, i64> {
        let mut best: BTreeMap<&String, (u8, &String, i64)> = BTreeMap::new();
        for (id, (own, claims)) in &self.claims {
            for (url, rank) in claims {
                let claim = (*rank, own, *id);
                best.entry(url).and_modify(|known| *known = claim.min(*known)).or_insert(claim);
            }
        }
        best.into_iter().map(|(url, (_, _, id))| (url.clone(), id)).collect()
    }

    fn found(&self) -> BTreeMap<String, i64> {
        let read = |conn: &rusqlite::Connection| {
            let mut statement = conn.prepare("SELECT url, article_id FROM article_url")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        self.archive.library.db().read(read).unwrap()
    }

    /// Every link between articles, by their canonical URLs.
    fn graph(&self) -> BTreeSet<(String, String, Option<String>)> {
        let library = &self.archive.library;
        let query = ListQuery { shelf: Shelf::All, limit: 99, ..ListQuery::default() };
        let articles = library.articles(&query).unwrap().rows;
        let url_of: BTreeMap<i64, String> = articles.iter().map(|row| (row.id.0, row.url.clone())).collect();
        let links = articles.iter().flat_map(|source| {
            let to =
                |link: Link| (source.url.clone(), link.url, link.article.map(|id| url_of[&id.0].clone()));
            library.links(source.id).unwrap().into_iter().map(to)
        });
        links.collect()
    }
}

/// The links of [`SITE`] once all of it is saved.
fn whole_graph() -> BTreeSet<(String, String, Option<String>)> {
    let owner = |name: &str| {
        let claims = SITE.iter().find(|page| page.claims().iter().any(|(claimed, _)| *claimed == name));
        claims.map(|page| page.canonical)
    };
    let links = SITE.iter().flat_map(|page| page.links.iter().map(move |to| (page.canonical, *to)));
    let others = links.filter(|(from, to)| owner(to) != Some(from));
    others.map(|(from, to)| (address(from), address(to), owner(to).map(address))).collect()
}

fn each(pages: usize) -> impl Strategy<Value = Vec<usize>> {
    Just((0..pages).collect::<Vec<_>>()).prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn in_any_order_the_links_are_the_same(before in steps(SITE.len()), order in each(SITE.len())) {
        let mut world = World::new();
        for step in before {
            // A page may be fetched again by any of its forms, and stays itself.
            let itself = |a: usize, b: usize| SITE[a].canonical == SITE[b].canonical;
            if !matches!(step, Step::Refetch(of, becomes) if !itself(of, becomes)) {
                world.take(&SITE, step);
            }
        }
        for page in order {
            world.save(&SITE[page]);
            // What redirects may have changed their target is known once the page was asked for by that form.
            let id = world.owner(SITE[page].form).unwrap();
            world.store(&SITE[page], Aim::Renew(Some(id)));
        }
        prop_assert_eq!(world.graph(), whole_graph());
        prop_assert_eq!(world.found(), world.expected());
    }

    #[test]
    fn a_url_belongs_to_the_strongest_claim(steps in steps(CONTRADICTIONS.len())) {
        let mut world = World::new();
        for step in steps {
            world.take(&CONTRADICTIONS, step);
            prop_assert_eq!(world.found(), world.expected(), "after {:?}", step);
        }
    }
}

/// Pages of which each has a text of its own, whatever they call themselves.
const LIARS: [Answer; 9] = [
    answer("x", "y"),
    answer("y", "z"),
    answer("z", "z"),
    // Each the other.
    answer("one", "two"),
    answer("two", "one"),
    // A template's mistake, and the page that all of them name.
    answer("news/1", "news"),
    answer("news/2", "news"),
    answer("news/3", "news"),
    answer("news", "news"),
];

/// Sixty words that no other page has.
fn words_of(name: &str) -> String {
    (0..60).map(|n| format!("{}{n} ", name.replace('/', "of"))).collect()
}

fn liar(page: &Answer) -> Capture {
    let mut capture = page.capture();
    capture.page.metadata.title = format!("What {} is", page.form);
    capture.page.text = words_of(page.form);
    capture.page.html = format!("<p>{}</p>", capture.page.text);
    capture
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn in_any_order_pages_that_contradict_each_other_are_as_many_articles(order in each(LIARS.len())) {
        let world = World::new();
        for page in order.into_iter().map(|at| &LIARS[at]) {
            let there = |conn: &rusqlite::Connection| db::article_answered(conn, &address(page.form));
            prop_assert_eq!(world.archive.library.db().read(there).unwrap(), None, "{} was never fetched", page.form);
            world.archive.save(&liar(page));
        }
        let query = ListQuery { shelf: Shelf::All, limit: 99, ..ListQuery::default() };
        let articles = world.archive.library.articles(&query).unwrap().rows;
        let found: BTreeSet<_> = articles.into_iter().map(|row| (row.url, row.title)).collect();
        let wanted: BTreeSet<_> = LIARS.iter().map(|page| (address(page.form), format!("What {} is", page.form))).collect();
        prop_assert_eq!(found, wanted);
        for page in &LIARS {
            let own = world.owner(page.form).unwrap();
            prop_assert_eq!(world.archive.library.article(own).unwrap().summary.url, address(page.form));
        }
    }
}

#[test]
fn a_copy_that_names_its_canonical_stays_one_article_whatever_was_rewritten() {
    for forms in [["amp", "story"], ["story", "amp"]] {
        let world = World::new();
        for form in forms {
            let mut capture = liar(&answer(form, "story"));
            capture.page.metadata.title = "Bridge reopens".to_owned();
            capture.page.text = format!("{} {} {form}", words_of("both"), words_of("these"));
            world.archive.save(&capture);
        }
        let (amp, story) = (world.owner("amp"), world.owner("story"));
        assert!(amp.is_some() && amp == story, "{forms:?}");
    }
}

#[test]
fn a_wall_in_place_of_an_article_contradicts_nothing() {
    let world = World::new();
    let story = world.archive.save(&liar(&answer("story", "story")));
    let mut wall = liar(&answer("amp", "story"));
    wall.page.diagnosis =
        Diagnosis { complete: false, doubts: vec![Doubt::ConsentWall], evidence: Vec::new() };
    assert_eq!(world.archive.save(&wall), story);
}

#[test]
fn a_url_that_a_person_gave_away_stays_there_and_comes_back() {
    let mut world = World::new();
    let pages = [answer("one", "one"), Answer { hops: &["one"], ..answer("two", "two") }];
    world.store(&pages[0], Aim::Save);
    let one = world.owner("one").unwrap();
    world.store(&answer("two", "two"), Aim::Save);
    let two = world.owner("two").unwrap();
    let give = |to: ArticleId| {
        let hand = |tx: &rusqlite::Transaction<'_>| {
            Ok(tx.execute("UPDATE article_url SET article_id = ?2 WHERE url = ?1", (address("one"), to.0))?)
        };
        world.archive.library.db().write(hand).unwrap();
    };
    give(two);
    let renew = |page: &Answer, id| world.archive.store(&page.capture(), Aim::Renew(Some(id)), 3);
    renew(&pages[0], one);
    renew(&pages[1], two);
    assert_eq!(world.owner("one"), Some(two));
    give(one);
    renew(&pages[1], two);
    assert_eq!(world.owner("one"), Some(one));
    let given = "SELECT count(*) FROM url_claim WHERE rank = 0";
    let count = |conn: &rusqlite::Connection| Ok(conn.query_row(given, [], |row| row.get::<_, u32>(0))?);
    assert_eq!(world.archive.library.db().read(count).unwrap(), 0);
}
