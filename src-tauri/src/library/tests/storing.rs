use super::*;

const URL: &str = "https://example.org/story";

#[test]
fn what_was_stored_reads_back() {
    let archive = archive();
    let mut story = with_picture(capture(URL, "“A Story”", "Once upon a time."), 0, Some(b"one"));
    story = with_picture(story, 1, None);
    story.page.lead_picture = Some(0);
    story.page.metadata.section = Some("World".into());
    let id = archive.save(&story);

    let article = archive.library.article(id).unwrap();
    assert_eq!(article.summary.title, "“A Story”");
    assert_eq!(article.summary.site, "The Test");
    assert_eq!(article.summary.saved, at(0));
    assert_eq!(article.summary.lead_image, Some(picture(b"one").hash));
    assert_eq!(article.summary.missing_assets, 1);
    assert_eq!(article.section.as_deref(), Some("World"));
    assert_eq!((article.text.as_str(), article.versions), ("Once upon a time.", 1));
    assert_eq!(article.missing[0].0, "https://example.org/1.png");
    assert_eq!(article.missing[0].1.reason, MissingReason::Status);
    let kept = format!("<img src=\"asset:{}\" width=\"4\" height=\"3\">", picture(b"one").hash);
    assert!(article.html.contains(&kept), "{}", article.html);
    assert!(article.html.contains("data-missing=\"status\" data-url=\"https://example.org/1.png\""));
    assert_eq!(archive.library.asset(&picture(b"one").hash).unwrap(), picture(b"one"));
    assert_eq!(archive.library.raw(id, None).unwrap(), story.response);
}

#[test]
fn every_url_that_led_to_an_article_finds_it() {
    let archive = archive();
    let mut story = capture(URL, "A", "text");
    story.aliases = vec!["https://example.org/amp/story".into(), "https://t.example/x".into()];
    let id = archive.save(&story);
    for url in ["https://t.example/x", "https://EXAMPLE.org/story#top", &id.to_string()] {
        assert_eq!(archive.library.resolve(url).unwrap(), id, "{url}");
    }
    assert_eq!(
        archive.library.resolve("https://example.org/").unwrap_err().to_string(),
        "no article https://example.org/ in this archive"
    );

    let mut again = capture("https://example.org/other", "B", "text");
    again.aliases = vec!["https://t.example/x".into()];
    assert_eq!(archive.store(&again, Aim::Save, 1), (id, SaveStatus::Exists));
    assert_eq!(archive.library.article(id).unwrap().summary.title, "A");
    assert_eq!(archive.library.resolve("https://example.org/other").unwrap(), id);
}

#[test]
fn a_picture_is_stored_once() {
    let archive = archive();
    for n in 0..3 {
        let url = format!("https://example.org/{n}");
        archive.save(&with_picture(capture(&url, "A", "text"), 0, Some(b"same")));
    }
    assert_eq!(archive.count("asset"), 1);
    assert_eq!(archive.count("version_asset"), 3);
}

#[test]
fn a_new_version_is_shown_and_found() {
    let archive = archive();
    let id = archive.save(&capture(URL, "Old title", "the old text about ships"));
    let new = capture(URL, "New title", "the new text about trains");
    assert_eq!(archive.store(&new, Aim::Renew(Some(id)), 60), (id, SaveStatus::Saved));

    let article = archive.library.article(id).unwrap();
    assert_eq!((article.summary.title.as_str(), article.versions), ("New title", 2));
    assert_eq!(article.summary.saved, at(0));
    let find = |words: &str| {
        let query = ListQuery { find: Some(words.into()), limit: 9, ..ListQuery::default() };
        archive.library.articles(&query).unwrap().total
    };
    assert_eq!((find("trains"), find("ships")), (1, 0));
    let versions = archive.library.versions(id).unwrap();
    assert_eq!(
        versions.iter().map(|v| (v.current, v.changed)).collect::<Vec<_>>(),
        [(true, true), (false, true)]
    );
    assert_eq!(
        archive.library.raw(id, Some(versions[1].version)).unwrap().body,
        b"<h1>Old title</h1><p>the old text about ships</p>"
    );
}

