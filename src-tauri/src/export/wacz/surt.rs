//! Keys by which URLs are sorted and looked up: "Sort-friendly URI Reordering Transform".

use url::Url;

/// The key of a URL: host backwards, without `www.`, in lower case, arguments in order.
///
/// Source: `getSurt` of Webrecorder's warcio.js, by which ReplayWeb.page looks URLs up.
pub(super) fn key(url: &str) -> String {
    let lower = url.to_lowercase();
    let Some(rest) = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")) else {
        return url.to_owned();
    };
    let scheme = &lower[..lower.len() - rest.len()];
    let Ok(parsed) = Url::parse(&format!("{scheme}{}", without_www(rest))) else { return url.to_owned() };
    let host: Vec<&str> = parsed.host_str().unwrap_or_default().split('.').rev().collect();
    let port = parsed.port().map(|port| format!(":{port}")).unwrap_or_default();
    let query = parsed.query().filter(|query| !query.is_empty()).map(|query| {
        let mut arguments: Vec<&str> = query.split('&').collect();
        arguments.sort_unstable();
        format!("?{}", arguments.join("&"))
    });
    format!("{}{port}){}{}", host.join(","), parsed.path(), query.unwrap_or_default())
}

/// What follows `www.`, `www2.` and the like.
fn without_www(rest: &str) -> &str {
    rest.strip_prefix("www")
        .map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()))
        .and_then(|rest| rest.strip_prefix('.'))
        .unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn keys_are_those_that_replay_tools_look_up() {
        for (url, expected) in [
            ("https://www.example.org/News/Story?b=2&a=1", "org,example)/news/story?a=1&b=2"),
            ("http://www2.example.co.uk:8080/a/", "uk,co,example:8080)/a/"),
            ("https://example.org", "org,example)/"),
            ("https://www.org/", "org)/"),
            ("https://example.org/a?", "org,example)/a"),
            ("https://example.org/%D8%A2%D8%A8", "org,example)/%d8%a2%d8%a8"),
            ("urn:page:1", "urn:page:1"),
        ] {
            assert_eq!(key(url), expected, "{url}");
        }
    }
}
