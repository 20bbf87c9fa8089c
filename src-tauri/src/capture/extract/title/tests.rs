use super::*;

#[test]
fn the_sites_name_is_cut_off_and_nothing_else() {
    for (title, site, bare) in [
        ("Floods hit Lahore | Example News", Some("Example News"), "Floods hit Lahore"),
        ("Floods hit Lahore - World - Example", Some("Example"), "Floods hit Lahore - World"),
        ("Example: Floods", Some("Example"), "Example: Floods"),
        ("Floods – what we know", Some("Example"), "Floods – what we know"),
        ("Example | Floods hit Lahore", Some("Example"), "Floods hit Lahore"),
        ("سیل در لاهور - خبرگزاری نمونه", Some("خبرگزاری نمونه"), "سیل در لاهور"),
        ("Floods hit Lahore", None, "Floods hit Lahore"),
    ] {
        assert_eq!(without_site(title, site), bare);
    }
}

/// The title of a page read as the program reads it.
fn of(html: &str) -> Option<String> {
    let document = dom_query::Document::from(html);
    let survey = Survey::of(&document);
    let data =
        JsonLd::read(&document.select("script").iter().map(|s| s.text().to_string()).collect::<Vec<_>>());
    title(&survey, &data, survey.meta(&["og:site_name"])).map(|t| t.text)
}

const TEXT: &str = "<p>The ministry said on Tuesday that the talks would resume next week in Geneva, where the delegations meet.</p>";

#[test]
fn the_headline_is_chosen_among_headings_and_declarations() {
    for (why, head, body, headline) in [
        (
            "the heading that agrees with a declared title",
            "<meta property=og:title content='Floods hit Lahore; thousands flee | Example News'>",
            "<h1>Example News</h1><h1>Floods hit Lahore, thousands flee</h1>",
            "Floods hit Lahore, thousands flee",
        ),
        (
            "the only heading above the text, whatever is declared",
            "<title>Traffic chaos in the heat</title><meta property=og:title content='When trams wilt'>",
            "<h1>How railways prepare for the next summer</h1>",
            "How railways prepare for the next summer",
        ),
        (
            "a heading in a trail is no headline",
            "<title>EPI: how Europe can beat Paypal | Star</title><meta property=og:title content='Europe builds its own payments'>",
            "<ul class=breadcrumb><li><a href=/>Home</a></li><li><h1>EPI: how Europe can beat Paypal</h1></li></ul><h2>Europe builds its own payments</h2>",
            "Europe builds its own payments",
        ),
        (
            "nor is one after links to the front page and a section",
            "<title>Short title for search</title><meta property=og:title content='What the paper prints over the story'>",
            "<section><div><a href=/>News</a>|<a href=/life>Life</a>|</div><h1>Short title for search</h1></section>",
            "What the paper prints over the story",
        ),
        (
            "the line over the headline is not part of it",
            "<meta property=og:title content='Attack on the border: the restraint has much to do with allies'>",
            "<h1><span class=article__overline>Escalation</span><span aria-hidden=true> - </span><span>The restraint has much to do with allies</span></h1>",
            "The restraint has much to do with allies",
        ),
        (
            "soft hyphens are not letters",
            "<title>Constitutional complaint</title>",
            "<h1>Consti\u{ad}tutional com\u{ad}plaint</h1>",
            "Constitutional complaint",
        ),
        (
            "what the site adds to its declarations",
            "<title>Vote on the rules fails again-Politics|Daily</title><meta property=og:title content='Vote on the rules fails again-Politics|Daily'><script>{\"@type\":\"NewsArticle\",\"headline\":\"Vote on the rules fails again\"}</script>",
            "",
            "Vote on the rules fails again",
        ),
    ] {
        let html = format!(
            "<html><head>{head}</head><body><article>{body}{TEXT}{TEXT}{TEXT}</article></body></html>"
        );
        assert_eq!(of(&html).as_deref(), Some(headline), "{why}");
    }
}

proptest::proptest! {
    #[test]
    fn no_title_panics(head in "\\PC{0,80}", heading in "\\PC{0,80}", site in "\\PC{0,20}") {
        let survey = Survey {
            title: head.clone(),
            headings: vec![Heading { level: 1, text: heading.clone(), ..Heading::default() }],
            metas: vec![("og:title".into(), format!("{heading} - {site}"))],
            ..Survey::default()
        };
        let _ = title(&survey, &JsonLd::default(), Some(&site));
        let _ = without_site(&head, Some(&site));
    }
}
