//! The zip file around a web archive, and what it says of each file in it: size and hash.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::record::{Behind, hex, hex_sha256};
use super::{unwritten, zipped};
use crate::export::files::zip_time;

/// How a file lies in the package. What is read from the middle must lie there as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Stored,
    Packed,
}

/// A file of the package, as `datapackage.json` has it.
#[derive(Debug, Serialize)]
struct Resource {
    name: String,
    path: String,
    hash: String,
    bytes: u64,
}

/// `datapackage.json`: a data package of Frictionless Data.
#[derive(Serialize)]
struct About<'a> {
    profile: &'static str,
    resources: &'a [Resource],
    wacz_version: &'static str,
    software: String,
    created: String,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(rename = "mainPageUrl", skip_serializing_if = "Option::is_none")]
    main_page_url: Option<&'a str>,
    #[serde(rename = "mainPageDate", skip_serializing_if = "Option::is_none")]
    main_page_date: Option<String>,
}

/// `datapackage-digest.json`.
#[derive(Serialize)]
struct Sum {
    path: &'static str,
    hash: String,
}

/// A package that is being written, one file after the other.
pub(super) struct Package {
    zip: ZipWriter<BufWriter<File>>,
    made: Timestamp,
    files: Vec<Resource>,
    open: Option<(String, Sha256, u64)>,
    main: Option<(String, Timestamp)>,
}

impl Package {
    /// Begins it.
    pub(super) fn new(file: File, made: Timestamp) -> io::Result<Self> {
        Ok(Self {
            zip: ZipWriter::new(BufWriter::with_capacity(1 << 20, file)),
            made,
            files: Vec::new(),
            open: None,
            main: None,
        })
    }

    /// Begins a file; what is written from now on goes into it.
    pub(super) fn begin(&mut self, path: &str, form: Form) -> io::Result<()> {
        let method = match form {
            Form::Stored => CompressionMethod::Stored,
            Form::Packed => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip_time(self.made))
            .unix_permissions(0o644)
            .large_file(true);
        self.zip.start_file(path, options).map_err(zipped)?;
        self.open = Some((path.to_owned(), Sha256::new(), 0));
        Ok(())
    }

    /// Ends the file.
    pub(super) fn end(&mut self) -> io::Result<()> {
        if let Some((path, hash, bytes)) = self.open.take() {
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            self.files.push(Resource {
                name,
                path,
                hash: format!("sha256:{}", hex(&hash.finalize())),
                bytes,
            });
        }
        Ok(())
    }

    /// Says which page is the one it is about.
    pub(super) fn main_page(&mut self, url: &str, date: Timestamp) {
        self.main = Some((url.to_owned(), date));
    }

    /// Writes what the package says of itself, and its end.
    pub(super) fn finish(mut self, title: &str, description: &str) -> io::Result<()> {
        let files = std::mem::take(&mut self.files);
        let main = self.main.take();
        let about = About {
            profile: "data-package",
            resources: &files,
            wacz_version: "1.1.1",
            software: format!("Lede {}", env!("CARGO_PKG_VERSION")),
            created: to_the_second(self.made),
            title: if title.is_empty() { "Lede" } else { title },
            description,
            main_page_url: main.as_ref().map(|(url, _)| url.as_str()),
            main_page_date: main.as_ref().map(|(_, date)| to_the_second(*date)),
        };
        let about = serde_json::to_vec_pretty(&about).map_err(unwritten)?;
        let sum = Sum { path: "datapackage.json", hash: format!("sha256:{}", hex_sha256(&about)) };
        let sum = serde_json::to_vec_pretty(&sum).map_err(unwritten)?;
        for (path, bytes) in [("datapackage.json", about), ("datapackage-digest.json", sum)] {
            self.begin(path, Form::Packed)?;
            self.write_all(&bytes)?;
        }
        self.zip.finish().map_err(zipped)?.flush()
    }
}

impl Write for Package {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.zip.write(bytes)?;
        if let Some((_, hash, written)) = &mut self.open {
            hash.update(&bytes[..taken]);
            *written += taken as u64;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.zip.flush()
    }
}

impl Behind for Package {
    fn written(&self) -> u64 {
        self.open.as_ref().map_or(0, |(_, _, bytes)| *bytes)
    }
}

fn to_the_second(time: Timestamp) -> String {
    time.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
