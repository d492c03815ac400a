//! Findings as people and machines read them: one renderer a file, all from the same list.
//!
//! Only this module turns findings into text. Renderers write where they are told and never open
//! anything; the one summary line and the progress bar are for standard error, the rest for standard output.

mod colors;
mod fonts;
mod github;
mod human;
mod json;
mod junit;
pub mod page;
pub mod progress;
mod sarif;
mod short;
mod snippet;
mod styles;
mod summary;
mod text;
pub mod timings;
mod weights;

#[cfg(test)]
mod tests;

use std::io;

use clap::ValueEnum;

use crate::budget::Weights;
use crate::finding::Finding;

pub use colors::colors;
pub use fonts::fonts;
pub use styles::styles;
pub use summary::{Ending, Summary, found, reach_line, summary_line};
pub use text::{criteria, one_line};
pub use weights::weights;

/// How findings are written on standard output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: the line at fault, what is wrong under it, and what to do
    #[default]
    Human,
    /// One line a finding, as editors read it: path:line:column: error\[rule\]: message
    Short,
    /// For programs: a stable JSON document
    Json,
    /// SARIF 2.1.0, for code scanning services and editors
    Sarif,
    /// XML for the test reports of continuous integration
    Junit,
    /// Workflow commands that GitHub and Forgejo Actions show beside the lines of a change
    Github,
}

/// Whether the text that people read has colours. Colour never carries anything alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    /// No escape sequence at all.
    #[default]
    Plain,
    /// ANSI escape sequences.
    Ansi,
}

/// Writes all the findings to `out` in this format, with what each page weighs in that of programs.
///
/// Places are read from [`Finding::location`]: call [`crate::finding::locate`] before.
pub fn print(
    format: Format,
    findings: &[Finding],
    (summary, weights): (&Summary, &Weights),
    out: &mut dyn io::Write,
    color: Color,
) -> io::Result<()> {
    match format {
        Format::Human => human::print(findings, out, color),
        Format::Short => short::print(findings, out, color),
        Format::Json => json::print(findings, summary, weights, out),
        Format::Sarif => sarif::print(findings, out),
        Format::Junit => junit::print(findings, out),
        Format::Github => github::print(findings, out),
    }
}
