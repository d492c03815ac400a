//! `text-background-missing`: who sets the colour of texts sets that of their background too.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;
use crate::style::{Cell, Property};

pub(super) static RULE: Rule = Rule {
    id: "text-background-missing",
    severity: Severity::Warning,
    criteria: &[Criterion::rgaa("10.5")],
    doc: include_str!("text_background_missing.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    if !page.styles.is_complete() {
        return;
    }
    let body = page.document.elements().take(64).find(|element| element.is("body"));
    let fields = page.any(&["input", "textarea", "select"], &[]);
    let field = fields.take(32).find(|field| {
        page.tree.is_visible(*field)
            && field.attr("type").is_none_or(|kind| kind == "text")
            && half(page, *field).is_some()
    });
    for element in body.into_iter().chain(field) {
        let Some(has_color) = half(page, element) else { continue };
        let name = element.name();
        let message = if has_color {
            say(
                format!("the style sheets give `{name}` a colour of text and no background"),
                format!("les feuilles de styles donnent à `{name}` une couleur de texte et pas de fond"),
            )
        } else {
            say(
                format!("the style sheets give `{name}` a background and no colour of text"),
                format!("les feuilles de styles donnent à `{name}` un fond et pas de couleur de texte"),
            )
        };
        report.fail(
            element,
            message,
            say("set `color` and `background-color` together", "donnez ensemble `color` et `background-color`"),
        );
    }
}

/// Whether the author gives but one of both: the colour (true) or the background (false).
fn half(page: &Page<'_>, element: Element<'_>) -> Option<bool> {
    let given = |property| {
        let root = page.document.root().filter(|_| element.is("body"));
        let mut elements = std::iter::once(element).chain(root);
        elements.any(|element| page.styles.origin(element, property, Cell::default()).is_some())
    };
    let (color, background) = (given(Property::Color), given(Property::BackgroundColor));
    let picture = !page.styles.of(element).background_images.is_empty();
    (color != background && !(color && picture)).then_some(color)
}
