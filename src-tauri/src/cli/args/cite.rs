//! `lede cite`.

use clap::{Args, ValueEnum};

use crate::model::CitationStyle;

/// Cite articles, or highlights of them.
///
/// Prints a reference for each as it stands in a bibliography, or an entry for a reference manager. `lede export --format csl`, `ris`
/// or `bibtex` writes a file of many.
#[derive(Debug, Args)]
pub struct Cite {
    /// IDs or URLs; with --highlight, IDs of highlights.
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// The style, or the format.
    #[arg(long, short, value_name = "STYLE", default_value = "apa")]
    pub style: StyleArg,
    /// Cite highlights, by the IDs that `lede highlights` lists: the passage with its paragraph, and the article.
    #[arg(long)]
    pub highlight: bool,
    /// The language of the words around it, such as `en-GB` or `fa`.
    #[arg(long, value_name = "TAG", default_value = "en-US")]
    pub locale: String,
}

/// How a citation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StyleArg {
    /// American Psychological Association, 7th edition.
    Apa,
    /// Modern Language Association.
    Mla,
    /// The Chicago Manual of Style, notes and bibliography.
    Chicago,
    /// CSL-JSON.
    CslJson,
    /// BibTeX, in BibLaTeX's fields.
    Bibtex,
    /// RIS.
    Ris,
}

impl From<StyleArg> for CitationStyle {
    fn from(style: StyleArg) -> Self {
        match style {
            StyleArg::Apa => Self::Apa,
            StyleArg::Mla => Self::Mla,
            StyleArg::Chicago => Self::Chicago,
            StyleArg::CslJson => Self::CslJson,
            StyleArg::Bibtex => Self::Bibtex,
            StyleArg::Ris => Self::Ris,
        }
    }
}
