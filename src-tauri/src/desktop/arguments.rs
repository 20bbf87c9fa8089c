//! What the program is started with.

use std::path::PathBuf;

use clap::Parser;

/// Reads and keeps news articles, without a network once they are saved.
#[derive(Debug, Clone, Default, Parser)]
#[command(name = "lede-desktop", version)]
pub struct Arguments {
    /// The archive to open; it is made when it does not exist
    #[arg(long, value_name = "FILE", env = "LEDE_ARCHIVE")]
    pub archive: Option<PathBuf>,
    /// Addresses to save
    #[arg(value_name = "URL")]
    pub urls: Vec<String>,
}
