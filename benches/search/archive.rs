//! An archive of made articles, written as an older program left it: rows without an index, which is then made and timed.

use std::path::Path;
use std::time::Instant;

use lede::library::Library;
use rusqlite::Connection;
use tokio_util::sync::CancellationToken;

use crate::corpus::{Corpus, name};
use crate::support::open;

/// Makes the archive of so many articles, or takes the one that is there.
pub fn archive(path: &Path, corpus: &Corpus, size: u64) -> Library {
    if !path.exists() {
        drop(open(path));
        let started = Instant::now();
        write_rows(path, corpus, size);
        println!("  rows written in {:.1?}", started.elapsed());
    }
    let library = open(path);
    let behind = library.index_state().unwrap().behind;
    if behind > 0 {
        let (started, before) = (Instant::now(), bytes(path));
        library.catch_up(&|_| {}, &CancellationToken::new()).unwrap();
        let seconds = started.elapsed().as_secs_f64();
        println!(
            "  indexed {behind} articles in {seconds:.1} s: {:.0} a second, {:.0} bytes an article",
            f64::from(behind) / seconds,
            (bytes(path) - before) as f64 / f64::from(behind)
        );
    }
    library
}

fn bytes(path: &Path) -> u64 {
    let pages = |name: &str| -> u64 {
        connect(path).pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap().unsigned_abs()
    };
    pages("page_count") * pages("page_size")
}

#[allow(clippy::disallowed_methods, reason = "plays another program, which knows nothing of the library")]
pub fn connect(path: &Path) -> Connection {
    Connection::open(path).unwrap()
}

fn write_rows(path: &Path, corpus: &Corpus, size: u64) {
    let mut connection = connect(path);
    connection.pragma_update(None, "synchronous", "OFF").unwrap();
    for number in 0..300 {
        connection
            .execute(
                "INSERT INTO tag (path, path_key, created) VALUES (?1, lower(?1), 1)",
                [format!("{}{number}", name(number))],
            )
            .unwrap();
    }
    for start in (0..size).step_by(5_000) {
        let tx = connection.transaction().unwrap();
        for number in start..size.min(start + 5_000) {
            let made = corpus.article(number);
            let url = format!("https://{}/{number}", made.host);
            let (id, saved) = (number as i64 + 1, 1_400_000_000_000 + number as i64 * 400_000);
            tx.prepare_cached(
                "INSERT INTO response (id, final_url, status, fetched, sha256, body_size, body) VALUES (?1, ?2, 200, ?3, 'x', 0, x'')",
            )
            .unwrap()
            .execute((id, &url, saved))
            .unwrap();
            tx.prepare_cached(
                "INSERT INTO article (id, url, original_url, title, title_sort, site, site_sort, host, language, published,
                     published_sort, words, saved, state, starred, archived, excerpt)
                 VALUES (?1, ?2, ?2, ?3, lower(?3), ?4, lower(?4), ?5, ?6, date(?7 * 86400, 'unixepoch'), ?7 * 86400000, ?8, ?9,
                     ?10, ?1 % 23 = 0, ?1 % 2, substr(?11, 1, 200))",
            )
            .unwrap()
            .execute(rusqlite::params![
                id,
                url,
                made.title,
                made.site,
                made.host,
                made.language,
                made.published,
                made.text.split(' ').count() as i64,
                saved,
                made.state,
                made.text,
            ])
            .unwrap();
            tx.prepare_cached(
                "INSERT INTO version (id, article_id, response_id, created, words, charset, extractor, diagnosis, html_sha256,
                     text_sha256, metadata, text, html)
                 VALUES (?1, ?1, ?1, ?2, 1, 'utf-8', 'made', '{\"complete\":true,\"doubts\":[],\"evidence\":[]}', 'x', 'x', '{}', ?3, '')",
            )
            .unwrap()
            .execute((id, saved, &made.text))
            .unwrap();
            tx.prepare_cached("UPDATE article SET version_id = id WHERE id = ?1")
                .unwrap()
                .execute([id])
                .unwrap();
            for tag in made.tags {
                tx.prepare_cached(
                    "INSERT OR IGNORE INTO article_tag (tag_id, article_id, added) VALUES (?1, ?2, 1)",
                )
                .unwrap()
                .execute((tag as i64 % 300 + 1, id))
                .unwrap();
            }
        }
        tx.execute_batch("DELETE FROM stale").unwrap();
        tx.commit().unwrap();
    }
    connection.execute_batch("INSERT INTO search_behind SELECT id FROM article").unwrap();
}
