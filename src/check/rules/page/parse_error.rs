//! `parse-error`: tags and attributes are well formed and well nested (RGAA 8.2).
//!
//! Only faults that may change what people are given are told: tags that do not match, elements where they may not be,
//! attributes that are read otherwise than they were meant. Odd comments, control characters, character references
//! without their semicolon and the like change nothing, or show at once.

use crate::check::paint::many;
use crate::check::{Page, Report, Said, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "parse-error",
    severity: Severity::Error,
    criteria: &[
        Criterion::rgaa("8.2"),
        Criterion::rgesn("1.9"),
        Criterion::wsg("ensure-code-follows-good-semantic-practices"),
    ],
    doc: include_str!("parse_error.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for error in page.document.errors() {
        if let Some((message, help)) = said(&error.code, &error.name) {
            report.fail(error.span.clone(), message, help);
        } else if error.code == "too-many-elements" {
            report.review(
                (),
                say(
                    "the page is so large that its end is not checked",
                    "la page est si grande que sa fin n’est pas vérifiée",
                ),
                say("part it into several pages", "répartissez-la en plusieurs pages"),
            );
        }
    }
    let mut shadows = page.named("template").filter(|template| holds_shadow(*template));
    if let Some(first) = shadows.next() {
        let others = many(shadows.count());
        report.review(
            first,
            say(
                format!("what is in this shadow tree{} is not checked", others.0),
                format!("le contenu de cet arbre fantôme{} n’est pas vérifié", others.1),
            ),
            say(
                "check it as a page of its own, or write it outside of the `template`",
                "vérifiez-le comme une page à part, ou écrivez-le hors du `template`",
            ),
        );
    }
}

/// Whether browsers make a shadow tree of what a template holds (HTML Standard, 4.12.3).
fn holds_shadow(template: Element<'_>) -> bool {
    template.attr_is("shadowrootmode", "open") || template.attr_is("shadowrootmode", "closed")
}

/// What is said of a fault, and what to do; nothing for one that changes nothing.
fn said(code: &str, name: &str) -> Option<(Said, Said)> {
    let nested = |what: &str, quoi: &str| {
        (
            say(format!("a {what} is inside another"), format!("{quoi} est dans un autre")),
            say("close the first before the second begins", "fermez le premier avant que le second ne commence"),
        )
    };
    let attribute = |en: &str, fr: &str| {
        (
            say(en, fr),
            say(
                "write each attribute as `name=\"value\"`, parted by spaces",
                "écrivez chaque attribut sous la forme `nom=\"valeur\"`, séparé par des espaces",
            ),
        )
    };
    Some(match code {
        "duplicate-attribute" => (
            say(
                format!("`<{name}>` has an attribute twice; the second is ignored"),
                format!("`<{name}>` a deux fois le même attribut ; le second est ignoré"),
            ),
            say("keep one", "n’en gardez qu’un"),
        ),
        "missing-whitespace-between-attributes" => {
            attribute("two attributes are not parted by a space", "deux attributs ne sont pas séparés par un espace")
        }
        "unexpected-character-in-attribute-name" => {
            attribute("an attribute has a quote or `<` in its name", "un attribut a un guillemet ou `<` dans son nom")
        }
        "unexpected-character-in-unquoted-attribute-value" => attribute(
            "a value without quotes has a sign that needs them",
            "une valeur sans guillemets contient un signe qui en demande",
        ),
        "unexpected-equals-sign-before-attribute-name" => {
            attribute("an attribute begins with `=`", "un attribut commence par `=`")
        }
        "missing-attribute-value" => {
            attribute("an attribute has `=` and no value", "un attribut a un `=` et pas de valeur")
        }
        "eof-in-tag" => (
            say("a tag is not closed: what follows is lost", "une balise n’est pas fermée : ce qui suit est perdu"),
            say("close it by `>`", "fermez-la par `>`"),
        ),
        "eof-in-comment" => (
            say(
                "a comment is not closed: what follows is lost",
                "un commentaire n’est pas fermé : ce qui suit est perdu",
            ),
            say("close it by `-->`", "fermez-le par `-->`"),
        ),
        "non-void-html-element-start-tag-with-trailing-solidus" => (
            say(
                format!("`<{name}/>` opens the element and does not close it"),
                format!("`<{name}/>` ouvre l’élément et ne le ferme pas"),
            ),
            say(format!("write `<{name}></{name}>`"), format!("écrivez `<{name}></{name}>`")),
        ),
        "stray-end-tag" => (
            say(format!("`</{name}>` closes nothing"), format!("`</{name}>` ne ferme rien")),
            say(
                "take it out, or write the start tag that it closes",
                "retirez-la, ou écrivez la balise ouvrante qu’elle ferme",
            ),
        ),
        "unclosed-element" => (
            say(format!("`<{name}>` is not closed"), format!("`<{name}>` n’est pas fermé")),
            say(format!("write `</{name}>` where it ends"), format!("écrivez `</{name}>` là où il finit")),
        ),
        "misnested-end-tag" => (
            say(
                format!("`</{name}>` closes across another element"),
                format!("`</{name}>` ferme à cheval sur un autre élément"),
            ),
            say("close first what was opened last", "fermez d’abord ce qui a été ouvert en dernier"),
        ),
        "mismatched-heading-end-tag" => (
            say(
                format!("`</{name}>` closes a heading of another level"),
                format!("`</{name}>` ferme un titre d’un autre niveau"),
            ),
            say("close a heading by its own level", "fermez un titre par son propre niveau"),
        ),
        "foster-parented-content" => (
            say(
                "something is in a table outside of its cells; browsers move it before the table",
                "quelque chose est dans un tableau hors de ses cellules ; les navigateurs le mettent avant le tableau",
            ),
            say(
                "put it in a cell, in `<caption>` or out of the table",
                "placez-le dans une cellule, dans `<caption>` ou hors du tableau",
            ),
        ),
        "misplaced-start-tag" => (
            say(
                format!("`<{name}>` may not be there; browsers ignore or move it"),
                format!("`<{name}>` ne peut pas être là ; les navigateurs l’ignorent ou le déplacent"),
            ),
            say("put it where it may be", "placez-le là où il peut être"),
        ),
        "misplaced-text" => (
            say(
                "text stands where there can be none; browsers move it",
                "du texte est là où il ne peut y en avoir ; les navigateurs le déplacent",
            ),
            say("put it in an element of the body of the page", "placez-le dans un élément du corps de la page"),
        ),
        "nested-link" => nested("link", "un lien"),
        "nested-button" => nested("button", "un bouton"),
        "nested-form" => nested("form", "un formulaire"),
        "nested-heading" => nested("heading", "un titre"),
        "nested-select" => nested("list of choices", "un choix dans une liste"),
        _ => return None,
    })
}
