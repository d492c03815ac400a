//! `html-xml-lang-mismatch`: `lang` and `xml:lang` of the page agree.

use crate::check::{Page, Report, say};
use crate::data::subtag;
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "html-xml-lang-mismatch",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("3.1.1", "A"), Criterion::rgaa("8.3"), Criterion::act("5b7ae0")],
    doc: include_str!("html_xml_lang_mismatch.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let Some(root) = page.document.root() else { return };
    let Some((lang, xml)) = root.attr("lang").zip(root.attr("xml:lang")) else { return };
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    // A code that does not exist is told by `html-lang-valid`, and one in `xml:lang` is read by nobody.
    if !subtag::is_known(lang) || xml.trim().is_empty() || primary(lang) == primary(xml) {
        return;
    }
    report.fail(
        root,
        say(
            format!("`lang` says `{lang}` and `xml:lang` says `{xml}`"),
            format!("`lang` dit `{lang}` et `xml:lang` dit `{xml}`"),
        ),
        say("keep `lang` only", "ne gardez que `lang`"),
    );
}
