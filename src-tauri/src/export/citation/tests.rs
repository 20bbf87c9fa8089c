use biblatex::{Bibliography as Parsed, ChunksExt};
use serde_json::Value;

use super::*;
use crate::export::testing::{article, contents, highlight, written};
use crate::model::{ExportFormat, Highlight};

/// An article on a flood by two people, in Persian, with a highlight in its second paragraph.
fn persian() -> Article {
    let mut article = article(7, "سیل در {خوزستان} & 50%_باران");
    article.summary.authors = vec!["محمدجواد ظریف".to_owned(), "خبرگزاری ایسنا".to_owned()];
    article.summary.language = Some("fa".to_owned());
    article.summary.published = Some("2026-06".to_owned());
    article.summary.url = "https://example.org/a_b?x={1}&y=2".to_owned();
    article.highlights =
        vec![Highlight { note: Some("why?".to_owned()), ..highlight(3, &article, 5..9, "Two.") }];
    article
}

#[test]
fn csl_json_has_what_is_known() {
    let articles = [persian(), article(8, "Bridge")];
    let items: Value =
        serde_json::from_slice(&written(ExportFormat::Csl, contents(&articles), &articles)).unwrap();
    assert_eq!(
        items[0],
        serde_json::json!({
            "id": "exampleorg2026-7",
            "type": "article-newspaper",
            "title": "سیل در {خوزستان} & 50%_باران",
            "author": [{"family": "ظریف", "given": "محمدجواد"}, {"literal": "خبرگزاری ایسنا"}],
            "container-title": "The Courier",
            "issued": {"date-parts": [[2026, 6]]},
            "accessed": {"date-parts": [[2026, 11, 22]]},
            "URL": "https://example.org/a_b?x={1}&y=2",
            "language": "fa",
            "abstract": "What was said.",
            "keyword": "world/iran, to read",
            "annote": "“Two.” (para. 2) why?"
        })
    );
    assert_eq!(items[1]["id"], "lovelace2026-8");
    assert_eq!(written(ExportFormat::Csl, contents(&[]), &[]), b"[]\n");
}

#[test]
fn bibtex_is_read_back_by_a_parser_of_it() {
    let articles = [persian(), article(8, "Bridge")];
    let file = String::from_utf8(written(ExportFormat::Bibtex, contents(&articles), &articles)).unwrap();
    let parsed = Parsed::parse(&file).unwrap();
    let entry = parsed.get("exampleorg2026-7").unwrap();
    assert_eq!(entry.title().unwrap().format_verbatim(), "سیل در {خوزستان} & 50%_باران");
    let authors = entry.author().unwrap();
    assert_eq!((authors[0].name.as_str(), authors[0].given_name.as_str()), ("ظریف", "محمدجواد"));
    assert_eq!(authors[1].name, "خبرگزاری ایسنا");
    assert_eq!(entry.url().unwrap(), "https://example.org/a_b?x=%7B1%7D&y=2");
    assert!(
        file.contains("date = {2026-06},")
            && file.contains("urldate = {2026-11-22},")
            && file.contains("langid = {persian},")
    );
    assert!(file.contains("annotation = {“Two.” (para. 2) why?},"), "{file}");
    assert_eq!(parsed.get("lovelace2026-8").unwrap().author().unwrap()[1].name, "Reuters");
}

#[test]
fn ris_has_a_field_a_line() {
    let articles = [persian()];
    let file = String::from_utf8(written(ExportFormat::Ris, contents(&articles), &articles)).unwrap();
    assert_eq!(
        file.split("\r\n").collect::<Vec<_>>(),
        [
            "TY  - NEWS",
            "ID  - exampleorg2026-7",
            "TI  - سیل در {خوزستان} & 50%_باران",
            "AU  - ظریف, محمدجواد",
            "AU  - خبرگزاری ایسنا,",
            "T2  - The Courier",
            "PY  - 2026",
            "DA  - 2026/06//",
            "Y2  - 2026/11/22/",
            "UR  - https://example.org/a_b?x={1}&y=2",
            "LA  - fa",
            "AB  - What was said.",
            "KW  - world/iran",
            "KW  - to read",
            "N1  - “Two.” (para. 2) why?",
            "ER  - ",
            "",
            ""
        ]
    );
}

#[test]
fn styles_say_it_as_their_manuals_do() {
    let article = article(8, "Harbour bridge reopens");
    let cited = |style| cite(&article, None, style, "en-US").unwrap();
    insta::assert_snapshot!(cited(CitationStyle::Apa), @r#"Lovelace, A., & Reuters. (2026, June 1). Harbour bridge reopens. The Courier. https://example.org/8"#);
    insta::assert_snapshot!(cited(CitationStyle::Mla), @r#"Lovelace, Ada, and Reuters. “Harbour Bridge Reopens.” The Courier, 1 June 2026, https://example.org/8."#);
    insta::assert_snapshot!(cited(CitationStyle::Chicago), @r#"Lovelace, Ada, and Reuters. “Harbour Bridge Reopens.” The Courier, June 1, 2026. https://example.org/8."#);
}

#[test]
fn a_highlight_is_cited_with_its_paragraph() {
    let article = persian();
    let cited = |style, locale| cite(&article, article.highlights.first(), style, locale).unwrap();
    insta::assert_snapshot!(cited(CitationStyle::Apa, "en"), @r#"
    “Two.” (ظریف & خبرگزاری ایسنا, 2026, para. 2)

    ظریف, محمدجواد, & خبرگزاری ایسنا. (2026, June). سیل در {خوزستان} & 50%_باران. The Courier. https://example.org/a_b?x={1}&y=2
    "#);
    insta::assert_snapshot!(cited(CitationStyle::Apa, "fa"), @r#"
    “Two.” (ظریف & خبرگزاری ایسنا, 2026, پاراگراف 2)

    ظریف, محمدجواد, & خبرگزاری ایسنا. (2026, ژوئن). سیل در {خوزستان} & 50%_باران. The Courier. https://example.org/a_b?x={1}&y=2
    "#);
    insta::assert_snapshot!(cited(CitationStyle::Chicago, "en-GB"), @r#"
    “Two.” محمدجواد ظریف and خبرگزاری ایسنا, ‘سیل در {خوزستان} & 50%_باران’, The Courier, June 2026, para. 2, https://example.org/a_b?x={1}&y=2.

    ظریف, محمدجواد, and خبرگزاری ایسنا. ‘سیل در {خوزستان} & 50%_باران’. The Courier, June 2026. https://example.org/a_b?x={1}&y=2.
    "#);
}

#[test]
fn names_without_spaces_stay_so() {
    let mut article = article(8, "洪水");
    article.summary.authors = vec!["王小明".to_owned()];
    article.summary.language = Some("zh".to_owned());
    article.summary.published = None;
    insta::assert_snapshot!(cite(&article, None, CitationStyle::Apa, "en").unwrap(), @r#"王小明. (n.d.). 洪水. The Courier. Retrieved November 22, 2026, from https://example.org/8"#);
}
