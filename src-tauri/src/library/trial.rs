//! Trying a site rule before it is stored, on an article of the archive or on any page.

use std::collections::HashSet;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::Library;
use super::reextract::paragraphs;
use crate::capture::{Capturer, HostPattern, PageInput, Request, parse_rule};
use crate::error::{Error, Result};
use crate::model::{ArticleId, CaptureSettings, Captured, Page, RuleTrial, SiteKnowledge};

impl Library {
    /// Shows what a rule would make of an article of the archive, beside what would be made of it without any. Without a
    /// rule's text, the rule is the one that the archive has for the page.
    ///
    /// # Errors
    /// `NotFound`; `Rule` when the text cannot be used or is for another host; `Extraction`; those of the archive.
    pub async fn try_rule(&self, id: ArticleId, rule: Option<&str>) -> Result<RuleTrial> {
        let input = self.blocking(move |library| library.stored_input(id)).await?;
        self.trial(input, rule).await
    }

    /// The same for a page that need not be in the archive: from its `html`, or else fetched now. Nothing is stored.
    ///
    /// # Errors
    /// As [`try_rule`](Self::try_rule), and those of fetching.
    pub async fn try_rule_on_page(
        &self,
        url: &str,
        html: Option<Vec<u8>>,
        rule: Option<&str>,
        now: Timestamp,
        cancel: &CancellationToken,
    ) -> Result<RuleTrial> {
        let settings = CaptureSettings { pictures: false, ..self.settings()? };
        let capturer = Capturer::new(settings, self.capturer_options().clone())?;
        let request = Request { html, ..Request::new(url, now) };
        let Captured::Fresh(capture) = capturer.capture(request, &|_| {}, cancel).await? else {
            return Err(Error::Internal("a page that is not known cannot be unchanged".to_owned()));
        };
        let response = capture.response;
        let host = host_of_url(&response.final_url);
        let site = self.blocking(move |library| library.site_of(&host, None)).await?;
        let input = PageInput::of(&response, site, false);
        self.trial(input, rule).await
    }

    async fn trial(&self, mut input: PageInput, rule: Option<&str>) -> Result<RuleTrial> {
        if let Some(text) = rule {
            let pattern = parse_rule(text)?.host;
            let host = host_of_url(&input.url);
            if !HostPattern::all_for(&host).iter().any(|own| own == pattern.as_str()) {
                let reason = format!("the rule is for {pattern}, and the page is at {host}");
                return Err(Error::Rule { line: None, reason });
            }
            input.site.rule = Some(text.to_owned());
        }
        let capturer = self.capturer()?;
        let site = SiteKnowledge { rule: None, ..input.site.clone() };
        let without = capturer.clean(PageInput { site, ..input.clone() }).await?;
        let url = input.url.clone();
        let with = capturer.clean(input).await?;
        Ok(compared(url, with, &without))
    }
}

fn compared(url: String, with: Page, without: &Page) -> RuleTrial {
    let only = |these: &str, those: &str| -> Vec<String> {
        let those: HashSet<&str> = paragraphs(those).into_iter().collect();
        paragraphs(these).into_iter().filter(|p| !those.contains(p)).map(str::to_owned).collect()
    };
    RuleTrial {
        url,
        added: only(&with.text, &without.text),
        removed: only(&without.text, &with.text),
        rule: with.rule,
        title: with.metadata.title,
        authors: with.metadata.authors,
        published: with.metadata.published,
        words: with.words,
        text: with.text,
    }
}

fn host_of_url(url: &str) -> String {
    url::Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}
