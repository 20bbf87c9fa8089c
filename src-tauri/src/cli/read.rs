//! `lede read`.

use std::io::Write;

use super::args::Read;
use super::context::Context;
use super::exit::Outcome;
use super::prose::Prose;
use super::{doubts, pager, text};
use crate::library::Library;
use crate::model::{Article, ArticlePatch, ReadState};

/// Columns at most, unless the person asks for more: longer lines are hard to read.
const MEASURE: usize = 80;

pub fn run(args: &Read, context: &Context) -> Outcome {
    let library = context.library()?;
    let article = library.article(library.resolve(&args.id)?)?;
    if context.json() {
        return context.print_json(&article);
    }
    let width = args.width.map_or_else(|| context.width().unwrap_or(MEASURE).min(MEASURE), usize::from);
    let prose = lay_out(&article, width.max(20), context.terminal());
    if context.terminal() {
        mark_as_begun(&library, &article, context)?;
    }
    let rows = prose.lines().count();
    let paged = !args.no_pager && context.height().is_some_and(|height| rows >= height);
    if paged && pager::show(&prose)? {
        return Ok(());
    }
    let mut out = context.out();
    out.write_all(prose.as_bytes())?;
    Ok(out.flush()?)
}

fn lay_out(article: &Article, width: usize, terminal: bool) -> String {
    let summary = &article.summary;
    let mut prose = Prose::new(width, summary.direction == "rtl", terminal);
    prose.title(&summary.title);
    prose.aside(&byline(article));
    prose.aside(&summary.url);
    if !article.diagnosis.complete {
        prose.aside(&format!("This copy may not be whole: {}.", doubts::brief(&article.diagnosis)));
    }
    prose.html(&article.html);
    prose.finish()
}

fn byline(article: &Article) -> String {
    let summary = &article.summary;
    let published = summary.published.as_deref().map(text::published_time);
    let length = text::count(summary.minutes, "minute");
    let authors = Some(summary.authors.join(", ")).filter(|authors| !authors.is_empty());
    let parts = [authors, Some(summary.site.clone()), published, Some(length)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn mark_as_begun(library: &Library, article: &Article, context: &Context) -> Outcome {
    if article.summary.state == ReadState::Unread {
        let patch = ArticlePatch { state: Some(ReadState::Reading), ..ArticlePatch::default() };
        library.update(&[article.summary.id], patch, context.now())?;
    }
    Ok(())
}
