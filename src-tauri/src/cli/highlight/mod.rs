//! `lede highlight` and `lede highlights`.

mod list;
mod w3c;

use std::io::Write;

use super::args::MakeHighlight;
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::tally::Tally;
use super::text;
use crate::error::ErrorKind;
use crate::library::Library;
use crate::model::{Highlight, HighlightColor, HighlightId, HighlightPatch};

pub use list::run as list;

pub fn run(args: &MakeHighlight, context: &Context) -> Outcome {
    let library = context.library()?;
    let patch = HighlightPatch {
        color: args.color.map(HighlightColor::from),
        note: args.note.clone(),
        add_tags: args.tag.clone(),
        remove_tags: args.untag.clone(),
    };
    if !args.delete.is_empty() {
        return each(&args.delete, "deleted", context, |id| {
            library.delete_highlights(&[id], context.now()).map(|changed| changed.value)
        });
    }
    if !args.change.is_empty() {
        if patch == HighlightPatch::default() {
            return Err(Failure::Usage(
                "what is to be changed? give --color, --note, --tag or --untag".into(),
            ));
        }
        return each(&args.change, "changed", context, |id| {
            library.update_highlights(&[id], &patch, context.now()).map(|changed| changed.value)
        });
    }
    let made = make(args, &patch, &library, context)?;
    if context.json() {
        return context.print_json(&made);
    }
    print(&[made], "highlighted", context)
}

fn make(
    args: &MakeHighlight,
    patch: &HighlightPatch,
    library: &Library,
    context: &Context,
) -> Result<Highlight, Failure> {
    let [id, quote] = args.words.as_slice() else {
        return Err(Failure::Usage("give an article and a quote that stands in it".into()));
    };
    let article = library.resolve(id)?;
    let made = library.highlight_quote(article, args.version, quote, args.nth, patch, context.now());
    made.map(|changed| changed.value).map_err(|error| match error.kind() {
        ErrorKind::Ambiguous => {
            Failure::Usage(format!("{error}; give more of its words, or --nth 1 for the first of them"))
        }
        _ => error.into(),
    })
}

/// Does something to each highlight by itself, so that one that is not there stops no other.
fn each(
    ids: &[HighlightId],
    done: &str,
    context: &Context,
    mut change: impl FnMut(HighlightId) -> crate::error::Result<Vec<Highlight>>,
) -> Outcome {
    let mut tally = Tally::new(ids.len(), context);
    let mut changed = Vec::new();
    for &id in ids {
        match change(id) {
            Ok(highlights) => changed.extend(highlights),
            Err(error) => tally.failed(error.report()),
        }
    }
    if context.json() {
        context.print_json(&changed)?;
    } else {
        print(&changed, done, context)?;
    }
    tally.end()
}

fn print(highlights: &[Highlight], done: &str, context: &Context) -> Outcome {
    let mut out = context.out();
    for highlight in highlights {
        let quote = context.title(&highlight.quote, done.len() + "  12345  yellow  ".len());
        writeln!(out, "{done}  {:>5}  {:<6}  {quote}", highlight.id.to_string(), color(highlight.color))?;
    }
    Ok(out.flush()?)
}

fn color(color: HighlightColor) -> &'static str {
    match color {
        HighlightColor::Yellow => "yellow",
        HighlightColor::Green => "green",
        HighlightColor::Blue => "blue",
        HighlightColor::Pink => "pink",
    }
}

/// A note on one line.
fn noted(highlight: &Highlight) -> Option<String> {
    highlight.note.as_deref().map(text::one_line)
}
