//! A loopback news site: pages that each carry one real-world difficulty, pictures, faults, and a log of every request.
//!
//! `Site::start()` serves it at 127.0.0.1 and, under the same port rules, at a second loopback address that plays the
//! private host behind the reader's router. `cargo run --example news-site` serves it for by-hand work.

#![allow(dead_code, unused_imports, reason = "each binary that includes the site uses a part of it")]

pub mod bulk;
pub mod faults;
pub mod hostile;
pub mod images;
pub mod pages;
mod record;
pub mod redirects;
mod server;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;

pub use record::{Logged, Point, Record};

/// What every route of the site can see.
#[derive(Debug, Clone)]
pub struct Shared {
    /// Requests so far.
    pub record: Arc<Record>,
    /// `http://host:port` of the public address.
    pub public: String,
    /// `http://host:port` of the private address.
    pub private: String,
}

/// A running site; stops when dropped.
#[derive(Debug)]
pub struct Site {
    shared: Shared,
    addresses: [SocketAddr; 2],
    server: Option<server::Running>,
}

impl Site {
    /// Serves the site on free ports of two loopback addresses.
    #[must_use]
    pub fn start() -> Self {
        Self::start_at(0)
    }

    /// The same with a port of one's own choice for the public address.
    #[must_use]
    pub fn start_at(port: u16) -> Self {
        let public = server::bind("127.0.0.1", port);
        let private = server::bind_private();
        let addresses = [&public, &private].map(|listener| listener.local_addr().unwrap());
        let [public_url, private_url] = addresses.map(|address| format!("http://{address}"));
        let shared = Shared { record: Arc::default(), public: public_url, private: private_url };
        let server = server::Running::start([public, private], router(shared.clone()), &shared.record);
        Self { shared, addresses, server: Some(server) }
    }

    /// Absolute URL of a path at the public address.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.shared.public)
    }

    /// Absolute URL of a path at the private address.
    #[must_use]
    pub fn private_url(&self, path: &str) -> String {
        format!("{}{path}", self.shared.private)
    }

    /// Absolute URL of the page with this name.
    #[must_use]
    pub fn page(&self, name: &str) -> String {
        self.url(pages::find(name).path)
    }

    /// The public address, which a capturer under test counts as public.
    #[must_use]
    pub fn public_address(&self) -> SocketAddr {
        self.addresses[0]
    }

    /// The private address.
    #[must_use]
    pub fn private_address(&self) -> SocketAddr {
        self.addresses[1]
    }

    /// What was asked of the site so far.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.shared.record
    }

    /// Closes the listeners and every open connection; returns when they are closed.
    pub fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop();
    }
}

fn router(shared: Shared) -> Router {
    Router::new()
        .merge(pages::routes())
        .merge(images::routes())
        .merge(redirects::routes())
        .merge(faults::routes())
        .merge(hostile::routes())
        .merge(bulk::routes())
        .fallback(pages::not_found)
        .layer(axum::middleware::from_fn_with_state(shared.clone(), record::observe))
        .with_state(shared)
}
