//! The map around an article: what is on it, which connections it shows, and what it leaves out.

use super::relations::saying;
use super::*;

/// Both ends, kind and direction of every edge.
fn edges(map: &Neighbourhood) -> Vec<(ArticleId, ArticleId, EdgeKind, bool)> {
    map.edges.iter().map(|edge| (edge.from, edge.to, edge.kind, edge.directed)).collect()
}

#[test]
fn the_map_holds_two_steps_and_every_connection_between_them() {
    let archive = archive();
    // Nothing in common, so that nothing is related.
    let titles = ["Harbour", "Ferry", "Glacier", "Orchestra", "Parliament"];
    let save = |title| archive.save(&capture(&format!("https://example.org/{title}"), title, title));
    let ids = titles.map(save);
    let library = &archive.library;
    let mut linking = capture("https://example.org/linking", "Linking", "linking");
    linking.page.links.push(PageLink {
        url: "https://example.org/Harbour".into(),
        text: "first".into(),
        context: LinkContext::Body,
        heading: None,
        ..PageLink::default()
    });
    let linking = archive.save(&linking);
    library.relate(&[ids[1]], ids[0], &saying(RelationKind::FollowUp), at(1)).unwrap();
    library.relate(&[ids[2]], ids[1], &saying(RelationKind::Contradicts), at(2)).unwrap();
    library.relate(&[ids[3]], ids[2], &saying(RelationKind::Source), at(3)).unwrap();
    library.note(Some(ids[4]), "[[Harbour]]", at(4)).unwrap();
    let map = library.neighbourhood(ids[0], 2, 300).unwrap();
    let nodes: Vec<_> = map.nodes.iter().map(|node| (node.id, node.hops)).collect();
    assert_eq!(nodes, [(ids[0], 0), (ids[1], 1), (ids[4], 1), (linking, 1), (ids[2], 2)]);
    assert_eq!(
        edges(&map),
        [
            (ids[0], ids[1], EdgeKind::Story, false),
            (ids[1], ids[0], EdgeKind::Relation, true),
            (ids[1], ids[2], EdgeKind::Relation, false),
            (ids[4], ids[0], EdgeKind::Note, true),
            (linking, ids[0], EdgeKind::Link, true),
        ]
    );
    assert_eq!(map.left_out, 1);
    let small = library.neighbourhood(ids[0], 2, 2).unwrap();
    assert_eq!(small.nodes.len(), 2);
    assert_eq!(small.left_out, 3);
}

#[test]
fn the_map_shows_copies_of_all_and_the_story_and_the_related_of_the_middle() {
    let archive = archive();
    let text = |story: usize, words: usize| {
        let word = |n: usize| format!("w{}", (story * 7_919 + n * 104_729) % 9_973);
        (0..words).map(word).collect::<Vec<_>>().join(" ")
    };
    let save = |host: &str, title: &str, text: &str| {
        archive.save(&capture(&format!("https://{host}.example/"), title, text))
    };
    let named = |text: String| format!("On Friday Petra Hollin and Marten Karsten spoke in Kelsund. {text}");
    let first = save("first", "Harbour bridge closed", &named(text(1, 300)));
    // It shares with the first as many words as two reports of one event do.
    let other = save("other", "Ferries go instead", &named(format!("{} {}", text(1, 40), text(2, 260))));
    let copy = save("copy", "Ferries instead", &named(format!("{} {}", text(1, 40), text(2, 250))));
    let library = &archive.library;
    let around = |id| edges(&library.neighbourhood(id, 2, 300).unwrap());
    let of_first = around(first);
    assert!(of_first.contains(&(first, other, EdgeKind::Related, false)), "{of_first:?}");
    assert!(of_first.contains(&(other, copy, EdgeKind::Copy, false)), "{of_first:?}");
    assert!(of_first.contains(&(first, copy, EdgeKind::Story, false)), "{of_first:?}");
    let of_copy = around(copy);
    assert!(of_copy.contains(&(other, copy, EdgeKind::Copy, false)), "{of_copy:?}");
    assert!(!of_copy.contains(&(first, other, EdgeKind::Related, false)), "not the middle: {of_copy:?}");
    let trash = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
    library.update(&[other], trash, at(9)).unwrap();
    assert!(around(copy).iter().all(|(from, to, ..)| *from != other && *to != other));
}
