//! `pdf-inaccessible`: the PDFs that pages link to have a structure, a language and a title.

use std::collections::BTreeMap;

use crate::check::say;
use crate::check::site::pdf::{LARGEST, read};
use crate::check::site::{Site, SiteReport};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "pdf-inaccessible",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.3.1", "A"),
        Criterion::wcag("2.4.2", "A"),
        Criterion::wcag("3.1.1", "A"),
        Criterion::rgaa("13.3"),
    ],
    doc: include_str!("pdf_accessible.md"),
};

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    let mut files: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (page, link, file) in site.linked_files(|file| file.extension().eq_ignore_ascii_case("pdf")) {
        files.entry(file).or_default().push((&page.path, &link.span));
    }
    for (file, places) in files {
        let Some(bytes) = (site.read)(file, LARGEST + 1) else { continue };
        if bytes.is_empty() {
            report.fail(
                &places[..],
                say(format!("the PDF `{file}` is empty"), format!("le PDF `{file}` est vide")),
                say("put the document there once more", "déposez-y le document une nouvelle fois"),
            );
            continue;
        }
        let Some(pdf) = read(&bytes) else {
            report.review(
                &places[..],
                say(
                    format!("the PDF `{file}` cannot be read: it is locked, broken or too large"),
                    format!("le PDF `{file}` ne peut pas être lu : il est protégé, abîmé ou trop lourd"),
                ),
                say(
                    "check that its structure, its language and its title are there",
                    "vérifiez qu’il a une structure, une langue et un titre",
                ),
            );
            continue;
        };
        let lacks = [
            (!pdf.tagged, "structure", "structure"),
            (pdf.language.is_none(), "language", "langue"),
            (!pdf.title, "title that is shown", "titre affiché"),
        ];
        let list = |join: &str, word: fn(&(bool, &'static str, &'static str)) -> &'static str| {
            lacks.iter().filter(|lack| lack.0).map(word).collect::<Vec<_>>().join(join)
        };
        if lacks.iter().any(|lack| lack.0) {
            report.fail(
                &places[..],
                say(
                    format!("the PDF `{file}` has no {}", list(", no ", |lack| lack.1)),
                    format!("le PDF `{file}` n’a pas de {}", list(", pas de ", |lack| lack.2)),
                ),
                say(
                    "export it again with tags, a language and a title, or offer the same as a page",
                    "exportez-le à nouveau avec balises, langue et titre, ou proposez le même contenu en page web",
                ),
            );
        }
    }
}
