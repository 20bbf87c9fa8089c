//! How well articles fit the words of a query.

use std::collections::{BTreeSet, HashMap};
use std::ops::RangeInclusive;

use super::index::Indexed;
use super::run::Run;
use super::vocabulary::bounds;
use crate::db::{self, IdSet, Own, Place};
use crate::error::Result;
use crate::model::ArticleId;
use crate::search::query::Field;
use crate::search::{Asked as Match, Formula, Node, Share, Term, weight};

/// A word that articles are ranked by, and where it counts.
type Asked = (Term, Option<Within>);

/// What a condition's words must stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Within {
    Title,
    By,
    Text,
    Note,
    Highlight,
}

/// How a word's frequencies are had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// Every place is read.
    Places,
    /// It is looked at which articles have it in which column.
    Columns,
    /// Nothing is read of a word that nearly every article has: it tells next to nothing.
    Nothing,
}

/// A word that a greater share of all articles has is everywhere.
const EVERYWHERE: f64 = 0.9;
/// Articles from the first to the last from which on a word that is everywhere is not looked for.
const WIDE: i64 = 20_000;

/// How often a word stands in an article on average, by the share of articles that have it: as if it fell on them by chance, and
/// oftener where that says nothing any more, as of the little words of a language.
fn expected_places(share: f64) -> f64 {
    if share > EVERYWHERE { 30.0 } else { 2.0 * -(1.0 - share).ln() }
}

/// An article with how well it fits.
pub(super) type Scored = (ArticleId, f64);

/// The frequencies of one word in some articles, weighted by where it stands.
struct Frequencies {
    share: Share,
    /// In the article itself.
    of: Vec<f32>,
    /// In its tags, notes and highlights.
    own: Vec<f32>,
}

impl Frequencies {
    fn at(&self, at: usize) -> (Share, f32) {
        (self.share, self.of[at] + self.own[at])
    }
}

/// Where each of some articles stands among them.
struct Slots {
    ids: Vec<ArticleId>,
    /// One more than its place, by its number.
    places: Vec<u32>,
}

impl Slots {
    fn new(found: &IdSet) -> Self {
        let ids: Vec<ArticleId> = found.iter().collect();
        let last = usize::try_from(*found.bounds().end()).unwrap_or(0);
        let mut places = vec![0; last + 1];
        for (id, place) in ids.iter().zip(1_u32..) {
            if let Some(at) = usize::try_from(id.0).ok().and_then(|at| places.get_mut(at)) {
                *at = place;
            }
        }
        Self { ids, places }
    }

    fn of(&self, id: ArticleId) -> Option<usize> {
        let place = usize::try_from(id.0).ok().and_then(|at| self.places.get(at)).copied().unwrap_or(0);
        (place as usize).checked_sub(1)
    }
}

