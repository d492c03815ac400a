//! Object storage in memory, with real signatures and XML, that can fail at a request or forget its manners.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use base64::Engine as _;
use http_body_util::BodyExt as _;
use hyper::body::{Bytes, Frame};
use hyper_util::rt::TokioIo;
use md5::{Digest as _, Md5};
use osier::publish::target::{Credentials, Patience, S3};
use s3s::dto::*;
use s3s::{Body, S3Request, S3Response, S3Result, s3_error};

/// An object as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) body: Vec<u8>,
    pub(crate) content_type: Option<String>,
    pub(crate) cache_control: Option<String>,
    pub(crate) content_encoding: Option<String>,
    pub(crate) redirect: Option<String>,
}

/// What the server does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    /// This request, counted from one, is answered with an error.
    Error(usize),
    /// The connection of this request is cut before it is looked at.
    Cut(usize),
    /// This request is done, and its connection cut before the answer.
    Unanswered(usize),
    /// From this request on nothing is answered: what a client that is killed leaves behind.
    Gone(usize),
    /// Two requests of three are asked to come later.
    Busy,
    /// What is put under this request's key is told to be something else.
    Tag(usize),
    /// The body of this request is taken in part and never the rest, and nothing is answered.
    Untaken(usize),
    /// This request is done, and its answer stops in the middle: before it begins when it has no body.
    Halted(usize),
    /// So many bytes of each body are taken in a second.
    Slow(usize),
}

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) objects: Mutex<BTreeMap<String, Object>>,
    pub(crate) log: Mutex<Vec<String>>,
    fault: Mutex<Fault>,
    count: AtomicUsize,
    /// Whether conditions are looked at; Garage does not.
    strict: bool,
}

/// A server that runs as long as the test.
pub(crate) struct Server {
    pub(crate) state: Arc<State>,
    port: u16,
}

struct Store(Arc<State>);

pub(crate) fn md5_of(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in Md5::digest(bytes) {
        write!(text, "{byte:02x}").expect("text");
    }
    text
}

#[async_trait::async_trait]
impl s3s::S3 for Store {
    async fn put_object(&self, request: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        let input = request.input;
        let body = match input.body {
            Some(blob) => Body::from(blob).collect().await.map_err(|_| s3_error!(IncompleteBody))?.to_bytes().to_vec(),
            None => Vec::new(),
        };
        let digest = Md5::digest(&body);
        let encoded = base64::engine::general_purpose::STANDARD.encode(digest);
        if input.content_md5.as_ref() != Some(&encoded) {
            return Err(s3_error!(BadDigest));
        }
        let mut objects = self.0.objects.lock().expect("objects");
        if self.0.strict && input.if_none_match.is_some() && objects.contains_key(&input.key) {
            return Err(s3_error!(PreconditionFailed));
        }
        let fault = *self.0.fault.lock().expect("a fault");
        let is_wrong = matches!(fault, Fault::Tag(at) if self.0.count.load(Ordering::SeqCst) == at);
        let etag = md5_of(if is_wrong { b"something else" } else { &body });
        let object = Object {
            body,
            content_type: input.content_type,
            cache_control: input.cache_control,
            content_encoding: input.content_encoding,
            redirect: input.website_redirect_location,
        };
        objects.insert(input.key, object);
        Ok(S3Response::new(PutObjectOutput { e_tag: Some(ETag::Strong(etag)), ..Default::default() }))
    }

    async fn copy_object(&self, request: S3Request<CopyObjectInput>) -> S3Result<S3Response<CopyObjectOutput>> {
        let input = request.input;
        let CopySource::Bucket { key, .. } = &input.copy_source else { return Err(s3_error!(InvalidRequest)) };
        let mut objects = self.0.objects.lock().expect("objects");
        let body = objects.get(&**key).ok_or_else(|| s3_error!(NoSuchKey))?.body.clone();
        let object = Object {
            body,
            content_type: input.content_type,
            cache_control: input.cache_control,
            content_encoding: input.content_encoding,
            redirect: input.website_redirect_location,
        };
        objects.insert(input.key, object);
        Ok(S3Response::new(CopyObjectOutput::default()))
    }

