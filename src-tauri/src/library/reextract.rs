//! Cleaning stored raw pages again, without the network.

use std::collections::{HashMap, HashSet};
use std::thread::available_parallelism;

use futures_util::{StreamExt, stream};
use jiff::Timestamp;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::article::no_version;
use super::prepared::{PreparedPage, place_url, sha256};
use super::renew::{is_worse, show};
use super::update::no_article;
use super::versions::version_of;
use super::{Clock, Library, outcome, proof};
use crate::capture::{ArticleInput, FurtherInput, OnProgress, PageInput, page_url};
use crate::db::{self, AssetPlace, CurrentVersion};
use crate::error::{Error, Result};
use crate::model::{
    ArticleId, AssetHash, CopyChange, Diagnosis, Doubt, EvidencePlace, FurtherResponse, Page, Part, Progress,
    RawResponse, Repairs, SaveOutcome, SaveStatus, SiteKnowledge, Stage, VersionId, VersionReason,
};

/// What a stored page is cleaned from.
pub(super) struct Stored {
    pub(super) response: i64,
    raw: RawResponse,
    /// Rows of further responses, and these.
    pub(super) parts: Vec<(Part, i64)>,
    further: Vec<FurtherResponse>,
    pub(super) url: String,
    pub(super) original_url: String,
    diagnosis: Diagnosis,
    site: SiteKnowledge,
    /// What the person corrected.
    pub(super) repairs: Repairs,
}

pub(super) type Kept = HashMap<String, (AssetHash, Option<(u32, u32)>)>;

