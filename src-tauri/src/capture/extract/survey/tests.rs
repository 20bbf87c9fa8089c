use super::*;

const TEXT: &str = "<p>The ministry said on Tuesday that the talks would resume next week in Geneva, where the delegations meet.</p>";

fn survey(body: &str) -> Survey {
    Survey::of(&Document::from(format!("<html><body>{body}</body></html>")))
}

#[test]
fn bylines_are_found_by_markup_links_words_and_signature() {
    for (body, name, rank) in [
        ("<a rel=author href=/x>Jane Roe</a>", "Jane Roe", 0),
        (
            "<span itemprop=author><meta itemprop=url content=x><b itemprop=name>Jane Roe</b></span>",
            "Jane Roe",
            0,
        ),
        ("<div class=byline>By Jane Roe</div>", "By Jane Roe", 1),
        ("<a href='https://x.org/autoren/jane-roe'>Jane Roe</a>", "Jane Roe", 1),
        ("<div class=post-authors><span>By</span><span>Jane Roe</span></div>", "By Jane Roe", 2),
        ("<p>By <a href=/t>Jane Roe</a>, in News</p>", "By Jane Roe, in News", 3),
        ("<li><strong>Autor</strong> Jane Roe</li>", "Autor Jane Roe", 3),
        ("<div>박준석 기자 · 2시간 전</div>", "박준석 기자 · 2시간 전", 3),
        ("<p style='text-align: right'><strong>Jane Roe</strong></p>", "Jane Roe", 4),
    ] {
        let found = survey(&format!("<h1>Talks</h1>{TEXT}{TEXT}{TEXT}{TEXT}{body}"));
        let found: Vec<(&str, u8)> = found.bylines.iter().map(|b| (b.text.as_str(), b.rank)).collect();
        assert!(found.contains(&(name, rank)), "{body}: {found:?}");
    }
}

#[test]
fn what_stands_beside_the_article_is_told_apart() {
    let found = survey(&format!(
        "<nav><time datetime=2020-01-01>x</time></nav><div class=sidebar-1><h1>Talks</h1><time datetime=2024-05-01>x</time>{TEXT}</div>\
         <div class='related-stories'><time datetime=2019-01-01>x</time></div>"
    ));
    let aside: Vec<bool> = found.times.iter().map(|time| time.place.aside).collect();
    assert_eq!(aside, [true, false, true]);
}

#[test]
fn datelines_are_lines_with_their_labels_and_no_captions_or_teasers() {
    let found = survey(
        "<h1>Talks</h1><ul><li><b>Datum</b> 28.04.2023</li></ul><div><span>Published:</span><span>1 May 2024</span></div>\
         <figure><img src=a.jpg><figcaption>Geneva, 3 May 2020</figcaption></figure><div><img src=a.jpg></div><p>Bern, 4 May 2020</p>\
         <a href=/other>Another story altogether <span>5 May 2020</span></a>",
    );
    let texts: Vec<&str> = found.stamps.iter().map(|stamp| stamp.text.as_str()).collect();
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(texts[0].contains("Datum 28.04.2023") && texts[1].contains("Published: 1 May 2024"), "{texts:?}");
}

#[test]
fn the_background_of_the_hero_is_noted() {
    let found = survey(
        "<div class=hero style='background-image: url(/lead.jpg)'><h1>Talks</h1></div><div data-bg=/x.jpg>x</div>",
    );
    let found: Vec<(&str, bool)> = found.backgrounds.iter().map(|b| (b.url.as_str(), b.named)).collect();
    assert_eq!(found, [("/lead.jpg", true), ("/x.jpg", false)]);
}
