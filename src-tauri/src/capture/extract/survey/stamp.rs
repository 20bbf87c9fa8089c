//! Short texts with digits in them, from which the article's dateline is chosen.

use dom_query::NodeRef;

use super::{Place, Survey};
use crate::capture::extract::dom::class_and_id;
use crate::capture::extract::text::spaced;

/// A text that may be a dateline.
#[derive(Debug, Clone, Default)]
pub(in crate::capture) struct Stamp {
    /// The text, with what stands around it as long as that is short: its label may be an element of its own.
    pub text: String,
    /// The short text before it, its label where that is an element of its own.
    pub before: String,
    /// Whether a class or id around it says that it is a date.
    pub marked: bool,
    /// Whether a class or id around it says that it is of the article.
    pub of_article: bool,
    /// Where it stands.
    pub place: Place,
}

/// Longest text that is looked at, in characters.
const MAX_CHARS: usize = 160;
/// Longest text of an element that is taken with its neighbours.
const LINE_CHARS: usize = 100;
/// Stamps kept of one page.
const MAX_STAMPS: usize = 150;
/// Texts whose surroundings are looked at: that costs more than the text itself.
const MAX_TRIED: usize = 600;

impl Survey {
    /// Notes a text node when it may be part of a dateline.
    pub(super) fn stamp(&mut self, node: &NodeRef<'_>, chars: usize) {
        if !(4..=MAX_CHARS).contains(&chars)
            || self.stamps.len() >= MAX_STAMPS
            || self.stamps_tried >= MAX_TRIED
        {
            return;
        }
        let own = node.text();
        if !own.chars().any(char::is_numeric)
            || (chars > 40 && own.chars().filter(|c| c.is_numeric()).count() < 4)
        {
            return;
        }
        self.stamps_tried += 1;
        if in_teaser(node, chars) || in_caption(node) {
            return;
        }
        let mut line = *node;
        let (mut marked, mut of_article) = (false, false);
        for around in node.ancestors_it(Some(3)) {
            if around.normalized_char_count() > LINE_CHARS {
                break;
            }
            let names = class_and_id(&around);
            let named = |wanted: &[&str]| wanted.iter().any(|n| names.contains(n));
            marked |= named(&["date", "time", "publish", "posted", "stamp", "datum", "fecha", "tarih"]);
            of_article |=
                named(&["publish", "posted", "post-", "entry", "article", "story", "byline", "news"]);
            line = around;
        }
        let text = spaced(&line);
        if self.stamps.last().is_none_or(|last| last.text != text) {
            self.stamps.push(Stamp {
                text,
                before: text_before(&line),
                marked,
                of_article,
                place: self.place,
            });
        }
    }
}

/// Whether a text stands under a picture: its date is the picture's.
fn in_caption(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(Some(4)).any(|around| {
        around.has_name("figure")
            || around.has_name("figcaption")
            || class_and_id(&around).contains("caption")
    }) || node.parent().is_some_and(|parent| {
        let before = parent.prev_element_sibling();
        before.is_some_and(|b| {
            b.has_name("img")
                || b.has_name("picture")
                || b.element_children().iter().any(|c| c.has_name("img"))
        })
    })
}

/// Whether a text is part of a link that says more than it: then it is of another story.
pub(super) fn in_teaser(node: &NodeRef<'_>, chars: usize) -> bool {
    const MORE: usize = 12;
    node.ancestors_it(Some(5))
        .find(|a| a.has_name("a"))
        .is_some_and(|link| link.normalized_char_count() > chars + MORE)
}

/// The text just before an element: its siblings', or its parent's when it stands first there; only while that is short.
pub(super) fn text_before(node: &NodeRef<'_>) -> String {
    const MAX_CHARS: usize = 60;
    std::iter::once(*node)
        .chain(node.ancestors_it(Some(2)))
        .find_map(text_sibling_before)
        .filter(|n| n.normalized_char_count() <= MAX_CHARS)
        .map(|n| spaced(&n))
        .unwrap_or_default()
}

fn text_sibling_before(node: NodeRef<'_>) -> Option<NodeRef<'_>> {
    std::iter::successors(node.prev_sibling(), NodeRef::prev_sibling).find(|s| s.normalized_char_count() > 0)
}
