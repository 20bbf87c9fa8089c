//! What a reader finds on a page as a list of facts, so that a clean copy can be compared with the copy a person would want.
//!
//! A fact is of a class and has a key: a heading's is its level and text, a picture's its address, a cell's its row, column and
//! text. Facts are compared as multisets: what is expected and not there is missing, what is there and not expected is extra.

use std::collections::BTreeMap;

use dom_query::{Document, NodeRef};
use url::Url;

/// The classes of facts, in the order of the table.
pub const CLASSES: [&str; 16] = [
    "paragraphs",
    "headings",
    "pictures",
    "captions",
    "tables",
    "quotes",
    "lists",
    "terms",
    "code",
    "links",
    "embeds",
    "footnotes",
    "equations",
    "emphasis",
    "ruby",
    "direction",
];

/// A fact: the place of its class in [`CLASSES`], and its key.
type Fact = (usize, String);

/// Missing and extra facts of one class, and how many were found.
#[derive(Debug, Default, Clone)]
pub struct Count {
    /// Facts that both copies have.
    pub found: usize,
    /// Keys of facts that only the expected copy has.
    pub missing: Vec<String>,
    /// Keys of facts that only the other copy has.
    pub extra: Vec<String>,
}

impl Count {
    /// Facts of this class that were found among those expected; 1 where none was.
    pub fn recall(&self) -> f64 {
        share(self.found, self.missing.len())
    }

    /// Facts of this class that were expected among those there; 1 where none is.
    pub fn precision(&self) -> f64 {
        share(self.found, self.extra.len())
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        share(2 * self.found, self.missing.len() + self.extra.len())
    }

    /// Adds the facts of another page.
    pub fn add(&mut self, other: &Self) {
        self.found += other.found;
        self.missing.extend(other.missing.iter().cloned());
        self.extra.extend(other.extra.iter().cloned());
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of facts are small")]
fn share(good: usize, bad: usize) -> f64 {
    if good + bad == 0 { 1.0 } else { good as f64 / (good + bad) as f64 }
}

/// A page's counts, one a class of [`CLASSES`].
#[derive(Debug, Clone)]
pub struct Score {
    /// The counts, in the order of the classes.
    pub classes: Vec<Count>,
    /// Facts found that stand in another order than expected.
    pub out_of_order: usize,
}

impl Score {
    /// Compares a copy with the expected one.
    pub fn of(expected: &Copy<'_>, found: &Copy<'_>) -> Self {
        let (expected, found) = (expected.facts(), found.facts());
        let mut classes = vec![Count::default(); CLASSES.len()];
        let mut left: BTreeMap<&Fact, usize> = BTreeMap::new();
        for fact in &found {
            *left.entry(fact).or_default() += 1;
        }
        let mut shared: BTreeMap<&Fact, usize> = BTreeMap::new();
        for fact in &expected {
            match left.get_mut(fact) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    *shared.entry(fact).or_default() += 1;
                    classes[fact.0].found += 1;
                }
                _ => classes[fact.0].missing.push(fact.1.clone()),
            }
        }
        for ((class, key), count) in left {
            // A direction is only expected where a block needs one.
            if CLASSES[*class] != "direction" {
                classes[*class].extra.extend(std::iter::repeat_n(key.clone(), count));
            }
        }
        let once = |facts: &[Fact]| {
            facts.iter().filter(|f| f.0 < 7 && shared.get(f) == Some(&1)).cloned().collect::<Vec<_>>()
        };
        let (a, b) = (once(&expected), once(&found));
        Self { classes, out_of_order: a.len() - longest_common(&a, &b) }
    }

    /// All classes as one.
    pub fn sum(&self) -> Count {
        let mut sum = Count::default();
        self.classes.iter().for_each(|count| sum.add(count));
        sum
    }
}

/// Length of the longest common subsequence.
fn longest_common(a: &[Fact], b: &[Fact]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

/// A copy of an article as HTML.
pub struct Copy<'a> {
    /// The HTML.
    pub html: &'a str,
    /// What relative addresses are resolved against.
    pub base: &'a Url,
    /// The addresses of pictures that are referred to by number.
    pub pictures: &'a [String],
    /// Whether the article as a whole reads from right to left.
    pub rtl: bool,
}

impl Copy<'_> {
    /// Everything a reader finds, in order.
    pub fn facts(&self) -> Vec<Fact> {
        let document = Document::from(self.html);
        let mut reading = Reading { copy: self, document: &document, facts: Vec::new() };
        if let Some(body) = document.select_single("body").nodes().first() {
            let place = Place { rtl: self.rtl, ..Place::default() };
            reading.children(body, &place);
        }
        reading.facts
    }
}

/// Where a node stands.
#[derive(Debug, Default, Clone)]
struct Place {
    /// Inside of an item, cell, quote or caption, whose text is a fact of its own.
    inside: bool,
    quotes: usize,
    lists: usize,
    rtl: bool,
}

