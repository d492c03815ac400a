//! Osier.

pub mod asset;
pub mod finding;
pub mod load;
pub mod output;
pub mod report;
pub mod write;
