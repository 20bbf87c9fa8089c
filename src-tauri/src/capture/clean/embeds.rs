//! Embedded players and posts as links: what they are called, where they live, and their poster.

use dom_query::NodeRef;
use url::Url;

use super::candidates::{absolute, is_placeholder};
use crate::capture::extract::dom;

/// Something a page embeds from elsewhere, as far as it can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::capture) struct Embed {
    /// Where a person can see it.
    pub url: String,
    /// What to call it.
    pub title: String,
    /// Its still picture.
    pub poster: Option<String>,
}

/// Reads an element that embeds something; advertisements, counters and log-in boxes are none.
pub(super) fn read(node: &NodeRef<'_>, name: &str, base: &Url) -> Option<Embed> {
    match name {
        "video" | "amp-video" | "audio" => player(node, name, base),
        "amp-youtube" | "lite-youtube" | "youtube-video" => {
            let id = ["data-videoid", "videoid", "video-id"].iter().find_map(|a| dom::attr(node, a))?;
            Some(youtube(&id, title_of(node)))
        }
        "amp-vimeo" => provider(
            &Url::parse(&format!("https://player.vimeo.com/video/{}", dom::attr(node, "data-videoid")?))
                .ok()?,
            None,
        ),
        "amp-twitter" => provider(
            &Url::parse(&format!("https://twitter.com/i/status/{}", dom::attr(node, "data-tweetid")?))
                .ok()?,
            None,
        ),
        "amp-instagram" => provider(
            &Url::parse(&format!("https://www.instagram.com/p/{}/", dom::attr(node, "data-shortcode")?))
                .ok()?,
            None,
        ),
        _ => frame(node, base),
    }
}

fn frame(node: &NodeRef<'_>, base: &Url) -> Option<Embed> {
    let source = [
        "data-src",
        "data-lazy-src",
        "data-original",
        "src",
        "data",
        "data-href",
        "data-cmp-src",
        "data-src-cmplz",
    ]
    .iter()
    .filter_map(|a| dom::attr(node, a))
    .find(|s| !s.starts_with("about:") && !s.starts_with("javascript:") && !s.starts_with("data:"))?;
    let url = Url::parse(&absolute(&source, base)?).ok()?;
    let hidden = ["width", "height"]
        .iter()
        .any(|a| dom::attr(node, a).is_some_and(|v| matches!(v.as_str(), "0" | "1" | "0px" | "1px")));
    if hidden || is_noise(&url) {
        return None;
    }
    provider(&url, title_of(node))
}

fn player(node: &NodeRef<'_>, name: &str, base: &Url) -> Option<Embed> {
    let source = dom::attr(node, "src")
        .or_else(|| dom::attr(node, "data-src"))
        .or_else(|| {
            node.descendants_it()
                .filter(|n| n.has_name("source"))
                .find_map(|s| dom::attr(&s, "src").or_else(|| dom::attr(&s, "data-src")))
        })
        .filter(|s| !s.starts_with("blob:"));
    let poster = ["poster", "data-poster"]
        .iter()
        .find_map(|a| dom::attr(node, a))
        .filter(|p| !is_placeholder(p))
        .and_then(|p| absolute(&p, base));
    let url = source.and_then(|s| absolute(&s, base)).filter(|u| !u.starts_with("data:"));
    // A player that a script fills has nothing to link to but the page itself.
    let url = match (url, &poster) {
        (Some(url), _) => url,
        (None, Some(_)) => base.to_string(),
        (None, None) => return None,
    };
    let default = if name == "audio" { "Audio" } else { "Video" };
    Some(Embed { url, title: title_of(node).unwrap_or_else(|| default.to_owned()), poster })
}

fn title_of(node: &NodeRef<'_>) -> Option<String> {
    ["title", "aria-label", "data-title", "playlabel"]
        .iter()
        .find_map(|a| dom::attr(node, a))
        .map(|t| dom::fold(&t))
        .filter(|t| t.chars().count() > 2 && !t.eq_ignore_ascii_case("iframe") && !t.starts_with("http"))
}

