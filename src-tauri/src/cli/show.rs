//! `lede show`.

use std::io::Write;

use super::args::Show;
use super::context::Context;
use super::doubts;
use super::exit::Outcome;
use super::relate;
use super::table::write_fields;
use super::text::{self, local_time, one_line, published_time};
use crate::model::{Article, FailedAttempt, ReadState, RuleUse};

pub fn run(args: &Show, context: &Context) -> Outcome {
    let library = context.library()?;
    let article = library.article(library.resolve(&args.id)?)?;
    if context.json() {
        return context.print_json(&article);
    }
    let mut out = context.out();
    write_fields(&mut out, &fields(&article), context.terminal())?;
    Ok(out.flush()?)
}

fn fields(article: &Article) -> Vec<(&'static str, String)> {
    let summary = &article.summary;
    let (words, minutes) = (text::count(summary.words, "word"), text::count(summary.minutes, "minute"));
    vec![
        ("ID", summary.id.to_string()),
        ("Title", summary.title.clone()),
        ("Authors", summary.authors.join(", ")),
        ("Site", summary.site.clone()),
        ("Section", article.section.clone().unwrap_or_default()),
        ("Published", published(article)),
        ("Modified", article.modified.as_deref().map(published_time).unwrap_or_default()),
        ("Language", summary.language.clone().unwrap_or_default()),
        ("Length", format!("{words}, {minutes}")),
        ("URL", summary.url.clone()),
        (
            "Saved as",
            if article.original_url == summary.url { String::new() } else { article.original_url.clone() },
        ),
        ("Saved", local_time(summary.saved)),
        ("Fetched", local_time(article.fetched)),
        ("Versions", article.versions.to_string()),
        ("State", state(article)),
        ("Keywords", article.keywords.join(", ")),
        ("Notes", notes(article)),
        ("Highlights", highlights(article)),
        ("Relations", relations(article)),
        ("Copy", copy(article)),
        ("Last look", article.failed_attempt.as_ref().map(last_look).unwrap_or_default()),
        ("Site rule", article.rule.as_ref().map(rule).unwrap_or_default()),
        ("Excerpt", summary.excerpt.clone()),
    ]
}

/// How many notes there are, with the beginning of each.
fn notes(article: &Article) -> String {
    let titles: Vec<&str> = article.notes.iter().map(|note| note.title.as_str()).collect();
    if titles.is_empty() { String::new() } else { format!("{}: {}", titles.len(), titles.join(" · ")) }
}

/// Each relation with the article on the other side.
fn relations(article: &Article) -> String {
    let told = article.relations.iter().map(|seen| format!("{} {}", relate::reads(seen), seen.article.title));
    told.collect::<Vec<_>>().join(" · ")
}

/// How many highlights there are, and how many of them are not in the copy that is shown.
fn highlights(article: &Article) -> String {
    let missing = article.highlights.iter().filter(|highlight| highlight.place.is_none()).count();
    match (article.highlights.len(), missing) {
        (0, _) => String::new(),
        (count, 0) => count.to_string(),
        (count, missing) => format!("{count}, {missing} of them not found in this version"),
    }
}

/// The date of publication, and where the page says it.
fn published(article: &Article) -> String {
    let Some(published) = article.summary.published.as_deref().map(published_time) else {
        return String::new();
    };
    match article.published_from.as_deref().map(date_source) {
        Some(source) => format!("{published} ({source})"),
        None => published,
    }
}

/// A source of a date in words.
fn date_source(source: &str) -> String {
    match source.split_once(':') {
        Some(("json-ld", field)) => format!("from the page's JSON-LD: {field}"),
        Some(("meta", name)) => format!("from the page's head: {name}"),
        Some((source, field)) => format!("from {source}: {field}"),
        None => match source {
            "time[datetime]" => "from a time marked on the page".to_owned(),
            "text" => "from the words near the headline".to_owned(),
            "url" => "from the address".to_owned(),
            "rule" => "by the rule for the site".to_owned(),
            "file" => "from the file it came in".to_owned(),
            other => format!("from {other}"),
        },
    }
}

/// What the last look at the page brought, when it is not shown.
fn last_look(attempt: &FailedAttempt) -> String {
    let when = local_time(attempt.tried);
    let what = match (&attempt.error, &attempt.diagnosis) {
        (Some(error), _) => one_line(&error.message),
        (None, Some(diagnosis)) if !diagnosis.complete => doubts::brief(diagnosis),
        _ => format!("a copy of only {}", text::count(attempt.words.unwrap_or_default(), "word")),
    };
    format!("{when}: {what}; the better copy is kept")
}

fn state(article: &Article) -> String {
    let summary = &article.summary;
    let mut state = vec![match summary.state {
        ReadState::Unread => "unread",
        ReadState::Reading => "being read",
        ReadState::Read => "read",
    }];
    for (set, name) in
        [(summary.starred, "starred"), (summary.archived, "archived"), (summary.trashed, "in the trash")]
    {
        if set {
            state.push(name);
        }
    }
    state.join(", ")
}

/// What the site's rule found, and what it did not.
fn rule(rule: &RuleUse) -> String {
    let found = if rule.matched.is_empty() { "nothing".to_owned() } else { rule.matched.join(", ") };
    match rule.unmatched.as_slice() {
        [] => format!("{}: found {found}", rule.host),
        missed => format!("{}: found {found}, but not {}", rule.host, missed.join(", ")),
    }
}

/// Whether the copy is whole, and which pictures are missing and why.
fn copy(article: &Article) -> String {
    let mut copy = match article.diagnosis.complete {
        true => "whole".to_owned(),
        false => format!("may not be whole: {}", doubts::with_evidence(&article.diagnosis)),
    };
    for (url, failure) in &article.missing {
        copy += &format!("; picture {url} is missing ({})", failure.message);
    }
    copy
}

#[cfg(test)]
mod tests {
    use super::date_source;

    #[test]
    fn sources_of_dates_are_words() {
        for (source, words) in [
            ("json-ld:datePublished", "from the page's JSON-LD: datePublished"),
            ("meta:article:published_time", "from the page's head: article:published_time"),
            ("time[datetime]", "from a time marked on the page"),
            ("text", "from the words near the headline"),
            ("url", "from the address"),
            ("rule", "by the rule for the site"),
            ("data", "from data"),
        ] {
            assert_eq!(date_source(source), words);
        }
    }
}
