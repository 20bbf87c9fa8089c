//! The files that lie beside a saved page, and in no other place.

use std::fmt;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use url::Url;

use crate::model::{PageFile, PageFiles};

/// What browsers put behind a page's name for the folder of its files, in the languages of the systems they ran on: the names by
/// which Windows keeps a page and its folder together.
const FOLDERS: &[&str] = &[
    "_files",
    ".files",
    "-filer",
    "_fichiers",
    "-Dateien",
    "_bestanden",
    "_archivos",
    "_file",
    "_tiedostot",
    "_pliki",
    "_soubory",
    "_elemei",
    "_ficheiros",
    "_arquivos",
    "_dosyalar",
    "_datoteke",
    "_fitxers",
    "_failid",
    "_fails",
    "_bylos",
    "_fajlovi",
    "_fitxategiak",
];

/// Bytes of a file beside a page beyond which it is no picture.
const LARGEST: u64 = 64 << 20;

/// Where the files of a page lie: their paths are parts, none of which leads up or elsewhere.
pub(in crate::import) trait Tree: Send + Sync {
    /// The file at a path below the folder that the page lies in.
    fn file(&self, path: &[String]) -> Option<Vec<u8>>;
}

/// What lies beside a page.
pub(in crate::import) struct Beside {
    /// Where it lies.
    pub tree: Arc<dyn Tree>,
    /// The name of the folder of the page's files; without one, whatever lies below the page's own folder is meant.
    pub folder: Option<String>,
}

impl Beside {
    /// The files of a page of this address; of one without an address, those that it names by their paths.
    pub(super) fn files(self, page: Option<&str>) -> Option<Files> {
        let reach = match self.folder {
            Some(name) => Reach::Folder(name),
            None => Reach::Below(Url::parse(page.unwrap_or("file:///")).ok()?.join(".").ok()?),
        };
        Some(Files { tree: self.tree, reach })
    }
}

/// The files of a page.
pub(super) struct Files {
    tree: Arc<dyn Tree>,
    reach: Reach,
}

/// Which addresses are of files beside a page.
#[derive(Debug)]
enum Reach {
    /// Those with this folder's name in them.
    Folder(String),
    /// Those in and below the folder of the page's own address.
    Below(Url),
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Files").field("reach", &self.reach).finish_non_exhaustive()
    }
}

impl PageFiles for Files {
    fn file(&self, url: &str) -> Option<PageFile> {
        let url = Url::parse(url).ok()?;
        let segments: Vec<String> = url.path_segments()?.map(decoded).collect();
        let path = match &self.reach {
            Reach::Folder(name) => &segments[segments.iter().rposition(|segment| segment == name)?..],
            Reach::Below(base) => {
                let same =
                    (url.scheme(), url.host(), url.port()) == (base.scheme(), base.host(), base.port());
                let depth = base.path_segments()?.count().saturating_sub(1);
                let below = same && url.path().starts_with(base.path());
                segments.get(depth..).filter(|_| below)?
            }
        };
        let is_name = |part: &String| {
            !matches!(part.as_str(), "" | "." | "..") && !part.contains(['/', '\\', '\0', ':'])
        };
        if path.is_empty() || !path.iter().all(is_name) {
            return None;
        }
        let bytes = self.tree.file(path)?;
        Some(PageFile { media_type: String::new(), bytes })
    }
}

/// A part of a URL's path as a file is called.
fn decoded(segment: &str) -> String {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let [first, tail @ ..] = rest {
        let digit = |at: usize| tail.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The folder of a page's files beside it on the disk.
pub(super) fn on_disk(page: &Path) -> Option<Beside> {
    let folder = page.parent()?;
    let stem = page.file_stem()?.to_str()?;
    // What a link leads to may lie anywhere.
    let is_folder =
        |name: &String| fs::symlink_metadata(folder.join(name)).is_ok_and(|found| found.file_type().is_dir());
    let name = folders_of(stem).find(is_folder)?;
    let root = folder.join(&name).canonicalize().ok()?;
    Some(Beside { tree: Arc::new(Disk { root }), folder: Some(name) })
}

/// What the folder of a page's files may be called, by the page's name without its ending.
pub(in crate::import) fn folders_of(stem: &str) -> impl Iterator<Item = String> {
    FOLDERS.iter().map(move |end| format!("{stem}{end}"))
}

/// The page's name that a folder of files belongs to.
pub(in crate::import) fn stem_of_folder(name: &str) -> Option<&str> {
    FOLDERS.iter().find_map(|end| name.strip_suffix(end)).filter(|stem| !stem.is_empty())
}

struct Disk {
    root: PathBuf,
}

impl Tree for Disk {
    fn file(&self, path: &[String]) -> Option<Vec<u8>> {
        // The first part is the folder itself.
        let path: PathBuf = path.get(1..)?.iter().collect();
        let path = self.root.join(path).canonicalize().ok()?;
        if !path.starts_with(&self.root) || !path.is_file() {
            return None;
        }
        let mut bytes = Vec::new();
        File::open(path).ok()?.take(LARGEST + 1).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 <= LARGEST).then_some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_in_the_folder_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        put("A note_files/p 1.png", "inside");
        put("A note_files/deep/2.png", "deeper");
        put("secret.png", "outside");
        #[cfg(unix)]
        std::os::unix::fs::symlink(
            folder.path().join("secret.png"),
            folder.path().join("A note_files/link.png"),
        )
        .unwrap();
        let files = on_disk(&folder.path().join("A note.html")).unwrap().files(None).unwrap();
        let read = |url: &str| files.file(url).map(|file| String::from_utf8(file.bytes).unwrap());
        assert_eq!(read("https://example.org/news/A%20note_files/p%201.png").as_deref(), Some("inside"));
        assert_eq!(read("file:///A%20note_files/deep/2.png").as_deref(), Some("deeper"));
        for outside in [
            "https://example.org/secret.png",
            "https://example.org/A%20note_files/../secret.png",
            "https://example.org/A%20note_files/%2e%2e/secret.png",
            "https://example.org/A%20note_files/..%2fsecret.png",
            "https://example.org/A%20note_files/..%5csecret.png",
            "https://example.org/A%20note_files/link.png",
            "https://example.org/A%20note_files/",
            "https://example.org/A%20note_files",
            "https://example.org/A%20note_files//etc/passwd",
            "cid:1",
        ] {
            assert_eq!(read(outside), None, "{outside}");
        }
        assert!(on_disk(&folder.path().join("B.html")).is_none());
        assert_eq!(stem_of_folder("A note_files"), Some("A note"));
        assert_eq!((stem_of_folder("_files"), stem_of_folder("A note")), (None, None));
    }

    #[test]
    fn addresses_below_a_page_are_those_of_its_folder() {
        struct Names;
        impl Tree for Names {
            fn file(&self, path: &[String]) -> Option<Vec<u8>> {
                Some(path.join("|").into_bytes())
            }
        }
        let below = |page| Beside { tree: Arc::new(Names), folder: None }.files(page).unwrap();
        let files = below(Some("https://example.org/news/a.html"));
        let read = |url: &str| files.file(url).map(|file| String::from_utf8(file.bytes).unwrap());
        assert_eq!(read("https://example.org/news/images/0.png").as_deref(), Some("images|0.png"));
        assert_eq!(read("https://example.org/other/0.png"), None);
        assert_eq!(read("https://cdn.example.org/news/0.png"), None);
        let files = below(None);
        assert_eq!(files.file("file:///images/0.png").unwrap().bytes, b"images|0.png");
    }
}
