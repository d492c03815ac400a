//! From bytes to grams of CO2 equivalent, and to the grades that sites are compared with.
//!
//! Pure functions of numbers: bytes of a page ([`crate::weight`] tells them), what its host and its readers use for
//! electricity, how it is visited. Three models, each in one file with its constants and where they come from:
//!
//! | Model | Gives | File |
//! |---|---|---|
//! | Sustainable Web Design 4 | gCO2e by segment, A+ to F | `swd.rs` |
//! | Sustainable Web Design 3 | the same, to compare with older figures | `swd.rs` |
//! | `EcoIndex` | score, A to G, gCO2e, cl of water | `ecoindex.rs` |
//!
//! The tables of `EcoIndex` are under no free licence, so they are not here: a site brings them ([`ecoindex::FILE`]).

pub mod ecoindex;
mod estimate;
mod grid;
mod rating;
mod swd;

pub use estimate::{Assumptions, Estimate, Visits};
pub use grid::{ATTRIBUTION, Country, Grid, countries, find, mean};
pub use rating::Rating;
pub use swd::{Emissions, GLOBAL, Model, RENEWABLE, Segments, emissions};
