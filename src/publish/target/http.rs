//! Requests that are made again when that may help, and errors that never show a signature.

use std::collections::hash_map::RandomState;
use std::fs::File;
use std::hash::{BuildHasher as _, Hasher as _};
use std::io::ErrorKind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context as _, bail};
use ureq::http::{HeaderMap, Request, StatusCode};
use ureq::{SendBody, Timeout};

use crate::publish::local::Body;

/// How often and how long a request is made again.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// How many times in all.
    pub tries: u32,
    /// The longest wait after the first failure; it doubles with each, and the wait is drawn below it so that
    /// many clients do not come back together.
    pub base: Duration,
    /// The longest wait in any case, also of those that a server asks for.
    pub most: Duration,
    /// How long a server may take nothing and give nothing. There is no limit to the whole of a request: a large file
    /// over a slow line takes long, and it is enough that it goes on.
    pub idle: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { tries: 6, base: Duration::from_millis(250), most: Duration::from_mins(1), idle: Duration::from_mins(2) }
    }
}

/// Makes requests.
#[derive(Debug)]
pub struct Agent {
    client: ureq::Agent,
    patience: Patience,
    count: AtomicUsize,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

/// How long it may take to learn the address of a server, and again to connect to it.
const CONNECT: Duration = Duration::from_secs(20);

/// What to do when a server is in trouble.
const LATER: &str = "run the command again later, it goes on where it stopped";
/// What to do when a server is not where it should be.
const CHECK: &str = "check its address in osier.toml, and that this machine is connected, then run the command again";

/// The longest answer that is read: a manifest of a hundred thousand files is a fifth of it.
const LONGEST: u64 = 256 << 20;

impl Agent {
    /// An agent that follows no redirection and takes its certificates from the machine.
    pub fn new(patience: Patience) -> Self {
        let tls = ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::PlatformVerifier).build();
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_resolve(Some(CONNECT))
            .timeout_connect(Some(CONNECT))
            .timeout_per_read(Some(patience.idle))
            .timeout_per_write(Some(patience.idle))
            .tls_config(tls)
            .user_agent(concat!("osier/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { client: config.new_agent(), patience, count: AtomicUsize::new(0) }
    }

    /// How many requests were made, those made again among them.
    pub fn requests(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }

    /// Makes a request until it is answered with something else than trouble of the server. `make` gives the request
    /// anew each time, as signatures hold the time; `what` says what is asked, for people.
    ///
    /// # Errors
    /// When the server cannot be reached, or is in trouble each time.
    pub fn send(
        &self,
        what: &str,
        body: Option<&Body>,
        make: &dyn Fn() -> anyhow::Result<Request<()>>,
    ) -> anyhow::Result<Answer> {
        let mut tried = 0;
        loop {
            tried += 1;
            self.count.fetch_add(1, Ordering::Relaxed);
            let request = make()?;
            let host = request.uri().authority().map(ToString::to_string).unwrap_or_default();
            let (trouble, help, asked) = match self.once(request, body) {
                Ok(answer) if !is_trouble(answer.status) => return Ok(answer),
                Ok(answer) => {
                    let trouble = format!("`{host}` answers {}{}", answer.status, told(&answer.body));
                    (trouble, LATER, after(&answer.headers))
                }
                Err(error) => {
                    let (trouble, help) = self.plain(&error, &host);
                    (trouble, help, None)
                }
            };
            if tried >= self.patience.tries {
                let times = if tried == 1 { String::new() } else { format!(" (tried {tried} times)") };
                // What was asked is of no interest where nobody could be asked.
                let what = if help == CHECK { String::new() } else { format!("{what}: ") };
                bail!("{what}{trouble}{times}; {help}");
            }
            std::thread::sleep(asked.unwrap_or_else(|| self.wait(tried)).min(self.patience.most));
        }
    }

    fn once(&self, request: Request<()>, body: Option<&Body>) -> anyhow::Result<Answer> {
        let (parts, ()) = request.into_parts();
        let mut response = match body {
            None => self.client.run(Request::from_parts(parts, ()))?,
            Some(Body::Bytes(bytes)) => self.client.run(Request::from_parts(parts, &bytes[..]))?,
            Some(Body::File(path)) => {
                #[expect(clippy::disallowed_methods, reason = "a copied file is read as it is sent")]
                let mut file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
                self.client.run(Request::from_parts(parts, SendBody::from_reader(&mut file)))?
            }
            Some(Body::Kept) => bail!("the body is at the target"),
        };
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.body_mut().with_config().limit(LONGEST).read_to_vec()?;
        Ok(Answer { status, headers, body })
    }

    /// Why there is no answer, and what to do, for people.
    fn plain(&self, error: &anyhow::Error, host: &str) -> (String, &'static str) {
        let (idle, connect) = (self.patience.idle.as_secs_f64(), CONNECT.as_secs());
        match error.downcast_ref::<ureq::Error>() {
            Some(ureq::Error::HostNotFound) => (format!("no server is known by the name `{host}`"), CHECK),
            // The standard library has no kind for it.
            Some(ureq::Error::Io(io)) if io.to_string().starts_with("failed to lookup address") => {
                (format!("no server is known by the name `{host}`"), CHECK)
            }
            Some(ureq::Error::Timeout(Timeout::PerRead | Timeout::PerWrite)) => {
                (format!("`{host}` has neither taken nor sent anything for {idle} seconds"), LATER)
            }
            Some(ureq::Error::Timeout(_)) => (format!("`{host}` was not reached in {connect} seconds"), CHECK),
            Some(ureq::Error::Io(io)) if io.kind() == ErrorKind::ConnectionRefused => {
                (format!("no server answers at `{host}`"), CHECK)
            }
            Some(ureq::Error::Io(io)) => (redact(&format!("the connection to `{host}` failed ({io})")), LATER),
            _ => (redact(&format!("{error:#}")), LATER),
        }
    }

    /// A wait between nothing and what doubles with each failure.
    fn wait(&self, tried: u32) -> Duration {
        let most = self.patience.base.saturating_mul(1 << tried.min(10)).min(self.patience.most);
        let part = RandomState::new().build_hasher().finish() % 1000;
        most.mul_f64(part as f64 / 1000.0)
    }
}

/// Whether the same request may succeed later.
fn is_trouble(status: StatusCode) -> bool {
    status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED
        || matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS)
}

/// The wait that a server asks for, in seconds (RFC 9110, 10.2.3); a date is taken as none.
fn after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get("retry-after")?.to_str().ok()?;
    text.trim().parse().ok().map(Duration::from_secs)
}

