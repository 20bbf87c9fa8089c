//! Looks at an archive from outside the program, with SQLite alone: what anyone with the file can do in twenty years.

#![allow(clippy::disallowed_methods, reason = "the file is opened without the program on purpose")]

use std::path::Path;

use lede::library::Library;
use lede::model::{ArticleSummary, ListQuery, Shelf};
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};

/// One number from the archive file.
#[must_use]
pub fn number(archive: &Path, sql: &str) -> u32 {
    Connection::open(archive).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Everything that is wrong with the archive file; nothing in a sound one.
#[must_use]
pub fn faults(archive: &Path) -> Vec<String> {
    let connection = Connection::open_with_flags(archive, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    let mut faults = strings(
        &connection,
        "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
    );
    faults.extend(strings(
        &connection,
        "SELECT \"table\" || ' row ' || rowid || ' lacks its ' || parent FROM pragma_foreign_key_check",
    ));
    faults.extend(strings(
        &connection,
        "SELECT 'article without version: ' || url FROM article WHERE version_id IS NULL",
    ));
    faults.extend(strings(
        &connection,
        "SELECT 'neither kept nor missing: ' || url FROM version_asset WHERE (asset_id IS NULL) = (reason IS NULL)",
    ));
    faults.extend(strings(
        &connection,
        "SELECT 'both kept and missing, or of no list: ' || url FROM link_picture
         WHERE (asset_id IS NOT NULL AND reason IS NOT NULL) OR NOT EXISTS (SELECT 1 FROM link WHERE picture_id = link_picture.id)",
    ));
    faults.extend(strings(
        &connection,
        "SELECT 'a picture that nothing shows: ' || sha256 FROM asset WHERE NOT EXISTS (SELECT 1 FROM version_asset
         WHERE asset_id = asset.id) AND NOT EXISTS (SELECT 1 FROM link_picture WHERE asset_id = asset.id)",
    ));
    for (what, sql) in [
        ("text", "SELECT CAST(text AS BLOB), text_sha256, 0 FROM version"),
        ("HTML", "SELECT CAST(html AS BLOB), html_sha256, 0 FROM version"),
        ("response", "SELECT body, sha256, 1 FROM response"),
        ("picture", "SELECT data, sha256, 0 FROM asset"),
    ] {
        faults.extend(wrong_hashes(&connection, what, sql));
    }
    faults
}

fn strings(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn wrong_hashes(connection: &Connection, what: &str, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, String>(1)?, row.get::<_, bool>(2)?))
    });
    let wrong = rows.unwrap().filter_map(|row| {
        let (bytes, expected, compressed) = row.unwrap();
        let bytes = if compressed { zstd::decode_all(&bytes[..]).unwrap() } else { bytes };
        (sha256(&bytes) != expected).then(|| format!("the {what} {expected} has other bytes"))
    });
    wrong.collect()
}

/// SHA-256 as 64 hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every article outside the trash.
#[must_use]
pub fn all(library: &Library) -> Vec<ArticleSummary> {
    library.articles(&ListQuery { shelf: Shelf::All, limit: 10_000, ..ListQuery::default() }).unwrap().rows
}

/// Reads every article as the window does: text, HTML, and each picture that the HTML shows.
///
/// # Panics
/// When one does not read back.
pub fn read_all(library: &Library) {
    for summary in all(library) {
        let article = library.article(summary.id).unwrap();
        for (_, after) in article
            .html
            .match_indices("\"asset:")
            .map(|(start, found)| article.html.split_at(start + found.len()))
        {
            let hash = after.split('"').next().unwrap();
            let asset = library.asset(&lede::model::AssetHash(hash.to_owned())).unwrap();
            assert_eq!(sha256(&asset.bytes), hash, "{}", article.summary.url);
        }
        assert!(
            !article.html.contains("src=\"http"),
            "{} shows something from the network",
            article.summary.url
        );
        let shown_as_missing = article.html.matches("data-missing=").count();
        assert!(shown_as_missing <= article.missing.len(), "{}: {:?}", article.summary.url, article.missing);
        assert_eq!(article.missing.len(), article.summary.missing_assets as usize, "{}", article.summary.url);
        assert!(article.missing.iter().all(|(_, failure)| !failure.message.is_empty()));
    }
}
