//! An article that came alone, as another program cleaned it: all of it is the article, and what its file says of it holds.

use dom_query::Document;
use url::Url;

use super::{PageInput, Read, Reading, Selected, base_of, parse};
use crate::capture::clean::{self, Media};
use crate::capture::decode::decode;
use crate::capture::given::Told;
use crate::capture::guard;
use crate::capture::selection::Decision;
use crate::error::{Error, Result};
use crate::model::{Diagnosis, Doubt, Evidence, EvidencePlace};

impl Read {
    /// Reads an article that came alone; nothing is looked for around it.
    pub(super) fn of_article(input: &PageInput, told: &Told) -> Result<(Self, Document)> {
        let url = Url::parse(&input.url).map_err(|_| Error::InvalidUrl { url: input.url.clone() })?;
        let decoded = decode(&input.body, input.content_type.as_deref(), url.host_str());
        let mut guarded = guard::guard(&decoded.text);
        let (document, mut survey) = parse(&mut guarded, input)?;
        let base = base_of(&url, None);
        let metadata = told.metadata.clone();
        survey.lang = metadata.language.declared.clone().or(survey.lang);
        let read = Self {
            charset: decoded.charset,
            media: Media::settle(&document, &base),
            url,
            base,
            guarded,
            survey,
            metadata,
            alone: true,
            data: <_>::default(),
            lead_image: None,
            page_text: <_>::default(),
            locked: None,
            onward: <_>::default(),
            live: <_>::default(),
            related: <_>::default(),
            inserts: Vec::new(),
            ruled: <_>::default(),
        };
        Ok((read, document))
    }

    /// Reads the body as blocks, all of which are the article's. They say nothing of what its site repeats.
    pub(super) fn select_all(&self, document: &Document) -> Selected {
        let body = document.body().unwrap_or_else(|| document.root());
        let blocks = clean::read_blocks(&body, &self.context());
        let count = blocks.nodes.len();
        let decision = || Decision { keep: true, probability: 1.0, words: 0, features: Vec::new() };
        Selected {
            decisions: std::iter::repeat_with(decision).take(count).collect(),
            overruled: vec![None; count],
            numbers: Vec::new(),
            blocks,
        }
    }

    /// What the file has is the whole article, unless there is nothing in it.
    pub(super) fn diagnose_alone(&self, reading: &Reading<'_>) -> Diagnosis {
        let evidence = |doubt, place, found: &str| Evidence { doubt, place, found: found.to_owned() };
        let empty = reading.words == 0 && reading.pictures == 0;
        let empty = empty.then(|| evidence(Doubt::NoArticle, EvidencePlace::Text, "0 words"));
        let flattened = self.guarded.flattened.then(|| {
            evidence(Doubt::Flattened, EvidencePlace::Cleaning, "elements or attributes beyond the limits")
        });
        Diagnosis::resting_on(flattened.into_iter().chain(empty).collect())
    }
}
