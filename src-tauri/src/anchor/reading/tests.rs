use proptest::prelude::*;
use serde::Deserialize;

use super::ReadingText;

#[derive(Deserialize)]
struct Case {
    name: String,
    html: String,
    text: String,
}

/// The pairs that the window's reading text is held to as well.
fn cases() -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reading-text.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn html_reads_as_a_browser_shows_it() {
    for case in cases() {
        let reading = ReadingText::of_html(&case.html);
        assert_eq!(reading.text(), case.text, "{}", case.name);
        assert_eq!(reading.length(), case.text.chars().count(), "{}", case.name);
    }
}

/// The text that the HTML at the places of a range spells.
fn spelled(html: &str, reading: &ReadingText, range: std::ops::Range<usize>) -> String {
    reading.in_html(range).into_iter().map(|place| &html[place]).collect()
}

#[test]
fn a_range_is_found_in_the_html() {
    let html = "<p>The <em>old  har</em>bour</p>\n<p>&lt;bridge&gt; and</p>";
    let reading = ReadingText::of_html(html);
    assert_eq!(reading.text(), "The old harbour\n<bridge> and");
    assert_eq!(spelled(html, &reading, 0..3), "The");
    assert_eq!(
        reading.in_html(2..11).into_iter().map(|place| &html[place]).collect::<Vec<_>>(),
        ["e ", "old  har"]
    );
    assert_eq!(spelled(html, &reading, 12..18), "our&lt;b");
    assert!(reading.in_html(15..16).is_empty());
    assert!(reading.in_html(7..7).is_empty());
    assert_eq!(spelled(html, &reading, 0..999), "The old  harbour&lt;bridge&gt; and");
}

proptest! {
    #[test]
    fn any_input_ends_and_its_places_are_in_the_html(html in "(<|>|&|\"|'|/|p|pre|rt|br| |\n|\r|;|#x41|é|漢|𝔘|<p>|</p>|<pre>|</pre>|<b data-lede-ui>|</b>|&nbsp;){0,60}") {
        let reading = ReadingText::of_html(&html);
        prop_assert_eq!(reading.length(), reading.text().chars().count());
        prop_assert!(!reading.text().starts_with('\n') && !reading.text().ends_with('\n'));
        for at in 0..reading.length() {
            for place in reading.in_html(at..at + 1) {
                prop_assert!(place.start < place.end && html.get(place).is_some());
            }
        }
    }

    #[test]
    fn paragraphs_read_as_they_were_written(texts in prop::collection::vec("\\PC{1,20}", 1..6)) {
        let words: Vec<String> = texts
            .iter()
            .map(|text| text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
            .filter(|text| !text.is_empty())
            .collect();
        let escape = |text: &String| text.replace('&', "&amp;").replace('<', "&lt;");
        let html: String = words.iter().map(|text| format!("<p>{}</p>\n", escape(text))).collect();
        let reading = ReadingText::of_html(&html);
        prop_assert_eq!(reading.text(), words.join("\n"));
    }
}
