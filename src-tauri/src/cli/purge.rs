//! `lede purge`.

use std::io::{self, BufRead, IsTerminal, Write};

use super::args::Purge;
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::say::say;
use super::tally::Tally;
use super::text;
use crate::error::Error;
use crate::library::Library;
use crate::model::{ArticleId, DeletedArticle, ListQuery, Shelf};

pub fn run(args: &Purge, context: &Context) -> Outcome {
    let library = context.library()?;
    let mut tally = Tally::new(args.ids.len(), context);
    let chosen = if args.all { None } else { Some(in_the_trash(&library, &args.ids, &mut tally)?) };
    let count = match &chosen {
        Some(ids) => u32::try_from(ids.len()).unwrap_or(u32::MAX),
        None => library.articles(&ListQuery { shelf: Shelf::Trash, limit: 0, ..ListQuery::default() })?.total,
    };
    let deleted =
        if count > 0 && agreed(count, args.yes)? { library.purge(chosen.as_deref())? } else { vec![] };
    print(&deleted, context)?;
    tally.end()
}

/// The articles that may be deleted; one that is not in the trash counts as failed.
fn in_the_trash(library: &Library, ids: &[String], tally: &mut Tally<'_>) -> Result<Vec<ArticleId>, Failure> {
    let mut trashed = Vec::new();
    for id in tally.resolve(library, ids) {
        if library.article(id)?.summary.trashed {
            trashed.push(id);
        } else {
            let mut report = Error::NotFound { what: "article in the trash", id: id.to_string() }.report();
            report.hint = Some("only what is in the trash is deleted: `lede trash` moves it there".into());
            tally.failed(report);
        }
    }
    Ok(trashed)
}

fn agreed(count: u32, yes: bool) -> Result<bool, Failure> {
    if yes {
        return Ok(true);
    }
    if !io::stdin().is_terminal() {
        return Err(Failure::Usage("deleting for good needs --yes where nobody can be asked".into()));
    }
    let mut err = io::stderr();
    write!(err, "Delete {} for good, with all versions? [y/N] ", text::count(count, "article"))?;
    err.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

fn print(deleted: &[DeletedArticle], context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(&deleted);
    }
    if deleted.is_empty() {
        say("nothing was deleted");
    }
    let mut out = context.out();
    for article in deleted {
        let title = context.title(&article.title, "deleted  12345  ".len());
        writeln!(out, "deleted  {:>5}  {title}", article.id.to_string())?;
    }
    Ok(out.flush()?)
}
