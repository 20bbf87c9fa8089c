//! How a capture asks for what is known of a site, once the page's address is known.

use std::fmt;
use std::sync::Arc;

use crate::model::SiteKnowledge;

type Look = dyn Fn(&str) -> SiteKnowledge + Send + Sync;

/// Looks up what is known of a host; nothing, when nobody was asked.
#[derive(Clone, Default)]
pub struct Sites(Option<Arc<Look>>);

impl Sites {
    /// Asks a function, which may wait for the disk.
    #[must_use]
    pub fn new(look: impl Fn(&str) -> SiteKnowledge + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(look)))
    }

    /// What is known of a host.
    pub(super) async fn look_up(&self, host: Option<&str>) -> SiteKnowledge {
        let (Some(look), Some(host)) = (self.0.clone(), host.map(str::to_owned)) else {
            return SiteKnowledge::default();
        };
        tokio::task::spawn_blocking(move || look(&host)).await.unwrap_or_default()
    }
}

impl fmt::Debug for Sites {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Sites").field(&self.0.is_some()).finish()
    }
}
