//! What a worker and its host say to each other: length-prefixed frames on the worker's standard streams.
//!
//! A request is a [`Task`] and the [`ArticleInput`] as JSON without bodies in one frame, then the body of each of its pages as it is, one frame
//! each; an answer is one frame, the [`Answer`] as JSON. A frame is its length (`u32`, little-endian) and that many bytes.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::capture::ArticleInput;
use crate::model::{Page, PageBlocks};

/// No frame is longer: far more than any page limit allows, far less than a broken length could ask for.
const MAX_FRAME: u32 = 1 << 30;

/// What is to be done with an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Task {
    /// Make its readable page.
    Clean,
    /// List the blocks of its pages.
    List,
}

/// A request but for the bodies.
#[derive(Serialize)]
struct Head<'a> {
    task: Task,
    input: &'a ArticleInput,
}

/// The same as it arrives.
#[derive(Deserialize)]
struct ReadHead {
    task: Task,
    input: ArticleInput,
}

/// What came of a page: itself, its blocks, or why there is none.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    /// The readable page.
    Page(Box<Page>),
    /// The blocks of the page.
    Blocks(Box<PageBlocks>),
    /// Why nothing could be made of it.
    Failed(String),
}

/// Reads a request; `None` at the end of the stream.
pub(super) fn read_request(stream: &mut impl Read) -> io::Result<Option<(Task, ArticleInput)>> {
    let Some(head) = read_frame(stream)? else { return Ok(None) };
    let ReadHead { task, mut input } = serde_json::from_slice(&head)?;
    for page in
        std::iter::once(&mut input.page).chain(input.further.iter_mut().map(|further| &mut further.page))
    {
        page.body = read_frame(stream)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    }
    Ok(Some((task, input)))
}

/// Writes an answer.
pub(super) fn write_answer(stream: &mut impl Write, answer: &Answer) -> io::Result<()> {
    let json = serde_json::to_vec(answer)?;
    stream.write_all(&length(&json)?)?;
    stream.write_all(&json)?;
    stream.flush()
}

/// Writes a request.
pub(super) async fn send_request(
    stream: &mut (impl AsyncWrite + Unpin),
    task: Task,
    input: &ArticleInput,
) -> io::Result<()> {
    let head = serde_json::to_vec(&Head { task, input })?;
    let bodies = std::iter::once(&input.page).chain(input.further.iter().map(|further| &further.page));
    for frame in std::iter::once(&head).chain(bodies.map(|page| &page.body)) {
        stream.write_all(&length(frame)?).await?;
        stream.write_all(frame).await?;
    }
    stream.flush().await
}

/// Reads an answer.
pub(super) async fn receive_answer(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Answer> {
    let length = stream.read_u32_le().await?;
    let mut json = Vec::new();
    stream.take(checked(length)?.into()).read_to_end(&mut json).await?;
    Ok(serde_json::from_slice(&json)?)
}

fn read_frame(stream: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match stream.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = checked(u32::from_le_bytes(length))?;
    let mut bytes = Vec::new();
    let read = stream.take(length.into()).read_to_end(&mut bytes)?;
    if read < length as usize { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(Some(bytes)) }
}

fn length(frame: &[u8]) -> io::Result<[u8; 4]> {
    let length = u32::try_from(frame.len()).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
    Ok(checked(length)?.to_le_bytes())
}

fn checked(length: u32) -> io::Result<u32> {
    if length > MAX_FRAME { Err(io::ErrorKind::InvalidData.into()) } else { Ok(length) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{FurtherInput, PageInput};
    use crate::model::Part;

    fn page(body: Vec<u8>) -> PageInput {
        PageInput {
            body,
            content_type: Some("text/html".to_owned()),
            status: 200,
            url: "https://example.org/a".to_owned(),
            fetched: "2026-01-02T03:04:05Z".parse().unwrap(),
            truncated: true,
            told: None,
            site: Default::default(),
        }
    }

    /// An article of two pages with the same body.
    fn input(body: Vec<u8>) -> ArticleInput {
        let further = vec![FurtherInput { part: Part::Page, page: page(body.clone()) }];
        ArticleInput { page: page(body), further, repairs: Default::default() }
    }

    #[tokio::test]
    async fn a_request_arrives_as_it_was_sent_and_its_body_is_not_inflated() {
        let body: Vec<u8> = (0..=255).cycle().take(100_000).collect();
        let mut wire = Vec::new();
        send_request(&mut wire, Task::Clean, &input(body.clone())).await.unwrap();
        assert!(wire.len() < 2 * body.len() + 600);
        let mut wire = wire.as_slice();
        let (task, read) = read_request(&mut wire).unwrap().unwrap();
        assert_eq!(task, Task::Clean);
        let FurtherInput { part, page } = &read.further[0];
        assert_eq!((&page.body, *part), (&body, Part::Page));
        let page = read.page;
        assert_eq!((page.body, page.url.as_str(), page.truncated), (body, "https://example.org/a", true));
        assert!(read_request(&mut wire).unwrap().is_none());
    }

    #[tokio::test]
    async fn an_answer_arrives_as_it_was_sent() {
        let mut wire = Vec::new();
        write_answer(&mut wire, &Answer::Failed("why".to_owned())).unwrap();
        let answer = receive_answer(&mut wire.as_slice()).await.unwrap();
        assert!(matches!(answer, Answer::Failed(why) if why == "why"));
    }

    #[tokio::test]
    async fn broken_streams_are_errors() {
        let mut wire = Vec::new();
        send_request(&mut wire, Task::Clean, &input(vec![7; 100])).await.unwrap();
        for cut in [5, wire.len() - 101, wire.len() - 1] {
            assert!(read_request(&mut &wire[..cut]).is_err(), "cut at {cut}");
        }
        assert!(read_request(&mut [0xff; 8].as_slice()).is_err(), "an absurd length");
        assert!(receive_answer(&mut [2, 0, 0, 0, b'{'].as_slice()).await.is_err());
    }
}
