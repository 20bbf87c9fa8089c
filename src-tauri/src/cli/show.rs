//! `lede show`.

use std::io::Write;

use super::args::Show;
use super::context::Context;
use super::doubts;
use super::exit::Outcome;
use super::table::write_fields;
use super::text::{self, local_time, published_time};
use crate::model::{Article, ReadState};

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
        ("Published", summary.published.as_deref().map(published_time).unwrap_or_default()),
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
        ("Copy", copy(article)),
        ("Excerpt", summary.excerpt.clone()),
    ]
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
