//! What pages pull in: pictures, style sheets, fonts, files.

pub mod compress;
pub mod font;
pub mod picture;
pub mod poster;
pub mod script;
pub mod store;
pub mod style;
pub mod svg;
