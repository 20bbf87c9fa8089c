//! Pages are cleaned in processes that can be killed.

use crate::error::Result;

/// Serves [`PageInput`](super::PageInput)s from standard input until it closes: the whole life of a worker process.
///
/// # Errors
/// `Io` when a pipe breaks.
pub fn serve_worker() -> Result<()> {
    todo!()
}
