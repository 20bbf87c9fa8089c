//! Stretches of time as people name them.
//!
//! Relative ones stay relative in the tree (a saved search for last week means another week a month later) and become days
//! when they are run.

use std::fmt;

use icu_calendar::Date as CalendarDate;
use jiff::civil::Date;
use jiff::{Span as Duration, ToSpan};

use super::span::digits;

/// From when until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Within this stretch.
    In(Stretch),
    /// Later than its end.
    After(Stretch),
    /// From its beginning on.
    Since(Stretch),
    /// Earlier than its beginning.
    Before(Stretch),
    /// Until its end.
    Until(Stretch),
    /// From the beginning of one until the end of the other.
    Between(Stretch, Stretch),
}

/// A stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// A year, month or day of a calendar.
    Dated(Dated),
    /// The day of asking.
    Today,
    /// The day before.
    Yesterday,
    /// The week, month or year of asking. Weeks begin on Monday, as in ISO 8601.
    This(Unit),
    /// The one before.
    Last(Unit),
    /// So many days, weeks, months or years until today, today included.
    Past(u16, Unit),
}

/// A year, a month or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// Which calendar its numbers are of.
    pub calendar: Calendar,
    /// The year.
    pub year: i16,
    /// The month, from 1; `None` for the whole year.
    pub month: Option<u8>,
    /// The day of the month, from 1; `None` for the whole month.
    pub day: Option<u8>,
}

/// A calendar that dates are typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calendar {
    /// The Gregorian calendar.
    Gregorian,
    /// The Solar Hijri calendar of Iran and Afghanistan, known by its years: no page of the Gregorian 1400 is saved.
    Persian,
}

/// Years that are read as those of the Persian calendar.
const PERSIAN_YEARS: std::ops::RangeInclusive<i16> = 1200..=1499;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A day.
    Day,
    /// Seven days.
    Week,
    /// A month of the Gregorian calendar.
    Month,
    /// A year of the Gregorian calendar.
    Year,
}

/// Days from the first to the last, both included; `None` for no bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub first: Option<Date>,
    /// The last day.
    pub last: Option<Date>,
}

impl Period {
    /// Reads what stands behind `saved:` or `published:`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = digits(text).to_lowercase();
        let text = text.trim();
        if let Some((from, to)) = text.split_once("..") {
            return match (from.trim(), to.trim()) {
                ("", "") => None,
                ("", to) => Stretch::read(to).map(Self::Until),
                (from, "") => Stretch::read(from).map(Self::Since),
                (from, to) => Some(Self::Between(Stretch::read(from)?, Stretch::read(to)?)),
            };
        }
        type Bound = fn(Stretch) -> Period;
        let bounds: [(&str, Bound); 4] =
            [(">=", Self::Since), ("<=", Self::Until), (">", Self::After), ("<", Self::Before)];
        for (sign, period) in bounds {
            if let Some(rest) = text.strip_prefix(sign) {
                return Stretch::read(rest.trim()).map(period);
            }
        }
        Stretch::read(text).map(Self::In)
    }

    /// Its days, asked on `today`; `None` when it reaches beyond the calendar.
    #[must_use]
    pub fn days(&self, today: Date) -> Option<Days> {
        let (first, last) = match self {
            Self::In(stretch) => {
                let (first, last) = stretch.days(today)?;
                (Some(first), Some(last))
            }
            Self::After(stretch) => (Some(stretch.days(today)?.1.tomorrow().ok()?), None),
            Self::Since(stretch) => (Some(stretch.days(today)?.0), None),
            Self::Before(stretch) => (None, Some(stretch.days(today)?.0.yesterday().ok()?)),
            Self::Until(stretch) => (None, Some(stretch.days(today)?.1)),
            Self::Between(from, to) => (Some(from.days(today)?.0), Some(to.days(today)?.1)),
        };
        Some(Days { first, last })
    }
}

impl Stretch {
    fn read(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        match *words.as_slice() {
            ["today"] => Some(Self::Today),
            ["yesterday"] => Some(Self::Yesterday),
            ["this", unit] => Unit::read(unit).filter(|unit| *unit != Unit::Day).map(Self::This),
            ["last", unit] => Unit::read(unit).filter(|unit| *unit != Unit::Day).map(Self::Last),
            ["last" | "past", count, unit] => Self::past(count.parse().ok()?, Unit::read(unit)?),
            [word] => Self::short(word).or_else(|| Dated::read(word).map(Self::Dated)),
            _ => None,
        }
    }

    /// `7d`, `2w`, `6m`, `1y`.
    fn short(word: &str) -> Option<Self> {
        let unit = [("d", Unit::Day), ("w", Unit::Week), ("m", Unit::Month), ("y", Unit::Year)];
        let (count, unit) = unit.iter().find_map(|(sign, unit)| Some((word.strip_suffix(sign)?, *unit)))?;
        Self::past(count.parse().ok()?, unit)
    }