struct Reading<'a> {
    copy: &'a Copy<'a>,
    document: &'a Document,
    facts: Vec<Fact>,
}

impl Reading<'_> {
    fn put(&mut self, class: &str, key: String) {
        if let Some(at) = CLASSES.iter().position(|c| *c == class) {
            self.facts.push((at, key));
        }
    }

    fn children(&mut self, node: &NodeRef<'_>, place: &Place) {
        node.children_it(false).for_each(|child| self.node(&child, place));
    }

    fn node(&mut self, node: &NodeRef<'_>, place: &Place) {
        let Some(name) = node.node_name() else { return };
        let mut place = place.clone();
        self.direction(node, &mut place);
        match &*name {
            "p" | "div" | "section" | "article" | "center" => self.paragraph(node, &name, &place),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.put("headings", format!("{name} {}", text(node)));
            }
            "blockquote" => {
                place.quotes += 1;
                self.put("quotes", format!("{} {}", place.quotes, text(node)));
                place.inside = true;
            }
            "li" => {
                let list = node.parent().and_then(|p| p.node_name()).unwrap_or_default();
                let start = node.parent().and_then(|p| p.attr("start")).unwrap_or_default();
                self.put("lists", format!("{list}{start} {} {}", place.lists, own_text(node, &["ul", "ol"])));
                place.inside = true;
            }
            "ul" | "ol" => place.lists += 1,
            "dt" | "dd" | "summary" => {
                self.put("terms", format!("{name} {}", text(node)));
                place.inside = true;
            }
            "table" => {
                self.table(node);
                place.inside = true;
            }
            "figure" => self.caption(node),
            "figcaption" => place.inside = true,
            "pre" => return self.put("code", node.text().trim_matches('\n').trim_end().to_owned()),
            // What a page put between the paragraphs is no part of its article.
            "aside" if node.has_attr("data-insert") => return,
            "math" => return self.put("equations", squeezed(&math_text(node))),
            "img" => self.picture(node, &place),
            "iframe" => self.frame(node),
            "a" => self.link(node),
            "b" | "strong" => self.put("emphasis", format!("strong {}", text(node))),
            "i" | "em" => self.put("emphasis", format!("em {}", text(node))),
            "ruby" => self.put("ruby", squeezed(&node.text())),
            _ => {}
        }
        self.children(node, &place);
    }

    fn paragraph(&mut self, node: &NodeRef<'_>, name: &str, place: &Place) {
        let loose =
            name == "p" || node.children_it(false).any(|c| c.is_text() && !c.text().trim().is_empty());
        let words = text(node);
        if loose && !place.inside && !words.is_empty() {
            self.put("paragraphs", words);
        }
    }

    fn direction(&mut self, node: &NodeRef<'_>, place: &mut Place) {
        let Some(dir) = node.attr("dir") else { return };
        let words = text(node);
        place.rtl = match &*dir {
            "rtl" => true,
            "ltr" => false,
            _ => words.chars().find(|c| c.is_alphabetic()).map_or(place.rtl, is_rtl),
        };
        self.put("direction", format!("{} {words}", if place.rtl { "rtl" } else { "ltr" }));
    }

    fn picture(&mut self, node: &NodeRef<'_>, place: &Place) {
        if node.ancestors_it(None).any(|a| a.has_class("embed")) {
            return;
        }
        let Some(address) = self.address(node) else { return };
        let line = node.ancestors_it(None).find(|a| {
            a.node_name().is_some_and(|n| matches!(&*n, "p" | "li" | "td" | "figure" | "h2" | "h3" | "div"))
        });
        let in_line = line.is_some_and(|l| l.node_name().is_some_and(|n| &*n == "p") && !text(&l).is_empty())
            && !place.inside;
        self.put("pictures", if in_line { format!("in line {address}") } else { address });
    }

    fn address(&self, image: &NodeRef<'_>) -> Option<String> {
        if let Some(number) = image.attr("data-asset") {
            return self.copy.pictures.get(number.parse::<usize>().ok()?).cloned();
        }
        self.copy.base.join(&image.attr("src")?).ok().map(String::from)
    }

    fn caption(&mut self, figure: &NodeRef<'_>) {
        if figure.has_class("embed") {
            figure.descendants_it().filter(|n| n.has_name("a")).for_each(|a| self.embed(&a));
            let beside =
                own_text(figure, &["a"]).replace(" / ", "").trim_start_matches('/').trim().to_owned();
            if !beside.is_empty() {
                self.put("captions", format!("embed: {beside}"));
            }
            return;
        }
        let of = |name: &'static str| figure.descendants_it().filter(move |n| n.has_name(name));
        let Some(caption) = of("figcaption").map(|c| text(&c)).find(|c| !c.is_empty()) else { return };
        let pictures: Vec<String> = of("img").filter_map(|image| self.address(&image)).collect();
        self.put("captions", format!("{}: {caption}", pictures.join(" ")));
    }

    fn embed(&mut self, link: &NodeRef<'_>) {
        if let Some(target) = link.attr("href").and_then(|href| self.copy.base.join(&href).ok()) {
            self.put("embeds", target.as_str().replace("://twitter.com/", "://x.com/"));
        }
    }

    /// A player that is left in its frame counts like a link to what it plays.
    fn frame(&mut self, node: &NodeRef<'_>) {
        let source = node.attr("src").unwrap_or_default();
        let played = source
            .split_once("youtube.com/embed/")
            .map(|(_, id)| format!("https://www.youtube.com/watch?v={}", id.split('?').next().unwrap_or(id)))
            .or_else(|| {
                let (_, id) = source.split_once("player.vimeo.com/video/")?;
                Some(format!("https://vimeo.com/{}", id.split('?').next().unwrap_or(id)))
            });
        self.put("embeds", played.unwrap_or_else(|| source.to_string()));
    }

    fn link(&mut self, node: &NodeRef<'_>) {
        let Some(href) = node.attr("href") else { return };
        if node.ancestors_it(None).any(|a| a.has_class("embed")) {
            return;
        }
        if let Some(fragment) = href.strip_prefix('#') {
            let target = self.document.select(&format!("[id=\"{}\"]", fragment.replace('"', "")));
            let Some(target) = target.nodes().first().copied() else { return };
            let block = std::iter::once(target).chain(target.ancestors_it(None)).find(|n| {
                n.node_name().is_some_and(|n| matches!(&*n, "p" | "li" | "h2" | "h3" | "dd" | "td"))
            });
            let words: String = block.map(|b| text(&b)).unwrap_or_default().chars().take(30).collect();
            return self.put("footnotes", format!("{} → {words}", text(node)));
        }
        let Ok(target) = self.copy.base.join(&href) else { return };
        let lone = node.parent().is_some_and(|p| p.has_name("p") && text(&p) == text(node));
        let quoted = node.ancestors_it(None).any(|a| a.has_name("blockquote"));
        if lone && quoted {
            self.embed(node);
        } else {
            self.put("links", format!("{} → {target}", text(node)));
        }
    }

    fn table(&mut self, table: &NodeRef<'_>) {
        let outer = |n: &NodeRef<'_>| {
            n.ancestors_it(None).find(|a| a.has_name("table")).is_some_and(|t| t.id == table.id)
        };
        if let Some(caption) = table.descendants_it().find(|n| n.has_name("caption")) {
            self.put("tables", format!("caption {}", text(&caption)));
        }
        let rows: Vec<_> = table.descendants_it().filter(|n| n.has_name("tr") && outer(n)).collect();
        for (y, row) in rows.iter().enumerate() {
            let cells = row.children_it(false).filter(|n| n.has_name("td") || n.has_name("th"));
            for (x, cell) in cells.enumerate() {
                let span = |name: &str| cell.attr(name).unwrap_or_else(|| "1".into());
                let name = cell.node_name().unwrap_or_default();
                let key = format!("{y},{x} {name} {}×{} {}", span("colspan"), span("rowspan"), text(&cell));
                self.put("tables", key);
            }
        }
    }
}

