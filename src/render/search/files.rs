//! The files of an index, each named by its content, all JSON.
//!
//! - The first: `{language, count, size, words: [[first word, file]…], pages: [file…]}`. It grows with the number of
//!   files, not with what they hold.
//! - Words, some 16 KB a file: `{root: [[weight, page, gap…]…]}`, the pages of each weight as the rank of the first and
//!   the steps to the next ones.
//! - Pages, `size` a file: `[title, URL path, section, description]…`.

use std::fmt::Write as _;

use serde_json::json;

use super::entry::Entry;
use super::postings::{MOST, Posting, Weight};
use crate::asset::style;
use crate::finding::OutputPath;
use crate::output::Content;

/// The folder of the files in the output.
const FOLDER: &str = "assets/search";

/// How many bytes of words go in a file, about.
const BYTES: usize = 16 * 1024;

/// How many pages go in a file. Results are all over the site: few in a file is little fetched for each.
const PAGES: usize = 16;

/// The path of the first file, and every file.
pub(super) fn files(code: &str, entries: &[Entry], postings: &[Posting]) -> (OutputPath, Vec<(OutputPath, Content)>) {
    let mut files = Vec::new();
    let mut add = |name: String, text: String| {
        let name = style::hashed(&name, text.as_bytes());
        let path = OutputPath::new(format!("{FOLDER}/{name}"));
        files.push((path.clone(), Content::from(text)));
        (name, path)
    };
    let mut words = Vec::new();
    for (rank, (first, text)) in shards(postings).into_iter().enumerate() {
        let (name, _) = add(format!("{code}-words-{rank}.json"), text);
        words.push(json!([first, name]));
    }
    let mut pages = Vec::new();
    for (rank, chunk) in entries.chunks(PAGES).enumerate() {
        let rows = chunk.iter().map(|entry| json!([entry.title, entry.url, entry.section, entry.description]));
        let (name, _) = add(format!("{code}-pages-{rank}.json"), rows.collect::<serde_json::Value>().to_string());
        pages.push(name);
    }
    let first =
        json!({ "language": code, "count": entries.len(), "size": PAGES, "words": words, "pages": pages }).to_string();
    let (_, path) = add(format!("{code}.json"), first);
    (path, files)
}

/// The words cut into files of about the same size, each with its first word.
fn shards(postings: &[Posting]) -> Vec<(&str, String)> {
    let mut shards: Vec<(&str, String)> = Vec::new();
    for (word, pages) in postings {
        match shards.last_mut().filter(|(_, text)| text.len() < BYTES) {
            Some((_, text)) => text.push_str(",\n"),
            None => shards.push((word, "{".to_owned())),
        }
        if let Some((_, text)) = shards.last_mut() {
            // A word is of letters and digits: nothing in it is to be escaped.
            let _ = write!(text, "\"{word}\":{}", by_weight(pages));
        }
    }
    for (_, text) in &mut shards {
        text.push('}');
    }
    shards
}

/// `[[9,3],[1,1,2,40]]`.
fn by_weight(pages: &[(u32, Weight)]) -> String {
    let mut lists = Vec::new();
    for weight in (1..=MOST).rev() {
        let mut list = String::new();
        let mut last = 0;
        for (rank, _) in pages.iter().filter(|(_, own)| *own == weight) {
            let _ = write!(list, ",{}", rank - last);
            last = *rank;
        }
        if !list.is_empty() {
            lists.push(format!("[{weight}{list}]"));
        }
    }
    format!("[{}]", lists.join(","))
}
