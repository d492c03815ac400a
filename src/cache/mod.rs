//! What is remembered between two builds: pure work on one input, by the hash of that input.
//!
//! A warm build equals a cold one byte for byte; the tests hold this over seeded edits.

mod memo;

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::asset::style::Sheets;
use crate::check::{Inspected, Spent};
use crate::finding::{Finding, Location};
use crate::load::Sources;
use crate::load::known::Known;
use crate::load::source::{Read, Source};
use crate::load::theme::Theme;
use crate::model::Modelled;
pub use crate::pack::Key;
use crate::pack::Shelf;
use crate::render::{Made, Prepared};
use crate::style::Engine;
use crate::write::Stood;
pub use memo::{Last, Memo};

/// What a build may remember for the next one.
#[derive(Debug, Default)]
pub struct Cache {
    /// The site as it was read last.
    pub last: Option<Sources>,
    /// The theme, with what is wrong with it.
    pub theme: Last<(Arc<Theme>, Vec<Finding>)>,
    /// The texts of content files, read.
    pub texts_read: Memo<Read>,
    /// Content files, with these.
    pub sources: Memo<Source>,
    /// The hash of the world that pages are remembered by, at one moment.
    pub today: Last<Key>,
    /// The model, of one world.
    pub model: Last<Modelled>,
    /// What all pages are rendered with, of one world.
    pub prepared: Last<Prepared>,
    /// Pages, rendered.
    pub pages: Memo<Made>,
    /// What was seen of each delivered page.
    pub checks: Memo<Inspected>,
    /// The style sheets of the site, asked about and pruned.
    pub sheets: Sheets,
    /// Where findings are in texts.
    pub lines: Memo<Vec<Location>>,
    /// How long texts are once compressed, of which a sample is weighed.
    pub compressed: Memo<usize>,
    /// Texts that have not changed on the disk.
    pub texts: Known,
    /// What stood in the folders that the site was written to, when it is kept on the disk.
    pub stood: Option<Shelf<Stood>>,
    /// Style sheets compiled, and the styles that pages share.
    pub engine: (Option<Key>, Engine),
    /// What the last build spent on looking at pages.
    pub spent: Spent,
}

/// The folders that [`Cache::kept_in`] makes in that of a site.
pub const KINDS: &[&str] = &["stamps", "texts", "pages", "checks", "lines", "lengths", "written"];

impl Cache {
    /// Forgets all that may come of a file that was not what it was taken for.
    pub fn forget(&mut self) {
        self.last = None;
        self.texts.forget();
        self.texts_read.forget();
        self.sources.forget();
        self.pages.forget();
        self.checks.forget();
        self.lines.forget();
    }

    /// For a build that no other follows: nothing is remembered.
    pub fn for_one_build() -> Self {
        Self {
            theme: Last::forgetful(),
            texts_read: Memo::forgetful(),
            sources: Memo::forgetful(),
            today: Last::forgetful(),
            model: Last::forgetful(),
            prepared: Last::forgetful(),
            pages: Memo::forgetful(),
            checks: Memo::forgetful(),
            sheets: Sheets::forgetful(),
            lines: Memo::forgetful(),
            compressed: Memo::forgetful(),
            texts: Known::forgetful(),
            ..Self::default()
        }
    }

    /// The same, which takes what former runs have left in the folder of a site, and leaves there what they had not. A
    /// program takes only what it has written itself: `writer` tells it.
    #[must_use]
    pub fn kept_in(self, folder: &Path, writer: Key) -> Self {
        Self {
            texts: self.texts.kept(shelf(folder, "stamps", writer)),
            texts_read: self.texts_read.kept(shelf(folder, "texts", writer)),
            pages: self.pages.kept(shelf(folder, "pages", writer)),
            checks: self.checks.kept(shelf(folder, "checks", writer)),
            lines: self.lines.kept(shelf(folder, "lines", writer)),
            compressed: self.compressed.kept(shelf(folder, "lengths", writer)),
            stood: Some(shelf(folder, "written", writer)),
            ..self
        }
    }
}

/// The records of a kind of a site.
fn shelf<T: Serialize + DeserializeOwned>(folder: &Path, kind: &'static str, writer: Key) -> Shelf<T> {
    debug_assert!(KINDS.contains(&kind), "{kind} would never be cleaned");
    Shelf::new(folder.join(kind), writer)
}
