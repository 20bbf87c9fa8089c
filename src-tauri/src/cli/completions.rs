//! `lede completions`.

use std::io::{self, Write};

use clap::CommandFactory;

use super::args::{Cli, Completions};
use super::exit::Outcome;

pub fn run(args: &Completions) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "lede", &mut script);
    Ok(io::stdout().write_all(&script)?)
}
