//! Listeners, connections and the thread they live on.

use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::thread::JoinHandle;
use std::{io, net};

use axum::Router;
use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use super::Record;

/// Both ends of the connection a request came over.
#[derive(Debug, Clone, Copy)]
pub struct Peer {
    pub local: SocketAddr,
    pub remote: SocketAddr,
}

/// The thread that serves a site.
#[derive(Debug)]
pub(super) struct Running {
    stop: CancellationToken,
    thread: JoinHandle<()>,
}

impl Running {
    /// Serves `router` on both listeners until [`Running::stop`].
    pub(super) fn start(listeners: Vec<net::TcpListener>, router: Router, record: &Arc<Record>) -> Self {
        let stop = CancellationToken::new();
        let (stopped, record) = (stop.clone(), Arc::clone(record));
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                for listener in listeners {
                    let listener =
                        Counted { inner: TcpListener::from_std(listener).unwrap(), record: record.clone() };
                    let service = router.clone().into_make_service_with_connect_info::<Peer>();
                    tokio::spawn(async move { axum::serve(listener, service).await });
                }
                stopped.cancelled().await;
            });
            // Dropping the runtime drops every task, and with it every listener and connection.
        });
        Self { stop, thread }
    }

    pub(super) fn stop(self) {
        self.stop.cancel();
        self.thread.join().unwrap();
    }
}

/// Listens on an address; a listener bound before its thread starts queues early clients.
pub(super) fn bind(host: &str, port: u16) -> net::TcpListener {
    try_bind(host, port).unwrap()
}

/// Further addresses, where the system has them.
pub(super) fn bind_further() -> Vec<net::TcpListener> {
    (3..=7).map_while(|number| try_bind(&format!("127.0.0.{number}"), 0).ok()).collect()
}

/// The second address: Linux routes all of 127.0.0.0/8 to loopback, other systems only 127.0.0.1 and ::1.
pub(super) fn bind_private() -> net::TcpListener {
    try_bind("127.0.0.2", 0).or_else(|_| try_bind("::1", 0)).unwrap()
}

fn try_bind(host: &str, port: u16) -> io::Result<net::TcpListener> {
    let listener = net::TcpListener::bind((host, port))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// A listener that counts its open connections.
struct Counted {
    inner: TcpListener,
    record: Arc<Record>,
}

impl Listener for Counted {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (stream, remote) = Listener::accept(&mut self.inner).await;
        let _ = stream.set_nodelay(true);
        let host = stream.local_addr().map_or(remote.ip(), |address| address.ip());
        self.record.connection_opened(host);
        (Connection { stream, record: Arc::clone(&self.record), host }, remote)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.inner.local_addr()
    }
}

impl Connected<IncomingStream<'_, Counted>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Counted>) -> Self {
        let local = stream.io().stream.local_addr().unwrap_or(*stream.remote_addr());
        Self { local, remote: *stream.remote_addr() }
    }
}

struct Connection {
    stream: TcpStream,
    record: Arc<Record>,
    host: IpAddr,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.record.connection_closed(self.host);
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
