//! The sources of a site of which only texts of pages have changed: nothing else is looked at.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::{Sources, content, files};
use crate::cache::Cache;
use crate::finding::SourcePath;

/// Reads these files again, the others being as they were. Nothing when one of them is no text of a page that was there, or when
/// nothing is known of the others: then all has to be read.
pub(super) fn read(root: &Path, config: &str, changed: &BTreeSet<String>, cache: &mut Cache) -> Option<Sources> {
    let last = cache.last.take()?;
    let mut sources = last.clone();
    // What cannot be read so is read whole, and all is forgotten meanwhile.
    let mut files = last.files.again();
    if last.config.path.as_str() != config {
        return None;
    }
    for path in changed {
        let path = SourcePath::new(path);
        let rank = last.content.binary_search_by(|source| source.path.cmp(&path)).ok()?;
        if last.findings.iter().any(|finding| finding.place.path == path) {
            return None;
        }
        let text = files::text(root, &path)?;
        let source = content(&path, Arc::clone(&text), &last.config, &last.theme);
        let before = &last.content[rank];
        if before.text[..before.split.body.start] != text[..source.split.body.start] {
            sources.ground = Arc::default();
        }
        files.texts.insert(path, text);
        sources.content[rank] = Arc::new(source);
    }
    sources.files = Arc::new(files);
    cache.last = Some(sources.clone());
    let all = sources.content.len();
    cache.theme.computed = false;
    (cache.texts_read.used, cache.texts_read.computed) = (all, changed.len());
    (cache.sources.used, cache.sources.computed) = (all, changed.len());
    Some(sources)
}
