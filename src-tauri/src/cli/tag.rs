//! `lede tag` and `lede untag`: the tags of articles.

use std::io::Write;

use super::args::{Tag, Untag};
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::tally::Tally;
use super::text;
use crate::error::Result;
use crate::library::Library;
use crate::model::{ArticleId, TagPath};

pub fn tag(args: &Tag, context: &Context) -> Outcome {
    let (articles, tags) = told_apart(&args.items, &args.tag)?;
    change(&articles, context, |library, ids| {
        if !tags.is_empty() {
            library.tag(ids, &tags, context.now())?;
        }
        Ok(())
    })
}

pub fn untag(args: &Untag, context: &Context) -> Outcome {
    let (articles, mut tags) = told_apart(&args.items, &args.tag)?;
    if tags.is_empty() != args.all {
        return Err(Failure::Usage("give the tags to take away, or --all".into()));
    }
    change(&articles, context, |library, ids| {
        if args.all {
            let worn = library.article_tags(ids)?.into_iter().flat_map(|article| article.tags);
            tags = worn.map(|tag| tag.parse()).collect::<Result<_>>()?;
        }
        library.untag(ids, &tags, context.now()).map(drop)
    })
}

/// Leading numbers and addresses are articles; tags follow.
fn told_apart(items: &[String], more: &[TagPath]) -> Result<(Vec<String>, Vec<TagPath>), Failure> {
    let is_article = |item: &String| item.contains("://") || item.bytes().all(|byte| byte.is_ascii_digit());
    let at = items.iter().position(|item| !is_article(item)).unwrap_or(items.len());
    let (articles, tags) = items.split_at(at);
    if articles.is_empty() {
        return Err(Failure::Usage(format!(
            "{:?} is no article: give IDs or URLs before the tags",
            items[0]
        )));
    }
    let tags = tags.iter().map(|tag| tag.parse()).collect::<Result<Vec<TagPath>>>();
    let mut tags = tags.map_err(|error| Failure::Usage(error.to_string()))?;
    tags.extend_from_slice(more);
    Ok((articles.to_vec(), tags))
}

/// Changes all articles that can be found as one change, and prints the tags they have then.
fn change(
    articles: &[String],
    context: &Context,
    work: impl FnOnce(&Library, &[ArticleId]) -> Result<()>,
) -> Outcome {
    let library = context.library()?;
    let mut tally = Tally::new(articles.len(), context);
    let found = tally.resolve(&library, articles);
    work(&library, &found)?;
    let tagged = library.article_tags(&found)?;
    if context.json() {
        context.print_json(&tagged)?;
    } else {
        let mut out = context.out();
        for article in tagged {
            let tags = if article.tags.is_empty() { "-".to_owned() } else { article.tags.join(", ") };
            writeln!(out, "{:>5}  {}", article.id.to_string(), text::printable(&tags))?;
        }
        out.flush()?;
    }
    tally.end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_addresses_come_before_tags() {
        let strings = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
        for (items, articles, tags) in [
            (&["12", "world/iran"][..], &["12"][..], &["world/iran"][..]),
            (&["12", "https://example.org/a", "x", "2026"], &["12", "https://example.org/a"], &["x", "2026"]),
            (&["12", "#2026"], &["12"], &["2026"]),
            (&["12", "14"], &["12", "14"], &[]),
        ] {
            let (found, paths) = told_apart(&strings(items), &[]).ok().unwrap();
            assert_eq!(found, strings(articles));
            assert_eq!(paths.iter().map(TagPath::as_str).collect::<Vec<_>>(), tags);
        }
        assert!(told_apart(&strings(&["world"]), &[]).is_err());
        assert!(told_apart(&strings(&["1", "world//iran"]), &[]).is_err());
    }
}
