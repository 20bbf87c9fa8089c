//! Books, judged by epubcheck.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::made::{Made, tool};

fn entry(book: &Path, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(book).unwrap()).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Where the package of Python's index has the program itself.
fn epubcheck() -> PathBuf {
    let tools = std::env::var("LEDE_VALIDATORS").expect("epubcheck is missing: `./dev exports` installs it");
    let libraries = Path::new(&tools).parent().unwrap().join("lib");
    let versions = std::fs::read_dir(libraries).unwrap().map(|version| version.unwrap().path());
    let mut jars = versions.map(|version| version.join("site-packages/epubcheck/epubcheck.jar"));
    jars.find(|jar| jar.exists()).expect("epubcheck is missing: `./dev exports` installs it")
}

fn check(book: &Path) {
    let out = tool("java").arg("-jar").arg(epubcheck()).arg("--failonwarnings").arg(book).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(out.status.success() && said.contains("No errors or warnings detected"), "{said}");
}

#[test]
#[ignore = "run by ./dev exports, which installs epubcheck"]
fn judged_a_checker_of_books_finds_no_fault() {
    let made = Made::new();
    let (book, report) = made.export("ports.epub", &["--format", "epub", "--collection", "Ports"]);
    assert_eq!(report["exported"], 10);
    check(&book);
    let package = entry(&book, "EPUB/package.opf");
    for part in [
        "page-progression-direction=\"ltr\"",
        "<dc:language>en</dc:language>",
        "<dc:language>fa</dc:language>",
        "<dc:creator>Ines Calloway</dc:creator>",
        "properties=\"cover-image\"",
    ] {
        assert!(package.contains(part), "{part}: {package}");
    }
    assert!(entry(&book, "EPUB/article-1.xhtml").contains("epub:type=\"noteref\""));
    assert!(
        entry(&book, "EPUB/article-10.xhtml").contains("<math xmlns=")
            && package.contains("properties=\"mathml\"")
    );
    assert!(entry(&book, "EPUB/nav.xhtml").contains("فارسی و 中文"));
}

#[test]
#[ignore = "run by ./dev exports, which installs epubcheck"]
fn judged_a_book_of_persian_articles_turns_from_right_to_left() {
    let made = Made::new();
    let (book, _) = made.export("fa.epub", &["2", "--format", "epub"]);
    check(&book);
    let package = entry(&book, "EPUB/package.opf");
    assert!(
        package.contains("page-progression-direction=\"rtl\"") && package.contains("<dc:language>fa"),
        "{package}"
    );
    assert!(entry(&book, "EPUB/cover.svg").contains("direction=\"rtl\"") || package.contains("pictures/"));
}

#[test]
#[ignore = "run by ./dev exports, which installs epubcheck"]
fn judged_the_same_articles_make_the_same_book() {
    let made = Made::new();
    let title = |name: &str| {
        let (book, _) = made.export(name, &["1", "3", "--format", "epub", "--title", "A & B <c>"]);
        check(&book);
        entry(&book, "EPUB/package.opf").lines().take(6).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(title("a.epub"), title("b.epub"));
}
