//! What pages pull in: pictures, style sheets, fonts, files.

pub mod compress;
pub mod picture;
pub mod poster;
pub mod store;
pub mod style;
