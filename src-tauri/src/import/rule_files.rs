//! Files of rules: single ones, folders of them, and zip archives.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Bytes of one file, more than which are no rule.
const MAX_BYTES: u64 = 256 << 10;

/// Files that are read at once.
const MAX_FILES: usize = 50_000;

/// A file that may hold a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFile {
    /// Its name, without folders.
    pub name: String,
    /// Its text, or why it cannot be read.
    pub text: std::result::Result<String, String>,
}

/// Reads the rules of a file, of all files in a folder and the folders in it, or of a zip archive: those that end in
/// `.toml` and `.txt`, in the order of their names.
///
/// # Errors
/// `Io` when the path itself cannot be read.
pub fn read_rule_files(path: &Path) -> Result<Vec<RuleFile>> {
    let io = |source| Error::Io { path: path.display().to_string(), source };
    let mut files = if path.is_dir() {
        let mut paths = Vec::new();
        below(path, &mut paths).map_err(io)?;
        paths
            .iter()
            .filter(|path| may_be_rule(path))
            .map(|path| read(path).map_err(io))
            .collect::<Result<_>>()?
    } else if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("zip")) {
        zipped(path).map_err(io)?
    } else {
        vec![read(path).map_err(io)?]
    };
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn may_be_rule(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "toml" || e == "txt")
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // A link could lead round in a circle.
        let kind = entry.file_type()?;
        if kind.is_dir() && entry.file_name() != ".git" {
            below(&entry.path(), found)?;
        } else if kind.is_file() && found.len() < MAX_FILES {
            found.push(entry.path());
        }
    }
    Ok(())
}

fn read(path: &Path) -> io::Result<RuleFile> {
    Ok(RuleFile { name: name_of(path), text: text(File::open(path)?) })
}

fn zipped(path: &Path) -> io::Result<Vec<RuleFile>> {
    let mut archive =
        zip::ZipArchive::new(io::BufReader::new(File::open(path)?)).map_err(io::Error::other)?;
    let mut files = Vec::new();
    for n in 0..archive.len().min(MAX_FILES) {
        let entry = archive.by_index(n).map_err(io::Error::other)?;
        let name = PathBuf::from(entry.name().map_err(io::Error::other)?.into_owned());
        if entry.is_file() && may_be_rule(&name) {
            files.push(RuleFile { name: name_of(&name), text: text(entry) });
        }
    }
    Ok(files)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn text(file: impl Read) -> std::result::Result<String, String> {
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(format!("it is larger than {MAX_BYTES} bytes"));
    }
    String::from_utf8(bytes).map_err(|_| "it is not text in UTF-8".to_owned())
}
