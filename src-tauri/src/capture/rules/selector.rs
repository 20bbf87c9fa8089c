//! A CSS selector, and which part of what it finds is meant.

use dom_query::{Document, Matcher, NodeRef};

use crate::capture::extract::dom;

/// What to look for on a page: `article .byline`, or `time @datetime` for an attribute.
#[derive(Debug, Clone)]
pub(in crate::capture) struct Selector {
    matcher: Matcher,
    attribute: Option<String>,
}

impl Selector {
    /// Reads a selector; the error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (css, attribute) = split(text.trim());
        if css.is_empty() {
            return Err("the selector is empty".to_owned());
        }
        if attribute.is_some_and(|name| !name.chars().all(|c| c.is_alphanumeric() || "-_:".contains(c))) {
            return Err(format!("{text:?} does not end in the name of an attribute"));
        }
        let matcher =
            Matcher::new(css).map_err(|_| format!("{css:?} is no CSS selector that is known here"))?;
        Ok(Self { matcher, attribute: attribute.map(str::to_lowercase) })
    }

    /// The elements that it finds, in the order of the page.
    pub fn nodes<'a>(&self, document: &'a Document) -> Vec<NodeRef<'a>> {
        document.select_matcher(&self.matcher).nodes().to_vec()
    }

    /// The values that it finds: the attribute, what a `<meta>` says, the moment of a `<time>`, or else the text.
    pub fn values(&self, document: &Document) -> Vec<String> {
        self.nodes(document).iter().filter_map(|node| self.value(node)).collect()
    }

    /// The addresses that it finds, as they stand on the page.
    pub fn links(&self, document: &Document) -> Vec<String> {
        let link = |node: &NodeRef<'_>| match &self.attribute {
            Some(name) => dom::attr(node, name),
            None => dom::attr(node, "href"),
        };
        self.nodes(document).iter().filter_map(link).collect()
    }

    fn value(&self, node: &NodeRef<'_>) -> Option<String> {
        let value = match &self.attribute {
            Some(name) => dom::attr(node, name)?,
            None if node.has_name("meta") => dom::attr(node, "content")?,
            None if node.has_name("time") => dom::attr(node, "datetime").unwrap_or_else(|| dom::text(node)),
            None => dom::text(node),
        };
        let value = dom::fold(&value);
        (!value.is_empty()).then_some(value)
    }
}

/// Parts `SELECTOR @ATTRIBUTE`; an `@` within quotes belongs to the selector.
fn split(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once('@') {
        Some((css, name)) if css.ends_with(char::is_whitespace) && !name.contains(['"', '\'', ']']) => {
            (css.trim_end(), Some(name))
        }
        _ => (text, None),
    }
}
