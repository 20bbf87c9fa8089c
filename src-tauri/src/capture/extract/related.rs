//! Lists of other stories around or inside the article: "Latest news", "Must read", "You might also like".
//!
//! They are found by their headings and by their structure (almost nothing but links), taken out of the tree before
//! extraction, and their links kept with the heading.

use std::collections::HashSet;

use dom_query::{Document, NodeRef};
use url::Url;

use super::dom;
use crate::model::{LinkContext, PageLink};

/// Links kept of one page's blocks.
const MAX_LINKS: usize = 200;

/// Headings of such blocks, folded by [`fold_heading`]: whole headings, or beginnings where marked with a star.
const HEADINGS: [&str; 144] = [
    "related",
    "related articles",
    "related stories",
    "related news",
    "related posts",
    "related content",
    "related coverage",
    "related topics",
    "related links",
    "related reading",
    "related article",
    "related story",
    "more on this*",
    "more on this story",
    "more from*",
    "more news",
    "more stories",
    "more like this",
    "more in*",
    "more to read",
    "more headlines",
    "more articles",
    "latest",
    "latest news",
    "latest stories",
    "latest articles",
    "latest posts",
    "latest headlines",
    "latest in*",
    "the latest",
    "most read",
    "most popular",
    "most viewed",
    "most shared",
    "most commented",
    "most recent",
    "popular",
    "popular news",
    "popular posts",
    "popular stories",
    "popular now",
    "trending",
    "trending now",
    "trending news",
    "trending stories",
    "trending topics",
    "must read",
    "must reads",
    "must-read",
    "you might also like",
    "you may also like",
    "you might like",
    "you may like",
    "you might also be interested in",
    "you may also be interested in",
    "recommended",
    "recommended for you",
    "recommended stories",
    "recommended reading",
    "recommended articles",
    "read more",
    "read also",
    "read next",
    "also read",
    "see also",
    "up next",
    "next up",
    "dont miss",
    "editors picks",
    "editors pick",
    "editors choice",
    "top stories",
    "top news",
    "recent posts",
    "recent news",
    "recent articles",
    "recent stories",
    "in case you missed it",
    "further reading",
    "from the web",
    "around the web",
    "sponsored content",
    "promoted stories",
    "what to read next",
    "keep reading",
    "similar articles",
    "similar stories",
    "other news",
    "other stories",
    "in other news",
    "breaking news",
    "hot news",
    "featured",
    "featured stories",
    // German
    "mehr zum thema",
    "zum thema",
    "lesen sie auch",
    "auch interessant",
    "das könnte sie auch interessieren*",
    "weitere artikel*",
    "weitere themen",
    "meistgelesen",
    "meistgelesene artikel",
    "ähnliche artikel",
    "verwandte artikel",
    "verwandte themen",
    "mehr aus*",
    "aktuelle nachrichten",
    "neueste artikel",
    // French
    "à lire aussi",
    "lire aussi",
    "sur le même sujet",
    "articles liés",
    "les plus lus",
    "à la une",
    "dernières nouvelles",
    "vous aimerez aussi*",
    "articles similaires",
    "dans la même rubrique",
    "voir aussi",
    // Spanish
    "noticias relacionadas",
    "artículos relacionados",
    "relacionadas",
    "lo más leído",
    "te puede interesar*",
    "más noticias",
    "últimas noticias",
    "también te puede interesar*",
    "lea también",
    "más sobre este tema",
    // Turkish
    "ilgili haberler",
    "çok okunanlar",
    "son haberler",
    "benzer haberler",
    "diğer haberler",
    // Russian
    "читайте также*",
    "по теме",
    "похожие статьи",
    "материалы по теме",
    "самое читаемое",
    "последние новости",
    "популярное",
    "смотрите также",
    "новости по теме",
];

