//! `lede duplicates`.

use std::io::Write;

use super::args::Duplicates;
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::say::say;
use super::tally::Tally;
use super::text;
use crate::library::Library;
use crate::model::{ArticleSummary, Duplicate};

pub fn run(args: &Duplicates, context: &Context) -> Outcome {
    let library = context.library()?;
    if args.not || args.again {
        return judge(args, &library, context);
    }
    if args.ids.is_empty() {
        return groups(&library, context);
    }
    let mut tally = Tally::new(args.ids.len(), context);
    let mut found: Vec<Duplicate> = Vec::new();
    for id in tally.resolve(&library, &args.ids) {
        for copy in library.duplicates(id)? {
            if !found.iter().any(|known| known.summary.id == copy.summary.id) {
                found.push(copy);
            }
        }
    }
    tell(&found, context)?;
    tally.end()
}

/// Keeps a person's word on the first article and the others, and tells what copies of it there are then.
fn judge(args: &Duplicates, library: &Library, context: &Context) -> Outcome {
    let ids = args.ids.iter().map(|id| library.resolve(id)).collect::<Result<Vec<_>, _>>()?;
    let [first, others @ ..] = ids.as_slice() else { return Ok(()) };
    if others.is_empty() {
        return Err(Failure::Usage("which articles are no copies of it? Give two IDs or more".into()));
    }
    library.set_not_duplicate(*first, others, args.not, context.now())?;
    tell(&library.duplicates(*first)?, context)
}

fn tell(found: &[Duplicate], context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(&found);
    }
    if found.is_empty() {
        say("no other article has this text");
        return Ok(());
    }
    let mut out = context.out();
    for copy in found {
        writeln!(out, "{}  {}", row(&copy.summary), in_words(copy))?;
    }
    Ok(out.flush()?)
}

fn groups(library: &Library, context: &Context) -> Outcome {
    let groups = library.all_duplicates()?;
    if context.json() {
        return context.print_json(&groups);
    }
    if groups.is_empty() {
        say("no two articles have one text");
        return Ok(());
    }
    let mut out = context.out();
    for (n, group) in groups.iter().enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        for article in &group.articles {
            writeln!(out, "{}", row(article))?;
        }
    }
    Ok(out.flush()?)
}

fn row(article: &ArticleSummary) -> String {
    format!(
        "{:>5}  {}  {}",
        article.id.to_string(),
        text::one_line(&article.site),
        text::one_line(&article.title)
    )
}

fn in_words(copy: &Duplicate) -> String {
    let percent = ((1.0 - copy.similarity) * 100.0).round();
    match (percent < 1.0, copy.containment >= 0.9) {
        (true, _) => "(same text)".into(),
        (false, true) => format!("({percent} % differs; the shorter one is part of the longer)"),
        (false, false) => format!("({percent} % differs)"),
    }
}
