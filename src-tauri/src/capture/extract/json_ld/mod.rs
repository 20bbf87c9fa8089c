//! JSON-LD as pages really write it: graphs, arrays, comments, trailing commas, raw newlines, CDATA, several documents.

use std::collections::HashMap;

use serde_json::{Map, Value};

mod repair;

/// Objects looked at; no honest page has more.
const MAX_NODES: usize = 2_000;

/// The objects of a page's JSON-LD, flattened.
#[derive(Debug, Default)]
pub(in crate::capture) struct JsonLd {
    nodes: Vec<Map<String, Value>>,
    by_id: HashMap<String, usize>,
    article: Option<usize>,
}

impl JsonLd {
    /// Reads the contents of the page's scripts; what cannot be read is passed over.
    pub fn read(scripts: &[String]) -> Self {
        let mut data = Self::default();
        for script in scripts {
            for value in repair::parse(script) {
                data.collect(value, 0);
            }
        }
        for (at, node) in data.nodes.iter().enumerate() {
            if let Some(Value::String(id)) = node.get("@id") {
                // A reference has nothing but its id: never let it hide the object it refers to.
                if node.len() > 1 {
                    data.by_id.entry(id.clone()).or_insert(at);
                }
            }
        }
        data.article = data.find_article();
        data
    }

    /// The object that describes the article.
    pub fn article(&self) -> Option<&Map<String, Value>> {
        self.nodes.get(self.article?)
    }

    /// Objects of a type.
    pub fn of_type<'a>(&'a self, wanted: &'a str) -> impl Iterator<Item = &'a Map<String, Value>> {
        self.nodes.iter().filter(move |node| types(node).any(|t| t == wanted))
    }

    /// A text property of the article.
    pub fn text(&self, property: &str) -> Option<String> {
        self.article()?.get(property).and_then(|value| self.plain(value, 0))
    }

    /// A text property of the article, or of the page that holds it.
    pub fn text_of_page(&self, property: &str) -> Option<String> {
        self.text(property).or_else(|| {
            ["WebPage", "ItemPage", "VideoObject"]
                .iter()
                .flat_map(|t| self.of_type(t))
                .find_map(|node| node.get(property).and_then(|value| self.plain(value, 0)))
        })
    }

    /// The names of a property of people and organisations (`author`, `creator`).
    pub fn names(&self, property: &str) -> Vec<String> {
        let mut names = Vec::new();
        if let Some(value) = self.article().and_then(|article| article.get(property)) {
            self.collect_names(value, &mut names, 0);
        }
        names
    }

