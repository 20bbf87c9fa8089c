//! A plain reading of the texts, and the formula that articles are ranked by.

use jiff::civil::date;

use super::*;
use crate::search::query::{Condition, Part, Words};
use crate::search::{Pattern, fold, in_order, index_text, patterns};

impl Cut {
    fn all(&self) -> impl Iterator<Item = &String> {
        self.line.iter().chain(&self.beside)
    }
}

pub(super) fn cut(text: &str) -> Cut {
    let indexed = index_text(text);
    let words = |text: &str| {
        text.split(' ').filter(|word| !word.is_empty() && *word != "¶").map(str::to_owned).collect()
    };
    let line = in_order(&indexed);
    Cut { line: words(line), beside: words(&indexed[line.len()..]) }
}

fn fits(expected: &str, word: &str, open: bool) -> bool {
    if open { word.starts_with(expected) } else { word == expected }
}

fn stands_in(patterns: &[Pattern], Cut { line, beside }: &Cut) -> bool {
    patterns.iter().any(|pattern| {
        let last = pattern.words.len() - 1;
        let at = |from: usize| {
            pattern.words.iter().enumerate().all(|(n, word)| {
                line.get(from + n).is_some_and(|there| fits(word, there, pattern.open && n == last))
            })
        };
        (0..line.len()).any(at)
            || (last == 0 && beside.iter().any(|there| fits(&pattern.words[0], there, pattern.open)))
    })
}

impl Known {
    /// Every text of the article with what it counts and which field it is of.
    pub(super) fn places(&self) -> Vec<(Option<Field>, f64, &str)> {
        let mut places = vec![
            (Some(Field::Title), 8.0, self.title.as_str()),
            (Some(Field::By), 3.0, &self.authors),
            (None, 3.0, &self.site),
            (Some(Field::Text), 2.0, &self.lead),
            (Some(Field::Text), 1.0, &self.text),
            (Some(Field::Text), 1.0, &self.caption),
        ];
        debug_assert_eq!(places.len(), ITS_OWN);
        places.extend(self.tags.iter().map(|tag| (None, 4.0, tag.as_str())));
        places.extend(self.notes.iter().map(|note| (Some(Field::Note), 4.0, note.as_str())));
        places.extend(self.highlights.iter().map(|text| (Some(Field::Highlight), 4.0, text.as_str())));
        places
    }

    fn length(&self) -> f64 {
        self.cut[..ITS_OWN].iter().map(|place| place.words.all().count()).sum::<usize>() as f64
    }

    fn has(&self, words: &Words) -> bool {
        let patterns = patterns(words);
        let counts = |place: &Place| words.field.is_none() || place.field == words.field;
        patterns.is_empty()
            || self.cut.iter().any(|place| counts(place) && stands_in(&patterns, &place.words))
    }

    fn is(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Words(words) => self.has(words),
            Condition::Site(site) => {
                let site = site.trim_start_matches("www.");
                self.host == site
                    || self.host.ends_with(&format!(".{site}"))
                    || fold(&self.site) == fold(site)
            }
            Condition::Tag(tag) => {
                let (tag, below) = (fold(tag), format!("{}/", fold(tag)));
                self.tags.iter().map(|one| fold(one)).any(|one| one == tag || one.starts_with(&below))
            }
            Condition::Collection(path) => {
                let below = format!("{path}/");
                self.collections.iter().any(|one| one == path || one.starts_with(&below))
            }
            Condition::Language(language) => self.language.as_ref().is_some_and(|is| {
                is.to_lowercase() == *language || is.to_lowercase().starts_with(&format!("{language}-"))
            }),
            Condition::State(state) => match state {
                State::Unread => self.state == ReadState::Unread,
                State::Reading => self.state == ReadState::Reading,
                State::Read => self.state == ReadState::Read,
                State::Starred => self.starred,
                State::Archived => self.archived,
                State::Trashed => self.trashed,
                State::Incomplete => self.incomplete,
                State::Dead => false,
            },
            Condition::Part(part) => match part {
                Part::Note => !self.notes.is_empty(),
                Part::Highlight => !self.highlights.is_empty(),
                Part::Tag => !self.tags.is_empty(),
                Part::Image | Part::MissingImage | Part::Version => false,
            },
            Condition::Published(period) => {
                let days = period.days(date(1970, 1, 1)).unwrap();
                self.published.is_some_and(|day| {
                    days.first.is_none_or(|first| first <= day) && days.last.is_none_or(|last| day <= last)
                })
            }
            Condition::Saved(period) => {
                let days = period.days(date(1970, 1, 1)).unwrap();
                days.first.is_none_or(|first| first <= self.saved)
                    && days.last.is_none_or(|last| self.saved <= last)
            }
            Condition::Length(span) => {
                span.from.is_none_or(|from| from <= self.words) && span.to.is_none_or(|to| self.words <= to)
            }
            other => panic!("{other} is not asked for"),
        }
    }

    fn fulfils(&self, query: &Query) -> bool {
        match query {
            Query::Everything => true,
            Query::Is(condition) => self.is(condition),
            Query::Not(inner) => !self.fulfils(inner),
            Query::All(parts) => parts.iter().all(|part| self.fulfils(part)),
            Query::Any(parts) => parts.iter().any(|part| self.fulfils(part)),
        }
    }

    fn day(&self) -> Date {
        self.published.unwrap_or(self.saved)
    }
}

