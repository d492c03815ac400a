//! What colours meet on a page: what lies behind each element in each cell, and the contrast of texts with it.
//!
//! Computed when it is first asked, for all rules together.

pub mod contrast;
mod ground;
mod low;
mod measure;
mod scene;
mod shown;
mod stack;
mod words;

use std::cell::OnceCell;

pub use ground::{Doubt, Ground};
pub use low::Low;
pub use measure::Measure;
pub use scene::Scenes;
pub use shown::has_words;
pub use words::{Words, in_cells, many, set_by};

use super::Page;

/// What was computed so far for a page.
#[derive(Debug, Default)]
pub struct Paint {
    scenes: OnceCell<Scenes>,
    lows: OnceCell<Vec<Low>>,
}

impl Page<'_> {
    /// What lies behind each element.
    pub fn scenes(&self) -> &Scenes {
        self.paint.scenes.get_or_init(|| Scenes::new(self.document, self.styles))
    }

    /// The texts that have less contrast than level AAA of WCAG asks for, or whose contrast is not known.
    pub fn low_contrasts(&self) -> &[Low] {
        self.paint.lows.get_or_init(|| low::lows(self, self.scenes()))
    }
}
