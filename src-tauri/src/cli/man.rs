//! `lede man`.

use std::fs;
use std::io::{self, Write};

use clap::CommandFactory;

use super::args::{Cli, Man};
use super::context::file_error;
use super::exit::Outcome;

pub fn run(args: &Man) -> Outcome {
    let Some(dir) = &args.dir else {
        let mut page = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut page)?;
        return Ok(io::stdout().write_all(&page)?);
    };
    fs::create_dir_all(dir)
        .and_then(|()| clap_mangen::generate_to(Cli::command(), dir))
        .map_err(|source| file_error(dir, source))?;
    Ok(())
}
