//! The server: one thread, one connection a task, every answer from the last snapshot.

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::ops::Range;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use http_body_util::{Either, Full};
use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc, watch};

use super::respond::{self, Answer, Guard};
use super::{Snapshot, events};
use crate::finding::OutputPath;
use crate::load::files;

/// How long the headers of a request may take to come.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many bytes they may have.
const HEADERS: usize = 16 << 10;
/// How many connections are served at once.
const CONNECTIONS: usize = 256;
/// How often an idle stream says that it lives, and finds out that its window is gone.
const PULSE: Duration = Duration::from_secs(10);
/// How many ports are tried after the one that was asked for.
const PORTS: u16 = 20;

/// A server that runs until the program ends.
#[derive(Debug)]
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    snapshots: watch::Sender<Arc<Snapshot>>,
}

impl Server {
    /// Starts to serve `first` at `host`, on `port` or the next one that is free.
    ///
    /// # Errors
    /// When no port is free, or no thread can be had.
    pub fn start(host: IpAddr, port: u16, guard: Guard, first: Snapshot) -> io::Result<Self> {
        let listener = listen(host, port)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let (snapshots, receiver) = watch::channel(Arc::new(first));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        thread::Builder::new().name("preview".to_owned()).spawn(move || {
            runtime.block_on(async move {
                // A listener of this machine that cannot be registered serves nobody: the thread ends.
                if let Ok(listener) = TcpListener::from_std(listener) {
                    accept(listener, Arc::new(guard), receiver).await;
                }
            });
        })?;
        Ok(Self { address, snapshots })
    }

    /// What is served now.
    pub fn current(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshots.borrow())
    }

    /// Serves another snapshot from now on, and tells the open windows.
    pub fn show(&self, snapshot: Snapshot) {
        self.snapshots.send_replace(Arc::new(snapshot));
    }
}

fn listen(host: IpAddr, port: u16) -> io::Result<std::net::TcpListener> {
    let mut last = port.saturating_add(PORTS);
    if port == 0 {
        last = 0;
    }
    let mut refused = None;
    for port in port..=last {
        match std::net::TcpListener::bind((host, port)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => refused = Some(error),
            other => return other,
        }
    }
    Err(refused.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}

async fn accept(listener: TcpListener, guard: Arc<Guard>, snapshots: watch::Receiver<Arc<Snapshot>>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        // A connection that is gone already, or no handle left: the next may be served.
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (guard, snapshots) = (Arc::clone(&guard), snapshots.clone());
        tokio::spawn(async move {
            connection(stream, guard, snapshots).await;
            drop(place);
        });
    }
}

async fn connection(stream: TcpStream, guard: Arc<Guard>, snapshots: watch::Receiver<Arc<Snapshot>>) {
    // Without it a small answer waits for the acknowledgement of the one before.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request: Request<Incoming>| {
        let response = answer(&request, &guard, &snapshots);
        async move { Ok::<_, Infallible>(response) }
    });
    // What goes wrong is the client's doing, and ends its connection only.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(HEADERS)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

type Sent = Either<Full<Bytes>, Either<Events, Part>>;

fn answer(request: &Request<Incoming>, guard: &Guard, snapshots: &watch::Receiver<Arc<Snapshot>>) -> Response<Sent> {
    let snapshot = Arc::clone(&snapshots.borrow());
    match respond::respond(request.method(), request.uri(), request.headers(), guard, &snapshot) {
        Answer::Whole(response) => response.map(|body| Either::Left(Full::new(body))),
        Answer::File(response, file) => response.map(|left| Either::Right(Either::Right(Part { file, left }))),
        Answer::Stream(page, mark) => {
            let (sender, receiver) = mpsc::channel(8);
            if *request.method() != Method::HEAD {
                tokio::spawn(tell(sender, snapshots.clone(), page, mark));
            }
            let mut response = Response::new(Either::Right(Either::Left(Events(receiver))));
            respond::protect(response.headers_mut());
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
            response
        }
    }
}

/// Tells a window what changes, until it is closed. `mark` says what it shows already.
async fn tell(
    sender: mpsc::Sender<Bytes>,
    mut snapshots: watch::Receiver<Arc<Snapshot>>,
    page: OutputPath,
    mark: String,
) {
    let mut shown = Arc::clone(&snapshots.borrow_and_update());
    let mut news = vec![("look", shown.number.to_string())];
    if respond::mark(&shown, &page) != mark {
        news.insert(0, ("reload", String::new()));
    }
    loop {
        // Data of one line: JSON and addresses have no line breaks.
        let told: Vec<String> = news.iter().map(|(name, data)| format!("event: {name}\ndata: {data}\n\n")).collect();
        let text = told.concat();
        let text = if text.is_empty() { ":\n\n".to_owned() } else { text };
        if sender.send(text.into()).await.is_err() {
            return;
        }
        news.clear();
        match tokio::time::timeout(PULSE, snapshots.changed()).await {
            Ok(Ok(())) => {
                let next = Arc::clone(&snapshots.borrow_and_update());
                news = events::between(&shown, &next, &page);
                shown = next;
            }
            // The server is gone.
            Ok(Err(_)) => return,
            Err(_) => {}
        }
    }
}

/// How many bytes of a file are read at once.
const CHUNK: u64 = 256 << 10;

/// What is left to send of a file.
struct Part {
    file: PathBuf,
    left: Range<u64>,
}

impl Body for Part {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.left.is_empty() {
            return Poll::Ready(None);
        }
        let next = self.left.start..self.left.end.min(self.left.start + CHUNK);
        // What became shorter meanwhile is not what was promised: the connection ends.
        let bytes = files::part(&self.file, &next).filter(|bytes| bytes.len() as u64 == next.end - next.start);
        self.left.start = next.end;
        Poll::Ready(Some(bytes.map(|bytes| Frame::data(bytes.into())).ok_or(io::ErrorKind::UnexpectedEof.into())))
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left.end - self.left.start)
    }
}

/// A stream of events as the body of an answer.
struct Events(mpsc::Receiver<Bytes>);

impl Body for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|chunk| chunk.map(|chunk| Ok(Frame::data(chunk))))
    }
}
