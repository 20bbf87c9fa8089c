//! Dates as people write them: day, month and year in any order that is certain, in many languages and calendars.

use std::ops::Range;

use jiff::civil::Date;

use super::calendar::{Calendar, gregorian, of_year};
use super::clock::{self, Clock};
use super::months::{Month, month_at};
use super::tokens::{Token, tokens};
use super::writer::{Order, Writer};

/// A date in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    pub date: Date,
    pub clock: Option<Clock>,
    calendar: Calendar,
    /// Where it stands, in tokens.
    pub span: Range<usize>,
}

impl Written {
    /// ISO 8601.
    pub fn iso(&self) -> String {
        match &self.clock {
            Some(clock) => format!("{}T{clock}", self.date),
            None => self.date.to_string(),
        }
    }
}

/// The dates of a text in order. A day that is given in two calendars is one date, the Gregorian.
pub(super) fn dates(text: &[Token], writer: Writer<'_>) -> Vec<Written> {
    let mut found: Vec<Written> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match date_at(text, at, writer) {
            Some((date, calendar, end)) => {
                found.push(Written { date, clock: None, calendar, span: at..end });
                at = end;
            }
            None => at += 1,
        }
    }
    drop_twins(&mut found);
    let spans: Vec<Range<usize>> = found.iter().map(|written| written.span.clone()).collect();
    for (at, written) in found.iter_mut().enumerate() {
        // A time between two dates is of the one before it.
        let from = if at == 0 { 0 } else { written.span.start };
        let to = spans.get(at + 1).map_or(text.len(), |next| next.start);
        let span = written.span.start - from..written.span.end - from;
        written.clock = clock_in(text, &written.span).or_else(|| clock::beside(&text[from..to], span));
    }
    found
}

/// The first date of a text.
pub(super) fn first(text: &str, writer: Writer<'_>) -> Option<Written> {
    dates(&tokens(text), writer).into_iter().next()
}

fn drop_twins(found: &mut Vec<Written>) {
    let days: Vec<Date> =
        found.iter().filter(|w| w.calendar == Calendar::Gregorian).map(|w| w.date).collect();
    found.retain(|w| {
        w.calendar == Calendar::Gregorian
            || !days
                .iter()
                .any(|day| (*day - w.date).get_days().abs() <= 2 && (*day - w.date).get_months() == 0)
    });
}

/// `Apr 28 19:20:36 CEST 2023` has its time inside.
fn clock_in(text: &[Token], span: &Range<usize>) -> Option<Clock> {
    span.clone()
        .find_map(|at| clock::time_at(text, at).filter(|(_, end)| *end < span.end))
        .map(|(clock, _)| clock)
}

type Found = (Date, Calendar, usize);

fn date_at(text: &[Token], at: usize, writer: Writer<'_>) -> Option<Found> {
    if text[at].number().is_some() {
        if at > 0
            && text[at].glued
            && [':', '.', '-', '/', ','].iter().any(|mark| text[at - 1].is(*mark))
            && at > 1
            && text[at - 2].number().is_some()
        {
            return None;
        }
        return year_first(text, at, writer)
            .or_else(|| era(text, at, writer))
            .or_else(|| day_month_year(text, at, writer))
            .or_else(|| year_then_words(text, at, writer))
            .or_else(|| numbers(text, at, writer));
    }
    month_first(text, at, writer)
}

/// `2024-05-01`, `2024/5/1`, `2024. 5. 1.`, `2024年5月1日`, `2024년 5월 1일`, `1403/02/12`.
fn year_first(text: &[Token], at: usize, writer: Writer<'_>) -> Option<Found> {
    let year = year(text.get(at)?)?;
    let (month, day, end) = month_and_day(text, at)?;
    let calendar = of_year(year, writer.language).or_else(|| of_the_nineteenth_century(year))?;
    Some((gregorian(calendar, year, month, day)?, calendar, end))
}

/// Years of the nineteenth century are written in full only where they are Gregorian.
fn of_the_nineteenth_century(year: i32) -> Option<Calendar> {
    (1800..1900).contains(&year).then_some(Calendar::Gregorian)
}

