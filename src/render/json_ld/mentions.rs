//! What the text of a page holds that structured data tell: its videos, and the works that it cites by their DOI.

use serde_json::{Value as Json, json};

use super::Node;
use super::field::{Scope, identifier};
use crate::load::body::{ArgValue, BlockCall, Body, HoleKind};
use crate::model::value::iso;
use crate::model::{Page, link};

/// Adds them to the node of a work.
pub(super) fn put(scope: &Scope<'_>, page: &Page, node: &mut Node) {
    let body = page.body();
    let mut found = Found::default();
    found.read(&body);
    let videos: Vec<Json> = found.videos.iter().filter_map(|call| video(scope, page, call)).collect();
    if !videos.is_empty() {
        node.insert("video".into(), videos.into());
    }
    found.dois.sort_unstable();
    found.dois.dedup();
    let work = |doi: &&str| json!({ "@type": "CreativeWork", "url": format!("{DOI}{doi}"), "identifier": identifier("doi", doi) });
    if !found.dois.is_empty() {
        node.insert("citation".into(), found.dois.iter().map(work).collect());
    }
}

/// Where a DOI leads.
const DOI: &str = "https://doi.org/";

#[derive(Default)]
struct Found<'a> {
    videos: Vec<&'a BlockCall>,
    dois: Vec<&'a str>,
}

impl<'a> Found<'a> {
    fn read(&mut self, body: &'a Body) {
        for at in memchr::memmem::find_iter(body.html.as_bytes(), DOI) {
            // In an attribute `href`, and in nothing else.
            if body.html[..at].ends_with("href=\"") {
                self.dois.extend(body.html[at + DOI.len()..].split('"').next());
            }
        }
        for hole in &body.holes {
            let HoleKind::Block(call) = &hole.kind else { continue };
            if call.name == "video" {
                self.videos.push(call);
            }
            call.body.iter().for_each(|body| self.read(body));
        }
    }
}

/// A video of the site; one that is kept elsewhere is a link and no part of the page.
fn video(scope: &Scope<'_>, page: &Page, call: &BlockCall) -> Option<Json> {
    let argument = |name: &str| call.args.iter().find(|arg| arg.name == name).map(|arg| &arg.value);
    let file = |name: &str| {
        let (ArgValue::File(written) | ArgValue::Image(written)) = argument(name)? else { return None };
        match link::resolve(scope.site, scope.files, page, written) {
            Ok(link::Target::File(path)) => Some(scope.absolute(&link::file_url(scope.site, &path))),
            _ => None,
        }
    };
    let ArgValue::Text(title) = argument("title")? else { return None };
    let mut node = Node::new();
    node.insert("@type".into(), "VideoObject".into());
    node.insert("name".into(), title.as_str().into());
    node.insert("contentUrl".into(), file("src")?.into());
    let poster = argument("poster").and_then(|value| match value {
        ArgValue::Image(written) => scope.poster(page, written),
        _ => None,
    });
    if let Some(url) = poster {
        node.insert("thumbnailUrl".into(), url.into());
    }
    if let Some(date) = &page.envelope.date {
        node.insert("uploadDate".into(), iso(date).into());
    }
    Some(node.into())
}
