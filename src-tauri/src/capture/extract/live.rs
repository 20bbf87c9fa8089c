//! Live blogs: entries that stand side by side, each with its time.
//!
//! A page is one when it says so (schema.org `LiveBlogPosting`) or names the element around the entries so. Entries are
//! elements of one kind under one parent that each have a `<time>` and text.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use super::{JsonLd, dom, prose};

/// Fewer entries are no live blog.
const MIN_ENTRIES: usize = 3;

/// Weight of text that an entry has at least.
const MIN_TEXT: usize = 40;

/// Elements between an entry and its time.
const TIME_DEPTH: usize = 5;

/// The entries of a live blog.
#[derive(Debug, Default)]
pub(in crate::capture) struct Live {
    entries: HashSet<NodeId>,
    /// The element around them and what introduces them, such as the key points.
    around: Option<NodeId>,
}

impl Live {
    /// Finds the entries and puts the time of each into its heading.
    pub fn settle(document: &Document, data: &JsonLd) -> Self {
        let declared = data.of_type("LiveBlogPosting").next().is_some();
        let Some(entries) = entries(document, declared) else { return Self::default() };
        let times: Vec<Option<Time>> = entries.iter().map(Time::of).collect();
        let days: HashSet<&str> = times.iter().flatten().filter_map(Time::day).collect();
        for (entry, time) in entries.iter().zip(&times) {
            if let Some(time) = time {
                time.put_into_heading(entry, days.len() > 1);
            }
        }
        let parent = entries.first().and_then(NodeRef::parent);
        let around = parent.and_then(|parent| parent.parent()).filter(|node| !node.has_name("html"));
        Self { entries: entries.iter().map(|entry| entry.id).collect(), around: around.map(|node| node.id) }
    }

    /// Whether there are entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether a node stands in an entry.
    pub fn has_entry_with(&self, node: &NodeRef<'_>) -> bool {
        self.entries.contains(&node.id)
            || node.ancestors_it(None).any(|above| self.entries.contains(&above.id))
    }

    /// Whether a node stands in what is around the entries.
    pub fn is_beside(&self, node: &NodeRef<'_>) -> bool {
        node.ancestors_it(None).any(|above| Some(above.id) == self.around)
    }
}

/// The largest group of siblings that are entries, by their text.
fn entries<'a>(document: &'a Document, declared: bool) -> Option<Vec<NodeRef<'a>>> {
    let mut tried = HashSet::new();
    let mut best: Option<(usize, Vec<NodeRef<'a>>)> = None;
    for time in document.select("time").nodes() {
        for entry in time.ancestors_it(Some(TIME_DEPTH)) {
            let Some(parent) = entry.parent().filter(|parent| tried.insert(parent.id)) else { continue };
            let group = group(&parent, entry.node_name().as_deref().unwrap_or_default());
            let weight: usize = group.iter().map(|entry| prose::weight(&entry.text())).sum();
            let more = best.as_ref().is_none_or(|(other, _)| weight > *other);
            if group.len() >= MIN_ENTRIES && more && is_live(&parent, &group, declared) {
                best = Some((weight, group));
            }
        }
    }
    best.map(|(_, group)| group)
}

/// The children of this name that have a time of their own and text besides.
fn group<'a>(parent: &NodeRef<'a>, name: &str) -> Vec<NodeRef<'a>> {
    let is_entry = |child: &NodeRef<'a>| {
        child.has_name(name) && time_of(child).is_some() && prose::weight(&child.text()) >= MIN_TEXT
    };
    parent.children_it(false).filter(is_entry).collect()
}

fn time_of<'a>(entry: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    entry.descendants_it().take(200).find(|node| node.has_name("time"))
}

/// Whether a page's own words, or those of the element and those around it, say that these are the entries of a live blog.
fn is_live(parent: &NodeRef<'_>, group: &[NodeRef<'_>], declared: bool) -> bool {
    const OTHERS: [&str; 5] = ["comment", "related", "teaser", "sidebar", "recommend"];
    let names = |node: &NodeRef<'_>| dom::class_and_id(node);
    let above: Vec<String> =
        std::iter::once(names(parent)).chain(parent.ancestors_it(Some(3)).map(|n| names(&n))).collect();
    let own: Vec<String> = group.iter().take(2).map(names).collect();
    let said = |words: &[&str]| {
        let has = |names: &String| {
            words.iter().any(|word| names.split(['-', '_', ' ']).any(|name| name.starts_with(word)))
        };
        above.iter().chain(&own).any(has)
    };
    let item = |node: &NodeRef<'_>| dom::attr(node, "itemprop").is_some_and(|prop| prop == "liveBlogUpdate");
    !said(&OTHERS)
        && (declared
            || group.iter().any(item)
            || said(&["liveblog", "live", "liveticker", "ticker", "minute"]))
}

