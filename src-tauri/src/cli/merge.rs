//! `lede merge`.

use super::args::Merge;
use super::context::Context;
use super::exit::Outcome;
use super::say::say;
use super::text::{count, one_line};

pub fn run(args: &Merge, context: &Context) -> Outcome {
    let library = context.library()?;
    let keep = library.resolve(&args.keep)?;
    let others = args.others.iter().map(|id| library.resolve(id)).collect::<Result<Vec<_>, _>>()?;
    let merged = library.merge(keep, &others, context.now())?.value;
    if context.json() {
        return context.print_json(&merged);
    }
    let taken = [
        (merged.tags, "tag"),
        (merged.notes, "note"),
        (merged.highlights, "highlight"),
        (merged.unfound, "quote as a note"),
        (merged.collections, "collection"),
        (merged.relations, "relation"),
    ];
    let taken: Vec<String> = taken.iter().filter(|(n, _)| *n > 0).map(|(n, thing)| told(*n, thing)).collect();
    let with = if taken.is_empty() { String::new() } else { format!(" with {}", taken.join(", ")) };
    let number = u32::try_from(merged.merged.len()).unwrap_or(u32::MAX);
    say(&format!(
        "{} merged into {}  {}{with}",
        count(number, "article"),
        merged.article.id,
        one_line(&merged.article.title)
    ));
    Ok(())
}

fn told(n: u32, thing: &str) -> String {
    match thing.split_once(' ') {
        Some((thing, rest)) => format!("{} {rest}", count(n, thing)),
        None => count(n, thing),
    }
}
