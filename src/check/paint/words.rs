//! How cells, doubts and declarations are told, in English and in French.

use super::ground::Doubt;
use crate::html::Element;
use crate::style::{Cell, CellSet, Origin, Property, Pseudo, Scheme, SheetName, State, Styles, Width};

/// A piece of a sentence, in English and in French.
pub type Words = (String, String);

impl Doubt {
    /// What it is.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Picture => ("a picture lies behind it", "une image se trouve derrière"),
            Self::Effect => (
                "a filter, a mask or a blend changes its colours",
                "un filtre, un masque ou un mélange change ses couleurs",
            ),
            Self::Letters => ("its letters are cut out of a background", "ses lettres sont découpées dans un fond"),
            Self::Colour => ("a colour cannot be computed", "une couleur ne peut pas être calculée"),
            Self::Condition => (
                "a rule of `@container` or `@supports` may change a colour",
                "une règle de `@container` ou de `@supports` peut changer une couleur",
            ),
            Self::Shadow => ("a shadow surrounds its letters", "une ombre entoure ses lettres"),
            Self::Positioned => ("boxes may lie over each other there", "des blocs peuvent s’y superposer"),
        }
    }
}

/// Where it is so, with a space before: the plainest of the cells, nothing for the default one.
pub fn in_cells(cells: CellSet) -> Words {
    let cell = cells.first().unwrap_or_default();
    let mut words: Vec<(&str, &str)> = Vec::new();
    match cell.scheme {
        Scheme::Light => {}
        Scheme::Dark => words.push(("in the dark scheme", "en mode sombre")),
        Scheme::MoreContrast => words.push(("when more contrast is asked for", "quand plus de contraste est demandé")),
    }
    if cell.width == Width::Narrow {
        words.push(("in a narrow window", "dans une fenêtre étroite"));
    }
    match cell.state {
        State::Rest => {}
        State::Hover => words.push(("under the pointer", "sous le pointeur")),
        State::Focus => words.push(("with the focus", "avec le focus")),
        State::Visited => words.push(("once visited", "une fois visité")),
    }
    let join = |pick: fn(&(&'static str, &'static str)) -> &'static str| {
        words
            .iter()
            .enumerate()
            .fold(String::new(), |said, (rank, word)| said + if rank == 0 { " " } else { ", " } + pick(word))
    };
    (join(|word| word.0), join(|word| word.1))
}

/// How many more there are, with a comma before: nothing for none.
pub fn many(others: usize) -> Words {
    match others {
        0 => Words::default(),
        1 => (", and 1 other".to_owned(), ", et 1 autre".to_owned()),
        _ => (format!(", and {others} others"), format!(", et {others} autres")),
    }
}

/// The rule that gives an element, or a box beside its content, the value of a property: `by …`; nothing when it is the
/// browser's own.
pub fn set_by(
    styles: &Styles,
    element: Element<'_>,
    pseudo: Option<Pseudo>,
    property: Property,
    cell: Cell,
) -> Option<Words> {
    let origin = match pseudo {
        Some(pseudo) => styles.pseudo_origin(element, pseudo, property, cell),
        None => styles.origin(element, property, cell),
    };
    let Origin { sheet, selector, line, .. } = origin?;
    Some(match sheet {
        SheetName::Attribute => ("in its `style` attribute".to_owned(), "dans son attribut `style`".to_owned()),
        SheetName::Element(_) => {
            (format!("by `{selector}` in a `style` element"), format!("par `{selector}` dans un élément `style`"))
        }
        // Who wrote the rule finds it by its selector alone.
        SheetName::File(file) if line == 1 && is_made(&file) => {
            (format!("by `{selector}`"), format!("par `{selector}`"))
        }
        SheetName::File(file) => {
            (format!("by `{selector}` (`{file}`, line {line})"), format!("par `{selector}` (`{file}`, ligne {line})"))
        }
    })
}

/// Whether the name of a file has a hash of its bytes, as those have that programs write, all on one line.
fn is_made(file: &str) -> bool {
    let hash = file.strip_suffix(".css").and_then(|stem| stem.rsplit_once('.')).map_or("", |(_, hash)| hash);
    hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_told_by_what_is_not_plain() {
        let all = |wanted: fn(Cell) -> bool| {
            Cell::all().filter(|cell| wanted(*cell)).fold(CellSet::default(), |set, cell| set.or(CellSet::of(cell)))
        };
        assert_eq!(in_cells(all(|_| true)).0, "");
        assert_eq!(in_cells(all(|cell| cell.state == State::Hover)).0, " under the pointer");
        let dark = all(|cell| cell.scheme == Scheme::Dark && cell.state == State::Focus);
        assert_eq!(in_cells(dark).1, " en mode sombre, avec le focus");
        assert_eq!(many(2).1, ", et 2 autres");
    }

    #[test]
    fn a_rule_in_a_sheet_that_was_made_is_told_by_its_selector() {
        let told = |file: &str, css: &'static str| {
            let page = format!("<!doctype html><link rel=stylesheet href={file}><p>x");
            let document = crate::html::parse(&page);
            let styles = crate::style::compute(&crate::style::Engine::default(), &document, &|_| Some(css.into()));
            let element = document.elements_named("p").next().expect("a paragraph");
            set_by(&styles, element, None, Property::Color, Cell::default()).expect("an origin").0
        };
        assert_eq!(told("/assets/theme.bf6b6b24.css", "p{color:red}"), "by `p`");
        assert_eq!(
            told("/assets/theme.bf6b6b24.css", "\np{color:red}"),
            "by `p` (`/assets/theme.bf6b6b24.css`, line 2)"
        );
        assert_eq!(told("theme.css", "p{color:red}"), "by `p` (`theme.css`, line 1)");
    }
}
