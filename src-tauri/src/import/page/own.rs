//! HTML that `lede export` wrote: one page of many articles, or of one, each without what stood around it.

use dom_query::{Document, Selection};

use crate::error::Result;
use crate::import::{Head, Take};
use crate::model::{ImportedArticle, ImportedContent, ImportedItem, ImportedRow, Refusal};

/// Whether a page says that we wrote it.
pub(super) fn is(head: &Head) -> bool {
    head.text.contains("<meta name=\"generator\" content=\"Lede\">")
}

/// Hands over each article of the page. Its highlights stay marks in the text; notes are in the export as JSON.
pub(super) fn each(place: &str, page: &[u8], take: Take<'_>) -> Result<()> {
    let document = Document::from(String::from_utf8_lossy(page).as_ref());
    let articles = document.select("article[id^=article-]");
    if articles.is_empty() {
        let why = Refusal::Skipped(
            "it is a part of a site that Lede wrote; the same as a web archive or as JSON can be taken in"
                .to_owned(),
        );
        return take(ImportedRow { place: place.to_owned(), source: Vec::new(), item: Err(why) });
    }
    let authors = document.select("head meta[name=author]");
    let authors: Vec<String> =
        authors.iter().filter_map(|meta| Some(meta.attr("content")?.to_string())).collect();
    for article in articles.iter() {
        let number = article.attr("id").unwrap_or_default().replace('-', " ");
        let item = match read(&article, &authors) {
            Some(article) => Ok(ImportedItem::Article(Box::new(article))),
            None => Err(Refusal::Failed(
                "the article was not in the archive when the page was written".to_owned(),
            )),
        };
        let source = article.select("header").html().as_bytes().to_vec();
        take(ImportedRow { place: format!("{place}, {number}"), source, item })?;
    }
    Ok(())
}

fn read(article: &Selection<'_>, authors: &[String]) -> Option<ImportedArticle> {
    let text = |selector: &str| Some(article.select_single(selector).text().trim().to_owned());
    let attribute =
        |selector: &str, name: &str| Some(article.select_single(selector).attr(name)?.to_string());
    let body = article.select_single("div.body");
    if body.is_empty() {
        return None;
    }
    let tags = article.select("header .tag");
    Some(ImportedArticle {
        url: attribute("header a.source", "href"),
        title: text("header .title").filter(|title| !title.is_empty()),
        authors: authors.to_vec(),
        language: attribute("div.body", "lang"),
        published: attribute("header time", "datetime"),
        tags: tags.iter().map(|tag| tag.text().trim().to_owned()).collect(),
        content: Some(ImportedContent::Html(body.inner_html().to_string(), None)),
        ..ImportedArticle::default()
    })
}
