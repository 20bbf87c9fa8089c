//! How queries are read, completed and answered with passages.

use super::*;
use crate::library::store::Aim;

fn story(archive: &Archive, url: &str, title: &str, text: &str) -> ArticleId {
    archive.save(&capture(url, title, text))
}

/// A text with the hits in brackets.
fn marked(pieces: &[Piece]) -> String {
    pieces.iter().map(|Piece { text, hit }| if *hit { format!("[{text}]") } else { text.clone() }).collect()
}

fn found(archive: &Archive, find: &str) -> Vec<Found> {
    let query = ListQuery {
        find: Some(find.to_owned()),
        shelf: Shelf::All,
        sort: SortKey::Relevance,
        passages: true,
        limit: 20,
        ..ListQuery::default()
    };
    archive.library.articles(&query).unwrap().passages
}

#[test]
fn rows_come_with_the_passage_that_shows_most() {
    let archive = archive();
    let filler = "Nothing of this matters to anybody at all. ".repeat(12);
    let text =
        format!("The ferry waits.\n{filler}\nAt noon the ferry left the old harbour in dense fog.\n{filler}");
    let id = story(&archive, "https://a.example/1", "A ferry leaves", &text);
    let rows = found(&archive, "ferry harbour fog");
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((row.article, row.place), (id, FoundIn::Text));
    assert_eq!(marked(&row.title), "A [ferry] leaves");
    let passage = marked(&row.passage);
    assert!(passage.contains("At noon the [ferry] left the old [harbour] in dense [fog]."), "{passage}");
    assert!(passage.starts_with('…') && passage.ends_with('…'), "{passage}");
    assert!(row.passage.iter().map(|piece| piece.text.chars().count()).sum::<usize>() < 190, "{passage}");
    assert!(row.score > 0.0);
    assert_eq!(found(&archive, "is:unread"), []);
}

#[test]
fn passages_come_from_wherever_the_words_stand() {
    let archive = archive();
    let mut page =
        capture("https://a.example/1", "Bridge closed", "The bridge is closed.\nNobody knows why.");
    page.page.metadata.authors = vec!["Zoë Ibrahim".to_owned()];
    page.page.html.push_str("<figure><figcaption>A crane at dawn</figcaption></figure>");
    page.page.captions.push("A crane at dawn".to_owned());
    let id = archive.save(&page);
    let library = &archive.library;
    library.tag(&[id], &["world/iran".parse().unwrap()], at(1)).unwrap();
    library.note(Some(id), "Ask **Grossi** about the bridge", at(1)).unwrap();
    let details = HighlightPatch { note: Some("urgent *indeed*".to_owned()), ..HighlightPatch::default() };
    library.highlight_quote(id, None, "Nobody knows", None, &details, at(1)).unwrap();
    for (find, place, passage) in [
        ("nobody", FoundIn::Text, "The bridge is closed. [Nobody] knows why."),
        ("grossi bridge", FoundIn::Note, "Ask [Grossi] about the [bridge]"),
        ("grossi nobody", FoundIn::Text, "The bridge is closed. [Nobody] knows why."),
        ("note:bridge", FoundIn::Note, "Ask Grossi about the [bridge]"),
        ("highlight:nobody", FoundIn::Highlight, "[Nobody] knows"),
        ("urgent", FoundIn::Highlight, "[urgent] indeed"),
        ("iran", FoundIn::Tag, "world/[iran]"),
        ("zoe", FoundIn::By, "[Zoë] Ibrahim · The Test"),
        ("title:closed", FoundIn::Title, "The bridge is closed. Nobody knows why."),
        ("crane", FoundIn::Text, "A [crane] at dawn"),
    ] {
        let rows = found(&archive, find);
        let [row] = rows.as_slice() else { panic!("{find}: {rows:?}") };
        assert_eq!((row.place, marked(&row.passage).as_str()), (place, passage), "{find}");
    }
}

