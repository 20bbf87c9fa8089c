//! `lede links` and `lede backlinks`.

use std::io::Write;

use anstyle::Style;

use super::args::{Backlinks, Links};
use super::context::Context;
use super::exit::Outcome;
use super::say::say;
use super::tally::Tally;
use super::text::{self, isolate, one_line, printable};
use crate::model::{Backlink, Link, LinkPlace};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
/// Citing articles that a person gets without asking for more.
const SCREENFUL: u32 = 50;

pub fn links(args: &Links, context: &Context) -> Outcome {
    let library = context.library()?;
    let mut tally = Tally::new(args.ids.len(), context);
    let mut links = Vec::new();
    for article in tally.resolve(&library, &args.ids) {
        links.extend(library.links(article)?);
    }
    links.retain(|link| {
        (!args.saved || link.article.is_some()) && args.context.is_none_or(|only| only.is(link.context))
    });
    if context.json() {
        context.print_json(&links)?;
    } else if links.is_empty() {
        say("no links");
    } else {
        let mut out = context.out();
        let mut heading = None;
        for link in &links {
            write_link(&mut out, link, &mut heading, context)?;
        }
        out.flush()?;
    }
    tally.end()
}

/// A saved link with its article's ID, another one with its address; lists of the page under their headings.
fn write_link<'a>(
    out: &mut impl Write,
    link: &'a Link,
    heading: &mut Option<&'a str>,
    context: &Context,
) -> std::io::Result<()> {
    let above = match (link.place, link.heading.as_deref()) {
        (LinkPlace::Text, _) => None,
        (_, Some(heading)) if !heading.is_empty() => Some(heading),
        (LinkPlace::Topic, _) => Some("Filed under"),
        (LinkPlace::Inline, _) => Some("Read also"),
        (LinkPlace::Around, _) => Some("From this page"),
    };
    if above != *heading {
        let words = above.unwrap_or("In the text");
        writeln!(out, "\n{BOLD}{}{BOLD:#}", isolate(one_line(words), context.terminal()))?;
        *heading = above;
    }
    let id = link.article.map(|id| id.to_string()).unwrap_or_default();
    let mark = if link.trashed { " (in the trash)" } else { "" };
    writeln!(out, "{id:>6}  {}{mark}", isolate(one_line(&link.text), context.terminal()))?;
    writeln!(out, "        {DIM}{}{DIM:#}", printable(&link.url))
}

pub fn backlinks(args: &Backlinks, context: &Context) -> Outcome {
    let library = context.library()?;
    let mut tally = Tally::new(args.ids.len(), context);
    let person = context.terminal() && !context.json();
    let limit = args.limit.unwrap_or(if person { SCREENFUL } else { u32::MAX });
    let (mut rows, mut total, mut more) = (Vec::new(), 0_u32, false);
    for article in tally.resolve(&library, &args.ids) {
        let page = library.backlinks(article, args.offset, limit)?;
        total = total.saturating_add(page.total);
        more |= page.more;
        rows.extend(page.rows);
    }
    if context.json() {
        context.print_json(&rows)?;
    } else if rows.is_empty() {
        say("no saved article links here");
    } else {
        let mut out = context.out();
        for row in &rows {
            write_backlink(&mut out, row, context)?;
        }
        out.flush()?;
        let shown = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        if person && shown < total {
            let all = text::count(total, "article");
            let of = if more { "more than " } else { "" };
            say(&format!("{shown} of {of}{all}; --limit and --offset show others"));
        }
    }
    tally.end()
}

fn write_backlink(out: &mut impl Write, row: &Backlink, context: &Context) -> std::io::Result<()> {
    let article = &row.article;
    let more = if row.links > 1 { format!("  {} links", row.links) } else { String::new() };
    let title = context.title(&article.title, 8);
    writeln!(out, "{:>6}  {BOLD}{title}{BOLD:#}", article.id)?;
    let (site, day) = (one_line(&article.site), text::local_date(article.saved));
    writeln!(out, "        {DIM}{site} · {day}{more}{DIM:#}")?;
    let quote = isolate(one_line(&row.quote), context.terminal());
    writeln!(out, "        {quote}")
}
