//! Rows and fields for people, aligned by display width.

use std::io::{self, Write};

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::text::{fit, isolate, local_date, one_line, padding, published_day};
use crate::model::{ArticleSummary, ReadState, SortKey};

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
/// Columns of a site's name; longer ones are cut in a terminal.
const SITE: usize = 20;

/// How a table is laid out.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// Columns; `None` cuts nothing.
    pub width: Option<usize>,
    /// Whether a person sees it directly: headings, and marks that keep directions apart.
    pub terminal: bool,
}

/// Writes a row for each article; the date is the one they are sorted by.
pub fn write_articles(
    out: &mut impl Write,
    rows: &[ArticleSummary],
    sort: SortKey,
    layout: Layout,
) -> io::Result<()> {
    let rows: Vec<Row> = rows.iter().map(|article| Row::new(article, sort, layout)).collect();
    let id = rows.iter().map(|row| row.id.width()).max().unwrap_or(0).max(2);
    let site = rows.iter().map(|row| row.site.width()).max().unwrap_or(0).max(4);
    if layout.terminal && !rows.is_empty() {
        let date = if sort == SortKey::Published { "PUBLISHED" } else { "SAVED" };
        writeln!(out, "{DIM}{:>id$}       {date:<10}  {:<site$}  TITLE{DIM:#}", "ID", "SITE")?;
    }
    for row in rows {
        row.write(out, id, site, layout)?;
    }
    Ok(())
}

struct Row {
    id: String,
    marks: String,
    date: String,
    site: String,
    title: String,
    unread: bool,
}

impl Row {
    fn new(article: &ArticleSummary, sort: SortKey, layout: Layout) -> Self {
        let date = match (sort, &article.published) {
            (SortKey::Published, Some(published)) => published_day(published),
            (SortKey::Published, None) => "-".into(),
            _ => local_date(article.saved),
        };
        let site = one_line(&article.site);
        Self {
            id: article.id.to_string(),
            marks: marks(article),
            date,
            site: if layout.width.is_some() { fit(&site, SITE) } else { site },
            title: one_line(&article.title),
            unread: article.state == ReadState::Unread,
        }
    }

    fn write(self, out: &mut impl Write, id: usize, site: usize, layout: Layout) -> io::Result<()> {
        let before = id + 2 + 3 + 2 + 10 + 2 + site + 2;
        let title = match layout.width {
            Some(width) => fit(&self.title, width.saturating_sub(before).max(20)),
            None => self.title,
        };
        let weight = if self.unread { BOLD } else { Style::new() };
        writeln!(
            out,
            "{}{}  {}  {DIM}{}{DIM:#}{}  {}{}  {weight}{}{weight:#}",
            padding(&self.id, id),
            self.id,
            self.marks,
            self.date,
            padding(&self.date, 10),
            isolate(self.site.clone(), layout.terminal),
            padding(&self.site, site),
            isolate(title, layout.terminal),
        )
    }
}

/// Three columns: how far it was read, the star, and whether the copy may not be whole.
fn marks(article: &ArticleSummary) -> String {
    let state = match article.state {
        ReadState::Unread => '●',
        ReadState::Reading => '◐',
        ReadState::Read => '○',
    };
    let star = if article.starred { '★' } else { ' ' };
    let whole = if article.complete { ' ' } else { '!' };
    [state, star, whole].iter().collect()
}

/// Writes names and values under each other; empty values are left out.
pub fn write_fields(out: &mut impl Write, fields: &[(&str, String)], terminal: bool) -> io::Result<()> {
    let width = fields.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        let value = isolate(one_line(value), terminal);
        writeln!(out, "{DIM}{name}{DIM:#}{}  {value}", padding(name, width))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ArticleId;

    fn article(id: i64, site: &str, title: &str) -> ArticleSummary {
        ArticleSummary {
            id: ArticleId(id),
            url: "https://example.org/a".into(),
            title: title.into(),
            authors: vec![],
            site: site.into(),
            published: Some("2018-06-01".into()),
            saved: "2026-11-20T12:00:00Z".parse().unwrap(),
            language: None,
            direction: "ltr".into(),
            state: ReadState::Unread,
            starred: false,
            archived: false,
            trashed: false,
            tags: vec![],
            excerpt: String::new(),
            words: 10,
            minutes: 1,
            lead_image: None,
            position: 0.0,
            complete: true,
            doubts: vec![],
            missing_assets: 0,
            dead: None,
            changed_from: None,
            copies: Vec::new(),
        }
    }

    fn lines(rows: &[ArticleSummary], layout: Layout) -> Vec<String> {
        let mut out = anstream::StripStream::new(Vec::new());
        write_articles(&mut out, rows, SortKey::Published, layout).unwrap();
        String::from_utf8(out.into_inner()).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn rows_fit_the_terminal_in_every_script() {
        let mut persian =
            article(12, "رادیو زمانه", "نگاهی به آنچه در هفته گذشته در جهان رخ داد و بازتاب آن");
        persian.starred = true;
        persian.complete = false;
        let chinese = article(
            3,
            "一家名字很长很长的新闻网站出版社",
            "关于过去一周世界上发生的事情以及人们的反应的详细报道",
        );
        let rows = [persian, chinese, article(104, "BBC News", "Short\u{1b}[31m title")];
        let lines = lines(&rows, Layout { width: Some(72), terminal: true });
        assert!(lines.iter().all(|line| line.width() <= 72), "{lines:#?}");
        assert_eq!(lines[0], " ID       PUBLISHED   SITE                 TITLE");
        assert!(lines[1].starts_with(" 12  ●★!  2018-06-01  \u{2068}رادیو زمانه\u{2069}"), "{}", lines[1]);
        assert!(lines[2].ends_with('…'), "{}", lines[2]);
        assert_eq!(lines[3], "104  ●    2018-06-01  BBC News             Short[31m title");
    }

    #[test]
    fn a_pipe_gets_whole_rows_without_headings_or_marks() {
        let title = "long ".repeat(60);
        let rows = [article(1, "رادیو", &title)];
        let lines = lines(&rows, Layout { width: None, terminal: false });
        assert_eq!(lines, [format!(" 1  ●    2018-06-01  رادیو  {}", title.trim())]);
    }
}
