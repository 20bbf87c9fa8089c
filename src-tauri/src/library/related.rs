//! Related articles: found by the rarest words that they share, then judged by all of them, by dates, tags and links.
//!
//! What is stored (`article_term`, `term`) depends on each article alone; weights are made when somebody asks. So the order
//! in which articles were saved changes nothing, and saving one costs as many look-ups as it has words.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use rusqlite::{Connection, Transaction};

use super::Library;
use super::update::no_article;
use crate::db::{self, Candidate, CurrentVersion};
use crate::error::Result;
use crate::model::{Action, ArticleId, Changed, Reasons, Related, Term, What};
use crate::related::{self, Section, Spelled, Vocabulary, Weights, Word};
use crate::search;

/// Words that candidates are looked for by.
const PROBES: usize = 24;
/// Entries of the search index that are read for one answer.
const POSTINGS: u32 = 60_000;
/// Entries of one word; a word with more is too common to look for.
const COMMON: u32 = 12_000;
/// Candidates whose words are all compared.
const JUDGED: usize = 200;
/// The first results tell by what they share among each other what the article alone does not say: at most so many,
const ECHOES: usize = 10;
/// and none with less than this share of the best one's score. A small archive has few that belong together.
const ECHOING: f64 = 0.5;
/// An address that more articles link to says nothing.
const LINKED_BY_MANY: u32 = 30;
/// Words of the text that are read; nothing that people read is longer.
const WORDS: usize = 50_000;
/// Reasons of each kind.
const REASONS: usize = 5;
/// An archive of so many articles tells which words are rare: those that at most one in so many has.
const TELLING: u32 = 500;
const RARE: u32 = 50;
/// Dates this near are a reason.
const NEAR_DAYS: u32 = 30;
/// What the nearest dates, a link in common and a tag in common add to the score, as shares of it.
const NEAR: f64 = 0.1;
const LINKED: f64 = 0.15;
const TAGGED: f64 = 0.15;
const DAY: u64 = 86_400_000;

impl Library {
    /// The articles that have most in common with one, the closest first, each with its reasons; at most `limit`.
    ///
    /// Never in the trash, never dismissed, never in another language, never a copy of the article's own text.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn related(&self, id: ArticleId, limit: usize) -> Result<Vec<Related>> {
        self.db().read(|conn| related_to(conn, id, limit))
    }

    /// Never again shows `others` as related to an article, nor it to them.
    ///
    /// # Errors
    /// `NotFound`; those of writing the archive.
    pub fn dismiss_related(
        &self,
        id: ArticleId,
        others: &[ArticleId],
        now: Timestamp,
    ) -> Result<Changed<()>> {
        self.journaled(now, |tx| {
            for &other in [id].iter().chain(others) {
                db::flags(tx, other)?.ok_or_else(|| no_article(other))?;
            }
            others
                .iter()
                .filter(|other| **other != id)
                .try_for_each(|other| db::dismiss_related(tx, id, *other))?;
            Ok(((), What::new(Action::DismissRelated, others.len())))
        })
    }
}

/// The terms of a title and a text.
pub(super) fn terms(title: &str, text: &str, language: Option<&str>) -> Vec<Term> {
    related::terms(language, words(title, Section::Title).chain(words(text, Section::Text)))
}

/// Keeps the terms of an article in place of those it had.
pub(super) fn derive(tx: &Transaction<'_>, id: ArticleId, terms: &[Term]) -> Result<()> {
    db::set_terms(tx, id, terms)
}

fn words(text: &str, section: Section) -> impl Iterator<Item = (Section, Word<'_>)> {
    let word = move |(start, spelled, folded)| (section, Word { spelled, folded, start });
    search::written_words(text).take(WORDS).map(word)
}

/// An article with what its relations are judged by.
struct Subject {
    id: ArticleId,
    is: Candidate,
    text: String,
    /// Where the headline ends in the text, in bytes.
    title: usize,
    terms: Vec<Term>,
    /// How many articles have each.
    counts: HashMap<u32, u32>,
    weights: Weights,
    all: u32,
}

/// A candidate with how much it has in common.
struct Judged {
    id: ArticleId,
    is: Candidate,
    terms: Vec<Term>,
    score: f64,
}

