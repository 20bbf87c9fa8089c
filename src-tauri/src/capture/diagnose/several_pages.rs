//! Articles that go on, or began, on another page.

use super::facts::Facts;
use super::sign::{Sign, Signs};
use crate::model::EvidencePlace as Place;

/// What says that the page is one of several of its article: the one after it, or else the one before.
pub(super) fn signs(facts: &Facts<'_>) -> Signs {
    let is_other = |target: &url::Url| {
        target.host_str() == facts.url.host_str()
            && (target.path() != facts.url.path() || target.query() != facts.url.query())
    };
    let path = |url: &url::Url| url.path().trim_end_matches('/').to_owned();
    let own = path(facts.url);
    let next = facts.survey.next_pages.iter().map(String::as_str).chain(facts.survey.link("next"));
    let follows = |target: &url::Url| {
        is_other(target) && !own.is_empty() && is_page_of(&own, &path(target), target.query())
    };
    // The last page has none after it, but is one of several all the same.
    let precedes = |target: &url::Url| {
        let before = path(target);
        is_other(target) && !before.is_empty() && is_page_of(&before, &own, facts.url.query())
    };
    let join = |href: &str| facts.base.join(href).ok();
    let after = next.filter_map(join).find(follows);
    let before = || facts.survey.link("prev").and_then(join).filter(precedes);
    after.or_else(before).map(|page| Sign::new(Place::Link, page)).into_iter().collect()
}

/// Whether a path is a further page of another: `/story/2`, `/story?page=2`, `/story,2`, `/story-2.html`.
fn is_page_of(own: &str, path: &str, query: Option<&str>) -> bool {
    let page_query = || {
        query.is_some_and(|q| {
            q.split('&').any(|pair| matches!(pair.split_once('='), Some(("page" | "p" | "pg" | "seite" | "pagina" | "s", n)) if n.parse::<u32>().is_ok()))
        })
    };
    if path == own {
        return page_query();
    }
    let stem = |p: &str| {
        let p = p
            .strip_suffix(".html")
            .or_else(|| p.strip_suffix(".htm"))
            .or_else(|| p.strip_suffix(".php"))
            .unwrap_or(p);
        let p = p.strip_suffix("/index").unwrap_or(p);
        p.to_owned()
    };
    let (own, path) = (stem(own), stem(path));
    let without_number = |p: &str| {
        p.trim_end_matches(|c: char| c.is_ascii_digit())
            .trim_end_matches(['/', '-', ',', '_'])
            .trim_end_matches("page")
            .trim_end_matches("seite")
            .trim_end_matches(['/', '-', ',', '_'])
            .to_owned()
    };
    let numbered = path.ends_with(|c: char| c.is_ascii_digit());
    let added = path.strip_prefix(own.as_str()).is_some_and(|rest| {
        let rest = rest
            .trim_start_matches(['/', '-', ',', '_'])
            .trim_start_matches("page")
            .trim_start_matches("seite")
            .trim_start_matches(['/', '-', ',', '_']);
        !rest.is_empty() && rest.len() <= 2 && rest.bytes().all(|b| b.is_ascii_digit())
    });
    let last = |p: &str| p.rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|n| n.parse::<u32>().ok());
    let follows = numbered
        && without_number(&own) == without_number(&path)
        && matches!((last(&own), last(&path)), (Some(a), Some(b)) if b == a + 1 && b < 60);
    added || follows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_pages_are_told_from_other_stories() {
        for (own, path, query, expected) in [
            ("/story", "/story/2", None, true),
            ("/story", "/story", Some("page=2"), true),
            ("/story.html", "/story-2.html", None, true),
            ("/story", "/story/page/2", None, true),
            ("/story/2", "/story/3", None, true),
            ("/story", "/other-story", None, false),
            ("/2018/story-100", "/2018/story-200", None, false),
            ("/story", "/story/comments", None, false),
            ("/news/41234", "/news/41235", None, false),
        ] {
            assert_eq!(
                is_page_of(own.trim_end_matches('/'), path, query),
                expected,
                "{own} {path} {query:?}"
            );
        }
    }
}
