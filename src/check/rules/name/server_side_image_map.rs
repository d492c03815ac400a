//! `server-side-image-map`: no picture leaves it to a server to know where it was pressed.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "server-side-image-map",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("2.1.1", "A"), Criterion::rgaa("1.1")],
    doc: include_str!("server_side_image_map.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for image in page.named("img").filter(|image| image.has("ismap")) {
        let in_link = image.ancestors().take(64).any(|link| link.is("a") && link.has("href"));
        if !in_link || !page.tree.is_rendered(image) {
            continue;
        }
        report.fail(
            image,
            say(
                "only a pointer can choose in this picture: the place is sent to the server",
                "seul un pointeur peut choisir dans cette image : l’endroit est envoyé au serveur",
            ),
            say("use `map` and `area`, or plain links", "prenez `map` et `area`, ou de simples liens"),
        );
    }
}
