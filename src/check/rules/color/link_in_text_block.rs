//! `link-in-text-block`: a link among words is told from them by more than its colour.

use rustc_hash::FxHashMap;

use crate::check::paint::contrast::{hex, ratio, rounded};
use crate::check::paint::{has_words, in_cells, many};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::{Element, NodeId};
use crate::style::{Cell, CellSet, Content, Display, Property, State, Style};

pub(super) static RULE: Rule = Rule {
    id: "link-in-text-block",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.4.1", "A"), Criterion::rgaa("10.6")],
    doc: include_str!("link_in_text_block.md"),
};

/// The contrast with the words around that makes up for no underline (WCAG technique G183).
const APART: f64 = 3.0;

/// What is wrong with a link.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    /// Its colour is too near to that of the words around: both, and the contrast.
    Near([u8; 3], [u8; 3], f64),
    /// Nothing but its colour shows under the pointer or with the focus.
    Unmarked(State),
}

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut known = FxHashMap::default();
    let mut found: Vec<(Fault, Element<'_>, Cell, usize)> = Vec::new();
    for link in page.named("a").filter(|link| link.has("href")) {
        let style = page.styles.of(link);
        if style.display != Display::Inline || style.is_underlined() && is_underlined_everywhere(page, link) {
            continue;
        }
        let Some(block) = text_block(page, link, &mut known) else { continue };
        let Some((fault, cell)) = fault(page, link, block) else { continue };
        match found.iter_mut().find(|(known, ..)| *known == fault) {
            Some((.., others)) => *others += 1,
            None => found.push((fault, link, cell, 0)),
        }
    }
    for (fault, link, cell, others) in found {
        tell(report, fault, link, cell, others);
    }
}

fn tell(report: &mut Report, fault: Fault, link: Element<'_>, cell: Cell, others: usize) {
    let (cell, others) = (in_cells(CellSet::of(cell)), many(others));
    match fault {
        Fault::Near(color, around, contrast) => {
            let (color, around, contrast) = (hex(color), hex(around), rounded(contrast));
            report.fail(
                link,
                say(
                    format!("the link{}, {color} among words in {around}, is told from them by its colour alone, with {contrast}:1 of contrast{}", others.0, cell.0),
                    format!("le lien{}, {color} parmi des mots en {around}, ne s’en distingue que par sa couleur, avec un contraste de {}:1{}", others.1, contrast.replace('.', ","), cell.1),
                ),
                say("underline the links in texts, or give them 3:1 of contrast with the words around and an underline under the pointer and with the focus", "soulignez les liens dans les textes, ou donnez-leur un contraste de 3:1 avec les mots autour et un soulignement sous le pointeur et au focus"),
            );
        }
        Fault::Unmarked(_) => report.review(
            link,
            say(
                format!("the link{} is told from the words around by its colour alone{}", others.0, cell.0),
                format!("le lien{} ne se distingue des mots autour que par sa couleur{}", others.1, cell.1),
            ),
            say(
                "underline the links in texts, at least under the pointer and with the focus",
                "soulignez les liens dans les textes, au moins sous le pointeur et au focus",
            ),
        ),
    }
}

fn is_underlined_everywhere(page: &Page<'_>, link: Element<'_>) -> bool {
    page.styles.cells(link).all(|(cells, style)| style.is_underlined() || cells.in_state(State::Rest).is_empty())
}

/// The block of running text that a link is in: one that has more words outside of links than in links.
fn text_block<'p>(page: &Page<'p>, link: Element<'p>, known: &mut FxHashMap<NodeId, bool>) -> Option<Element<'p>> {
    let block = link.ancestors().take(16).find(|element| page.styles.of(*element).display != Display::Inline)?;
    if block.is_any(&["nav", "ul", "ol"]) || !block.is_html() || !page.tree.is_visible(link) || !link.has_text() {
        return None;
    }
    known.entry(block.id()).or_insert_with(|| is_running(page, block)).then_some(block)
}