/// The same in scripts that are folded differently; matched as a beginning.
const HEADINGS_OTHER: [&str; 62] = [
    // Arabic
    "اقرأ أيضا",
    "اقرا ايضا",
    "إقرأ أيضا",
    "مواضيع ذات صلة",
    "أخبار ذات صلة",
    "مقالات ذات صلة",
    "ذات صلة",
    "الأكثر قراءة",
    "الاكثر قراءة",
    "آخر الأخبار",
    "اخر الاخبار",
    "قد يعجبك",
    "قد يهمك",
    "شاهد أيضا",
    "المزيد من",
    "الأكثر شعبية",
    "الأكثر مشاهدة",
    "مختارات",
    "أحدث الأخبار",
    "موضوعات متعلقة",
    // Persian
    "اخبار مرتبط",
    "مطالب مرتبط",
    "خبرهای مرتبط",
    "بیشتر بخوانید",
    "بیشتر بخوان",
    "همچنین بخوانید",
    "پربازدیدترین",
    "پربازدید",
    "آخرین اخبار",
    "تازه‌ترین",
    "مطالب مشابه",
    "پیشنهاد سردبیر",
    "پیشنهاد ما",
    "در همین زمینه",
    "پرخواننده‌ترین",
    "مطالب پیشنهادی",
    "شاید بپسندید",
    "شاید این مطالب",
    "جدیدترین اخبار",
    // Chinese
    "相关新闻",
    "相关阅读",
    "相关文章",
    "相关报道",
    "延伸阅读",
    "推荐阅读",
    "热门文章",
    "热门新闻",
    "最新新闻",
    "最新消息",
    "猜你喜欢",
    "相關新聞",
    "相關文章",
    "延伸閱讀",
    "推薦閱讀",
    "熱門新聞",
    // Japanese
    "関連記事",
    "関連ニュース",
    "あわせて読みたい",
    "おすすめ記事",
    "人気記事",
    "アクセスランキング",
    "最新ニュース",
];

/// Takes the blocks out of the tree and returns their links.
pub(in crate::capture) fn take_blocks(document: &Document, base: &Url) -> Vec<PageLink> {
    let Some(body) = document.body() else { return Vec::new() };
    let body_chars = body.normalized_char_count();
    let mut links = Links { base, found: Vec::new(), seen: HashSet::new() };
    let mut candidates: Vec<(NodeRef<'_>, String)> = Vec::new();
    dom::walk(body, |node, _| {
        if let Some(heading) = heading_of_block(node) {
            candidates.push((*node, heading));
            return false;
        }
        true
    });
    for (heading, text) in candidates {
        take_block(&heading, &text, body_chars, &mut links);
    }
    links.found
}

struct Links<'a> {
    base: &'a Url,
    found: Vec<PageLink>,
    seen: HashSet<String>,
}

impl Links<'_> {
    fn add_all(&mut self, block: &NodeRef<'_>, heading: &str) {
        for link in block.descendants_it().filter(|n| n.has_name("a")) {
            let Some(url) = dom::attr(&link, "href").and_then(|h| self.base.join(&h).ok()) else { continue };
            let text = dom::text(&link);
            let text = if text.is_empty() { dom::attr(&link, "title").unwrap_or_default() } else { text };
            let story =
                matches!(url.scheme(), "http" | "https") && url.path() != "/" && text.chars().count() > 3;
            let itself = url.path() == self.base.path() && url.host_str() == self.base.host_str();
            if story && !itself && self.found.len() < MAX_LINKS && self.seen.insert(url.to_string()) {
                let heading = Some(heading.to_owned());
                self.found.push(PageLink { url: url.into(), text, context: LinkContext::Related, heading });
            }
        }
    }
}

