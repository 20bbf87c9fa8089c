//! `lede highlights`.

use std::io::Write;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{color, noted, w3c};
use crate::cli::args::ListHighlights;
use crate::cli::context::Context;
use crate::cli::exit::{Failure, Outcome};
use crate::cli::say::say;
use crate::cli::tally::Tally;
use crate::cli::text;
use crate::library::Library;
use crate::model::{
    ArticleId, Highlight, HighlightColor, HighlightQuery, HighlightRow, HighlightSort, SortOrder,
};

/// Rows that a person gets without asking for more.
const SCREENFUL: u32 = 50;

pub fn run(args: &ListHighlights, context: &Context) -> Outcome {
    let library = context.library()?;
    let mut tally = Tally::new(args.ids.len(), context);
    let articles = tally.resolve(&library, &args.ids);
    if let Some(version) = args.version {
        let mut highlights = Vec::new();
        for &article in &articles {
            highlights.extend(library.highlights(article, Some(version))?);
        }
        tell(&highlights, context)?;
        return tally.end();
    }
    let rows = rows(args, &library, &articles, context)?;
    if args.w3c {
        context.print_json(&rows.iter().map(w3c::annotation).collect::<Vec<_>>())?;
    } else if context.json() {
        context.print_json(&rows)?;
    } else if rows.is_empty() {
        say("no highlights; `lede highlight ID QUOTE` makes one");
    } else {
        print(&rows, context)?;
    }
    tally.end()
}

fn rows(
    args: &ListHighlights,
    library: &Library,
    articles: &[ArticleId],
    context: &Context,
) -> Result<Vec<HighlightRow>, Failure> {
    let person = context.terminal() && !context.json() && !args.w3c;
    let query = HighlightQuery {
        colors: args.color.iter().map(|&color| HighlightColor::from(color)).collect(),
        tag: args.tag.as_ref().map(|tag| library.tag_named(tag)).transpose()?.map(|tag| tag.id),
        from: args.since.map(beginning).transpose()?,
        to: args.until.map(end).transpose()?,
        find: args.find.clone(),
        offset: args.offset,
        limit: args.limit.unwrap_or(if person { SCREENFUL } else { u32::MAX }),
        ..HighlightQuery::default()
    };
    if args.ids.is_empty() {
        return Ok(library.all_highlights(&query)?.rows);
    }
    let mut rows = Vec::new();
    for &article in articles {
        let query = HighlightQuery {
            article: Some(article),
            sort: HighlightSort::Article,
            order: SortOrder::Ascending,
            ..query.clone()
        };
        rows.extend(library.all_highlights(&query)?.rows);
    }
    Ok(rows)
}

/// When a day begins here.
fn beginning(day: Date) -> Result<Timestamp, Failure> {
    let begun = day.to_zoned(TimeZone::system()).map(|zoned| zoned.timestamp());
    begun.map_err(|error| Failure::Usage(format!("{day}: {error}")))
}

fn end(day: Date) -> Result<Timestamp, Failure> {
    beginning(day.tomorrow().map_err(|error| Failure::Usage(format!("{day}: {error}")))?)
}

fn print(rows: &[HighlightRow], context: &Context) -> Outcome {
    let mut out = context.out();
    let mut article = None;
    for row in rows {
        if article.replace(row.highlight.article) != Some(row.highlight.article) {
            let title = context.title(&row.title, 8);
            writeln!(out, "{:>5}  {title}", row.highlight.article.to_string())?;
        }
        line(&mut out, &row.highlight, context)?;
    }
    Ok(out.flush()?)
}

fn tell(highlights: &[Highlight], context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(&highlights);
    }
    let mut out = context.out();
    highlights.iter().try_for_each(|highlight| line(&mut out, highlight, context))?;
    Ok(out.flush()?)
}

fn line(out: &mut impl Write, highlight: &Highlight, context: &Context) -> std::io::Result<()> {
    const BEFORE: &str = "       12345  2026-01-01  yellow  ";
    let quote = context.title(&highlight.quote, BEFORE.len());
    let made = text::local_date(highlight.created);
    let color = color(highlight.color);
    writeln!(out, "       {:>5}  {made}  {color:<6}  {quote}", highlight.id.to_string())?;
    let gone = highlight.place.is_none().then(|| "not found in this version".to_owned());
    let tags =
        Some(highlight.tags.join(", ")).filter(|tags| !tags.is_empty()).map(|tags| format!("[{tags}]"));
    for more in [gone, noted(highlight), tags].into_iter().flatten() {
        writeln!(out, "{}{}", " ".repeat(BEFORE.len()), context.title(&more, BEFORE.len()))?;
    }
    Ok(())
}
