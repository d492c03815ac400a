//! What pages pull in: pictures, drawings, style sheets, fonts, scripts, files.

pub mod compress;
pub mod font;
pub mod picture;
pub mod poster;
pub mod script;
pub mod store;
pub mod style;
pub mod svg;
