//! The zip: a folder for each article, with its text as `index.md` and its pictures beside it.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use serde_yaml::Value;
use url::Url;

use super::super::input::text_of;
use super::super::times::{published, time};
use super::super::zipped::Zipped;
use super::super::{Importer, Input, Take, entry};
use super::marks;
use crate::error::Result;
use crate::model::{
    ImportedArticle, ImportedContent, ImportedHighlight, ImportedItem, ImportedRow, PageFile, PageFiles,
    Refusal,
};

/// Bytes of what stands before a text, more than which nobody writes.
const FRONT: usize = 256 << 10;

/// Bytes of the pictures of an article; those beyond are fetched again.
const PICTURES: usize = 64 << 20;

/// The name of a text.
const TEXT: &str = "/index.md";

/// Whether a name is one of a text.
pub(super) fn is_article(name: &str) -> bool {
    name.ends_with(TEXT)
}

pub(super) struct Archive(pub(super) Input);

impl Importer for Archive {
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()> {
        let mut zipped = match Zipped::open(self.0) {
            Ok(zipped) => zipped,
            Err(why) => return take(entry::fault("the archive", why)),
        };
        let names = zipped.names().to_vec();
        let mut beside: HashMap<&str, Vec<&String>> = HashMap::new();
        for name in names.iter().filter(|name| !is_article(name)) {
            if let Some((folder, _)) = name.rsplit_once('/') {
                beside.entry(folder).or_default().push(name);
            }
        }
        for name in names.iter().filter(|name| is_article(name)) {
            let folder = name.strip_suffix(TEXT).unwrap_or_default();
            let files = beside.get(folder).map(Vec::as_slice).unwrap_or_default();
            let (source, item) = match zipped.read(name).and_then(|bytes| text(&bytes)) {
                Ok(text) => {
                    let item = article(&text, |article| Pictures::read(&mut zipped, files, article));
                    (text, item)
                }
                Err(why) => (String::new(), Err(Refusal::Failed(why))),
            };
            take(ImportedRow { place: name.clone(), source: source.into_bytes(), item })?;
        }
        zipped.damage().map_or(Ok(()), |why| take(entry::fault("the archive", why)))
    }
}

fn text(bytes: &[u8]) -> Result<String, String> {
    let decoded = text_of(bytes).and_then(std::io::read_to_string);
    decoded.map_err(|error| error.to_string())
}

/// A text with what stands before it between two lines of `---`.
fn article(
    text: &str,
    files: impl FnOnce(&Url) -> Option<Arc<dyn PageFiles>>,
) -> Result<ImportedItem, Refusal> {
    let (front, body) =
        split(text).ok_or_else(|| Refusal::Failed("nothing stands before its text".to_owned()))?;
    if front.len() > FRONT {
        return Err(Refusal::Failed("too much stands before its text".to_owned()));
    }
    let front: Value = serde_yaml::from_str(front)
        .map_err(|error| Refusal::Failed(format!("what stands before its text is no YAML: {error}")))?;
    let get = |name: &str| front.get(name).and_then(text_value);
    let list = |name: &str| -> Vec<String> {
        let values = front.get(name).and_then(Value::as_sequence);
        values.into_iter().flatten().filter_map(text_value).collect()
    };
    let url = get("source");
    let files = url.as_deref().and_then(|url| Url::parse(url).ok()).and_then(|url| files(&url));
    let (body, quotes) = marks::taken_out(body);
    let highlight = |quote| ImportedHighlight { quote, ..ImportedHighlight::default() };
    let labels = list("labels");
    entry::article(ImportedArticle {
        url,
        title: get("title"),
        authors: list("authors"),
        site: get("website"),
        published: get("published").and_then(|text| published(&text)),
        saved: get("saved").and_then(|text| time(&text)),
        tags: entry::distinct(labels.iter().map(String::as_str)),
        highlights: quotes.into_iter().map(highlight).collect(),
        content: (!body.trim().is_empty()).then_some(ImportedContent::Markdown(body, files)),
        ..ImportedArticle::default()
    })
}

fn split(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("---")?;
    let rest = rest.strip_prefix('\r').unwrap_or(rest).strip_prefix('\n')?;
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((&rest[..at], &rest[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

fn text_value(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

/// The pictures of an article by their URLs, as its text, whose links are relative, would have them.
#[derive(Debug)]
struct Pictures(HashMap<String, PageFile>);

impl Pictures {
    fn read(zipped: &mut Zipped, names: &[&String], article: &Url) -> Option<Arc<dyn PageFiles>> {
        let (mut files, mut left) = (HashMap::new(), PICTURES);
        for name in names {
            let file = Path::new(name).file_name()?.to_str()?;
            let Ok(url) = article.join(&format!("./{file}")) else { continue };
            let Ok(bytes) = zipped.read(name) else { continue };
            if bytes.len() > left {
                continue;
            }
            left -= bytes.len();
            files.insert(url.into(), PageFile { media_type: String::new(), bytes });
        }
        (!files.is_empty()).then(|| Arc::new(Self(files)) as Arc<dyn PageFiles>)
    }
}

impl PageFiles for Pictures {
    fn file(&self, url: &str) -> Option<PageFile> {
        self.0.get(url).cloned()
    }
}
