//! What other programs keep, read for the archive; knows neither the archive nor the network.

mod bookmarks;
mod browsers;
mod csl;
mod entry;
mod feed;
mod five_filters;
mod folder;
mod forest;
#[cfg(any(test, fuzzing))]
mod fuzzing;
mod goodlinks;
mod input;
mod instapaper;
mod json;
mod karakeep;
mod lines;
mod linkwarden;
mod markup;
mod matter;
mod mhtml;
mod omnivore;
mod onetab;
mod opml;
mod page;
mod pinboard;
mod pocket;
mod raindrop;
mod readeck;
mod readwise;
mod records;
mod rule_files;
mod table;
#[cfg(test)]
mod testing;
mod times;
mod tree;
mod urls;
mod wacz;
mod wallabag;
mod warc;
mod xml;
mod zipped;
mod zotero;

use crate::error::{Error, Result};
use crate::model::{ImportFormat, ImportedRow};

pub use five_filters::{Translation, translate};
#[cfg(fuzzing)]
pub use fuzzing::read_entries;
pub use input::{Head, Input, Source};
use lines::lines;
pub use records::{RecordRow, Records};
pub use rule_files::{RuleFile, read_rule_files};

/// Bytes of an entry, more than which are no article: such a one is refused, and the next is read.
const LONGEST: usize = 32 << 20;

/// Who takes the entries of a file; an error ends the reading.
pub type Take<'a> = &'a mut dyn FnMut(ImportedRow) -> Result<()>;

/// Reads one format, entry by entry, without keeping them: an entry that cannot be read stops no other.
pub trait Importer: Send {
    /// Hands over every entry in its order.
    ///
    /// # Errors
    /// Those of `take`; `Io` when the file cannot be read on. What is wrong with the file itself is told by an entry.
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()>;
}

/// A format: how it is recognised, and how it is read.
struct Kind {
    format: ImportFormat,
    is: fn(&Head) -> bool,
    open: fn(Input) -> Box<dyn Importer>,
}

/// Every format but our own, those that are recognised most surely first.
const KINDS: &[Kind] = &[
    Kind { format: ImportFormat::Warc, is: warc::is, open: warc::open },
    Kind { format: ImportFormat::Wacz, is: wacz::is, open: wacz::open },
    Kind { format: ImportFormat::Mhtml, is: mhtml::is, open: mhtml::open },
    Kind { format: ImportFormat::PocketZip, is: pocket::is_archive, open: pocket::open_archive },
    Kind { format: ImportFormat::Omnivore, is: omnivore::is, open: omnivore::open },
    Kind { format: ImportFormat::ReadeckZip, is: readeck::is_archive, open: readeck::open_archive },
    Kind { format: ImportFormat::Bookmarks, is: bookmarks::is, open: bookmarks::open },
    Kind { format: ImportFormat::Opml, is: opml::is, open: opml::open },
    Kind { format: ImportFormat::ZoteroRdf, is: zotero::is, open: zotero::open },
    Kind { format: ImportFormat::Feed, is: feed::is, open: feed::open },
    Kind { format: ImportFormat::Firefox, is: browsers::is_firefox, open: browsers::open_firefox },
    Kind { format: ImportFormat::Chrome, is: browsers::is_chrome, open: browsers::open_chrome },
    Kind { format: ImportFormat::Karakeep, is: karakeep::is, open: karakeep::open },
    Kind { format: ImportFormat::Linkwarden, is: linkwarden::is, open: linkwarden::open },
    Kind { format: ImportFormat::PocketCsv, is: pocket::is_part, open: pocket::open_part },
    Kind { format: ImportFormat::PocketHtml, is: pocket::is_page, open: pocket::open_page },
    Kind { format: ImportFormat::Instapaper, is: instapaper::is, open: instapaper::open },
    Kind { format: ImportFormat::Raindrop, is: raindrop::is, open: raindrop::open },
    Kind { format: ImportFormat::Reader, is: readwise::is_library, open: readwise::open_library },
    Kind {
        format: ImportFormat::ReadwiseHighlights,
        is: readwise::is_highlights,
        open: readwise::open_highlights,
    },
    Kind { format: ImportFormat::Matter, is: matter::is, open: matter::open },
    Kind { format: ImportFormat::WallabagCsv, is: wallabag::is_csv, open: wallabag::open_csv },
    Kind { format: ImportFormat::WallabagJson, is: wallabag::is_json, open: wallabag::open_json },
    Kind { format: ImportFormat::Pinboard, is: pinboard::is, open: pinboard::open },
    Kind { format: ImportFormat::GoodLinks, is: goodlinks::is, open: goodlinks::open },
    Kind { format: ImportFormat::ReadeckCsv, is: readeck::is_table, open: readeck::open_table },
    Kind { format: ImportFormat::CslJson, is: csl::is, open: csl::open },
    Kind { format: ImportFormat::OneTab, is: onetab::is, open: onetab::open },
    Kind { format: ImportFormat::Urls, is: urls::is, open: urls::open },
    Kind { format: ImportFormat::Page, is: page::is, open: page::open },
    Kind { format: ImportFormat::Folder, is: folder::is, open: folder::open },
];

/// Recognises a file by what is in it; its name counts only where that says nothing.
#[must_use]
pub fn recognise(head: &Head) -> Option<ImportFormat> {
    if records::is(head) {
        return Some(ImportFormat::Lede);
    }
    KINDS.iter().find(|kind| (kind.is)(head)).map(|kind| kind.format)
}

/// Opens a file as one of a format; our own is read by [`Records`].
///
/// # Errors
/// `Invalid` for our own format.
pub fn importer(format: ImportFormat, input: Input) -> Result<Box<dyn Importer>> {
    let kind = KINDS.iter().find(|kind| kind.format == format);
    kind.map(|kind| (kind.open)(input))
        .ok_or_else(|| Error::Internal(format!("{format:?} is not read as entries")))
}
