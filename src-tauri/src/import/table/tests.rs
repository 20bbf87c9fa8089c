//! Tables that are whole, crooked and too long.

use proptest::prelude::*;

use super::super::LONGEST;
use super::*;
use crate::model::ImportedArticle;

/// Each row as `place: url|title`, or `place! why [source]`.
fn rows(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut take = |row: ImportedRow| {
        found.push(match row.item {
            Ok(ImportedItem::Article(article)) => format!(
                "{}: {}|{}",
                row.place,
                article.url.unwrap_or_default(),
                article.title.unwrap_or_default()
            ),
            Err(Refusal::Failed(why)) => {
                format!("{}! {why} [{}]", row.place, String::from_utf8_lossy(&row.source))
            }
            other => panic!("{other:?}"),
        });
        Ok(())
    };
    read(text.as_bytes(), (Path::new("a.csv"), None), &mut take, |row| {
        let (url, title) = (row.text("url"), row.text("the title"));
        Ok(ImportedItem::Article(Box::new(ImportedArticle { url, title, ..ImportedArticle::default() })))
    })
    .unwrap();
    found
}

#[test]
fn columns_are_found_by_name_in_any_order_case_and_delimiter() {
    for text in [
        "URL,The Title\na,b\n",
        "the_title,x,url\r\nb,,a\r\n",
        "\n the-title;url\nb;a",
        "url\tTHE TITLE\na\tb\n",
        "\"url\",\"the title\"\n\"a\",\"b\"\n",
    ] {
        let found = rows(text);
        assert_eq!(found.len(), 1, "{text}");
        assert!(found[0].ends_with(": a|b"), "{text}: {}", found[0]);
    }
    assert_eq!(rows("url\n\na\n\nb\n"), ["line 3: a|", "line 5: b|"]);
    assert_eq!(rows(""), [""; 0]);
    assert_eq!(rows("url,title\n"), [""; 0]);
}

#[test]
fn quotes_hold_delimiters_line_ends_and_quotes() {
    assert_eq!(
        rows("url,the title\n\"a\",\"one, \"\"two\"\"\nthree\"\nb,5\" disk\nc,خبر\n"),
        ["line 2: a|one, \"two\"\nthree", "line 4: b|5\" disk", "line 5: c|خبر"]
    );
}

#[test]
fn a_row_that_is_crooked_stops_no_other() {
    assert_eq!(
        rows("url,the title\na,b,c\nd\ne,f,\ng,h\n"),
        [
            "line 2! the row has 3 columns, not 2 [a,b,c]",
            "line 3! the row has 1 columns, not 2 [d]",
            "line 4: e|f",
            "line 5: g|h"
        ]
    );
    assert_eq!(
        rows("the title,url\n\"open,a\nb,c\n\"d\",e\nf,g"),
        ["line 2! a quote is not closed [\"open,a]", "line 3: c|b", "line 4: e|d", "line 5: g|f"],
    );
    assert_eq!(
        rows("url,the title\na,\"open\nb,c\nd,e\n"),
        ["line 2! a quote is not closed [a,\"open]", "line 3: b|c", "line 4: d|e"]
    );
}

#[test]
fn a_row_that_is_too_long_is_refused_and_the_next_is_read() {
    let found = rows(&format!("url,the title\na,\"{}\"\nb,c\n", "x\n".repeat(LONGEST / 2)));
    assert_eq!(found.len(), 2);
    assert!(found[0].starts_with("line 2! the row is longer than 32 MB [a,\"x"));
    assert!(found[1].ends_with(": b|c"));
}

proptest! {
    #[test]
    fn nothing_makes_it_stumble(text in "[a,;\"\n\r\t ]{0,80}", other in "\\PC{0,80}") {
        rows(&text);
        rows(&other);
        rows(&format!("url,the title\n{text}"));
    }

    #[test]
    fn every_table_comes_out_as_it_went_in(table in prop::collection::vec(("[a-z]{1,5}", "[a-z,;\"\n \u{600}-\u{620}]{0,9}"), 0..9)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["url", "the title"]).unwrap();
        for (url, title) in &table {
            writer.write_record([url, title]).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let found: Vec<String> =
            rows(&text).into_iter().map(|row| row.split_once(": ").unwrap().1.to_owned()).collect();
        let expected: Vec<String> =
            table.iter().map(|(url, title)| format!("{url}|{}", title.trim())).collect();
        prop_assert_eq!(found, expected);
    }
}
