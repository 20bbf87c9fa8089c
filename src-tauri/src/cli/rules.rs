//! `lede rules`.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::args::{Rules, RulesVerb, TestRule};
use super::context::{Context, file_error};
use super::exit::{Failure, Outcome};
use super::explain::write_rule;
use super::say::say;
use super::tally::Tally;
use super::{interrupt, text};
use crate::error::Error;
use crate::library::Library;
use crate::model::{RuleImport, RuleTrial, StoredRule};

/// Lines of a report that a person is shown of each kind.
const SHOWN: usize = 40;

pub fn run(args: &Rules, context: &Context) -> Outcome {
    match &args.verb {
        None | Some(RulesVerb::List) => list(&context.library()?.rules()?, context),
        Some(RulesVerb::Show { host }) => show(&context.library()?.rule(host)?, context),
        Some(RulesVerb::Add { files }) => add(files, context),
        Some(RulesVerb::Remove { hosts }) => remove(hosts, context),
        Some(RulesVerb::Import { paths, replace }) => {
            let report = context.library_to_fill()?.import_rules(paths, *replace, context.now())?;
            tell_import(&report, context)
        }
        Some(RulesVerb::Export { folder }) => {
            let files = context.library()?.export_rules(folder)?;
            if context.json() {
                return context.print_json(&files);
            }
            say(&format!("{} written to {}", text::count(count(files.len()), "rule"), folder.display()));
            Ok(())
        }
        Some(RulesVerb::Test(args)) => test(args, context),
    }
}

fn list(rules: &[StoredRule], context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(&rules);
    }
    if rules.is_empty() {
        say("there are no site rules; `lede help rules` shows how one is written");
        return Ok(());
    }
    let width = rules.iter().map(|rule| rule.host.len()).max().unwrap_or(0);
    let mut out = context.out();
    for rule in rules {
        let (host, articles) = (&rule.host, text::count(rule.articles, "article"));
        writeln!(out, "{host:<width$}  {}  {articles}", text::local_date(rule.changed))?;
    }
    Ok(out.flush()?)
}

fn show(rule: &StoredRule, context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(rule);
    }
    let mut out = context.out();
    writeln!(out, "{}", rule.text.trim_end())?;
    Ok(out.flush()?)
}

fn add(files: &[PathBuf], context: &Context) -> Outcome {
    let library = context.library_to_fill()?;
    let mut tally = Tally::new(files.len(), context);
    let mut added = Vec::new();
    for file in files {
        match read(file).and_then(|text| library.set_rule(&text, context.now())) {
            Ok(rule) => added.push(rule),
            Err(Error::Rule { line, reason }) => {
                let reason = format!("{reason} ({})", file.display());
                tally.failed(Error::Rule { line, reason }.report());
            }
            Err(error) => tally.failed(error.report()),
        }
    }
    if context.json() {
        context.print_json(&added)?;
    } else {
        added.iter().for_each(offer);
    }
    tally.end()
}

/// Says how the articles that are there already get what a changed rule makes of them.
fn offer(rule: &StoredRule) {
    let host = &rule.host;
    match rule.articles {
        0 => say(&format!("the rule for {host} holds from now on")),
        n => say(&format!(
            "the rule for {host} holds from now on; `lede reextract --site {host}` cleans {} again",
            text::count(n, "article")
        )),
    }
}

fn remove(hosts: &[String], context: &Context) -> Outcome {
    let library = context.library()?;
    let mut tally = Tally::new(hosts.len(), context);
    let mut removed = Vec::new();
    for host in hosts {
        match library.remove_rule(host) {
            Ok(rule) => removed.push(rule),
            Err(error) => tally.failed(error.report()),
        }
    }
    if context.json() {
        context.print_json(&removed)?;
    } else {
        for StoredRule { host, articles, .. } in &removed {
            let again = format!(
                "; `lede reextract --site {host}` cleans {} again",
                text::count(*articles, "article")
            );
            say(&format!("removed the rule for {host}{}", if *articles > 0 { again } else { String::new() }));
        }
    }
    tally.end()
}

