//! Times that a page marks up.

use dom_query::NodeRef;

use super::{Place, Survey, stamp};
use crate::capture::extract::dom::{attr, text};

/// Times that are kept: looking around each costs more than the time itself.
const MAX_TIMES: usize = 60;

/// A date on the page.
#[derive(Debug, Clone)]
pub(in crate::capture) struct Time {
    /// `datetime`, `content` or the text.
    pub value: String,
    /// What it is said to be.
    pub role: TimeRole,
    /// The words before it in the same line, its label.
    pub before: String,
    /// Where it stands.
    pub place: Place,
}

/// What a date is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::capture) enum TimeRole {
    Published,
    Modified,
    Unknown,
}

impl Survey {
    /// A `<time>` element.
    pub(super) fn time(
        &mut self,
        node: &NodeRef<'_>,
        itemprop: Option<&str>,
        class: &str,
        datetime: Option<&str>,
        pubdate: bool,
    ) {
        if itemprop.is_some_and(|p| p.contains("date")) || self.times.len() >= MAX_TIMES {
            return;
        }
        let class = class.to_ascii_lowercase();
        let role = if class.contains("modif") || class.contains("updat") {
            TimeRole::Modified
        } else if pubdate
            || class.contains("publish")
            || class.contains("entry-date")
            || class.contains("pubdate")
        {
            TimeRole::Published
        } else {
            TimeRole::Unknown
        };
        let value = datetime.filter(|d| !d.is_empty()).map_or_else(|| text(node), str::to_owned);
        if value.is_empty() {
            return;
        }
        let mut place = self.place;
        place.aside |= stamp::in_teaser(node, node.normalized_char_count());
        self.push_time(Time { value, role, before: stamp::text_before(node), place });
    }

    /// Dates as microformats give them: an element of a class with the date in an attribute.
    pub(super) fn microformat(&mut self, node: &NodeRef<'_>, tag: &str, class: &str) {
        let is = |names: &[&str]| class.split_ascii_whitespace().any(|c| names.contains(&c));
        let role = match () {
            () if tag == "time" => return,
            () if is(&["published", "dt-published", "entry-date"]) => TimeRole::Published,
            () if is(&["updated", "dt-updated"]) => TimeRole::Modified,
            () => return,
        };
        if let Some(value) = ["datetime", "title", "content"].iter().find_map(|name| attr(node, name)) {
            self.push_time(Time { value, role, before: String::new(), place: self.place });
        }
    }

    pub(super) fn push_time(&mut self, time: Time) {
        if !time.value.is_empty() && self.times.len() < MAX_TIMES {
            self.times.push(time);
        }
    }
}
