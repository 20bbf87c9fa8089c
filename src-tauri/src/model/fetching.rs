//! How the fetching of what imports brought stands.

use serde::{Deserialize, Serialize};

use crate::error::ErrorReport;

/// A host that refused several articles in a row, so that nothing more is asked of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct HostAside {
    /// The host.
    pub host: String,
    /// What it said last.
    pub why: Option<ErrorReport>,
    /// Articles that wait for it.
    pub waiting: u32,
}

/// How far the fetching of imported articles has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct FetchState {
    /// Articles still to be fetched, those that run and those of hosts set aside among them.
    pub waiting: u32,
    /// Fetched since nothing was left to do.
    pub done: u32,
    /// Given up since then.
    pub failed: u32,
    /// Those among the failed whose page is gone.
    pub dead: u32,
    /// Whether a person stopped it for a while.
    pub paused: bool,
    /// Articles a minute, by the last five; `None` while none has ended in them.
    #[cfg_attr(feature = "desktop", specta(type = Option<specta_typescript::Number>))]
    pub per_minute: Option<f64>,
    /// Seconds until nothing is left but what waits for hosts set aside: by the rate, or by the host with the most to do where that
    /// takes longer. `None` while neither is known.
    #[cfg_attr(feature = "desktop", specta(type = Option<specta_typescript::Number>))]
    pub seconds_left: Option<u64>,
    /// Hosts that articles wait for.
    pub hosts_waiting: u32,
    /// Hosts that refused, those set aside last first, at most 100.
    pub set_aside: Vec<HostAside>,
}
