//! The signs of what is marked: where Markdown's own hold, and where the element has to say it.

use super::line::{Piece, Span};

/// Highlights that go on in the next element become one, where it lies within them.
pub fn joined(mut pieces: Vec<Piece>) -> Vec<Piece> {
    const MARK: Span = Span::Highlight;
    let mut from = 0;
    while let Some(start) = (from..pieces.len()).find(|at| pieces[*at] == Piece::Open(MARK)) {
        let mut depth = 0_i32;
        let mut closes = Vec::new();
        let mut last = None;
        for (at, piece) in pieces.iter().enumerate().skip(start + 1) {
            match piece {
                Piece::Close(MARK) => {
                    closes.push(at);
                    if depth == 0 {
                        last = Some(closes.len());
                    }
                }
                Piece::Open(MARK) => closes.push(at),
                Piece::Open(_) | Piece::Begin(_) => depth += 1,
                Piece::Close(_) | Piece::End(_) => depth -= 1,
                Piece::Text(text) if text != " " && closes.len() % 2 == 1 => break,
                Piece::Raw(_) | Piece::Code(_) | Piece::Formula(_) | Piece::Break
                    if closes.len() % 2 == 1 =>
                {
                    break;
                }
                _ => {}
            }
            if depth < 0 {
                break;
            }
        }
        let inner = closes[..last.unwrap_or(1).saturating_sub(1).min(closes.len())].to_vec();
        from = start + 1;
        for at in inner.into_iter().rev() {
            pieces.remove(at);
        }
        if let Some(close) = (from..pieces.len()).find(|at| pieces[*at] == Piece::Close(MARK)) {
            from = close + 1;
        }
    }
    // The backticks of two pieces of code would be taken for those of one.
    pieces.dedup_by(|next, last| match (last, next) {
        (Piece::Code(last), Piece::Code(next)) => {
            last.push_str(next);
            true
        }
        _ => false,
    });
    pieces
}

/// How a beginning or an end is written.
pub fn sign(pieces: &[Piece], depths: &[Depth], at: usize) -> String {
    let (open, close) = pair(pieces, at);
    let (Piece::Open(span) | Piece::Close(span)) = pieces[at] else { return String::new() };
    let (sign, element) = span.signs();
    // Emphasis in emphasis, of whatever kind, is where signs are taken for each other's.
    let is_nested = depths[open].spans > 0 && span != Span::Highlight;
    match (!is_nested && is_marked(pieces, open, close, span), at == open) {
        (true, _) => sign.to_owned(),
        (false, true) => format!("<{element}>"),
        (false, false) => format!("</{element}>"),
    }
}

/// Where the beginning and the end stand that one of them belongs to.
fn pair(pieces: &[Piece], at: usize) -> (usize, usize) {
    match pieces[at] {
        Piece::Open(span) => {
            let end = (at..pieces.len()).find(|other| pieces[*other] == Piece::Close(span));
            (at, end.unwrap_or(at))
        }
        Piece::Close(span) => {
            let start = (0..at).rev().find(|other| pieces[*other] == Piece::Open(span));
            (start.unwrap_or(at), at)
        }
        _ => (at, at),
    }
}

/// Whether Markdown's own signs say it: CommonMark 0.31, section 6.2, on the safe side of it.
fn is_marked(pieces: &[Piece], open: usize, close: usize, span: Span) -> bool {
    let is_sign = |at: Option<usize>| {
        let piece = at.and_then(|at| pieces.get(at));
        matches!(piece, Some(Piece::Open(other) | Piece::Close(other)) if span != Span::Highlight && *other != Span::Highlight)
    };
    let around = [open.checked_sub(1), Some(open + 1), close.checked_sub(1), Some(close + 1)];
    if open >= close || around.into_iter().any(is_sign) {
        return false;
    }
    let breaks = pieces[open..close].contains(&Piece::Break);
    let (outside, inside) =
        ((left(pieces, open), right(pieces, close)), (right(pieces, open), left(pieces, close)));
    !breaks && holds(outside.0, inside.0) && holds(outside.1, inside.1)
}

/// Whether a sign between these two characters turns towards the inner one.
fn holds(outer: Option<char>, inner: Option<char>) -> bool {
    let Some(inner) = inner else { return false };
    let free = outer.is_none_or(|c| {
        c.is_whitespace() || c.is_ascii_punctuation() || "«»“”‘’…—–،؛؟。，、（）「」《》".contains(c)
    });
    !inner.is_whitespace() && (inner.is_alphanumeric() || free)
}

fn left(pieces: &[Piece], at: usize) -> Option<char> {
    match pieces.get(at.checked_sub(1)?)? {
        Piece::Text(text) | Piece::Raw(text) | Piece::End(text) => text.chars().next_back(),
        Piece::Begin(markup) => markup.chars().next_back(),
        Piece::Code(_) => Some('`'),
        Piece::Formula(_) => Some('$'),
        Piece::Open(_) | Piece::Close(_) => Some('*'),
        Piece::Break => None,
    }
}

fn right(pieces: &[Piece], at: usize) -> Option<char> {
    match pieces.get(at + 1)? {
        Piece::Text(text) | Piece::Raw(text) | Piece::End(text) => text.chars().next(),
        Piece::Begin(markup) => markup.chars().next(),
        Piece::Code(_) => Some('`'),
        Piece::Formula(_) => Some('$'),
        Piece::Open(_) | Piece::Close(_) => Some('*'),
        Piece::Break => None,
    }
}

/// How much is open before a piece.
#[derive(Debug, Clone, Copy, Default)]
pub struct Depth {
    /// Of everything.
    pub all: i32,
    /// Of spans besides highlights.
    spans: i32,
}

/// The depth before each piece.
pub fn depths(pieces: &[Piece]) -> Vec<Depth> {
    let mut depth = Depth::default();
    let before = |piece: &Piece| {
        let now = depth;
        let step = match piece {
            Piece::Open(_) | Piece::Begin(_) => 1,
            Piece::Close(_) | Piece::End(_) => -1,
            _ => 0,
        };
        depth.all += step;
        if matches!(piece, Piece::Open(span) | Piece::Close(span) if *span != Span::Highlight) {
            depth.spans += step;
        }
        now
    };
    pieces.iter().map(before).collect()
}
