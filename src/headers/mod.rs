//! The headers that a site is to be served with, and `security.txt`.
//!
//! What browsers are told to refuse is worked out from the pages as they are delivered: [`policy`] reads what each one
//! really uses, [`mod@served`] puts it with how long files may be cached, with `[security]` and with `[headers]`,
//! [`server`] writes it in the words of each server. `osier publish --headers` prints it, and nothing else exports
//! headers.

#![expect(clippy::disallowed_methods, reason = "pages that are copied are read where they lie")]

pub mod contact;
pub mod policy;
pub mod served;
pub mod server;

use std::fs;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::finding::OutputPath;
use crate::output::{Content, Output};
use policy::Needs;
use served::{Page, Served};

/// For files whose name holds their hash: a year, which is as long as caches keep anything (RFC 8246).
pub const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// For everything else: kept, and asked again before each use, which costs a reader no more than an answer without a
/// body.
pub const FRESH: &str = "public, max-age=0, must-revalidate";

/// The headers of a whole site.
pub fn served(config: &Config, output: &Output) -> Served {
    let sheets: Vec<Needs> = texts(output, &["css"]).map(|(_, text)| policy::of_sheet(&text)).collect();
    let assembly = output.keys().any(|path| path.extension() == "wasm");
    // What style sheets fetch, and what scripts may do, is the same for all pages: which of them asks is not followed.
    let sheet = sheets.iter().fold(Needs { assembly, ..Needs::default() }, Needs::with);
    let pages = texts(output, &["html", "htm"])
        .map(|(path, text)| Page { path: path.clone(), needs: policy::of_page(&text, &config.base_url).with(&sheet) })
        .collect();
    served::served(config, pages)
}

/// The files with one of these extensions, in their order, with their text.
fn texts<'a>(output: &'a Output, extensions: &'a [&str]) -> impl Iterator<Item = (&'a OutputPath, String)> + use<'a> {
    let files: Vec<(&OutputPath, &Content)> =
        output.iter().filter(|(path, _)| extensions.contains(&path.extension())).collect();
    let texts: Vec<(&OutputPath, String)> = files
        .into_par_iter()
        .map(|(path, content)| {
            let bytes: Arc<[u8]> = match content {
                // A file that cannot be read is told of when it is copied.
                Content::File(file) => fs::read(file).unwrap_or_default().into(),
                made => made.made().unwrap_or_default(),
            };
            (path, String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect();
    texts.into_iter()
}