fn is_running(page: &Page<'_>, block: Element<'_>) -> bool {
    let (mut around, mut linked) = (0, 0);
    for text in block.texts().take(400).filter(|text| has_words(text.text())) {
        let Some(parent) = text.parent() else { continue };
        let mut between = parent.ancestors_or_self().take(32).take_while(|element| *element != block);
        // What is in another block or in another control is no word of the same line.
        match between.find(|element| is_apart(page, *element)) {
            Some(link) if link.is("a") => linked += letters(text.text()),
            Some(_) => {}
            None => around += letters(text.text()),
        }
    }
    around > linked
}

fn is_apart(page: &Page<'_>, element: Element<'_>) -> bool {
    element.is("a") && element.has("href")
        || element.is_any(&["button", "select", "textarea", "label", "script", "style"])
        || page.styles.of(element).display != Display::Inline
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).take(5000).count()
}

fn fault(page: &Page<'_>, link: Element<'_>, block: Element<'_>) -> Option<(Fault, Cell)> {
    let mut unmarked = None;
    for (cells, style) in page.styles.cells(link) {
        let Some(cell) = cells.in_state(State::Rest).first() else { continue };
        let around = page.styles.in_cell(block, cell);
        let hidden = !style.rendered || !style.visible;
        if hidden || style.is_underlined() || is_marked(style, around) || holds_mark(page, link, style, cell) {
            continue;
        }
        let ground = page.scenes().at(link, cell);
        let (Some(color), Some(words)) = (style.color.known(), around.color.known()) else { continue };
        let unsure = style.is_uncertain(Property::Color) || around.is_uncertain(Property::Color);
        if unsure || ground.doubt.is_some() || ground.effect.is_some() {
            continue;
        }
        let (Some((color, _)), Some((words, _))) = (ground.over(color).next(), ground.over(words).next()) else {
            continue;
        };
        let contrast = ratio(color, words);
        // A link that looks like the words around it is hidden from everybody alike: its colour carries nothing.
        if color == words {
            continue;
        }
        if contrast < APART {
            return Some((Fault::Near(color, words, contrast), cell));
        }
        unmarked = unmarked.or_else(|| {
            [State::Hover, State::Focus].into_iter().find_map(|state| {
                let cell = Cell { state, ..cell };
                let style = page.styles.in_cell(link, cell);
                let marked = style.is_underlined() || style.outline.is_drawn() || is_marked(style, around);
                (!marked).then_some((Fault::Unmarked(state), cell))
            })
        });
    }
    unmarked
}

/// Whether a link of this style is told from words of that style by more than its colour.
fn is_marked(style: &Style, around: &Style) -> bool {
    let lines = style.border.iter().any(|line| line.is_drawn());
    lines
        || style.text_decoration.is_any() && !around.text_decoration.is_any()
        || !style.background_color.is_transparent()
        || !style.background_images.is_empty()
        || !style.box_shadow.is_empty()
        || style.is_bold() && (style.font_weight - around.font_weight).abs() >= 200.0
        || style.italic != around.italic
        || (style.font_size - around.font_size).abs() >= 0.2 * around.font_size
        || style.text_transform != around.text_transform
        || style.outline.is_drawn()
}

/// Whether something in the link marks it: a picture, an icon, words in bold.
fn holds_mark(page: &Page<'_>, link: Element<'_>, style: &Style, cell: Cell) -> bool {
    let pseudo = [page.styles.before(link), page.styles.after(link)].into_iter().flatten();
    let mut icons = pseudo.filter(|style| match &style.content {
        Content::Text { text, .. } => !text.trim().is_empty() || is_marked(style, style),
        _ => true,
    });
    icons.next().is_some()
        || link.descendants().take(8).any(|inside| {
            !inside.is_html()
                || inside.is_any(&["img", "picture", "video"])
                || is_marked(page.styles.in_cell(inside, cell), style)
                || page.styles.in_cell(inside, cell).text_decoration.is_any()
        })
}
