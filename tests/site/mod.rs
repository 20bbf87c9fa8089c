//! A loopback news site: pages that each carry one real-world difficulty, pictures, faults, and a log of every request.
//!
//! `Site::start()` serves it at 127.0.0.1 and, under the same port rules, at a second loopback address that plays the
//! private host behind the reader's router. `cargo run --example news-site` serves it for by-hand work.

#![allow(dead_code, unused_imports, reason = "each binary that includes the site uses a part of it")]

pub mod bulk;
pub mod edited;
pub mod faults;
pub mod hostile;
pub mod images;
pub mod pages;
mod record;
pub mod redirects;
mod server;
pub mod several;
pub mod waiting;

use std::net::{IpAddr, SocketAddr, TcpListener};
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
    /// The same of further public addresses: other hosts that pictures come from. Only where the system has them.
    pub further: Vec<String>,
    /// What holds answers back until enough are asked for.
    pub gates: Arc<waiting::Gates>,
    /// What was edited of its pages.
    pub edits: Arc<edited::Edits>,
}

/// A running site; stops when dropped.
#[derive(Debug)]
pub struct Site {
    shared: Shared,
    public: SocketAddr,
    private: SocketAddr,
    further: Vec<SocketAddr>,
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
        let (public, private) = (server::bind("127.0.0.1", port), server::bind_private());
        let further = server::bind_further();
        let address = |listener: &TcpListener| listener.local_addr().unwrap();
        let (public_address, private_address) = (address(&public), address(&private));
        let further_addresses: Vec<_> = further.iter().map(address).collect();
        let shared = Shared {
            record: Arc::default(),
            public: format!("http://{public_address}"),
            private: format!("http://{private_address}"),
            further: further_addresses.iter().map(|address| format!("http://{address}")).collect(),
            gates: Arc::default(),
            edits: Arc::default(),
        };
        let listeners = [public, private].into_iter().chain(further).collect();
        let server = server::Running::start(listeners, router(shared.clone()), &shared.record);
        let server = Some(server);
        Self { shared, public: public_address, private: private_address, further: further_addresses, server }
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

    /// The address of [`Site::url`].
    #[must_use]
    pub fn public_address(&self) -> IpAddr {
        self.public.ip()
    }

    /// Every address but the private one: what a capturer under test counts as public.
    #[must_use]
    pub fn public_addresses(&self) -> Vec<IpAddr> {
        std::iter::once(self.public).chain(self.further.iter().copied()).map(|address| address.ip()).collect()
    }

    /// The private address.
    #[must_use]
    pub fn private_address(&self) -> IpAddr {
        self.private.ip()
    }

    /// Further public addresses; empty where the system has but one loopback address.
    #[must_use]
    pub fn further_addresses(&self) -> Vec<IpAddr> {
        self.further.iter().map(SocketAddr::ip).collect()
    }

    /// What a page of the site is made with, to look at its bytes without asking for it.
    #[must_use]
    pub fn shared(&self) -> &Shared {
        &self.shared
    }

    /// From now on the page `name`, at [`edited::path`], has other words wherever it had `words`.
    pub fn edit(&self, name: &str, words: &str, others: &str) {
        self.shared.edits.replace(name, words, others);
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
        .merge(several::routes())
        .merge(waiting::routes())
        .merge(edited::routes())
        .fallback(pages::not_found)
        .layer(axum::middleware::from_fn_with_state(shared.clone(), record::observe))
        .with_state(shared)
}
