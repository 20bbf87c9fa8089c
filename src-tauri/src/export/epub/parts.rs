//! The files that a book is made of.

use crate::error::Result;
use crate::export::page::tree::{Element, Node, parse};
use crate::export::page::words::Words;
use crate::export::page::write::{Form, Pictures, Writer, escaped};
use crate::export::page::{date, heading};
use crate::markdown;
use crate::model::{ArticleId, Contents};

/// Where the package is.
pub const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

/// How the book looks; readers have their own mind about most of it.
pub const STYLE: &str = include_str!("style.css");

/// The file of an article.
pub fn chapter_name(article: ArticleId) -> String {
    format!("article-{article}.xhtml")
}

/// The file of a section's own page.
pub fn section_name(section: usize) -> String {
    format!("section-{section}.xhtml")
}

/// The body of an article's page.
pub fn body(article: Node) -> Element {
    Element::new("body", vec![article])
}

/// A page of the book.
///
/// # Errors
/// Those of the pictures.
pub fn document(title: &str, body: Element, words: &'static Words, pictures: Pictures<'_>) -> Result<String> {
    let language = body.get("lang").unwrap_or("en").to_owned();
    let rtl = body.get("dir") == Some("rtl");
    let mut out = head(title, &language, rtl);
    let mut nodes = vec![Node::from(body)];
    name_types(&mut nodes);
    Writer {
        form: Form::Xhtml,
        words,
        pictures,
        sink: &mut |text| {
            out.push_str(text);
            Ok(())
        },
    }
    .nodes(&nodes)?;
    out.push_str("\n</html>\n");
    Ok(out)
}

fn head(title: &str, language: &str, rtl: bool) -> String {
    let (language, dir) = (escaped(language, Form::Xhtml), if rtl { "rtl" } else { "ltr" });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" \
         lang=\"{language}\" xml:lang=\"{language}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\"/>\n<title>{}</title>\n\
         <link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n",
        titled(title)
    )
}

/// A title that is not empty, as a book needs it.
fn titled(title: &str) -> String {
    let title = escaped(title, Form::Xhtml);
    if title.trim().is_empty() { "—".to_owned() } else { title }
}

/// Tells readers which parts are notes and which links lead to them, and says languages as XML does too.
fn name_types(nodes: &mut [Node]) {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        name_types(&mut element.children);
        if let Some(language) = element.get("lang").map(str::to_owned) {
            element.set("xml:lang", &language);
        }
        let is_endnotes = element.has_class("endnotes");
        let (kind, role) = match element.name.as_str() {
            "section" if is_endnotes => ("endnotes", "doc-endnotes"),
            "a" if element.get("id").is_some_and(|id| id.starts_with("hr-")) => ("noteref", "doc-noteref"),
            "a" if element.has_class("back") => ("backlink", "doc-backlink"),
            "li" if element.get("id").is_some_and(|id| id.starts_with("hn-")) => ("endnote", ""),
            _ => continue,
        };
        element.set("epub:type", kind);
        if !role.is_empty() {
            element.set("role", role);
        }
    }
}

/// The page before the articles: title, authors, what it is about.
pub fn title_page(contents: &Contents, words: &'static Words, rtl: bool, authors: &[String]) -> String {
    let mut parts = vec![Node::from(heading(1, &contents.title).with("dir", "auto"))];
    if !authors.is_empty() && authors.len() <= super::AUTHORS {
        parts.push(
            Element::text("p", &words.list(authors)).with("class", "byline").with("dir", "auto").into(),
        );
    }
    let made = format!("{} {}", words.exported, date::day(contents.made, words));
    let count = words.count(contents.articles.len());
    parts.push(Element::text("p", &format!("{count} · {made}")).with("class", "details").into());
    if !contents.description.trim().is_empty() {
        let mut about = parse(&markdown::to_html(&contents.description, &|_| None));
        super::conform::conform(&mut about);
        parts.push(Element::new("div", about).with("class", "description").into());
    }
    let section = Element::new("section", parts).with("epub:type", "titlepage");
    own_page(&contents.title, section, rtl, words)
}

/// The page that a section begins with.
pub fn section(name: &str, rtl: bool, words: &'static Words) -> String {
    let title = heading(1, name).with("dir", "auto").into();
    own_page(name, Element::new("section", vec![title]).with("epub:type", "part"), rtl, words)
}

/// A page in the book's own words.
pub fn own_page(title: &str, inside: Element, rtl: bool, words: &'static Words) -> String {
    let body = Element::new("body", vec![inside.into()]).with("lang", words.language);
    let body = body.with("dir", if rtl { "rtl" } else { "ltr" });
    let none: Pictures<'_> = &mut |hash| Ok(crate::export::page::write::Shown::Missing(hash.to_string()));
    document(title, body, words, none).unwrap_or_default()
}
