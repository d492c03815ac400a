//! The world of a page: all that it may show beside its own text.
//!
//! Of other pages it may show their cards, which come from their front matter alone. So an author who edits the text of a
//! page leaves the world of all others as it is.

use rustc_hash::FxHashMap;

use crate::cache::Key;
use crate::finding::SourcePath;
use crate::load::files::{Files, Other};
use crate::model::{Audience, Page, Site};

/// The hash of the world of all pages of a site.
pub(super) fn world(site: &Site, files: &Files) -> Key {
    let mut hasher = blake3::Hasher::new();
    let mut put = |part: &[u8]| {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
    };
    // What a command line may say otherwise than the configuration.
    put(format!("{:?}", (&site.config.base_url, &site.config.pictures)).as_bytes());
    put(site.moment.now.to_string().as_bytes());
    put(if site.moment.audience == Audience::Public { b"public" } else { b"editors" });
    put(files.theme.as_bytes());
    // Pages of blocks are written in templates, which any page may use.
    let is_text = |page: &&Page| page.path().as_str().starts_with("content/") && page.path().extension() == "md";
    let fronts: FxHashMap<&SourcePath, usize> =
        site.pages.iter().filter(is_text).map(|page| (page.path(), page.front_end())).collect();
    for (path, text) in &files.texts {
        put(path.as_str().as_bytes());
        put(match fronts.get(path) {
            Some(end) => &text.as_bytes()[..*end],
            None => text.as_bytes(),
        });
    }
    for (path, other) in &files.others {
        put(path.as_str().as_bytes());
        match other {
            Other::Disk { size, modified, .. } => put(format!("{size} {modified:?}").as_bytes()),
            // It comes with the program.
            Other::Embedded(_) => {}
        }
    }
    hasher.finalize()
}
