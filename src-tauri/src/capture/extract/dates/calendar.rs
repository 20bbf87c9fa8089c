//! Dates of the calendars that news is dated by, as dates of the Gregorian one.

use icu_calendar::cal::hijri::{TabularAlgorithmEpoch, TabularAlgorithmLeapYears};
use icu_calendar::cal::{Hijri, Iso};
use icu_calendar::{AsCalendar, Date};
use jiff::civil;

/// A calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Calendar {
    Gregorian,
    /// Solar Hijri (Jalali), of Iran and Afghanistan.
    Persian,
    /// Lunar Hijri: Umm al-Qura, the civil calendar of Saudi Arabia; the arithmetic calendar where that has no such day.
    Hijri,
    /// Buddhist era: the Gregorian year and 543.
    Buddhist,
    /// Minguo, of Taiwan: the Gregorian year less 1911.
    Minguo,
    /// Ethiopian, years of the Incarnation.
    Ethiopian,
}

/// The Gregorian date, or nothing when the calendar has no such day or the year is none that news is dated by.
pub(super) fn gregorian(calendar: Calendar, year: i32, month: u8, day: u8) -> Option<civil::Date> {
    match calendar {
        Calendar::Gregorian => in_range(year, 1800..=2200).then(|| civil_date(year, month, day))?,
        Calendar::Buddhist => gregorian(Calendar::Gregorian, year - 543, month, day),
        Calendar::Minguo => gregorian(Calendar::Gregorian, year + 1911, month, day),
        Calendar::Persian if in_range(year, 1200..=1600) => {
            from_icu(Date::try_new_persian(year, month, day).ok()?)
        }
        // Tables of Umm al-Qura differ by a day for the years before its present rule, 1420 (1999).
        Calendar::Hijri if in_range(year, 1420..=1600) => hijri(year, month, day),
        Calendar::Ethiopian if in_range(year, 1800..=2200) => ethiopian(year, month, day),
        _ => None,
    }
}

/// The calendar of a year that is written without a month's name; other ranges are years of none.
pub(super) fn of_year(year: i32, language: Option<&str>) -> Option<Calendar> {
    match (year, language) {
        (1800..=2200, Some("am" | "ti")) => None,
        (1900..=2200, _) => Some(Calendar::Gregorian),
        (1300..=1500, Some("fa" | "ps" | "prs" | "ckb" | "ku")) => Some(Calendar::Persian),
        (1420..=1600, Some("ar" | "ur")) => Some(Calendar::Hijri),
        (2400..=2700, Some("th")) => Some(Calendar::Buddhist),
        _ => None,
    }
}

fn in_range(year: i32, range: std::ops::RangeInclusive<i32>) -> bool {
    range.contains(&year)
}

fn civil_date(year: i32, month: u8, day: u8) -> Option<civil::Date> {
    civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn hijri(year: i32, month: u8, day: u8) -> Option<civil::Date> {
    if let Ok(date) = Date::try_new_hijri_with_calendar(year, month, day, Hijri::new_umm_al_qura()) {
        return from_icu(date);
    }
    let tabular = Hijri::new_tabular(TabularAlgorithmLeapYears::TypeII, TabularAlgorithmEpoch::Friday);
    from_icu(Date::try_new_hijri_with_calendar(year, month, day, tabular).ok()?)
}

fn ethiopian(year: i32, month: u8, day: u8) -> Option<civil::Date> {
    use icu_calendar::cal::EthiopianEraStyle::AmeteMihret;
    from_icu(Date::try_new_ethiopian(AmeteMihret, year, month, day).ok()?)
}

fn from_icu<C: AsCalendar>(date: Date<C>) -> Option<civil::Date> {
    let iso = date.to_calendar(Iso);
    civil_date(iso.year().extended_year(), iso.month().ordinal, iso.day_of_month().0)
}
