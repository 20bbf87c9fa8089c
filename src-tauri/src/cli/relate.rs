//! `lede relate` and `lede relations`.

use std::io::Write;

use serde::Serialize;

use super::args::{Relate, Relations};
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::say::say;
use super::tally::Tally;
use super::text;
use crate::library::Library;
use crate::model::{
    ArticleId, ArticleRelation, NoteConnection, Relating, Relation, RelationId, RelationKind, RelationSide,
};

pub fn run(args: &Relate, context: &Context) -> Outcome {
    let library = context.library()?;
    if let Some(id) = args.change {
        return change(args, id, &library, context);
    }
    if !args.delete.is_empty() {
        let removed = library.unrelate(&args.delete, context.now())?.value;
        return print(&library, &removed, "removed", removed.len() == 1, context);
    }
    let mut tally = Tally::new(args.ids.len(), context);
    let Some((last, firsts)) = args.ids.split_last() else {
        return Err(Failure::Usage("which articles?".into()));
    };
    let other = library.resolve(last)?;
    let articles = tally.resolve(&library, firsts);
    let (relations, done) = match args.remove {
        true => (remove(args, &articles, other, &library, context)?, "removed"),
        false if articles.is_empty() => (Vec::new(), "related"),
        false => (library.relate(&articles, other, &relating(args), context.now())?.value, "related"),
    };
    print(&library, &relations, done, firsts.len() == 1 && !args.remove, context)?;
    tally.end()
}

/// What is said of the articles.
fn relating(args: &Relate) -> Relating {
    let own = args.label.is_some().then_some(RelationKind::Own);
    let kind = args.kind.or(own).unwrap_or_default();
    Relating { kind, label: args.label.clone(), note: args.note.clone(), ..Relating::default() }
}

fn change(args: &Relate, id: RelationId, library: &Library, context: &Context) -> Outcome {
    let before = library.relation(id)?;
    let own = args.label.is_some().then_some(RelationKind::Own);
    let kind = args.kind.or(own).unwrap_or(before.kind);
    let label = args.label.clone().or_else(|| before.label.filter(|_| kind == RelationKind::Own));
    let relating = Relating { kind, label, note: args.note.clone().or(before.note), ..Relating::default() };
    let side = args.turn.then_some(before.to);
    let changed = library.change_relation(id, &relating, side, context.now())?.value;
    print(library, &[changed], "changed", true, context)
}

/// Removes what stands between each of some articles and another one.
fn remove(
    args: &Relate,
    articles: &[ArticleId],
    other: ArticleId,
    library: &Library,
    context: &Context,
) -> Result<Vec<Relation>, Failure> {
    let kind = args.kind;
    let mut there = Vec::new();
    for &article in articles {
        let between = library.relations_between(article, other)?;
        there.extend(between.into_iter().filter(|relation| kind.is_none_or(|kind| kind == relation.kind)));
    }
    let ids: Vec<RelationId> = there.iter().map(|relation| relation.id).collect();
    if ids.is_empty() {
        say("nothing relates them");
    }
    Ok(library.unrelate(&ids, context.now())?.value)
}

fn print(library: &Library, relations: &[Relation], done: &str, one: bool, context: &Context) -> Outcome {
    if context.json() {
        return match relations {
            [relation] if one => context.print_json(relation),
            relations => context.print_json(&relations),
        };
    }
    let mut out = context.out();
    for relation in relations {
        let sides =
            [relation.from, relation.to].map(|id| library.article(id).map(|article| article.summary.title));
        let [from, to] = sides;
        let words = words(relation, RelationSide::From);
        let line = format!("{}  —  {words}  —  {}", text::one_line(&from?), text::one_line(&to?));
        let line = context.title(&line, done.len() + "  12345  ".len());
        writeln!(out, "{done}  {:>5}  {line}", relation.id.to_string())?;
    }
    Ok(out.flush()?)
}

/// What `lede relations` prints of one connection.
#[derive(Serialize)]
struct Row<'a> {
    /// The article that was asked for.
    of: ArticleId,
    #[serde(flatten)]
    what: What<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum What<'a> {
    Relation(&'a ArticleRelation),
    Note {
        kind: &'static str,
        #[serde(flatten)]
        connection: &'a NoteConnection,
    },
}

pub fn list(args: &Relations, context: &Context) -> Outcome {
    let library = context.library()?;
    let mut tally = Tally::new(args.ids.len(), context);
    let mut found = Vec::new();
    for id in tally.resolve(&library, &args.ids) {
        found.push((id, library.relations(id)?));
    }
    let rows: Vec<Row<'_>> = found
        .iter()
        .flat_map(|(of, connections)| {
            let relations = connections.relations.iter().map(What::Relation);
            let notes = connections.mentions.iter().map(|connection| What::Note { kind: "note", connection });
            relations.chain(notes).map(|what| Row { of: *of, what })
        })
        .collect();
    if context.json() {
        context.print_json(&rows)?;
    } else if rows.is_empty() {
        say("no relations; `lede relate A B --kind follow-up` makes one");
    } else {
        write_rows(&rows, context)?;
    }
    tally.end()
}

fn write_rows(rows: &[Row<'_>], context: &Context) -> Outcome {
    let mut out = context.out();
    for row in rows {
        let (number, reads, article) = match &row.what {
            What::Relation(seen) => (seen.relation.id.to_string(), reads(seen), &seen.article),
            What::Note { connection, .. } => {
                let reads = if connection.incoming { "mentioned in a note on" } else { "its note mentions" };
                ("-".to_owned(), reads.to_owned(), &connection.article)
            }
        };
        let title = format!("{reads}  {} ({})", text::one_line(&article.title), article.id);
        writeln!(out, "{number:>5}  {}", context.title(&title, "12345  ".len()))?;
        if let What::Relation(ArticleRelation { relation, .. }) = &row.what
            && let Some(note) = &relation.note
        {
            writeln!(out, "{}{}", " ".repeat(7), context.title(note, 7))?;
        }
    }
    Ok(out.flush()?)
}

/// How a relation reads from one of its sides: "follow-up to", "followed up by".
pub fn reads(seen: &ArticleRelation) -> String {
    words(&seen.relation, seen.side)
}

fn words(relation: &Relation, side: RelationSide) -> String {
    let label = relation.label.as_deref().map(text::one_line).unwrap_or_default();
    let words = match (relation.kind, side == RelationSide::To) {
        (RelationKind::SameStory, _) => "same story as",
        (RelationKind::Contradicts, _) => "contradicts",
        (RelationKind::FollowUp, false) => "follow-up to",
        (RelationKind::FollowUp, true) => "followed up by",
        (RelationKind::Background, false) => "background to",
        (RelationKind::Background, true) => "has as background",
        (RelationKind::Source, false) => "source of",
        (RelationKind::Source, true) => "has as source",
        (RelationKind::CorrectionOf, false) => "correction of",
        (RelationKind::CorrectionOf, true) => "corrected by",
        (RelationKind::Own, false) => return label,
        (RelationKind::Own, true) => return format!("← {label}"),
    };
    words.to_owned()
}
