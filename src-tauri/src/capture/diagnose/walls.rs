//! Pages that stand where an article should: checks for robots, questions for consent, errors.

use super::facts::Facts;
use super::phrases::{
    CHALLENGE, CHALLENGE_TITLES, CONSENT, CONSENT_TITLES, NOT_FOUND, NOT_FOUND_TITLES, SCRIPTS,
};
use super::quotable::Quotable;
use super::sign::{Sign, Signs};
use crate::model::EvidencePlace as Place;

/// Names of elements that checks for robots are made of.
const CHALLENGE_NAMES: [&str; 12] = [
    "cf-challenge",
    "cf-error",
    "cf-browser-verification",
    "challenge-form",
    "challenge-running",
    "challenge-platform",
    "px-captcha",
    "datadome",
    "g-recaptcha",
    "h-captcha",
    "captcha-container",
    "captcha-box",
];
/// Names of elements that questions for consent are made of.
const CONSENT_NAMES: [&str; 6] = ["consent", "cookie-wall", "sp_message", "didomi", "onetrust", "qc-cmp"];
/// Words of an article about anything but consent.
const CONSENT_WORDS: [&str; 12] = [
    "cookie",
    "consent",
    "partner",
    "privacy",
    "datenschutz",
    "privacidad",
    "confidentialité",
    "gizlilik",
    "конфиденциальн",
    "حریم خصوصی",
    "隐私",
    "プライバシー",
];

/// Characters of a page that has nothing but a question on it.
const BARE_CHARS: usize = 1_500;

/// Headings of a page that has nothing but a question on it.
const MOST_HEADINGS: usize = 4;

/// What says that the page asks for a proof that a person reads it.
pub(super) fn challenge(facts: &Facts<'_>) -> Signs {
    if facts.words > 250 {
        return Vec::new();
    }
    let titled = facts.titled(&CHALLENGE_TITLES);
    let said = facts.said(&CHALLENGE);
    let marked = facts.marked(&CHALLENGE_NAMES);
    // A title like "One moment" is a check's when scripts or the status say that something is checked.
    let acts = facts.scripts > 0 || matches!(facts.status, 401 | 403 | 429 | 503);
    let is_one = (titled.is_some() && (said.is_some() || marked.is_some()))
        || (titled.is_some() && facts.words < 60 && acts && !facts.is_declared_article())
        || (said.is_some() && facts.words < 150 && facts.survey.paragraphs < 4)
        || (marked.is_some() && facts.words < 60 && !facts.is_declared_article());
    if is_one { [titled, said, marked].into_iter().flatten().collect() } else { Vec::new() }
}

/// What says that the page asks for consent before it shows anything.
pub(super) fn consent(facts: &Facts<'_>) -> Signs {
    // Stories with headings of their own stand behind a banner, not behind a question.
    let stories = facts.survey.headings.len() > MOST_HEADINGS;
    if facts.words > 300 || facts.survey.body_chars > 6_000 || stories {
        return Vec::new();
    }
    let by_host = facts.url.host_str().is_some_and(|host| host.starts_with("consent."));
    let addressed = by_host
        .then(|| Sign::new(Place::Address, facts.url.host_str().unwrap_or_default()))
        .or_else(|| facts.addressed(&["consent", "cookiewall"]));
    let titled = facts.titled(&CONSENT_TITLES);
    let marked = facts.marked(&CONSENT_NAMES);
    let text = Quotable::of(facts.text);
    // A banner stands on every page of many sites; it is the page only where there is next to nothing else.
    let (chars, in_links) = (facts.survey.body_chars, facts.survey.link_chars);
    let bare = chars < BARE_CHARS && in_links * 4 < chars;
    let asked = if bare { facts.page } else { &text };
    let said = CONSENT.count(asked.lower());
    let mentions = CONSENT_WORDS.iter().filter(|word| text.lower().contains(**word)).count();
    let is_one = addressed.is_some()
        || (said >= 1 && (titled.is_some() || (marked.is_some() && facts.words < 200)))
        || (said >= 2 && mentions >= 2)
        || (titled.is_some() && mentions >= 3);
    let quoted = asked.quote(&CONSENT).map(|quote| Sign::new(Place::Page, quote));
    if is_one { [addressed, titled, quoted, marked].into_iter().flatten().collect() } else { Vec::new() }
}

/// What says, on a page sent with a status of success, that there is none.
pub(super) fn not_found(facts: &Facts<'_>) -> Signs {
    if !(200..300).contains(&facts.status) || facts.words > 250 || facts.data.article().is_some() {
        return Vec::new();
    }
    let titled = facts.titled(&NOT_FOUND).or_else(|| facts.titled(&NOT_FOUND_TITLES));
    let said = facts.said(&NOT_FOUND);
    let in_text = Quotable::of(facts.text).quote(&NOT_FOUND);
    let is_one =
        (titled.is_some() && (said.is_some() || facts.words < 80)) || (in_text.is_some() && facts.words < 80);
    let in_text = in_text.map(|quote| Sign::new(Place::Text, quote));
    if is_one { [titled, in_text.or(said)].into_iter().flatten().collect() } else { Vec::new() }
}

/// What says that scripts, which are not run, would have made the page.
pub(super) fn needs_scripts(facts: &Facts<'_>) -> Signs {
    let shell = facts.survey.body_chars < 600 && facts.words < 80 && facts.survey.paragraphs < 2;
    if !shell {
        return Vec::new();
    }
    let mount =
        |name: &&str| matches!(*name, "root" | "app" | "__next" | "__nuxt" | "app-root" | "react-root");
    let mounted = facts.survey.marks.iter().flat_map(|mark| mark.split_ascii_whitespace()).find(mount);
    let said = facts.said(&SCRIPTS);
    if said.is_none() && (facts.scripts == 0 || (mounted.is_none() && facts.survey.body_chars >= 150)) {
        return Vec::new();
    }
    let empty = || Sign::new(Place::Element, format!("script × {}", facts.scripts));
    let mounted = mounted.map(|name| Sign::new(Place::Element, name));
    let signs: Signs = [said, mounted].into_iter().flatten().collect();
    if signs.is_empty() { vec![empty()] } else { signs }
}