/// The same within a transaction that reads.
pub(super) fn related_to(conn: &Connection, id: ArticleId, limit: usize) -> Result<Vec<Related>> {
    let Some(subject) = Subject::of(conn, id)? else { return Ok(Vec::new()) };
    let links = db::sharing_links(conn, id, LINKED_BY_MANY)?;
    let mut left_out: HashSet<ArticleId> = db::dismissed_of(conn, id)?.into_iter().collect();
    left_out.extend(db::copies_of(conn, id)?.into_iter().map(|copy| copy.other));
    left_out.insert(id);
    let mut candidates = subject.candidates(conn)?;
    candidates.extend(links.keys().copied().filter(|other| !candidates.contains(other)).collect::<Vec<_>>());
    candidates.retain(|other| !left_out.contains(other));
    let mut judged = subject.judge(conn, &candidates, &links)?;
    subject.echo(conn, &mut judged)?;
    subject.told(conn, judged, &links, limit)
}

impl Subject {
    fn of(conn: &Connection, id: ArticleId) -> Result<Option<Self>> {
        let is = db::candidate(conn, id)?.ok_or_else(|| no_article(id))?;
        let (Some(article), Some(current)) = (db::summary(conn, id)?, CurrentVersion::of(conn, id)?) else {
            return Ok(None);
        };
        let Some(version) = db::version(conn, current.version)? else { return Ok(None) };
        let terms = db::terms_of(conn, id)?;
        let counts = db::articles_with(conn, &terms)?;
        let all = db::all_articles(conn)?;
        let weights = Weights::new(&terms, all, |key| counts.get(&key).copied().unwrap_or(1));
        let text = format!("{}\n{}", article.title, version.text);
        Ok(Some(Self { id, is, text, title: article.title.len(), terms, counts, weights, all }))
    }

    /// Articles that share the heaviest words, most weight first.
    fn candidates(&self, conn: &Connection) -> Result<Vec<ArticleId>> {
        let heavy = related::by_weight(&self.terms, &self.weights);
        let mut folded: HashMap<u32, String> = words(&self.text, Section::Text)
            .map(|(_, word)| (related::key(&word.folded), word.folded))
            .collect();
        let (mut left, mut probes) = (POSTINGS, 0);
        let mut weight: HashMap<ArticleId, f64> = HashMap::new();
        for term in heavy {
            let articles = self.counts.get(&term.key).copied().unwrap_or_default();
            let Some(word) = folded.remove(&term.key) else { continue };
            if !(2..=COMMON.min(left)).contains(&articles) {
                continue;
            }
            let found = db::articles_having(conn, &word, COMMON.min(left))?;
            left = left.saturating_sub(u32::try_from(found.len()).unwrap_or(u32::MAX));
            found.into_iter().for_each(|id| *weight.entry(id).or_default() += self.weights.get(term.key));
            probes += 1;
            if probes == PROBES {
                break;
            }
        }
        let mut found: Vec<(ArticleId, f64)> = weight.into_iter().collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(JUDGED + 1);
        Ok(found.into_iter().map(|(id, _)| id).collect())
    }

    fn judge(
        &self,
        conn: &Connection,
        candidates: &[ArticleId],
        links: &HashMap<ArticleId, u32>,
    ) -> Result<Vec<Judged>> {
        let tags = db::sharing_tags(conn, self.id, candidates)?;
        let mut judged = Vec::new();
        for &id in candidates {
            let Some(is) = db::candidate(conn, id)? else { continue };
            if is.trashed || !same_language(self.is.language.as_deref(), is.language.as_deref()) {
                continue;
            }
            let terms = db::terms_of(conn, id)?;
            let near = self.days(&is).map_or(0.0, related::nearness);
            let linked = f64::from(links.get(&id).copied().unwrap_or_default().min(4));
            let tagged = f64::from(tags.get(&id).copied().unwrap_or_default().min(4));
            let boost = 1.0 + NEAR * near + LINKED * linked + TAGGED * tagged;
            let score = related::overlap(&self.weights, &terms) * boost;
            judged.push(Judged { id, is, terms, score });
        }
        sort(&mut judged);
        Ok(judged)
    }

