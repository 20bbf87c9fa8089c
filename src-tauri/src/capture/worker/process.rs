//! One worker process, as its host sees it.

use std::io;
use std::path::Path;
use std::process::Stdio;

use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use super::frame::{Answer, Task, receive_answer, send_request};
use crate::capture::{ArticleInput, WORKER_ARGUMENT};

/// A running worker; killed when dropped.
#[derive(Debug)]
pub(super) struct Process {
    stdin: ChildStdin,
    stdout: ChildStdout,
    // Owned for its `kill_on_drop`.
    _child: Child,
}

impl Process {
    /// Starts `program` as a worker.
    pub(super) fn start(program: &Path) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg(WORKER_ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        Ok(Self { stdin, stdout, _child: child })
    }

    /// Has something done with one article. After an error the worker is of no use any more.
    pub(super) async fn ask(&mut self, task: Task, input: &ArticleInput) -> io::Result<Answer> {
        send_request(&mut self.stdin, task, input).await?;
        receive_answer(&mut self.stdout).await
    }
}