/// What an answer says, in short: the code and the message of an error of S3.
pub(super) fn told(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(4096)]).into_owned();
    let part = |name: &str| {
        let (_, rest) = text.split_once(&format!("<{name}>"))?;
        rest.split_once('<').map(|(inner, _)| inner.chars().filter(|c| !c.is_control()).take(200).collect::<String>())
    };
    match (part("Code"), part("Message")) {
        (Some(code), Some(message)) => redact(&format!(" ({code}: {message})")),
        (Some(code), None) => redact(&format!(" ({code})")),
        _ => String::new(),
    }
}

/// Takes what follows a `?` out of every address: signatures are there.
fn redact(text: &str) -> String {
    let mut words = Vec::new();
    for word in text.split(' ') {
        match word.split_once('?') {
            Some((before, after)) if after.contains('=') => words.push(format!("{before}?…")),
            _ => words.push(word.to_owned()),
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_shows_no_signature() {
        let text = redact("cannot reach https://s3.example/b/k?X-Amz-Credential=a&X-Amz-Signature=5ec2e7 now?");
        assert_eq!(text, "cannot reach https://s3.example/b/k?… now?");
    }

    #[test]
    fn a_wait_grows_and_is_bounded() {
        let patience = Patience { base: Duration::from_secs(1), most: Duration::from_secs(3), ..Patience::default() };
        let agent = Agent::new(patience);
        for tried in 1..40 {
            assert!(agent.wait(tried) <= Duration::from_secs(3));
        }
    }
}
