//! `lede collection` and `lede collections`.

use std::io::{Read, Write};

use serde::Serialize;

use super::args::{CollectionArgs, CollectionVerb, SavedSearch};
use super::context::{Context, file_error};
use super::exit::{Failure, Outcome};
use super::list::order;
use super::table::write_fields;
use super::tally::Tally;
use super::text;
use crate::error::Error;
use crate::library::Library;
use crate::model::{
    ArticleId, AssetHash, Collection, CollectionId, CollectionPatch, CollectionSummary, NewCollection,
    ReadState, SavedQuery,
};

/// A collection with those in it.
#[derive(Serialize)]
struct Branch<'a> {
    #[serde(flatten)]
    collection: &'a CollectionSummary,
    /// Whether a saved search finds more articles than were counted.
    more: bool,
    children: Vec<Branch<'a>>,
}

pub fn list(context: &Context) -> Outcome {
    let library = context.library()?;
    let mut rows = library.collections()?;
    let counts = library.search_counts()?;
    for count in &counts {
        rows.iter_mut().filter(|row| row.id == count.id).for_each(|row| row.articles = count.articles);
    }
    let more: Vec<CollectionId> = counts.iter().filter(|count| count.more).map(|count| count.id).collect();
    let tree = branches(&rows, &more, None);
    if context.json() {
        return context.print_json(&tree);
    }
    if rows.is_empty() {
        super::say::say("there are no collections yet; `lede collection add NAME ID` makes one");
        return Ok(());
    }
    let mut out = context.out();
    write_tree(&mut out, &tree, 0, context)?;
    Ok(out.flush()?)
}

fn branches<'a>(
    rows: &'a [CollectionSummary],
    more: &[CollectionId],
    parent: Option<CollectionId>,
) -> Vec<Branch<'a>> {
    let branch = |row: &'a CollectionSummary| Branch {
        collection: row,
        more: more.contains(&row.id),
        children: branches(rows, more, Some(row.id)),
    };
    rows.iter().filter(|row| row.parent == parent).map(branch).collect()
}

