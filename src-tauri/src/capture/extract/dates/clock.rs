//! The time of day beside a written date, with its offset.

use super::tokens::{Kind, Token};

/// A time of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clock {
    hour: u8,
    minute: u8,
    second: u8,
    /// `Z`, `+03:30`, or empty.
    offset: String,
}

impl std::fmt::Display for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}:{:02}{}", self.hour, self.minute, self.second, self.offset)
    }
}

/// Tokens between a date and its time: `at`, `um`, a weekday, a dash.
const REACH: usize = 7;

/// The time beside the date that stands in these tokens: after it, or else before it.
pub(super) fn beside(tokens: &[Token], date: std::ops::Range<usize>) -> Option<Clock> {
    let after = date.end..tokens.len().min(date.end + REACH);
    let before = date.start.saturating_sub(REACH + 3)..date.start;
    after.into_iter().chain(before.rev()).find_map(|at| time_at(tokens, at)).map(|(clock, _)| clock)
}

/// The time that begins at a token, and the token after it.
pub(super) fn time_at(tokens: &[Token], at: usize) -> Option<(Clock, usize)> {
    let hour = tokens.get(at)?.small(0..=23)?;
    if at > 0 && tokens[at].glued && (tokens[at - 1].is(':') || tokens[at - 1].is('.')) {
        return None;
    }
    let (minute, mut next) = minute(tokens, at)?;
    let mut second = 0;
    if tokens.get(next).is_some_and(|t| t.is(':') || t.is_any(&["分", "분"]))
        && let Some(found) = tokens.get(next + 1).and_then(|t| t.small(0..=60))
    {
        second = found.min(59);
        next += 2;
    }
    if tokens.get(next).is_some_and(|t| t.is('.') || t.is(','))
        && tokens.get(next + 1).is_some_and(|t| t.glued && t.number().is_some())
    {
        next += 2;
    }
    let half = half_after(tokens, &mut next).or_else(|| half_before(tokens, at));
    let hour = match half {
        Some(Half::Afternoon) if hour < 12 => hour + 12,
        Some(Half::Morning) if hour == 12 => 0,
        _ => hour,
    };
    let offset = offset(tokens, &mut next);
    Some((Clock { hour, minute, second, offset }, next))
}

/// The minutes that follow an hour: `:05`, `h05`, `時5分`, `.05 Uhr`, or none at all (`3 pm`, `15時`).
fn minute(tokens: &[Token], at: usize) -> Option<(u8, usize)> {
    let mark = tokens.get(at + 1)?;
    let number = tokens.get(at + 2).and_then(|t| t.small(0..=59));
    let two_digits = tokens.get(at + 2).is_some_and(|t| t.length == 2);
    if mark.is(':') {
        return number.map(|n| (n, at + 3));
    }
    if mark.is_any(&["h", "hs", "u", "時", "时", "点", "點", "시"]) {
        return Some(
            number
                .filter(|_| two_digits || !mark.is_any(&["h", "hs", "u"]))
                .map_or((0, at + 2), |n| (n, at + 3)),
        );
    }
    if mark.is('.') && two_digits {
        let named =
            tokens.get(at + 3).is_some_and(|t| t.is_any(&["uhr", "h"]))
                || tokens[..at].iter().rev().take(2).any(|t| {
                    t.is_any(&["kl", "klo", "klokken", "klockan", "alle", "ore", "kello", "um", "om"])
                });
        return number.filter(|_| named).map(|n| (n, at + 3));
    }
    half_after(tokens, &mut (at + 1)).filter(|_| tokens[at].number() <= Some(12)).map(|_| (0, at + 1))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

fn half_after(tokens: &[Token], next: &mut usize) -> Option<Half> {
    let half = match tokens.get(*next)?.word()? {
        "am" | "πμ" | "ص" | "صباحا" => Half::Morning,
        "pm" | "μμ" | "م" | "مساء" => Half::Afternoon,
        first @ ("a" | "p" | "ق" | "ب") => {
            let mut at = *next + 1;
            while tokens.get(at).is_some_and(|t| t.is('.')) {
                at += 1;
            }
            if !tokens.get(at).is_some_and(|t| t.is_any(&["m", "ظ"])) {
                return None;
            }
            *next = at;
            if matches!(first, "a" | "ق") { Half::Morning } else { Half::Afternoon }
        }
        "قبل" | "بعد" | "بعدازظهر" => {
            if tokens.get(*next)?.word()? == "قبل" {
                Half::Morning
            } else {
                Half::Afternoon
            }
        }
        _ => return None,
    };
    *next += 1;
    while tokens.get(*next).is_some_and(|t| t.is('.')) {
        *next += 1;
    }
    Some(half)
}

fn half_before(tokens: &[Token], at: usize) -> Option<Half> {
    let last = at.checked_sub(1).and_then(|i| tokens[i].word())?;
    let first = at.checked_sub(2).and_then(|i| tokens[i].word()).unwrap_or_default();
    match (first, last) {
        (_, "오전") | ("午", "前") | ("上", "午") => Some(Half::Morning),
        (_, "오후") | ("午", "後" | "后") | ("下", "午") | ("晚", "上") => Some(Half::Afternoon),
        _ => None,
    }
}

/// The offset at a token: `Z`, `GMT+2`, `+0330`, `-05:00`, or a zone whose abbreviation means one offset only.
fn offset(tokens: &[Token], next: &mut usize) -> String {
    if tokens.get(*next).is_some_and(|t| t.is('(')) {
        *next += 1;
    }
    let Some(token) = tokens.get(*next) else { return String::new() };
    if let Some(word) = token.word() {
        let zone = zone(word);
        if zone.is_some() {
            *next += 1;
        }
        return match zone {
            Some("Z") => signed(tokens, next).unwrap_or_else(|| "Z".to_owned()),
            Some(zone) => zone.to_owned(),
            None => String::new(),
        };
    }
    signed(tokens, next).unwrap_or_default()
}

fn signed(tokens: &[Token], next: &mut usize) -> Option<String> {
    let sign = tokens.get(*next)?;
    let mark = match sign.kind {
        Kind::Mark(mark @ ('+' | '-')) => mark,
        _ => return None,
    };
    let number = tokens.get(*next + 1).filter(|t| t.glued)?;
    let value = number.number()?;
    let (hours, minutes, end) = match number.length {
        4 => (value / 100, value % 100, *next + 2),
        2 if tokens.get(*next + 2).is_some_and(|t| t.is(':')) => {
            (value, tokens.get(*next + 3)?.number()?, *next + 4)
        }
        // "10:00 -12" is a span of time; "10:00+02" is an offset.
        1 | 2 if mark == '+' || sign.glued => (value, 0, *next + 2),
        _ => return None,
    };
    if hours > 14 || minutes > 59 {
        return None;
    }
    *next = end;
    Some(format!("{mark}{hours:02}:{minutes:02}"))
}

fn zone(word: &str) -> Option<&'static str> {
    Some(match word {
        "z" | "utc" | "gmt" => "Z",
        "cet" | "mez" => "+01:00",
        "cest" | "mesz" | "eet" => "+02:00",
        "eest" | "msk" | "мск" => "+03:00",
        "jst" | "kst" => "+09:00",
        "aest" => "+10:00",
        "aedt" => "+11:00",
        "edt" => "-04:00",
        "est" => "-05:00",
        "pst" => "-08:00",
        "pdt" => "-07:00",
        _ => return None,
    })
}
