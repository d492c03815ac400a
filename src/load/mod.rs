//! From disk to sources: content, theme and data, read and checked one file at a time.

pub mod block;
pub mod body;
pub mod markdown;
