//! `lede extract`.

use std::io::{self, BufRead, BufWriter, Read, Write};
use std::path::Path;
use std::thread::available_parallelism;

use futures_util::{Stream, StreamExt};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::args::Extract;
use super::context::{Context, file_error};
use super::exit::{Failure, Outcome};
use super::explain::{self, Explained};
use super::interrupt;
use crate::capture::{Capturer, PageInput};
use crate::error::{Error, ErrorReport, Result};
use crate::model::{CaptureSettings, Diagnosis, Page, Picture, SiteKnowledge};

/// A line of input.
#[derive(Deserialize)]
struct Line {
    id: Value,
    url: String,
    html: String,
    /// With `--explain`: probabilities of the blocks judged alone, in place of the model's.
    alone: Option<Vec<f32>>,
}

impl Line {
    fn into_input(self, now: Timestamp) -> PageInput {
        // The characters of a line of JSON are known, whatever the page says of its charset.
        let content_type = Some("text/html; charset=utf-8".to_owned());
        PageInput { content_type, ..input(self.url, self.html.into_bytes(), now) }
    }
}

/// A line of output.
#[derive(Serialize)]
struct Extracted {
    id: Value,
    text: String,
    html: String,
    title: Option<String>,
    authors: Vec<String>,
    site: Option<String>,
    published: Option<String>,
    published_from: Option<String>,
    modified: Option<String>,
    section: Option<String>,
    keywords: Vec<String>,
    language: Option<String>,
    diagnosis: Option<Diagnosis>,
    pictures: Vec<Picture>,
    error: Option<ErrorReport>,
}

pub fn run(args: &Extract, context: &Context) -> Outcome {
    let capturer = Capturer::new(CaptureSettings::default(), context.capturer_options())?;
    interrupt::run(async |cancel| {
        tokio::select! {
            done = extract(args, &capturer, context) => done,
            () = cancel.cancelled() => Err(Error::Cancelled.into()),
        }
    })?
}

async fn extract(args: &Extract, capturer: &Capturer, context: &Context) -> Outcome {
    if args.jsonl && args.explain {
        return explained_lines(context);
    }
    if args.jsonl {
        return lines(capturer, context).await;
    }
    let input = one_page(args, context.now())?;
    let id = Value::from(input.url.clone());
    if args.explain {
        let explanation = explain::explain(input, None)?;
        return explain::print(&Explained::of(id, Ok(explanation)), context);
    }
    let page = capturer.clean(input).await?;
    context.print_json(&Extracted::from_page(id, page))
}

fn one_page(args: &Extract, now: Timestamp) -> Result<PageInput> {
    let mut body = Vec::new();
    io::stdin().read_to_end(&mut body).map_err(|source| file_error(Path::new("standard input"), source))?;
    let url = args.url.clone().unwrap_or_default();
    Ok(PageInput { content_type: args.content_type.clone(), ..input(url, body, now) })
}

fn input(url: String, body: Vec<u8>, fetched: Timestamp) -> PageInput {
    PageInput {
        body,
        content_type: None,
        status: 200,
        url,
        fetched,
        truncated: false,
        told: None,
        site: SiteKnowledge::default(),
    }
}

/// Cleans as many pages at once as there are cores; each line is written as soon as those before it are.
async fn lines(capturer: &Capturer, context: &Context) -> Outcome {
    let now = context.now();
    let at_once = available_parallelism().map_or(1, usize::from);
    let mut pages = Box::pin(stdin_lines().map(|line| clean_line(line, capturer, now)).buffered(at_once));
    let mut out = BufWriter::new(io::stdout());
    let mut failed = false;
    while let Some(extracted) = pages.next().await {
        failed |= extracted.error.is_some();
        serde_json::to_writer(&mut out, &extracted)?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
    if failed { Err(Failure::Partial) } else { Ok(()) }
}

/// Explains page after page: a tool for those who study the extraction, not for hostile pages.
fn explained_lines(context: &Context) -> Outcome {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed = false;
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let explained = match parse(&line) {
            Ok(mut line) => {
                let (id, alone) = (line.id.clone(), line.alone.take());
                Explained::of(id, explain::explain(line.into_input(context.now()), alone))
            }
            Err(error) => Explained::of(Value::Null, Err(error)),
        };
        failed |= explained.failed();
        serde_json::to_writer(&mut out, &explained)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    if failed { Err(Failure::Partial) } else { Ok(()) }
}

/// The lines of standard input, read on a thread of their own and only as fast as they are cleaned.
fn stdin_lines() -> impl Stream<Item = io::Result<String>> {
    let (sender, receiver) = tokio::sync::mpsc::channel(2);
    std::thread::spawn(move || {
        for line in io::stdin().lock().lines() {
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    });
    futures_util::stream::unfold(receiver, async |mut receiver| Some((receiver.recv().await?, receiver)))
        .filter(|line| std::future::ready(!line.as_ref().is_ok_and(|line| line.trim().is_empty())))
}

async fn clean_line(line: io::Result<String>, capturer: &Capturer, now: Timestamp) -> Extracted {
    let line = match line
        .map_err(|source| file_error(Path::new("standard input"), source))
        .and_then(|line| parse(&line))
    {
        Ok(line) => line,
        Err(error) => return Extracted::failed(Value::Null, &error),
    };
    let id = line.id.clone();
    match capturer.clean(line.into_input(now)).await {
        Ok(page) => Extracted::from_page(id, page),
        Err(error) => Extracted::failed(id, &error),
    }
}

fn parse(line: &str) -> Result<Line> {
    serde_json::from_str(line).map_err(|error| {
        file_error(Path::new("standard input"), io::Error::new(io::ErrorKind::InvalidData, error))
    })
}

impl Extracted {
    fn from_page(id: Value, page: Page) -> Self {
        let metadata = page.metadata;
        Self {
            id,
            text: page.text,
            html: page.html,
            title: Some(metadata.title),
            authors: metadata.authors,
            site: metadata.site,
            published: metadata.published,
            published_from: metadata.published_from,
            modified: metadata.modified,
            section: metadata.section,
            keywords: metadata.keywords,
            language: metadata.language.tag,
            diagnosis: Some(page.diagnosis),
            pictures: page.pictures,
            error: None,
        }
    }

    fn failed(id: Value, error: &Error) -> Self {
        Self {
            id,
            text: String::new(),
            html: String::new(),
            title: None,
            authors: Vec::new(),
            site: None,
            published: None,
            published_from: None,
            modified: None,
            section: None,
            keywords: Vec::new(),
            language: None,
            diagnosis: None,
            pictures: Vec::new(),
            error: Some(error.report()),
        }
    }
}
