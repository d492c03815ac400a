//! Which fonts the text of a page asks for (CSS Fonts 4, 5).

use super::sheet::Face;
use crate::html::{Characters, Document};
use crate::style::Styles;

/// The faces that a browser fetches for a page whose rules name the fonts in `named`, a text in lower case: those of a
/// family that is named, in a weight and a slope that some text has, for characters that the page has.
pub(super) fn wanted<'f>(faces: &'f [Face], named: &str, document: &Document, styles: &Styles) -> Vec<&'f Face> {
    let named: Vec<&Face> = faces.iter().filter(|face| named.contains(&face.family)).collect();
    if named.is_empty() {
        return named;
    }
    let texts = Texts::of(document, styles);
    named.iter().copied().filter(|face| texts.want(face, &named)).collect()
}

/// What the texts of a page are made of.
struct Texts {
    characters: Characters,
    /// Weight and slope, each pair once.
    shapes: Vec<(u16, bool)>,
}

impl Texts {
    fn of(document: &Document, styles: &Styles) -> Self {
        let mut texts = Self { characters: Characters::default(), shapes: Vec::new() };
        for element in document.elements() {
            if !element.is_html() || element.is_any(&["script", "style", "head", "title"]) {
                continue;
            }
            let mut own = false;
            for child in element.child_nodes() {
                if let crate::html::Child::Text(text) = child {
                    own |= !text.text().trim().is_empty();
                    texts.characters.add_all(text.text());
                }
            }
            let style = styles.of(element);
            let shape = (style.font_weight as u16, style.italic);
            if own && !style.display_none && !texts.shapes.contains(&shape) {
                texts.shapes.push(shape);
            }
        }
        texts
    }

    fn want(&self, face: &Face, all: &[&Face]) -> bool {
        let characters = face.characters.is_empty()
            || self.characters.iter().any(|c| face.characters.iter().any(|range| range.contains(&u32::from(c))));
        characters && self.shapes.iter().any(|shape| is_nearest(face, *shape, all))
    }
}

/// Whether no other face of the family for the same characters is nearer to a weight and a slope.
fn is_nearest(face: &Face, shape: (u16, bool), all: &[&Face]) -> bool {
    let far = |face: &Face| distance(face, shape);
    let others = all.iter().filter(|other| other.family == face.family && other.characters == face.characters);
    others.map(|other| far(other)).min().is_none_or(|least| far(face) <= least)
}

/// How far a face is from a weight and a slope: the slope is looked at first, then the weight, lighter ones first up to
/// 500 and heavier ones above (CSS Fonts 4, 5.2).
fn distance(face: &Face, (weight, italic): (u16, bool)) -> (bool, bool, u16) {
    let (low, high) = (*face.weights.start(), *face.weights.end());
    let wrong_side = if weight > 500 { high < weight } else { low > weight };
    let away = low.saturating_sub(weight).max(weight.saturating_sub(high));
    (face.italic != italic, wrong_side && away > 0, away)
}
