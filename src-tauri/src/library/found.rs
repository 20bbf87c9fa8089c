//! What was found of the rows of a search: the title and the best passage, with the hits in them.

use std::collections::HashMap;
use std::ops::Range;

use rusqlite::Connection;

use super::search::index::captions;
use crate::db;
use crate::error::Result;
use crate::markdown;
use crate::model::{ArticleId, ArticleSummary, Found, FoundIn, Piece};
use crate::search::query::{Field, Query};
use crate::search::{Passage, Sought};

/// Characters of a passage.
const LENGTH: usize = 180;

/// What a query looks for, by where it looks.
struct Searched {
    title: Sought,
    by: Sought,
    text: Sought,
    anywhere: Sought,
    note: Sought,
    highlight: Sought,
}

/// The best passage so far, with the text it stands in.
#[derive(Default)]
struct Best {
    place: FoundIn,
    text: String,
    passage: Option<Passage>,
}

/// What was found of rows, in their order; nothing for a query without words. `score` says how well each fits.
pub(super) fn found(
    conn: &Connection,
    query: &Query,
    rows: &[ArticleSummary],
    score: impl Fn(ArticleId) -> f64,
) -> Result<Vec<Found>> {
    let searched = Searched::of(query);
    if searched.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ArticleId> = rows.iter().map(|row| row.id).collect();
    let own = searched.own(conn, &ids)?;
    let of = |row: &ArticleSummary| {
        let best = searched.best(conn, row, own.get(&row.id).map_or(&[], Vec::as_slice))?;
        Ok(Found {
            article: row.id,
            title: pieces(&row.title, 0..row.title.len(), &searched.title.marks(&row.title)),
            place: best.place,
            passage: best.pieces(),
            score: score(row.id),
        })
    };
    rows.iter().map(of).collect()
}

impl Searched {
    fn of(query: &Query) -> Self {
        let of = |field| Sought::of(query, field);
        Self {
            title: of(Field::Title),
            by: of(Field::By),
            text: of(Field::Text),
            anywhere: Sought::anywhere(query),
            note: of(Field::Note),
            highlight: of(Field::Highlight),
        }
    }

    fn is_empty(&self) -> bool {
        let all = [&self.title, &self.by, &self.text, &self.note, &self.highlight];
        all.iter().all(|sought| sought.is_empty())
    }

    /// What a person wrote on articles and marked in them, where that is looked at.
    fn own(
        &self,
        conn: &Connection,
        ids: &[ArticleId],
    ) -> Result<HashMap<ArticleId, Vec<(FoundIn, String)>>> {
        let mut own: HashMap<ArticleId, Vec<(FoundIn, String)>> = HashMap::new();
        let mut keep = |place, texts: HashMap<ArticleId, Vec<String>>, plain: fn(&str) -> String| {
            for (id, texts) in texts {
                own.entry(id).or_default().extend(texts.iter().map(|text| (place, plain(text))));
            }
        };
        if !self.note.is_empty() {
            keep(FoundIn::Note, db::notes_of(conn, ids)?, markdown::plain);
        }
        if !self.highlight.is_empty() {
            keep(FoundIn::Highlight, db::quotes_of(conn, ids)?, str::to_owned);
            keep(FoundIn::Highlight, db::highlight_notes_of(conn, ids)?, markdown::plain);
        }
        Ok(own)
    }

    /// The passage that shows most of what is looked for: in the text, unless something else shows more.
    fn best(&self, conn: &Connection, row: &ArticleSummary, own: &[(FoundIn, String)]) -> Result<Best> {
        let mut best = Best::default();
        if !self.text.is_empty() {
            best.offer(FoundIn::Text, &self.text, db::shown_text(conn, row.id)?.unwrap_or_default());
        }
        for (place, text) in own {
            let sought = if *place == FoundIn::Note { &self.note } else { &self.highlight };
            best.offer(*place, sought, text.clone());
        }
        for tag in &row.tags {
            best.offer(FoundIn::Tag, &self.anywhere, tag.clone());
        }
        let by = [row.authors.join(", "), row.site.clone()].into_iter().filter(|name| !name.is_empty());
        best.offer(FoundIn::By, &self.by, by.collect::<Vec<_>>().join(" · "));
        if best.passage.is_none() && self.title.marks(&row.title).is_empty() && !self.text.is_empty() {
            let html = db::shown_html(conn, row.id)?.unwrap_or_default();
            best.offer(FoundIn::Text, &self.text, captions(&html));
        }
        if best.passage.is_none() {
            (best.place, best.text) = (FoundIn::Title, row.excerpt.clone());
        }
        Ok(best)
    }
}

impl Best {
    /// Takes the best passage of a text in place of what it has, if that one shows more.
    fn offer(&mut self, place: FoundIn, sought: &Sought, text: String) {
        let Some(passage) = sought.passage(&text, LENGTH) else { return };
        if self.passage.as_ref().is_none_or(|best| passage.fulfils > best.fulfils) {
            *self = Self { place, text, passage: Some(passage) };
        }
    }

    fn pieces(&self) -> Vec<Piece> {
        match &self.passage {
            None => pieces(&self.text, 0..self.text.len(), &[]),
            Some(passage) => pieces(&self.text, passage.at.clone(), &passage.hits),
        }
    }
}

/// A part of a text with its hits, on one line; an ellipsis where the text goes on.
fn pieces(text: &str, at: Range<usize>, hits: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut push = |text: &str, hit: bool| {
        let text = on_one_line(text);
        if !text.is_empty() {
            pieces.push(Piece { text, hit });
        }
    };
    let is_cut = |rest: &str| !rest.trim().is_empty();
    if is_cut(&text[..at.start]) {
        push("…", false);
    }
    let mut from = at.start;
    for hit in hits {
        push(&text[from..hit.start], false);
        push(&text[hit.clone()], true);
        from = hit.end;
    }
    push(&text[from..at.end], false);
    if is_cut(&text[at.end..]) {
        push("…", false);
    }
    merged(pieces)
}

fn merged(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut merged: Vec<Piece> = Vec::new();
    for piece in pieces {
        match merged.last_mut().filter(|last| !last.hit && !piece.hit) {
            Some(last) => last.text.push_str(&piece.text),
            None => merged.push(piece),
        }
    }
    merged
}

/// Every stretch of white space as one space.
fn on_one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_whitespace() {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(c),
        }
    }
    out
}
