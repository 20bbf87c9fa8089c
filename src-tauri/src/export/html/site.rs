//! A folder that is a site: a page an article, lists by date, site, tag and collection, and a search that needs no server.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use super::file::to_text;
use super::head::{Head, STYLE};
use super::listing::item;
use super::search::{Found, Index, SCRIPT};
use crate::error::{Error, Result};
use crate::export::names::Names;
use crate::export::page::outline::{main_language, title};
use crate::export::page::tree::{Element, Node};
use crate::export::page::words::Words;
use crate::export::page::write::{Form, Shown, Writer};
use crate::export::page::{Page, Style, date, framed, heading, is_language_tag};
use crate::export::picture::extension;
use crate::export::{Exporter, Finished, Source, Target};
use crate::markdown;
use crate::model::{Article, ArticleId, Contents, LeftOut};

/// Pictures and the style of the folder, and nothing else.
const POLICY: &str = "default-src 'none'; img-src 'self' file:; style-src 'self' file: 'unsafe-inline'; base-uri 'none'; form-action 'none'";
/// The page of the search loads scripts of the folder as well.
const SEARCH_POLICY: &str = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; base-uri 'none'; form-action 'none'";
/// Articles on one page of a list.
const ROWS: usize = 200;

/// A site that is being written.
pub struct Site {
    target: Target,
    contents: Contents,
    words: &'static Words,
    language: Option<String>,
    /// Of each article its number and the name of its file.
    files: HashMap<ArticleId, (usize, String)>,
    /// Of each tag its file and its articles.
    tags: BTreeMap<String, (String, Vec<usize>)>,
    tag_names: Names,
    index: Index,
    written: Vec<bool>,
}

impl Site {
    /// Makes the folders, and what all pages share.
    ///
    /// # Errors
    /// Those of writing files.
    pub fn new(mut contents: Contents, target: Target) -> Result<Self> {
        let mut names = Names::default();
        let files = (contents.articles.iter().enumerate())
            .map(|(number, entry)| (entry.id, (number, names.give(&entry.title, "html"))))
            .collect();
        for folder in ["articles", "dates", "sites", "tags", "collections", "pictures", "search"] {
            fs::create_dir(target.path().join(folder)).map_err(|error| target.fault(error))?;
        }
        for (name, text) in [("style.css", STYLE), ("search.js", SCRIPT)] {
            fs::write(target.path().join(name), text).map_err(|error| target.fault(error))?;
        }
        let language = main_language(&contents);
        let words = Words::of(language.as_deref());
        contents.title = title(&contents, words);
        Ok(Self {
            index: Index::new(target.path().join("search"), contents.articles.len()),
            words,
            language,
            files,
            tags: BTreeMap::new(),
            tag_names: Names::default(),
            written: vec![false; contents.articles.len()],
            target,
            contents,
        })
    }

    fn write(&self, name: &str, text: &str) -> Result<()> {
        fs::write(self.target.path().join(name), text).map_err(|error| self.target.fault(error))
    }

    fn head(&self, title: &str, up: &str, policy: &str) -> String {
        let style = format!("<link rel=\"stylesheet\" href=\"{up}style.css\">\n");
        let language = self.language.as_deref().filter(|tag| is_language_tag(tag));
        Head { title, words: self.words, language, rtl: self.words.rtl, policy, style: &style, more: "" }
            .html()
    }

    /// The way to the lists, from any page.
    fn way(&self, up: &str, here: &str) -> Element {
        let words = self.words;
        let mut places =
            vec![("index.html", words.all), ("dates.html", words.dates), ("sites.html", words.sites)];
        places.extend((!self.tags.is_empty() || here == "tags.html").then_some(("tags.html", words.tags)));
        places
            .extend((!self.contents.sections.is_empty()).then_some(("collections.html", words.collections)));
        places.push(("search.html", words.search));
        let links = places.into_iter().map(|(file, name)| {
            let link = Element::text("a", name).with("href", &format!("{up}{file}"));
            if file == here { link.with("aria-current", "page").into() } else { link.into() }
        });
        Element::new("nav", links.collect()).with("class", "site")
    }

