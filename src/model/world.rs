//! The world of a page: all that it may show beside its own text.
//!
//! Of other pages it may show their cards, which come from their front matter alone, as all of the model does. So an
//! author who edits the text of a page leaves the world of all others as it is. Nor does time change it at once: a page
//! may show the day, which pages are there and why others are not, and what is past.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Audience, Moment, Page, Site};
use crate::cache::Key;
use crate::finding::SourcePath;
use crate::load::Sources;
use crate::load::files::{LOCK, Other};
use crate::load::text::Text;

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
    let fronts: FxHashMap<&SourcePath, &str> =
        sources.content.iter().map(|source| (&source.path, source.front())).collect();
    // What was accepted to weigh is held against pages, and shown by none.
    let texts: Vec<_> = sources.files.texts.iter().filter(|(path, _)| path.as_str() != LOCK).collect();
    let shown = |(path, text): (&SourcePath, &Text)| {
        let shown = fronts.get(path).map_or_else(|| text.get().as_bytes(), |front| front.as_bytes());
        blake3::Hasher::new().update(path.as_str().as_bytes()).update(b"\0").update(shown).finalize()
    };
    for digest in texts.into_par_iter().map(shown).collect::<Vec<_>>() {
        put(digest.as_bytes());
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
    let passed = |page: &Arc<Page>| {
        let fields = page.fields.iter().filter_map(|(_, value)| value.end(now.time_zone()));
        fields.chain(page.envelope.date.clone()).map(|end| u8::from(end >= *now)).collect::<Vec<u8>>()
    };
    let passed: Vec<Vec<u8>> = site.pages.par_iter().map(passed).collect();
    for (page, passed) in site.pages.iter().zip(passed) {
        hasher.update(page.path().as_str().as_bytes()).update(b"\0").update(&passed);
    }
    hasher.finalize()
}
