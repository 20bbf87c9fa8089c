//! `lede notes`.

use std::io::Write;

use crate::cli::args::ListNotes;
use crate::cli::context::Context;
use crate::cli::exit::{Failure, Outcome};
use crate::cli::say::say;
use crate::cli::tally::Tally;
use crate::cli::text;
use crate::library::Library;
use crate::model::{ArticleId, Note, NoteMention, NoteQuery};

/// Rows that a person gets without asking for more.
const SCREENFUL: u32 = 50;

pub fn run(args: &ListNotes, context: &Context) -> Outcome {
    let library = context.library()?;
    let mut tally = Tally::new(args.ids.len(), context);
    let articles = tally.resolve(&library, &args.ids);
    if args.linking {
        mentions(&library, &articles, context)?;
        return tally.end();
    }
    let notes = notes(args, &library, &articles, context)?;
    if context.json() {
        context.print_json(&notes)?;
    } else if notes.is_empty() {
        say("no notes; `lede note ID TEXT` writes one");
    } else {
        print(&notes, context)?;
    }
    tally.end()
}

fn notes(
    args: &ListNotes,
    library: &Library,
    articles: &[ArticleId],
    context: &Context,
) -> Result<Vec<Note>, Failure> {
    let person = context.terminal() && !context.json();
    let query = NoteQuery {
        standalone: args.standalone,
        find: args.find.clone(),
        offset: args.offset,
        limit: args.limit.unwrap_or(if person { SCREENFUL } else { u32::MAX }),
        ..NoteQuery::default()
    };
    if args.ids.is_empty() {
        return Ok(library.notes(&query)?.rows);
    }
    let mut notes = Vec::new();
    for &article in articles {
        notes.extend(library.notes(&NoteQuery { article: Some(article), ..query.clone() })?.rows);
    }
    Ok(notes)
}

fn print(notes: &[Note], context: &Context) -> Outcome {
    let mut out = context.out();
    for note in notes {
        let line = [note.title.as_str(), &note.excerpt].join("  ");
        let line = context.title(line.trim(), "12345  2026-01-01  ".len());
        writeln!(out, "{:>5}  {}  {line}", note.id.to_string(), text::local_date(note.updated))?;
        if let Some(article) = &note.article_title {
            writeln!(out, "{}on {}", " ".repeat(19), context.title(article, 22))?;
        }
    }
    Ok(out.flush()?)
}

fn mentions(library: &Library, articles: &[ArticleId], context: &Context) -> Outcome {
    let mut mentions: Vec<NoteMention> = Vec::new();
    for &article in articles {
        mentions.extend(library.note_mentions(article)?);
    }
    if context.json() {
        return context.print_json(&mentions);
    }
    if mentions.is_empty() {
        say("no note links there; `[[Title]]` in a note does");
    }
    let mut out = context.out();
    for mention in mentions {
        let sentence = context.title(&mention.sentence, "12345  2026-01-01  ".len());
        writeln!(out, "{:>5}  {}  {sentence}", mention.note.to_string(), text::local_date(mention.updated))?;
    }
    Ok(out.flush()?)
}