    async fn get_object(&self, request: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        let objects = self.0.objects.lock().expect("objects");
        let object = objects.get(&request.input.key).ok_or_else(|| s3_error!(NoSuchKey))?;
        let body = Some(StreamingBlob::from(Body::from(object.body.clone())));
        let content_length = i64::try_from(object.body.len()).ok();
        Ok(S3Response::new(GetObjectOutput { body, content_length, ..Default::default() }))
    }

    async fn head_object(&self, request: S3Request<HeadObjectInput>) -> S3Result<S3Response<HeadObjectOutput>> {
        let objects = self.0.objects.lock().expect("objects");
        objects.get(&request.input.key).ok_or_else(|| s3_error!(NoSuchKey))?;
        Ok(S3Response::new(HeadObjectOutput::default()))
    }

    async fn delete_objects(
        &self,
        request: S3Request<DeleteObjectsInput>,
    ) -> S3Result<S3Response<DeleteObjectsOutput>> {
        let mut objects = self.0.objects.lock().expect("objects");
        for one in request.input.delete.objects {
            objects.remove(&one.key);
        }
        Ok(S3Response::new(DeleteObjectsOutput::default()))
    }

    async fn list_objects_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        // Pages of three, so that following them is tried.
        let objects = self.0.objects.lock().expect("objects");
        let after = request.input.continuation_token.unwrap_or_default();
        let left: Vec<_> = objects.iter().filter(|(key, _)| **key > after).collect();
        let page = &left[..left.len().min(3)];
        let encode =
            |key: &str| percent_encoding::utf8_percent_encode(key, percent_encoding::NON_ALPHANUMERIC).to_string();
        let content = |(key, object): &(&String, &Object)| s3s::dto::Object {
            key: Some(encode(key)),
            e_tag: Some(ETag::Strong(md5_of(&object.body))),
            size: i64::try_from(object.body.len()).ok(),
            ..Default::default()
        };
        let more = left.len() > page.len();
        Ok(S3Response::new(ListObjectsV2Output {
            contents: Some(page.iter().map(content).collect()),
            encoding_type: Some(EncodingType::from_static(EncodingType::URL)),
            is_truncated: Some(more),
            next_continuation_token: page.last().filter(|_| more).map(|(key, _)| (*key).clone()),
            ..Default::default()
        }))
    }
}

impl Server {
    pub(crate) fn start(strict: bool) -> Self {
        let state = Arc::new(State {
            objects: Mutex::default(),
            log: Mutex::default(),
            fault: Mutex::new(Fault::None),
            count: AtomicUsize::new(0),
            strict,
        });
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let kept = Arc::clone(&state);
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(serve(listener, kept));
        });
        Self { state, port }
    }

    /// What is done wrong from now on; requests are counted anew.
    pub(crate) fn fail(&self, fault: Fault) {
        *self.state.fault.lock().expect("a fault") = fault;
        self.state.count.store(0, Ordering::SeqCst);
        self.state.log.lock().expect("a log").clear();
    }

    pub(crate) fn requests(&self) -> usize {
        self.state.count.load(Ordering::SeqCst)
    }

    pub(crate) fn log(&self) -> Vec<String> {
        self.state.log.lock().expect("a log").clone()
    }

    pub(crate) fn objects(&self) -> BTreeMap<String, Object> {
        self.state.objects.lock().expect("objects").clone()
    }

    pub(crate) fn put(&self, key: &str, body: &str) {
        let object = Object { body: body.into(), ..Object::default() };
        self.state.objects.lock().expect("objects").insert(key.to_owned(), object);
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A client that tries so many times.
    pub(crate) fn client(&self, tries: u32, secret: &str) -> S3 {
        self.impatient(tries, Duration::from_secs(20), secret)
    }

    /// A client that tries so many times, each until nothing has come or gone for `idle`.
    pub(crate) fn impatient(&self, tries: u32, idle: Duration, secret: &str) -> S3 {
        let patience = Patience { tries, base: Duration::from_millis(1), most: Duration::from_millis(5), idle };
        let credentials = Credentials { id: "key".to_owned(), secret: secret.to_owned() };
        S3::new(&self.url(), "garage", "site-test", &credentials, patience).expect("a bucket")
    }
}

