//! What content files were when a site was last read by any process, so that those which have not changed stay unread.

use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::files::{Files, within};
use super::known::stays;
use super::text::Text;
use crate::finding::SourcePath;
use crate::pack::{Key, Shelf, Stamp};

/// The stamps of content files, and the hashes of their texts, in the order of their paths.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed(Vec<(SourcePath, Stamp, [u8; blake3::OUT_LEN])>);

impl Listed {
    /// The text of a file with this stamp: one that is as it was is not read.
    pub(super) fn text(&self, path: &SourcePath, disk: &Path, stamp: &Stamp) -> Option<Text> {
        let rank = self.0.binary_search_by(|(one, ..)| one.cmp(path)).ok()?;
        let (_, known, digest) = &self.0[rank];
        let length = usize::try_from(stamp.size).ok()?;
        (known == stamp).then(|| Text::unread(disk.to_owned(), length, Key::from_bytes(*digest)))
    }

    /// Whether all content files were found to be as they were, and none is gone.
    pub(super) fn is_all_of(&self, files: &Files) -> bool {
        let content = || within(&files.texts, "content/").filter(|(path, _)| is_content(path));
        content().count() == self.0.len() && content().all(|(_, text)| text.at_hand().is_none())
    }

    /// The content files of a site that will be known by these stamps, which come in the order of their paths.
    pub(super) fn of(now: SystemTime, stamps: &[(SourcePath, Stamp)], files: &Files) -> Self {
        let one = |(path, stamp): &(SourcePath, Stamp)| {
            let text = files.texts.get(path).filter(|_| is_content(path))?;
            let listed = || (path.clone(), *stamp, *text.digest().as_bytes());
            (stamp.tells_changes() && stays(text, stamp, now)).then(listed)
        };
        Self(stamps.par_iter().filter_map(one).collect())
    }
}

/// Whether a file is one of those that may stay unread.
pub(super) fn is_content(path: &SourcePath) -> bool {
    path.as_str().starts_with("content/") && path.extension() == "md"
}

/// What a former process has left on a shelf, and whether it has to be left once more to be kept.
pub(super) fn get(shelf: &Shelf<Listed>) -> (Listed, bool) {
    shelf.open(&[key()]).reader().get(&key()).unwrap_or_default()
}

/// Leaves it there.
pub(super) fn put(shelf: &Shelf<Listed>, listed: &Listed) {
    let open = shelf.open(&[key()]);
    open.put(&[(key(), listed)]);
    open.close();
}

/// There is one such record of a site.
fn key() -> Key {
    blake3::hash(b"content files")
}
