//! The live preview: the site of the last build served from memory, and what is seen of it in the browser.
//!
//! ```text
//! disk -> watch -> build (commands::serve) -> Snapshot -> server -> browser
//! ```
//!
//! A [`Snapshot`] is a build with what the preview adds to it, and, while the next one is judged, with what is already
//! there of that. It is replaced as a whole. A page that is open is changed in place where no script or control is in
//! what changes (`patch.js`), else loaded again where it was. The [`server`] looks addresses up among its delivered
//! paths and joins no path: nothing else of the disk can be asked for. What it answers is decided in [`respond`], which
//! knows no socket.
//!
//! Nothing of the preview is in what is delivered: its script is put in pages when they are sent.
//!
//! # Safety
//!
//! A preview shows drafts, so that no other site may read it. The host of a request is checked before anything else,
//! which stops DNS rebinding; nothing is shared across origins (`Cross-Origin-Resource-Policy`, no CORS); the stream of
//! events wants the page's own origin and a token that only a page of the preview has.

pub mod address;
pub mod editor;
mod events;
mod inspect;
mod look;
mod overview;
pub mod respond;
pub mod server;
mod snapshot;
mod source;
mod transfer;
pub mod watch;

pub use respond::Guard;
pub use snapshot::{Desk, Snapshot};