#[test]
fn a_worse_copy_is_kept_but_not_shown() {
    let archive = archive();
    let text = "word ".repeat(100);
    let id = archive.save(&capture(URL, "Whole", &text));
    let mut wall = capture(URL, "Subscribe", &text.repeat(2));
    wall.page.diagnosis = doubtful(Doubt::Paywall);
    let short = capture(URL, "Short", "word word");
    for (worse, versions) in [(wall, 2), (short, 3)] {
        assert_eq!(archive.store(&worse, Aim::Renew(Some(id)), 60), (id, SaveStatus::Saved));
        let article = archive.library.article(id).unwrap();
        assert_eq!((article.summary.title.as_str(), article.versions), ("Whole", versions));
        assert_eq!(archive.store(&worse, Aim::Renew(Some(id)), 90), (id, SaveStatus::Exists), "stored once");
        let attempt = archive.library.article(id).unwrap().failed_attempt.unwrap();
        assert_eq!(attempt.version, Some(archive.library.versions(id).unwrap()[0].version));
        assert_eq!(attempt.diagnosis.unwrap(), worse.page.diagnosis);
    }
    archive.store(&capture(URL, "Whole", &format!("{text} and more")), Aim::Renew(Some(id)), 120);
    assert_eq!(
        archive.library.article(id).unwrap().failed_attempt,
        None,
        "the last look brought the article"
    );
}

#[test]
fn a_better_copy_is_shown_even_when_shorter() {
    let archive = archive();
    let mut wall = capture(URL, "Before you continue", &"cookie ".repeat(500));
    wall.page.diagnosis = doubtful(Doubt::ConsentWall);
    let id = archive.save(&wall);
    archive.store(&capture(URL, "Story", "short and whole"), Aim::Renew(Some(id)), 60);
    let article = archive.library.article(id).unwrap();
    assert_eq!(article.summary.title, "Story");
    assert!(article.summary.complete);
}

#[test]
fn an_unchanged_page_only_brings_missing_pictures() {
    let archive = archive();
    let mut story = with_picture(capture(URL, "A", "text"), 0, None);
    story.page.lead_picture = Some(0);
    let id = archive.save(&story);
    let mut again = with_picture(capture(URL, "A", "text"), 0, Some(b"now"));
    again.page.lead_picture = Some(0);
    assert_eq!(archive.store(&again, Aim::Renew(Some(id)), 60), (id, SaveStatus::Exists));
    let article = archive.library.article(id).unwrap();
    assert_eq!((article.versions, article.summary.missing_assets), (1, 0));
    assert_eq!(article.summary.lead_image, Some(picture(b"now").hash));
}

#[test]
fn an_excerpt_ends_between_words() {
    let archive = archive();
    let id = archive.save(&capture(URL, "A", &"seven77 ".repeat(100)));
    let excerpt = archive.library.article(id).unwrap().summary.excerpt;
    assert!(excerpt.chars().count() <= 300, "{}", excerpt.len());
    assert!(excerpt.ends_with("seven77…"), "{excerpt}");
}

#[test]
fn an_embedded_picture_is_not_stored_twice() {
    let archive = archive();
    let mut story = with_picture(capture(URL, "A", "text"), 0, Some(b"gif"));
    story.page.pictures[0].url = format!("data:image/gif;base64,{}", "A".repeat(9000));
    archive.save(&story);
    let url: String = archive
        .library
        .db()
        .read(|conn| Ok(conn.query_row("SELECT url FROM version_asset", [], |row| row.get(0))?))
        .unwrap();
    assert_eq!(url, "data:image/gif;base64");
}

#[test]
fn a_refetch_that_leads_to_another_article_stays_with_its_own() {
    let archive = archive();
    let one = archive.save(&capture(URL, "One", "text one"));
    let two = archive.save(&capture("https://example.org/two", "Two", "text two"));
    let moved = capture("https://example.org/two", "One, moved", "text one and more");
    assert_eq!(archive.store(&moved, Aim::Renew(Some(one)), 60), (one, SaveStatus::Saved));
    let article = archive.library.article(one).unwrap();
    assert_eq!((article.summary.title.as_str(), article.summary.url.as_str()), ("One, moved", URL));
    assert_eq!(archive.library.article(two).unwrap().summary.title, "Two");
    assert_eq!(archive.library.resolve("https://example.org/two").unwrap(), two);
}
