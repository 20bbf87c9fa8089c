//! Where an article goes on, and in what other forms it can be had.
//!
//! Arc90's Readability and its descendants add up points for a link's words, place and address, and take what has most.
//! Points mistake the next story for the next page. Here an address must be a further page of the same article
//! ([`address`]), and the link must be called so ([`words`]), or be declared as such.

mod address;
mod words;

use dom_query::{Document, NodeRef};
use url::Url;

use self::address::Address;
use self::words::{Called, called};
use super::extract::dom;
use crate::model::{Alternate, Onward, Part};

/// Links of a page that are looked at.
const MAX_LINKS: usize = 5_000;

/// Alternates of each kind that are told.
const MAX_ALTERNATES: usize = 4;

/// Reads a page's links to further pages and other forms of its article.
pub(super) fn onward(document: &Document, url: &Url, base: &Url) -> Onward {
    let Some(own) = Address::of(url) else { return Onward::default() };
    let mut reading = Reading {
        url,
        base,
        own,
        next: None,
        earliest: None,
        onward: Onward { number: 1, ..Onward::default() },
    };
    let mut links = 0;
    dom::walk(document.root(), |node, _| {
        if links >= MAX_LINKS {
            return false;
        }
        if node.has_name("link") {
            reading.declared(node);
        } else if node.has_name("a") {
            links += 1;
            reading.link(node);
        }
        !is_of_others(node)
    });
    reading.onward.next = reading.next.map(|(url, _)| url.into());
    reading.onward.first = reading.earliest.map(|(url, _)| url.into());
    reading.onward
}

/// Whether links inside are pages of something else: of the comments, of a list of stories.
fn is_of_others(node: &NodeRef<'_>) -> bool {
    let names = dom::class_and_id(node);
    !names.is_empty()
        && !node.has_name("body")
        && ["comment", "disqus", "related", "recommend"].iter().any(|name| {
            let ends = |n: &str| n.strip_suffix('s').is_some_and(|n| n.ends_with(name));
            names.split_ascii_whitespace().any(|n| n.starts_with(name) || ends(n))
        })
}

struct Reading<'a> {
    url: &'a Url,
    base: &'a Url,
    own: Address,
    /// The next page and how sure it is.
    next: Option<(Url, u8)>,
    /// The earliest page before this one and its number.
    earliest: Option<(Url, u32)>,
    onward: Onward,
}

impl Reading<'_> {
    fn declared(&mut self, link: &NodeRef<'_>) {
        let (Some(rel), Some(href)) = (dom::attr(link, "rel"), dom::attr(link, "href")) else { return };
        for rel in rel.to_ascii_lowercase().split_ascii_whitespace() {
            match rel {
                "next" => self.page(&href, None, 3),
                "prev" | "previous" | "first" => self.page(&href, None, 0),
                "amphtml" => self.alternate(&href, Part::Amp),
                "alternate"
                    if dom::attr(link, "media").is_some_and(|media| media.eq_ignore_ascii_case("print")) =>
                {
                    self.alternate(&href, Part::Print);
                }
                _ => {}
            }
        }
    }

    fn link(&mut self, link: &NodeRef<'_>) {
        let Some(href) = dom::attr(link, "href").filter(|href| !href.starts_with('#')) else { return };
        let rel = dom::attr(link, "rel").unwrap_or_default().to_ascii_lowercase();
        if rel.split_ascii_whitespace().any(|rel| rel == "next") {
            return self.page(&href, None, 3);
        }
        let label = |name: &str| dom::attr(link, name);
        let text = dom::text(link);
        let name =
            called(&text).or_else(|| called(&label("aria-label")?)).or_else(|| called(&label("title")?));
        match name {
            Some(Called::Next) => self.page(&href, None, 2),
            Some(Called::Number(number)) => self.page(&href, Some(number), 2),
            Some(Called::Single) if self.is_own(&href) => self.alternate(&href, Part::Single),
            Some(Called::Print) if self.is_own(&href) => self.alternate(&href, Part::Print),
            None if dom::class_and_id(link).split_ascii_whitespace().any(|name| name == "next-page") => {
                self.page(&href, None, 1);
            }
            // The first page has to lead back here, so its address is enough.
            _ if self.own.may_be_later() => self.earlier(&href),
            _ => {}
        }
    }

    /// Takes a link for an earlier page of the article, if its address says so.
    fn earlier(&mut self, href: &str) {
        let Some(target) = self.target(href) else { return };
        let pages = Address::of(&target).and_then(|target| self.own.page(&target));
        if let Some((own, page)) = pages.filter(|(own, page)| page < own) {
            self.onward.number = self.onward.number.max(own);
            self.before(target, page);
        }
    }

    fn before(&mut self, target: Url, page: u32) {
        if self.earliest.as_ref().is_none_or(|(_, other)| page < *other) {
            self.earliest = Some((target, page));
        }
    }

    /// Takes a link for a page of the article, if its address says so, too; `called` is the number it is called by.
    fn page(&mut self, href: &str, called: Option<u32>, sure: u8) {
        let Some(target) = self.target(href) else { return };
        let Some((own, page)) = Address::of(&target).and_then(|target| self.own.page(&target)) else {
            return;
        };
        // Called by another number than it has: a link to a story with a number in its address.
        if called.is_some_and(|called| called != page && called != page + 1) {
            return;
        }
        let page = called.unwrap_or(page);
        if sure > 0 && called.is_none() && page != own + 1 {
            return;
        }
        self.onward.number = self.onward.number.max(own);
        self.onward.total = self.onward.total.max(Some(page.max(own)));
        if page < own {
            return self.before(target, page);
        }
        let surer = self.next.as_ref().is_none_or(|(_, other)| *other < sure);
        if page == own + 1 && sure > 0 && surer {
            self.next = Some((target, sure));
        }
    }

    fn alternate(&mut self, href: &str, part: Part) {
        let same = |alternate: &&Alternate| alternate.part == part;
        let Some(url) = self.base.join(href).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
        else {
            return;
        };
        let known = self.onward.alternates.iter().any(|alternate| alternate.url == url.as_str());
        if url != *self.url && !known && self.onward.alternates.iter().filter(same).count() < MAX_ALTERNATES {
            self.onward.alternates.push(Alternate { url: url.into(), part });
        }
    }

    /// An address on the page's own host.
    fn target(&self, href: &str) -> Option<Url> {
        let mut target = self.base.join(href).ok()?;
        target.set_fragment(None);
        let own = matches!(target.scheme(), "http" | "https") && target.host_str() == self.url.host_str();
        (own && target != *self.url).then_some(target)
    }

    /// Whether an address is of this very article: it goes on from its own, or carries its name or number.
    fn is_own(&self, href: &str) -> bool {
        let Some(target) = self.target(href) else { return false };
        let own = self.url.path().trim_end_matches('/');
        let last = own.rsplit('/').next().unwrap_or_default();
        let last = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
        let numbers = |text: &str| -> Vec<String> {
            let parts = text.split(|c: char| !c.is_ascii_digit());
            parts.filter(|part| part.len() >= 5).map(str::to_owned).collect()
        };
        let theirs = numbers(target.as_str());
        let numbered = numbers(self.url.as_str()).iter().any(|number| theirs.contains(number));
        own.len() > 1
            && (target.path().starts_with(own)
                || (last.len() >= 6 && target.as_str().contains(last))
                || numbered)
    }
}

#[cfg(test)]
mod tests;
