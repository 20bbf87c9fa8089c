//! `cite`.

use super::{Lede, URL};

#[test]
fn articles_are_cited_in_each_style() {
    let lede = Lede::with_articles();
    let apa = lede.out(&["cite", URL]);
    assert!(
        apa.contains("Harbour bridge reopens.")
            && apa.trim_end().ends_with("https://courier.example/2026/03/14/bridge"),
        "{apa}"
    );
    let both = lede.json(&["cite", "1", "2", "--style", "bibtex"]);
    assert_eq!(both.as_array().unwrap().len(), 2);
    assert_eq!(
        (&both[0]["id"], &both[0]["style"], &both[0]["highlight"]),
        (&1.into(), &"bibtex".into(), &serde_json::Value::Null)
    );
    assert!(both[0]["text"].as_str().unwrap().starts_with('@'), "{both}");
    let items: serde_json::Value =
        serde_json::from_str(&lede.out(&["cite", "1", "2", "--style", "csl-json"])).unwrap();
    assert_eq!(items[0]["URL"], "https://courier.example/2026/03/14/bridge");
    assert!(lede.out(&["cite", "2", "--style", "ris"]).contains("LA  - fa"));
    assert!(lede.out(&["cite", "1", "--style", "mla"]).contains("“Harbour Bridge Reopens.”"));
}

#[test]
fn a_highlight_is_cited_with_its_place() {
    let lede = Lede::with_articles();
    let made = lede.json(&["highlight", URL, "first bus in eleven months"]);
    let cited = lede.out(&["cite", "--highlight", &made["id"].to_string()]);
    assert!(cited.starts_with("“first bus in eleven months” (") && cited.contains("para. "), "{cited}");
    let persian = lede.out(&["cite", "--highlight", "1", "--locale", "fa"]);
    assert!(persian.contains("پاراگراف"), "{persian}");
}
