//! Text, line by line, however long a line is.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use crate::error::{Error, Result};

/// Bytes of a line beyond which it is no entry of a list.
const LONGEST: u64 = 1 << 20;

/// Hands over each line with its number, from 1, without its end. Of a line that is too long the beginning is handed over.
pub(super) fn lines<R: Read>(
    mut text: BufReader<R>,
    path: &Path,
    mut take: impl FnMut(u64, &str) -> Result<()>,
) -> Result<()> {
    let io = |source| Error::Io { path: path.display().to_string(), source };
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if text.by_ref().take(LONGEST).read_until(b'\n', &mut line).map_err(io)? == 0 {
            break;
        }
        if line.last() != Some(&b'\n') {
            text.skip_until(b'\n').map_err(io)?;
        }
        let text = String::from_utf8_lossy(&line);
        take(number, text.trim_end_matches(['\n', '\r']))?;
    }
    Ok(())
}