/// The time of an entry.
struct Time {
    node: NodeId,
    /// What the page shows.
    shown: String,
    /// What the machine reads.
    datetime: Option<String>,
}

impl Time {
    fn of(entry: &NodeRef<'_>) -> Option<Self> {
        let node = time_of(entry)?;
        Some(Self { node: node.id, shown: dom::text(&node), datetime: dom::attr(&node, "datetime") })
    }

    /// The day, as `2026-01-24`.
    fn day(&self) -> Option<&str> {
        let day = self.datetime.as_deref()?.get(..10)?;
        day.bytes()
            .enumerate()
            .all(|(at, b)| if matches!(at, 4 | 7) { b == b'-' } else { b.is_ascii_digit() })
            .then_some(day)
    }

    /// What a reader in twenty years can use: the page's own words, unless they count from the day they were read.
    fn words(&self, several_days: bool) -> Option<String> {
        let clock = self.shown.contains(':') || self.shown.contains('.') && self.shown.chars().count() <= 8;
        let absolute = clock || (self.shown.chars().filter(|c| c.is_numeric()).count() >= 3);
        if absolute && (!several_days || self.shown.chars().count() > 8) {
            return Some(self.shown.clone());
        }
        let Some(day) = self.day() else { return absolute.then(|| self.shown.clone()) };
        let clock = self.datetime.as_deref().and_then(|datetime| datetime.get(11..16)).unwrap_or_default();
        Some(format!("{day} {clock}").trim().to_owned())
    }

    fn put_into_heading(&self, entry: &NodeRef<'_>, several_days: bool) {
        let Some(words) = self.words(several_days) else { return };
        let Some(node) = entry.tree.get(&self.node) else { return };
        let levels = ["h2", "h3", "h4", "h5", "h6"];
        let heading = entry.descendants_it().find(|node| levels.iter().any(|level| node.has_name(level)));
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        let datetime = self.datetime.as_deref().map(|time| format!(" datetime=\"{}\"", escaped(time)));
        let time = format!("<time{}>{}</time>", datetime.unwrap_or_default(), escaped(&words));
        match heading {
            Some(heading) if dom::text(&heading).starts_with(&self.shown) && !self.shown.is_empty() => return,
            Some(heading) => heading.prepend_html(format!("{time} · ")),
            None => entry.prepend_html(format!("<h3>{time}</h3>")),
        }
        node.remove_from_parent();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The mast measured gusts of 58 knots in the past half hour, after 81 knots at noon.";

    fn entry(datetime: &str, shown: &str, heading: &str) -> String {
        format!("<div class=e><p><time datetime='{datetime}'>{shown}</time></p>{heading}<p>{TEXT}</p></div>")
    }

    fn settle(html: String) -> (Document, Live) {
        let document = Document::from(html);
        let live = Live::settle(&document, &JsonLd::read(&[]));
        (document, live)
    }

    #[test]
    fn the_time_of_each_entry_stands_in_its_heading() {
        let entries = entry("2026-01-24T16:42:00Z", "16:42", "<h3>Wind falls</h3>")
            + &entry("2026-01-24T15:00:00Z", "2 hours ago", "")
            + &entry("2026-01-24T14:00:00Z", "14:00", "<h3>14:00 Shelters open</h3>");
        let (document, live) = settle(format!("<main><div class=live-posts>{entries}</div></main>"));
        let headings: Vec<String> = document.select("h3").iter().map(|h| h.text().to_string()).collect();
        assert_eq!(headings, ["16:42 · Wind falls", "2026-01-24 15:00", "14:00 Shelters open"]);
        assert!(document.select("p").nodes().iter().all(|p| live.has_entry_with(p)));
    }

    #[test]
    fn over_several_days_each_time_has_its_day() {
        let entries = entry("2026-01-25T00:10:00Z", "00:10", "<h3>Calm</h3>")
            + &entry("2026-01-24T23:50:00Z", "23:50", "<h3>Wind</h3>")
            + &entry("2026-01-24T20:00:00Z", "20:00", "<h3>Gale</h3>");
        let (document, _) = settle(format!("<main><div id=liveblog>{entries}</div></main>"));
        assert_eq!(document.select("h3").iter().next().unwrap().text().as_ref(), "2026-01-25 00:10 · Calm");
    }

    #[test]
    fn comments_and_lists_of_stories_are_no_entries() {
        let entries = entry("2026-01-24T16:42:00Z", "16:42", "").repeat(4);
        for names in ["class=comments", "class=news-list", "class='live-comment-list'"] {
            let (document, live) = settle(format!("<main><div {names}>{entries}</div></main>"));
            assert!(live.is_empty() && document.select("h3").length() == 0, "{names}");
        }
    }
}
