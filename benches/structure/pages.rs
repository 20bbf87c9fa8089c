//! The pages of the structural bench: each with the copy a person would want of it, and what two programs make of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lede::capture::{PageInput, clean_page};
use url::Url;

use super::score::{CLASSES, Copy, Score};

/// The folder with the pages.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/structure")
}

/// A page and the copy that a person would want of it.
pub struct Sample {
    /// Name of its folder.
    pub name: String,
    /// The page as a site sends it.
    pub page: String,
    expected: String,
    url: Url,
}

impl Sample {
    /// All of them, by name.
    pub fn all() -> Vec<Self> {
        let mut samples: Vec<Self> = std::fs::read_dir(folder().join("pages"))
            .unwrap()
            .map(|entry| {
                let folder = entry.unwrap().path();
                let name = folder.file_name().unwrap().to_string_lossy().into_owned();
                let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
                let url = Url::parse(&format!("https://news.example/stories/{name}")).unwrap();
                Self { page: read("page.html"), expected: read("expected.html"), name, url }
            })
            .collect();
        samples.sort_by(|a, b| a.name.cmp(&b.name));
        samples
    }

    /// What the page is cleaned as.
    pub fn input(&self) -> PageInput {
        PageInput {
            body: self.page.clone().into_bytes(),
            content_type: Some("text/html; charset=utf-8".to_owned()),
            status: 200,
            url: self.url.to_string(),
            fetched: "2025-03-10T00:00:00Z".parse().unwrap(),
            truncated: false,
            told: None,
            site: Default::default(),
        }
    }

    /// How far the clean copy is the expected one.
    pub fn ours(&self) -> Score {
        let page = clean_page(&self.input()).unwrap();
        let mut pictures = vec![String::new(); page.pictures.len()];
        for picture in page.pictures {
            pictures[picture.n as usize] = picture.url;
        }
        self.score(&page.html, &pictures)
    }

    /// The same of the bare engine.
    pub fn peer(&self) -> Score {
        let engine = dom_smoothie::Readability::new(self.page.as_str(), Some(self.url.as_str()), None);
        let article = engine.ok().and_then(|mut engine| engine.parse().ok());
        self.score(&article.map(|a| a.content.to_string()).unwrap_or_default(), &[])
    }

    fn score(&self, html: &str, pictures: &[String]) -> Score {
        let rtl = self.page.contains("dir=\"rtl\">\n<head");
        let expected = Copy { html: &self.expected, base: &self.url, pictures: &[], rtl };
        Score::of(&expected, &Copy { html, base: &self.url, pictures, rtl })
    }
}

/// Faults that are known, as numbers of missing and extra facts: by page, then by class.
pub type Known = BTreeMap<String, BTreeMap<String, (usize, usize)>>;

/// The faults of a page's copy, for [`Known`].
pub fn faults(score: &Score) -> BTreeMap<String, (usize, usize)> {
    let counts = CLASSES.iter().zip(&score.classes);
    let counts = counts.map(|(class, count)| ((*class).to_owned(), (count.missing.len(), count.extra.len())));
    counts.filter(|(_, (missing, extra))| missing + extra > 0).collect()
}

/// The file of [`Known`] faults.
pub fn known_file() -> PathBuf {
    folder().join("known.json")
}
