//! The sources of a site of which only texts of pages have changed: nothing else is looked at.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::source::{Reader, Source};
use super::text::Text;
use super::{Sources, files};
use crate::finding::SourcePath;

/// More files than this at once are read with all others, in parallel.
const MOST: usize = 20;

/// Reads these files again, the others being as they were. Nothing when one of them is no text of a page that was
/// there: then all has to be read. So it has where links lead to content, of which a change is told by one of its names
/// alone.
pub(super) fn read(root: &Path, config: &str, last: Sources, changed: &BTreeSet<String>) -> Option<Sources> {
    if changed.len() > MOST || last.files.is_linked || last.config.path.as_str() != config {
        return None;
    }
    let mut sources = last;
    let mut files = sources.files.again();
    let reader = Arc::new(Reader::new(&sources.config, &sources.theme));
    for path in changed {
        let path = SourcePath::new(path);
        let rank = sources.content.binary_search_by(|source| source.path.cmp(&path)).ok()?;
        if sources.findings.iter().any(|finding| finding.place.path == path) {
            return None;
        }
        let text = Text::from(files::text(root, &path)?);
        let read = Arc::new(reader.read(&path, text.get()));
        let source = Source::of(&path, text.clone(), read, &reader);
        let before = &sources.content[rank];
        if before.front() != source.front() {
            sources.ground = Arc::default();
        }
        files.texts.insert(path, text);
        sources.content[rank] = Arc::new(source);
    }
    sources.files = Arc::new(files);
    Some(sources)
}
