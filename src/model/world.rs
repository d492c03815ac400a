//! The world of a page: all that it may show beside its own text.
//!
//! Of other pages it may show their cards, which come from their front matter alone, as all of the model does. So an author
//! who edits the text of a page leaves the world of all others as it is.

use rustc_hash::FxHashMap;

use super::{Audience, Moment};
use crate::cache::Key;
use crate::finding::SourcePath;
use crate::load::Sources;
use crate::load::files::Other;

/// The hash of the world of all pages of a site.
pub fn world(sources: &Sources, moment: &Moment) -> Key {
    let mut hasher = blake3::Hasher::new();
    let mut put = |part: &[u8]| {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
    };
    // What a command line may say otherwise than the configuration.
    put(format!("{:?}", (&sources.config.base_url, &sources.config.pictures)).as_bytes());
    put(moment.now.to_string().as_bytes());
    put(if moment.audience == Audience::Public { b"public" } else { b"editors" });
    put(sources.files.theme.as_bytes());
    let fronts: FxHashMap<&SourcePath, usize> =
        sources.content.iter().map(|source| (&source.path, source.split.body.start)).collect();
    for (path, text) in &sources.files.texts {
        put(path.as_str().as_bytes());
        put(match fronts.get(path) {
            Some(end) => &text.as_bytes()[..*end],
            None => text.as_bytes(),
        });
    }
    // Their stamps are among the others', which a coarse clock may leave as they were.
    put(format!("{:?}", sources.sidecars).as_bytes());
    for (path, other) in &sources.files.others {
        put(path.as_str().as_bytes());
        match other {
            Other::Disk { size, modified, .. } => put(format!("{size} {modified:?}").as_bytes()),
            // It comes with the program.
            Other::Embedded(_) => {}
        }
    }
    hasher.finalize()
}
