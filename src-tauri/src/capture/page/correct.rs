//! An article with what a person corrected in it.

use super::article::{Article, ArticleInput, read_article};
use super::{Reading, count_words};
use crate::capture::clean::{Body, Cleaned};
use crate::capture::extract;
use crate::capture::repair::{self, Copies, Found, Units};
use crate::error::Result;
use crate::model::{LinkContext, Page, PageBlocks, RepairUse};

/// The article with its corrections.
pub(super) fn corrected(input: &ArticleInput) -> Result<Page> {
    let article = read_article(input, input.repairs.has_blocks())?;
    let units = Units::of(&article.whole);
    let found = repair::find(&input.repairs, &units);
    let repaired = repaired(&article, &units, &found);
    let mut page = article.page.clone();
    if let Some(repaired) = repaired {
        put_in(&mut page, repaired, &article, input);
    }
    repair::correct(&mut page.metadata, &input.repairs.fields);
    page.extractor.push_str(" / by hand");
    page.repaired = Some(RepairUse { unmatched: found.unmatched });
    Ok(page)
}

/// Lists every block of an article's pages with what became of it, without and with the corrections.
///
/// # Errors
/// As [`clean_article`](super::clean_article).
pub fn page_blocks(input: &ArticleInput) -> Result<PageBlocks> {
    let article = read_article(input, true)?;
    let units = Units::of(&article.whole);
    let found = repair::find(&input.repairs, &units);
    let without = Body { blocks: article.blocks.clone(), pictures: article.page.pictures.clone() };
    let with = match repaired(&article, &units, &found) {
        Some(repaired) => Body { blocks: repaired.blocks, pictures: repaired.pictures },
        None => without.clone(),
    };
    let copies = Copies { without: &without, with: &with, said: &article.page.metadata };
    Ok(repair::listed(&copies, &article.whole, &units, &input.repairs, &found))
}

fn repaired(article: &Article, units: &Units<'_>, found: &Found) -> Option<Cleaned> {
    let copy = Body { blocks: article.blocks.clone(), pictures: article.page.pictures.clone() };
    repair::repaired(&copy, article.page.lead_picture, &article.whole, units, found)
}

/// Puts a corrected copy in the place of the page's, with what follows from its text.
fn put_in(page: &mut Page, copy: Cleaned, article: &Article, input: &ArticleInput) {
    let related = page.links.iter().filter(|link| link.context == LinkContext::Related).cloned();
    page.links = copy.links.iter().cloned().chain(related).collect();
    page.words = count_words(&copy.text);
    (page.html, page.text, page.captions) = (copy.html, copy.text, copy.captions);
    (page.pictures, page.lead_picture) = (copy.pictures, copy.lead_picture);
    if article.excerpt_of_text {
        page.metadata.excerpt = None;
    }
    let read = &article.read;
    extract::complete(&mut page.metadata, &read.survey, &read.data, &page.text, copy.first_paragraph);
    // What the parts of a longer article lack was told of each of them.
    if article.pages == 1 && !article.of_other_form {
        let reading = Reading {
            text: &page.text,
            words: page.words,
            certain_words: page.words as usize,
            links: copy.links.len(),
            pictures: page.pictures.len(),
        };
        page.diagnosis = read.diagnose(&input.page, &reading);
    }
}
