//! The pictures of a book: formats that every reader shows, each once.

use std::collections::HashMap;
use std::io::Cursor;

use image::{ImageFormat, ImageReader, Limits};

use crate::error::{Error, Result};
use crate::export::Source;
use crate::export::page::write::Shown;
use crate::model::{ArticleId, Asset, AssetHash, LeftOut};

/// Bytes that decoding one picture may take.
const MEMORY: u64 = 192 << 20;

/// The pictures of a book so far.
#[derive(Debug, Default)]
pub struct Pictures {
    /// Of each picture its file and its media type, or why it is not in the book.
    kept: HashMap<String, std::result::Result<(String, &'static str), String>>,
}

impl Pictures {
    /// What is shown for a picture, which is written when it is met first.
    ///
    /// # Errors
    /// Those of reading the archive and of writing.
    pub fn shown(
        &mut self,
        hash: &AssetHash,
        source: &dyn Source,
        article: ArticleId,
        left_out: &mut Vec<LeftOut>,
        write: &mut dyn FnMut(&str, &[u8]) -> Result<()>,
    ) -> Result<Shown> {
        if !self.kept.contains_key(&hash.0) {
            let kept = match source.asset(hash) {
                Ok(asset) => match core_type(asset) {
                    Ok((bytes, extension, mime)) => {
                        let name = format!("pictures/{hash}.{extension}");
                        write(&name, &bytes)?;
                        Ok((name, mime))
                    }
                    Err(why) => Err(why),
                },
                Err(Error::NotFound { .. }) => Err("it is not in the archive".to_owned()),
                Err(error) => return Err(error),
            };
            self.kept.insert(hash.0.clone(), kept);
        }
        match self.kept.get(&hash.0) {
            Some(Ok((name, _))) => Ok(Shown::At(name.clone())),
            Some(Err(why)) => {
                left_out.push(LeftOut {
                    id: article,
                    why: format!("the picture {hash} is not in the book: {why}"),
                });
                Ok(Shown::Missing(why.clone()))
            }
            None => Ok(Shown::Missing("not-found".to_owned())),
        }
    }

    /// The files and media types of the pictures in the book, by their files.
    pub fn files(&self) -> Vec<(&str, &'static str)> {
        let mut files: Vec<_> = self
            .kept
            .values()
            .filter_map(|kept| kept.as_ref().ok())
            .map(|(name, mime)| (name.as_str(), *mime))
            .collect();
        files.sort_unstable();
        files
    }

    /// The file of a picture that is in the book.
    pub fn file(&self, hash: &AssetHash) -> Option<&str> {
        self.kept.get(&hash.0)?.as_ref().ok().map(|(name, _)| name.as_str())
    }
}

type Kept = (Vec<u8>, &'static str, &'static str);

/// A picture in a format that all readers know: as it is, or as PNG.
fn core_type(asset: Asset) -> std::result::Result<Kept, String> {
    match asset.mime.as_str() {
        "image/jpeg" => Ok((asset.bytes, "jpg", "image/jpeg")),
        "image/png" => Ok((asset.bytes, "png", "image/png")),
        "image/gif" => Ok((asset.bytes, "gif", "image/gif")),
        "image/webp" => Ok((asset.bytes, "webp", "image/webp")),
        "image/svg+xml" if is_svg(&asset.bytes) => Ok((asset.bytes, "svg", "image/svg+xml")),
        mime => match as_png(&asset.bytes) {
            Some(bytes) => Ok((bytes, "png", "image/png")),
            None => Err(format!("books do not show {mime}, and it could not be converted")),
        },
    }
}

/// Whether a drawing is XML with its namespace, as books need it.
fn is_svg(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let mut reader = quick_xml::Reader::from_str(text);
    let mut root = None;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return root == Some(true),
            Ok(quick_xml::events::Event::Start(start) | quick_xml::events::Event::Empty(start))
                if root.is_none() =>
            {
                let namespace = start.try_get_attribute("xmlns").ok().flatten();
                let own = namespace.is_some_and(|name| name.value == "http://www.w3.org/2000/svg");
                root = Some(own && start.name().as_ref() == "svg");
            }
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// A picture as PNG, when this program can decode it.
pub fn as_png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let picture = reader.decode().ok()?;
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).ok()?;
    Some(png.into_inner())
}