    /// A page with a title and what stands below it.
    fn page(&self, name: &str, title: &str, here: &str, body: Vec<Node>) -> Result<()> {
        let up = if name.contains('/') { "../" } else { "" };
        let mut main = vec![Node::from(heading(1, title).with("dir", "auto"))];
        main.extend(body);
        let nodes = [self.way(up, here).into(), Element::new("main", main).into()];
        let html = format!(
            "{}{}</body>\n</html>\n",
            self.head(title, up, if here == "search.html" { SEARCH_POLICY } else { POLICY }),
            to_text(&nodes, self.words)
        );
        self.write(name, &html)
    }

    /// The pages of a list, the first of which has the name itself.
    fn list(&self, name: &str, title: &str, here: &str, before: Vec<Node>, rows: &[usize]) -> Result<()> {
        let up = if name.contains('/') { "../" } else { "" };
        let name_of = |page: usize| if page == 0 { name.to_owned() } else { format!("{name} {}", page + 1) };
        let pages = rows.len().div_ceil(ROWS).max(1);
        for page in 0..pages {
            let part = &rows[page * ROWS..rows.len().min((page + 1) * ROWS)];
            let items = part.iter().map(|number| {
                let entry = &self.contents.articles[*number];
                let address = format!("{up}articles/{}", address(&self.files[&entry.id].1));
                item(entry, &address).with("class", "entry").into()
            });
            let mut body = if page == 0 { before.clone() } else { Vec::new() };
            body.push(match part.is_empty() {
                true => Element::text("p", self.words.nothing_here).with("class", "details").into(),
                false => Element::new("ul", items.collect()).with("class", "plain").into(),
            });
            if pages > 1 {
                let link = |to: usize, text: &str| {
                    let file = name_of(to);
                    let file = file.rsplit('/').next().unwrap_or_default();
                    Node::from(Element::text("a", text).with("href", &format!("{}.html", address(file))))
                };
                let words = self.words;
                let at =
                    format!("{} {} {} {}", words.page, words.number(page + 1), words.of, words.number(pages));
                let mut parts = vec![Element::text("span", &at).into()];
                parts.extend((page > 0).then(|| link(page - 1, words.newer)));
                parts.extend((page + 1 < pages).then(|| link(page + 1, words.older)));
                body.push(Element::new("nav", parts).with("class", "pages").into());
            }
            self.page(&format!("{}.html", name_of(page)), title, here, body)?;
        }
        Ok(())
    }

    /// A page that leads to lists, each with its number of articles.
    fn lists(&self, name: &str, title: &str, lists: Vec<(String, String, usize, u32)>) -> Result<()> {
        let items = lists.into_iter().map(|(title, file, count, depth)| {
            let link = Element::text("a", &title).with("href", &address(&file)).with("dir", "auto");
            let number = Element::text("span", &self.words.number(count)).with("class", "number");
            let indent = format!("padding-inline-start: {}em", depth * 2);
            let item = Element::new("li", vec![link.into(), Node::text(" "), number.into()]);
            if depth > 0 { item.with("style", &indent).into() } else { item.into() }
        });
        let list = Element::new("ul", items.collect()).with("class", "plain columns");
        let nav = Element::new("nav", vec![list.into()]).into();
        self.page(name, title, name, vec![nav])
    }

