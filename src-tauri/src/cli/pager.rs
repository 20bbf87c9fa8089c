//! Long text goes through the person's pager.

use std::io::{self, Write};
use std::process::{Command, Stdio};

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};

/// Shows the text in `$PAGER`, or `less`; `false` when there is none, so that the caller prints it instead.
///
/// # Errors
/// What the system says when the pager ends badly; a pager that was left early is no error.
pub fn show(text: &str) -> io::Result<bool> {
    let Some(mut command) = command() else { return Ok(false) };
    // The flags git gives too: quit when it fits, pass colours, leave the text on the screen.
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    if std::env::var_os("LESSCHARSET").is_none() {
        command.env("LESSCHARSET", "utf-8");
    }
    let Ok(mut pager) = command.stdin(Stdio::piped()).spawn() else { return Ok(false) };
    if let Some(mut stdin) = pager.stdin.take() {
        // Whoever quits the pager closes the pipe before the end of the text.
        let _ = write_text(&mut stdin, text);
    }
    pager.wait()?;
    Ok(true)
}

/// Colours under the same rules as without a pager, which stands between us and the terminal.
fn write_text(out: &mut impl Write, text: &str) -> io::Result<()> {
    if AutoStream::choice(&io::stdout()) == ColorChoice::Never {
        return out.write_all(strip_str(text).to_string().as_bytes());
    }
    out.write_all(text.as_bytes())
}

/// `$PAGER` may hold arguments; an empty one or `cat` means none.
fn command() -> Option<Command> {
    let pager = std::env::var("PAGER").unwrap_or_else(|_| "less".into());
    let mut words = pager.split_whitespace();
    let program = words.next().filter(|program| *program != "cat")?;
    let mut command = Command::new(program);
    command.args(words);
    Some(command)
}
