//! Articles that are cut off: for those who pay, for those who sign in, or for reasons that the page does not tell.

use unicode_segmentation::UnicodeSegmentation;

use super::facts::Facts;
use super::phrases::{LOGIN_TITLES, OFFER, PAYWALL, REST, SIGN_IN};
use super::quotable::Quotable;
use super::sign::{Sign, Signs};
use crate::model::EvidencePlace as Place;

/// Characters after an article in which a wall that cuts it off begins.
const WALL_REACH: usize = 600;
/// Characters after an article in which a link to the rest of it stands.
const REST_REACH: usize = 60;
/// Articles with fewer words may well be the beginning of one.
const SHORT: u32 = 350;
/// Characters of a locked part that is there after all.
const LOCKED_CHARS: usize = 400;

const PAYWALL_NAMES: [&str; 7] =
    ["paywall", "regwall", "subscribe-wall", "premium-wall", "subscription-wall", "metered", "tp-modal"];

/// What says that the article is cut off for those who pay.
pub(super) fn paywall(facts: &Facts<'_>) -> Signs {
    let declared = declared_locked(facts);
    let cut = ends_cut(facts);
    let (asked, offered) = (wall_after(facts, &PAYWALL), wall_after(facts, &OFFER));
    let to_sign_in = asked.is_some() && asked == wall_after(facts, &SIGN_IN);
    if to_sign_in && offered.is_none() && declared.is_none() {
        return Vec::new();
    }
    let after = asked.or_else(|| offered.filter(|_| declared.is_some()));
    let said = after.clone().or_else(|| facts.said(&PAYWALL));
    let marked = facts.marked(&PAYWALL_NAMES);
    let promised = promised_body(facts);
    let short = facts.words < SHORT;
    let sent = facts.locked.is_some_and(|chars| chars >= LOCKED_CHARS);
    let withheld = facts.locked.is_some_and(|chars| chars < LOCKED_CHARS) && facts.words < 2 * SHORT;
    let wall = said.is_some() || marked.is_some();
    let is_one = if declared.is_some() {
        !sent
            && (withheld
                || short
                || cut.is_some()
                || promised.is_some()
                || (after.is_some() && facts.words < 2 * SHORT))
    } else {
        (short && after.is_some()) || (wall && short && cut.is_some()) || (wall && promised.is_some())
    };
    if !is_one {
        return Vec::new();
    }
    [declared, said, marked.filter(|_| after.is_none()), cut, promised].into_iter().flatten().collect()
}

/// What says that the page, or the rest of the article, is for those who have signed in.
pub(super) fn login(facts: &Facts<'_>) -> Signs {
    let after = wall_after(facts, &SIGN_IN);
    if after.is_some() && facts.words < SHORT && (facts.words >= 40 || facts.is_declared_article()) {
        return after.into_iter().chain(ends_cut(facts)).collect();
    }
    if facts.words > 150 || facts.is_declared_article() {
        return Vec::new();
    }
    let field = (facts.survey.password_fields > 0).then(|| Sign::new(Place::Element, "input type=password"));
    let titled = facts.titled(&LOGIN_TITLES);
    let said = facts.said(&SIGN_IN);
    let addressed = facts
        .addressed(&["login", "log-in", "signin", "sign-in", "signup", "sso", "oauth", "auth", "register"]);
    let prose = facts.survey.paragraphs >= 3;
    let is_one = match (field.is_some(), addressed.is_some(), titled.is_some(), said.is_some()) {
        (true, true, _, _) | (true, _, true, _) | (_, true, true, _) => true,
        (true, _, _, true) | (_, true, _, true) => !prose,
        (_, _, true, true) => !prose && facts.words < 80,
        _ => false,
    };
    if is_one { [titled, said, field, addressed].into_iter().flatten().collect() } else { Vec::new() }
}

/// What says that there is more of the article than was found, though nothing says why.
pub(super) fn truncation(facts: &Facts<'_>) -> Signs {
    let rest = link_to_the_rest(facts);
    let signs = [promised_body(facts), promised_words(facts), ends_cut(facts), rest, longer_summary(facts)];
    signs.into_iter().flatten().collect()
}

