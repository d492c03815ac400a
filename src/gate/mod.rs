//! From what the rules say of delivered pages to findings at their places in the site.
//!
//! A fault is told where its cause is: at the author's line when it comes from a text, once at the template's line
//! when every tag that the template's line writes has it. Then the site's own decisions are applied: severities,
//! allowances, acknowledgements, the baseline.

mod baseline;
mod cause;
mod settle;

pub use baseline::Baseline;
pub use cause::findings;
pub use settle::{settle, severities};

use crate::check::Found;
use crate::finding::OutputPath;

/// What the rules found on one delivered page.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The page.
    pub page: OutputPath,
    /// What was found.
    pub found: std::sync::Arc<[Found]>,
}
