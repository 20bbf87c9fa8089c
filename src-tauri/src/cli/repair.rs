//! `lede repair`.

use std::io::Write;

use anstyle::Style;
use serde::Serialize;

use super::args::{FieldArg, Repair};
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::say::say;
use super::tally::Tally;
use super::{interrupt, text};
use crate::error::Result;
use crate::library::{Choice, Library};
use crate::model::{
    ArticleId, BlockMark, BlockReason, PageBlock, PageBlocks, RepairOutcome, RepairedFields, Repairs, StepId,
};

const DIM: Style = Style::new().dimmed();

/// What `--json` prints of an article that was corrected.
#[derive(Serialize)]
struct Repaired {
    id: ArticleId,
    #[serde(flatten)]
    outcome: RepairOutcome,
    step: Option<StepId>,
}

/// What `--json` prints of an article's corrections.
#[derive(Serialize)]
struct Shown {
    id: ArticleId,
    #[serde(flatten)]
    repairs: Repairs,
}

/// What `--json` prints of an article's page.
#[derive(Serialize)]
struct Listed {
    id: ArticleId,
    #[serde(flatten)]
    blocks: PageBlocks,
}

pub fn run(args: &Repair, context: &Context) -> Outcome {
    if !args.changes() && !args.show && !args.blocks && !args.clear {
        let wanted = "say what to correct: --title, --author, --remove …; or --blocks, --show, --clear";
        return Err(Failure::Usage(wanted.to_owned()));
    }
    let library = context.library()?;
    let mut tally = Tally::new(args.ids.len(), context);
    let ids = tally.resolve(&library, &args.ids);
    if args.show {
        let each = ids.iter().map(|id| Ok(Shown { id: *id, repairs: library.repairs(*id)? }));
        print_shown(&each.collect::<Result<Vec<_>>>()?, context)?;
        return tally.end();
    }
    if args.blocks {
        let mut all = Vec::new();
        for id in ids {
            match interrupt::run(async |_| library.page_blocks(id, None).await)? {
                Ok(blocks) => all.push(Listed { id, blocks }),
                Err(error) => tally.failed(error.report()),
            }
        }
        print_blocks(&all, context)?;
        return tally.end();
    }
    let mut all = Vec::new();
    for id in ids {
        match interrupt::run(async |_| repair(&library, id, args, context).await)? {
            Ok(repaired) => all.push(repaired),
            Err(error) => tally.failed(error.report()),
        }
    }
    print(&all, &library, context)?;
    tally.end()
}

impl Repair {
    fn changes(&self) -> bool {
        let Self { remove, restore, title, authors, site, published, language, direction, reset, .. } = self;
        let blocks = !remove.is_empty() || !restore.is_empty();
        let said = title.is_some() || !authors.is_empty() || site.is_some() || published.is_some();
        blocks || said || language.is_some() || direction.is_some() || !reset.is_empty()
    }

    /// What is said of the article from now on.
    fn fields(&self, mut fields: RepairedFields) -> RepairedFields {
        for field in &self.reset {
            match field {
                FieldArg::Title => fields.title = None,
                FieldArg::Authors => fields.authors = None,
                FieldArg::Site => fields.site = None,
                FieldArg::Published => fields.published = None,
                FieldArg::Language => fields.language = None,
                FieldArg::Direction => fields.direction = None,
            }
        }
        let authors = Some(self.authors.clone()).filter(|authors| !authors.is_empty());
        RepairedFields {
            title: self.title.clone().or(fields.title),
            authors: authors.or(fields.authors),
            site: self.site.clone().or(fields.site),
            published: self.published.clone().or(fields.published),
            language: self.language.clone().or(fields.language),
            direction: self.direction.map(Into::into).or(fields.direction),
        }
    }
}

async fn repair(library: &Library, id: ArticleId, args: &Repair, context: &Context) -> Result<Repaired> {
    let repairs = if args.clear { Repairs::default() } else { chosen(library, id, args).await? };
    let changed = library.repair(id, repairs, context.now()).await?;
    Ok(Repaired { id, outcome: changed.value, step: changed.step })
}

/// The corrections with those that the arguments ask for.
async fn chosen(library: &Library, id: ArticleId, args: &Repair) -> Result<Repairs> {
    let before = library.repairs(id)?;
    let fields = args.fields(before.fields.clone());
    if args.remove.is_empty() && args.restore.is_empty() {
        return Ok(Repairs { fields, ..before });
    }
    let blocks = library.page_blocks(id, None).await?;
    let mut choice = Choice::of(&blocks);
    // All are looked up before any is chosen, so that the order of the arguments does not matter.
    let wanted =
        args.remove.iter().map(|text| (text, true)).chain(args.restore.iter().map(|text| (text, false)));
    let found: Vec<(&PageBlock, bool)> =
        wanted.map(|(text, shown)| Ok((choice.find(text, shown)?, !shown))).collect::<Result<_>>()?;
    found.into_iter().for_each(|(block, shown)| choice.choose(block, shown));
    Ok(choice.repairs(fields))
}

