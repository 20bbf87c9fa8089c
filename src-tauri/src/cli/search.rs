//! `lede search`.

use std::io::Write;

use anstyle::{Effects, Style};
use serde::Serialize;
use serde_json::json;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::args::Search;
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::say::say;
use super::text::{self, isolate, local_date, one_line, printable, published_day, right_to_left};
use crate::library::Library;
use crate::model::{
    ArticlePage, ArticleSummary, Facet, Found, FoundIn, ListQuery, Piece, QueryFault, SortKey, Tally,
};

/// Rows that a person gets without asking for more.
const SCREENFUL: u32 = 20;
/// Lines of a passage.
const LINES: usize = 3;
const DIM: Style = Style::new().dimmed();
const HIT: Style = Style::new().effects(Effects::BOLD.insert(Effects::UNDERLINE));

/// A row as `--json` prints it.
#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    article: &'a ArticleSummary,
    /// The passage as plain text.
    snippet: String,
    #[serde(flatten)]
    found: Option<Shown<'a>>,
    score: f64,
}

/// What was found of it.
#[derive(Serialize)]
struct Shown<'a> {
    place: FoundIn,
    title_pieces: &'a [Piece],
    passage: &'a [Piece],
}

pub fn run(args: &Search, context: &Context) -> Outcome {
    let library = context.library()?;
    let text = args.query.join(" ");
    tell_problems(&library, &text)?;
    let query = ListQuery {
        shelf: args.shelf.into(),
        find: Some(text),
        sort: args.sort.into(),
        order: args.order.map_or(args.sort.order(), Into::into),
        ..ListQuery::default()
    };
    if args.count {
        return count(library.tally(&query)?.total, context);
    }
    if args.facets {
        return facets(&library.tally(&query)?, context);
    }
    let person = context.terminal() && !context.json();
    let limit = args.limit.unwrap_or(if person { SCREENFUL } else { u32::MAX });
    let page =
        library.articles(&ListQuery { passages: true, offset: args.offset, limit, ..query.clone() })?;
    if context.json() {
        return context.print_json(&rows(&page));
    }
    if page.rows.is_empty() {
        say("nothing was found; `lede help search` tells how to ask");
        return Ok(());
    }
    print(&page, query.sort, context)?;
    tell_rest(&page, context);
    Ok(())
}

/// What the index lacks and what makes no sense in the query.
fn tell_problems(library: &Library, text: &str) -> Result<(), Failure> {
    let behind = library.index_state()?.behind;
    if behind > 0 {
        say(&format!(
            "{} still to be brought into the index; what they have is not found yet",
            text::count(behind, "article")
        ));
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    for problem in library.read_query(text)?.problems {
        let part = units.get(problem.from as usize..problem.to as usize).unwrap_or_default();
        say(&in_words(problem.fault, &one_line(&String::from_utf16_lossy(part))));
    }
    Ok(())
}

fn in_words(fault: QueryFault, part: &str) -> String {
    match fault {
        QueryFault::UnknownName => format!("{part}: no filter has this name; searched for as words"),
        QueryFault::UnknownValue => {
            format!("{part}: the filter does not know this value; searched for as words")
        }
        QueryFault::NoValue => format!("{part}: nothing stands behind it; left out"),
        QueryFault::Unbalanced => format!("{part}: a parenthesis without the other one; left out"),
        QueryFault::Alone => format!("{part}: joins nothing; left out"),
        QueryFault::TooMuch => format!("{part}: more than a query can hold; left out"),
        QueryFault::NotThere => format!("{part}: the archive has nothing of this name"),
    }
}

fn rows(page: &ArticlePage) -> Vec<Row<'_>> {
    page.rows.iter().enumerate().map(|(n, article)| Row::of(article, page.passages.get(n))).collect()
}

impl<'a> Row<'a> {
    fn of(article: &'a ArticleSummary, found: Option<&'a Found>) -> Self {
        let snippet = found.map_or_else(|| one_line(&article.excerpt), |found| plain(&found.passage));
        Self { article, snippet, found: found.map(Shown::of), score: found.map_or(0.0, |found| found.score) }
    }
}

impl<'a> Shown<'a> {
    fn of(found: &'a Found) -> Self {
        Self { place: found.place, title_pieces: &found.title, passage: &found.passage }
    }
}

fn plain(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect::<String>().trim().to_owned()
}

fn count(total: u32, context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(&json!({ "total": total }));
    }
    let mut out = context.out();
    writeln!(out, "{total}")?;
    Ok(out.flush()?)
}

