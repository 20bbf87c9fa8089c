//! `lede diff`.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use super::args::Diff;
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::marked::{Layout, filled, lines};
use super::text::{self, local_time, one_line};
use super::{change_words, pager};
use crate::error::Error;
use crate::library::Library;
use crate::model::{
    ArticleId, ArticleSummary, ComparedParagraph, ParagraphKind, Segment, SegmentKind, VersionComparison,
    VersionId, VersionSummary,
};

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const NOTE: Style = AnsiColor::Cyan.on_default();
/// Columns of a text on its own.
const MEASURE: usize = 80;
/// What stands between two texts.
const BETWEEN: &str = " │ ";

pub fn run(args: &Diff, context: &Context) -> Outcome {
    let library = context.library()?;
    let id = library.resolve(&args.id)?;
    let (comparison, heading) = match &args.with {
        Some(other) => of_articles(id, library.resolve(other)?, &library)?,
        None => of_versions(args, id, &library)?,
    };
    if context.json() {
        return context.print_json(&comparison);
    }
    let text = Page::new(args, context, heading).lay_out(&comparison);
    let paged = !args.no_pager && context.height().is_some_and(|height| text.lines().count() >= height);
    if paged && pager::show(&text)? {
        return Ok(());
    }
    let mut out = context.out();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// What stands above the text, and how its sides are called.
struct Heading {
    sides: Vec<String>,
    summary: String,
    /// The sites of two articles.
    names: Option<[String; 2]>,
}

fn of_versions(
    args: &Diff,
    id: ArticleId,
    library: &Library,
) -> Result<(VersionComparison, Heading), Failure> {
    let versions = library.versions(id)?;
    let (before, after) = chosen(&args.versions, &versions, id, library)?;
    let comparison = library.compare(id, before, after)?;
    let of = |id| versions.iter().find(|version| version.version == id);
    let told = |version: &VersionSummary| {
        let (fetched, words) = (local_time(version.fetched), text::count(version.words, "word"));
        format!("version {}, {fetched}, {words}", version.version)
    };
    let sides = [before, after].into_iter().filter_map(of).map(told).collect();
    let summary = change_words::in_words(&comparison.comparison.summary);
    Ok((comparison, Heading { sides, summary, names: None }))
}

fn of_articles(
    before: ArticleId,
    after: ArticleId,
    library: &Library,
) -> Result<(VersionComparison, Heading), Failure> {
    let comparison = library.compare_articles(before, after)?;
    let (first, second) = (library.article(before)?.summary, library.article(after)?.summary);
    let told = |article: &ArticleSummary| {
        let (site, title) = (one_line(&article.site), one_line(&article.title));
        format!("{site}: {title}, {}", text::count(article.words, "word"))
    };
    let names = [one_line(&first.site), one_line(&second.site)];
    let summary = change_words::between(&comparison.comparison.summary, [&names[0], &names[1]]);
    Ok((comparison, Heading { sides: vec![told(&first), told(&second)], summary, names: Some(names) }))
}

/// The two versions: as asked for; one with the newest; or the newest with the one before it.
fn chosen(
    asked: &[VersionId],
    versions: &[VersionSummary],
    id: ArticleId,
    library: &Library,
) -> Result<(VersionId, VersionId), Failure> {
    let latest = library.article(id)?.latest;
    match *asked {
        [before, after, ..] => Ok((before, after)),
        [before] => Ok((before, latest)),
        [] => {
            let before = versions.iter().find(|version| version.version == latest).and_then(|v| v.before);
            before.map(|before| (before, latest)).ok_or_else(|| {
                Error::NotFound { what: "second version of article", id: id.to_string() }.into()
            })
        }
    }
}

struct Page {
    layout: Layout,
    side_by_side: bool,
    all: bool,
    heading: Heading,
}

impl Page {
    fn new(args: &Diff, context: &Context, heading: Heading) -> Self {
        let usual = if args.side_by_side { 2 * MEASURE } else { MEASURE };
        let width = args.width.map_or_else(|| context.width().unwrap_or(usual).min(usual), usize::from);
        let styled = AutoStream::choice(&io::stdout()) != ColorChoice::Never;
        let layout = Layout { width, styled, terminal: context.terminal() };
        Self { layout, side_by_side: args.side_by_side, all: args.all, heading }
    }

    fn lay_out(&self, compared: &VersionComparison) -> String {
        let comparison = &compared.comparison;
        let mut out = String::new();
        for (sign, side) in ["-", "+"].into_iter().zip(&self.heading.sides) {
            let _ = writeln!(out, "{DIM}{sign} {side}{DIM:#}");
        }
        let _ = writeln!(out, "{BOLD}{}{BOLD:#}\n", self.heading.summary);
        for line in [&comparison.title, &comparison.byline] {
            if !line.is_empty() {
                self.block(&mut out, line, right_to_left(line).unwrap_or(false));
            }
        }
        self.paragraphs(&mut out, &comparison.paragraphs);
        let pictures = comparison.pictures_removed.iter().map(|it| (SegmentKind::Removed, it));
        for (kind, picture) in
            pictures.chain(comparison.pictures_added.iter().map(|it| (SegmentKind::Added, it)))
        {
            self.block(&mut out, &[Segment { kind, text: format!("[picture: {}]", picture.url) }], false);
        }
        if comparison.coarse {
            let _ = writeln!(out, "{NOTE}Some passages were too long to be compared word by word.{NOTE:#}");
        }
        out
    }

    fn paragraphs(&self, out: &mut String, paragraphs: &[ComparedParagraph]) {
        let mut same = 0;
        for paragraph in paragraphs {
            if paragraph.kind == ParagraphKind::Same && !self.all {
                same += 1;
                continue;
            }
            self.fold(out, std::mem::take(&mut same));
            let rtl = paragraph.rtl.unwrap_or(false);
            if let Some(said) = self.said_of(paragraph) {
                self.note(out, &said);
            }
            self.block(out, &paragraph.segments, rtl);
        }
        self.fold(out, same);
    }

    /// What became of a paragraph as a whole.
    fn said_of(&self, paragraph: &ComparedParagraph) -> Option<String> {
        use ParagraphKind::{Added, MovedAway, MovedHere, Removed};
        let place = paragraph.after.filter(|_| paragraph.kind == MovedAway).or(paragraph.before);
        let number = place.map_or(0, |place| place + 1);
        Some(match (&self.heading.names, paragraph.kind) {
            (None, MovedAway) => format!("moved to paragraph {number}:"),
            (None, MovedHere) => format!("moved here from paragraph {number}:"),
            (Some([first, _]), Removed) => format!("only in {first}:"),
            (Some([_, second]), Added) => format!("only in {second}:"),
            (Some([_, second]), MovedAway) => format!("paragraph {number} in {second}:"),
            (Some([first, _]), MovedHere) => format!("paragraph {number} in {first}:"),
            _ => return None,
        })
    }

    fn fold(&self, out: &mut String, same: u32) {
        if same > 0 {
            self.note(out, &format!("… {} the same", text::count(same, "paragraph")));
            out.push('\n');
        }
    }

    fn note(&self, out: &mut String, note: &str) {
        let _ = writeln!(out, "{DIM}{note}{DIM:#}");
    }

    fn block(&self, out: &mut String, segments: &[Segment], rtl: bool) {
        if self.side_by_side {
            self.columns(out, segments, rtl);
        } else {
            for line in lines(segments, self.layout, rtl) {
                let text = if rtl && self.layout.terminal {
                    filled(&line, self.layout.width, true)
                } else {
                    line.text
                };
                let _ = writeln!(out, "{}", text.trim_end());
            }
        }
        out.push('\n');
    }

    fn columns(&self, out: &mut String, segments: &[Segment], rtl: bool) {
        use SegmentKind::{Added, MovedAway, MovedHere, Removed};
        let width = (self.layout.width - BETWEEN.chars().count()) / 2;
        let layout = Layout { width, ..self.layout };
        let without = |kinds: [SegmentKind; 2]| -> Vec<Segment> {
            segments.iter().filter(|segment| !kinds.contains(&segment.kind)).cloned().collect()
        };
        let side = |segments: Vec<Segment>| {
            if segments.is_empty() { Vec::new() } else { lines(&segments, layout, rtl) }
        };
        let (left, right) = (side(without([Added, MovedHere])), side(without([Removed, MovedAway])));
        for at in 0..left.len().max(right.len()) {
            let cell = |lines: &[_]| filled(&lines.get(at).cloned().unwrap_or_default(), width, rtl);
            let row = format!("{}{BETWEEN}{}", cell(&left), cell(&right));
            let _ = writeln!(out, "{}", row.trim_end());
        }
    }
}

fn right_to_left(segments: &[Segment]) -> Option<bool> {
    segments.iter().find_map(|segment| text::right_to_left(&segment.text))
}
