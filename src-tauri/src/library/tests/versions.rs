use super::*;

const URL: &str = "https://example.org/story";
const FIRST: &str =
    "The bridge reopened on Friday. It had been closed for two years.\n\nFerries sail for another month.";
const SECOND: &str =
    "The bridge reopened on Saturday. It had been closed for two years.\n\nThe minister resigned over it.";
const THIRD: &str =
    "The bridge fell down on Sunday, a day after it had been opened to traffic for the first time.";
const FOURTH: &str =
    "It is to be built again, of stone, and it will be opened by nobody in particular some day.";

fn story(text: &str) -> Capture {
    capture(URL, "Bridge reopens", text)
}

fn refetch(archive: &Archive, capture: &Capture, seconds: i64) -> SaveStatus {
    let mut capture = capture.clone();
    capture.response.fetched = at(seconds);
    archive.store(&capture, Aim::Renew(None), seconds).1
}

/// An article with two versions, the newer one shown.
fn two_versions() -> (Archive, ArticleId, [VersionId; 2]) {
    let archive = archive();
    let id = archive.save(&story(FIRST));
    let first = archive.library.article(id).unwrap().shown;
    refetch(&archive, &Capture { page: story(SECOND).page, ..story(SECOND) }, 60);
    let second = archive.library.article(id).unwrap().shown;
    (archive, id, [first, second])
}

#[test]
fn a_page_that_says_nothing_new_is_only_checked() {
    let archive = archive();
    let id = archive.save(&story(FIRST));
    let mut numbered = story(FIRST);
    numbered.page.html = numbered.page.html.replace("<p ", "<p id=\"p-7\" ");
    let mut plainer = story(FIRST);
    plainer.page.diagnosis = doubtful(Doubt::MaybeTruncated);
    assert_eq!(refetch(&archive, &numbered, 60), SaveStatus::Exists);
    assert_eq!(archive.library.article(id).unwrap().checked, Some(at(60)));
    assert_eq!(refetch(&archive, &plainer, 70), SaveStatus::Exists);
    let article = archive.library.article(id).unwrap();
    assert_eq!((article.versions, article.fetched, article.checked), (1, at(0), Some(at(70))));
    assert!(article.diagnosis.complete && article.failed_attempt.is_none());
}

#[test]
fn the_same_text_with_more_around_it_is_kept() {
    let archive = archive();
    let id = archive.save(&story(FIRST));
    let mut headed = story(FIRST);
    headed.page.html = format!("<h2></h2>{}", headed.page.html);
    let captioned = |caption: &str| {
        let mut capture = with_picture(story(FIRST), 0, Some(b"one"));
        capture.page.html.push_str(&format!("<figcaption>{caption}</figcaption>"));
        capture
    };
    let retitled = Capture { page: capture(URL, "Bridge reopens at last", FIRST).page, ..story(FIRST) };
    for (at, capture) in [headed, captioned("a"), captioned("b"), retitled].iter().enumerate() {
        assert_eq!(refetch(&archive, capture, 60 + at as i64), SaveStatus::Saved, "{at}");
    }
    assert_eq!(archive.library.article(id).unwrap().versions, 5);
}

#[test]
fn a_missing_picture_of_an_unchanged_page_is_filled_in() {
    let archive = archive();
    let id = archive.save(&with_picture(story(FIRST), 0, None));
    let mut now = with_picture(story(FIRST), 0, Some(b"one"));
    now.page.html = now.page.html.replace("<p ", "<p class=\"embed\" ");
    assert_eq!(refetch(&archive, &now, 60), SaveStatus::Exists);
    let article = archive.library.article(id).unwrap();
    assert_eq!((article.versions, article.summary.missing_assets), (1, 0));
}

#[test]
fn versions_say_why_they_are_there_and_what_differs() {
    let (archive, id, [first, second]) = two_versions();
    let versions = archive.library.versions(id).unwrap();
    let told: Vec<_> = versions.iter().map(|v| (v.version, v.reason, v.before, v.current)).collect();
    assert_eq!(
        told,
        [(second, VersionReason::Refetch, Some(first), true), (first, VersionReason::Save, None, false)]
    );
    let changes = versions[0].changes.unwrap();
    assert_eq!(
        (changes.sentences_changed, changes.sentences_removed, changes.sentences_added, changes.title),
        (1, 1, 1, false)
    );
    assert_eq!(versions[1].changes, None);
    assert_eq!(versions[0].bytes, story(SECOND).response.body.len() as u64);
    assert_eq!(archive.count("version_change"), 1);
    assert_eq!(archive.library.versions(id).unwrap(), versions);
    let comparison = archive.library.compare(id, first, second).unwrap().comparison;
    assert_eq!(comparison.summary, changes);
    assert!(matches!(
        archive.library.compare(id, first, VersionId(77)),
        Err(crate::Error::NotFound { what: "version", .. })
    ));
}

#[test]
fn a_version_that_was_no_article_is_nothing_to_compare_with() {
    let archive = archive();
    let id = archive.save(&story(FIRST));
    let mut wall = capture(URL, "Are you a robot?", "Click all traffic lights to go on.");
    wall.page.diagnosis = doubtful(Doubt::BotChallenge);
    refetch(&archive, &wall, 60);
    refetch(&archive, &story(SECOND), 120);
    let versions = archive.library.versions(id).unwrap();
    assert_eq!(versions[0].before, Some(versions[2].version));
    assert_eq!(versions[1].before, Some(versions[2].version));
}

