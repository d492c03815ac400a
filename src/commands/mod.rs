//! The commands, one a file.

pub mod audit;
pub mod build;
pub mod cache;
pub mod check_html;
pub mod completions;
pub mod explain;
pub mod new;
pub mod publish;
pub mod report;
pub mod schema;
pub mod serve;
pub mod theme;
