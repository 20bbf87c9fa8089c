//! Two copies of an article become what differs between them: pure functions, bounded by work instead of by time, so that
//! the same two copies always differ in the same way.
//!
//! Paragraphs are aligned first (`align`), then the sentences of two paragraphs that belong together, and only then the
//! words of two sentences (`words`): a change never reaches over the end of a sentence, and a sentence that was written
//! anew is one change.

mod align;
mod build;
mod pictures;
mod tidy;
mod units;
mod words;

#[cfg(test)]
mod tests;

pub use pictures::differing_pictures;
pub use units::sentences;

use crate::model::{ChangeSummary, ComparedPicture, Comparison, Segment, SegmentKind};
use build::Builder;
use words::Budget;

/// What is compared of a copy.
#[derive(Debug, Clone, Copy)]
pub struct Copy<'a> {
    /// Headline.
    pub title: &'a str,
    /// Authors in order.
    pub authors: &'a [String],
    /// Text, its paragraphs separated by empty lines.
    pub text: &'a str,
    /// Clean HTML; only whether it differs is of interest.
    pub html: &'a str,
    /// Pictures in order.
    pub pictures: &'a [ComparedPicture],
}

/// Says what differs from `before` to `after`. Takes a few milliseconds for articles, and less than a second for texts of
/// a megabyte: what exceeds the bounds is told as replaced, and the result says that it is coarse.
#[must_use]
pub fn compare(before: &Copy<'_>, after: &Copy<'_>) -> Comparison {
    let mut budget = Budget::default();
    let title = line(before.title, after.title, &mut budget);
    let byline = line(&before.authors.join(", "), &after.authors.join(", "), &mut budget);
    let mut builder = Builder::new(&mut budget);
    let paragraphs = builder.paragraphs(before.text, after.text);
    let (pictures_removed, pictures_added) = differing_pictures(before.pictures, after.pictures);
    let count = |pictures: &[ComparedPicture]| u32::try_from(pictures.len()).unwrap_or(u32::MAX);
    let mut summary = ChangeSummary {
        title: before.title != after.title,
        byline: before.authors != after.authors,
        pictures_removed: count(&pictures_removed),
        pictures_added: count(&pictures_added),
        ..builder.counts()
    };
    summary.markup = before.html != after.html && summary.is_empty();
    let coarse = budget.is_spent();
    Comparison { title, byline, paragraphs, pictures_removed, pictures_added, summary, coarse }
}

/// The difference of two texts of one line.
fn line(before: &str, after: &str, budget: &mut Budget) -> Vec<Segment> {
    let mut segments = Vec::new();
    for piece in words::diff(before, after, budget) {
        if !piece.same {
            push(&mut segments, SegmentKind::Removed, piece.before);
            push(&mut segments, SegmentKind::Added, piece.after);
        } else {
            push(&mut segments, SegmentKind::Same, piece.after);
        }
    }
    segments
}

/// Adds text to the last segment when that is of the same kind.
fn push(segments: &mut Vec<Segment>, kind: SegmentKind, text: &str) {
    match segments.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.kind == kind => last.text.push_str(text),
        _ => segments.push(Segment { kind, text: text.to_owned() }),
    }
}