impl Library {
    /// Cleans stored raw pages again; a version is added where the clean copy differs, and shown unless it is worse.
    /// Pictures that are in the archive are used again, others are listed as missing. `None` takes all articles.
    ///
    /// # Errors
    /// `Cancelled`, keeping what was done so far; those of the archive itself. A page that cannot be cleaned is a
    /// failed outcome.
    pub async fn reextract(
        &self,
        ids: Option<&[ArticleId]>,
        clock: Clock,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<Vec<SaveOutcome>> {
        let clock = &clock;
        self.each_stored(ids, on_progress, cancel, |id| self.reextract_one(id, clock())).await
    }

    /// Says what [`reextract`](Self::reextract) would change, and changes nothing. `None` takes all articles.
    ///
    /// # Errors
    /// As [`reextract`](Self::reextract); a page that cannot be cleaned is a change with an error.
    pub async fn reextract_changes(
        &self,
        ids: Option<&[ArticleId]>,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<Vec<CopyChange>> {
        self.each_stored(ids, on_progress, cancel, |id| self.change_of(id)).await
    }

    /// Does something for each article, a page for each core at a time; outcomes are in the order of the articles.
    async fn each_stored<T, F>(
        &self,
        ids: Option<&[ArticleId]>,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
        work: impl Fn(ArticleId) -> F,
    ) -> Result<Vec<T>>
    where
        F: Future<Output = Result<T>>,
    {
        let ids = match ids {
            Some(ids) => ids.to_vec(),
            None => self.db().read(db::all_ids)?,
        };
        let count = ids.len();
        let total = Some(count as u64);
        let at_once = available_parallelism().map_or(1, usize::from);
        let mut done = std::pin::pin!(stream::iter(ids).map(work).buffered(at_once));
        let mut outcomes = Vec::with_capacity(count);
        on_progress(Progress { stage: Stage::Cleaning, done: 0, total });
        while let Some(outcome) = done.next().await {
            outcomes.push(outcome?);
            if cancel.is_cancelled() {
                return Err(Error::Cancelled);
            }
            on_progress(Progress { stage: Stage::Cleaning, done: outcomes.len() as u64, total });
        }
        on_progress(Progress { stage: Stage::Done, done: count as u64, total });
        Ok(outcomes)
    }

    async fn change_of(&self, id: ArticleId) -> Result<CopyChange> {
        let stored = self.blocking(move |library| library.stored_page(id, None)).await?;
        match self.capturer()?.clean(input_of(&stored)).await {
            Ok(page) => self.blocking(move |library| library.change_to(id, &page)).await,
            Err(error) => self.blocking(move |library| library.unchanged(id, &error)).await,
        }
    }

    /// What would become of an article if this copy were stored.
    fn change_to(&self, id: ArticleId, page: &Page) -> Result<CopyChange> {
        let hash = sha256(page.html.as_bytes());
        self.db().read(|conn| {
            let summary = db::summary(conn, id)?.ok_or_else(|| no_article(id))?;
            let current = CurrentVersion::of(conn, id)?.ok_or_else(|| no_article(id))?;
            let version = db::version(conn, current.version)?.ok_or_else(|| no_article(id))?;
            let (before, after) = (paragraphs(&version.text), paragraphs(&page.text));
            Ok(CopyChange {
                id,
                url: summary.url,
                title: summary.title,
                changed: db::same_html(conn, id, &hash, page.repaired.is_some())?.is_none(),
                worse: is_worse(&current, &page.diagnosis, page.words),
                words_before: current.words,
                words_after: page.words,
                added: without(&after, &before),
                removed: without(&before, &after),
                error: None,
            })
        })
    }

    /// An article stays as it is when its page cannot be cleaned.
    fn unchanged(&self, id: ArticleId, error: &Error) -> Result<CopyChange> {
        let summary = self.db().read(|conn| db::summary(conn, id))?.ok_or_else(|| no_article(id))?;
        Ok(CopyChange {
            id,
            url: summary.url,
            title: summary.title,
            changed: false,
            worse: false,
            words_before: summary.words,
            words_after: summary.words,
            added: Vec::new(),
            removed: Vec::new(),
            error: Some(error.report()),
        })
    }

    async fn reextract_one(&self, id: ArticleId, now: Timestamp) -> Result<SaveOutcome> {
        let stored = self.blocking(move |library| library.stored_page(id, None)).await?;
        let input = input_of(&stored);
        match self.capturer()?.clean(input).await {
            Ok(mut page) => {
                keep_reasons(&mut page.diagnosis, &stored.diagnosis);
                self.blocking(move |library| library.store_cleaned(id, &stored, &page, now)).await
            }
            Err(error) => {
                let outcome = outcome::failed(&stored.original_url, &error);
                Ok(SaveOutcome { id: Some(id), ..outcome })
            }
        }
    }

    /// What a version of an article was made of, by default the one that is shown.
    pub(super) fn stored_page(&self, id: ArticleId, version: Option<VersionId>) -> Result<Stored> {
        let mut stored = self.db().read(|conn| {
            let current = CurrentVersion::of(conn, id)?.ok_or_else(|| no_article(id))?.version;
            let version = version.unwrap_or(current);
            let read = version_of(conn, id, version)?;
            let (response, raw) = db::response_of(conn, version)?.ok_or_else(|| no_version(version))?;
            Ok(Stored {
                response,
                raw,
                parts: db::parts_of(conn, version)?,
                further: db::further_responses(conn, version)?,
                url: db::summary(conn, id)?.ok_or_else(|| no_article(id))?.url,
                original_url: db::original_url(conn, id)?.unwrap_or_default(),
                diagnosis: read.diagnosis,
                site: SiteKnowledge::default(),
                repairs: db::repairs(conn, id)?,
            })
        })?;
        let host = Url::parse(page_url(&stored.raw.final_url))
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned));
        stored.site = self.site_of(&host.unwrap_or_default(), Some(id))?;
        stored.raw.body = self.unpack(&stored.raw.body)?;
        for further in &mut stored.further {
            further.response.body = self.unpack(&further.response.body)?;
        }
        Ok(stored)
    }