    fn past(count: u16, unit: Unit) -> Option<Self> {
        (count > 0).then_some(Self::Past(count, unit))
    }

    /// The first and the last day.
    fn days(&self, today: Date) -> Option<(Date, Date)> {
        match self {
            Self::Dated(dated) => dated.days(),
            Self::Today => Some((today, today)),
            Self::Yesterday => today.yesterday().ok().map(|day| (day, day)),
            Self::This(unit) => unit.around(today),
            Self::Last(unit) => unit.around(unit.around(today)?.0.yesterday().ok()?),
            Self::Past(count, unit) => {
                let first = today.checked_sub(unit.times(*count)).ok()?.tomorrow().ok()?;
                Some((first, today))
            }
        }
    }
}

impl Unit {
    const ALL: [(Self, &str); 4] =
        [(Self::Day, "day"), (Self::Week, "week"), (Self::Month, "month"), (Self::Year, "year")];

    fn read(word: &str) -> Option<Self> {
        let word = word.strip_suffix('s').unwrap_or(word);
        Self::ALL.iter().find(|(_, name)| *name == word).map(|(unit, _)| *unit)
    }

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(unit, _)| *unit == self).map_or("", |(_, name)| name)
    }

    fn times(self, count: u16) -> Duration {
        let count = i64::from(count);
        match self {
            Self::Day => count.days(),
            Self::Week => count.weeks(),
            Self::Month => count.months(),
            Self::Year => count.years(),
        }
    }

    /// The first and the last day of the one that a day is in.
    fn around(self, day: Date) -> Option<(Date, Date)> {
        match self {
            Self::Day => Some((day, day)),
            Self::Week => {
                let first = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
                Some((first, first.checked_add(6.days()).ok()?))
            }
            Self::Month => Some((day.first_of_month(), day.last_of_month())),
            Self::Year => Some((day.first_of_year(), day.last_of_year())),
        }
    }
}

impl Dated {
    /// Reads `2018`, `2018-06` and `2018-06-30`, with `/` as well; a Persian year makes a Persian date.
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(['-', '/']);
        let year = parts.next()?;
        let number = |part: &str, long: usize| {
            ((1..=long).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse().ok())?
        };
        let month = parts.next().map(|part| number(part, 2)).map_or(Some(None), |month| month.map(Some))?;
        let day = parts.next().map(|part| number(part, 2)).map_or(Some(None), |day| day.map(Some))?;
        if parts.next().is_some() || year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let year: i16 = year.parse().ok()?;
        let calendar = if PERSIAN_YEARS.contains(&year) { Calendar::Persian } else { Calendar::Gregorian };
        let dated = Self { calendar, year, month, day };
        dated.days().map(|_| dated)
    }

    fn days(self) -> Option<(Date, Date)> {
        let first = self.first()?;
        let next = match (self.month, self.day) {
            (_, Some(_)) => return Some((first, first)),
            (Some(month), None) if month < 12 => Self { month: Some(month + 1), ..self },
            _ => Self { year: self.year.checked_add(1)?, month: None, ..self },
        };
        Some((first, next.first()?.yesterday().ok()?))
    }

    fn first(self) -> Option<Date> {
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        match self.calendar {
            Calendar::Gregorian => Date::new(self.year, month.try_into().ok()?, day.try_into().ok()?).ok(),
            Calendar::Persian => {
                let date = CalendarDate::try_new_persian(i32::from(self.year), month, day).ok()?;
                let iso = date.to_calendar(icu_calendar::Iso);
                let year = i16::try_from(iso.year().extended_year()).ok()?;
                let (month, day) = (iso.month().ordinal, iso.day_of_month().0);
                Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
            }
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::In(stretch) => write!(f, "{stretch}"),
            Self::After(stretch) => write!(f, ">{stretch}"),
            Self::Since(stretch) => write!(f, ">={stretch}"),
            Self::Before(stretch) => write!(f, "<{stretch}"),
            Self::Until(stretch) => write!(f, "<={stretch}"),
            Self::Between(from, to) => write!(f, "{from}..{to}"),
        }
    }
}

impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dated(dated) => write!(f, "{dated}"),
            Self::Today => f.write_str("today"),
            Self::Yesterday => f.write_str("yesterday"),
            Self::This(unit) => write!(f, "this {}", unit.name()),
            Self::Last(unit) => write!(f, "last {}", unit.name()),
            Self::Past(count, unit) => write!(f, "{count}{}", &unit.name()[..1]),
        }
    }
}

impl fmt::Display for Dated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        [self.month, self.day].into_iter().flatten().try_for_each(|part| write!(f, "-{part:02}"))
    }
}
