//! The headline: the `<h1>` that agrees with what the page calls itself elsewhere.

use std::collections::HashSet;

use super::json_ld::JsonLd;
use super::survey::Survey;

/// The article's headline, or nothing when the page names none.
pub(super) fn title(survey: &Survey, data: &JsonLd, site: Option<&str>) -> Option<String> {
    let declared: Vec<String> = [
        data.text("headline"),
        survey.meta(&["og:title"]).map(str::to_owned),
        survey
            .meta(&["twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title"])
            .map(str::to_owned),
        Some(survey.title.clone()),
    ]
    .into_iter()
    .flatten()
    .map(|t| super::text::decode_entities(&t))
    .filter(|t| !t.trim().is_empty())
    .collect();
    let bare: Vec<String> = declared.iter().map(|t| without_site(t, site)).collect();
    heading_that_agrees(&survey.h1, &bare)
        .or_else(|| heading_that_agrees(&survey.h2, &bare))
        .or_else(|| most_agreed(&bare))
        .or_else(|| survey.h1.iter().find(|h| !h.is_empty()).cloned())
}

/// The heading that shares the most words with a declared title.
fn heading_that_agrees(headings: &[String], declared: &[String]) -> Option<String> {
    let mut best: Option<(f64, &String)> = None;
    for heading in headings.iter().filter(|h| (2..=400).contains(&h.chars().count())) {
        let score = declared.iter().map(|t| agreement(heading, t)).fold(0.0, f64::max);
        if score >= 0.6 && best.is_none_or(|(other, _)| score > other) {
            best = Some((score, heading));
        }
    }
    best.map(|(_, heading)| heading.clone())
}

/// The declared title that the others agree with most; the first of equals.
fn most_agreed(declared: &[String]) -> Option<String> {
    let mut best: Option<(f64, &String)> = None;
    for (at, title) in declared.iter().enumerate() {
        let others = declared.iter().enumerate().filter(|(other, _)| *other != at);
        let score: f64 = others.map(|(_, other)| agreement(title, other)).sum();
        if best.is_none_or(|(other, _)| score > other + 1e-9) {
            best = Some((score, title));
        }
    }
    best.map(|(_, title)| title.clone())
}

/// How far two titles say the same: the Dice coefficient of their words, or of their characters where words are not spaced.
pub(in crate::capture) fn agreement(a: &str, b: &str) -> f64 {
    let (a, b) = (units(a), units(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let shared = a.intersection(&b).count();
    let total = a.len() + b.len();
    #[allow(clippy::cast_precision_loss, reason = "titles have few words")]
    let dice = 2.0 * shared as f64 / total as f64;
    dice
}

fn units(text: &str) -> HashSet<String> {
    let lower = text.to_lowercase();
    let words: HashSet<String> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    if words.len() > 2 {
        return words;
    }
    lower.chars().filter(|c| c.is_alphanumeric()).map(String::from).collect()
}

/// A title without the name of the site before or after a separator.
pub(super) fn without_site(title: &str, site: Option<&str>) -> String {
    const SEPARATORS: [&str; 10] = [" | ", " - ", " – ", " — ", " :: ", " · ", " » ", " • ", "_", " / "];
    let mut title = title.trim();
    for _ in 0..3 {
        let cut = SEPARATORS.iter().filter_map(|s| title.rfind(s).map(|at| (at, s.len()))).max();
        let Some((at, length)) = cut else { break };
        let (head, tail) = (title[..at].trim(), title[at + length..].trim());
        if is_site_name(tail, site) && words(head) >= 1 && !head.is_empty() {
            title = head;
        } else if is_site_name_exactly(head, site) && !tail.is_empty() {
            title = tail;
        } else {
            break;
        }
    }
    if let Some((head, tail)) = SEPARATORS.iter().find_map(|s| title.split_once(s))
        && is_site_name_exactly(head.trim(), site)
        && !tail.trim().is_empty()
    {
        title = tail.trim();
    }
    // French sets a space before every colon, so this one counts only before the exact name.
    if let Some((head, tail)) = title.rsplit_once(" : ")
        && is_site_name_exactly(tail, site)
        && !head.trim().is_empty()
    {
        title = head.trim();
    }
    title.to_owned()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn squeeze(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

fn is_site_name_exactly(part: &str, site: Option<&str>) -> bool {
    let part = squeeze(part);
    !part.is_empty() && site.is_some_and(|site| squeeze(site) == part)
}

/// A part of a title that is the site's name, or its host, or begins with it ("The Times of Israel Staff").
fn is_site_name(part: &str, site: Option<&str>) -> bool {
    let squeezed = squeeze(part);
    if squeezed.is_empty() {
        return true;
    }
    let Some(site) = site.map(squeeze).filter(|s| s.chars().count() > 1) else { return false };
    words(part) <= 6
        && (squeezed.contains(&site) || (site.contains(&squeezed) && squeezed.chars().count() > 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sites_name_is_cut_off_and_nothing_else() {
        for (title, site, bare) in [
            ("Floods hit Lahore | Example News", Some("Example News"), "Floods hit Lahore"),
            ("Floods hit Lahore - World - Example", Some("Example"), "Floods hit Lahore - World"),
            ("Example: Floods", Some("Example"), "Example: Floods"),
            ("Floods – what we know", Some("Example"), "Floods – what we know"),
            ("Example | Floods hit Lahore", Some("Example"), "Floods hit Lahore"),
            ("سیل در لاهور - خبرگزاری نمونه", Some("خبرگزاری نمونه"), "سیل در لاهور"),
            ("Floods hit Lahore", None, "Floods hit Lahore"),
        ] {
            assert_eq!(without_site(title, site), bare);
        }
    }

    #[test]
    fn the_heading_that_agrees_wins() {
        let survey = Survey {
            h1: vec!["Example News".into(), "Floods hit Lahore, thousands flee".into()],
            metas: vec![("og:title".into(), "Floods hit Lahore; thousands flee | Example News".into())],
            ..Survey::default()
        };
        let found = title(&survey, &JsonLd::default(), Some("Example News"));
        assert_eq!(found.as_deref(), Some("Floods hit Lahore, thousands flee"));
    }
}
