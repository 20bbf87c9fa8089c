//! Times told from the moment of reading: "2 hours ago", "vor 3 Stunden", «۲ ساعت پیش».

use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp};

use super::tokens::{Token, tokens, words};

/// Tokens of a line that is nothing but a relative time and its label.
const MAX_TOKENS: usize = 9;

/// What says that the time lies back.
const AGO: &str = "ago|vor|il y a|hace|há|atrás|fa|geleden|sedan|siden|sitten|temu|před|pred|назад|тому|преди|пре|pre|prije|acum|önce|əvvəl|πριν|ezelőtt|órája|perce|منذ|قبل|پیش|پہلے|לפני|पहले|আগে|前|전|trước|lalu|ที่แล้ว|ก่อน|iliyopita|tagasi|prieš|pirms|berî|لەمەوپێش|muna|бұрын|oldin|ընկ|წინ|முன்|క్రితం";

const MINUTES: &str = "minute|minutes|min|mins|minuten|minutos|minuto|minuti|minuter|minutter|minuuttia|minuutti|minut|minuty|minutami|minutu|minute|минут|минуты|минуту|хвилин|хвилини|хвилину|минути|минута|dakika|dəqiqə|λεπτά|λεπτό|perce|perccel|دقيقة|دقائق|دقیقه|منٹ|דקות|דקה|मिनट|মিনিট|分钟|分鐘|分|분|phút|menit|นาที|minutit|minučių|minūtēm|минут|daqiqa";

const HOURS: &str = "hour|hours|hr|hrs|h|std|stunde|stunden|heure|heures|hora|horas|ora|ore|uur|timme|timmar|time|timer|tuntia|tunti|godzin|godziny|godzinę|hodin|hodiny|hodinami|hodinou|hodinu|час|часа|часов|годин|години|годину|saat|ώρες|ώρα|órája|órával|ساعة|ساعات|ساعت|گھنٹے|گھنٹہ|שעות|שעה|घंटे|घंटा|ঘন্টা|ঘণ্টা|小时|小時|時間|시간|giờ|tiếng|jam|ชั่วโมง|ชม|masaa|tundi|sat|sata|sati|ur|valandas|valandų|stundām|сағат|soat";

const DAYS: &str = "day|days|tag|tage|tagen|jour|jours|día|días|dia|dias|giorno|giorni|dag|dagen|dagar|dager|dage|päivää|päivä|dni|dzień|dny|dnem|dňami|день|дня|дней|дні|днів|дена|gün|ημέρες|μέρες|napja|nappal|يوم|أيام|روز|دن|ימים|יום|दिन|দিন|天|日|일|ngày|hari|วัน|siku|päeva|dana|dienas|dienām|күн|kun";

/// Two of a unit in one word.
const TWO: [(&str, Unit); 6] = [
    ("ساعتين", Unit::Hours),
    ("ساعتان", Unit::Hours),
    ("دقيقتين", Unit::Minutes),
    ("يومين", Unit::Days),
    ("שעתיים", Unit::Hours),
    ("יומיים", Unit::Days),
];

/// One, in words.
const ONE: &str = "a|an|one|einer|einem|eine|une|un|una|uma|um|o|één|een|en|ett|et|один|одну|یک|ایک|bir|satu|một|jednu|jeden";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Minutes,
    Hours,
    Days,
}

type Names = Vec<Vec<String>>;

static AGO_NAMES: LazyLock<Names> = LazyLock::new(|| names(AGO));
static ONE_NAMES: LazyLock<Names> = LazyLock::new(|| names(ONE));
static UNITS: LazyLock<Vec<(Unit, Names)>> = LazyLock::new(|| {
    vec![(Unit::Minutes, names(MINUTES)), (Unit::Hours, names(HOURS)), (Unit::Days, names(DAYS))]
});

fn names(list: &str) -> Names {
    list.split('|').map(words).collect()
}

/// The time that a line tells from the time of the fetch: to the minute in UTC, or the day when it counts days.
pub(super) fn parse(text: &str, fetched: Timestamp) -> Option<String> {
    let tokens = tokens(text);
    if tokens.len() > MAX_TOKENS || !(0..tokens.len()).any(|at| any_at(&tokens, at, &AGO_NAMES).is_some()) {
        return None;
    }
    let (count, unit) = (0..tokens.len()).find_map(|at| amount_at(&tokens, at))?;
    let hours = match unit {
        Unit::Minutes => {
            let then = fetched.checked_sub(SignedDuration::from_mins(count)).ok()?;
            return Some(then.strftime("%Y-%m-%dT%H:%M:00Z").to_string());
        }
        Unit::Hours => count,
        Unit::Days => count * 24,
    };
    let then = fetched.checked_sub(SignedDuration::from_hours(hours)).ok()?;
    let format = if unit == Unit::Days { "%Y-%m-%d" } else { "%Y-%m-%dT%H:%M:00Z" };
    Some(then.strftime(format).to_string())
}

/// A number and its unit; at most a month back, since longer times are rounded.
fn amount_at(tokens: &[Token], at: usize) -> Option<(i64, Unit)> {
    if let Some(word) = tokens[at].word()
        && let Some((_, unit)) = TWO.iter().find(|(name, _)| words(name).first().is_some_and(|n| n == word))
    {
        return Some((2, *unit));
    }
    let (count, next) = match tokens[at].number() {
        Some(number) => (i64::try_from(number).ok()?, at + 1),
        None => match any_at(tokens, at, &ONE_NAMES) {
            Some(next) => (1, next),
            // "منذ ساعة", "לפני שעה": a unit alone right after the word for "ago".
            None => (1, any_at(tokens, at, &AGO_NAMES)?),
        },
    };
    let unit = UNITS.iter().find(|(_, names)| any_at(tokens, next, names).is_some())?.0;
    let most = match unit {
        Unit::Minutes => 24 * 60,
        Unit::Hours => 72,
        Unit::Days => 31,
    };
    (0..=most).contains(&count).then_some((count, unit))
}

/// The token after the longest of these names that begins at a token.
fn any_at(tokens: &[Token], at: usize, names: &Names) -> Option<usize> {
    let matches = |name: &&Vec<String>| {
        name.iter().enumerate().all(|(i, word)| tokens.get(at + i).and_then(Token::word) == Some(word))
    };
    names.iter().filter(|name| !name.is_empty()).filter(matches).map(|name| at + name.len()).max()
}
