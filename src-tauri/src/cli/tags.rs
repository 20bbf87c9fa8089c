//! `lede tags`: the tree of tags and what is done with it.

use std::collections::HashMap;
use std::io::Write;

use super::args::{Tags, TagsVerb};
use super::context::Context;
use super::exit::Outcome;
use super::say::say;
use super::text;
use crate::error::Result;
use crate::library::Library;
use crate::model::{Tag, TagId, TagPath};

pub fn run(args: &Tags, context: &Context) -> Outcome {
    let library = context.library()?;
    let now = context.now();
    match &args.verb {
        None => list(&library.tags()?, args.tree, context),
        Some(TagsVerb::Rename { tag, path }) => {
            let tag = library.rename_tag(library.tag_named(tag)?.id, path, now)?.value;
            tell(&[tag], "renamed", context)
        }
        Some(TagsVerb::Move { tags, under, .. }) => {
            let ids = ids(&library, tags)?;
            let under = under.as_ref().map(|under| library.tag_named(under)).transpose()?;
            library.move_tags(&ids, under.map(|tag| tag.id), now)?;
            tell(&with(&library, &ids)?, "moved", context)
        }
        Some(TagsVerb::Merge { tags, into }) => {
            let into = library.tag_named(into)?.id;
            let tag = library.merge_tags(&ids(&library, tags)?, into, now)?.value;
            tell(&[tag], "merged into", context)
        }
        Some(TagsVerb::Delete { tags }) => {
            let ids = ids(&library, tags)?;
            let gone = with(&library, &ids)?;
            library.delete_tags(&ids, now)?;
            tell(&gone, "deleted", context)
        }
        Some(TagsVerb::Color { color, tags }) => {
            let ids = ids(&library, tags)?;
            library.color_tags(&ids, (*color).into(), now)?;
            tell(&with(&library, &ids)?, "coloured", context)
        }
    }
}

/// The tags that paths name, each once; all or none.
fn ids(library: &Library, paths: &[TagPath]) -> Result<Vec<TagId>> {
    let mut ids = Vec::new();
    for path in paths {
        let id = library.tag_named(path)?.id;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

fn with(library: &Library, ids: &[TagId]) -> Result<Vec<Tag>> {
    let mut tags: HashMap<TagId, Tag> = library.tags()?.into_iter().map(|tag| (tag.id, tag)).collect();
    Ok(ids.iter().filter_map(|id| tags.remove(id)).collect())
}

fn list(tags: &[Tag], tree: bool, context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(&tags);
    }
    if tags.is_empty() {
        say("no tags yet; `lede tag ID TAG` gives an article one");
        return Ok(());
    }
    let mut out = context.out();
    for tag in tags {
        let name = match tree {
            true => format!("{}{}", "  ".repeat(tag.path.steps().count() - 1), tag.path.name()),
            false => tag.path.to_string(),
        };
        writeln!(out, "{:>6}  {}", tag.count, text::printable(&name))?;
    }
    Ok(out.flush()?)
}

fn tell(tags: &[Tag], done: &str, context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(&tags);
    }
    let mut out = context.out();
    for tag in tags {
        let articles = text::count(tag.count, "article");
        writeln!(out, "{done}  {} ({articles})", text::printable(tag.path.as_str()))?;
    }
    Ok(out.flush()?)
}
