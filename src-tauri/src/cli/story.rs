//! `lede story`: what articles tell together, and what a person makes of it.

use std::io::Write;

use super::args::{StoryArgs, StoryVerb};
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::say::say;
use super::text;
use crate::error::Result;
use crate::library::Library;
use crate::model::{ArticleId, Story, StoryQuery, StorySummary};

pub fn run(args: &StoryArgs, context: &Context) -> Outcome {
    let library = context.library()?;
    let now = context.now();
    let shown = match &args.verb {
        None if args.ids.is_empty() => {
            return Err(Failure::Usage("give articles, or `lede story list`".into()));
        }
        None => resolved(&library, &args.ids)?,
        Some(StoryVerb::List { find, limit }) => {
            let query = StoryQuery { find: find.clone(), offset: 0, limit: *limit };
            return list(&library.stories(&query)?.rows, context);
        }
        Some(StoryVerb::Rename { id, name }) => {
            let id = library.resolve(id)?;
            library.rename_story(id, name, now)?;
            vec![id]
        }
        Some(StoryVerb::Pin { ids }) => pin(&library, ids, true, context)?,
        Some(StoryVerb::Unpin { ids }) => pin(&library, ids, false, context)?,
        Some(StoryVerb::Join { ids }) => {
            let ids = resolved(&library, ids)?;
            library.join_stories(&ids, now)?;
            ids
        }
        Some(StoryVerb::Split { ids }) => {
            let ids = resolved(&library, ids)?;
            library.split_story(&ids, now)?;
            ids
        }
        Some(StoryVerb::Add { id, articles }) => {
            let id = library.resolve(id)?;
            library.add_to_story(id, &resolved(&library, articles)?, now)?;
            vec![id]
        }
        Some(StoryVerb::Take { ids }) => {
            let ids = resolved(&library, ids)?;
            library.take_from_story(&ids, now)?;
            ids
        }
    };
    show(&library, &shown, context)
}

fn resolved(library: &Library, ids: &[String]) -> Result<Vec<ArticleId>> {
    ids.iter().map(|id| library.resolve(id)).collect()
}

fn pin(library: &Library, ids: &[String], pinned: bool, context: &Context) -> Result<Vec<ArticleId>> {
    let ids = resolved(library, ids)?;
    for &id in &ids {
        library.pin_story(id, pinned, context.now())?;
    }
    Ok(ids)
}

/// Each story once, however many of its articles were named.
fn show(library: &Library, ids: &[ArticleId], context: &Context) -> Outcome {
    let mut stories: Vec<Story> = Vec::new();
    for &id in ids {
        let Some(summary) = library.story_of(id)? else { continue };
        if !stories.iter().any(|story| story.summary.id == summary.id) {
            stories.push(library.story(id)?);
        }
    }
    if context.json() {
        return context.print_json(&stories);
    }
    if stories.is_empty() {
        say("no story here yet: nothing else in the archive tells the same");
        return Ok(());
    }
    let mut out = context.out();
    for story in &stories {
        writeln!(out, "{}", line(&story.summary))?;
        for article in &story.members {
            let day = article
                .published
                .as_deref()
                .map_or_else(|| format!("{} (saved)", text::local_date(article.saved)), text::published_day);
            let (title, site) = (text::one_line(&article.title), text::one_line(&article.site));
            writeln!(out, "{:>8}  {day}  {title} ({site})", article.id.to_string())?;
        }
    }
    Ok(out.flush()?)
}

fn list(stories: &[StorySummary], context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(&stories);
    }
    if stories.is_empty() {
        say("no stories yet: they appear as soon as two articles tell the same");
        return Ok(());
    }
    let mut out = context.out();
    for story in stories {
        writeln!(out, "{:>6}  {}", story.id.to_string(), line(story))?;
    }
    Ok(out.flush()?)
}

fn line(story: &StorySummary) -> String {
    let pinned = if story.pinned { ", pinned" } else { "" };
    let (articles, sites) = (text::count(story.articles, "article"), text::count(story.sites, "site"));
    let (first, last) = (text::local_date(story.first), text::local_date(story.last));
    format!("{} ({articles}, {sites}, {first} to {last}{pinned})", text::one_line(&story.name))
}
