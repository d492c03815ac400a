//! The grounds of every element of a page in all cells: one pass from the top, shared where nothing is painted.

use super::ground::{Ground, is_plain, is_stand_in, paints};
use crate::html::{Document, Element, NodeId};
use crate::style::{Cell, CellSet, Position, Pseudo, Style, Styles};

/// What lies behind each element of a page.
#[derive(Debug)]
pub struct Scenes {
    grounds: Vec<Ground>,
    kinds: Vec<Scene>,
    /// The scene inside of each node.
    of: Vec<u32>,
    overlays: Vec<Overlay>,
}

/// The ground of an element in each cell, by rank.
type Scene = Vec<(CellSet, u32)>;

/// A positioned box that paints, laid over or under what else is in the same block.
#[derive(Debug)]
struct Overlay {
    block: Option<NodeId>,
    element: NodeId,
    /// It is a box beside the content of `element`, not around it.
    beside: bool,
}

/// More positioned boxes than this are not followed.
const MOST_OVERLAYS: usize = 64;

impl Scenes {
    /// The scenes of a page.
    pub(super) fn new(document: &Document, styles: &Styles) -> Self {
        let mut builder = Builder::new(document, styles);
        for element in document.elements() {
            builder.enter(element);
        }
        builder.scenes
    }

    /// What the content of an element lies on in each cell, its own background included.
    pub fn inside(&self, element: Element<'_>) -> impl Iterator<Item = (CellSet, u32)> + Clone {
        self.kinds[self.of[element.id().index()] as usize].iter().copied()
    }

    /// The rank of the scene inside of an element: elements of the same have the same grounds.
    pub fn rank(&self, element: Element<'_>) -> u32 {
        self.of[element.id().index()]
    }

    /// A ground by the rank that [`Scenes::inside`] gives.
    pub fn ground(&self, rank: u32) -> &Ground {
        &self.grounds[rank as usize]
    }

    /// What the content of an element lies on in a cell.
    pub fn at(&self, element: Element<'_>, cell: Cell) -> &Ground {
        let found = self.inside(element).find(|(cells, _)| cells.contains(cell));
        self.ground(found.map_or(0, |(_, rank)| rank))
    }

    /// What an element lies on in a cell, its own background left out.
    pub fn around(&self, element: Element<'_>, cell: Cell) -> &Ground {
        element.parent().map_or(&self.grounds[0], |parent| self.at(parent, cell))
    }

    /// The positioned box that may lie between an element and the ground that its place in the page gives it.
    pub(super) fn overlay(&self, element: Element<'_>, ground: &Ground) -> Option<NodeId> {
        let document = element.document();
        let base = ground.base.and_then(|base| document.element(base));
        let overlay = self.overlays.iter().find(|overlay| {
            let (block, over) = (overlay.block.and_then(|id| document.element(id)), document.element(overlay.element));
            let apart = over.is_none_or(|over| overlay.beside || over != element && !over.contains(element));
            let together = block.is_none_or(|block| block == element || block.contains(element));
            let under = base.is_none_or(|base| block.is_some_and(|block| !block.contains(base)));
            apart && together && under
        });
        overlay.map(|overlay| overlay.element)
    }
}

struct Builder<'p> {
    styles: &'p Styles,
    scenes: Scenes,
    /// The containing block of what is positioned inside of each node.
    blocks: Vec<Option<NodeId>>,
    /// What is known of styles, by their rank.
    traits: Vec<Option<Traits>>,
}

/// What styles alone decide.
#[derive(Clone, Copy)]
struct Traits {
    /// Whether nothing is painted.
    plain: bool,
    /// Whether what is positioned inside may be so by this box.
    positioned: bool,
    /// Whether the box, or one beside the content, [is out](is_out).
    out: bool,
}

impl<'p> Builder<'p> {
    fn new(document: &'p Document, styles: &'p Styles) -> Self {
        let mut scenes =
            Scenes { grounds: Vec::new(), kinds: Vec::new(), of: vec![0; document.len()], overlays: Vec::new() };
        let mut canvas = Scene::new();
        if let Some(root) = document.root() {
            for (cells, style) in styles.cells(root) {
                scenes.grounds.push(Ground::canvas(style.dark));
                canvas.push((cells, scenes.grounds.len() as u32 - 1));
            }
        } else {
            scenes.grounds.push(Ground::canvas(false));
        }
        scenes.kinds.push(canvas);
        Self { styles, scenes, blocks: vec![None; document.len()], traits: vec![None; styles.ranks()] }
    }

