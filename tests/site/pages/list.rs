//! The table of the pages.

use super::{Chrome, Page};

/// Every page of the site; the table test takes each in turn.
pub const PAGES: &[Page] = &[Page::new("plain", "/2026/03/14/harbour-bridge-reopens", Chrome::Courier, "en")];
