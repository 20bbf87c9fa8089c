//! Arguments of `search`.

use clap::{Args, ValueEnum};

use super::ShelfArg;
use crate::model::{SortKey, SortOrder};

/// Search the archive.
///
/// The words of a query are looked for in titles, authors, sites, texts, captions, tags, notes and highlights; an article is
/// found that has all of them. `--help` tells the whole language.
#[derive(Debug, Args)]
#[command(after_long_help = LANGUAGE)]
pub struct Search {
    /// What to look for; several arguments are one query. One that begins with `-` stands behind `--`.
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,
    /// What to sort by: relevance, without words the time of saving; dates newest first, names from A to Z.
    #[arg(long, value_name = "KEY", default_value = "relevance")]
    pub sort: SearchSort,
    /// Which way to sort.
    #[arg(long, value_name = "ORDER")]
    pub order: Option<OrderArg>,
    /// Which part of the archive.
    #[arg(long, value_name = "SHELF", default_value = "all")]
    pub shelf: ShelfArg,
    /// At most so many articles; in a terminal 20 when not given, otherwise all.
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    /// Skip so many articles first.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: u32,
    /// Only say how many articles there are.
    #[arg(long, conflicts_with = "facets")]
    pub count: bool,
    /// Only say of which sites, tags, years, languages and states they are.
    #[arg(long)]
    pub facets: bool,
}

/// What a search is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SearchSort {
    /// How well articles fit.
    Relevance,
    /// Date of publication.
    Published,
    /// Time of saving.
    Saved,
    /// Title.
    Title,
    /// Site name.
    Site,
}

impl From<SearchSort> for SortKey {
    fn from(sort: SearchSort) -> Self {
        match sort {
            SearchSort::Relevance => Self::Relevance,
            SearchSort::Published => Self::Published,
            SearchSort::Saved => Self::Saved,
            SearchSort::Title => Self::Title,
            SearchSort::Site => Self::Site,
        }
    }
}

impl SearchSort {
    /// The way that people expect of it.
    pub fn order(self) -> SortOrder {
        match self {
            Self::Title | Self::Site => SortOrder::Ascending,
            Self::Relevance | Self::Published | Self::Saved => SortOrder::Descending,
        }
    }
}

/// A direction as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OrderArg {
    /// Oldest first, A to Z, what fits least first.
    #[value(alias = "asc")]
    Ascending,
    /// Newest first, Z to A, what fits best first.
    #[value(alias = "desc")]
    Descending,
}

impl From<OrderArg> for SortOrder {
    fn from(order: OrderArg) -> Self {
        match order {
            OrderArg::Ascending => Self::Ascending,
            OrderArg::Descending => Self::Descending,
        }
    }
}

const LANGUAGE: &str = "\
The query language (quote a query for the shell: lede search 'title:\"climate change\" -tag:sport'):

  climate change          both words, wherever each stands; case and accents do not count
  \"climate change\"        one after the other; also «…», „…“ and 「…」
  clim*                   words that begin so
  -sport  NOT sport       without the word; also -tag:sport, -(a OR b)
  war OR peace            one of them at least; (war OR peace) iran
  title:  by:  text:      words of the title, the authors, the text: title:iran, title:(war OR peace)
  note:  highlight:       words of your notes, of your highlights
  site:bbc.com            of this site, by host (with its subdomains) or name
  tag:world/iran          with this tag or one below it
  in:Reading              in this collection or one below it
  lang:fa                 in this language
  is:unread               unread, reading, read, starred, archived, trashed, incomplete, dead
  has:note                note, highlight, tag, image, missing-image, version
  published:2018-06       2018, 2018-06-30, 2018-06..2018-08, >2024, <=2020-05, today, yesterday,
                          this week, last month, last 3 weeks, 7d, 2w, 6m, 1y; 1403-05 is a Persian date
  saved:last week         when it was saved; saved:NAME is what the saved search NAME finds
  words:>800              how long it is: 800, >800, <300, 300..800
  links-to:example.org    that links to this address, host or article (URL or ID)
  related-to:42           that is related to this article (URL or ID)

Spelling: Arabic and Persian letters, digits, vowel signs and half-spaces, ß and ss, ё and е, ł and l, ø and o, full- and \
half-width forms are the same; so are don't and dont, e-mail and email, 1,000 and 1000. A word is the whole word: there is no \
stemming, which serves one language and harms others; a star finds all endings. Korean words are found with their particles. \
In scripts without spaces any stretch of two characters and more is found. Emoji are words. What makes no sense is told and \
searched as words.";
