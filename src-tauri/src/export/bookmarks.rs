//! A Netscape bookmark file, as browsers write and read it: folders for collections, tags, dates, a line of description.
//!
//! Chrome reads it line by line and Firefox as HTML; so each entry is a line, in the letters and quotes that they write themselves.
//! Entries wait in a file without a name until all are there, since an article stands in each of its collections.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

use super::{Exporter, Finished, Source, Target};
use crate::error::Result;
use crate::model::{Article, ArticleId, Contents, LeftOut, ReadState};

const HEAD: &str = "\
<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- This is an automatically generated file.
     It will be read and overwritten.
     DO NOT EDIT! -->
<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=UTF-8\">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
";

/// Bookmarks that are being written.
pub struct Bookmarks {
    target: Target,
    file: BufWriter<File>,
    contents: Contents,
    waiting: BufWriter<File>,
    written: u64,
    /// Where each entry waits.
    places: HashMap<ArticleId, (u64, usize)>,
}

impl Bookmarks {
    /// Begins them.
    ///
    /// # Errors
    /// Those of making the file in which entries wait.
    pub fn new(contents: Contents, (target, file): (Target, File)) -> Result<Self> {
        let beside = target.path().parent().unwrap_or(std::path::Path::new(".")).to_owned();
        let waiting = tempfile::tempfile_in(beside).map_err(|error| target.fault(error))?;
        let (file, waiting) = (BufWriter::new(file), BufWriter::new(waiting));
        Ok(Self { target, file, contents, waiting, written: 0, places: HashMap::new() })
    }

    fn write(&mut self) -> io::Result<()> {
        self.waiting.flush()?;
        self.file.write_all(HEAD.as_bytes())?;
        let mut folders = Folders { file: &mut self.file, open: 0 };
        folders.begin()?;
        let mut filed = HashSet::new();
        let made = self.contents.made.as_second();
        for section in &self.contents.sections {
            folders.close_to(section.depth as usize + 1)?;
            folders.folder(&section.name, made)?;
            for id in &section.articles {
                filed.insert(*id);
                copy(self.waiting.get_mut(), &self.places, *id, &mut folders)?;
            }
        }
        folders.close_to(1)?;
        for entry in self.contents.articles.iter().filter(|entry| !filed.contains(&entry.id)) {
            copy(self.waiting.get_mut(), &self.places, entry.id, &mut folders)?;
        }
        folders.close_to(0)?;
        self.file.flush()
    }
}

impl Exporter for Bookmarks {
    fn add(&mut self, article: &Article, _source: &dyn Source) -> Result<Vec<LeftOut>> {
        let entry = entry(article);
        self.waiting.write_all(entry.as_bytes()).map_err(|error| self.target.fault(error))?;
        self.places.insert(article.summary.id, (self.written, entry.len()));
        self.written += entry.len() as u64;
        Ok(Vec::new())
    }

    fn finish(mut self: Box<Self>, _source: &dyn Source) -> Result<Finished> {
        self.write().map_err(|error| self.target.fault(error))?;
        let Self { target, file, .. } = *self;
        drop(file);
        Ok(Finished { bytes: target.commit()?, left_out: Vec::new() })
    }
}

/// The lists that are being written.
struct Folders<'a> {
    file: &'a mut BufWriter<File>,
    /// How many are open.
    open: usize,
}

impl Folders<'_> {
    fn begin(&mut self) -> io::Result<()> {
        self.line("<DL><p>")?;
        self.open += 1;
        Ok(())
    }

    fn folder(&mut self, name: &str, made: i64) -> io::Result<()> {
        let name = if name.trim().is_empty() { "Untitled".to_owned() } else { escaped(name) };
        self.line(&format!("<DT><H3 ADD_DATE=\"{made}\" LAST_MODIFIED=\"{made}\">{name}</H3>"))?;
        self.begin()
    }

    fn close_to(&mut self, open: usize) -> io::Result<()> {
        while self.open > open {
            self.open -= 1;
            self.line("</DL><p>")?;
        }
        Ok(())
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.file, "{}{line}", "    ".repeat(self.open))
    }
}

fn copy(
    waiting: &mut File,
    places: &HashMap<ArticleId, (u64, usize)>,
    id: ArticleId,
    folders: &mut Folders<'_>,
) -> io::Result<()> {
    let Some((at, length)) = places.get(&id) else { return Ok(()) };
    let mut entry = vec![0; *length];
    waiting.seek(SeekFrom::Start(*at))?;
    waiting.read_exact(&mut entry)?;
    let entry = String::from_utf8(entry).map_err(io::Error::other)?;
    entry.lines().try_for_each(|line| folders.line(line))
}

