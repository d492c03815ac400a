//! `image-alt-wording`: a text alternative is short, and begins with what matters.

use crate::check::{Page, Report, say, words};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "image-alt-wording",
    severity: Severity::Warning,
    criteria: &[Criterion::rgaa("1.3")],
    doc: include_str!("image_alt_wording.md"),
};

/// How long an alternative is easily listened to, in characters.
const LONGEST: usize = 200;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for image in page.named("img") {
        let Some(alt) = image.attr("alt").map(str::trim).filter(|alt| !alt.is_empty()) else { continue };
        let long = alt.len() > LONGEST && alt.chars().count() > LONGEST;
        let start: String = alt.chars().take(24).collect();
        let start = words::lower(&start);
        let lists = words::of(words::language(image));
        let prefix = lists.iter().flat_map(|list| list.picture_prefixes).find(|prefix| start.starts_with(**prefix));
        if !long && prefix.is_none() || !page.tree.is_exposed(image) {
            continue;
        }
        if let Some(prefix) = prefix {
            let prefix = prefix.trim();
            report.fail(
                image,
                say(
                    format!("the alternative begins with `{prefix}`, which is said already"),
                    format!("l’alternative commence par `{prefix}`, ce qui est déjà annoncé"),
                ),
                say("begin with what the picture shows", "commencez par ce que l’image montre"),
            );
        } else {
            let length = alt.chars().count();
            report.fail(
                image,
                say(
                    format!("the alternative has {length} characters"),
                    format!("l’alternative fait {length} caractères"),
                ),
                say(
                    format!("keep it below {LONGEST}, and put the rest in the text of the page"),
                    format!("restez sous {LONGEST}, et mettez le reste dans le texte de la page"),
                ),
            );
        }
    }
}
