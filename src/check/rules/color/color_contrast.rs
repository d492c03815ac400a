//! `color-contrast`: a text stands out against what lies behind it, in every scheme, width and state.

use crate::check::paint::contrast::{hex, luminance, nearest, rounded};
use crate::check::paint::{Doubt, Low, Words, in_cells, many, set_by};
use crate::check::{Page, Report, Said, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::style::Property;

pub(super) static RULE: Rule = Rule {
    id: "color-contrast",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.4.3", "AA"), Criterion::rgaa("3.2"), Criterion::act("afw4f7")],
    doc: include_str!("color_contrast.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for low in page.low_contrasts() {
        let Some(element) = page.document.element(low.element) else { continue };
        let measure = &low.measure;
        if let Some(doubt) = low.doubt {
            report.review(element, doubtful(low, doubt), look());
        } else if measure.best < measure.minimum() && measure.best > 1.0 {
            report.fail(element, too_low(low, measure.minimum()), mend(page, low, measure.minimum()));
        } else if measure.worst < measure.minimum() || is_crossed(low) {
            report.review(element, mixed(low, measure.minimum()), look());
        }
    }
}

/// What is said of a text whose contrast is less than `needed`.
pub(super) fn too_low(low: &Low, needed: f64) -> Said {
    let measure = &low.measure;
    let (cell, others) = (in_cells(low.cells), many(low.others));
    let (text, color, ground) = (&low.text, hex(measure.color), hex(measure.grounds[0]));
    let ratio = rounded(measure.worst);
    say(
        format!(
            "the text `{text}`{}, {color} on {ground}, has a contrast of {ratio}:1{}; {needed}:1 is needed",
            others.0, cell.0
        ),
        format!(
            "le texte `{text}`{}, {color} sur {ground}, a un contraste de {}:1{} ; il faut {}:1",
            others.1,
            ratio.replace('.', ","),
            cell.1,
            needed.to_string().replace('.', ",")
        ),
    )
}

/// How to reach `needed`: which rules give the colours, and a colour that would do.
pub(super) fn mend(page: &Page<'_>, low: &Low, needed: f64) -> Said {
    let (Some(element), Some(cell)) = (page.document.element(low.element), low.cells.first()) else {
        return say("choose colours that are further apart", "choisissez des couleurs plus éloignées");
    };
    let filled = page.scenes().at(element, cell).filled.and_then(|filled| page.document.element(filled));
    let color = set_by(page.styles, element, low.pseudo, Property::Color, cell);
    let behind = filled.and_then(|filled| set_by(page.styles, filled, None, Property::BackgroundColor, cell));
    let mut said = enough(low, needed);
    if let Some((en, fr)) = color {
        said = (format!("{}; the colour is set {en}", said.0), format!("{} ; la couleur est donnée {fr}", said.1));
    }
    if let Some((en, fr)) = behind {
        said = (format!("{}; the background is set {en}", said.0), format!("{} ; le fond est donné {fr}", said.1));
    }
    say(said.0, said.1)
}

/// The nearest colour that reaches `needed`: of the text, or of the background when that is nearer.
fn enough(low: &Low, needed: f64) -> Words {
    let measure = &low.measure;
    let text = nearest(measure.color, &measure.grounds, needed);
    let ground = match measure.grounds.as_slice() {
        [ground] => nearest(*ground, &[measure.color], needed),
        _ => None,
    };
    let ground = ground.filter(|(far, _)| text.is_none_or(|(text, _)| *far < text));
    let (opaque, french) = if measure.translucent { (" and opaque", " et opaque") } else { ("", "") };
    match (text, ground) {
        (_, Some((_, ground))) => {
            let ground = hex(ground);
            (format!("{ground} would do behind the text"), format!("{ground} conviendrait derrière le texte"))
        }
        (Some((_, text)), None) => {
            let text = hex(text);
            (format!("{text}{opaque} would do for the text"), format!("{text}{french} conviendrait pour le texte"))
        }
        (None, None) => (
            "no shade of either colour would do: change both".to_owned(),
            "aucune nuance de l’une ou l’autre couleur ne conviendrait : changez les deux".to_owned(),
        ),
    }
}

fn doubtful(low: &Low, doubt: Doubt) -> Said {
    let (text, cell, others, why) = (&low.text, in_cells(low.cells), many(low.others), doubt.words());
    say(
        format!("the contrast of the text `{text}`{}{} cannot be computed: {}", others.0, cell.0, why.0),
        format!("le contraste du texte `{text}`{}{} ne peut pas être calculé : {}", others.1, cell.1, why.1),
    )
}

fn mixed(low: &Low, needed: f64) -> Said {
    let (text, cell, others) = (&low.text, in_cells(low.cells), many(low.others));
    if low.measure.best <= 1.0 {
        return say(
            format!("the text `{text}`{} has the colour of what is behind it{}", others.0, cell.0),
            format!("le texte `{text}`{} a la couleur de ce qui est derrière{}", others.1, cell.1),
        );
    }
    say(
        format!(
            "the text `{text}`{} has {needed}:1 of contrast with but a part of the gradient behind it{}",
            others.0, cell.0
        ),
        format!(
            "le texte `{text}`{} n’a un contraste de {}:1 qu’avec une partie du dégradé qui est derrière{}",
            others.1,
            needed.to_string().replace('.', ","),
            cell.1
        ),
    )
}

fn look() -> Said {
    say(
        "look whether all of it can be read, or give the text an opaque background",
        "regardez si tout est lisible, ou donnez au texte un fond opaque",
    )
}

/// Whether the text is lighter than one end of a gradient and darker than the other: somewhere between they are alike.
fn is_crossed(low: &Low) -> bool {
    let text = luminance(low.measure.color);
    let grounds = || low.measure.grounds.iter().map(|ground| luminance(*ground));
    grounds().any(|ground| ground < text) && grounds().any(|ground| ground > text)
}