    /// Judges once more, by what the first results share with each other (pseudo-relevance feedback after Rocchio).
    fn echo(&self, conn: &Connection, judged: &mut [Judged]) -> Result<()> {
        let enough = judged.first().map_or(0.0, |first| ECHOING * first.score);
        let first: Vec<&Judged> = judged.iter().take(ECHOES).take_while(|one| one.score >= enough).collect();
        let mut shared: HashMap<u32, (u32, Term)> = HashMap::new();
        for term in first.iter().flat_map(|one| &one.terms) {
            shared.entry(term.key).or_insert((0, *term)).0 += 1;
        }
        let few = (first.len() as u32).div_ceil(3).max(2);
        let mut said: Vec<Term> = shared
            .into_values()
            .filter(|(count, _)| *count >= few)
            .map(|(count, term)| Term { count: count as u8, ..term })
            .collect();
        said.sort_by_key(|term| term.key);
        let counts = db::articles_with(conn, &said)?;
        let echo = Weights::new(&said, self.all, |key| counts.get(&key).copied().unwrap_or(1));
        let (own, theirs): (f64, f64) =
            (best(judged, |one| one.score), best(judged, |one| related::overlap(&echo, &one.terms)));
        if own > 0.0 && theirs > 0.0 {
            for one in judged.iter_mut() {
                one.score = one.score / own + ECHO * related::overlap(&echo, &one.terms) / theirs;
            }
            sort(judged);
        }
        Ok(())
    }

    /// The best ones that there is a reason for, with their reasons.
    fn told(
        &self,
        conn: &Connection,
        judged: Vec<Judged>,
        links: &HashMap<ArticleId, u32>,
        limit: usize,
    ) -> Result<Vec<Related>> {
        let own_tags = db::summary(conn, self.id)?.map(|article| article.tags).unwrap_or_default();
        let words = words(&self.text, Section::Text).map(|(_, word)| word).collect();
        let names = self.terms.iter().filter(|term| term.name).map(|term| term.key).collect();
        let vocabulary = Vocabulary::of(self.is.language.as_deref(), search::fold);
        let spelled = Spelled::new(&self.text, self.title, words, names, vocabulary);
        let mut told = Vec::new();
        for one in judged {
            let theirs: HashSet<u32> = one.terms.iter().map(|term| term.key).collect();
            let links = links.get(&one.id).copied().unwrap_or_default();
            let words =
                spelled.reasons(&self.weights, |key| theirs.contains(&key), |key| self.is_rare(key), REASONS);
            // Nothing to say is no relation.
            if words.is_empty() && links == 0 {
                continue;
            }
            let Some(article) = db::summary(conn, one.id)? else { continue };
            let days = self.days(&one.is).filter(|days| *days <= NEAR_DAYS);
            let both = own_tags.iter().filter(|tag| article.tags.contains(tag));
            let tags = both.take(REASONS).cloned().collect();
            told.push(Related { article, score: one.score, reasons: Reasons { words, days, tags, links } });
            if told.len() == limit {
                break;
            }
        }
        Ok(told)
    }

    /// Whether few articles have a word; small archives cannot tell.
    fn is_rare(&self, key: u32) -> bool {
        self.all >= TELLING && self.counts.get(&key).is_none_or(|articles| *articles <= self.all / RARE)
    }

    fn days(&self, other: &Candidate) -> Option<u32> {
        let apart = self.is.published?.abs_diff(other.published?);
        u32::try_from(apart / DAY).ok()
    }
}

/// What the echo counts beside an article's own words.
const ECHO: f64 = 1.0;

fn best(judged: &[Judged], of: impl Fn(&Judged) -> f64) -> f64 {
    judged.iter().map(of).fold(0.0, f64::max)
}

/// The best first; equal ones by their URLs, which do not depend on the order of saving.
fn sort(judged: &mut [Judged]) {
    judged.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.is.url.cmp(&b.is.url)));
}

/// Whether two language tags name one language, or one of them is not known.
fn same_language(a: Option<&str>, b: Option<&str>) -> bool {
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    match (a, b) {
        (Some(a), Some(b)) => primary(a) == primary(b),
        _ => true,
    }
}
