//! Whole further stories on the same page, as sites append them for endless scrolling.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use super::{agreement, dom, prose};

/// Prose of a story, less than which an `<article>` is a teaser or a post.
const MIN_PROSE: usize = 400;

/// Takes out the `<article>` elements that have a main heading of their own, other than the page's title, where one has
/// the title; says which it took. Those in `spared` stay, with all that is in them.
pub(in crate::capture) fn take_out(
    document: &Document,
    title: &str,
    spared: &HashSet<NodeId>,
) -> Vec<NodeId> {
    let mut stories: Vec<(NodeRef<'_>, String)> = Vec::new();
    let mut articles: Vec<NodeRef<'_>> = Vec::new();
    dom::walk(document.root(), |node, _| {
        let spared = spared.contains(&node.id);
        if node.has_name("article") && !spared {
            articles.push(*node);
        }
        !spared
    });
    if articles.len() < 2 {
        return Vec::new();
    }
    for article in articles {
        let heading = article.descendants_it().find(|n| n.has_name("h1"));
        let nested = article
            .descendants_it()
            .any(|n| n.has_name("article") && n.descendants_it().any(|h| h.has_name("h1")));
        if let Some(heading) = heading.filter(|_| !nested)
            && prose::length(article) >= MIN_PROSE
        {
            stories.push((article, dom::text(&heading)));
        }
    }
    let own = stories.iter().position(|(_, heading)| agreement(heading, title) > 0.75);
    let Some(own) = own else { return Vec::new() };
    let others = stories.iter().skip(own + 1).filter(|(_, heading)| agreement(heading, title) < 0.5);
    others
        .map(|(story, _)| {
            story.remove_from_parent();
            story.id
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_story_goes_and_posts_of_the_same_story_stay() {
        let prose =
            "The ministry said on Tuesday that the talks would resume next week in Geneva. ".repeat(8);
        let html = format!(
            "<body><article id=a><h1>Talks resume</h1><p>{prose}</p><article><h3>12:00</h3><p>{prose}</p></article></article>\
             <article id=b><h1>Cat rescued from tree</h1><p>{prose}</p></article></body>"
        );
        let document = Document::from(html);
        take_out(&document, "Talks resume", &HashSet::new());
        assert!(document.select("#a article").exists());
        assert!(!document.select("#b").exists());
    }
}