/// A word to rank by: the word, whether it may be longer, and where it must stand.
type Ranked = (String, bool, Option<&'static str>);

/// The words that a query wants to be there.
pub(super) fn wanted(query: &Query, ranked: &mut BTreeSet<Ranked>) {
    match query {
        Query::Is(Condition::Words(words)) => {
            for pattern in patterns(words) {
                let last = pattern.words.len() - 1;
                for (n, word) in pattern.words.into_iter().enumerate() {
                    ranked.insert((word, pattern.open && n == last, words.field.map(Field::name)));
                }
            }
        }
        Query::Everything | Query::Is(_) | Query::Not(_) => {}
        Query::All(parts) | Query::Any(parts) => parts.iter().for_each(|part| wanted(part, ranked)),
    }
}

/// The articles with what the formula needs of all of them.
pub(super) struct Reference {
    pub(super) all: Vec<Known>,
    lengths: Vec<f64>,
    /// How many articles have each word in themselves.
    having: BTreeMap<String, f64>,
    newest: Date,
}

impl Reference {
    pub(super) fn new(all: Vec<Known>) -> Self {
        let mut having = BTreeMap::new();
        for known in &all {
            let words: BTreeSet<&String> =
                known.cut[..ITS_OWN].iter().flat_map(|place| place.words.all()).collect();
            words.into_iter().for_each(|word| *having.entry(word.clone()).or_insert(0.0) += 1.0);
        }
        Self {
            lengths: all.iter().map(Known::length).collect(),
            newest: all.iter().map(Known::day).max().unwrap(),
            having,
            all,
        }
    }

    pub(super) fn found(&self, query: &Query) -> BTreeSet<i64> {
        let trash = asks_for_trash(query);
        let shown = self.all.iter().filter(|known| trash || !known.trashed);
        shown.filter(|known| known.fulfils(query)).map(|known| known.id).collect()
    }

    pub(super) fn score(&self, at: usize, ranked: &BTreeSet<Ranked>) -> f64 {
        let articles = self.all.len() as f64;
        let mean = self.lengths.iter().sum::<f64>() / articles;
        let mut sum = 0.0;
        for (word, open, field) in ranked {
            let counts = |place: &&Place| field.is_none() || place.field.map(Field::name) == *field;
            let times =
                |place: &Place| place.words.all().filter(|there| fits(word, there, *open)).count() as f64;
            let places = self.all[at].cut.iter().filter(counts);
            let frequency: f64 = places.map(|place| place.weight * times(place)).sum();
            let matching = self.having.iter().filter(|(there, _)| fits(word, there, *open));
            let having = matching.map(|(_, articles)| articles).sum::<f64>().min(articles);
            let rarity = (1.0 + (articles - having + 0.5) / (having + 0.5)).ln();
            sum += rarity * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * self.lengths[at] / mean));
        }
        let age = f64::from((self.newest - self.all[at].day()).get_days());
        sum * (1.0 + 0.15 * (-age / 730.5).exp2())
    }
}

fn asks_for_trash(query: &Query) -> bool {
    query.conditions().contains(&&Condition::State(State::Trashed))
}
