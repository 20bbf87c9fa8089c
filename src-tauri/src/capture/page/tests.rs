//! Whole pages through the whole way.

mod data;
mod hostile;
mod repairs;

use super::*;
use crate::model::{Doubt, LinkContext};

fn input(html: &str) -> PageInput {
    PageInput {
        body: html.as_bytes().to_vec(),
        content_type: Some("text/html; charset=utf-8".into()),
        status: 200,
        url: "https://news.example/world/2026/03/22/talks".into(),
        fetched: "2026-04-01T00:00:00Z".parse().unwrap(),
        truncated: false,
        told: None,
        site: Default::default(),
    }
}

/// Cleans on a thread like a worker's.
fn page_of(html: &str) -> Page {
    let input = input(html);
    std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(move || clean_page(&input).unwrap())
        .unwrap()
        .join()
        .unwrap()
}

const KEPT: &str =
    "The bridge was kept open through the night, the mayor said, because the other one had been closed.";

const PROSE: &str = "<p>The ministry said on Tuesday that the talks would resume next week in Geneva, after a break of \
three months that both sides had used to consult, and that all delegations had confirmed that they would attend.</p>";

fn article(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head><title>Talks resume in Geneva | Example</title>{head}</head><body><header><nav>\
         <a href=/>Home</a></nav></header><main><article><h1>Talks resume in Geneva</h1>{PROSE}{body}{PROSE}{PROSE}</article></main></body></html>"
    )
}

#[test]
fn a_plain_article_is_whole() {
    let head = r#"<meta property="og:site_name" content="Example"><meta property="og:image" content="/lead.jpg">
        <link rel=canonical href="/world/talks"><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
        "headline":"Talks resume in Geneva","author":{"@type":"Person","name":"By Jane Roe"},"datePublished":"2026-03-22T09:12:44+03:30",
        "articleSection":"World","keywords":["talks","Geneva"]}</script>"#;
    let page =
        page_of(&article(head, "<figure><img src=/a.jpg alt=A><figcaption>The hall.</figcaption></figure>"));
    assert_eq!(page.metadata.title, "Talks resume in Geneva");
    assert_eq!(page.metadata.authors, ["Jane Roe"]);
    assert_eq!(page.metadata.site.as_deref(), Some("Example"));
    assert_eq!(page.metadata.published.as_deref(), Some("2026-03-22T09:12:44+03:30"));
    assert_eq!(page.metadata.section.as_deref(), Some("World"));
    assert_eq!(page.metadata.keywords, ["talks", "Geneva"]);
    assert_eq!(page.metadata.canonical.as_deref(), Some("https://news.example/world/talks"));
    assert_eq!(page.metadata.language.tag.as_deref(), Some("en"));
    assert!(page.diagnosis.complete, "{:?}", page.diagnosis);
    assert_eq!(page.pictures.len(), 2);
    assert_eq!(page.pictures[page.lead_picture.unwrap() as usize].url, "https://news.example/lead.jpg");
    assert!(
        page.html.contains(
            "<figure><img data-asset=\"0\" alt=\"A\"><figcaption dir=\"auto\">The hall.</figcaption></figure>"
        ),
        "{}",
        page.html
    );
    assert!(!page.html.contains("<h2"), "the headline is not said twice: {}", page.html);
}

#[test]
fn the_structure_of_an_article_is_kept() {
    let page = page_of(&article(
        "",
        "<h2>Terms</h2><ul><li>One <b>bold</b></li><li>Two<ol start=3><li>three</li></ol></li></ul><blockquote>Quoted words.</blockquote>\
         <table><thead><tr><th scope=col>Year</th><th>Sum</th></tr></thead><tbody><tr><td>2025</td><td>7</td></tr></tbody></table>\
         <pre><code>fn main() {\n    x &lt; y;\n}</code></pre><p>See<sup><a href=\"#n1\" id=r1>1</a></sup> and <a href=\"/other\" onclick=x>other</a>, \
         <a href='javascript:alert(1)'>bad</a>.</p><p id=n1>A note. <a href=\"#r1\">back</a></p>",
    ));
    for part in [
        "<h2 dir=\"auto\">Terms</h2>",
        "<ul dir=\"auto\"><li dir=\"auto\">One <strong>bold</strong></li><li dir=\"auto\"><p dir=\"auto\">Two</p><ol start=\"3\" dir=\"auto\"><li dir=\"auto\">three</li></ol></li></ul>",
        "<blockquote dir=\"auto\"><p dir=\"auto\">Quoted words.</p></blockquote>",
        "<th scope=\"col\" dir=\"auto\">Year</th>",
        "<pre dir=\"ltr\"><code>fn main() {\n    x &lt; y;\n}</code></pre>",
        "<a href=\"#lede-n1\" id=\"lede-r1\">1</a>",
        "<p id=\"lede-n1\" dir=\"auto\">",
        "<a href=\"https://news.example/other\">other</a>, bad.",
    ] {
        assert!(page.html.contains(part), "{part}\n{}", page.html);
    }
    assert!(page.text.contains("- One bold\n- Two\n  3. three"), "{}", page.text);
    assert!(page.text.contains("Year | Sum\n2025 | 7"));
    assert!(page.text.contains("fn main() {\n    x < y;\n}"));
}