fn facets(tally: &Tally, context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(tally);
    }
    let mut out = context.out();
    writeln!(out, "{}", text::count(tally.total, "article"))?;
    let named: [(&str, &[Facet]); 5] = [
        ("sites", &tally.sites),
        ("tags", &tally.tags),
        ("years", &tally.years),
        ("languages", &tally.languages),
        ("states", &tally.states),
    ];
    for (name, facets) in named.into_iter().filter(|(_, facets)| !facets.is_empty()) {
        writeln!(out, "\n{DIM}{name}{DIM:#}")?;
        for facet in facets {
            let label = isolate(one_line(&facet.label), context.terminal());
            writeln!(out, "{:>7}  {label}  {DIM}{}{DIM:#}", facet.articles, one_line(&facet.filter))?;
        }
    }
    Ok(out.flush()?)
}

fn print(page: &ArticlePage, sort: SortKey, context: &Context) -> Outcome {
    let mut out = context.out();
    let width = context.width().map_or(usize::MAX, |width| width.saturating_sub(7).max(30));
    for (n, article) in page.rows.iter().enumerate() {
        let date = match (&article.published, sort) {
            (Some(published), key) if key != SortKey::Saved => published_day(published),
            _ => local_date(article.saved),
        };
        let whole = [Piece { text: one_line(&article.title), hit: false }];
        let found = page.passages.get(n);
        let title = found.map_or(whole.as_slice(), |found| &found.title);
        let site = isolate(one_line(&article.site), context.terminal());
        let lines = wrapped(title, width, 2);
        for (line, text) in lines.iter().enumerate() {
            let id = if line == 0 { format!("{:>5}", article.id.to_string()) } else { " ".repeat(5) };
            writeln!(out, "{id}  {}", isolate(text.clone(), context.terminal()))?;
        }
        let place = found.map_or("", |found| place(found.place));
        writeln!(out, "       {DIM}{date}  {site}{place}{DIM:#}")?;
        for line in found.map(|found| wrapped(&found.passage, width, LINES)).unwrap_or_default() {
            writeln!(out, "       {}", isolate(line, context.terminal()))?;
        }
    }
    Ok(out.flush()?)
}

/// Where a passage stands, when not in the text.
fn place(place: FoundIn) -> &'static str {
    match place {
        FoundIn::Text | FoundIn::Title => "",
        FoundIn::By => "  in the byline",
        FoundIn::Tag => "  in a tag",
        FoundIn::Note => "  in your note",
        FoundIn::Highlight => "  in your highlight",
    }
}

/// Pieces in lines of a width, the hits marked; what is more than `most` lines is cut off.
fn wrapped(pieces: &[Piece], width: usize, most: usize) -> Vec<String> {
    let rtl = right_to_left(&plain(pieces)) == Some(true);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for piece in pieces {
        for word in printable(&piece.text).split_word_bounds() {
            let columns = word.width();
            if used > 0 && used + columns > width && !word.trim().is_empty() {
                lines.push(String::new());
                used = 0;
            }
            if used == 0 && word.trim().is_empty() {
                continue;
            }
            let Some(line) = lines.last_mut() else { continue };
            match piece.hit {
                true => line.push_str(&format!("{HIT}{word}{HIT:#}")),
                false => line.push_str(word),
            }
            used += columns;
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        lines.last_mut().into_iter().for_each(|line| line.push('…'));
    }
    if rtl { lines.into_iter().map(|line| format!("\u{2067}{line}\u{2069}")).collect() } else { lines }
}

fn tell_rest(page: &ArticlePage, context: &Context) {
    if !context.terminal() {
        return;
    }
    if page.newest {
        say("very many articles have this: the best of the newest stand first");
    }
    let shown = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
    if shown < page.total {
        let more = if page.at_least { "more than " } else { "" };
        say(&format!(
            "{shown} of {more}{}; --limit and --offset show others",
            text::count(page.total, "article")
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(parts: &[(&str, bool)]) -> Vec<Piece> {
        parts.iter().map(|(text, hit)| Piece { text: (*text).to_owned(), hit: *hit }).collect()
    }

    #[test]
    fn passages_keep_to_their_width() {
        let passage =
            pieces(&[("…the ", false), ("harbour", true), (" was closed at noon, 上海港 and others", false)]);
        let lines = wrapped(&passage, 20, 9);
        let visible: Vec<_> =
            lines.iter().map(|line| anstream::adapter::strip_str(line).to_string()).collect();
        assert!(visible.iter().all(|line| line.width() <= 20), "{visible:?}");
        assert_eq!(visible.concat().replace(' ', ""), plain(&passage).replace(' ', ""));
        assert!(lines[0].contains(&format!("{HIT}harbour{HIT:#}")), "{lines:?}");
        assert_eq!(wrapped(&passage, 20, 1).len(), 1);
        assert!(wrapped(&pieces(&[("سلام", true)]), 20, 1)[0].starts_with('\u{2067}'));
    }
}
