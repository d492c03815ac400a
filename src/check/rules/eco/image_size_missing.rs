//! `image-size-missing`: a picture says its size, so that nothing moves when it comes.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "image-size-missing",
    severity: Severity::Warning,
    criteria: &[Criterion::rgesn("6.4"), Criterion::wsg("optimize-media-to-reduce-resource-use")],
    doc: include_str!("image_size_missing.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for image in page.named("img").filter(|image| page.tree.is_rendered(*image)) {
        let style = page.styles.of(image);
        // A size of its own in the sheet does as well.
        let said = |name: &str, extent: crate::style::Extent| image.has(name) || extent.px().is_some();
        let lacks: Vec<&str> = [("width", style.width), ("height", style.height)]
            .into_iter()
            .filter(|(name, extent)| !said(name, *extent))
            .map(|(name, _)| name)
            .collect();
        if lacks.is_empty() {
            continue;
        }
        let lacks = lacks.join("` and no `");
        report.fail(
            image,
            say(
                format!("a picture has no `{lacks}`"),
                format!("une image n’a pas de `{}`", lacks.replace("` and no `", "` ni de `")),
            ),
            say(
                "write the `width` and the `height` of its file, in pixels; in Markdown, put the file beside the page and write \
                 `![…](file.jpg)`: the size is then written for you",
                "écrivez la largeur (`width`) et la hauteur (`height`) de son fichier, en pixels ; en Markdown, mettez le \
                 fichier à côté de la page et écrivez `![…](fichier.jpg)` : la taille est alors écrite pour vous",
            ),
        );
    }
}
