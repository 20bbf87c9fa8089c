//! The places of a page that name its authors.

use dom_query::NodeRef;

use super::{Byline, Survey, Time, TimeRole};
use crate::capture::extract::dom::{attr, text};
use crate::capture::extract::text::spaced;

/// Bylines kept of one page.
const MAX_BYLINES: usize = 200;
/// Longest line that is taken for a byline, in characters.
const MAX_LINE: usize = 100;

/// Whether a text begins with a word that bylines begin with.
fn begins_byline(text: &str) -> bool {
    const GLUED: [&str; 9] = ["文／", "文/", "作者：", "作者:", "記者", "记者", "文：", "文・", "撰文"];
    const FIRST: [&str; 35] = [
        "by",
        "von",
        "par",
        "por",
        "di",
        "door",
        "av",
        "af",
        "przez",
        "oleh",
        "tekst",
        "text",
        "texte",
        "author",
        "autor",
        "autorin",
        "autorin/autor",
        "autor/in",
        "auteur",
        "autore",
        "autora",
        "автор",
        "текст",
        "نویسنده",
        "نوشته",
        "خبرنگار",
        "بقلم",
        "كتب",
        "کتب",
        "yazan",
        "muhabir",
        "kirjoittaja",
        "szerző",
        "συντάκτης",
        "written",
    ];
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default().trim_end_matches([':', '：']).to_lowercase();
    FIRST.contains(&first.as_str())
        // Koreans put the role after the name.
        || words.next().is_some_and(|word| matches!(word, "기자" | "특파원"))
        || GLUED.iter().any(|prefix| text.trim_start().starts_with(prefix))
}

impl Survey {
    pub(super) fn relation(&mut self, node: &NodeRef<'_>, rel: &str) {
        let rel = rel.to_ascii_lowercase();
        if rel.split_ascii_whitespace().any(|r| r == "author") {
            self.byline(text(node), 0);
        }
    }

    pub(super) fn itemprop(&mut self, node: &NodeRef<'_>, itemprop: &str, content: Option<&str>) {
        for property in itemprop.split_ascii_whitespace() {
            match property {
                "author" | "creator" => {
                    let name = node.descendants_it().find(|n| attr(n, "itemprop").as_deref() == Some("name"));
                    self.byline(
                        name.map_or_else(|| content.map_or_else(|| text(node), str::to_owned), |n| text(&n)),
                        0,
                    );
                }
                "datePublished" | "dateModified" => {
                    let role =
                        if property == "datePublished" { TimeRole::Published } else { TimeRole::Modified };
                    let value = content.map_or_else(|| text(node), str::to_owned);
                    self.push_time(Time { value, role, before: String::new(), place: self.place });
                }
                _ => {}
            }
        }
    }

    /// Elements whose class says that they are a byline.
    pub(super) fn byline_class(&mut self, node: &NodeRef<'_>, class: &str) {
        if !(class.contains("author") || class.contains("byline") || class.contains("writer")) {
            return;
        }
        let exact = class.split_ascii_whitespace().any(|w| {
            matches!(
                w,
                "byline"
                    | "author"
                    | "author-name"
                    | "byline-name"
                    | "author__name"
                    | "p-author"
                    | "byline__name"
            )
        });
        if node.normalized_char_count() < 200 {
            self.byline(spaced(node), if exact { 1 } else { 2 });
        }
    }

    /// Links to the page of an author, as their path says.
    pub(super) fn author_link(&mut self, node: &NodeRef<'_>, href: &str) {
        const FOLDERS: [&str; 26] = [
            "author",
            "authors",
            "autor",
            "autoren",
            "autores",
            "auteur",
            "auteurs",
            "autore",
            "autori",
            "redaktion",
            "reporter",
            "reporters",
            "journalist",
            "journalists",
            "journaliste",
            "journalistes",
            "writer",
            "writers",
            "contributor",
            "contributors",
            "columnist",
            "columnists",
            "yazar",
            "yazarlar",
            "byline",
            "skribent",
        ];
        let path = href.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        let mut segments = path.trim_end_matches('/').rsplit('/');
        let last = segments.next().unwrap_or_default();
        if !last.is_empty()
            && segments.any(|segment| FOLDERS.contains(&segment))
            && node.normalized_char_count() < 60
        {
            self.byline(text(node), 1);
        }
    }

    /// A line that begins as bylines do.
    pub(super) fn byline_text(&mut self, node: &NodeRef<'_>, chars: usize) {
        if !(2..=MAX_LINE).contains(&chars)
            || self.bylines.len() >= MAX_BYLINES
            || !begins_byline(&node.text())
        {
            return;
        }
        let lines = std::iter::once(*node).chain(node.ancestors_it(Some(2)));
        if let Some(line) = lines.take_while(|n| n.normalized_char_count() <= MAX_LINE).last() {
            self.byline(spaced(&line), 3);
        }
    }

    /// A short paragraph that is nothing but a name set in bold or italics: at the head of the article, or set to the right
    /// at its end.
    pub(super) fn signature(&mut self, node: &NodeRef<'_>) {
        let chars = node.normalized_char_count();
        if !(4..=40).contains(&chars) {
            return;
        }
        let set_off = node.element_children().into_iter().any(|child| {
            ["strong", "b", "em", "i"].iter().any(|n| child.has_name(n))
                && child.normalized_char_count() == chars
        });
        let right = attr(node, "style").is_some_and(|s| s.replace(' ', "").contains("text-align:right"))
            || attr(node, "align").as_deref() == Some("right");
        if set_off && (right || self.paragraphs < 3) {
            self.byline(text(node), 4);
        }
    }

    pub(super) fn byline(&mut self, text: String, rank: u8) {
        if !text.is_empty() && text.chars().count() < 200 && self.bylines.len() < MAX_BYLINES {
            self.bylines.push(Byline { text, rank, place: self.place });
        }
    }
}
