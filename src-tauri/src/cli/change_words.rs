//! What differs between two versions or two articles, in words.

use super::text::count;
use crate::model::ChangeSummary;

/// Such as `headline changed, 3 sentences removed, 1 added`.
pub fn in_words(summary: &ChangeSummary) -> String {
    let mut parts = Vec::new();
    for (differs, what) in [(summary.title, "headline changed"), (summary.byline, "authors changed")] {
        if differs {
            parts.push(what.to_owned());
        }
    }
    let sentences = [
        (summary.sentences_removed, "removed"),
        (summary.sentences_added, "added"),
        (summary.sentences_changed, "changed"),
        (summary.sentences_moved, "moved"),
    ];
    parts.extend(list("sentence", &sentences));
    parts.extend(list("paragraph", &[(summary.paragraphs_moved, "moved")]));
    let pictures = [(summary.pictures_removed, "removed"), (summary.pictures_added, "added")];
    parts.extend(list("picture", &pictures));
    if parts.is_empty() {
        return if summary.markup { "the same words, other markup" } else { "nothing differs" }.to_owned();
    }
    parts.join(", ")
}

/// Such as `other headline, 3 sentences only in Courier, 1 only in Herald`: of two articles neither came first.
pub fn between(summary: &ChangeSummary, [first, second]: [&str; 2]) -> String {
    let mut parts = Vec::new();
    for (differs, what) in [(summary.title, "other headline"), (summary.byline, "other authors")] {
        if differs {
            parts.push(what.to_owned());
        }
    }
    let (first, second) = (format!("only in {first}"), format!("only in {second}"));
    let sentences = [
        (summary.sentences_removed, first.as_str()),
        (summary.sentences_added, second.as_str()),
        (summary.sentences_changed, "worded differently"),
        (summary.sentences_moved, "elsewhere"),
    ];
    parts.extend(list("sentence", &sentences));
    parts.extend(list("paragraph", &[(summary.paragraphs_moved, "elsewhere")]));
    let pictures = [(summary.pictures_removed, first.as_str()), (summary.pictures_added, second.as_str())];
    parts.extend(list("picture", &pictures));
    if parts.is_empty() { "the same words".to_owned() } else { parts.join(", ") }
}

/// Counts of one thing; the thing is named once.
fn list(noun: &str, counts: &[(u32, &str)]) -> Vec<String> {
    let mut named = false;
    let counted = counts.iter().filter(|(number, _)| *number > 0);
    counted
        .map(|(number, what)| match std::mem::replace(&mut named, true) {
            false => format!("{} {what}", count(*number, noun)),
            true => format!("{number} {what}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_with_their_nouns_once() {
        let summary = ChangeSummary {
            title: true,
            sentences_removed: 3,
            sentences_added: 1,
            paragraphs_moved: 1,
            pictures_added: 2,
            ..ChangeSummary::default()
        };
        assert_eq!(
            in_words(&summary),
            "headline changed, 3 sentences removed, 1 added, 1 paragraph moved, 2 pictures added"
        );
        let markup = ChangeSummary { markup: true, ..ChangeSummary::default() };
        assert_eq!(in_words(&markup), "the same words, other markup");
        assert_eq!(in_words(&ChangeSummary::default()), "nothing differs");
        assert_eq!(
            between(&summary, ["Courier", "Herald"]),
            "other headline, 3 sentences only in Courier, 1 only in Herald, 1 paragraph elsewhere, 2 pictures only in Herald"
        );
    }
}
