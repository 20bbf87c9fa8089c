//! Proofs that a copy has not changed since it was kept, and the chain that shows when one was. docs/PROOF.md has the form.

mod record;

use std::io::Write;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, Transaction};

use super::Library;
use super::prepared::sha256;
use super::update::no_article;
use crate::db::{self, CurrentVersion, Summed};
use crate::error::{Error, Result};
use crate::export::Target;
use crate::model::{ArticleId, ChainLink, Proof, ProvenPicture, ProvenResponse, VersionId, Wrong, WrongPart};

/// What the first link has in place of the one before.
const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// Links that are read at once.
const BATCH: u32 = 1000;

const STATEMENT: &str = "This shows that the copy has not changed since it was kept in this archive. It does not show that the site \
served it: whoever holds an archive can put anything into it, and can make a whole chain anew. Kept elsewhere, or stamped by a third \
party, it shows that the copy was as it is at that time.";

impl Library {
    /// What was kept of an article, by sums, compared with what is there.
    ///
    /// # Errors
    /// `NotFound` when there is no such article, or no such version of it; those of reading the archive.
    pub fn proof(&self, id: ArticleId, version: Option<VersionId>, now: Timestamp) -> Result<Proof> {
        self.db().read(|conn| {
            let article = db::summary(conn, id)?.ok_or_else(|| no_article(id))?;
            let current = || Ok(CurrentVersion::of(conn, id)?.map(|current| current.version));
            let version = version.map_or_else(current, |version| Ok::<_, Error>(Some(version)))?;
            let missing = || Error::NotFound {
                what: "version",
                id: version.map_or_else(|| id.to_string(), |version| version.to_string()),
            };
            let version = version.ok_or_else(missing)?;
            let captured = db::captured(conn, version)?.filter(|captured| captured.article == id);
            let captured =
                captured.ok_or_else(|| Error::NotFound { what: "version", id: version.to_string() })?;
            let record = record::of(&captured);
            let link = db::link_of_version(conn, version)?;
            let faults = faults(conn, version, &captured, link.as_ref(), &record)?;
            Ok(Proof {
                statement: STATEMENT.to_owned(),
                article: id,
                url: article.url,
                title: article.title,
                version,
                created: captured.created,
                extractor: captured.extractor,
                html_sha256: captured.sums.0,
                text_sha256: captured.sums.1,
                responses: captured.responses.into_iter().map(response).collect(),
                pictures: captured
                    .pictures
                    .into_iter()
                    .map(|(n, url, sha256)| ProvenPicture { n, url, sha256 })
                    .collect(),
                record,
                link,
                head: db::chain_head(conn)?,
                faults,
                made: now,
            })
        })
    }

    /// Writes proofs to a file, as an array in JSON.
    ///
    /// # Errors
    /// `Exists` when the file is there and is not to be replaced; those of writing it.
    pub fn save_proofs(&self, proofs: &[Proof], output: &Path, replace: bool) -> Result<()> {
        let (target, mut file) = Target::file(output, replace)?;
        let text =
            serde_json::to_string_pretty(proofs).map_err(|error| Error::Internal(error.to_string()))?;
        file.write_all(format!("{text}\n").as_bytes()).map_err(|error| target.fault(error))?;
        target.commit().map(drop)
    }

    /// Compares a proof that was kept elsewhere with this archive. Returns what does not fit.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn check_proof(&self, proof: &Proof) -> Result<Vec<String>> {
        let mut faults = Vec::new();
        let Some(link) = &proof.link else {
            return Ok(vec!["the proof has no link of a chain".to_owned()]);
        };
        if link.record != sha256(proof.record.as_bytes()) || link.sum != sum_of(link) {
            faults.push("the proof itself was changed: its sums do not fit".to_owned());
        }
        self.db().read(|conn| {
            for link in [Some(link), proof.head.as_ref()].into_iter().flatten() {
                let there = db::chain_link(conn, link.number)?;
                if there.as_ref() != Some(link) {
                    faults.push(format!(
                        "link {} of this archive's chain of captures is another one",
                        link.number
                    ));
                }
            }
            match db::captured(conn, proof.version)? {
                Some(captured) if record::of(&captured) == proof.record => {}
                // A picture that was missing then may be there since; the link says what was.
                Some(_)
                    if db::link_of_version(conn, proof.version)?
                        .is_some_and(|last| last.number > link.number) => {}
                Some(_) => faults.push(format!("version {} is not what the proof says", proof.version)),
                None => faults.push(format!("version {} is not in this archive any more", proof.version)),
            }
            Ok(())
        })?;
        faults.dedup();
        Ok(faults)
    }
}