#[test]
fn a_query_is_read_with_its_parts_and_what_is_wrong_in_it() {
    let archive = archive();
    let id = story(&archive, "https://a.example/1", "Bridge", "text");
    let library = &archive.library;
    library.tag(&[id], &["world/iran".parse().unwrap()], at(1)).unwrap();
    library.find_or_make_collection("Later/Read", at(1)).unwrap();
    let text = "🙂 tag:iran -in:Nowhere \"old town\" is:purple (tag:none OR a";
    let reading = library.read_query(text).unwrap();
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = |from: u32, to: u32| String::from_utf16(&units[from as usize..to as usize]).unwrap();
    let parts: Vec<_> = reading
        .parts
        .iter()
        .map(|part| (at(part.from, part.to), part.filter.clone(), part.value.clone(), part.negated))
        .collect();
    let part = |text: &str, filter: Option<&str>, value: &str, negated| {
        (text.to_owned(), filter.map(str::to_owned), value.to_owned(), negated)
    };
    assert_eq!(
        parts,
        [
            part("🙂", None, "🙂", false),
            part("tag:iran", Some("tag"), "iran", false),
            part("-in:Nowhere", Some("in"), "Nowhere", true),
            part("\"old town\"", None, "old town", false),
            part("is:purple", None, "is:purple", false),
            part("(tag:none OR a", None, "(tag:none OR a", false),
        ]
    );
    let told: Vec<_> =
        reading.problems.iter().map(|problem| (at(problem.from, problem.to), problem.fault)).collect();
    assert_eq!(
        told,
        [
            ("in:Nowhere".to_owned(), QueryFault::NotThere),
            ("is:purple".to_owned(), QueryFault::UnknownValue),
            ("(".to_owned(), QueryFault::Unbalanced),
            ("tag:none".to_owned(), QueryFault::NotThere),
        ]
    );
    assert!(reading.has_words);
    assert!(!library.read_query("is:unread -sport").unwrap().has_words);
    assert!(library.read_query("in:Later/Read in:later").unwrap().problems.is_empty());
}

#[test]
fn half_a_query_is_completed() {
    let archive = archive();
    let library = &archive.library;
    for (n, title) in ["The harbour", "The harbourmaster", "A harbour in fog"].into_iter().enumerate() {
        let mut page = capture(&format!("https://s{}.example/{n}", n % 2), title, "Harmless text");
        page.page.metadata.language.tag = Some(["en-GB", "fa"][n % 2].to_owned());
        let id = archive.store(&page, Aim::Save, 0).0;
        library.tag(&[id], &[["world/iran", "two words"][n % 2].parse().unwrap()], at(1)).unwrap();
    }
    library.find_or_make_collection("Harbours of the north", at(1)).unwrap();
    let complete = |text: &str| {
        let cursor = text.find('|').unwrap();
        let cursor = u32::try_from(text[..cursor].encode_utf16().count()).unwrap();
        let completions = library.complete_query(&text.replace('|', ""), cursor).unwrap();
        let items = completions.items.into_iter();
        items.map(|item| (item.insert, item.articles)).collect::<Vec<_>>()
    };
    let with = |items: &[(&str, Option<u32>)]| {
        items.iter().map(|(insert, articles)| ((*insert).to_owned(), *articles)).collect::<Vec<_>>()
    };
    let harbour = [("harmless", Some(3)), ("harbour", Some(2)), ("harbourmaster", Some(1))];
    assert_eq!(complete("🙂 har|"), with(&harbour));
    assert_eq!(complete("title:harb|"), with(&harbour[1..]));
    let tags = [("world", Some(2)), ("world/iran", Some(2)), ("\"two words\"", Some(1))];
    assert_eq!(complete("tag:|"), with(&tags));
    assert_eq!(complete("-tag:ira|"), with(&[("world/iran", Some(2))]));
    assert_eq!(complete("site:|"), with(&[("s0.example", Some(2)), ("s1.example", Some(1))]));
    assert_eq!(complete("lang:e|"), with(&[("en-GB", Some(2))]));
    assert_eq!(complete("in:north|"), with(&[("\"Harbours of the north\"", Some(0))]));
    assert_eq!(complete("is:un|"), with(&[("unread", None)]));
    assert_eq!(complete("has:missing|"), with(&[("missing-image", None)]));
    assert_eq!(complete("published:last|").len(), 3);
    assert_eq!(complete("published:|").len(), 12);
    assert_eq!(complete("related-to:fog|"), with(&[("3", None)]));
    assert_eq!(complete("ti|"), with(&[("title:", None)]));
    assert_eq!(complete("iran|"), with(&[("tag:world/iran", Some(2))]));
    assert_eq!(complete("unread |"), []);
    assert!(complete("|").len() > 10);
}
