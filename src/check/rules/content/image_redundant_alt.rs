//! `image-redundant-alt`: a text alternative does not repeat the text beside it.

use crate::check::{Page, Report, say, words};
use crate::finding::{Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "image-redundant-alt",
    severity: Severity::Warning,
    criteria: &[],
    doc: include_str!("image_redundant_alt.md"),
};

/// How far around a picture what holds it is looked for.
const DEPTH: usize = 8;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for image in page.named("img") {
        let Some(alt) = image.attr("alt").map(str::trim).filter(|alt| !alt.is_empty()) else { continue };
        let Some(beside) = beside(image).filter(|beside| same(alt, *beside)) else { continue };
        if !page.tree.is_exposed(image) {
            continue;
        }
        let (en, fr) = match beside.name() {
            "figcaption" => ("caption", "à la légende"),
            "button" => ("text of the button", "au texte du bouton"),
            _ => ("text of the link", "au texte du lien"),
        };
        report.fail(
            image,
            say(
                format!("the alternative `{alt}` is the same as the {en}"),
                format!("l’alternative `{alt}` est identique {fr}"),
            ),
            say(
                "write `alt=\"\"` when the text says it all, else what the text does not say",
                "écrivez `alt=\"\"` si le texte dit tout, sinon ce que le texte ne dit pas",
            ),
        );
    }
}

/// The link, the button or the caption whose text is heard with a picture.
fn beside(image: Element<'_>) -> Option<Element<'_>> {
    let around = image.ancestors().take(DEPTH).find(|element| element.is_any(&["a", "button", "figure"]))?;
    if around.is("figure") {
        return around.children().find(|child| child.is("figcaption"));
    }
    Some(around)
}

/// Whether an element says the same as an alternative, by its texts alone.
fn same(alt: &str, beside: Element<'_>) -> bool {
    let length: usize = beside.texts().map(|text| text.text().trim().len()).sum();
    length > 0 && length <= alt.len() * 2 + 16 && words::plain(&beside.text()) == words::plain(alt)
}