    fn enter(&mut self, element: Element<'p>) {
        let index = element.id().index();
        let parent = element.parent().map(|parent| parent.id().index());
        let around = parent.map_or(0, |parent| self.scenes.of[parent]);
        let block = parent.and_then(|parent| self.blocks[parent]);
        let Traits { plain, positioned, out } = self.traits(element);
        self.blocks[index] = if positioned { Some(element.id()) } else { block };
        if out {
            self.overlay(element, block, index);
        }
        let stand_in = is_stand_in(element);
        // What is in a drawing is as hidden as the drawing is.
        let same = plain && (!stand_in || self.is_hidden(around));
        self.scenes.of[index] = if same { around } else { self.scene(element, around, stand_in) };
    }

    fn traits(&mut self, element: Element<'_>) -> Traits {
        let styles = self.styles;
        *self.traits[styles.rank(element)].get_or_insert_with(|| {
            let style = styles.of(element);
            let beside = [Pseudo::Before, Pseudo::After].map(|pseudo| styles.pseudo(element, pseudo, Cell::default()));
            Traits {
                plain: styles.cells(element).all(|(_, style)| is_plain(style)),
                positioned: style.position != Position::Static || style.transform.any,
                out: is_out(style) || beside.into_iter().flatten().any(is_out),
            }
        })
    }

    /// Whether nothing is shown in a scene.
    fn is_hidden(&self, scene: u32) -> bool {
        self.scenes.kinds[scene as usize].iter().all(|(_, rank)| self.scenes.grounds[*rank as usize].hidden)
    }

    fn scene(&mut self, element: Element<'p>, around: u32, hidden: bool) -> u32 {
        let mut scene = Scene::new();
        let mut changed = false;
        for (cells, style) in self.styles.cells(element) {
            for index in 0..self.scenes.kinds[around as usize].len() {
                let (behind, rank) = self.scenes.kinds[around as usize][index];
                let both = cells.and(behind);
                if both.is_empty() {
                    continue;
                }
                let inside =
                    if hidden || !is_plain(style) { self.ground(element, style, rank, hidden, &scene) } else { rank };
                changed |= inside != rank;
                match scene.iter_mut().find(|(_, known)| *known == inside) {
                    Some((known, _)) => *known = known.or(both),
                    None => scene.push((both, inside)),
                }
            }
        }
        if !changed {
            return around;
        }
        self.scenes.kinds.push(scene);
        self.scenes.kinds.len() as u32 - 1
    }

    /// The rank of the ground inside of an element of this style; those that it had made before are in `scene`.
    fn ground(&mut self, element: Element<'p>, style: &Style, behind: u32, hidden: bool, scene: &Scene) -> u32 {
        let grounds = &mut self.scenes.grounds;
        let mut ground = grounds[behind as usize].entered(element, style);
        ground.hidden |= hidden;
        let known = std::iter::once(behind).chain(scene.iter().map(|(_, rank)| *rank));
        if let Some(known) = known.into_iter().find(|rank| grounds[*rank as usize] == ground) {
            return known;
        }
        grounds.push(ground);
        grounds.len() as u32 - 1
    }

    fn overlay(&mut self, element: Element<'p>, block: Option<NodeId>, index: usize) {
        let style = self.styles.of(element);
        let overlays = &mut self.scenes.overlays;
        if overlays.len() >= MOST_OVERLAYS {
            return;
        }
        if is_out(style)
            && style.rendered
            && (paints(style) || is_picture(element) || element.descendants().take(4).any(is_picture))
        {
            let block = if style.position == Position::Fixed { None } else { block };
            overlays.push(Overlay { block, element: element.id(), beside: false });
        }
        for pseudo in [Pseudo::Before, Pseudo::After] {
            let Some(style) = self.styles.pseudo(element, pseudo, Cell::default()) else { continue };
            if is_out(style) && paints(style) {
                overlays.push(Overlay { block: self.blocks[index], element: element.id(), beside: true });
            }
        }
    }
}

/// Whether a box has no place among others, and may be laid over them.
fn is_out(style: &Style) -> bool {
    matches!(style.position, Position::Absolute | Position::Fixed)
}

/// Whether it is a picture, or shows one.
pub(super) fn is_picture(element: Element<'_>) -> bool {
    element.is_any(&["img", "video", "picture", "canvas", "iframe", "object"]) || element.name() == "svg"
}
