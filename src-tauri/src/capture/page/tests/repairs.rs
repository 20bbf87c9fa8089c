//! What a person corrects is the last word, on any page.

use proptest::prelude::*;

use super::hostile::{assert_harmless, markup, tree};
use super::*;
use crate::model::{BlockMark, Direction, PageBlock, PageBlocks, RepairedFields, Repairs};

/// On a thread like a worker's.
fn deep<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(64 << 20).spawn(work).unwrap().join().unwrap()
}

fn article_input(html: &str, repairs: Repairs) -> ArticleInput {
    ArticleInput { page: input(html), further: Vec::new(), repairs }
}

fn repaired(html: &str, repairs: &Repairs) -> Page {
    let input = article_input(html, repairs.clone());
    deep(move || clean_article(&input).unwrap())
}

fn blocks(html: &str, repairs: &Repairs) -> PageBlocks {
    let input = article_input(html, repairs.clone());
    deep(move || page_blocks(&input).unwrap())
}

/// The first block whose text begins so.
fn block<'b>(blocks: &'b PageBlocks, text: &str) -> &'b PageBlock {
    let found = blocks.blocks.iter().find(|block| block.text.starts_with(text));
    found.unwrap_or_else(|| panic!("no {text:?} among {:#?}", texts(blocks)))
}

fn texts(blocks: &PageBlocks) -> Vec<(&str, &str, bool)> {
    blocks.blocks.iter().map(|b| (b.tag.as_str(), b.text.as_str(), b.shown)).collect()
}

fn removing(marks: impl IntoIterator<Item = BlockMark>) -> Repairs {
    Repairs { removed: marks.into_iter().collect(), ..Repairs::default() }
}

fn restoring(marks: impl IntoIterator<Item = BlockMark>) -> Repairs {
    Repairs { restored: marks.into_iter().collect(), ..Repairs::default() }
}

const RELATED: &str = "<div class=related><h3>Latest news</h3><ul><li><a href=/a>The first other story of the day</a>\
    <li><a href=/b>The second other story of the day</a></ul></div>";

const PROMOTION: &str = "<p>Sign up for our newsletter and get the news every morning.</p>";

const QUOTE: &str = "<blockquote><p>We shall come back next week, she said to the delegates.</p>\
    <p>Nobody shall leave this room before that, she added.</p></blockquote>";

#[test]
fn a_block_goes_and_another_comes_back_in_its_place() {
    let html = article("", &format!("{RELATED}{PROMOTION}<p>{KEPT}</p>"));
    let plain = page_of(&html);
    assert!(
        plain.text.contains(KEPT)
            && !plain.text.contains("newsletter")
            && !plain.text.contains("other story")
    );
    let all = blocks(&html, &Repairs::default());
    let (kept, promotion) = (block(&all, "The bridge"), block(&all, "Sign up"));
    assert!(kept.kept && kept.shown && !promotion.kept && !promotion.shown);
    let repairs = Repairs {
        removed: vec![kept.mark.clone()],
        restored: vec![promotion.mark.clone(), block(&all, "Latest news").mark.clone()],
        ..Repairs::default()
    };
    let page = repaired(&html, &repairs);
    assert!(!page.text.contains(KEPT));
    let at = |text: &str| page.text.find(text).unwrap_or_else(|| panic!("{text} in {}", page.text));
    assert!(at("confirmed") < at("Latest news") && at("Latest news") < at("Sign up"));
    assert!(at("Sign up") < page.text.rfind("Geneva").unwrap());
    assert_eq!(page.words, count_words(&page.text));
    assert_eq!(page.repaired.as_ref().map(|r| r.unmatched.len()), Some(0));
    assert!(page.extractor.ends_with(" / by hand"), "{}", page.extractor);
    let after = blocks(&html, &repairs);
    assert!(!block(&after, "The bridge").shown && block(&after, "The bridge").kept);
    assert!(block(&after, "Sign up").shown && block(&after, "Latest news").shown);
    assert_harmless(&page.html);
}

#[test]
fn parts_of_a_block_go_and_come_back_alone() {
    let list = "<ul><li>The first point of the agreement</li><li>Follow us for more</li><li>The last point of it</li></ul>";
    let html = article("", &format!("{QUOTE}{list}"));
    let all = blocks(&html, &Repairs::default());
    let marks = [block(&all, "Nobody shall").mark.clone(), block(&all, "Follow us").mark.clone()];
    assert_eq!(
        block(&all, "Nobody shall").within,
        Some(all.blocks.iter().position(|b| b.tag == "blockquote").unwrap() as u32)
    );
    let page = repaired(&html, &removing(marks.clone()));
    assert!(page.text.contains("We shall come back") && !page.text.contains("Nobody shall"), "{}", page.text);
    assert!(
        page.text.contains("- The first point of the agreement\n- The last point of it"),
        "{}",
        page.text
    );
    // A part of a block that is gone comes back without the rest.
    let mut repairs = removing([all.blocks.iter().find(|b| b.tag == "blockquote").unwrap().mark.clone()]);
    repairs.restored.push(marks[0].clone());
    let page = repaired(&html, &repairs);
    assert!(!page.text.contains("We shall come back") && page.text.contains("Nobody shall"), "{}", page.text);
    assert!(page.html.contains("<blockquote"), "{}", page.html);
}

