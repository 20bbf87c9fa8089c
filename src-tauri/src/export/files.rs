//! Many files as one: in a zip, or in a folder.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Target;
use crate::error::{Error, Result};

/// Files that are being written.
pub struct Files {
    target: Target,
    zip: Option<ZipWriter<BufWriter<File>>>,
}

impl Files {
    /// Begins them: a folder, or a zip.
    ///
    /// # Errors
    /// Those of a target.
    pub fn new(output: &Path, folder: bool, replace: bool) -> Result<Self> {
        if folder {
            return Ok(Self { target: Target::folder(output, replace)?, zip: None });
        }
        let (target, file) = Target::file(output, replace)?;
        Ok(Self { target, zip: Some(ZipWriter::new(BufWriter::new(file))) })
    }

    /// Adds a text under its path, with `/` between folders; in a zip it has this time.
    ///
    /// # Errors
    /// Those of writing.
    pub fn text(&mut self, path: &str, text: &str, time: Timestamp) -> Result<()> {
        self.add(path, text.as_bytes(), time, CompressionMethod::Deflated)
    }

    /// Adds what is compressed already, such as a picture.
    ///
    /// # Errors
    /// Those of writing.
    pub fn picture(&mut self, path: &str, bytes: &[u8], time: Timestamp) -> Result<()> {
        self.add(path, bytes, time, CompressionMethod::Stored)
    }

    fn add(&mut self, path: &str, bytes: &[u8], time: Timestamp, method: CompressionMethod) -> Result<()> {
        let Some(zip) = &mut self.zip else {
            let file = self.target.path().join(path);
            let folder = file.parent().unwrap_or(Path::new("."));
            let written = fs::create_dir_all(folder).and_then(|()| fs::write(&file, bytes));
            return written.map_err(|error| self.target.fault(error));
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip_time(time))
            .unix_permissions(0o644)
            .large_file(bytes.len() as u64 > u64::from(u32::MAX));
        let begun = zip.start_file(path, options).map_err(|error| zip_fault(&self.target, error));
        begun?;
        zip.write_all(bytes).map_err(|error| self.target.fault(error))
    }

    /// Puts them where they belong. Returns their bytes, or those of the zip.
    ///
    /// # Errors
    /// Those of writing.
    pub fn commit(self) -> Result<u64> {
        if let Some(zip) = self.zip {
            let file = zip.finish().map_err(|error| zip_fault(&self.target, error))?;
            file.into_inner().map_err(|error| self.target.fault(error.into_error()))?;
        }
        self.target.commit()
    }
}

fn zip_fault(target: &Target, error: zip::result::ZipError) -> Error {
    target.fault(error.into())
}

/// A zip knows years from 1980 to 2107 and no zones: it has UTC.
pub(super) fn zip_time(time: Timestamp) -> DateTime {
    let time = time.to_zoned(TimeZone::UTC);
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    let year = u16::try_from(time.year()).unwrap_or_default();
    let (month, day) = (part(time.month()), part(time.day()));
    DateTime::from_date_and_time(
        year,
        month,
        day,
        part(time.hour()),
        part(time.minute()),
        part(time.second()),
    )
    .unwrap_or_default()
}
