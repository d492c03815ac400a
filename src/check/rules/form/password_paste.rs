//! `password-paste`: a password can be pasted, and kept by a password manager.

use super::fields::{fields, kind};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "password-paste",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("3.3.8", "AA")],
    doc: include_str!("password_paste.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for field in fields(page) {
        let is_secret = kind(field) == "password" || field.attr_is("autocomplete", "one-time-code");
        if !is_secret || !page.tree.is_rendered(field) {
            continue;
        }
        let script = field.attr("onpaste").map(|script| script.replace(' ', "").to_ascii_lowercase());
        if script.is_some_and(|script| script.contains("returnfalse") || script.contains("preventdefault(")) {
            report.fail(
                field,
                say("the field refuses what is pasted", "le champ refuse le collage"),
                say("take `onpaste` out", "retirez `onpaste`"),
            );
        } else if field.attr_is("autocomplete", "off") {
            report.review(
                field,
                say(
                    "the field asks password managers not to fill it in",
                    "le champ demande aux gestionnaires de mots de passe de ne pas le remplir",
                ),
                say(
                    "write `autocomplete=\"current-password\"`, or `new-password` for one to choose",
                    "écrivez `autocomplete=\"current-password\"`, ou `new-password` s’il est à choisir",
                ),
            );
        }
    }
}