/// The heading that a node is, when it is that of a list of other stories.
fn heading_of_block(node: &NodeRef<'_>) -> Option<String> {
    let name = dom::name(node)?.to_owned();
    let is_heading =
        matches!(name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "legend" | "summary" | "dt");
    let may_be = is_heading
        || matches!(
            name.as_str(),
            "p" | "div" | "span" | "strong" | "b" | "header" | "figcaption" | "a" | "li"
        );
    if !may_be {
        return None;
    }
    let chars = node.normalized_char_count();
    if !(2..=70).contains(&chars) {
        return None;
    }
    let text = dom::text(node);
    if !is_list_heading(&text) {
        return None;
    }
    // "Related" as a word of a sentence: a text that only follows other text in its block is no heading.
    if !is_heading && node.prev_sibling().is_some_and(|s| s.is_nonempty_text()) {
        return None;
    }
    Some(text.trim_end_matches([':', '：']).trim().to_owned())
}

/// Whether a text is the heading of a list of other stories.
pub(in crate::capture) fn is_list_heading(text: &str) -> bool {
    let folded = fold_heading(text);
    let by_name = HEADINGS.iter().any(|h| match h.strip_suffix('*') {
        Some(beginning) => folded
            .strip_prefix(beginning)
            .is_some_and(|rest| rest.is_empty() || (rest.starts_with(' ') && rest.split(' ').count() <= 6)),
        None => folded == *h,
    });
    by_name
        || HEADINGS_OTHER
            .iter()
            .any(|h| folded.starts_with(*h) && folded.chars().count() < h.chars().count() + 16)
}

fn fold_heading(text: &str) -> String {
    let lower = text.to_lowercase();
    let bare: String = lower
        .chars()
        .filter(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '\u{200c}' | '-'))
        .collect();
    dom::fold(&bare)
}

fn take_block(heading: &NodeRef<'_>, text: &str, body_chars: usize, links: &mut Links<'_>) {
    if heading.parent().is_none() {
        return;
    }
    // The heading itself may hold the links ("Related: Story"), or be one ("More from X").
    let mut block: Option<NodeRef<'_>> = None;
    let mut current = *heading;
    for _ in 0..6 {
        let Some(parent) = current.parent().filter(|p| p.is_element() && !holds_the_page(p)) else { break };
        if !is_link_list(&parent, body_chars) {
            break;
        }
        block = Some(parent);
        current = parent;
    }
    if let Some(block) = block {
        links.add_all(&block, text);
        block.remove_from_parent();
        return;
    }
    take_following(heading, text, body_chars, links);
}

/// The heading stands loose among the article's blocks: what follows it goes as long as it is nothing but links.
fn take_following(heading: &NodeRef<'_>, text: &str, body_chars: usize, links: &mut Links<'_>) {
    let mut from = *heading;
    for _ in 0..3 {
        let alone = from.next_element_sibling().is_none();
        match from.parent() {
            Some(parent)
                if alone
                    && parent.normalized_char_count() == heading.normalized_char_count()
                    && !holds_the_page(&parent) =>
            {
                from = parent
            }
            _ => break,
        }
    }
    let mut taken = Vec::new();
    let mut next = from.next_element_sibling();
    while let Some(sibling) = next {
        if taken.len() >= 12 || !is_link_list(&sibling, body_chars) {
            break;
        }
        taken.push(sibling);
        next = sibling.next_element_sibling();
    }
    if taken.is_empty() {
        return;
    }
    for block in taken {
        links.add_all(&block, text);
        block.remove_from_parent();
    }
    from.remove_from_parent();
}

fn holds_the_page(node: &NodeRef<'_>) -> bool {
    dom::name(node).is_some_and(|n| matches!(&*n, "body" | "main" | "html"))
        || (node.has_name("article") && node.descendants_it().any(|n| n.has_name("h1")))
}

