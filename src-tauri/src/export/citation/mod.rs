//! Citations: files for reference managers (CSL-JSON, RIS, BibTeX), and references as people read them.

mod bibtex;
mod csl;
mod person;
mod reference;
mod ris;
mod styled;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{BufWriter, Write};

use super::{Exporter, Finished, Source, Target};
use crate::error::Result;
use crate::model::{Article, CitationStyle, Contents, Highlight, LeftOut};
use reference::{Passage, Reference};

/// One article, or one highlight of it, in a style or a format. `locale` is the language of the words around it.
///
/// # Errors
/// `Internal`, for a style that cannot be read.
pub fn cite(
    article: &Article,
    highlight: Option<&Highlight>,
    style: CitationStyle,
    locale: &str,
) -> Result<String> {
    let mut reference = Reference::of(article, false);
    let passage = highlight.map(|highlight| Passage::of(article, highlight));
    reference.passages = passage.clone().into_iter().collect();
    Ok(match style {
        CitationStyle::CslJson => format!("{:#}", csl::item(&reference)),
        CitationStyle::Bibtex => bibtex::entry(&reference).trim_end().to_owned(),
        CitationStyle::Ris => ris::record(&reference).trim_end().to_owned(),
        CitationStyle::Apa | CitationStyle::Mla | CitationStyle::Chicago => {
            styled::styled(&reference, passage.as_ref(), style, locale)?
        }
    })
}

/// The formats of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csl,
    Ris,
    Bibtex,
}

/// References that are being written.
pub struct Bibliography {
    target: Target,
    file: BufWriter<File>,
    format: Format,
    highlights: bool,
    count: u64,
}

impl Bibliography {
    /// Begins them.
    pub fn new(format: Format, contents: &Contents, (target, file): (Target, File)) -> Self {
        Self { target, file: BufWriter::new(file), format, highlights: contents.options.highlights, count: 0 }
    }

    fn write(&mut self, text: &str) -> Result<()> {
        self.file.write_all(text.as_bytes()).map_err(|error| self.target.fault(error))
    }
}

impl Exporter for Bibliography {
    fn add(&mut self, article: &Article, _source: &dyn Source) -> Result<Vec<LeftOut>> {
        let reference = Reference::of(article, self.highlights);
        let text = match self.format {
            Format::Csl => {
                format!("{}{}", if self.count == 0 { "[\n" } else { ",\n" }, csl::item(&reference))
            }
            Format::Ris => ris::record(&reference),
            Format::Bibtex => bibtex::entry(&reference),
        };
        self.count += 1;
        self.write(&text)?;
        Ok(Vec::new())
    }

    fn finish(mut self: Box<Self>, _source: &dyn Source) -> Result<Finished> {
        if self.format == Format::Csl {
            self.write(if self.count == 0 { "[]\n" } else { "\n]\n" })?;
        }
        let Self { target, file, .. } = *self;
        file.into_inner().map_err(|error| target.fault(error.into_error()))?;
        Ok(Finished { bytes: target.commit()?, left_out: Vec::new() })
    }
}
