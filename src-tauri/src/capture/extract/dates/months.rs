//! Names of months in the languages of news.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::calendar::Calendar;
use super::tokens::{Token, words};

/// Gregorian months, a language a line, from Unicode CLDR (wide and abbreviated, as used in dates and alone) with the
/// spellings that newspapers use besides.
const GREGORIAN: &str = include_str!("months.txt");

const PERSIAN: [&str; 12] = [
    "فروردین,حمل,وری",
    "اردیبهشت,ثور,غویی",
    "خرداد,جوزا,غبرگولی",
    "تیر,سرطان,چنگاښ",
    "مرداد,امرداد,اسد,زمری",
    "شهریور,سنبله,وږی",
    "مهر,میزان,تله",
    "آبان,عقرب,لړم",
    "آذر,قوس,لیندۍ",
    "دی,جدی,مرغومی",
    "بهمن,دلو,سلواغه",
    "اسفند,حوت,کب",
];

const HIJRI: [&str; 12] = [
    "محرم,محرم الحرام,muharram",
    "صفر,صفر المظفر,safar",
    "ربيع الأول,ربیع الاول,rabi al-awwal,rabiulawal",
    "ربيع الآخر,ربيع الثاني,ربیع الثانی,rabi al-thani,rabiulakhir",
    "جمادى الأولى,جمادی الاول,جمادى الاول,جمادی الاولی,jumada al-awwal,jumadil awal",
    "جمادى الآخرة,جمادى الثانية,جمادی الثانی,جمادی الثانیه,jumada al-thani,jumadil akhir",
    "رجب,رجب المرجب,rajab",
    "شعبان,شعبان المعظم,shaban,sya'ban",
    "رمضان,رمضان المبارک,ramadan,ramadhan",
    "شوال,شوال المکرم,shawwal,syawal",
    "ذو القعدة,ذي القعدة,ذوالقعدة,ذی قعده,ذیقعده,ذوالقعده,dhu al-qadah,zulkaidah",
    "ذو الحجة,ذي الحجة,ذوالحجة,ذی حجه,ذیحجه,ذوالحجه,dhu al-hijjah,zulhijah",
];

const ETHIOPIAN: [&str; 13] = [
    "መስከረም",
    "ጥቅምት",
    "ኅዳር,ህዳር",
    "ታኅሣሥ,ታህሳስ,ታኅሳስ",
    "ጥር",
    "የካቲት",
    "መጋቢት",
    "ሚያዝያ,ሚያዚያ",
    "ግንቦት",
    "ሰኔ",
    "ሐምሌ,ሀምሌ",
    "ነሐሴ,ነሀሴ",
    "ጳጉሜ,ጳጉሜን",
];

/// A month of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month {
    pub calendar: Calendar,
    /// From 1.
    pub number: u8,
}

/// What a name means: one month, or several by language (`listopad` is November in Czech and October in Croatian).
#[derive(Debug, Default)]
struct Meanings(Vec<(&'static str, Month)>);

static NAMES: LazyLock<HashMap<String, Meanings>> = LazyLock::new(|| {
    let mut names: HashMap<String, Meanings> = HashMap::new();
    for line in GREGORIAN.lines() {
        let Some((language, months)) = line.split_once('\t') else { continue };
        add(&mut names, language, Calendar::Gregorian, months.split('|'));
    }
    add(&mut names, "fa", Calendar::Persian, PERSIAN.into_iter());
    add(&mut names, "ar", Calendar::Hijri, HIJRI.into_iter());
    add(&mut names, "am", Calendar::Ethiopian, ETHIOPIAN.into_iter());
    names
});

fn add(
    names: &mut HashMap<String, Meanings>,
    language: &'static str,
    calendar: Calendar,
    months: impl Iterator<Item = &'static str>,
) {
    for (number, spellings) in (1..).zip(months) {
        for spelling in spellings.split(',').filter(|s| !s.is_empty()) {
            names
                .entry(words(spelling).join(" "))
                .or_default()
                .0
                .push((language, Month { calendar, number }));
        }
    }
}

/// The month whose name begins at a token, and the token after it.
pub(super) fn month_at(tokens: &[Token], at: usize, language: Option<&str>) -> Option<(Month, usize)> {
    numbered(tokens, at).or_else(|| {
        let mut name = String::new();
        let mut longest = None;
        let mut next = at;
        for _ in 0..3 {
            let Some(word) = tokens.get(next).and_then(Token::word) else { break };
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(word);
            next += 1;
            while tokens.get(next).is_some_and(|t| t.is('.') || t.is('\'') || t.is('॰') || t.is('-')) {
                next += 1;
            }
            if let Some(month) = meaning(&name, language) {
                longest = Some((month, next));
            }
        }
        longest.or_else(|| Some((inflected(tokens.get(at)?.word()?, language)?, at + 1)))
    })
}

/// A month by its number: `tháng 5`, `thg 5`, `5-р сарын`.
fn numbered(tokens: &[Token], at: usize) -> Option<(Month, usize)> {
    let number = |at: usize| tokens.get(at)?.number().filter(|n| (1..=12).contains(n));
    let word = |at: usize| tokens.get(at).and_then(Token::word);
    let (number, next) = match word(at) {
        Some("thang" | "thg") => (number(at + 1)?, at + 2),
        None if word(at + 2) == Some("р") && word(at + 3) == Some("сарын") => (number(at)?, at + 4),
        _ => return None,
    };
    Some((Month { calendar: Calendar::Gregorian, number: u8::try_from(number).ok()? }, next))
}

fn meaning(name: &str, language: Option<&str>) -> Option<Month> {
    let meanings = &NAMES.get(name)?.0;
    let (_, first) = meanings.first()?;
    if meanings.iter().all(|(_, month)| month == first) {
        return Some(*first);
    }
    meanings.iter().find(|(of, _)| language == Some(*of)).map(|(_, month)| *month)
}

/// A name with an ending (`apirilaren`) or a Hebrew preposition (`באפריל`) on it.
fn inflected(word: &str, language: Option<&str>) -> Option<Month> {
    const SHORTEST: usize = 5;
    if let Some(bare) = word.strip_prefix('ב')
        && let Some(month) = meaning(bare, language)
    {
        return Some(month);
    }
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(SHORTEST).collect();
    ends.iter().rev().take(4).find_map(|end| meaning(&word[..*end], language))
}