/// Whether a block is a list of links: links with texts of their own, little else, no long paragraph.
fn is_link_list(block: &NodeRef<'_>, body_chars: usize) -> bool {
    let chars = block.normalized_char_count();
    if chars * 2 > body_chars {
        return false;
    }
    let (mut links, mut link_chars, mut summary_chars) = (0_usize, 0_usize, 0_usize);
    for node in block.descendants_it().chain(std::iter::once(*block)) {
        let Some(name) = dom::name(&node) else { continue };
        match &*name {
            "a" => {
                let length = node.normalized_char_count();
                links +=
                    usize::from(length > 8 || (length > 3 && node.text().chars().any(|c| c >= '\u{2e80}')));
                link_chars += length;
            }
            "h1" => return false,
            "p" | "blockquote" => {
                let length = node.normalized_char_count();
                if length > 400 {
                    return false;
                }
                let in_links: usize = node
                    .descendants_it()
                    .filter(|n| n.has_name("a"))
                    .map(|a| a.normalized_char_count())
                    .sum();
                summary_chars += length.saturating_sub(in_links);
            }
            "time" => summary_chars += node.normalized_char_count(),
            _ => {}
        }
    }
    // Teasers carry a line of summary each; the article's own paragraphs carry far more than their links.
    links >= 1
        && (link_chars * 2 >= chars
            || (links >= 2 && link_chars * 4 >= chars && summary_chars <= links * 220))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(html: &str) -> (Vec<PageLink>, String) {
        let document = Document::from(html);
        let base = Url::parse("https://x.org/story").unwrap();
        let links = take_blocks(&document, &base);
        (links, document.text().to_string())
    }

    const PROSE: &str = "<p>The ministry said on Tuesday that the talks would resume next week in Geneva, after a break of three months that both sides had used to consult.</p>";

    #[test]
    fn blocks_go_and_their_links_stay_with_the_heading() {
        let html = format!(
            "<body><article><h1>Talks resume</h1>{PROSE}{PROSE}{PROSE}<div class=td-block><h4>You might also like</h4><div><a href=/a>First other story</a></div><div><a href=/b>Second other story</a></div></div>{PROSE}</article></body>"
        );
        let (links, text) = take(&html);
        let urls: Vec<&str> = links.iter().map(|l| l.url.as_str()).collect();
        assert_eq!(urls, ["https://x.org/a", "https://x.org/b"]);
        assert_eq!(links[0].heading.as_deref(), Some("You might also like"));
        assert!(!text.contains("other story") && text.contains("Geneva"));
    }

    #[test]
    fn a_loose_heading_takes_the_list_after_it_and_no_more() {
        let html = format!(
            "<body><article><h1>T</h1>{PROSE}<h3>Latest news</h3><ul><li><a href=/a>First other story</a><li><a href=/b>Second other story</a></ul>{PROSE}{PROSE}</article></body>"
        );
        let (links, text) = take(&html);
        assert_eq!(links.len(), 2);
        assert_eq!(text.matches("Geneva").count(), 3);
        assert!(!text.contains("Latest news"));
    }

    #[test]
    fn a_heading_of_the_article_itself_takes_nothing() {
        let html = format!(
            "<body><article><h1>T</h1>{PROSE}<h2>More on this story</h2>{PROSE}{PROSE}</article></body>"
        );
        let (links, text) = take(&html);
        assert!(links.is_empty());
        assert!(text.contains("More on this story"));
    }

    #[test]
    fn headings_of_many_languages_are_known() {
        for heading in [
            "Must Read!",
            "Related:",
            "MOST READ",
            "Don’t miss",
            "Mehr zum Thema",
            "Das könnte Sie auch interessieren",
            "À lire aussi :",
            "Lo más leído",
            "اقرأ أيضاً",
            "بیشتر بخوانید:",
            "Читайте также:",
            "相关新闻",
            "関連記事",
            "İlgili Haberler",
            "More from World",
        ] {
            assert!(is_list_heading(heading), "{heading}");
        }
        for heading in [
            "Related party transactions rise",
            "The latest figures show a fall",
            "Read",
            "",
            "More than a feeling in London town today",
        ] {
            assert!(!is_list_heading(heading), "{heading}");
        }
    }
}
