//! Highlights as Omnivore writes them in Markdown: quotes, each with its labels and its note.

use super::entry::distinct;
use crate::model::{ImportedHighlight, ImportedNote};

/// What was marked in an article, and what was noted on it as a whole.
pub(super) fn read(text: &str) -> (Vec<ImportedHighlight>, Vec<ImportedNote>) {
    let (mut highlights, mut notes) = (Vec::<ImportedHighlight>::new(), Vec::new());
    for block in blocks(text) {
        let (quoted, rest): (Vec<&str>, Vec<&str>) = block.iter().partition(|line| line.starts_with('>'));
        let text = words(&rest);
        if quoted.is_empty() {
            // A paragraph after a highlight is a note on it; before the first it is one on the article.
            match highlights.last_mut() {
                Some(highlight) => annotate(highlight, &rest),
                None => notes.push(text),
            }
            continue;
        }
        let quote: Vec<&str> = quoted.iter().map(|line| line.trim_start_matches('>').trim()).collect();
        let mut highlight = ImportedHighlight { quote: words(&quote), ..ImportedHighlight::default() };
        annotate(&mut highlight, &rest);
        highlights.push(highlight);
    }
    highlights.retain(|highlight| !highlight.quote.is_empty());
    let note = notes.join("\n\n");
    let notes = if note.is_empty() { Vec::new() } else { vec![ImportedNote { text: note, created: None }] };
    (highlights, notes)
}

/// Lines with a blank line, or the beginning of a quote after other lines, between them.
fn blocks(text: &str) -> Vec<Vec<&str>> {
    let mut blocks: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines().map(str::trim) {
        let begins = line.starts_with('>');
        let Some(block) = blocks.last_mut() else { break };
        if line.is_empty() || (begins && block.last().is_some_and(|last| !last.starts_with('>'))) {
            blocks.push(Vec::new());
        }
        if let Some(block) = blocks.last_mut().filter(|_| !line.is_empty()) {
            block.push(line);
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

fn words(lines: &[&str]) -> String {
    lines.join("\n").trim().to_owned()
}

/// Adds labels and a note to a highlight.
fn annotate(highlight: &mut ImportedHighlight, lines: &[&str]) {
    let (labels, lines): (Vec<&str>, Vec<&str>) = lines.iter().partition(|line| is_labels(line));
    let labels =
        labels.iter().flat_map(|line| line.split('#')).chain(highlight.tags.iter().map(String::as_str));
    let tags = distinct(labels);
    highlight.tags = tags;
    let more = words(&lines);
    highlight.note = match highlight.note.take() {
        Some(note) if !more.is_empty() => Some(format!("{note}\n\n{more}")),
        None if !more.is_empty() => Some(more),
        note => note,
    };
}

/// `#one #two words`; `# one` is a heading of a note.
fn is_labels(line: &str) -> bool {
    line.starts_with('#') && !line.starts_with("##") && !line.starts_with("# ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_come_with_their_labels_and_notes() {
        let (highlights, notes) = read(
            "On the whole: good.\n\nRead again.\n\n> One paragraph\n>\n> and another\n\n#key #two words\n\nWhy this?\n\nAnd that?\n\n> خبر دوم\n# A heading\n> third\n",
        );
        assert_eq!(
            notes,
            [ImportedNote { text: "On the whole: good.\n\nRead again.".to_owned(), created: None }]
        );
        let told: Vec<_> = highlights
            .iter()
            .map(|highlight| (highlight.quote.as_str(), highlight.tags.join("|"), highlight.note.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                ("One paragraph\n\nand another", "key|two words".to_owned(), Some("Why this?\n\nAnd that?")),
                ("خبر دوم", String::new(), Some("# A heading")),
                ("third", String::new(), None)
            ]
        );
    }

    #[test]
    fn nothing_is_made_of_nothing() {
        assert_eq!(read(""), (Vec::new(), Vec::new()));
        assert_eq!(read(">\n> \n\n>"), (Vec::new(), Vec::new()));
    }
}
