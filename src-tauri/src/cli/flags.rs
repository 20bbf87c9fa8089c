//! `lede star`, `archive`, `mark`, `trash`: the flags of articles.

use std::io::Write;

use super::args::{Mark, Shelve, Star, StateArg, Trash};
use super::context::Context;
use super::exit::Outcome;
use super::tally::Tally;
use crate::library::Library;
use crate::model::{ArticleId, ArticlePatch, ArticleSummary};

pub fn star(args: &Star, context: &Context) -> Outcome {
    let patch = ArticlePatch { starred: Some(!args.remove), ..ArticlePatch::default() };
    change(&args.ids, patch, if args.remove { "unstarred" } else { "starred" }, context)
}

pub fn archive(args: &Shelve, context: &Context) -> Outcome {
    let patch = ArticlePatch { archived: Some(!args.remove), ..ArticlePatch::default() };
    change(&args.ids, patch, if args.remove { "in the inbox" } else { "archived" }, context)
}

pub fn mark(args: &Mark, context: &Context) -> Outcome {
    let patch = ArticlePatch { state: Some(args.state.into()), ..ArticlePatch::default() };
    let done = match args.state {
        StateArg::Unread => "unread",
        StateArg::Reading => "being read",
        StateArg::Read => "read",
    };
    change(&args.ids, patch, done, context)
}

pub fn trash(args: &Trash, context: &Context) -> Outcome {
    if args.undo {
        return take_out(&args.ids, context);
    }
    change(
        &args.ids,
        ArticlePatch { trashed: Some(true), ..ArticlePatch::default() },
        "in the trash",
        context,
    )
}

/// Takes articles out of the trash.
pub fn take_out(ids: &[String], context: &Context) -> Outcome {
    change(ids, ArticlePatch { trashed: Some(false), ..ArticlePatch::default() }, "restored", context)
}

/// Changes all that can be found in one transaction, and prints what they are now.
fn change(ids: &[String], patch: ArticlePatch, done: &str, context: &Context) -> Outcome {
    let library = context.library()?;
    let mut tally = Tally::new(ids.len(), context);
    let found = tally.resolve(&library, ids);
    library.update(&found, patch, context.now())?;
    let changed = summaries(&library, &found)?;
    if context.json() {
        context.print_json(&changed)?;
    } else {
        print(&changed, done, context)?;
    }
    tally.end()
}

fn summaries(library: &Library, ids: &[ArticleId]) -> Result<Vec<ArticleSummary>, crate::Error> {
    ids.iter().map(|id| Ok(library.article(*id)?.summary)).collect()
}

fn print(changed: &[ArticleSummary], done: &str, context: &Context) -> Outcome {
    let mut out = context.out();
    for article in changed {
        let title = context.title(&article.title, done.len() + "  12345  ".len());
        writeln!(out, "{done}  {:>5}  {title}", article.id.to_string())?;
    }
    Ok(out.flush()?)
}
