//! Object storage that speaks S3, with what every known host accepts: path style, one signed request a file with its
//! `Content-MD5`, no chunked signatures, no trailing checksums.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rusty_s3::actions::{ListObjectsV2, ObjectIdentifier};
use rusty_s3::{Bucket, Credentials as Key, S3Action, UrlStyle};
use ureq::http::{Method, Request, StatusCode};

use super::http::{Agent, Answer, Patience, told};
use super::{Condition, Put, Target, Traits};
use crate::publish::headers::Headers;
use crate::publish::local::Body;

/// How long a signature is good for.
const SIGNED: Duration = Duration::from_mins(15);

/// Characters of a key that a header does not hold as they are.
const HEADER: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// An access key. It is never shown.
#[derive(Clone)]
pub struct Credentials {
    /// Which key.
    pub id: String,
    /// Its secret.
    pub secret: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials")
    }
}

/// A bucket.
pub struct S3 {
    bucket: Bucket,
    key: Key,
    agent: Agent,
}

impl S3 {
    /// The bucket `bucket` of `endpoint`.
    ///
    /// # Errors
    /// When the endpoint is no address.
    pub fn new(
        endpoint: &str,
        region: &str,
        bucket: &str,
        credentials: &Credentials,
        patience: Patience,
    ) -> anyhow::Result<Self> {
        let url = endpoint.parse().with_context(|| format!("`{endpoint}` is not an address"))?;
        let bucket = Bucket::new(url, UrlStyle::Path, bucket.to_owned(), region.to_owned())
            .with_context(|| format!("`{endpoint}` is not the address of object storage"))?;
        let key = Key::new(credentials.id.clone(), credentials.secret.clone());
        Ok(Self { bucket, key, agent: Agent::new(patience) })
    }