#[test]
fn any_version_can_be_looked_at() {
    let archive = archive();
    let mut first = with_picture(story(FIRST), 0, Some(b"one"));
    first.page.lead_picture = Some(0);
    let id = archive.save(&first);
    let old = archive.library.article(id).unwrap();
    let mut second = capture(URL, "خبر", SECOND);
    second.page.metadata.rtl = true;
    refetch(&archive, &second, 60);
    let shown = archive.library.article(id).unwrap();
    let seen = archive.library.version(id, old.version).unwrap();
    assert_eq!((seen.version, seen.shown, seen.latest), (old.version, shown.version, shown.version));
    assert_eq!((&seen.html, &seen.text, seen.fetched), (&old.html, &old.text, old.fetched));
    assert_eq!(
        (&seen.summary.title, &seen.summary.lead_image),
        (&old.summary.title, &old.summary.lead_image)
    );
    assert_eq!((seen.summary.direction.as_str(), shown.summary.direction.as_str()), ("ltr", "rtl"));
    assert_eq!(archive.library.version(id, shown.version).unwrap(), shown);
    let other = archive.save(&capture("https://example.org/b", "B", "b"));
    assert!(archive.library.version(other, old.version).is_err());
}

fn find(archive: &Archive, words: &str) -> u32 {
    let query = ListQuery { shelf: Shelf::All, find: Some(words.into()), limit: 9, ..ListQuery::default() };
    archive.library.articles(&query).unwrap().total
}

#[test]
fn the_version_that_is_shown_can_be_chosen_and_the_choice_taken_back() {
    let (archive, id, [first, second]) = two_versions();
    let step = archive.library.show_version(id, first, at(100)).unwrap().step.unwrap();
    let article = archive.library.article(id).unwrap();
    assert_eq!((article.shown, article.latest, article.chosen), (first, second, true));
    assert_eq!((find(&archive, "ferries"), find(&archive, "minister")), (1, 0));

    // What comes later stands beside it.
    assert_eq!(refetch(&archive, &story(THIRD), 120), SaveStatus::Saved);
    assert_eq!(refetch(&archive, &story(THIRD), 130), SaveStatus::Exists);
    let article = archive.library.article(id).unwrap();
    assert_eq!((article.shown, article.versions, article.chosen), (first, 3, true));
    assert_eq!(article.checked, Some(at(130)));

    // With the newest chosen, the article follows its page again.
    archive.library.show_version(id, article.latest, at(140)).unwrap();
    assert!(!archive.library.article(id).unwrap().chosen);
    refetch(&archive, &story(FOURTH), 150);
    assert_eq!(archive.library.article(id).unwrap().text, FOURTH);

    let (archive, id, [first, second]) = two_versions();
    archive.library.show_version(id, first, at(100)).unwrap();
    archive.library.undo(Some(step)).unwrap();
    let article = archive.library.article(id).unwrap();
    assert_eq!((article.shown, article.chosen), (second, false));
    assert_eq!((find(&archive, "ferries"), find(&archive, "minister")), (0, 1));
    archive.library.redo().unwrap();
    assert_eq!(archive.library.article(id).unwrap().shown, first);
}

#[test]
fn the_chosen_version_is_found_by_its_captions() {
    let archive = archive();
    let mut first = story(FIRST);
    first
        .page
        .html
        .push_str("<figure><figcaption>The <em>harbourmaster</em> &amp; his dog</figcaption></figure>");
    first.page.captions = vec!["The harbourmaster & his dog".into()];
    let id = archive.save(&first);
    let old = archive.library.article(id).unwrap().shown;
    refetch(&archive, &story(SECOND), 60);
    assert_eq!(find(&archive, "harbourmaster"), 0);
    archive.library.show_version(id, old, at(70)).unwrap();
    assert_eq!((find(&archive, "harbourmaster"), find(&archive, "figcaption")), (1, 0));
}

#[test]
fn a_worse_copy_can_be_shown_all_the_same() {
    let archive = archive();
    let id = archive.save(&story(FIRST));
    let mut wall = story("The bridge");
    wall.page.diagnosis = doubtful(Doubt::Paywall);
    refetch(&archive, &wall, 60);
    let worse = archive.library.article(id).unwrap().failed_attempt.unwrap().version.unwrap();
    assert!(archive.library.versions(id).unwrap()[0].worse);
    archive.library.show_version(id, worse, at(70)).unwrap();
    let article = archive.library.article(id).unwrap();
    assert_eq!((article.shown, article.latest, article.chosen), (worse, worse, false));
    assert_eq!(article.failed_attempt, None);
    archive.library.undo(None).unwrap();
    let article = archive.library.article(id).unwrap();
    assert_eq!(article.failed_attempt.unwrap().version, Some(worse));
    assert_eq!(article.text, FIRST);
}

#[test]
fn whoever_has_begun_to_read_is_told_of_a_change_until_it_was_seen() {
    let archive = archive();
    let id = archive.save(&story(FIRST));
    refetch(&archive, &story(SECOND), 60);
    assert_eq!(archive.library.article(id).unwrap().summary.changed_from, None, "nobody has read it");
    archive.library.set_position(id, 0.5).unwrap();
    let read = archive.library.article(id).unwrap().version;
    refetch(&archive, &story(FIRST), 120);
    refetch(&archive, &story(THIRD), 180);
    let changed_from = |archive: &Archive| archive.library.article(id).unwrap().summary.changed_from;
    assert_eq!(
        changed_from(&archive),
        Some(read),
        "the last version that was read, and not the last but one"
    );
    archive.library.mark_seen(&[id]).unwrap();
    assert_eq!(changed_from(&archive), None);
}
