//! The list of pages, by which a person enters a web archive: what each is called, and its text to search in.

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;

use super::package::{Form, Package};
use super::unwritten;

/// A page of the list.
pub(super) struct Page<'a> {
    pub url: &'a str,
    pub date: Timestamp,
    pub title: &'a str,
    pub text: &'a str,
}

#[derive(Serialize)]
struct Line<'a> {
    id: String,
    url: &'a str,
    ts: Timestamp,
    title: &'a str,
    text: &'a str,
}

/// The list while it is gathered, in a nameless file.
#[derive(Debug)]
pub(super) struct Pages {
    lines: BufWriter<File>,
    count: u64,
}

impl Pages {
    /// Begins it in this folder.
    pub(super) fn new(beside: &Path) -> io::Result<Self> {
        let mut lines = BufWriter::new(tempfile::tempfile_in(beside)?);
        lines.write_all(
            b"{\"format\":\"json-pages-1.0\",\"id\":\"pages\",\"title\":\"All Pages\",\"hasText\":true}\n",
        )?;
        Ok(Self { lines, count: 0 })
    }

    /// Takes a page.
    pub(super) fn add(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.count += 1;
        let Page { url, date, title, text } = *page;
        let line = Line { id: format!("page-{}", self.count), url, ts: date, title, text };
        serde_json::to_writer(&mut self.lines, &line).map_err(unwritten)?;
        self.lines.write_all(b"\n")
    }

    /// Puts the list into the package.
    pub(super) fn write(self, package: &mut Package) -> io::Result<()> {
        let mut lines = self.lines.into_inner()?;
        lines.rewind()?;
        package.begin("pages/pages.jsonl", Form::Packed)?;
        io::copy(&mut lines, package)?;
        package.end()
    }
}
