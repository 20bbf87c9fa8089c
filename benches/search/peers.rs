//! The same articles in plain SQLite: FTS5 as it comes, ranked by its own function, and a table that `LIKE` goes through.

use std::path::Path;

use rusqlite::Connection;

use crate::archive::connect;
use crate::corpus::Corpus;

/// Makes the file, or takes the one that is there.
pub fn plain(path: &Path, corpus: &Corpus, size: u64) -> Connection {
    let is_new = !path.exists();
    let mut connection = connect(path);
    if is_new {
        connection
            .execute_batch(
                "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
                CREATE TABLE doc (id INTEGER PRIMARY KEY, title TEXT, text TEXT);
                CREATE VIRTUAL TABLE plain USING fts5 (title, text, content = 'doc', content_rowid = 'id');",
            )
            .unwrap();
        let tx = connection.transaction().unwrap();
        for number in 0..size {
            let made = corpus.article(number);
            let row = (number as i64 + 1, &made.title, &made.text);
            tx.prepare_cached("INSERT INTO doc VALUES (?1, ?2, ?3)").unwrap().execute(row).unwrap();
            tx.prepare_cached("INSERT INTO plain (rowid, title, text) VALUES (?1, ?2, ?3)")
                .unwrap()
                .execute(row)
                .unwrap();
        }
        tx.commit().unwrap();
    }
    connection
}

/// The best twenty by FTS5's own ranking, with its own snippets.
pub fn ranked(connection: &Connection, expression: &str) -> usize {
    let mut statement = connection
        .prepare_cached("SELECT rowid, snippet(plain, 1, '[', ']', '…', 24) FROM plain WHERE plain MATCH ?1 ORDER BY rank LIMIT 20")
        .unwrap();
    let rows = statement.query_map([expression], |row| row.get::<_, String>(1)).unwrap();
    rows.map(Result::unwrap).count()
}

/// The newest twenty that have a text somewhere.
pub fn like(connection: &Connection, words: &[&str]) -> usize {
    let conditions: Vec<String> =
        words.iter().map(|word| format!("(text LIKE '%{word}%' OR title LIKE '%{word}%')")).collect();
    let sql = format!("SELECT id FROM doc WHERE {} ORDER BY id DESC LIMIT 20", conditions.join(" AND "));
    let mut statement = connection.prepare(&sql).unwrap();
    let rows = statement.query_map([], |row| row.get::<_, i64>(0)).unwrap();
    rows.map(Result::unwrap).count()
}
