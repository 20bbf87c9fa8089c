//! Posts of social networks, as pages embed them before a script turns them into a frame: the quoted text stays a quote,
//! and who wrote it when becomes the link to the post.

use dom_query::NodeRef;
use url::Url;

use super::embeds::Embed;
use crate::capture::extract::{dom, spaced};

/// A network whose posts are embedded.
struct Network {
    name: &'static str,
    /// Classes of what it tells publishers to paste.
    classes: &'static [&'static str],
    /// The attribute that holds the post's URL.
    attribute: &'static str,
    /// What a link to a post has in its path.
    paths: &'static [&'static str],
}

const NETWORKS: [Network; 8] = [
    Network {
        name: "X (Twitter)",
        classes: &["twitter-tweet", "twitter-video", "twitter-tweet-lazy"],
        attribute: "data-tweet-url",
        paths: &["/status/", "/statuses/"],
    },
    Network {
        name: "Instagram",
        classes: &["instagram-media"],
        attribute: "data-instgrm-permalink",
        paths: &["/p/", "/reel/", "/tv/"],
    },
    Network { name: "TikTok", classes: &["tiktok-embed"], attribute: "cite", paths: &["/video/", "/photo/"] },
    Network {
        name: "Facebook",
        classes: &["fb-post", "fb-video"],
        attribute: "data-href",
        paths: &["/posts/", "/videos/", "/photos/"],
    },
    Network {
        name: "Bluesky",
        classes: &["bluesky-embed"],
        attribute: "data-bluesky-url",
        paths: &["/post/"],
    },
    Network { name: "Mastodon", classes: &["mastodon-embed"], attribute: "data-embed-url", paths: &["/@"] },
    Network {
        name: "Threads",
        classes: &["text-post-media"],
        attribute: "data-text-post-permalink",
        paths: &["/post/", "/t/"],
    },
    Network {
        name: "Reddit",
        classes: &["reddit-embed-bq", "reddit-card"],
        attribute: "data-url",
        paths: &["/comments/"],
    },
];

/// Whether an element is an embedded post.
pub(super) fn is_one(node: &NodeRef<'_>) -> bool {
    (node.has_name("blockquote") || node.has_name("div")) && network(node).is_some()
}

/// Rewrites an embedded post in place as a quote and a link. Gives back the link alone when there is nothing to quote.
pub(super) fn settle(node: &NodeRef<'_>, base: &Url) -> Option<Embed> {
    let network = network(node)?;
    let url = url(node, network, base)?;
    let mut quoted = take_paragraphs(node);
    let mut said = said_beside(node);
    // Instagram says who wrote it in a last paragraph, which leads to the post like the caption before it.
    if said.is_empty()
        && let Some(last) = quoted.pop_if(|last| leads_to(last, &url))
    {
        said = spaced(&last);
    }
    let title = if said.is_empty() { network.name.to_owned() } else { said };
    if quoted.is_empty() {
        return Some(Embed { url, title, poster: None });
    }
    node.remove_children();
    node.remove_all_attrs();
    node.rename("blockquote");
    for paragraph in &quoted {
        node.append_child(paragraph);
    }
    let line = node.tree.new_element("p");
    let link = node.tree.new_element("a");
    link.set_attr("href", &url);
    link.append_child(&node.tree.new_text(title));
    line.append_child(&link);
    node.append_child(&line);
    None
}

/// Takes the outermost paragraphs with text out of a post.
fn take_paragraphs<'a>(node: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let paragraphs: Vec<NodeRef<'a>> = node
        .descendants_it()
        .filter(|n| n.has_name("p") && !spaced(n).is_empty())
        .filter(|n| !n.ancestors_it(None).take_while(|a| a.id != node.id).any(|a| a.has_name("p")))
        .collect();
    paragraphs.iter().for_each(NodeRef::remove_from_parent);
    paragraphs
}

/// What stands beside the quoted paragraphs: author and date, but no button and no placeholder of an empty post.
fn said_beside(node: &NodeRef<'_>) -> String {
    const MAX_CHARS: usize = 200;
    let text = spaced(node);
    let buttons = [
        "view this post on",
        "sieh dir diesen beitrag auf",
        "voir cette publication sur",
        "ver esta publicación en",
    ];
    if text.chars().count() > MAX_CHARS
        || buttons.iter().any(|button| text.to_lowercase().starts_with(button))
    {
        return String::new();
    }
    text
}

fn leads_to(paragraph: &NodeRef<'_>, post: &str) -> bool {
    let mut links = paragraph.descendants_it().filter(|n| n.has_name("a"));
    links.any(|a| dom::attr(&a, "href").is_some_and(|href| href.starts_with(post)))
}