    /// All texts of a property that may be one text or several.
    pub fn texts(&self, property: &str) -> Vec<String> {
        match self.article().and_then(|article| article.get(property)) {
            Some(Value::Array(values)) => values.iter().filter_map(|v| self.plain(v, 0)).collect(),
            Some(value) => self.plain(value, 0).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The best URL of the article's picture.
    pub fn image(&self) -> Option<String> {
        self.image_url(self.article()?.get("image")?, 0)
    }

    /// The names of the breadcrumb, outermost first.
    pub fn breadcrumb(&self) -> Vec<String> {
        let Some(list) = self.of_type("BreadcrumbList").next() else { return Vec::new() };
        let Some(Value::Array(items)) = list.get("itemListElement") else { return Vec::new() };
        let mut crumbs: Vec<(i64, String)> = items
            .iter()
            .enumerate()
            .filter_map(|(at, item)| {
                let name = item
                    .get("name")
                    .or_else(|| item.get("item").and_then(|i| i.get("name")))
                    .and_then(Value::as_str)?;
                let position =
                    item.get("position").and_then(|p| p.as_i64().or_else(|| p.as_str()?.parse().ok()));
                Some((position.unwrap_or(i64::try_from(at).unwrap_or(0)), name.trim().to_owned()))
            })
            .collect();
        crumbs.sort_by_key(|(position, _)| *position);
        crumbs.into_iter().map(|(_, name)| name).collect()
    }

    /// Whether the article says that it can be read without paying.
    pub fn free(&self) -> Option<bool> {
        let article = self.article()?;
        let of = |value: &Value| match value {
            Value::Bool(free) => Some(*free),
            Value::String(text) => match text.to_ascii_lowercase().trim() {
                "true" | "http://schema.org/true" | "https://schema.org/true" => Some(true),
                "false" | "http://schema.org/false" | "https://schema.org/false" => Some(false),
                _ => None,
            },
            _ => None,
        };
        article.get("isAccessibleForFree").and_then(of)
    }

    fn collect(&mut self, value: Value, depth: usize) {
        if depth > 16 || self.nodes.len() >= MAX_NODES {
            return;
        }
        match value {
            Value::Array(values) => values.into_iter().for_each(|v| self.collect(v, depth + 1)),
            Value::Object(mut object) => {
                for key in ["@graph", "mainEntity", "mainEntityOfPage", "breadcrumb", "hasPart"] {
                    if matches!(object.get(key), Some(Value::Array(_) | Value::Object(_)))
                        && let Some(inner) =
                            if key == "@graph" { object.remove(key) } else { object.get(key).cloned() }
                    {
                        self.collect(inner, depth + 1);
                    }
                }
                self.nodes.push(object);
            }
            _ => {}
        }
    }

    fn find_article(&self) -> Option<usize> {
        let score = |node: &Map<String, Value>| {
            let kind = types(node).map(article_rank).max().unwrap_or(0);
            let has = |key: &str| usize::from(node.contains_key(key));
            if kind == 0 {
                0
            } else {
                kind * 10
                    + has("headline") * 6
                    + has("datePublished") * 3
                    + has("author") * 3
                    + has("articleBody")
            }
        };
        (0..self.nodes.len())
            .rev()
            .max_by_key(|at| score(&self.nodes[*at]))
            .filter(|at| score(&self.nodes[*at]) > 0)
    }

    fn resolve<'a>(&'a self, object: &'a Map<String, Value>) -> &'a Map<String, Value> {
        match object.get("@id") {
            Some(Value::String(id)) if !object.contains_key("name") => {
                self.by_id.get(id).and_then(|at| self.nodes.get(*at)).unwrap_or(object)
            }
            _ => object,
        }
    }

    fn collect_names(&self, value: &Value, names: &mut Vec<String>, depth: usize) {
        match value {
            Value::Array(values) if depth < 4 => {
                values.iter().for_each(|v| self.collect_names(v, names, depth + 1))
            }
            Value::Object(object) if depth < 4 => {
                let object = self.resolve(object);
                if let Some(name) = object.get("name") {
                    self.collect_names(name, names, depth + 1);
                } else if let (Some(Value::String(given)), Some(Value::String(family))) =
                    (object.get("givenName"), object.get("familyName"))
                {
                    names.push(format!("{given} {family}"));
                }
            }
            Value::String(name) if names.len() < 50 => names.push(name.clone()),
            _ => {}
        }
    }

    fn plain(&self, value: &Value, depth: usize) -> Option<String> {
        let text = match value {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Array(values) if depth < 4 => return values.iter().find_map(|v| self.plain(v, depth + 1)),
            Value::Object(object) if depth < 4 => {
                let object = self.resolve(object);
                return ["@value", "name", "url", "@id"]
                    .iter()
                    .find_map(|key| self.plain(object.get(*key)?, depth + 1));
            }
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    fn image_url(&self, value: &Value, depth: usize) -> Option<String> {
        match value {
            Value::String(url) => Some(url.trim().to_owned()).filter(|u| !u.is_empty()),
            Value::Array(values) if depth < 4 => values.iter().find_map(|v| self.image_url(v, depth + 1)),
            Value::Object(object) if depth < 4 => {
                let object = if object.contains_key("url") { object } else { self.resolve(object) };
                ["url", "contentUrl", "@id"]
                    .iter()
                    .find_map(|key| self.image_url(object.get(*key)?, depth + 1))
            }
            _ => None,
        }
    }
}

fn types(node: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let (one, many) = match node.get("@type") {
        Some(Value::String(one)) => (Some(one.as_str()), &[][..]),
        Some(Value::Array(many)) => (None, many.as_slice()),
        _ => (None, &[][..]),
    };
    one.into_iter()
        .chain(many.iter().filter_map(Value::as_str))
        .map(|t| t.rsplit(['/', '#', ':']).next().unwrap_or(t))
}

fn article_rank(kind: &str) -> usize {
    match kind {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "AnalysisNewsArticle"
        | "OpinionNewsArticle"
        | "BackgroundNewsArticle"
        | "ReviewNewsArticle"
        | "AskPublicNewsArticle"
        | "LiveBlogPosting" => 5,
        "Article"
        | "BlogPosting"
        | "Report"
        | "SatiricalArticle"
        | "AdvertiserContentArticle"
        | "ScholarlyArticle"
        | "TechArticle"
        | "MedicalScholarlyArticle" => 4,
        "SocialMediaPosting" | "DiscussionForumPosting" | "Review" => 3,
        "CreativeWork" | "Recipe" | "PodcastEpisode" => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
