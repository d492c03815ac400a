//! What is answered to a request; no socket here.

use std::ops::Range;
use std::path::PathBuf;

use hyper::body::Bytes;
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue, LOCATION, ORIGIN};
use hyper::{Method, Response, StatusCode, Uri};
use serde_json::json;

use super::{Snapshot, address, inspect, overview, transfer};
use crate::finding::OutputPath;
use crate::load::files;
use crate::output::{Content, media_type};
use crate::report::page::escape;

/// Where what is the preview's own is.
const OWN: &str = "/_osier/";
const CLIENT: &str = include_str!("client.js");
const PANEL: &str = include_str!("panel.js");
const PATCH: &str = include_str!("patch.js");

/// Who may ask.
#[derive(Clone, Debug)]
pub struct Guard {
    /// Hosts that the preview answers to, besides this machine's own names.
    pub hosts: Vec<String>,
    /// What a page of the preview has and no other: it opens the stream of events.
    pub token: String,
}

/// What is answered.
#[derive(Debug)]
pub enum Answer {
    /// A whole answer.
    Whole(Response<Bytes>),
    /// These bytes of a file, which are read while they are sent: films are large.
    File(Response<Range<u64>>, PathBuf),
    /// The events of the window that shows this page, with the mark of what it shows.
    Stream(OutputPath, String),
}

/// Answers a request.
pub fn respond(method: &Method, uri: &Uri, headers: &HeaderMap, guard: &Guard, snapshot: &Snapshot) -> Answer {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let authority = uri.authority().map(hyper::http::uri::Authority::as_str).or_else(|| text(&HOST));
    if headers.get_all(HOST).iter().count() > 1 || !authority.is_some_and(|one| address::is_known(one, &guard.hosts)) {
        let why =
            "This preview answers to this machine only. To reach it by another name, start it with --allow-host NAME.";
        return plain(StatusCode::MISDIRECTED_REQUEST, why);
    }
    if *method != Method::GET && *method != Method::HEAD {
        let mut response = whole(StatusCode::METHOD_NOT_ALLOWED, "text/plain; charset=utf-8", "GET and HEAD only.\n");
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Answer::Whole(response);
    }
    let Some(path) = address::decode(uri.path()) else {
        return plain(StatusCode::BAD_REQUEST, "This address means nothing here.");
    };
    if let Some(own) = path.strip_prefix(OWN) {
        return ours(own, uri.query().unwrap_or_default(), headers, guard, snapshot);
    }
    deliver(&path, uri, headers, guard, snapshot)
}

/// What is the preview's own.
fn ours(path: &str, query: &str, headers: &HeaderMap, guard: &Guard, snapshot: &Snapshot) -> Answer {
    let page = || OutputPath::new(address::value(query, "page").unwrap_or_default());
    let script = "text/javascript; charset=utf-8";
    Answer::Whole(match path {
        "" => {
            let search = address::value(query, "path").unwrap_or_default();
            whole(StatusCode::OK, "text/html; charset=utf-8", overview::html(snapshot, &search))
        }
        "client.js" => whole(StatusCode::OK, script, client()),
        "panel.js" => whole(StatusCode::OK, script, PANEL),
        "patch.js" => whole(StatusCode::OK, script, PATCH),
        "page" => whole(StatusCode::OK, "application/json", inspect::page(snapshot, &page()).to_string()),
        "events" => {
            if !is_same_origin(headers) || address::value(query, "token").as_deref() != Some(guard.token.as_str()) {
                return plain(StatusCode::FORBIDDEN, "Only a page of this preview may listen to it.");
            }
            return Answer::Stream(page(), address::value(query, "mark").unwrap_or_default());
        }
        _ => return plain(StatusCode::NOT_FOUND, "There is nothing here."),
    })
}

/// The script of every page, without its indentation.
fn client() -> String {
    CLIENT.lines().map(str::trim_start).collect::<Vec<_>>().join("\n")
}

/// Whether a browser says that a page of the preview asks; a browser that says nothing is old, and has the token to
/// show.
fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let site = text(HeaderName::from_static("sec-fetch-site")).is_none_or(|site| site == "same-origin");
    let host = text(HOST).unwrap_or_default();
    let origin = |origin: &str| origin.split_once("://").is_some_and(|(_, authority)| authority == host);
    site && text(ORIGIN).is_none_or(origin)
}