/// The month and day after a year's number: between the same marks, or before their units.
fn month_and_day(text: &[Token], at: usize) -> Option<(u8, u8, usize)> {
    let between = text.get(at + 1)?;
    let month = text.get(at + 2)?.small(1..=12)?;
    let second = text.get(at + 3)?;
    let day = text.get(at + 4)?.small(1..=31)?;
    let marks = ['-', '/', '.'].iter().any(|mark| between.is(*mark) && second.is(*mark));
    let units = between.is_any(&["年", "년", "оны"]) && second.is_any(&["月", "월", "сарын"]);
    if !(marks || units) {
        return None;
    }
    let unit = usize::from(text.get(at + 5).is_some_and(|t| t.is_any(&["日", "号", "號", "일"])));
    Some((month, day, at + 5 + unit))
}

/// `令和6年5月1日`, `民國113年5月1日`.
fn era(text: &[Token], at: usize, writer: Writer<'_>) -> Option<Found> {
    let number = i32::try_from(text.get(at)?.number().filter(|n| (1..200).contains(n))?).ok()?;
    if !text.get(at + 1)?.is_any(&["年"]) {
        return None;
    }
    let (month, day, end) = month_and_day(text, at)?;
    let name = |back: usize| at.checked_sub(back).and_then(|i| text[i].word()).unwrap_or_default();
    let (year, calendar) = match (name(2), name(1)) {
        ("令", "和") => (2018 + number, Calendar::Gregorian),
        ("平", "成") => (1988 + number, Calendar::Gregorian),
        ("昭", "和") => (1925 + number, Calendar::Gregorian),
        ("大", "正") => (1911 + number, Calendar::Gregorian),
        ("明", "治") => (1867 + number, Calendar::Gregorian),
        ("民", "國" | "国") => (number, Calendar::Minguo),
        _ if writer.language == Some("zh") && (90..150).contains(&number) => (number, Calendar::Minguo),
        _ => return None,
    };
    Some((gregorian(calendar, year, month, day)?, Calendar::Gregorian, end))
}

/// `1 May 2024`, `1er mai 2024`, `1. máj 2024`, `12 اردیبهشت 1403`, `1 de mayo de 2024`.
fn day_month_year(text: &[Token], at: usize, writer: Writer<'_>) -> Option<Found> {
    let day = text.get(at)?.small(1..=31)?;
    let (month, next) = month_after(text, at + 1, writer)?;
    let (year, end) = year_after(text, next, month)?;
    finish(month, year, day, end)
}

/// `May 1, 2024`, `April 28 19:20:36 CEST 2023`.
fn month_first(text: &[Token], at: usize, writer: Writer<'_>) -> Option<Found> {
    let (month, next) = month_at(text, at, writer.language)?;
    let next = past_fillers(text, next, 1);
    let day = text.get(next)?.small(1..=31)?;
    let next = next + 1;
    let year = year_after(text, next, month).or_else(|| {
        let (_, after) = clock::time_at(text, past_fillers(text, next, 1))?;
        // A zone that has no offset of its own stands between the time and the year.
        let zone = usize::from(text.get(after).is_some_and(|t| t.word().is_some()));
        year_after(text, after + zone, month)
    });
    let (year, end) = year?;
    finish(month, year, day, end)
}

/// `2024 m. gegužės 1 d.`, `2024. május 1.`, `2024. gada 1. maijā`.
fn year_then_words(text: &[Token], at: usize, writer: Writer<'_>) -> Option<Found> {
    let year = year(text.get(at)?)?;
    let next = past_fillers(text, at + 1, 2);
    if let Some((month, next)) = month_at(text, next, writer.language) {
        let next = past_fillers(text, next, 1);
        let day = text.get(next)?.small(1..=31)?;
        // "2023. May 3, 2024": the year of the next date is the nearer one.
        return if year_after(text, next + 1, month).is_some() {
            None
        } else {
            finish(month, year, day, next + 1)
        };
    }
    let day = text.get(next)?.small(1..=31).filter(|_| next > at + 1)?;
    let (month, end) = month_after(text, next + 1, writer)?;
    finish(month, year, day, end)
}

