//! Findings one a line, as editors and `grep` read them.

use std::io;

use super::Color;
use super::human::label_style;
use super::text::{label, one_line, place};
use crate::finding::Finding;

pub(super) fn print(findings: &[Finding], out: &mut dyn io::Write, color: Color) -> io::Result<()> {
    findings.iter().try_for_each(|finding| {
        let label = label(finding);
        let mark = label_style(label, color);
        let (place, message) = (one_line(&place(finding)), one_line(&finding.message));
        writeln!(out, "{place}: {mark}{label}[{}]{mark:#}: {message}", finding.rule.id)
    })
}
