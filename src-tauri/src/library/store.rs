//! Storing a capture in one transaction, all of it or nothing.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::Transaction;

use super::identity::{Identity, answers_canonical, identify};
use super::prepared::Prepared;
use super::{renew, stories};
use crate::capture::normalise_url;
use crate::db::{self, ArticleRow, Claim};
use crate::error::Result;
use crate::model::{ArticleId, Capture, SaveStatus};

/// What a capture is stored for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// A new article; an existing one stays as it is.
    Save,
    /// A new version of this article, or of whichever the URLs lead to, or else a new article.
    Renew(Option<ArticleId>),
    /// As `Renew`, and nobody asked for it now: what lies in the trash stays there.
    Check(Option<ArticleId>),
}

/// Stores a capture and says which article it became and how.
pub(super) fn store_capture(
    tx: &Transaction<'_>,
    prepared: &Prepared<'_>,
    aim: Aim,
    now: Timestamp,
) -> Result<(ArticleId, SaveStatus)> {
    let meant = match aim {
        Aim::Renew(Some(id)) | Aim::Check(Some(id)) => db::flags(tx, id)?.map(|flags| flags.id),
        Aim::Renew(None) | Aim::Check(None) | Aim::Save => None,
    };
    // What was to be renewed may have been purged since, and its page may be another article's.
    let identity = meant.map_or_else(|| identify(tx, prepared), |id| Ok(Identity::Known(id)))?;
    let (article, status) = match identity {
        Identity::New(url) => (insert(tx, prepared, url, now)?, SaveStatus::Saved),
        Identity::Known(id) if aim == Aim::Save => (id, SaveStatus::Exists),
        Identity::Known(id) => (id, renew::renew(tx, id, prepared, now)?),
    };
    claim_urls(tx, article, prepared.capture)?;
    if !matches!(aim, Aim::Check(_)) {
        take_out_of_trash(tx, article)?;
    }
    // Last, when its links lead to where they should.
    let changed = if status == SaveStatus::Exists { BTreeSet::new() } else { BTreeSet::from([article]) };
    stories::settle(tx, changed, BTreeSet::new())?;
    Ok((article, status))
}

/// Saving what lies in the trash takes it out: the person wants it after all.
pub(super) fn take_out_of_trash(tx: &Transaction<'_>, article: ArticleId) -> Result<()> {
    match db::flags(tx, article)? {
        Some(mut flags) if flags.trashed.is_some() => {
            flags.trashed = None;
            db::set_flags(tx, &flags)
        }
        _ => Ok(()),
    }
}

fn insert(tx: &Transaction<'_>, prepared: &Prepared<'_>, url: String, now: Timestamp) -> Result<ArticleId> {
    let article = db::insert_article(tx, &ArticleRow { url, ..prepared.page.row.clone() })?;
    let version = prepared.insert(tx, article, now)?;
    prepared.page.show(tx, article, version)?;
    Ok(article)
}

fn claim_urls(tx: &Transaction<'_>, id: ArticleId, capture: &Capture) -> Result<()> {
    let called = if answers_canonical(capture) { Claim::Alias } else { Claim::Declared };
    db::claim_url(tx, id, &capture.canonical_url, called)?;
    capture.aliases.iter().try_for_each(|url| db::claim_url(tx, id, url, Claim::Alias))?;
    let further =
        capture.further.iter().filter_map(|further| normalise_url(&further.response.final_url).ok());
    further.into_iter().try_for_each(|url| db::claim_url(tx, id, &url, Claim::Further))
}