    fn by_date(&self) -> Result<()> {
        let mut months: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, entry) in self.contents.articles.iter().enumerate() {
            let month = entry.published.as_deref().and_then(|date| date.get(..7)).unwrap_or_default();
            months.entry(month.to_owned()).or_default().push(number);
        }
        let mut lists = Vec::new();
        for (month, mut rows) in months.into_iter().rev() {
            rows.sort_by(|a, b| {
                let published = |row: &usize| self.contents.articles[*row].published.as_deref();
                published(b).cmp(&published(a))
            });
            let (name, title) = match month.as_str() {
                "" => ("undated".to_owned(), self.words.undated.to_owned()),
                month => (crate::export::names::safe(month, 20), date::month(month, self.words)),
            };
            self.list(&format!("dates/{name}"), &title, "", Vec::new(), &rows)?;
            lists.push((title, format!("dates/{name}.html"), rows.len(), 0));
        }
        self.lists("dates.html", self.words.dates, lists)
    }

    fn by_site(&self) -> Result<()> {
        let mut sites: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, entry) in self.contents.articles.iter().enumerate() {
            sites.entry(entry.site.as_str()).or_default().push(number);
        }
        let (mut names, mut lists) = (Names::default(), Vec::new());
        for (site, rows) in sites {
            let name = names.give(site, "");
            self.list(&format!("sites/{name}"), site, "", Vec::new(), &rows)?;
            lists.push((site.to_owned(), format!("sites/{name}.html"), rows.len(), 0));
        }
        self.lists("sites.html", self.words.sites, lists)
    }

    fn by_tag(&self) -> Result<()> {
        let mut lists = Vec::new();
        for (tag, (name, rows)) in &self.tags {
            self.list(&format!("tags/{name}"), tag, "", Vec::new(), rows)?;
            lists.push((tag.clone(), format!("tags/{name}.html"), rows.len(), 0));
        }
        if lists.is_empty() { Ok(()) } else { self.lists("tags.html", self.words.tags, lists) }
    }

    fn by_collection(&self) -> Result<()> {
        let (mut names, mut lists) = (Names::default(), Vec::new());
        for section in &self.contents.sections {
            let rows: Vec<usize> = section
                .articles
                .iter()
                .filter_map(|id| self.files.get(id))
                .map(|(number, _)| *number)
                .collect();
            let name = names.give(&section.name, "");
            self.list(&format!("collections/{name}"), &section.name, "", Vec::new(), &rows)?;
            lists.push((section.name.clone(), format!("collections/{name}.html"), rows.len(), section.depth));
        }
        if lists.is_empty() { Ok(()) } else { self.lists("collections.html", self.words.collections, lists) }
    }

    fn search_page(&self) -> Result<()> {
        let words = self.words;
        let field = Element::new("input", Vec::new())
            .with("type", "search")
            .with("aria-label", words.search)
            .with("placeholder", words.search_hint)
            .with("autocomplete", "off")
            .with("dir", "auto");
        let no_script = Element::text("p", words.needs_script);
        let body = vec![
            Element::new("form", vec![field.into()]).with("role", "search").into(),
            Element::new("p", Vec::new())
                .with("id", "count")
                .with("class", "details")
                .with("aria-live", "polite")
                .into(),
            Element::new("ul", Vec::new()).with("id", "results").with("class", "plain").into(),
            Element::new("noscript", vec![no_script.into()]).into(),
            Element::new("script", Vec::new()).with("src", "search.js").into(),
        ];
        self.page("search.html", words.search, "search.html", body)
    }

    fn front(&self) -> Result<()> {
        let count = self.words.count(self.contents.articles.len());
        let made = format!("{} {}", self.words.exported, date::day(self.contents.made, self.words));
        let mut before =
            vec![Node::from(Element::text("p", &format!("{count} · {made}")).with("class", "details"))];
        if !self.contents.description.trim().is_empty() {
            let html = markdown::to_html(&self.contents.description, &|_| None);
            let inside = crate::export::page::tree::parse(&html);
            before.push(Element::new("div", inside).with("class", "description").into());
        }
        let rows: Vec<usize> = (0..self.contents.articles.len()).collect();
        self.list("index", &self.contents.title, "index.html", before, &rows)
    }

    /// The page of an article that could not be read.
    fn gap(&self, number: usize) -> Result<()> {
        let entry = &self.contents.articles[number];
        let text = Element::text("p", self.words.unreadable).with("class", "doubt");
        self.page(&format!("articles/{}", self.files[&entry.id].1), &entry.title, "", vec![text.into()])
    }

    /// The files of an article's tags, which know the article from now on.
    fn tag_files(&mut self, article: &Article, number: usize) -> HashMap<String, String> {
        let mut files = HashMap::new();
        for tag in &article.summary.tags {
            let names = &mut self.tag_names;
            let (name, rows) =
                self.tags.entry(tag.clone()).or_insert_with(|| (names.give(tag, ""), Vec::new()));
            rows.push(number);
            files.insert(tag.clone(), format!("../tags/{}.html", address(name)));
        }
        files
    }
}

