//! `image-alt`: a picture has a name, or says that it is decoration.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "image-alt",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.1.1", "A"), Criterion::rgaa("1.1"), Criterion::act("23a2a8")],
    doc: include_str!("image_alt.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for image in page.named("img") {
        // An empty alternative says that it is decoration, also where the role cannot be taken away.
        if page.tree.role(image) != Some("img")
            || image.attr("alt") == Some("")
            || !page.tree.is_exposed(image)
            || !page.tree.name(image).is_empty()
            || page.tree.is_in_picture(image)
        {
            continue;
        }
        let src = image.attr("src").unwrap_or_default();
        report.fail(
            image,
            say(
                format!("the picture `{src}` has no text alternative"),
                format!("l’image `{src}` n’a pas d’alternative textuelle"),
            ),
            say(
                "say what it shows in `alt`, or write `alt=\"\"` when it is decoration",
                "dites ce qu’elle montre dans `alt`, ou écrivez `alt=\"\"` si elle est décorative",
            ),
        );
    }
}
