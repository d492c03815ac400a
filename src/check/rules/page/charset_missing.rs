//! `charset-missing`: the page says early that it is in UTF-8 (HTML Standard, 4.2.5.4).

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "charset-missing",
    severity: Severity::Warning,
    criteria: &[Criterion::rgaa("8.2")],
    doc: include_str!("charset_missing.md"),
};

/// How many bytes browsers look at to find the encoding (HTML Standard, 13.2.3.2).
const PRESCAN: usize = 1024;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    if !super::is_html(page) {
        return;
    }
    let found = page.named("meta").find_map(|meta| Some((meta, charset(meta)?)));
    let help = say(
        "write `<meta charset=\"utf-8\">` first in `<head>`",
        "écrivez `<meta charset=\"utf-8\">` en tête de `<head>`",
    );
    match found {
        None => report.fail(
            (),
            say("the page does not say that it is in UTF-8", "la page ne dit pas qu’elle est en UTF-8"),
            help,
        ),
        Some((meta, charset)) if !charset.eq_ignore_ascii_case("utf-8") => report.fail(
            meta,
            say(
                format!("the page says that it is in `{charset}`, and HTML is in UTF-8"),
                format!("la page se dit en `{charset}`, or HTML est en UTF-8"),
            ),
            help,
        ),
        Some((meta, _)) if meta.span().is_some_and(|span| span.end > PRESCAN) => report.fail(
            meta,
            say(
                "the encoding is said after the first 1,024 bytes, where browsers no longer look for it",
                "l’encodage est dit après les 1 024 premiers octets, là où les navigateurs ne le cherchent plus",
            ),
            help,
        ),
        Some(_) => {}
    }
}

fn charset(meta: Element<'_>) -> Option<&str> {
    if let Some(charset) = meta.attr("charset") {
        return Some(charset.trim());
    }
    let content = meta.attr("content").filter(|_| meta.attr_is("http-equiv", "content-type"))?;
    let at = content.to_ascii_lowercase().find("charset=")? + "charset=".len();
    Some(content[at..].split(';').next()?.trim().trim_matches(['"', '\'']))
}
