//! Dates as people write them.

use icu_calendar::cal::Persian;
use icu_calendar::{Date, Iso};
use jiff::Timestamp;
use jiff::civil;

use super::words::Words;

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const PERSIAN: [&str; 12] =
    ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];

/// A date in ISO 8601, as its language writes it; as it stands when it is none.
pub fn shown(iso: &str, words: &Words) -> String {
    let day = iso.get(..10).and_then(|day| day.parse::<civil::Date>().ok());
    day.map_or_else(|| iso.to_owned(), |day| written(day, words))
}

/// The day of a point in time, in UTC.
pub fn day(time: Timestamp, words: &Words) -> String {
    written(time.to_zoned(jiff::tz::TimeZone::UTC).date(), words)
}

fn written(day: civil::Date, words: &Words) -> String {
    if words.language == "fa"
        && let Ok(date) =
            Date::try_new_iso(day.year().into(), day.month().unsigned_abs(), day.day().unsigned_abs())
    {
        let date: Date<Persian> = Date::<Iso>::to_calendar(&date, Persian);
        let (year, month) = (date.year().extended_year(), usize::from(date.month().ordinal));
        let name = PERSIAN.get(month.wrapping_sub(1)).copied().unwrap_or_default();
        let number = |n: usize| words.number(n);
        return format!(
            "{} {name} {}",
            number(usize::from(date.day_of_month().0)),
            number(usize::try_from(year).unwrap_or_default())
        );
    }
    let name = ENGLISH[usize::from(day.month().unsigned_abs()) - 1];
    format!("{} {name} {}", day.day(), day.year())
}

/// A month, `2026-11`, as its language writes it; by Gregory's calendar, which its name in a file has too.
pub fn month(month: &str, words: &Words) -> String {
    const GREGORIAN: [&str; 12] = [
        "ژانویه",
        "فوریه",
        "مارس",
        "آوریل",
        "مه",
        "ژوئن",
        "ژوئیه",
        "اوت",
        "سپتامبر",
        "اکتبر",
        "نوامبر",
        "دسامبر",
    ];
    let Ok(first) = format!("{month}-01").parse::<civil::Date>() else { return month.to_owned() };
    let names = if words.language == "fa" { GREGORIAN } else { ENGLISH };
    let name = names[usize::from(first.month().unsigned_abs()) - 1];
    format!("{name} {}", words.number(usize::from(first.year().unsigned_abs())))
}
