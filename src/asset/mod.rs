//! What pages pull in: pictures, style sheets, fonts, files.