    fn store_cleaned(
        &self,
        id: ArticleId,
        stored: &Stored,
        page: &Page,
        now: Timestamp,
    ) -> Result<SaveOutcome> {
        let mut prepared = PreparedPage::new(page, &[], (&stored.url, &stored.original_url), now);
        self.db().write(|tx| {
            let current = CurrentVersion::of(tx, id)?.ok_or_else(|| no_article(id))?;
            // A rule is the person's own decision: what it leaves out is not lost.
            let ruled =
                || Ok::<_, Error>(db::version(tx, current.version)?.is_some_and(|v| v.rule.is_some()));
            let better = page.rule.is_some() || !is_worse(&current, &page.diagnosis, page.words) || ruled()?;
            let same = db::same_html(tx, id, &prepared.html_sha256, page.repaired.is_some())?;
            if same == Some(current.version) || (same.is_some() && !better) {
                return outcome::of_article(tx, id, &stored.original_url, SaveStatus::Exists);
            }
            use_kept(&mut prepared.places, &kept_pictures(tx, id)?);
            let version = match same {
                // As after a rule was taken back: the copy is there already.
                Some(version) => version,
                None => {
                    let version =
                        prepared.insert_version(tx, id, stored.response, VersionReason::Cleaned, now)?;
                    db::insert_parts(tx, version, &stored.parts)?;
                    proof::chain(tx, version, now)?;
                    version
                }
            };
            if better {
                show(tx, id, &prepared, version)?;
            }
            outcome::of_article(tx, id, &stored.original_url, SaveStatus::Saved)
        })
    }
}

impl Library {
    /// What the first page of an article's current version is cleaned from.
    pub(super) fn stored_input(&self, id: ArticleId) -> Result<PageInput> {
        Ok(input_of(&self.stored_page(id, None)?).page)
    }
}

/// What a stored page is cleaned from, as when it was fetched.
pub(super) fn input_of(stored: &Stored) -> ArticleInput {
    let truncated = stored.diagnosis.doubts.contains(&Doubt::Truncated);
    let further = stored.further.iter().map(|further| FurtherInput {
        part: further.part,
        page: PageInput::of(&further.response, stored.site.clone(), false),
    });
    ArticleInput {
        page: PageInput::of(&stored.raw, stored.site.clone(), truncated),
        further: further.collect(),
        repairs: stored.repairs.clone(),
    }
}

/// Why a further page is missing was seen when it was asked for; the stored pages do not say it.
fn keep_reasons(diagnosis: &mut Diagnosis, before: &Diagnosis) {
    let seen = before.evidence.iter().filter(|e| e.place == EvidencePlace::FurtherPage);
    diagnosis.evidence.extend(seen.filter(|e| diagnosis.doubts.contains(&e.doubt)).cloned());
}

/// Those of `these` that are not among `those`.
fn without(these: &[&str], those: &[&str]) -> Vec<String> {
    let those: HashSet<&str> = those.iter().copied().collect();
    these.iter().filter(|p| !those.contains(*p)).map(|p| (*p).to_owned()).collect()
}

pub(super) fn paragraphs(text: &str) -> Vec<&str> {
    text.split("\n\n").map(str::trim).filter(|p| !p.is_empty()).collect()
}

/// The pictures of all versions of an article by each URL they are known by.
pub(super) fn kept_pictures(conn: &rusqlite::Connection, id: ArticleId) -> Result<Kept> {
    let mut kept = Kept::new();
    for version in db::version_ids(conn, id)? {
        for place in db::places_of(conn, version)? {
            let Ok(content) = place.content else { continue };
            for url in place.alternatives {
                kept.entry(url).or_insert_with(|| content.clone());
            }
            kept.insert(place.url, content);
        }
    }
    Ok(kept)
}

pub(super) fn use_kept(places: &mut [AssetPlace], kept: &Kept) {
    for place in places {
        let urls = std::iter::once(&place.url).chain(&place.alternatives);
        if let Some(content) = urls.filter_map(|url| kept.get(place_url(url))).next() {
            place.content = Ok(content.clone());
        }
    }
}
