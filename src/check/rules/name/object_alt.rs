//! `object-alt`: an `object` that shows a picture, a film or a sound has a name.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "object-alt",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.1.1", "A"), Criterion::rgaa("1.1"), Criterion::act("8fc3b6")],
    doc: include_str!("object_alt.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for object in page.named("object") {
        if !is_medium(object)
            || page.tree.role(object) == Some("none")
            || !page.tree.is_exposed(object)
            || !page.tree.name(object).is_empty()
        {
            continue;
        }
        let data = object.attr("data").unwrap_or_default();
        report.fail(
            object,
            say(
                format!("the object `{data}` has no text alternative"),
                format!("l’objet `{data}` n’a pas d’alternative textuelle"),
            ),
            say("name it with `aria-label` or `title`", "nommez-le par `aria-label` ou `title`"),
        );
    }
}

/// Whether what it shows is no text, as far as its type or the name of its file tells.
fn is_medium(object: Element<'_>) -> bool {
    const ENDINGS: [&str; 18] = [
        "apng", "avif", "flac", "gif", "jpeg", "jpg", "m4a", "m4v", "mov", "mp3", "mp4", "oga", "ogg", "ogv", "png",
        "svg", "wav", "webm",
    ];
    let Some(data) = object.attr("data").filter(|data| !data.trim().is_empty()) else { return false };
    if let Some(kind) = object.attr("type").map(|kind| kind.trim().to_ascii_lowercase()).filter(|kind| !kind.is_empty())
    {
        return ["image/", "audio/", "video/"].iter().any(|start| kind.starts_with(start));
    }
    let data = data.trim();
    if let Some(kind) = data.strip_prefix("data:") {
        return ["image/", "audio/", "video/"].iter().any(|start| kind.starts_with(start));
    }
    let path = data.split(['?', '#']).next().unwrap_or_default();
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ending == "webp" || ENDINGS.contains(&ending.as_str()))
}
