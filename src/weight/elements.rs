//! How many elements a page has.

use serde::{Deserialize, Serialize};

use crate::html::{Document, Element, Namespace};

/// How many elements a page has. The contents of `template` and, as scripts run, of `noscript` are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elements {
    /// All, `html` and what is in `head` included.
    pub all: usize,
    /// As `EcoIndex` counts them: a drawing is one, what is inside it is none (ecoindex-scraper 3.20.0).
    pub ecoindex: usize,
}

impl Elements {
    /// Counts those of a page.
    pub fn of(document: &Document) -> Self {
        let all = document.elements().count();
        let inside = |drawing: Element<'_>| drawing.descendants().count();
        let is_drawing = |element: &Element<'_>| element.name() == "svg" && element.namespace() == Namespace::Svg;
        // A drawing in a drawing is inside the outer one already.
        let outermost = |element: &Element<'_>| !element.ancestors().any(|outer| is_drawing(&outer));
        let drawn: usize = document.elements().filter(is_drawing).filter(outermost).map(inside).sum();
        Self { all, ecoindex: all - drawn }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counted by the scraper of `EcoIndex` in Chromium.
    #[test]
    fn the_counts_are_those_of_a_browser() {
        for (html, all, ecoindex) in [
            ("<p>hi", 4, 4),
            (
                "<!doctype html><html lang=fr><head><meta charset=utf-8><title>t</title></head><body><h1>a</h1><ul><li>1<li>2</ul></body></html>",
                9,
                9,
            ),
            ("<table><tr><td>1<td>2</table>", 8, 8),
            ("<body><svg viewBox=\"0 0 1 1\"><g><path d=\"M0 0\"/><path d=\"M1 1\"/></g></svg><p>x", 8, 5),
            ("<body><svg><svg><rect/><rect/><rect/></svg></svg>", 8, 4),
            ("<body><svg><foreignObject><div><p>x</p></div></foreignObject></svg>", 7, 4),
            ("<body><svg><!-- a --><path/></svg>", 5, 4),
            ("<body><template><p>a<p>b</template><p>c", 5, 5),
            ("<body><noscript><img src=x><p>y</noscript><p>z", 5, 5),
            ("<body><img src=a.svg><picture><source srcset=b.avif><img src=b.jpg></picture>", 7, 7),
            ("<p>a<br>b<hr><input><p>c", 8, 8),
        ] {
            assert_eq!(Elements::of(&crate::html::parse(html)), Elements { all, ecoindex }, "{html}");
        }
    }
}