fn print(all: &[Repaired], library: &Library, context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(&all);
    }
    let mut out = context.out();
    for Repaired { id, outcome, .. } in all {
        let title = library.article(*id)?.summary.title;
        writeln!(out, "corrected {:>5}  {}", id.to_string(), context.title(&title, 17))?;
        writeln!(
            out,
            "                 version {}, {}",
            outcome.version,
            text::count(outcome.words, "word")
        )?;
        write_unmatched(&mut out, &outcome.unmatched)?;
    }
    out.flush()?;
    if all.iter().any(|repaired| repaired.outcome.pictures_to_fetch > 0) {
        say("`lede queue --run` fetches the pictures that came back");
    }
    Ok(())
}

fn write_unmatched(out: &mut impl Write, unmatched: &[BlockMark]) -> Outcome {
    for mark in unmatched {
        writeln!(out, "                 not on this page: {}", text::one_line(&mark.text))?;
    }
    Ok(())
}

fn print_shown(all: &[Shown], context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(&all);
    }
    let mut out = context.out();
    for Shown { id, repairs } in all {
        if repairs.is_empty() {
            writeln!(out, "{id}  nothing was corrected")?;
            continue;
        }
        writeln!(out, "{id}")?;
        for (name, value) in said(&repairs.fields) {
            writeln!(out, "  {name:<10} {}", text::one_line(&value))?;
        }
        let removed = repairs.removed.iter().map(|mark| ("removed", mark));
        for (done, mark) in removed.chain(repairs.restored.iter().map(|mark| ("restored", mark))) {
            writeln!(out, "  {done:<10} {}", text::one_line(&mark.text))?;
        }
    }
    Ok(out.flush()?)
}

fn said(fields: &RepairedFields) -> Vec<(&'static str, String)> {
    let direction = fields.direction.and_then(|direction| serde_json::to_value(direction).ok());
    let all = [
        ("title", fields.title.clone()),
        ("authors", fields.authors.as_ref().map(|authors| authors.join(", "))),
        ("site", fields.site.clone()),
        ("published", fields.published.clone()),
        ("language", fields.language.clone()),
        ("direction", direction.and_then(|direction| direction.as_str().map(str::to_owned))),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn print_blocks(all: &[Listed], context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(&all);
    }
    let mut out = context.out();
    for Listed { blocks, .. } in all {
        for block in &blocks.blocks {
            write_block(&mut out, block, blocks, context)?;
        }
        if blocks.left_off > 0 {
            writeln!(out, "… and {}", text::count(blocks.left_off, "further block"))?;
        }
    }
    Ok(out.flush()?)
}

/// One line: number, what became of the block, its name and how it begins; then why.
fn write_block(out: &mut impl Write, block: &PageBlock, all: &PageBlocks, context: &Context) -> Outcome {
    let fate = match (block.kept, block.shown) {
        (true, true) => "keep",
        (false, false) => "drop",
        (true, false) => "removed",
        (false, true) => "restored",
    };
    let around = |block: &PageBlock| all.blocks.get(block.within? as usize);
    let depth = std::iter::successors(around(block), |block| around(block)).count();
    let name = format!("{}{}", "  ".repeat(depth), block.tag);
    let line = format!("{:>5}  {fate:<8} {name:<10} ", format!("#{}", block.number));
    write!(out, "{line}{}", context.title(&block.text, line.len()))?;
    if block.within.is_none() {
        write!(out, "{DIM}  ({}){DIM:#}", why(block))?;
    }
    Ok(writeln!(out)?)
}

fn why(block: &PageBlock) -> String {
    match &block.reason {
        BlockReason::Odds { probability } => {
            let strongest = block.strongest.first().map(|reason| format!("; {}", reason.feature));
            format!("odds {probability:.2}{}", strongest.unwrap_or_default())
        }
        BlockReason::Neighbours => "goes with the blocks around it".to_owned(),
        BlockReason::Ties => "belongs to what is kept".to_owned(),
        BlockReason::Rule { key } => format!("site rule, {key}"),
        BlockReason::Repeated { pages } => {
            format!("on {} of the site, too", text::count(*pages, "other page"))
        }
        BlockReason::Machinery => "a dialog, a form or a toolbar".to_owned(),
        BlockReason::OtherStories => "other stories".to_owned(),
        BlockReason::Tidied => "a promotion, a label, or said elsewhere".to_owned(),
        BlockReason::PageData if block.kept => "read from the page's data".to_owned(),
        BlockReason::PageData => "the article was read from the page's data".to_owned(),
    }
}