/// `01.05.2024`, `5/1/2024`: three numbers with the year last, where it is certain which is the day.
fn numbers(text: &[Token], at: usize, writer: Writer<'_>) -> Option<Found> {
    let (first, second) = (text.get(at)?.small(1..=31)?, text.get(at + 2)?.small(1..=31)?);
    let mark = ['.', '/', '-']
        .into_iter()
        .find(|mark| text[at + 1].is(*mark) && text.get(at + 3).is_some_and(|t| t.is(*mark)))?;
    let last = text.get(at + 4)?;
    if text.get(at + 5).is_some_and(|t| t.is(mark) && t.glued)
        && text.get(at + 6).is_some_and(|t| t.glued && t.number().is_some())
    {
        return None;
    }
    let year = match last.length {
        4 => year(last)?,
        // Koreans and Hungarians write the year first, also when it has two digits.
        2 if mark != '-'
            && (mark == '.' || writer.order == Order::DayFirst)
            && !matches!(
                writer.language,
                Some("ko" | "ja" | "zh" | "hu" | "fa" | "ar" | "th" | "lt" | "sv")
            ) =>
        {
            2000 + i32::try_from(last.number()?).ok()?
        }
        _ => return None,
    };
    let order = if mark == '.' { Order::DayFirst } else { writer.order };
    let (day, month) = match order {
        _ if first > 12 => (first, second),
        _ if second > 12 => (second, first),
        _ if first == second => (first, second),
        Order::DayFirst => (first, second),
        Order::MonthFirst => (second, first),
        Order::Unknown => return None,
    };
    let calendar = of_year(year, writer.language)?;
    Some((gregorian(calendar, year, month, day)?, calendar, at + 5))
}

fn finish(month: Month, year: i32, day: u8, end: usize) -> Option<Found> {
    let calendar = match month.calendar {
        Calendar::Gregorian if (2400..2700).contains(&year) => Calendar::Buddhist,
        calendar => calendar,
    };
    let date = gregorian(calendar, year, month.number, day)?;
    Some((date, if calendar == Calendar::Buddhist { Calendar::Gregorian } else { calendar }, end))
}

fn month_after(text: &[Token], at: usize, writer: Writer<'_>) -> Option<(Month, usize)> {
    if let Some(found) = month_at(text, at, writer.language) {
        return Some(found);
    }
    month_at(text, past_fillers(text, at, 2), writer.language)
}

/// The year after a month: four digits, or two after an apostrophe or in Thai.
fn year_after(text: &[Token], at: usize, month: Month) -> Option<(i32, usize)> {
    let mut next = at;
    // The same month may be named twice: "28 نيسان / أبريل 2024".
    let twin = past_fillers(text, at, 1);
    if twin > at
        && let Some((again, after)) = month_at(text, twin, None)
        && again == month
    {
        next = after;
    }
    let apostrophe = text.get(next).is_some_and(|t| t.is('\''));
    next = past_fillers(text, next, 3);
    let token = text.get(next)?;
    if let Some(year) = year(token) {
        return Some((year, next + 1));
    }
    let short = i32::try_from(token.number().filter(|_| token.length == 2)?).ok()?;
    let thai = text[..next]
        .iter()
        .filter_map(Token::word)
        .any(|w| w.starts_with(|c: char| ('\u{E00}'..='\u{E7F}').contains(&c)));
    match (apostrophe, thai) {
        (_, true) if short >= 50 => Some((2500 + short, next + 1)),
        (true, _) => Some((2000 + short, next + 1)),
        _ => None,
    }
}

/// Words that stand between day, month and year and mean nothing.
const FILLERS: [&str; 45] = [
    "de",
    "del",
    "of",
    "the",
    "den",
    "th",
    "st",
    "nd",
    "rd",
    "er",
    "ta",
    "tas",
    "van",
    "dne",
    "gada",
    "gads",
    "metu",
    "men",
    "m",
    "d",
    "года",
    "год",
    "г",
    "року",
    "рік",
    "р",
    "жылғы",
    "жыл",
    "ել",
    "թ",
    "في",
    "من",
    "عام",
    "سنه",
    "سال",
    "ماه",
    "nam",
    "ng",
    "ปี",
    "พ",
    "ศ",
    "ค",
    "ቀን",
    "ko",
    "оны",
];

/// The token after words and marks that mean nothing, at most so many words.
fn past_fillers(text: &[Token], at: usize, words: usize) -> usize {
    let mut next = at;
    let mut left = words;
    while let Some(token) = text.get(next) {
        let mark = [',', '.', '/', '-', '(', ')', '\'', 'º', 'ª', '°'].iter().any(|mark| token.is(*mark));
        let word = left > 0
            && token.word().is_some_and(|w| {
                let short =
                    w.chars().count() <= 2 && !w.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
                // May has two letters in Telugu and Burmese.
                FILLERS.contains(&w) || (short && month_at(text, next, None).is_none())
            });
        if !(mark || word) {
            break;
        }
        left -= usize::from(word);
        next += 1;
    }
    next
}

fn year(token: &Token) -> Option<i32> {
    token.number().filter(|_| token.length == 4).and_then(|n| i32::try_from(n).ok())
}
