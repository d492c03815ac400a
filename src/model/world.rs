//! The world of a page: all that it may show beside its own text.
//!
//! Of other pages it may show their cards, which come from their front matter alone, as all of the model does. So an author
//! who edits the text of a page leaves the world of all others as it is. Nor does time change it at once: a page may show the
//! day, which pages are there and why others are not, and what is past.

use rustc_hash::FxHashMap;

use super::{Audience, Moment, Site};
use crate::cache::Key;
use crate::finding::SourcePath;
use crate::load::Sources;
use crate::load::files::{LOCK, Other};

/// The hash of the world of all pages of a site, whatever the hour.
pub fn world(sources: &Sources, audience: Audience) -> Key {
    let mut hasher = blake3::Hasher::new();
    hasher.update(sources.ground.get_or_init(|| ground(sources)).as_bytes());
    // What a command line may say otherwise than the configuration.
    hasher.update(format!("{:?}", (&sources.config.base_url, &sources.config.pictures)).as_bytes());
    hasher.update(if audience == Audience::Public { b"public" } else { b"editors" }).finalize()
}

/// The hash of all sources but the texts of pages.
fn ground(sources: &Sources) -> Key {
    let mut hasher = blake3::Hasher::new();
    let mut put = |part: &[u8]| {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
    };
    put(sources.files.theme.as_bytes());
    let fronts: FxHashMap<&SourcePath, usize> =
        sources.content.iter().map(|source| (&source.path, source.split.body.start)).collect();
    // What was accepted to weigh is held against pages, and shown by none.
    for (path, text) in sources.files.texts.iter().filter(|(path, _)| path.as_str() != LOCK) {
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
            Other::Disk { stamp, .. } => put(format!("{stamp:?}").as_bytes()),
            // It comes with the program.
            Other::Embedded(_) => {}
        }
    }
    hasher.finalize()
}

/// The hash of all that a model comes from: its world, at a moment.
pub fn at(world: &Key, moment: &Moment) -> Key {
    let mut hasher = blake3::Hasher::new();
    hasher.update(world.as_bytes()).update(moment.now.to_string().as_bytes()).finalize()
}

/// The hash of the world of all pages as time leaves it.
pub fn today(world: &Key, site: &Site) -> Key {
    let now = &site.moment.now;
    let mut hasher = blake3::Hasher::new();
    hasher.update(world.as_bytes()).update(now.date().to_string().as_bytes());
    let mut hidden: Vec<_> = site.hidden.iter().collect();
    hidden.sort();
    hasher.update(format!("{hidden:?}").as_bytes());
    for page in &*site.pages {
        hasher.update(page.path().as_str().as_bytes()).update(b"\0");
        let fields = page.fields.iter().filter_map(|(_, value)| value.end(now.time_zone()));
        for end in fields.chain(page.envelope.date.clone()) {
            hasher.update(&[u8::from(end >= *now)]);
        }
    }
    hasher.finalize()
}
