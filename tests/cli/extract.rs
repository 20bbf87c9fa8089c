//! `extract`: pages in, articles out, without an archive.

use serde_json::{Value, json};

use super::{Lede, PAGE, PERSIAN};

const FIELDS: &[&str] = &[
    "id",
    "text",
    "html",
    "title",
    "authors",
    "site",
    "published",
    "language",
    "diagnosis",
    "pictures",
    "error",
];

fn rows(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn lines_come_out_in_the_order_they_went_in_and_a_bad_one_stops_no_other() {
    let lede = Lede::new();
    let mut input = String::new();
    for n in 0..20 {
        let html = if n % 2 == 0 { PAGE } else { PERSIAN };
        input += &json!({ "id": n, "url": format!("https://a.example/{n}"), "html": html }).to_string();
        input.push('\n');
    }
    input += "\n{\"id\": \"broken\"\n";
    input += &json!({ "id": "last", "url": "https://a.example/last", "html": PAGE }).to_string();
    let ran = lede.run_with(&["extract", "--jsonl"], input);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let rows = rows(&ran.out);
    assert_eq!(rows.len(), 22);
    for (n, row) in rows[..20].iter().enumerate() {
        assert_eq!(row["id"], n);
        FIELDS.iter().for_each(|field| assert!(row.get(field).is_some(), "no {field} in {row}"));
        assert_eq!(row["language"], if n % 2 == 0 { "en" } else { "fa" });
    }
    assert_eq!((&rows[20]["id"], &rows[20]["error"]["kind"]), (&Value::Null, &"io".into()));
    assert_eq!(rows[21]["title"], "Harbour bridge reopens");
    assert!(!lede.path("data/lede").exists(), "no archive is made");
}

#[test]
fn one_page_needs_its_address() {
    let lede = Lede::new();
    let ran = lede.run_with(&["extract", "--url", "https://courier.example/a"], PAGE);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let row = &rows(&ran.out)[0];
    assert!(row["html"].as_str().unwrap().contains("https://courier.example/2026/02/02/storms"));
    assert_eq!(row["authors"], json!(["Ines Calloway"]));
}

#[test]
fn a_legacy_charset_is_taken_from_the_header_that_is_given() {
    let (page, _, _) = encoding_rs::WINDOWS_1251.encode(
        "<html><body><article><h1>Мост открыт</h1><p>Железный мост, соединяющий две половины гавани, в субботу утром \
         пропустил первый автобус за одиннадцать месяцев под аплодисменты трёхсот человек, пришедших под дождём.</p>\
         </article></body></html>",
    );
    let args =
        ["extract", "--url", "https://most.example/", "--content-type", "text/html; charset=windows-1251"];
    let ran = Lede::new().run_with(&args, page);
    assert!(rows(&ran.out)[0]["text"].as_str().unwrap().contains("пропустил первый автобус"), "{ran:?}");
}

#[test]
fn every_block_is_explained_by_parts_that_bear_its_decision() {
    let lede = Lede::new();
    let ran = lede.run_with(
        &["--json", "extract", "--explain", "--url", "https://a.example/1"],
        "<title>Ferry runs again</title><nav><a href=/>Home</a> <a href=/sport>Sport</a></nav><article><h1>Ferry runs again</h1>\
         <p>The ferry to the island runs again from Monday, the harbour office said, after eleven weeks in the dock.</p>\
         <p>Its new engine is quieter than the old one, and nobody will miss the smoke, said the captain, Ada Holm.</p></article>",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page: Value = serde_json::from_str(&ran.out).unwrap();
    let names = page["features"].as_array().unwrap();
    let blocks = page["blocks"].as_array().unwrap();
    let kept = |start: &str| {
        let block = blocks.iter().find(|b| b["text"].as_str().unwrap().starts_with(start)).unwrap();
        assert_eq!(block["features"].as_array().unwrap().len(), names.len());
        assert!(block["reasons"].as_array().unwrap().iter().all(|r| names.contains(&r["feature"])));
        block["kept"].as_bool().unwrap()
    };
    assert!(kept("The ferry to the island") && kept("Its new engine") && !kept("Home"));
}