impl Run<'_> {
    /// Articles by how well they fit, the best first; of equal ones the newer, then the one saved later.
    pub(super) fn ranked(&self, found: &IdSet) -> Result<Vec<Scored>> {
        let slots = Slots::new(found);
        let asked = self.asked_words();
        let range = found.bounds();
        let mut exact = true;
        let mut frequencies = Vec::new();
        // So few are compared by their texts, whatever the index says of them.
        let readings = match slots.ids.len() <= self.limits().compared_again {
            true => vec![Reading::Nothing; asked.len()],
            false => self.readings(asked.iter(), &range),
        };
        for (word, reading) in asked.iter().zip(readings) {
            let known = self.words.of_term(&word.0);
            let mut of = vec![0_f32; slots.ids.len()];
            exact &= reading == Reading::Places;
            match reading {
                Reading::Places => self.count_places(word, &slots, &mut of)?,
                Reading::Columns => self.look_at_columns(word, &range, &slots, &mut of)?,
                Reading::Nothing => of.fill(weight::TEXT),
            }
            let mut own = vec![0_f32; slots.ids.len()];
            self.count_own(word, &slots, &mut own)?;
            let share = self.facts.ranking().share(count(known.articles));
            frequencies.push(Frequencies { share, of, own });
        }
        let score = |(at, id): (usize, &ArticleId)| {
            (*id, self.score(*id, frequencies.iter().map(|word| word.at(at))))
        };
        let mut ranked: Vec<Scored> = slots.ids.iter().enumerate().map(score).collect();
        self.sort(&mut ranked);
        if !exact {
            self.compare_again(&asked, &slots, &frequencies, &mut ranked)?;
        }
        Ok(ranked)
    }

    /// The words that articles are ranked by, each once.
    fn asked_words(&self) -> BTreeSet<Asked> {
        let mut asked = BTreeSet::new();
        for n in self.plan.wanted() {
            let leaf = &self.plan.leaves[n];
            for term in &leaf.terms {
                asked.insert((term.clone(), leaf.field.map(place_of)));
            }
        }
        asked
    }

    fn score(&self, id: ArticleId, words: impl Iterator<Item = (Share, f32)>) -> f64 {
        let (ranking, fact) = (self.facts.ranking(), self.facts.of(id));
        let length = f64::from(fact.length);
        let sum: f64 = words
            .filter(|(_, frequency)| *frequency > 0.0)
            .map(|(share, frequency)| ranking.score(share, f64::from(frequency), length))
            .sum();
        sum * ranking.recency(fact.day())
    }

    fn sort(&self, ranked: &mut [Scored]) {
        ranked.sort_by(|(a, score_a), (b, score_b)| {
            let newer = || self.facts.of(*b).day().cmp(&self.facts.of(*a).day());
            score_b.total_cmp(score_a).then_with(newer).then_with(|| b.0.cmp(&a.0))
        });
    }

    /// Reads every place of a word.
    fn count_places(&self, (term, field): &Asked, slots: &Slots, of: &mut [f32]) -> Result<()> {
        db::each_place(self.conn, &bounds(term), |id, place| {
            if let Some(at) = slots.of(id)
                && counts(*field, place)
            {
                of[at] += weight_of(place);
            }
            self.breathe()
        })
    }

    /// Reads which articles of a range have a word in which column: as if it stood once in each.
    fn look_at_columns(
        &self,
        (term, field): &Asked,
        range: &RangeInclusive<i64>,
        slots: &Slots,
        of: &mut [f32],
    ) -> Result<()> {
        let words = self.words.of_term(term).endings.unwrap_or_else(|| vec![term.word.clone()]);
        let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        let words = quoted.join(" OR ");
        // Where all words must be there, what was found has this one, and it is looked for only there.
        let guard = self.guard();
        if guard.is_some() && counts(*field, Place::Text) {
            of.fill(weight::TEXT);
        }
        let columns = [
            ("lead text", weight::TEXT, Place::Text, guard.is_none()),
            ("lead", weight::LEAD - weight::TEXT, Place::Lead, true),
            ("title", weight::TITLE, Place::Title, true),
            ("by site", weight::BY, Place::By, guard.is_none()),
        ];
        let columns = columns.into_iter().filter(|(_, _, place, looks)| *looks && counts(*field, *place));
        for (column, weight, _, _) in columns {
            let here = format!("{{{column}}} : ({words})");
            let expression =
                guard.as_ref().map_or_else(|| here.clone(), |guard| format!("{guard} AND {here}"));
            db::each_match(self.conn, &expression, range, |id| {
                if let Some(at) = slots.of(id) {
                    of[at] += weight;
                }
                self.breathe()
            })?;
        }
        Ok(())
    }

    /// The expression that all articles match which were found by words alone; `None` when some may lack any of them.
    fn guard(&self) -> Option<String> {
        let words = match &self.plan.root {
            Node::Words(formula) => formula,
            Node::All(parts) => parts.iter().find_map(|part| match part {
                Node::Words(formula) => Some(formula),
                _ => None,
            })?,
            _ => return None,
        };
        match words {
            Formula::Any(_) | Formula::Not(_) => None,
            Formula::All(parts) if parts.iter().any(|part| matches!(part, Formula::Any(_))) => None,
            words => match words.asked(&|n| self.expression(n)) {
                Match::Matching(expression) => Some(expression),
                _ => None,
            },
        }
    }

    /// How each word is read: places of the rarest first, as long as there are not too many in all.
    fn readings<'a>(
        &self,
        words: impl Iterator<Item = &'a Asked>,
        range: &RangeInclusive<i64>,
    ) -> Vec<Reading> {
        let known: Vec<_> = words.map(|(term, _)| self.words.of_term(term)).collect();
        let mut readings = vec![Reading::Columns; known.len()];
        let mut rarest_first: Vec<usize> = (0..known.len()).collect();
        rarest_first.sort_by_key(|n| known[*n].articles);
        let (all, mut left) = (count(self.facts.articles()), self.limits().places);
        let is_wide = range.end().saturating_sub(*range.start()) > WIDE;
        for n in rarest_first {
            let share = count(known[n].articles) / all.max(1.0);
            let places = expected_places(share) * all;
            if known[n].endings.is_none() && places <= left {
                left -= places;
                readings[n] = Reading::Places;
            } else if share > EVERYWHERE && is_wide {
                readings[n] = Reading::Nothing;
            }
        }
        readings
    }

    /// Adds what stands in notes, highlights and tags.
    fn count_own(&self, (term, field): &Asked, slots: &Slots, of: &mut [f32]) -> Result<()> {
        let mut add = |id: ArticleId, times: u32| {
            if let Some(at) = slots.of(id) {
                #[allow(clippy::cast_precision_loss, reason = "nobody notes a word ten million times")]
                let times = times as f32;
                of[at] += weight::OWN * times;
            }
        };
        for (own, its) in [(Own::Notes, Within::Note), (Own::Highlights, Within::Highlight)] {
            if field.is_none_or(|field| field == its) {
                let places = db::own_places(self.conn, own, &bounds(term))?;
                places.into_iter().for_each(|(id, times)| add(id, times));
            }
        }
        if field.is_none() {
            for (tag, times) in self.tags.having(term) {
                db::having_tag(self.conn, tag)?.iter().for_each(|id| add(id, times));
            }
        }
        Ok(())
    }

    /// Scores the best anew, by how often each word stands where.
    fn compare_again(
        &self,
        asked: &BTreeSet<Asked>,
        slots: &Slots,
        frequencies: &[Frequencies],
        ranked: &mut [Scored],
    ) -> Result<()> {
        let best = ranked.len().min(self.limits().compared_again);
        for (id, score) in &mut ranked[..best] {
            let (Some(text), Some(at)) = (self.indexed(*id)?, slots.of(*id)) else { continue };
            let words = asked.iter().zip(frequencies).map(|((term, field), before)| {
                let known = self.words.of_term(term);
                let stands = text.frequency(
                    |place| counts(*field, place),
                    |word| match &known.endings {
                        Some(endings) => endings.iter().any(|ending| ending == word),
                        None => is_meant(term, &word),
                    },
                );
                (before.share, stands + before.own[at])
            });
            *score = self.score(*id, words);
            self.turn.go_on()?;
        }
        self.sort(&mut ranked[..best]);
        Ok(())
    }

    /// What the index has of an article.
    fn indexed(&self, id: ArticleId) -> Result<Option<Indexed>> {
        let Some(source) = db::indexed_source(self.conn, id)? else { return Ok(None) };
        let texts = db::text_and_html(self.conn, source.version)?;
        Ok(texts.map(|(text, html)| Indexed::new(&source.title, &source.authors, &source.site, &text, &html)))
    }
}

