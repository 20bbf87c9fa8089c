//! The dates a reader sees: `<time>` elements and written lines, chosen by where they stand and what they are called.

use super::labels::{Label, label};
use super::tokens::tokens;
use super::written::{self, Written};
use super::{Dated, Dates, not_ahead, relative};
use crate::capture::extract::survey::{Place, Stamp, Time, TimeRole};

/// Paragraphs after the headline among which a dateline may stand.
const PARAGRAPHS: usize = 2;
/// Elements before the headline among which a dateline may stand.
const ELEMENTS_BEFORE: usize = 60;
/// Words of a dateline beside its dates.
const MAX_REST: usize = 4;
/// Longest line anywhere on the page that counts when it has a label, in characters.
const MAX_LABELLED: usize = 45;
/// A line of a page that was last changed longer ago than this was not fetched when it said "2 hours ago".
const FRESH_DAYS: i32 = 40;

impl Dates<'_> {
    /// The first `<time>` below the headline that is what is looked for, or the page's only one.
    pub(super) fn in_times(&self, wanted: Label) -> Option<Dated> {
        let times = || self.survey.times.iter().filter(|time| !time.place.aside);
        let of_role = |time: &&Time| role(time) == Some(wanted);
        let dated = |time: &Time| Some(Dated::new(self.plausible(&time.value)?, "time[datetime]"));
        times()
            .filter(|time| self.is_near(time.place))
            .filter(of_role)
            .find_map(dated)
            .or_else(|| times().filter(of_role).find_map(dated))
            .or_else(|| {
                let unknown = |time: &&Time| wanted == Label::Published && role(time).is_none();
                times().filter(|time| self.is_near(time.place)).filter(unknown).find_map(dated)
            })
            .or_else(|| self.only_time(wanted))
    }

    /// The first `<time>` of a page whose times are of at most two days: a list of teasers has many.
    fn only_time(&self, wanted: Label) -> Option<Dated> {
        let times: Vec<(Option<Label>, String)> = self
            .survey
            .times
            .iter()
            .filter_map(|time| Some((role(time), self.plausible(&time.value)?)))
            .collect();
        let mut days: Vec<&str> = times.iter().filter_map(|(_, value)| value.get(..10)).collect();
        days.sort_unstable();
        days.dedup();
        let (_, value) =
            times.iter().find(|(role, _)| wanted == Label::Published && *role != Some(Label::Modified))?;
        (days.len() <= 2).then(|| Dated::new(value.clone(), "time[datetime]"))
    }

    /// The dateline: the first line below the headline that is little more than a date; a line above the headline or
    /// after the article only when it is labelled.
    pub(super) fn in_text(&self, wanted: Label) -> Option<Dated> {
        let stamps = || self.survey.stamps.iter().filter(|stamp| !stamp.place.aside);
        let below = stamps()
            .filter(|stamp| self.is_near(stamp.place))
            .find_map(|stamp| self.dateline(stamp, wanted, false));
        let above = || {
            let close = |place: Place| {
                place.order <= self.headline.order && place.order + ELEMENTS_BEFORE >= self.headline.order
            };
            stamps()
                .filter(|stamp| close(stamp.place))
                .find_map(|stamp| self.dateline(stamp, wanted, !(stamp.marked && stamp.of_article)))
        };
        let elsewhere = || {
            let found: Vec<String> = stamps()
                .filter(|stamp| stamp.text.chars().count() <= MAX_LABELLED)
                .filter_map(|stamp| self.dateline(stamp, wanted, true))
                .collect();
            let first = found.first()?;
            found.iter().all(|other| other.get(..10) == first.get(..10)).then(|| first.clone())
        };
        Some(Dated::new(below.or_else(above).or_else(elsewhere)?, "text"))
    }

    /// The date of a line, if that is what is looked for.
    fn dateline(&self, stamp: &Stamp, wanted: Label, labelled: bool) -> Option<String> {
        let text = tokens(&stamp.text);
        let dates = written::dates(&text, self.writer);
        let in_dates = dates
            .iter()
            .flat_map(|written| &text[written.span.clone()])
            .filter(|token| token.word().is_some())
            .count();
        let mut from = 0;
        let mut found: Option<&Written> = None;
        for written in &dates {
            let said = label(&text[from..written.span.start])
                .or_else(|| (from == 0).then(|| label(&tokens(&stamp.before)))?);
            from = written.span.end;
            let fits = match said {
                Some(said) => said == wanted,
                None => wanted == Label::Published && !labelled,
            };
            let rest = text.iter().filter(|t| t.word().is_some()).count();
            let short =
                said.is_some() || stamp.marked || written.clock.is_some() || rest <= MAX_REST + in_dates;
            if fits && short {
                found = Some(written);
                break;
            }
        }
        not_ahead(found?.iso(), self.fetched)
    }

    /// A time told from the fetch, near the headline of a page that has no date showing it to be older.
    pub(super) fn relative(&self) -> Option<Dated> {
        let newest = self.newest_day();
        let today = self.fetched.to_zoned(jiff::tz::TimeZone::UTC).date();
        let stale = newest.is_some_and(|day| {
            (today - day).get_days() > FRESH_DAYS
                || (today - day).get_months() > 0
                || (today - day).get_years() > 0
        });
        if stale {
            return None;
        }
        let near = self.survey.stamps.iter().filter(|stamp| !stamp.place.aside && self.is_near(stamp.place));
        let value = near.filter_map(|stamp| relative::parse(&stamp.text, self.fetched)).next()?;
        Some(Dated::new(value, "text:relative"))
    }

    fn newest_day(&self) -> Option<jiff::civil::Date> {
        let times = self.survey.times.iter().filter_map(|time| self.plausible(&time.value));
        let stamps =
            self.survey.stamps.iter().filter_map(|stamp| self.dateline(stamp, Label::Published, false));
        times.chain(stamps).filter_map(|value| value.get(..10)?.parse().ok()).max()
    }

    fn is_near(&self, place: Place) -> bool {
        place.order > self.headline.order && place.paragraphs <= self.headline.paragraphs + PARAGRAPHS
    }
}

/// What a `<time>` is, by its markup or by the words before it.
fn role(time: &Time) -> Option<Label> {
    match time.role {
        TimeRole::Published => Some(Label::Published),
        TimeRole::Modified => Some(Label::Modified),
        TimeRole::Unknown => label(&tokens(&time.before)),
    }
}