fn write_tree(out: &mut impl Write, tree: &[Branch<'_>], depth: usize, context: &Context) -> Outcome {
    for Branch { collection, more, children } in tree {
        let indent = "  ".repeat(depth);
        let name = text::isolate(text::one_line(&collection.name), context.terminal());
        let articles = text::count(collection.articles, "article");
        let holds = match &collection.query {
            Some(query) => {
                let words = text::one_line(query.find.as_deref().unwrap_or("all"));
                format!("search: {words}, {}{articles}", if *more { "more than " } else { "" })
            }
            None => articles,
        };
        writeln!(out, "{:>5}  {indent}{name}  ({holds})", collection.id.to_string())?;
        write_tree(out, children, depth + 1, context)?;
    }
    Ok(())
}

pub fn run(args: &CollectionArgs, context: &Context) -> Outcome {
    match &args.verb {
        CollectionVerb::Add { collection, ids } => add(collection, ids, context),
        CollectionVerb::Remove { collection, ids } => remove(collection, ids, context),
        CollectionVerb::Order { collection, ids, before } => {
            arrange(collection, ids, before.as_deref(), context)
        }
        CollectionVerb::New { name, r#in, description } => {
            let library = context.library()?;
            let parent = parent(&library, r#in.as_deref())?;
            let new =
                NewCollection { name: name.clone(), parent, description: description.clone(), query: None };
            let id = library.new_collection(new, context.now())?.value;
            tell(&library, id, "new", context)
        }
        CollectionVerb::Search(args) => search(args, context),
        CollectionVerb::Show { collection } => show(collection, context),
        CollectionVerb::Rename { collection, name } => {
            let patch = CollectionPatch { name: Some(name.clone()), ..CollectionPatch::default() };
            change(collection, patch, "renamed", context)
        }
        CollectionVerb::Describe { collection, text } => {
            let description = if text == "-" { standard_input()? } else { text.clone() };
            let patch = CollectionPatch { description: Some(description), ..CollectionPatch::default() };
            change(collection, patch, "described", context)
        }
        CollectionVerb::Cover { collection, article } => cover(collection, article.as_deref(), context),
        CollectionVerb::Move { collections, r#in, before } => {
            relocate(collections, r#in.as_deref(), before.as_deref(), context)
        }
        CollectionVerb::Delete { collections } => delete(collections, context),
    }
}

fn add(collection: &str, ids: &[String], context: &Context) -> Outcome {
    let library = context.library()?;
    let mut tally = Tally::new(ids.len(), context);
    let found = tally.resolve(&library, ids);
    if found.is_empty() {
        return tally.end();
    }
    let id = library.find_or_make_collection(collection, context.now())?.value;
    let added = library.add_to_collection(id, &found, context.now())?.value;
    tell_articles(&library, id, added, "added", context)?;
    tally.end()
}

fn remove(collection: &str, ids: &[String], context: &Context) -> Outcome {
    let library = context.library()?;
    let id = library.find_collection(collection)?;
    let mut tally = Tally::new(ids.len(), context);
    let found = tally.resolve(&library, ids);
    let removed = library.remove_from_collection(id, &found, context.now())?.value;
    tell_articles(&library, id, removed, "removed", context)?;
    tally.end()
}

fn arrange(collection: &str, ids: &[String], before: Option<&str>, context: &Context) -> Outcome {
    let library = context.library()?;
    let id = library.find_collection(collection)?;
    let before = before.map(|before| library.resolve(before)).transpose()?;
    // All or none: an order that lacks one of them is another one.
    let articles: Vec<ArticleId> = ids.iter().map(|id| library.resolve(id)).collect::<Result<_, _>>()?;
    library.arrange_collection(id, &articles, before, context.now())?;
    tell_articles(&library, id, u32::try_from(articles.len()).unwrap_or(u32::MAX), "ordered", context)
}

fn search(args: &SavedSearch, context: &Context) -> Outcome {
    let library = context.library()?;
    let query = SavedQuery {
        find: args.find.clone(),
        shelf: args.shelf.into(),
        state: args.state.map(ReadState::from),
        incomplete: args.incomplete,
        site: args.site.clone(),
        sort: args.sort.into(),
        order: order(args.sort, args.reverse),
        ..SavedQuery::default()
    };
    let there = match library.find_collection(&args.name) {
        Ok(id) => library.collection(id)?.summary.query.is_some().then_some(id),
        Err(Error::NotFound { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    if let Some(id) = there {
        let patch = CollectionPatch { query: Some(query), ..CollectionPatch::default() };
        library.update_collection(id, patch, context.now())?;
        return tell(&library, id, "changed", context);
    }
    let parent = parent(&library, args.r#in.as_deref())?;
    let new = NewCollection { name: args.name.clone(), parent, query: Some(query), ..Default::default() };
    let id = library.new_collection(new, context.now())?.value;
    tell(&library, id, "saved", context)
}

fn show(collection: &str, context: &Context) -> Outcome {
    let library = context.library()?;
    let collection = library.collection(library.find_collection(collection)?)?;
    if context.json() {
        return context.print_json(&collection);
    }
    let Collection { summary, path, description, cover, created, updated, .. } = collection;
    let fields = [
        ("ID", summary.id.to_string()),
        ("Name", summary.name),
        ("Path", path),
        ("Search", summary.query.and_then(|query| query.find).unwrap_or_default()),
        ("Articles", summary.articles.to_string()),
        ("About", description),
        ("Cover", cover.map(|cover| cover.0).unwrap_or_default()),
        ("Made", text::local_time(created)),
        ("Changed", text::local_time(updated)),
    ];
    let mut out = context.out();
    write_fields(&mut out, &fields, context.terminal())?;
    Ok(out.flush()?)
}

fn change(collection: &str, patch: CollectionPatch, done: &str, context: &Context) -> Outcome {
    let library = context.library()?;
    let id = library.find_collection(collection)?;
    library.update_collection(id, patch, context.now())?;
    tell(&library, id, done, context)
}

fn cover(collection: &str, article: Option<&str>, context: &Context) -> Outcome {
    let library = context.library()?;
    let picture = match article {
        None => AssetHash(String::new()),
        Some(article) => {
            let id = library.resolve(article)?;
            let picture = library.article(id)?.summary.lead_image;
            picture.ok_or_else(|| Error::NotFound { what: "lead picture of article", id: id.to_string() })?
        }
    };
    let patch = CollectionPatch { cover: Some(picture), ..CollectionPatch::default() };
    change(collection, patch, "cover of", context)
}

fn relocate(names: &[String], into: Option<&str>, before: Option<&str>, context: &Context) -> Outcome {
    let library = context.library()?;
    let parent = parent(&library, into)?;
    let before = before.map(|before| library.find_collection(before)).transpose()?;
    each(names, "moved", &library, context, |id| {
        library.move_collection(id, parent, before, context.now())?;
        library.collection(id)
    })
}

fn delete(names: &[String], context: &Context) -> Outcome {
    let library = context.library()?;
    let mut tally = Tally::new(names.len(), context);
    let mut deleted = Vec::new();
    for name in names {
        match library.find_collection(name).and_then(|id| library.collection(id)) {
            Ok(collection) => deleted.push(collection),
            Err(error) => tally.failed(error.report()),
        }
    }
    let ids: Vec<CollectionId> = deleted.iter().map(|collection| collection.summary.id).collect();
    library.delete_collections(&ids, context.now())?;
    print(&deleted, "deleted", context)?;
    tally.end()
}

/// Does `work` to each collection that is named, and prints what they are then.
fn each(
    names: &[String],
    done: &str,
    library: &Library,
    context: &Context,
    work: impl Fn(CollectionId) -> crate::Result<Collection>,
) -> Outcome {
    let mut tally = Tally::new(names.len(), context);
    let mut changed = Vec::new();
    for name in names {
        match library.find_collection(name).and_then(&work) {
            Ok(collection) => changed.push(collection),
            Err(error) => tally.failed(error.report()),
        }
    }
    print(&changed, done, context)?;
    tally.end()
}

fn parent(library: &Library, name: Option<&str>) -> Result<Option<CollectionId>, Failure> {
    Ok(name.map(|name| library.find_collection(name)).transpose()?)
}

fn standard_input() -> Result<String, Failure> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|source| file_error("standard input".as_ref(), source))?;
    Ok(text)
}

/// Says what became of a collection.
fn tell(library: &Library, id: CollectionId, done: &str, context: &Context) -> Outcome {
    let collection = library.collection(id)?;
    if context.json() {
        return context.print_json(&collection);
    }
    print(&[collection], done, context)
}

fn print(collections: &[Collection], done: &str, context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(&collections);
    }
    let mut out = context.out();
    for Collection { summary, path, .. } in collections {
        writeln!(out, "{done}  {:>5}  {}", summary.id.to_string(), context.title(path, done.len() + 9))?;
    }
    Ok(out.flush()?)
}

/// A collection and how many articles it was about.
#[derive(Serialize)]
struct Counted {
    #[serde(flatten)]
    collection: Collection,
    changed: u32,
}

/// Says how many articles were put into, out of or round in a collection.
fn tell_articles(
    library: &Library,
    id: CollectionId,
    changed: u32,
    done: &str,
    context: &Context,
) -> Outcome {
    let collection = library.collection(id)?;
    if context.json() {
        return context.print_json(&Counted { collection, changed });
    }
    let told = format!("{done} {}", text::count(changed, "article"));
    print(&[collection], &told, context)
}
