use super::*;
use crate::import::testing::{Zip, article, fixture, input, read, recognised, refused, rows, survives};
use crate::model::ImportFormat;

const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// The only row of a file of `tests/import/page`.
fn only(name: &str) -> ImportedRow {
    let bytes = fixture(&format!("page/{name}"));
    let mut rows = rows(ImportFormat::Page, name, &bytes);
    assert_eq!(rows.len(), 1);
    let row = rows.remove(0);
    assert_eq!(row.place, name);
    assert_eq!(page(&row).body, bytes);
    row
}

fn page(row: &ImportedRow) -> &ImportedPage {
    match &article(row).content {
        Some(ImportedContent::Page(page)) => page,
        other => panic!("no page: {other:?}"),
    }
}

fn saved(row: &ImportedRow) -> Option<String> {
    assert_eq!(article(row).saved, page(row).fetched);
    article(row).saved.map(|time| time.to_string())
}

#[test]
fn a_page_of_single_file() {
    let row = only("singlefile.html");
    assert_eq!(article(&row).url.as_deref(), Some("https://example.org/news/رود?utm_source=a"));
    assert_eq!(page(&row).final_url, "https://example.org/news/رود?utm_source=a");
    assert_eq!(saved(&row).as_deref(), Some("2024-03-04T06:50:30Z"));
    assert!(row.source.starts_with(b"Page saved with SingleFile"));
}

#[test]
fn a_page_of_monolith() {
    let row = only("monolith.html");
    assert_eq!(article(&row).url.as_deref(), Some("https://example.org/2024/bridge"));
    assert_eq!(saved(&row).as_deref(), Some("2024-03-04T06:50:30Z"));
}

#[test]
fn a_page_of_a_browser() {
    let row = only("chrome.html");
    assert_eq!(article(&row).url.as_deref(), Some("https://example.org/2024/bridge1"));
    assert_eq!(saved(&row), None);
}

#[test]
fn a_page_that_only_names_itself() {
    assert_eq!(article(&only("plain.html")).url.as_deref(), Some("https://example.org/note"));
}

#[test]
fn a_page_without_an_address_in_another_encoding() {
    let row = only("nameless.html");
    let sum = "urn:sha256:b45a0c8b11fad4fb0876db15d6fa89e6f82be870cec068fb1c0fc3a11f56f2e4";
    assert_eq!((article(&row).url.as_deref(), page(&row).final_url.as_str()), (Some(sum), ""));
}

#[test]
fn a_page_of_ours_is_the_articles_in_it() {
    let rows = rows(ImportFormat::Page, "lede.html", &fixture("page/lede.html"));
    assert_eq!(rows.len(), 3);
    let first = article(&rows[0]);
    assert_eq!(rows[0].place, "lede.html, article 7");
    assert_eq!(first.url.as_deref(), Some("https://example.org/bridge"));
    assert_eq!(first.title.as_deref(), Some("The bridge"));
    assert_eq!(first.published.as_deref(), Some("2024-03-04"));
    assert_eq!(first.tags, ["city/bridges"]);
    let Some(ImportedContent::Html(html, None)) = &first.content else { panic!("no text") };
    assert!(html.starts_with("<p dir=\"auto\">The bridge was"), "{html}");
    assert_eq!(
        (article(&rows[1]).title.as_deref(), article(&rows[1]).language.as_deref()),
        (Some("پل"), Some("fa"))
    );
    assert!(matches!(refused(&rows[2]), Refusal::Failed(_)));
}

#[test]
fn a_page_with_its_folder_brings_its_pictures() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("大桥.html");
    std::fs::write(&file, fixture("page/chrome.html")).unwrap();
    std::fs::create_dir(folder.path().join("大桥_files")).unwrap();
    std::fs::write(folder.path().join("大桥_files/1.png"), GIF).unwrap();
    let mut rows = Vec::new();
    let mut take = |row| {
        rows.push(row);
        Ok(())
    };
    open(Input::open(&file).unwrap()).each(&mut take).unwrap();
    let files = page(&rows[0]).files.as_ref().unwrap();
    let picture = "https://example.org/2024/%E5%A4%A7%E6%A1%A5_files/1.png";
    assert_eq!(files.file(picture).unwrap().bytes, GIF);
    assert_eq!(files.file("https://example.org/1.png"), None);
}

#[test]
fn a_page_that_unpacks_itself_is_unpacked() {
    let inner = fixture("page/singlefile.html");
    let zip = Zip::default().add("index.html", &inner).add("images/0.gif", GIF).end();
    let packed = [b"<!DOCTYPE html><html data-sfz><script>/*...*/</script><!--".as_slice(), &zip].concat();
    let rows = rows(ImportFormat::Page, "a.zip.html", &packed);
    assert_eq!(page(&rows[0]).body, inner);
    let files = page(&rows[0]).files.as_ref().unwrap();
    assert_eq!(files.file("https://example.org/news/images/0.gif").unwrap().bytes, GIF);
    let locked = Zip::default().encrypted("index.html", &inner).end();
    let locked = [b"<!DOCTYPE html><html data-sfz><!--".as_slice(), &locked].concat();
    let Refusal::Failed(why) = refused(&read(ImportFormat::Page, "a.zip.html", &locked)[0]).clone() else {
        panic!("skipped")
    };
    assert!(why.contains("encrypted") && why.contains("save it as plain HTML"), "{why}");
}

#[test]
fn an_empty_page_and_one_that_is_too_large_are_refused() {
    assert!(matches!(refused(&read(ImportFormat::Page, "empty.html", b"")[0]), Refusal::Failed(_)));
    let large = Input { source: Box::new(Endless(0)), ..input("large.html", b"<html>") };
    let mut rows = Vec::new();
    let mut take = |row| {
        rows.push(row);
        Ok(())
    };
    open(large).each(&mut take).unwrap();
    assert!(matches!(refused(&rows[0]), Refusal::Failed(why) if why.contains("larger than")));
}

/// A file that does not end.
struct Endless(u64);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        buffer.fill(b'<');
        Ok(buffer.len())
    }
}

impl io::Seek for Endless {
    fn seek(&mut self, _: io::SeekFrom) -> io::Result<u64> {
        Ok(self.0)
    }
}

#[test]
fn other_files_are_no_pages() {
    for (name, text) in [
        ("a.html", "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<html><DL><p>"),
        ("a.html", "A note about <html>"),
        ("a.xml", "<?xml version='1.0'?><rss version='2.0'></rss>"),
        ("a.html", ""),
    ] {
        assert_ne!(recognised(name, text.as_bytes()), Some(ImportFormat::Page), "{text}");
    }
}

#[test]
fn nothing_makes_it_stumble() {
    for name in ["singlefile.html", "lede.html"] {
        survives(ImportFormat::Page, name, &fixture(&format!("page/{name}")));
    }
}
