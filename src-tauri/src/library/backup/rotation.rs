//! Which of many backups stay: the last of each of the latest days, weeks and months.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};

use crate::model::BackupSettings;

/// Those that need not be kept any more. The newest always is.
pub(super) fn expired(times: &[DateTime], settings: &BackupSettings) -> Vec<DateTime> {
    let newest_first: BTreeSet<_> = times.iter().copied().map(std::cmp::Reverse).collect();
    let mut kept: BTreeSet<DateTime> = newest_first.first().into_iter().map(|newest| newest.0).collect();
    let mut keep = |most: u32, period: fn(Date) -> (i16, i16)| {
        let mut periods = BTreeSet::new();
        for at in newest_first.iter().map(|at| at.0) {
            let new = periods.insert(period(at.date()));
            if periods.len() > most as usize {
                break;
            }
            if new {
                kept.insert(at);
            }
        }
    };
    keep(settings.days, |date| (date.year(), date.day_of_year()));
    keep(settings.weeks, |date| {
        let week = date.iso_week_date();
        (week.year(), i16::from(week.week()))
    });
    keep(settings.months, |date| (date.year(), i16::from(date.month())));
    newest_first.into_iter().map(|at| at.0).filter(|at| !kept.contains(at)).collect()
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    fn settings(days: u32, weeks: u32, months: u32) -> BackupSettings {
        BackupSettings { days, weeks, months, ..BackupSettings::default() }
    }

    fn time(text: &str) -> DateTime {
        text.parse().unwrap()
    }

    /// What is there after a year of a backup at each noon, rotated each time.
    fn after_a_year(settings: &BackupSettings) -> Vec<DateTime> {
        let mut there = Vec::new();
        for day in 0..365 {
            there.push(time("2026-01-01T12:00").checked_add(day.days()).unwrap());
            let gone = expired(&there, settings);
            there.retain(|at| !gone.contains(at));
        }
        there
    }

    #[test]
    fn days_weeks_and_months_are_kept() {
        let there = after_a_year(&settings(7, 4, 6));
        let days: Vec<String> = there.iter().map(|at| at.strftime("%m-%d").to_string()).collect();
        insta::assert_snapshot!(days.join(" "), @"07-31 08-31 09-30 10-31 11-30 12-13 12-20 12-25 12-26 12-27 12-28 12-29 12-30 12-31");
    }

    #[test]
    fn the_newest_stays_whatever_is_asked() {
        let there = [time("2026-01-01T12:00"), time("2026-01-02T12:00")];
        assert_eq!(expired(&there, &settings(0, 0, 0)), [time("2026-01-01T12:00")]);
        assert_eq!(expired(&[], &settings(7, 4, 6)), [DateTime::ZERO; 0]);
    }

    #[test]
    fn of_several_in_a_day_the_last_stays() {
        let there = [time("2026-01-01T09:00"), time("2026-01-01T18:00"), time("2026-01-02T01:00")];
        assert_eq!(expired(&there, &settings(7, 0, 0)), [time("2026-01-01T09:00")]);
    }

    #[test]
    fn gaps_cost_no_backup() {
        let there = [time("2024-05-01T09:00"), time("2025-05-01T18:00"), time("2026-01-02T01:00")];
        assert_eq!(expired(&there, &settings(3, 0, 0)), [DateTime::ZERO; 0]);
    }
}