#[test]
fn pictures_go_and_come_back_and_lead_no_more_when_they_are_gone() {
    let figure = "<figure><img src=/a.jpg alt=A><figcaption>The hall.</figcaption></figure>";
    let shop =
        "</main><footer><div class=shop><a href=/shop><img src=/cup.png alt='A cup'></a></div></footer>";
    let html = article("", figure).replace("</main>", shop);
    let all = blocks(&html, &Repairs::default());
    let hall = block(&all, "The hall");
    assert_eq!((hall.tag.as_str(), hall.kept), ("figure", true));
    let page = repaired(&html, &removing([hall.mark.clone()]));
    assert!(page.pictures.is_empty() && page.lead_picture.is_none(), "{:?}", page.pictures);
    let cup = block(&all, "A cup");
    assert!(!cup.kept);
    let page = repaired(&html, &restoring([cup.mark.clone()]));
    let urls: Vec<&str> = page.pictures.iter().map(|p| p.url.as_str()).collect();
    assert_eq!(urls, ["https://news.example/a.jpg", "https://news.example/cup.png"]);
    assert!(page.html.contains("data-asset=\"1\" alt=\"A cup\""), "{}", page.html);
    // The picture is known by its address, whatever is written below it.
    let other = html.replace("The hall.", "The hall in the morning, before the talks.");
    assert!(repaired(&other, &removing([hall.mark.clone()])).pictures.is_empty());
}

#[test]
fn marks_find_their_blocks_on_a_changed_page() {
    let label = "<p>Read more about it below</p>";
    let html = article("", &format!("{label}<p>{KEPT}</p>{label}"));
    let all = blocks(&html, &Repairs::default());
    let last = all.blocks.iter().rev().find(|b| b.text == "Read more about it below").unwrap();
    let repairs = removing([block(&all, "The bridge").mark.clone()]);
    for changed in [
        html.replace("<p>The bridge", "<p>News came late.</p><p>The bridge"),
        html.replace("the mayor said,", "the mayor told us,"),
        html.replace(
            &format!("<p>{KEPT}</p>"),
            &format!("<div class=x><section>{}</section></div>", KEPT.to_uppercase()),
        ),
        html.replace(
            &format!("<p>{KEPT}</p>"),
            &format!("<blockquote><p>Before it.</p><p>{KEPT}</p></blockquote>"),
        ),
    ] {
        assert_ne!(changed, html);
        let page = repaired(&changed, &repairs);
        assert!(!page.text.to_lowercase().contains("bridge"), "{}", page.text);
        assert!(page.repaired.unwrap().unmatched.is_empty());
    }
    let page = repaired(&article("", ""), &repairs);
    assert_eq!(page.repaired.unwrap().unmatched, repairs.removed);
    // Of two blocks that say the same, the one that is meant.
    let after = blocks(&html, &removing([last.mark.clone()]));
    let shown: Vec<bool> =
        after.blocks.iter().filter(|b| b.text == last.text && b.kept).map(|b| b.shown).collect();
    assert!(
        shown.is_empty() || shown.last() == Some(&false) && shown.iter().rev().skip(1).all(|s| *s),
        "{shown:?}"
    );
}

