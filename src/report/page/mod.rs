//! `osier report`: one page of HTML that stands by itself, with what every class of pages weighs, of what, and why.
//!
//! No script, no file beside it. Every plot is told by a table too. The page grows with the classes, not with the
//! pages: of these only the heaviest are told.

mod carbon;
mod history;
mod look;
mod makeup;
mod plot;
mod spread;
mod worst;

use std::fmt::Write as _;

pub use carbon::badge;
pub use history::{Point, points};

use crate::budget::{Ground, Weighed, Weights};
use crate::carbon::{Assumptions, ecoindex};
use crate::config::Limits;
use crate::finding::Finding;
use crate::report::Summary;

/// What a report tells.
pub struct Story<'a> {
    /// The name of the site.
    pub title: &'a str,
    /// The day of the build.
    pub day: jiff::civil::Date,
    /// What pages weigh.
    pub weights: &'a Weights,
    /// Where the files that they ask for come from.
    pub ground: &'a Ground<'a>,
    /// How the electricity is made and how pages are visited, for what they emit.
    pub given: &'a Assumptions,
    /// The tables of `EcoIndex`, where the site brings them.
    pub ecoindex: Option<&'a ecoindex::Reference>,
    /// What each may weigh.
    pub limits: &'a dyn Fn(&Weighed) -> Limits,
    /// What was found.
    pub findings: &'a [Finding],
    /// The count of it.
    pub summary: &'a Summary,
    /// What was accepted before, the oldest first.
    pub history: &'a [Point],
}

/// The page.
pub fn html(story: &Story<'_>) -> String {
    let title = format!("What {} weighs", story.title);
    let Summary { pages, errors, warnings, reviews, .. } = *story.summary;
    let measured = if story.weights.estimated {
        "Texts are weighed as a host compresses them on the fly, by a sample."
    } else {
        "Texts are weighed as they are delivered."
    };
    let mut body = format!(
        "<h1>{}</h1>\n<p>On {}: {pages} pages, {errors} errors, {warnings} warnings, {reviews} points to review. \
         Kilobytes are of 1,000 bytes, without headers, in the heavier of two windows: a phone of 390 px at 2 pixels a \
         px, a laptop of 1366 px. {measured}</p>\n",
        escape(&title),
        story.day
    );
    if story.weights.pages.is_empty() {
        body.push_str("<p>Nothing was weighed: errors keep the site from being made.</p>\n");
    } else {
        body.push_str(&spread::section(story));
        body.push_str(&makeup::section(story));
        body.push_str(&carbon::section(story));
        body.push_str(&worst::pages(story));
        body.push_str(&makeup::hosts(story));
    }
    body.push_str(&worst::rules(story));
    body.push_str(&history::section(story.history));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n\
         <main>\n{body}</main>\n</body>\n</html>\n",
        escape(&title),
        look::SHEET
    )
}

/// A table with its title: the first column names the rows.
fn table(caption: &str, head: &[&str], rows: &[Vec<String>]) -> String {
    let mut html = format!("<div class=\"wide\" role=\"region\" aria-label=\"{0}\" tabindex=\"0\">", escape(caption));
    let _ = write!(html, "<table><caption>{}</caption><thead><tr>", escape(caption));
    for name in head {
        let _ = write!(html, "<th scope=\"col\">{}</th>", escape(name));
    }
    html.push_str("</tr></thead><tbody>\n");
    for row in rows {
        html.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let cell = escape(cell);
            let _ = if column == 0 {
                write!(html, "<th scope=\"row\">{cell}</th>")
            } else {
                write!(html, "<td>{cell}</td>")
            };
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody></table></div>\n");
    html
}

/// `text` as HTML shows it, in an element or in an attribute.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests;
