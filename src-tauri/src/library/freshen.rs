//! Bringing the search index up to what a change left behind.

use std::collections::BTreeSet;

use rusqlite::Transaction;

use super::derive::{Signs, derive};
use super::{Library, highlights, notes, stories};
use crate::anchor::ReadingText;
use crate::db::{self, CurrentVersion, Stale};
use crate::error::Result;
use crate::model::ArticleId;
use crate::search;

impl Library {
    /// Indexes again everything that the changes of this transaction made stale.
    pub(super) fn freshen(&self, tx: &Transaction<'_>) -> Result<()> {
        let (mut edges, mut groups) = (BTreeSet::new(), BTreeSet::new());
        for stale in db::take_stale(tx)? {
            match stale {
                Stale::Article(id) => {
                    index_article(tx, id)?;
                    edges.insert(id);
                }
                Stale::Note(id) => notes::freshen(tx, id)?,
                Stale::Highlight(id) => highlights::freshen(tx, id)?,
                Stale::Story(id) => {
                    edges.insert(id);
                }
                Stale::Grouped(id) => {
                    groups.insert(id);
                }
            }
        }
        // When all terms are there: an article's story depends on those of others.
        stories::settle(tx, edges, groups)
    }
}

/// Makes everything anew that is derived of an article.
pub(super) fn index_article(tx: &Transaction<'_>, id: ArticleId) -> Result<()> {
    let (Some(article), Some(current)) = (db::summary(tx, id)?, CurrentVersion::of(tx, id)?) else {
        return Ok(());
    };
    let Some(version) = db::version(tx, current.version)? else { return Ok(()) };
    highlights::anchor_to(tx, id, current.version)?;
    let byline = format!("{} {}", article.authors.join(" "), article.site);
    let text = search::index_text(&version.text);
    let signs =
        Signs::of(&article.title, &version.text, search::in_order(&text), article.language.as_deref());
    let words = [text, search::index_text(&captions(&version.html))].join(" ");
    db::index_article(tx, id, &search::index_text(&article.title), &search::index_text(&byline), &words)?;
    derive(tx, id, &signs)
}

/// The captions of a copy, which its text leaves out and its article is found by all the same.
fn captions(html: &str) -> String {
    let after_tag = |rest: &str| rest.split_once('>').map(|(_, after)| after.to_owned());
    let captions = html.split("<figcaption").skip(1).filter_map(after_tag);
    let words = captions.map(|caption| {
        let inside = caption.split("</figcaption>").next().unwrap_or_default();
        ReadingText::of_html(inside).text().to_owned()
    });
    words.collect::<Vec<_>>().join("\n")
}