async fn serve(listener: std::net::TcpListener, state: Arc<State>) {
    listener.set_nonblocking(true).expect("a listener");
    let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
    let mut builder = s3s::service::S3ServiceBuilder::new(Store(Arc::clone(&state)));
    builder.set_auth(s3s::auth::SimpleAuth::from_single("key", "secret"));
    let service = builder.build();
    while let Ok((stream, _)) = listener.accept().await {
        let (service, state) = (service.clone(), Arc::clone(&state));
        let answer = hyper::service::service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            let (service, state) = (service.clone(), Arc::clone(&state));
            async move {
                let count = state.count.fetch_add(1, Ordering::SeqCst) + 1;
                let has_body = request.method() != "HEAD";
                let line = format!("{} {}", request.method(), request.uri().path());
                state.log.lock().expect("a log").push(line);
                let fault = *state.fault.lock().expect("a fault");
                let plain = |status: u16| hyper::Response::builder().status(status);
                match fault {
                    Fault::Error(at) if at == count => {
                        return Ok(plain(500).body(Body::empty()).expect("an answer"));
                    }
                    Fault::Busy if count % 3 != 0 => {
                        let answer = plain(429).header("retry-after", "0");
                        return Ok(answer.body(Body::empty()).expect("an answer"));
                    }
                    Fault::Cut(at) if at == count => return Err("cut"),
                    Fault::Gone(at) if count >= at => return Err("gone"),
                    Fault::Untaken(at) if at == count => {
                        let _ = request.into_body().frame().await;
                        return std::future::pending().await;
                    }
                    _ => {}
                }
                let request = match fault {
                    Fault::Slow(rate) => slowly(request, rate).await.ok_or("cut")?,
                    _ => request.map(Body::from),
                };
                let answered = service.call(request).await.map_err(|_| "trouble");
                match fault {
                    Fault::Unanswered(at) if at == count => Err("cut"),
                    Fault::Halted(at) if at == count && has_body => Ok(halted(answered?).await),
                    Fault::Halted(at) if at == count => std::future::pending().await,
                    _ => answered,
                }
            }
        });
        tokio::spawn(async move {
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
        });
    }
}

/// A request whose body is taken at `rate` bytes a second.
async fn slowly(request: hyper::Request<hyper::body::Incoming>, rate: usize) -> Option<hyper::Request<Body>> {
    let (head, mut body) = request.into_parts();
    let mut taken = Vec::new();
    while let Some(frame) = body.frame().await {
        let piece = frame.ok()?.into_data().ok()?;
        tokio::time::sleep(Duration::from_secs_f64(piece.len() as f64 / rate as f64)).await;
        taken.extend_from_slice(&piece);
    }
    Some(hyper::Request::from_parts(head, Body::from(taken)))
}

/// An answer that stops in the middle.
async fn halted(answer: hyper::Response<Body>) -> hyper::Response<Body> {
    let (mut head, body) = answer.into_parts();
    let whole = body.collect().await.expect("a body").to_bytes();
    if whole.is_empty() {
        return std::future::pending().await;
    }
    head.headers.insert("content-length", whole.len().into());
    hyper::Response::from_parts(head, Body::http_body(Half(Some(whole.slice(..whole.len() / 2)))))
}

/// A body that has a piece, and then neither another nor an end.
struct Half(Option<Bytes>);

impl hyper::body::Body for Half {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.0.take().map_or(Poll::Pending, |piece| Poll::Ready(Some(Ok(Frame::data(piece)))))
    }
}