/// Scores by article.
pub(super) fn by_article(scored: &[Scored]) -> HashMap<ArticleId, f64> {
    scored.iter().copied().collect()
}

fn is_meant(term: &Term, word: &&str) -> bool {
    if term.open { word.starts_with(term.word.as_str()) } else { *word == term.word }
}

fn place_of(field: Field) -> Within {
    match field {
        Field::Title => Within::Title,
        Field::By => Within::By,
        Field::Text => Within::Text,
        Field::Note => Within::Note,
        Field::Highlight => Within::Highlight,
    }
}

/// Whether a place counts for a word that a field was asked for.
fn counts(field: Option<Within>, place: Place) -> bool {
    match field {
        None => true,
        Some(Within::Title) => place == Place::Title,
        Some(Within::By) => place == Place::By,
        Some(Within::Text) => matches!(place, Place::Lead | Place::Text),
        Some(Within::Note | Within::Highlight) => false,
    }
}

/// What a word counts for where it stands.
pub(super) fn weight_of(place: Place) -> f32 {
    match place {
        Place::Title => weight::TITLE,
        Place::By | Place::Site => weight::BY,
        Place::Lead => weight::LEAD,
        Place::Text => weight::TEXT,
    }
}

#[allow(clippy::cast_precision_loss, reason = "numbers of articles are far below 2^52")]
fn count(articles: u64) -> f64 {
    articles as f64
}
