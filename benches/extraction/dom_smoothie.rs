//! Answers lines `{id, url, html}` with lines `{id, html}`, by dom_smoothie: a peer in `./dev bench extraction`.

#![allow(clippy::unwrap_used, reason = "a bench is a program of its own")]

use std::io::{BufRead, Write, stdin, stdout};

use dom_smoothie::Readability;
use serde_json::{Value, json};

/// Deeply nested pages overflow the usual stack.
const STACK_BYTES: usize = 1 << 30;

fn main() {
    std::thread::Builder::new().stack_size(STACK_BYTES).spawn(answer_all).unwrap().join().unwrap();
}

fn answer_all() {
    for line in stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let mut out = stdout().lock();
        writeln!(out, "{}", json!({ "id": row["id"], "html": article(&row) })).unwrap();
        out.flush().unwrap();
    }
}

fn article(row: &Value) -> String {
    let engine = Readability::new(row["html"].as_str().unwrap(), row["url"].as_str(), None);
    let article = engine.and_then(|mut engine| engine.parse());
    article.map(|article| article.content.to_string()).unwrap_or_default()
}
