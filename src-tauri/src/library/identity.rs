//! Which article a page is. Pages name each other as canonical, by a template's mistake all pages of a site one of them:
//! such a claim is believed until another page that claims the same, or the page at that URL itself, has another text.

use std::cell::OnceCell;
use std::slice::from_ref;

use rusqlite::Transaction;

use super::copies::shingles;
use super::prepared::Prepared;
use super::renew::rank;
use crate::capture::url_key;
use crate::db::{self, CurrentVersion};
use crate::error::Result;
use crate::model::{ArticleId, Capture};
use crate::related::{Likeness, Shingles};
use crate::search;

/// Articles that a page is compared with when several claim its canonical URL.
const COMPARED: u32 = 8;
/// Share of the shorter text's shingles in the longer one from which two pages have one article.
const SAME: f64 = 0.5;
/// The same under one headline, which an article keeps while its text is rewritten.
const SAME_HEADLINE: f64 = 0.1;
/// Shingles below which a text says nothing of what article it is of.
const SHORT: usize = 40;

/// Which article a page is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Identity {
    /// One that is there.
    Known(ArticleId),
    /// One of its own, by this URL.
    New(String),
}

/// Decides which article a page is. An article that was known by a URL that it only claimed, and that this page shows to
/// be another one's, is known by the URL that answered for it from now on.
pub(super) fn identify(tx: &Transaction<'_>, prepared: &Prepared<'_>) -> Result<Identity> {
    let capture = prepared.capture;
    let canonical = &capture.canonical_url;
    let arriving = Arriving { prepared, shingles: OnceCell::new() };
    let mut others = Vec::new();
    for id in db::claimants(tx, canonical, COMPARED)? {
        let answered = answers_canonical(capture) && db::is_answered(tx, id, canonical)?;
        if answered || arriving.is(tx, id)? {
            return Ok(Identity::Known(id));
        }
        others.push(id);
    }
    let url = match others.is_empty() || answers_canonical(capture) {
        true => canonical.clone(),
        false => url_key(&capture.response.final_url)?,
    };
    for alias in &capture.aliases {
        let Some(id) = db::article_by_url(tx, alias)? else { continue };
        if db::is_answered(tx, id, alias)? || arriving.is(tx, id)? {
            return Ok(Identity::Known(id));
        }
        others.push(id);
    }
    for id in others {
        let urls = from_ref(canonical).iter().chain(&capture.aliases);
        urls.into_iter().try_for_each(|url| give_up(tx, id, url))?;
    }
    Ok(Identity::New(url))
}

/// Whether the canonical URL of a page is one that it was asked for by, redirected over or answered, and not only what it
/// calls itself.
pub(super) fn answers_canonical(capture: &Capture) -> bool {
    let hops = capture.response.redirects.iter().map(|hop| &hop.url);
    let mut urls = [&capture.requested_url, &capture.response.final_url].into_iter().chain(hops);
    urls.any(|url| url_key(url).is_ok_and(|url| url == capture.canonical_url))
}

/// The page that is to be stored, and what it is compared by.
struct Arriving<'a> {
    prepared: &'a Prepared<'a>,
    /// Made with the first article that the page is compared with: most are compared with none.
    shingles: OnceCell<Shingles>,
}

impl Arriving<'_> {
    /// Whether a stored article and the page are one. A page that is no article contradicts nothing.
    fn is(&self, tx: &Transaction<'_>, id: ArticleId) -> Result<bool> {
        let page = &self.prepared.page;
        if rank(&page.page.diagnosis) > 1 {
            return Ok(true);
        }
        let (Some(article), Some(current)) = (db::summary(tx, id)?, CurrentVersion::of(tx, id)?) else {
            return Ok(false);
        };
        let Some(stored) = db::version(tx, current.version)? else { return Ok(false) };
        if stored.text_sha256 == page.text_sha256 {
            return Ok(true);
        }
        let headline = search::index_text(&article.title) == search::index_text(&page.row.title);
        let ours = self.shingles.get_or_init(|| shingles(&page.page.text));
        let theirs = shingles(&stored.text);
        if ours.len().min(theirs.len()) < SHORT {
            return Ok(headline);
        }
        let common = Likeness::of(&theirs, ours).containment;
        Ok(common >= if headline { SAME_HEADLINE } else { SAME })
    }
}

/// Takes an article's own URL from it where nothing but its page's word spoke for that.
fn give_up(tx: &Transaction<'_>, id: ArticleId, url: &str) -> Result<()> {
    let Some(article) = db::summary(tx, id)? else { return Ok(()) };
    if article.url != url || db::is_answered(tx, id, url)? {
        return Ok(());
    }
    match db::page_origin(tx, id)? {
        Some((own, _)) => db::rename_article(tx, id, url, &url_key(&own)?),
        None => Ok(()),
    }
}