fn tell_import(report: &RuleImport, context: &Context) -> Outcome {
    if context.json() {
        context.print_json(report)?;
    } else {
        let mut out = context.out();
        for fault in report.failed.iter().take(SHOWN).chain(report.partly.iter().take(SHOWN)) {
            let line = fault.line.map(|line| format!(":{line}")).unwrap_or_default();
            writeln!(out, "{}{line}  {}", fault.file, fault.why)?;
        }
        out.flush()?;
        let hidden = report.failed.len().saturating_sub(SHOWN) + report.partly.len().saturating_sub(SHOWN);
        if hidden > 0 {
            say(&format!("and {hidden} more; --json lists all"));
        }
        say(&format!(
            "{} of {} came in; {} of {} could not be used; {} left out",
            text::count(count(report.imported.len()), "rule"),
            text::count(report.files, "file"),
            count(report.partly.len()),
            text::count(report.lines, "line"),
            text::count(count(report.failed.len()), "file"),
        ));
    }
    if report.failed.is_empty() { Ok(()) } else { Err(Failure::Partial) }
}

fn test(args: &TestRule, context: &Context) -> Outcome {
    let library = context.library_to_fill()?;
    let rule = args.rule.as_deref().map(read).transpose()?;
    let trial = interrupt::run(async |cancel| match (&args.url, library.resolve(&args.page)) {
        (None, Ok(id)) => library.try_rule(id, rule.as_deref()).await,
        (Some(url), _) => {
            let html = read_bytes(Path::new(&args.page))?;
            library.try_rule_on_page(url, Some(html), rule.as_deref(), context.now(), &cancel).await
        }
        (None, Err(_)) => on_the_web(&library, &args.page, rule.as_deref(), context, &cancel).await,
    })??;
    if context.json() {
        return context.print_json(&trial);
    }
    print(&trial, context)
}

async fn on_the_web(
    library: &Library,
    page: &str,
    rule: Option<&str>,
    context: &Context,
    cancel: &tokio_util::sync::CancellationToken,
) -> crate::Result<RuleTrial> {
    if Path::new(page).is_file() {
        let reason = "say with --url which address the file was saved from".to_owned();
        return Err(Error::Setting { name: "the page", value: page.to_owned(), reason });
    }
    library.try_rule_on_page(page, None, rule, context.now(), cancel).await
}

fn print(trial: &RuleTrial, context: &Context) -> Outcome {
    let mut out = context.out();
    match &trial.rule {
        Some(rule) => write_rule(&mut out, rule)?,
        None => writeln!(out, "no rule is for {}", trial.url)?,
    }
    let or_none = |text: &str| if text.is_empty() { "-".to_owned() } else { text::one_line(text) };
    writeln!(out, "title      {}", or_none(&trial.title))?;
    writeln!(out, "authors    {}", or_none(&trial.authors.join(", ")))?;
    writeln!(out, "published  {}", trial.published.as_deref().unwrap_or("-"))?;
    writeln!(out, "words      {}", trial.words)?;
    let marked = trial.removed.iter().map(|p| ('-', p)).chain(trial.added.iter().map(|p| ('+', p)));
    for (mark, paragraph) in marked {
        writeln!(out, "{mark} {}", text::one_line(paragraph))?;
    }
    out.flush()?;
    if trial.rule.is_some() && trial.added.is_empty() && trial.removed.is_empty() {
        say("the text is the same as without the rule");
    }
    Ok(())
}

fn read(file: impl AsRef<Path>) -> crate::Result<String> {
    String::from_utf8(read_bytes(file.as_ref())?)
        .map_err(|_| Error::Rule { line: None, reason: "a rule is text in UTF-8".to_owned() })
}

fn read_bytes(file: &Path) -> crate::Result<Vec<u8>> {
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        return match std::io::stdin().read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(source) => Err(file_error(Path::new("standard input"), source)),
        };
    }
    fs::read(file).map_err(|source| file_error(file, source))
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
