//! What was asked of the site: a log, counters, and points at which a test may act.

use std::collections::HashMap;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::StreamExt;
use tokio::sync::watch;

use super::Shared;
use super::server::Peer;

/// One request.
#[derive(Debug, Clone)]
pub struct Logged {
    /// HTTP method.
    pub method: String,
    /// Path with its query.
    pub path: String,
    /// Names (lower case) and values.
    pub headers: Vec<(String, String)>,
    /// The address of the site that was asked.
    pub host: IpAddr,
    /// The client's end of the connection: requests with the same port came over the same connection.
    pub remote: SocketAddr,
}

impl Logged {
    /// The first header with this lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// A moment in the life of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// The k-th request (from 1) has arrived and is not answered yet.
    Request(usize),
    /// The k-th byte (from 1) of all bodies is about to be sent.
    Byte(u64),
}

struct Trip {
    point: Point,
    act: Box<dyn FnOnce() + Send>,
}

impl fmt::Debug for Trip {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.point.fmt(formatter)
    }
}

#[derive(Debug, Default)]
struct Counts {
    log: Vec<Logged>,
    bytes: u64,
    connections: HashMap<IpAddr, Gauge>,
    in_flight: HashMap<IpAddr, Gauge>,
    in_flight_total: Gauge,
    abandoned: usize,
    trip: Option<Trip>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Gauge {
    now: usize,
    most: usize,
}

impl Gauge {
    fn up(&mut self) {
        self.now += 1;
        self.most = self.most.max(self.now);
    }

    fn down(&mut self) {
        self.now -= 1;
    }
}

/// The log and the counters of a site.
#[derive(Debug)]
pub struct Record {
    counts: Mutex<Counts>,
    changed: watch::Sender<()>,
}

impl Default for Record {
    fn default() -> Self {
        Self { counts: Mutex::default(), changed: watch::Sender::new(()) }
    }
}

impl Record {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap()
    }

    /// Every request so far.
    #[must_use]
    pub fn log(&self) -> Vec<Logged> {
        self.counts().log.clone()
    }

    /// Number of requests so far.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.counts().log.len()
    }

    /// Bytes of bodies sent so far.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.counts().bytes
    }

    /// Requests whose path begins with `prefix`.
    #[must_use]
    pub fn asked(&self, prefix: &str) -> Vec<Logged> {
        self.counts().log.iter().filter(|logged| logged.path.starts_with(prefix)).cloned().collect()
    }

    /// The largest number of requests to one address that were unanswered at one time.
    #[must_use]
    pub fn most_in_flight(&self, host: IpAddr) -> usize {
        self.counts().in_flight.get(&host).map_or(0, |gauge| gauge.most)
    }

    /// The same over all addresses.
    #[must_use]
    pub fn most_in_flight_total(&self) -> usize {
        self.counts().in_flight_total.most
    }

    /// Requests to one address that are unanswered now.
    #[must_use]
    pub fn in_flight(&self, host: IpAddr) -> usize {
        self.counts().in_flight.get(&host).map_or(0, |gauge| gauge.now)
    }

    /// The largest number of connections to one address that were open at one time.
    #[must_use]
    pub fn most_connections(&self, host: IpAddr) -> usize {
        self.counts().connections.get(&host).map_or(0, |gauge| gauge.most)
    }

    /// Requests whose client went away before the whole answer was sent.
    #[must_use]
    pub fn abandoned(&self) -> usize {
        self.counts().abandoned
    }

    /// Forgets log and high-water marks.
    pub fn clear(&self) {
        let mut counts = self.counts();
        counts.log.clear();
        counts.bytes = 0;
        counts.abandoned = 0;
    }

    /// Calls `act` once, on the site's own thread, when `point` is reached (counted from the start or the last `clear`).
    pub fn at(&self, point: Point, act: impl FnOnce() + Send + 'static) {
        self.counts().trip = Some(Trip { point, act: Box::new(act) });
    }

    /// Waits until `condition` holds of the record.
    ///
    /// # Panics
    /// After 30 seconds: a test that hangs says so.
    pub async fn until(&self, condition: impl Fn(&Self) -> bool) {
        let mut changed = self.changed.subscribe();
        let reached = async {
            while !condition(self) {
                changed.changed().await.unwrap();
            }
        };
        tokio::time::timeout(Duration::from_secs(30), reached)
            .await
            .expect("the site was never asked for it");
    }

    /// Waits until a path with this prefix was asked for.
    pub async fn until_asked(&self, prefix: &str) {
        self.until(|record| !record.asked(prefix).is_empty()).await;
    }

    pub(super) fn connection_opened(&self, host: IpAddr) {
        self.change(|counts| counts.connections.entry(host).or_default().up());
    }

    pub(super) fn connection_closed(&self, host: IpAddr) {
        self.change(|counts| counts.connections.entry(host).or_default().down());
    }

    fn request_arrived(&self, logged: Logged) {
        self.change(|counts| {
            counts.in_flight.entry(logged.host).or_default().up();
            counts.in_flight_total.up();
            counts.log.push(logged);
        });
    }

    fn request_ended(&self, host: IpAddr, whole: bool) {
        self.change(|counts| {
            counts.in_flight.entry(host).or_default().down();
            counts.in_flight_total.down();
            counts.abandoned += usize::from(!whole);
        });
    }

    fn sending(&self, length: usize) {
        self.change(|counts| counts.bytes += length as u64);
    }

    fn change(&self, change: impl FnOnce(&mut Counts)) {
        let mut counts = self.counts();
        change(&mut counts);
        let reached = counts.trip.as_ref().is_some_and(|trip| match trip.point {
            Point::Request(k) => counts.log.len() >= k,
            Point::Byte(k) => counts.bytes >= k,
        });
        let trip = if reached { counts.trip.take() } else { None };
        drop(counts);
        if let Some(trip) = trip {
            (trip.act)();
        }
        self.changed.send_replace(());
    }
}

/// Counts one answer from its request to its last byte, also when the client goes away.
struct Answer {
    record: Arc<Record>,
    host: IpAddr,
    whole: bool,
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.record.request_ended(self.host, self.whole);
    }
}

/// The layer around all routes: logs the request and counts the bytes of its answer.
pub(super) async fn observe(
    State(shared): State<Shared>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers().iter();
    let headers = headers
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
    shared.record.request_arrived(Logged {
        method: request.method().to_string(),
        path: request.uri().to_string(),
        headers: headers.collect(),
        host: peer.local.ip(),
        remote: peer.remote,
    });
    let mut answer = Answer { record: Arc::clone(&shared.record), host: peer.local.ip(), whole: false };
    let (mut parts, body) = next.run(request).await.into_parts();
    if let Some(length) = body.size_hint().exact() {
        parts.headers.entry(header::CONTENT_LENGTH).or_insert_with(|| HeaderValue::from(length));
    }
    let mut pieces = body.into_data_stream();
    let counted = stream_of(move |context| {
        let polled = pieces.poll_next_unpin(context);
        match &polled {
            std::task::Poll::Ready(Some(Ok(piece))) => answer.record.sending(Bytes::len(piece)),
            std::task::Poll::Ready(None) => answer.whole = true,
            _ => {}
        }
        polled
    });
    Response::from_parts(parts, Body::from_stream(counted))
}

fn stream_of<T>(
    poll: impl FnMut(&mut std::task::Context<'_>) -> std::task::Poll<Option<T>>,
) -> impl futures_util::Stream<Item = T> {
    futures_util::stream::poll_fn(poll)
}