fn network(node: &NodeRef<'_>) -> Option<&'static Network> {
    let element = node.element_ref()?;
    let class = &element.attrs.iter().find(|a| &*a.name.local == "class")?.value;
    // Every block of a page is asked: most have no class with a hyphen that a network uses.
    class
        .split_ascii_whitespace()
        .filter(|c| c.contains('-'))
        .find_map(|c| NETWORKS.iter().find(|network| network.classes.contains(&c)))
}

/// Where a person can see the post, without what tells the network where it was read.
fn url(node: &NodeRef<'_>, network: &Network, base: &Url) -> Option<String> {
    let named = dom::attr(node, network.attribute).or_else(|| at_uri(&dom::attr(node, "data-bluesky-uri")?));
    let linked = || {
        let links = node.descendants_it().filter(|n| n.has_name("a")).filter_map(|a| dom::attr(&a, "href"));
        links.filter(|href| network.paths.iter().any(|part| href.contains(part))).last()
    };
    let mut url =
        base.join(&named.or_else(linked)?).ok().filter(|u| matches!(u.scheme(), "http" | "https"))?;
    // Old links to Facebook name the post in their query.
    if !url.path().ends_with(".php") {
        url.set_query(None);
    }
    if let Some(bare) = url.path().strip_suffix("/embed").map(str::to_owned) {
        url.set_path(&bare);
    }
    url.set_fragment(None);
    Some(url.into())
}

/// `at://did:plc:x/app.bsky.feed.post/y` as the page a person would open.
fn at_uri(uri: &str) -> Option<String> {
    let (account, post) = uri.strip_prefix("at://")?.split_once("/app.bsky.feed.post/")?;
    Some(format!("https://bsky.app/profile/{account}/post/{post}"))
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn settled(html: &str) -> (String, Option<Embed>) {
        let document = Document::fragment(html);
        let node = document.select("blockquote, div").nodes()[0];
        let link = is_one(&node).then(|| settle(&node, &Url::parse("https://x.org/a/").unwrap())).flatten();
        (node.html().to_string(), link)
    }

    #[test]
    fn posts_become_quotes_with_a_titled_link() {
        for (html, quote) in [
            (
                "<blockquote class='twitter-tweet' data-lang=en><p lang=en dir=ltr>She says <a href='https://t.co/x'>knead</a>.</p>— Mariam (@m) <a href='https://twitter.com/m/status/17?ref_src=twsrc'>May 14, 2026</a></blockquote>",
                "<blockquote><p lang=\"en\" dir=\"ltr\">She says <a href=\"https://t.co/x\">knead</a>.</p><p><a href=\"https://twitter.com/m/status/17\">— Mariam (@m) May 14, 2026</a></p></blockquote>",
            ),
            (
                "<blockquote class=instagram-media data-instgrm-permalink='https://www.instagram.com/p/Ab/?utm_source=ig_embed'><div><a href='https://www.instagram.com/p/Ab/'>View this post on Instagram</a></div><p>Bread</p><p>A post shared by <a href='https://www.instagram.com/p/Ab/?utm_source=ig_embed'>Jo</a> (@jo)</p></blockquote>",
                "<blockquote><p>Bread</p><p><a href=\"https://www.instagram.com/p/Ab/\">A post shared by Jo (@jo)</a></p></blockquote>",
            ),
            (
                "<blockquote class=tiktok-embed cite='https://www.tiktok.com/@a/video/7'><section><a href='https://www.tiktok.com/@a?refer=embed'>@a</a><p>Dancing</p></section></blockquote>",
                "<blockquote><p>Dancing</p><p><a href=\"https://www.tiktok.com/@a/video/7\">@a</a></p></blockquote>",
            ),
            (
                "<blockquote class=bluesky-embed data-bluesky-uri='at://did:plc:z/app.bsky.feed.post/3k'><p lang=en>Sky</p>— Ann (@ann.bsky.social) <a href='https://bsky.app/profile/did:plc:z/post/3k?ref_src=embed'>1 May 2025</a></blockquote>",
                "<blockquote><p lang=\"en\">Sky</p><p><a href=\"https://bsky.app/profile/did:plc:z/post/3k\">— Ann (@ann.bsky.social) 1 May 2025</a></p></blockquote>",
            ),
        ] {
            assert_eq!(settled(html), (quote.to_owned(), None), "{html}");
        }
    }

    #[test]
    fn posts_without_text_become_a_link() {
        for (html, url, title) in [
            (
                "<blockquote class=twitter-tweet><a href='https://twitter.com/X/status/19'></a></blockquote>",
                "https://twitter.com/X/status/19",
                "X (Twitter)",
            ),
            (
                "<div class='fb-post' data-href='https://www.facebook.com/a/posts/1?__tn__=x'></div>",
                "https://www.facebook.com/a/posts/1",
                "Facebook",
            ),
            (
                "<blockquote class=mastodon-embed data-embed-url='https://mastodon.social/@a/11/embed'><a href='https://mastodon.social/@a/11'><div>Post by @a</div></a></blockquote>",
                "https://mastodon.social/@a/11",
                "Post by @a",
            ),
        ] {
            let embed = Embed { url: url.to_owned(), title: title.to_owned(), poster: None };
            assert_eq!(settled(html).1, Some(embed), "{html}");
        }
    }

    #[test]
    fn quotes_and_scripts_are_no_posts() {
        for html in [
            "<blockquote class=\"quote\"><p>He said so.</p></blockquote>",
            "<blockquote class=\"twitter-tweet\"><p>Without a link</p></blockquote>",
            "<div class=\"fb-post\" data-href=\"javascript:alert(1)\"></div>",
        ] {
            assert_eq!(settled(html), (html.to_owned(), None));
        }
    }
}