/// The page a person would open, for the players of the large services; else the frame itself.
fn provider(url: &Url, title: Option<String>) -> Option<Embed> {
    let host = url.host_str()?.trim_start_matches("www.").to_ascii_lowercase();
    let segments: Vec<&str> = url.path().split('/').filter(|s| !s.is_empty()).collect();
    let named = |target: String, name: &str| {
        Some(Embed { url: target, title: title.clone().unwrap_or_else(|| name.to_owned()), poster: None })
    };
    match host.as_str() {
        "youtube.com" | "youtube-nocookie.com" | "m.youtube.com" | "youtu.be" => {
            let id = match segments.as_slice() {
                ["embed" | "v" | "shorts" | "live", "videoseries", ..] => {
                    return named(url.to_string(), "YouTube");
                }
                ["embed" | "v" | "shorts" | "live", id, ..] => (*id).to_owned(),
                [id] if host == "youtu.be" => (*id).to_owned(),
                _ => query(url, "v")?,
            };
            Some(youtube(&id, title))
        }
        "player.vimeo.com" | "vimeo.com" => {
            let id = segments.iter().find(|s| s.bytes().all(|b| b.is_ascii_digit()))?;
            named(format!("https://vimeo.com/{id}"), "Vimeo")
        }
        "dailymotion.com" | "geo.dailymotion.com" => {
            let id = query(url, "video").or_else(|| segments.last().map(|s| (*s).to_owned()))?;
            named(format!("https://www.dailymotion.com/video/{id}"), "Dailymotion")
        }
        "platform.twitter.com" => {
            named(format!("https://twitter.com/i/status/{}", query(url, "id")?), "X (Twitter)")
        }
        "twitter.com" | "x.com" => named(url.to_string(), "X (Twitter)"),
        "instagram.com" => match segments.as_slice() {
            [kind @ ("p" | "reel" | "tv"), id, ..] => {
                named(format!("https://www.instagram.com/{kind}/{id}/"), "Instagram")
            }
            _ => None,
        },
        "facebook.com" => {
            let target = query(url, "href")?;
            let target = Url::parse(&target).ok().filter(|u| matches!(u.scheme(), "http" | "https"))?;
            named(target.into(), "Facebook")
        }
        "open.spotify.com" | "embed.spotify.com" => named(url.as_str().replacen("/embed", "", 1), "Spotify"),
        "w.soundcloud.com" => named(query(url, "url").filter(|u| u.starts_with("http"))?, "SoundCloud"),
        "t.me" => named(url.as_str().split('?').next().unwrap_or_default().to_owned(), "Telegram"),
        "tiktok.com" => named(format!("https://www.tiktok.com/video/{}", segments.last()?), "TikTok"),
        _ => named(url.to_string(), &host),
    }
}

fn youtube(id: &str, title: Option<String>) -> Embed {
    let id: String =
        id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(20).collect();
    Embed {
        url: format!("https://www.youtube.com/watch?v={id}"),
        title: title.filter(|t| t != "YouTube video player").unwrap_or_else(|| "YouTube".to_owned()),
        poster: Some(format!("https://i.ytimg.com/vi/{id}/hqdefault.jpg")),
    }
}

fn query(url: &Url, name: &str) -> Option<String> {
    url.query_pairs()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
        .filter(|v| !v.is_empty())
}

fn is_noise(url: &Url) -> bool {
    const NOISE: [&str; 26] = [
        "doubleclick.",
        "googlesyndication.",
        "googletagmanager.",
        "google.com/recaptcha",
        "recaptcha.net",
        "hcaptcha.com",
        "facebook.com/plugins/like",
        "facebook.com/plugins/page",
        "facebook.com/plugins/share",
        "disqus.com",
        "taboola.",
        "outbrain.",
        "amazon-adsystem.",
        "adnxs.",
        "criteo.",
        "accounts.google.",
        "login.",
        "newsletter",
        "subscribe",
        "mailchimp",
        "list-manage.com",
        "/ads/",
        "consent.",
        "privacy-mgmt",
        "substack.com/embed",
        "piano.io",
    ];
    let text = url.as_str().to_ascii_lowercase();
    NOISE.iter().any(|n| text.contains(n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn embed(html: &str) -> Option<Embed> {
        let document = Document::fragment(html);
        let node = document.select("iframe, video, audio, amp-youtube, lite-youtube, object").nodes()[0];
        let name = node.node_name().unwrap().to_string();
        read(&node, &name, &Url::parse("https://x.org/a/").unwrap())
    }

    #[test]
    fn players_become_links_to_the_page_a_person_would_open() {
        for (html, url, title) in [
            (
                "<iframe src='//www.youtube.com/embed/abc_-1?rel=0' title='A talk'></iframe>",
                "https://www.youtube.com/watch?v=abc_-1",
                "A talk",
            ),
            (
                "<iframe data-src='https://www.youtube-nocookie.com/embed/abc'></iframe>",
                "https://www.youtube.com/watch?v=abc",
                "YouTube",
            ),
            ("<lite-youtube videoid=abc></lite-youtube>", "https://www.youtube.com/watch?v=abc", "YouTube"),
            (
                "<iframe src='https://player.vimeo.com/video/123?h=1'></iframe>",
                "https://vimeo.com/123",
                "Vimeo",
            ),
            (
                "<iframe src='https://www.instagram.com/p/XyZ/embed/'></iframe>",
                "https://www.instagram.com/p/XyZ/",
                "Instagram",
            ),
            (
                "<iframe src='https://charts.example.org/1' title='Deaths a year'></iframe>",
                "https://charts.example.org/1",
                "Deaths a year",
            ),
            ("<video src=v.mp4 poster=p.jpg></video>", "https://x.org/a/v.mp4", "Video"),
            ("<audio><source src='/a.mp3'></audio>", "https://x.org/a.mp3", "Audio"),
        ] {
            let found = embed(html).unwrap();
            assert_eq!((found.url.as_str(), found.title.as_str()), (url, title), "{html}");
        }
        assert_eq!(
            embed("<video src=v.mp4 poster=p.jpg></video>").unwrap().poster.as_deref(),
            Some("https://x.org/a/p.jpg")
        );
    }

    #[test]
    fn advertisements_and_counters_are_no_embeds() {
        for html in [
            "<iframe src='https://ads.doubleclick.net/x'></iframe>",
            "<iframe src='https://x.org/c' width=1 height=1></iframe>",
            "<iframe src='javascript:alert(1)'></iframe>",
            "<iframe src='about:blank'></iframe>",
            "<iframe></iframe>",
            "<video></video>",
        ] {
            assert_eq!(embed(html), None, "{html}");
        }
    }
}