/// A link to the rest of the article right after its text, or taken for its last paragraph.
fn link_to_the_rest(facts: &Facts<'_>) -> Option<Sign> {
    if facts.words >= 2 * SHORT {
        return None;
    }
    let after = facts.end_of_text().and_then(|end| facts.page.quote_within(&REST, end, REST_REACH));
    let last = facts.last_paragraph();
    let is_last = || (last.chars().count() < REST_REACH).then(|| Quotable::of(last).quote(&REST)).flatten();
    after.or_else(is_last).map(|quote| Sign::new(Place::Link, quote))
}

fn declared_locked(facts: &Facts<'_>) -> Option<Sign> {
    let by_data =
        || (facts.data.free() == Some(false)).then(|| Sign::new(Place::JsonLd, "isAccessibleForFree: false"));
    by_data().or_else(|| facts.declared("article:content_tier", &["locked", "metered"]))
}

/// One of these phrases, soon after the article's text ends.
fn wall_after(facts: &Facts<'_>, phrases: &super::phrases::Phrases) -> Option<Sign> {
    let start = facts.start_of_wall()?;
    facts.page.quote_within(phrases, start, WALL_REACH).map(|quote| Sign::new(Place::Page, quote))
}

/// The end of a text that breaks off with an ellipsis.
fn ends_cut(facts: &Facts<'_>) -> Option<Sign> {
    let last = facts.last_paragraph();
    let cut = ["…", "...", "[…]", "[...]", "……"].iter().any(|end| last.ends_with(end));
    // In a long text it is a manner of writing.
    if !cut || facts.words >= 2 * SHORT {
        return None;
    }
    let start = last.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let start = last[start..].find(' ').map_or(start, |space| start + space);
    Some(Sign::new(Place::Text, &last[start..]))
}

/// The article's text in the page's data, when it is much longer than what was found.
fn promised_body(facts: &Facts<'_>) -> Option<Sign> {
    let body = facts.data.text("articleBody")?;
    let words = words_of_markup(&body);
    let found = facts.words as usize;
    (words > found + found / 3 + 50).then(|| Sign::new(Place::JsonLd, format!("articleBody: {words} words")))
}

/// The number of words in the page's data, when it is much greater than what was found.
fn promised_words(facts: &Facts<'_>) -> Option<Sign> {
    let number: u32 = facts.data.text("wordCount")?.trim().parse().ok()?;
    // Programs count words of scripts without spaces as characters, or not at all.
    let spaceless = facts
        .text
        .chars()
        .take(2_000)
        .filter(|c| matches!(*c, '\u{e00}'..='\u{fff}' | '\u{3041}'..='\u{9fff}'))
        .count()
        > 100;
    let much = number > facts.words.saturating_mul(2) + 100 && number < 100_000;
    (much && !spaceless).then(|| Sign::new(Place::JsonLd, format!("wordCount: {number}")))
}

/// The page's own summary, when it is longer than the text it sums up.
fn longer_summary(facts: &Facts<'_>) -> Option<Sign> {
    let (name, summary) = ["description", "og:description"]
        .into_iter()
        .filter_map(|name| Some((name, facts.survey.meta(&[name])?)))
        .max_by_key(|(_, summary)| summary.len())?;
    let (told, found) = (summary.chars().count(), facts.text.chars().count());
    (told >= 120 && found > 0 && told > found).then(|| Sign::new(Place::Meta, format!("{name}: {summary}")))
}

/// Words of a text that may have tags in it.
fn words_of_markup(markup: &str) -> usize {
    let mut in_tag = false;
    let text: String = markup
        .chars()
        .map(|c| {
            let was_in_tag = in_tag;
            in_tag = c == '<' || (in_tag && c != '>');
            if in_tag || was_in_tag { ' ' } else { c }
        })
        .collect();
    text.unicode_words().count()
}