fn entry(article: &Article) -> String {
    let summary = &article.summary;
    let (added, changed) = (summary.saved.as_second(), article.fetched.max(summary.saved).as_second());
    // A comma ends a tag, and nothing says it otherwise.
    let tags: Vec<String> = summary.tags.iter().map(|tag| tag.replace(',', " ")).collect();
    let tags = match tags.is_empty() {
        true => String::new(),
        false => format!(" TAGS=\"{}\"", escaped(&tags.join(","))),
    };
    let unread = u8::from(summary.state != ReadState::Read);
    let mut entry = format!(
        "<DT><A HREF=\"{}\" ADD_DATE=\"{added}\" LAST_MODIFIED=\"{changed}\"{tags} TOREAD=\"{unread}\">{}</A>\n",
        escaped(&summary.url),
        escaped(&summary.title),
    );
    if !summary.excerpt.trim().is_empty() {
        entry.push_str(&format!("<DD>{}\n", escaped(&summary.excerpt)));
    }
    entry
}

/// A text within a line of HTML.
fn escaped(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\0', "")
}

#[cfg(test)]
mod tests {
    use dom_query::{Document, NodeRef};

    use super::*;
    use crate::export::testing::{article, contents, written};
    use crate::model::{ExportFormat, Section};

    /// The tree as a browser's parser sees it: a folder's name before what is in it, a bookmark as its title.
    fn tree(list: &NodeRef<'_>) -> Vec<String> {
        let mut out = Vec::new();
        for entry in list.descendants_it() {
            let Some(name) = entry.node_name() else { continue };
            let depth = entry
                .ancestors_it(None)
                .filter(|above| above.node_name().is_some_and(|name| &*name == "dl"))
                .count();
            match &*name {
                "h3" => out.push(format!("{}{}/", "  ".repeat(depth - 1), entry.text())),
                "a" => out.push(format!("{}{}", "  ".repeat(depth - 1), entry.text())),
                _ => {}
            }
        }
        out
    }

    #[test]
    fn collections_are_folders_and_an_article_stands_in_each() {
        let articles = [article(1, "Bridge <reopens>"), article(2, "سیل در خوزستان"), article(3, "Ferry")];
        let section = |name: &str, depth, ids: &[i64]| Section {
            name: name.to_owned(),
            depth,
            articles: ids.iter().copied().map(ArticleId).collect(),
        };
        let sections =
            vec![section("Harbour", 0, &[2, 1]), section("Below & under", 1, &[1]), section("Empty", 0, &[])];
        let contents = Contents { sections, ..contents(&articles) };
        let file = String::from_utf8(written(ExportFormat::Bookmarks, contents, &articles)).unwrap();
        let document = Document::from(file.as_str());
        assert_eq!(
            tree(&document.root()),
            [
                "Harbour/",
                "  سیل در خوزستان",
                "  Bridge <reopens>",
                "  Below & under/",
                "    Bridge <reopens>",
                "Empty/",
                "Ferry"
            ]
        );
        assert_eq!(document.select("dl").length(), 4);
        let link = document.select("a").iter().next().unwrap();
        assert_eq!(link.attr("href").as_deref(), Some("https://example.org/2"));
        assert_eq!(link.attr("add_date").as_deref(), Some("1795348800"));
        assert_eq!(link.attr("last_modified").as_deref(), Some("1795435200"));
        assert_eq!(link.attr("tags").as_deref(), Some("world/iran,to read"));
        assert_eq!(document.select("dd").iter().next().unwrap().text().trim(), "What was said.");
    }

    /// What Chrome's reader, which looks at one line after the other, asks of a line.
    #[test]
    fn every_entry_is_a_line_of_its_own() {
        let mut odd = article(1, "One\ntwo \"three\"");
        odd.summary.url = "https://example.org/?a=1&copy=2\"".to_owned();
        odd.summary.tags = vec!["a,b".to_owned()];
        odd.summary.excerpt = String::new();
        let articles = [odd];
        let file =
            String::from_utf8(written(ExportFormat::Bookmarks, contents(&articles), &articles)).unwrap();
        assert!(file.starts_with("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n"));
        let line = file.lines().find(|line| line.contains("HREF")).unwrap();
        assert_eq!(
            line,
            "    <DT><A HREF=\"https://example.org/?a=1&amp;copy=2&quot;\" ADD_DATE=\"1795348800\" LAST_MODIFIED=\"1795435200\" \
             TAGS=\"a b\" TOREAD=\"1\">One two &quot;three&quot;</A>"
        );
        assert!(!file.contains("<DD>"));
        assert_eq!(file.matches("<DL><p>").count(), file.matches("</DL><p>").count());
    }
}