    /// Makes one request of `action`, with `headers`, which are signed.
    fn call<'a, A: S3Action<'a>>(
        &self,
        what: &str,
        method: &Method,
        headers: &[(&'static str, String)],
        body: Option<&Body>,
        action: impl Fn() -> A,
    ) -> anyhow::Result<Answer> {
        let length = match body {
            Some(Body::Bytes(bytes)) => Some(bytes.len() as u64),
            Some(Body::File(path)) => {
                Some(path.metadata().with_context(|| format!("cannot read {}", path.display()))?.len())
            }
            _ => None,
        };
        self.agent.send(what, body, &|| {
            let mut action = action();
            for (name, value) in headers {
                action.headers_mut().insert(*name, value.clone());
            }
            let mut request = Request::builder().method(method).uri(action.sign(SIGNED).as_str());
            for (name, value) in headers {
                request = request.header(*name, value);
            }
            if let Some(length) = length {
                request = request.header("content-length", length);
            }
            Ok(request.body(())?)
        })
    }

    fn refused<T>(&self, what: &str, answer: &Answer) -> anyhow::Result<T> {
        if told(&answer.body).contains("NoSuchBucket") {
            let (bucket, host) = (self.bucket.name(), self.bucket.base_url().host_str().unwrap_or_default());
            bail!(
                "there is no bucket `{bucket}` at {host}: create it where the host lets you, or check `bucket`, `provider`, \
                 `region` and `endpoint` in osier.toml"
            );
        }
        let help = match answer.status {
            StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => {
                "; check the access key, its secret and that it may write to the bucket"
            }
            StatusCode::NOT_FOUND => "; check `bucket`, `endpoint` and `region` in osier.toml",
            StatusCode::MOVED_PERMANENTLY | StatusCode::TEMPORARY_REDIRECT => {
                "; the bucket is elsewhere: check `region` and `endpoint` in osier.toml"
            }
            _ => "",
        };
        bail!("{what}: {} answers {}{}{help}", self.name(), answer.status, told(&answer.body))
    }
}

fn headers_of(headers: &Headers) -> Vec<(&'static str, String)> {
    let mut list = Vec::new();
    if !headers.content_type.is_empty() {
        list.push(("content-type", headers.content_type.clone()));
    }
    if !headers.cache_control.is_empty() {
        list.push(("cache-control", headers.cache_control.clone()));
    }
    if !headers.content_encoding.is_empty() {
        list.push(("content-encoding", headers.content_encoding.clone()));
    }
    if let Some(redirect) = &headers.redirect {
        list.push(("x-amz-website-redirect-location", redirect.clone()));
    }
    list
}

impl Target for S3 {
    fn name(&self) -> String {
        let url = self.bucket.base_url();
        format!("{} at {}", self.bucket.name(), url.host_str().unwrap_or_default())
    }

    fn traits(&self) -> Traits {
        Traits { headers: true, siblings: false }
    }

    fn get(&self, key: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let what = format!("cannot read `{key}`");
        let action = || self.bucket.get_object(Some(&self.key), key);
        let answer = self.call(&what, &Method::GET, &[], None, action)?;
        match answer.status {
            StatusCode::OK => Ok(Some(answer.body)),
            StatusCode::NOT_FOUND if !told(&answer.body).contains("NoSuchBucket") => Ok(None),
            _ => self.refused(&what, &answer),
        }
    }

    fn exists(&self, key: &str) -> anyhow::Result<bool> {
        let what = format!("cannot look for `{key}`");
        let action = || self.bucket.head_object(Some(&self.key), key);
        let answer = self.call(&what, &Method::HEAD, &[], None, action)?;
        match answer.status {
            StatusCode::OK => Ok(true),
            StatusCode::NOT_FOUND => Ok(false),
            _ => self.refused(&what, &answer),
        }
    }

    fn put(&self, key: &str, body: &Body, md5: &str, headers: &Headers, when: Condition) -> anyhow::Result<Put> {
        let what = format!("cannot send `{key}`");
        let mut list = headers_of(headers);
        list.push(("content-md5", STANDARD.encode(unhex(md5))));
        if when == Condition::Absent {
            list.push(("if-none-match", "*".to_owned()));
        }
        let action = || self.bucket.put_object(Some(&self.key), key);
        let answer = self.call(&what, &Method::PUT, &list, Some(body), action)?;
        match answer.status {
            StatusCode::PRECONDITION_FAILED | StatusCode::CONFLICT if when == Condition::Absent => Ok(Put::Refused),
            status if status.is_success() => {
                let etag = answer.headers.get("etag").and_then(|etag| etag.to_str().ok()).unwrap_or_default();
                let etag = etag.trim_matches('"');
                // Some hosts give a tag that is not the MD5; one that looks like it must be it.
                let is_md5 = etag.len() == 32 && etag.bytes().all(|byte| byte.is_ascii_hexdigit());
                if is_md5 && !etag.eq_ignore_ascii_case(md5) {
                    bail!("{what}: {} says it holds something else than what was sent", self.name());
                }
                Ok(Put::Done)
            }
            _ => self.refused(&what, &answer),
        }
    }

    fn copy(&self, from: &str, to: &str, headers: &Headers) -> anyhow::Result<()> {
        let what = format!("cannot copy `{from}` to `{to}`");
        let mut list = headers_of(headers);
        let source = format!("/{}/{}", self.bucket.name(), utf8_percent_encode(from, HEADER));
        list.push(("x-amz-copy-source", source));
        list.push(("x-amz-metadata-directive", "REPLACE".to_owned()));
        let body = Body::Bytes(Arc::from([]));
        let action = || self.bucket.put_object(Some(&self.key), to);
        let answer = self.call(&what, &Method::PUT, &list, Some(&body), action)?;
        // An error may come after the status was sent (S3, CopyObject).
        if answer.status.is_success() && !answer.body.windows(7).any(|part| part == b"<Error>") {
            return Ok(());
        }
        self.refused(&what, &answer)
    }

    fn delete(&self, keys: &[String]) -> anyhow::Result<()> {
        for keys in keys.chunks(1000) {
            let what = format!("cannot delete {} files", keys.len());
            let objects: Vec<_> = keys.iter().cloned().map(ObjectIdentifier::new).collect();
            let action = || {
                let mut action = self.bucket.delete_objects(Some(&self.key), objects.iter());
                action.set_quiet(true);
                action
            };
            let (body, md5) = action().body_with_md5();
            let body = Body::Bytes(body.into_bytes().into());
            let answer = self.call(&what, &Method::POST, &[("content-md5", md5)], Some(&body), action)?;
            match answer.status {
                StatusCode::NOT_IMPLEMENTED | StatusCode::METHOD_NOT_ALLOWED => self.delete_each(keys)?,
                status if status.is_success() && !answer.body.windows(7).any(|part| part == b"<Error>") => {}
                _ => return self.refused(&what, &answer),
            }
        }
        Ok(())
    }

    fn list(&self, _is_ours: &dyn Fn(&str) -> bool) -> anyhow::Result<BTreeMap<String, Option<String>>> {
        let (mut keys, mut token) = (BTreeMap::new(), None::<String>);
        loop {
            let what = "cannot list the bucket";
            let action = || {
                let mut action = self.bucket.list_objects_v2(Some(&self.key));
                if let Some(token) = &token {
                    action.with_continuation_token(token.clone());
                }
                action
            };
            let answer = self.call(what, &Method::GET, &[], None, action)?;
            if answer.status != StatusCode::OK {
                return self.refused(what, &answer);
            }
            let page = ListObjectsV2::parse_response(&String::from_utf8_lossy(&answer.body))
                .map_err(|error| anyhow::anyhow!("{what}: the answer is no list: {error}"))?;
            for object in page.contents {
                let etag = object.etag.map(|etag| etag.trim_matches('"').to_ascii_lowercase());
                // A tag with a dash is that of a body sent in parts: it tells nothing of the body.
                keys.insert(object.key, etag.filter(|etag| etag.len() == 32));
            }
            token = page.next_continuation_token;
            if token.is_none() {
                return Ok(keys);
            }
        }
    }

    fn requests(&self) -> usize {
        self.agent.requests()
    }
}

impl S3 {
    /// For hosts that delete no more than one at a time.
    fn delete_each(&self, keys: &[String]) -> anyhow::Result<()> {
        for key in keys {
            let what = format!("cannot delete `{key}`");
            let action = || self.bucket.delete_object(Some(&self.key), key);
            let answer = self.call(&what, &Method::DELETE, &[], None, action)?;
            if !answer.status.is_success() && answer.status != StatusCode::NOT_FOUND {
                return self.refused(&what, &answer);
            }
        }
        Ok(())
    }
}

impl fmt::Debug for S3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// Bytes of hexadecimal digits; what is none is left out.
fn unhex(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks_exact(2);
    pairs.filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