/// The text of a node as it is read: white space folded, breaks of lines as ` / `, readings and soft hyphens left out.
fn text(node: &NodeRef<'_>) -> String {
    own_text(node, &[])
}

fn own_text(node: &NodeRef<'_>, without: &[&str]) -> String {
    fn add(node: &NodeRef<'_>, without: &[&str], out: &mut String) {
        for child in node.children_it(false) {
            if child.is_text() {
                out.push_str(&child.text());
                continue;
            }
            match child.node_name().as_deref() {
                Some("br") => out.push_str(" / "),
                Some("rt" | "rp" | "script" | "style") | None => {}
                Some("math") => out.push_str(&squeezed(&math_text(&child))),
                Some(name) if without.contains(&name) => {}
                Some(
                    "p" | "div" | "li" | "ul" | "ol" | "tr" | "td" | "th" | "figure" | "figcaption"
                    | "blockquote",
                ) => {
                    out.push(' ');
                    add(&child, without, out);
                    out.push(' ');
                }
                Some(_) => add(&child, without, out),
            }
        }
    }
    let mut words = String::new();
    add(node, without, &mut words);
    words.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn math_text(math: &NodeRef<'_>) -> String {
    let mut words = String::new();
    for node in math.descendants_it().filter(NodeRef::is_text) {
        let noted = node.ancestors_it(None).any(|a| a.has_name("annotation") || a.has_name("annotation-xml"));
        if !noted {
            words.push_str(&node.text());
        }
    }
    words
}

fn squeezed(words: &str) -> String {
    words.split_whitespace().collect()
}

fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}