impl Exporter for Site {
    fn add(&mut self, article: &Article, source: &dyn Source) -> Result<Vec<LeftOut>> {
        let Some((number, file)) = self.files.get(&article.summary.id).cloned() else {
            return Ok(Vec::new());
        };
        let tags = self.tag_files(article, number);
        let files = &self.files;
        let style = Style {
            options: self.contents.options,
            level: 1,
            address: &|id| files.get(&id).map(|(_, file)| address(file)),
            tag: &|tag| tags.get(tag).cloned(),
        };
        let mut page = Page::of(article, &style, source)?;
        let mut left_out = std::mem::take(&mut page.left_out);
        let summary = &article.summary;
        let title = &summary.title;
        let head = Head {
            title,
            words: self.words,
            language: self.language.as_deref().filter(|tag| is_language_tag(tag)),
            rtl: self.words.rtl,
            policy: POLICY,
            style: "<link rel=\"stylesheet\" href=\"../style.css\">\n",
            more: "",
        };
        let mut html = head.html();
        let nodes =
            [self.way("../", "").into(), framed(article, Element::new("article", page.parts())).into()];
        let folder = self.target.path();
        Writer {
            form: Form::Html,
            words: Words::of(summary.language.as_deref()),
            pictures: &mut |hash| match source.asset(hash) {
                Ok(asset) => {
                    let name =
                        format!("{}/{hash}.{}", hash.0.get(..2).unwrap_or("00"), extension(&asset.mime));
                    keep(&folder.join("pictures").join(&name), &asset.bytes)
                        .map_err(|error| self.target.fault(error))?;
                    Ok(Shown::At(format!("../pictures/{name}")))
                }
                Err(Error::NotFound { .. }) => {
                    let why = format!("the picture {hash} is not in the archive");
                    left_out.push(LeftOut { id: summary.id, why });
                    Ok(Shown::Missing("not-found".to_owned()))
                }
                Err(error) => Err(error),
            },
            sink: &mut |text| {
                html.push_str(text);
                Ok(())
            },
        }
        .nodes(&nodes)?;
        html.push_str("\n</body>\n</html>\n");
        self.write(&format!("articles/{file}"), &html)?;
        let about = self.contents.articles[number].site.clone();
        let published = summary.published.as_deref().map(|day| date::shown(day, self.words));
        let about = [Some(about), published].into_iter().flatten().filter(|part| !part.is_empty());
        let found = Found {
            title,
            address: &format!("articles/{}", address(&file)),
            about: &about.collect::<Vec<_>>().join(" · "),
            rtl: summary.direction == "rtl",
            excerpt: &summary.excerpt,
        };
        let text = searched(article, &self.contents);
        self.index.add(number, &found, &text).map_err(|error| self.target.fault(error))?;
        self.written[number] = true;
        Ok(left_out)
    }

    fn finish(self: Box<Self>, _source: &dyn Source) -> Result<Finished> {
        for number in (0..self.written.len()).filter(|number| !self.written[*number]) {
            self.gap(number)?;
        }
        self.front()?;
        self.by_date()?;
        self.by_site()?;
        self.by_tag()?;
        self.by_collection()?;
        self.search_page()?;
        let Self { target, index, words, .. } = *self;
        index.finish(words).map_err(|error| target.fault(error))?;
        Ok(Finished { bytes: target.commit()?, left_out: Vec::new() })
    }
}

/// What is searched of an article: its text, its authors and tags, and what its person wrote.
fn searched(article: &Article, contents: &Contents) -> String {
    let mut text = vec![article.text.as_str()];
    text.extend(article.summary.authors.iter().chain(&article.summary.tags).map(String::as_str));
    if contents.options.notes {
        text.extend(article.notes.iter().map(|note| note.text.as_str()));
    }
    text.join("\n")
}

/// Writes a picture that is not there yet.
fn keep(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}

/// A file's name or relative path as an address: what means something there, or ends an attribute, is written by its number.
fn address(name: &str) -> String {
    name.chars()
        .map(|c| match c {
            c if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/') || !c.is_ascii() => {
                c.to_string()
            }
            c => format!("%{:02X}", u32::from(c)),
        })
        .collect()
}
