//! A loopback server for tests that answers with bytes as they are, faults included.

use std::io::Write;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use url::Url;

/// Answers requests with what a function makes of them.
pub(crate) struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    inside: Arc<Mutex<(usize, usize)>>,
}

/// What is sent.
pub(crate) struct Reply {
    bytes: Vec<u8>,
    hang: bool,
}

impl Server {
    /// Listens on an address such as `127.0.0.2`; `answer` gets the request's head.
    pub(crate) async fn start(ip: &str, answer: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Self {
        Self::start_behind(ip, Arc::new(Semaphore::new(Semaphore::MAX_PERMITS)), answer).await
    }

    /// The same, but each answer takes a permit of `gate` for good.
    pub(crate) async fn start_behind(
        ip: &str,
        gate: Arc<Semaphore>,
        answer: impl Fn(&str) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind((ip, 0)).await.unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            requests: Arc::default(),
            inside: Arc::default(),
        };
        let (requests, inside, answer) = (server.requests.clone(), server.inside.clone(), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (requests, inside, answer) = (requests.clone(), inside.clone(), answer.clone());
                tokio::spawn(serve(stream, gate.clone(), requests, inside, answer));
            }
        });
        server
    }

    pub(crate) fn url(&self, path: &str) -> Url {
        Url::parse(&format!("http://{}{path}", self.address)).unwrap()
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// Heads of the requests so far.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// Requests being answered now, and the most there ever were.
    pub(crate) fn inside(&self) -> (usize, usize) {
        *self.inside.lock().unwrap()
    }
}

async fn serve(
    mut stream: TcpStream,
    gate: Arc<Semaphore>,
    requests: Arc<Mutex<Vec<String>>>,
    inside: Arc<Mutex<(usize, usize)>>,
    answer: Arc<impl Fn(&str) -> Reply>,
) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
    let head = String::from_utf8(head).unwrap();
    requests.lock().unwrap().push(head.clone());
    {
        let mut inside = inside.lock().unwrap();
        inside.0 += 1;
        inside.1 = inside.1.max(inside.0);
    }
    gate.acquire().await.unwrap().forget();
    inside.lock().unwrap().0 -= 1;
    let reply = answer(&head);
    let _ = stream.write_all(&reply.bytes).await;
    if reply.hang {
        // Until the other side gives up.
        let _ = stream.read_u8().await;
    }
}

impl Reply {
    /// Exactly these bytes, then the connection closes.
    pub(crate) fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into(), hang: false }
    }

    /// A whole response; `headers` are lines without line ends.
    pub(crate) fn new(status: u16, headers: &[&str], body: &[u8]) -> Self {
        let mut bytes = format!("HTTP/1.1 {status} x\r\nconnection: close\r\n").into_bytes();
        for header in headers {
            write!(bytes, "{header}\r\n").unwrap();
        }
        write!(bytes, "content-length: {}\r\n\r\n", body.len()).unwrap();
        bytes.extend_from_slice(body);
        Self::raw(bytes)
    }

    /// A page.
    pub(crate) fn page(html: &str) -> Self {
        Self::new(200, &["content-type: text/html; charset=utf-8"], html.as_bytes())
    }

    /// A redirect.
    pub(crate) fn redirect(target: &str) -> Self {
        Self::new(302, &[&format!("location: {target}")], b"")
    }

    /// The same, but the connection stays open and silent afterwards.
    pub(crate) fn then_silence(self) -> Self {
        Self { hang: true, ..self }
    }
}

/// The path of a request.
pub(crate) fn path(head: &str) -> &str {
    head.split(' ').nth(1).unwrap()
}

/// The value of a request's header.
pub(crate) fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}
