//! HTML that the author wrote in Markdown: refused by default, sanitised when the site allows it.

use std::borrow::Cow;
use std::ops::Range;

use super::events::State;
use super::run::What;
use super::write::Writer;
use super::{RawHtml, escape, sanitise};
use crate::finding::rules::HTML_RAW;
use crate::finding::{Finding, Place};

const HELP: &str = "write it in Markdown or with a block, or set `raw_html = true` under `[markdown]` in `osier.toml`";

/// The author's text of code or HTML: what was overwritten there is no block.
pub(super) fn verbatim<'t>(writer: &mut Writer<'_, '_>, text: &'t str, range: &Range<usize>) -> Cow<'t, str> {
    if text.len() != range.len() || !writer.confirm_verbatim(range) {
        return Cow::Borrowed(text);
    }
    let own = writer.sheet.slice(range.clone());
    Cow::Owned(own.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect())
}

/// A tag or a comment inside a paragraph.
pub(super) fn inline(writer: &mut Writer<'_, '_>, text: &str, range: &Range<usize>) {
    if text.starts_with("<!--") {
        return;
    }
    match writer.sheet.options.raw_html {
        RawHtml::Sanitise => {
            writer.frame().raw = true;
            if let Some(tag) = crate::html::tags(text).next() {
                review(writer, tag.name, range.clone());
            }
            writer.run.mark(What::Html(text.to_owned()), 0);
        }
        RawHtml::Refuse => {
            if !text.starts_with("</") {
                refuse(writer, text, range.clone());
            }
            writer.run.atom(What::Verbatim(text.to_owned()));
        }
    }
}

/// The end of a block of HTML.
pub(super) fn end(writer: &mut Writer<'_, '_>, state: &mut State) {
    let Some((text, start)) = state.html.take() else { return };
    let rest = without_comments(&text);
    if rest.trim().is_empty() {
        return;
    }
    let (tag, length) = first_tag(&text);
    let at = start + tag..start + tag + length;
    writer.check_text(&at);
    if writer.sheet.options.raw_html == RawHtml::Sanitise {
        writer.frame().raw = true;
        for tag in crate::html::tags(&text) {
            let at = start + tag.span.start..start + tag.span.end;
            review(writer, tag.name, at.clone());
            let span = writer.sheet.place(at);
            writer.body().written_after(tag.span.start, &span);
        }
        writer.body().html.push_str(&text);
        return;
    }
    refuse(writer, &text[tag..tag + length], at);
    writer.html("<p>");
    escape::text(&mut writer.body().html, rest.trim());
    writer.html("</p>");
}

fn refuse(writer: &mut Writer<'_, '_>, tag: &str, at: Range<usize>) {
    let line = tag.lines().next().unwrap_or_default();
    let finding = writer.sheet.finding(&HTML_RAW, at, format!("`{line}` is HTML"));
    writer.findings.push(finding.help(HELP));
}

/// Tells of an element that is left out of what is kept.
fn review(writer: &mut Writer<'_, '_>, name: &str, at: Range<usize>) {
    if sanitise::keeps(name) {
        return;
    }
    let place = Place::at(writer.sheet.path, writer.sheet.place(at));
    let message = format!("`<{name}>` is left out: it may do more than show a text");
    let help = "use a block of the theme, such as `::embed` or `::video`, or remove it";
    writer.findings.push(Finding::review(&HTML_RAW, place, message).help(help));
}

/// The text without its comments; one that does not end stays.
fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((_, after)) = comment.split_once("-->") else { break };
        kept.push_str(before);
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// Where the first tag that is no comment begins, and its length on its line.
fn first_tag(text: &str) -> (usize, usize) {
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        at += found;
        let comment = text[at..].strip_prefix("<!--").and_then(|comment| comment.find("-->"));
        match comment {
            Some(end) => at += "<!--".len() + end + "-->".len(),
            None => break,
        }
    }
    let line = text[at..].lines().next().unwrap_or_default();
    (at, line.find('>').map_or(line.trim_end().len(), |end| end + 1))
}
