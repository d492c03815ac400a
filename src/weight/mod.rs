//! What a page makes a browser fetch, told from its HTML and its sheets, without a browser.
//!
//! ```text
//! Document, Sheet -> collect -> Requests      each page, when it is parsed for the rules
//! Requests, bytes of each file -> weigh -> PageWeight     once every file is made
//! ```
//!
//! Bytes are those of bodies as they are sent; headers are left out, as they depend on the host. Kilobytes are of 1,000
//! bytes.

mod collect;
mod elements;
mod fonts;
mod library;
mod profile;
mod request;
mod sheet;
mod sizes;
mod srcset;
pub mod told;
mod weigh;

pub use collect::{Around, METADATA, collect};
pub use elements::Elements;
pub use library::Library;
pub use profile::{DESKTOP, PHONE, PROFILES, Profile};
pub use request::{Kind, Phase, Request, Requests, Target};
pub use sheet::{Face, Sheet};
pub use weigh::{PageWeight, Scenario, Weight, weigh};

#[cfg(test)]
mod tests;