fn response(response: db::CapturedResponse) -> ProvenResponse {
    ProvenResponse {
        headers: serde_json::from_str(&response.headers).unwrap_or_default(),
        url: response.url,
        status: response.status,
        fetched: response.fetched,
        sha256: response.sha256,
        bytes: response.bytes,
    }
}

/// Compares what is there with its sums, and those with the chain.
fn faults(
    conn: &Connection,
    version: VersionId,
    captured: &db::Captured,
    link: Option<&ChainLink>,
    record: &str,
) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    let is = |summed: &Summed| sha256(&summed.bytes) == summed.sha256;
    let stored = db::summed_version(conn, version)?;
    if !stored.as_ref().is_some_and(|stored| is(&stored.text) && is(&stored.html)) {
        faults.push("the copy's text or HTML is not what it was".to_owned());
    }
    for response in &captured.responses {
        let bytes = db::page_by_sum(conn, version, &response.sha256)?;
        let is_there = bytes.is_some_and(|page| {
            zstd::decode_all(page.as_slice()).is_ok_and(|body| sha256(&body) == response.sha256)
        });
        if !is_there {
            faults.push(format!("the raw page {} is not what it was", response.url));
        }
    }
    for (_, url, sum) in &captured.pictures {
        let Some(sum) = sum else { continue };
        let picture = db::asset_by_hash(conn, &crate::model::AssetHash(sum.clone()))?;
        if picture.is_none_or(|picture| sha256(&picture.bytes) != *sum) {
            faults.push(format!("the picture {url} is not what it was"));
        }
    }
    match link {
        None => faults.push("the version is not in the chain of captures; `lede rebuild` adds it".to_owned()),
        Some(link) if link.record != sha256(record.as_bytes()) => {
            faults.push("what is there is not what the chain of captures says".to_owned());
        }
        Some(link) if link.sum != sum_of(link) => {
            faults.push("its link in the chain of captures was changed".to_owned());
        }
        Some(_) => {}
    }
    Ok(faults)
}

/// Adds a version to the chain, as it is now.
pub(super) fn chain(tx: &Transaction<'_>, version: VersionId, now: Timestamp) -> Result<()> {
    let Some(captured) = db::captured(tx, version)? else { return Ok(()) };
    let before = db::chain_head(tx)?.map_or_else(|| NOTHING.to_owned(), |head| head.sum);
    let record = sha256(record::of(&captured).as_bytes());
    // As the archive keeps it.
    let made = Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now);
    let mut link = ChainLink { number: 0, version, made, record, before, sum: String::new() };
    link.sum = sum_of(&link);
    db::add_chain_link(tx, &link)
}

/// Adds what is not in the chain yet.
pub(super) fn chain_rest(tx: &Transaction<'_>, now: Timestamp) -> Result<()> {
    db::unchained(tx)?.into_iter().try_for_each(|version| chain(tx, version, now))
}

fn sum_of(link: &ChainLink) -> String {
    let text =
        format!("{}\n{}\n{}\n{}\n", link.before, link.version, link.made.as_millisecond(), link.record);
    sha256(text.as_bytes())
}

/// Follows the chain from its beginning, and compares the last link of each version with what is there. Returns how many links
/// there are.
pub(super) fn follow(
    conn: &Connection,
    go_on: &dyn Fn() -> Result<()>,
    wrong: &mut Vec<Wrong>,
) -> Result<u32> {
    let (mut before, mut last, mut links) = (NOTHING.to_owned(), 0, 0);
    loop {
        let batch = db::links_after(conn, last, BATCH)?;
        let Some(end) = batch.last().map(|link| link.number) else { return Ok(links) };
        go_on()?;
        for link in batch {
            links += 1;
            if link.before != before || link.sum != sum_of(&link) {
                wrong.push(broken(&link, "was changed, or one before it was taken away"));
            }
            if is_last(conn, &link)?
                && let Some(captured) = db::captured(conn, link.version)?
                && sha256(record::of(&captured).as_bytes()) != link.record
            {
                let mut wrong_link = broken(&link, "says other things than the version does");
                wrong_link.articles.push(captured.article);
                wrong.push(wrong_link);
            }
            before = link.sum;
        }
        last = end;
    }
}

fn is_last(conn: &Connection, link: &ChainLink) -> Result<bool> {
    Ok(db::link_of_version(conn, link.version)?.is_some_and(|last| last.number == link.number))
}

fn broken(link: &ChainLink, how: &str) -> Wrong {
    Wrong {
        part: WrongPart::Chain,
        articles: Vec::new(),
        version: Some(link.version),
        sha256: Some(link.sum.clone()),
        why: format!("link {} of the chain of captures, of version {}, {how}", link.number, link.version),
        remedy: "compare with a backup or with a proof that is kept elsewhere".to_owned(),
    }
}
