//! Articles that the page's data holds.

use super::*;

/// A page whose markup is a shell.
fn shell(head: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head><title>Example</title></head><body><div id=__next></div>{head}</body></html>"
    )
}

#[test]
fn an_article_that_only_the_pages_data_holds_is_read_from_it() {
    let body = format!(
        "{PROSE}<h2>Doubts</h2><p>See <a href=/more>more</a>.</p><script>alert(1)</script>{PROSE}{PROSE}"
    );
    let data = serde_json::json!({"props": {"pageProps": {"story": {"headline": "Talks resume in Geneva",
        "authors": [{"name": "Jane Roe"}], "publishedAt": "2026-03-22T09:12:44Z", "body": body}}}});
    let data = data.to_string().replace("</script", "<\\/script");
    let page = page_of(&shell(&format!("<script id=__NEXT_DATA__ type=application/json>{data}</script>")));
    assert_eq!(page.metadata.title, "Talks resume in Geneva");
    assert_eq!(page.metadata.authors, ["Jane Roe"]);
    assert_eq!(page.metadata.published.as_deref(), Some("2026-03-22T09:12:44Z"));
    assert!(
        page.html.contains(">Doubts</h2>") && page.html.contains("href=\"https://news.example/more\""),
        "{}",
        page.html
    );
    assert!(!page.html.contains("alert"));
    assert!(page.diagnosis.complete, "{:?}", page.diagnosis);
    assert!(page.extractor.ends_with("/ __NEXT_DATA__"), "{}", page.extractor);
}

#[test]
fn the_markup_is_used_when_it_has_the_article_and_when_the_data_is_of_another() {
    let long = PROSE.repeat(9);
    let data = serde_json::json!({"other": {"title": "Something else altogether", "body": long.replace("talks", "games")
        .replace("Geneva", "Lima").replace("ministry", "league")}});
    let script = format!("<script type=application/json>{data}</script>");
    let page = page_of(&article(&script, ""));
    assert!(page.text.contains("talks") && !page.text.contains("games"), "{}", page.text);
    assert!(!page.extractor.contains('/'), "{}", page.extractor);
}

#[test]
fn a_teaser_gives_way_to_the_whole_text_of_the_page_s_json_ld() {
    let body = format!(
        "{}\n\nThe other side agreed in the evening, and sent its own list of names.",
        KEPT.repeat(6)
    );
    let ld = serde_json::json!({"@type": "NewsArticle", "headline": "T", "articleBody": body});
    let page = page_of(&format!(
        "<!DOCTYPE html><html lang=en><head><title>T</title><script type=application/ld+json>{ld}</script></head>\
         <body><article><h1>T</h1><p>{KEPT}</p></article></body></html>"
    ));
    assert!(page.text.contains("sent its own list of names"), "{}", page.text);
    assert!(page.extractor.ends_with("/ json-ld"));
}