#[test]
fn lazy_pictures_and_embeds_are_settled() {
    let page = page_of(&article(
        "",
        "<p><img class=lazy src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-src=/lazy.jpg></p>\
         <div><img src=/placeholder.png class=lazyload><noscript><img src=/noscript.jpg alt=N></noscript></div>\
         <picture><source srcset='/s.webp 400w, /l.webp 1200w' type=image/webp><img src=/p.jpg></picture>\
         <div class=video><iframe src='https://www.youtube.com/embed/abc' title='A film'></iframe></div>",
    ));
    let urls: Vec<&str> = page.pictures.iter().map(|p| p.url.as_str()).collect();
    for url in [
        "https://news.example/lazy.jpg",
        "https://news.example/noscript.jpg",
        "https://news.example/l.webp",
        "https://i.ytimg.com/vi/abc/hqdefault.jpg",
    ] {
        assert!(urls.contains(&url), "{url} in {urls:?}\n{}", page.html);
    }
    assert!(
        page.html.contains("<figure class=\"embed\">")
            && page.html.contains("<a href=\"https://www.youtube.com/watch?v=abc\">A film</a>"),
        "{}",
        page.html
    );
}

#[test]
fn related_blocks_are_links_and_not_text() {
    let page = page_of(&article(
        "",
        "<div class=td-related><h4>You might also like</h4><div><a href=/a>A story of the harbour</a></div><div><a href=/b>A story of the bridge</a></div></div>",
    ));
    let related: Vec<&str> =
        page.links.iter().filter(|l| l.context == LinkContext::Related).map(|l| l.text.as_str()).collect();
    assert_eq!(related, ["A story of the harbour", "A story of the bridge"]);
    assert!(!page.text.contains("harbour") && !page.text.contains("You might"));
}

#[test]
fn a_quick_meta_refresh_is_a_redirect() {
    for (content, target) in [
        ("0; url=/next", Some("https://news.example/next")),
        ("5;URL='https://other.example/x'", Some("https://other.example/x")),
        ("300; url=/next", None),
        ("5", None),
        ("0; url=javascript:alert(1)", None),
    ] {
        let page = page_of(&format!("<meta http-equiv=refresh content=\"{content}\"><p>x</p>"));
        assert_eq!(page.refresh.as_deref(), target, "{content}");
    }
}

#[test]
fn persian_reads_from_right_to_left() {
    let prose = "<p>وزارت امور خارجه روز سه‌شنبه اعلام کرد که گفت‌وگوها هفتهٔ آینده در ژنو از سر گرفته می‌شود و همهٔ هیئت‌ها حضور خود را تأیید کرده‌اند.</p>";
    let page = page_of(&format!(
        "<html lang=fa><title>گفت‌وگوها</title><body><article><h1>گفت‌وگوها از سر گرفته می‌شود</h1>{prose}<p>BBC در گزارشی نوشت که گفت‌وگوها در ژنو دنبال خواهد شد.</p>{prose}{prose}</article></body></html>"
    ));
    assert!(page.metadata.rtl);
    assert_eq!(page.metadata.language.tag.as_deref(), Some("fa"));
    assert!(page.html.contains("<p dir=\"rtl\">BBC"), "{}", page.html);
    assert!(page.text.contains('\u{200c}'), "joiners stay");
}

#[test]
fn an_authors_portrait_is_no_picture_of_the_article() {
    let page = page_of(&article(
        "<meta name=author content='Ada Holm'>",
        &format!(
            "<figure><img src=/ada.jpg alt='Ada Holm'><figcaption>By <a href=/ada>Ada Holm</a>, reporter 06.11.2025</figcaption></figure>\
             {PROSE}<figure><img src=/talks.jpg alt='Ada Holm at the talks in Geneva'></figure>{PROSE}"
        ),
    ));
    let pictures: Vec<&str> = page.pictures.iter().map(|p| p.url.as_str()).collect();
    assert_eq!(pictures, ["https://news.example/talks.jpg"]);
    assert!(page.captions.is_empty());
}