/// What a host would answer for a path of the site.
fn deliver(path: &str, uri: &Uri, headers: &HeaderMap, guard: &Guard, snapshot: &Snapshot) -> Answer {
    let base = snapshot.site().base_path();
    let sent = |response| Answer::Whole(transfer::sent(response, headers));
    if let Some(to) = snapshot.redirect(path) {
        return sent(moved(to));
    }
    let Some(below) = path.strip_prefix(base).and_then(|below| below.strip_prefix('/')) else {
        return sent(if path == "/" { moved(&format!("{base}/")) } else { missing(guard, snapshot) });
    };
    let is_folder = below.is_empty() || below.ends_with('/');
    let wanted = OutputPath::new(if is_folder { format!("{below}index.html") } else { below.to_owned() });
    if let Some(content) = snapshot.file(&wanted) {
        return match content {
            Content::File(file) if !transfer::is_text(media_type(wanted.extension())) => {
                let Some(length) = files::size(file) else { return sent(gone()) };
                let whole = whole(StatusCode::OK, media_type(wanted.extension()), "").map(drop);
                Answer::File(transfer::part(whole, headers, length), file.clone())
            }
            content => sent(file(StatusCode::OK, &wanted, content, guard, snapshot)),
        };
    }
    if !is_folder && snapshot.file(&OutputPath::new(format!("{below}/index.html"))).is_some() {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        return sent(moved(&format!("{}/{query}", uri.path())));
    }
    sent(missing(guard, snapshot))
}

fn missing(guard: &Guard, snapshot: &Snapshot) -> Response<Bytes> {
    let page = OutputPath::new("404.html");
    match snapshot.file(&page) {
        Some(content) => file(StatusCode::NOT_FOUND, &page, content, guard, snapshot),
        None => whole(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", "There is no such page.\n"),
    }
}

fn file(
    status: StatusCode,
    path: &OutputPath,
    content: &Content,
    guard: &Guard,
    snapshot: &Snapshot,
) -> Response<Bytes> {
    let bytes = match content {
        Content::File(file) => files::start(file, usize::MAX),
        made => made.made().map(|bytes| bytes.to_vec()),
    };
    let Some(bytes) = bytes else { return gone() };
    let is_page = path.extension() == "html" && snapshot.trace(path).is_some();
    let bytes = if is_page { with_client(bytes, path, guard, snapshot) } else { bytes };
    whole(status, media_type(path.extension()), bytes)
}

fn gone() -> Response<Bytes> {
    whole(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", "The file is gone.\n")
}

/// A page with the script of the preview, which stands last so that it moves no other element.
fn with_client(mut html: Vec<u8>, path: &OutputPath, guard: &Guard, snapshot: &Snapshot) -> Vec<u8> {
    let data = json!({ "page": path.as_str(), "mark": mark(snapshot, path), "token": guard.token }).to_string();
    let tag = format!("<script src=\"{OWN}client.js\" defer data-preview=\"{}\"></script>", escape(&data));
    let end = memchr::memmem::rfind(&html, b"</body>").unwrap_or(html.len());
    html.splice(end..end, tag.into_bytes());
    html
}

/// What tells a delivered page from what it was before.
pub(super) fn mark(snapshot: &Snapshot, path: &OutputPath) -> String {
    let page = snapshot.file(path).and_then(Content::made);
    page.map_or_else(String::new, |bytes| blake3::hash(&bytes).to_hex()[..16].to_owned())
}

fn moved(to: &str) -> Response<Bytes> {
    let mut response = whole(StatusCode::MOVED_PERMANENTLY, "text/plain; charset=utf-8", "");
    // An address that begins with two slashes would lead to another host.
    let to = format!("/{}", to.trim_start_matches(['/', '\\']));
    if let Ok(location) = HeaderValue::from_str(&to) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

fn plain(status: StatusCode, text: &str) -> Answer {
    Answer::Whole(whole(status, "text/plain; charset=utf-8", format!("{text}\n")))
}

/// An answer, with what keeps other sites from reading it and browsers from keeping it.
fn whole(status: StatusCode, content_type: &'static str, body: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    protect(response.headers_mut());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// The headers of every answer.
pub(super) fn protect(headers: &mut HeaderMap) {
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "SAMEORIGIN"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_of_every_page_is_small() {
        assert!(client().len() < 2000, "{} bytes", client().len());
    }
}
