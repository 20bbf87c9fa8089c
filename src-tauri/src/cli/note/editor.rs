//! A person's own editor, for a text of more than a line.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cli::context::file_error;
use crate::cli::exit::Failure;
use crate::cli::say::say;

/// Lets a person write, beginning with `text`; what they saved.
pub fn write(text: &str) -> Result<String, Failure> {
    let path = keep(text)?;
    let mut command = command()?;
    let ended =
        command.arg(&path).status().map_err(|error| file_error(Path::new(command.get_program()), error))?;
    let written = std::fs::read_to_string(&path).map_err(|error| file_error(&path, error))?;
    if !ended.success() {
        say(&format!("what was written is in {}", path.display()));
        return Err(Failure::Usage(format!("the editor ended with {ended}; nothing was stored")));
    }
    // A file that stays behind loses nothing.
    let _ = std::fs::remove_file(&path);
    Ok(written)
}

/// Puts a text into a new file of the system's folder for such files, which nobody else may read.
pub fn keep(text: &str) -> Result<PathBuf, Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    for n in 0..1000 {
        let path = std::env::temp_dir().join(format!("lede-note-{}-{n}.md", std::process::id()));
        match options.open(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes()).map_err(|error| file_error(&path, error))?;
                return Ok(path);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(file_error(&path, error).into()),
        }
    }
    Err(file_error(&std::env::temp_dir(), std::io::ErrorKind::AlreadyExists.into()).into())
}

/// `$VISUAL` or `$EDITOR`, which may hold arguments.
fn command() -> Result<Command, Failure> {
    let editor = ["VISUAL", "EDITOR"].into_iter().filter_map(|name| std::env::var(name).ok());
    let editor = editor.into_iter().find(|editor| !editor.trim().is_empty()).ok_or_else(|| {
        Failure::Usage(
            "there is no text, and neither $VISUAL nor $EDITOR names an editor to write it in".into(),
        )
    })?;
    let mut words = editor.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words);
    Ok(command)
}