#[test]
fn what_is_said_of_the_article_is_the_persons() {
    let html = article(r#"<meta name=author content="Jane Roe">"#, "");
    let fields = RepairedFields {
        title: Some("Another headline".into()),
        authors: Some(vec!["Ana Cruz".into(), "Bo Li".into()]),
        site: Some("The Site".into()),
        published: Some("2018-06".into()),
        language: Some("fa".into()),
        direction: Some(Direction::Rtl),
    };
    let repairs = Repairs { fields, ..Repairs::default() };
    let page = repaired(&html, &repairs);
    let metadata = &page.metadata;
    assert_eq!(metadata.title, "Another headline");
    assert_eq!(metadata.authors, ["Ana Cruz", "Bo Li"]);
    assert_eq!(
        (metadata.site.as_deref(), metadata.published.as_deref()),
        (Some("The Site"), Some("2018-06"))
    );
    assert_eq!((metadata.language.tag.as_deref(), metadata.rtl), (Some("fa"), true));
    assert_eq!(page.html, page_of(&html).html);
    let said = blocks(&html, &repairs).said;
    assert_eq!((said.title.as_str(), said.direction), ("Talks resume in Geneva", Direction::Ltr));
    assert_eq!(said.authors, ["Jane Roe"]);
}

#[test]
fn a_page_without_an_article_becomes_one() {
    let items: String =
        (0..12).map(|n| format!("<div class=item><a href=/{n}>Short line {n}</a></div>")).collect();
    let html = format!("<html lang=en><title>Notices</title><body><nav>{items}</nav></body></html>");
    let plain = page_of(&html);
    assert!(!plain.diagnosis.complete, "{:?}", plain.diagnosis);
    let all = blocks(&html, &Repairs::default());
    let marks = all.blocks.iter().filter(|b| b.within.is_none()).map(|b| b.mark.clone());
    let page = repaired(&html, &restoring(marks));
    assert_eq!(page.text.matches("Short line").count(), 12, "{}", page.text);
}

#[test]
fn further_pages_are_corrected_with_the_first() {
    let page = |n: u32| {
        let said = format!(
            "<p>Paragraph number {n} says what only page {n} of this long article says about the talks and those who attended them.</p>"
        );
        article(
            "",
            &format!(
                "{said}<p>Tell us on page {n} what you think of it: write to the editors of the paper.</p>"
            )
            .replace(PROSE, ""),
        )
    };
    let further = vec![FurtherInput {
        part: Part::Page,
        page: PageInput { url: "https://news.example/2".into(), ..input(&page(2)) },
    }];
    let given = |repairs| ArticleInput { page: input(&page(1)), further: further.clone(), repairs };
    let plain = given(Repairs::default());
    let all = deep(move || page_blocks(&plain).unwrap());
    let second = block(&all, "Paragraph number 2");
    assert_eq!((second.page, second.shown), (2, true));
    let with = given(removing([second.mark.clone(), block(&all, "Paragraph number 1").mark.clone()]));
    let page = deep(move || clean_article(&with).unwrap());
    assert!(!page.text.contains("Paragraph number"), "{}", page.text);
    assert!(page.repaired.unwrap().unmatched.is_empty());
}

/// The corrections that choose by a list of wishes: each block is left, removed or restored.
fn chosen(blocks: &PageBlocks, wishes: &[u8]) -> Repairs {
    let mut repairs = Repairs::default();
    for (block, wish) in blocks.blocks.iter().zip(wishes.iter().cycle()) {
        match wish % 4 {
            0 => repairs.removed.push(block.mark.clone()),
            1 => repairs.restored.push(block.mark.clone()),
            _ => {}
        }
    }
    repairs
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_corrections_of_any_page_end(
        markup in prop_oneof![markup(), tree()],
        other in tree(),
        wishes in prop::collection::vec(any::<u8>(), 1..20),
    ) {
        let html = article("", &markup);
        let all = blocks(&html, &Repairs::default());
        let repairs = chosen(&all, &wishes);
        let page = repaired(&html, &repairs);
        assert_harmless(&page.html);
        if !repairs.is_empty() {
            prop_assert_eq!(page.repaired.map(|r| r.unmatched), Some(Vec::new()));
        }
        let after = blocks(&html, &repairs);
        prop_assert_eq!(after.blocks.len(), all.blocks.len());
        for (before, after) in all.blocks.iter().zip(&after.blocks).filter(|(before, _)| before.within.is_none()) {
            prop_assert_eq!(before.kept, after.kept);
            let restored = repairs.restored.contains(&before.mark);
            let removed = repairs.removed.contains(&before.mark);
            prop_assert_eq!(after.shown, restored || (before.kept && !removed), "{:?}", before);
            after.html.iter().for_each(|html| assert_harmless(html));
        }
        // The same corrections on a page that is another one.
        assert_harmless(&repaired(&article("", &other), &repairs).html);
    }

    #[test]
    fn removing_and_bringing_back_leaves_the_copy_as_it_was(
        tree in tree(),
        wishes in prop::collection::vec(any::<bool>(), 1..20),
    ) {
        let html = article("", &tree);
        let plain = page_of(&html);
        let all = blocks(&html, &Repairs::default());
        let marks = all.blocks.iter().zip(wishes.iter().cycle()).filter(|(block, wish)| block.kept && **wish);
        let marks: Vec<BlockMark> = marks.map(|(block, _)| block.mark.clone()).collect();
        let both = Repairs { removed: marks.clone(), restored: marks, ..Repairs::default() };
        let page = repaired(&html, &both);
        prop_assert_eq!((page.html, page.text, page.pictures), (plain.html, plain.text, plain.pictures));
    }
}
