//! A delivered page as rules see it.

use std::cell::OnceCell;

use super::index::{Index, elements};
use super::paint::Paint;
use crate::aria::Tree;
use crate::finding::OutputPath;
use crate::html::{Document, Element, NodeId};
use crate::style::Styles;

/// Room for as many elements as most rules are about.
const ROOM: usize = 64;

/// A delivered page.
#[derive(Debug)]
pub struct Page<'p> {
    /// Where it goes.
    pub path: &'p OutputPath,
    /// Its tree.
    pub document: &'p Document,
    /// Its computed styles.
    pub styles: &'p Styles,
    /// What assistive technologies are given of it.
    pub tree: Tree<'p>,
    /// What colours meet on it.
    pub(super) paint: Paint,
    /// Its links whose names say nothing by themselves, with these names, once they were asked for.
    pub(super) vague_links: OnceCell<Vec<(NodeId, String)>>,
    index: Index<'p>,
}

impl<'p> Page<'p> {
    /// A page of a document and its styles.
    pub fn new(path: &'p OutputPath, document: &'p Document, styles: &'p Styles) -> Self {
        let tree = Tree::new(document, styles);
        Self {
            path,
            document,
            styles,
            tree,
            paint: Paint::default(),
            vague_links: OnceCell::new(),
            index: Index::of(document),
        }
    }

    /// Every element, in tree order. Most rules are about a few: [`Self::named`], [`Self::with`], [`Self::any`],
    /// [`Self::marked_or`] and [`Self::styled`] give these.
    pub fn elements(&self) -> impl Iterator<Item = Element<'p>> + Clone + use<'p> {
        self.document.elements()
    }

    /// The HTML elements of a name, in tree order.
    pub fn named(&self, name: &str) -> impl Iterator<Item = Element<'p>> + Clone {
        elements(self.document, self.index.tag(name))
    }

    /// The elements, of any namespace, that have an attribute, in tree order.
    pub fn with(&self, attribute: &str) -> impl Iterator<Item = Element<'p>> + Clone {
        elements(self.document, self.index.attribute(attribute))
    }

    /// The elements whose styles pass a test, in tree order. It may look at nothing else: of those that are styled
    /// alike, one is asked.
    pub fn styled(&self, test: impl Fn(Element<'p>) -> bool) -> impl Iterator<Item = Element<'p>> {
        let passed: Vec<bool> = self.styles.samples(self.document).map(test).collect();
        let all = passed.contains(&true).then(|| self.elements());
        all.into_iter().flatten().filter(move |element| passed[self.styles.rank(*element)])
    }

    /// The HTML elements of some names and the elements that have some attributes, in tree order.
    pub fn any(&self, names: &[&str], attributes: &[&str]) -> impl Iterator<Item = Element<'p>> + use<'p> {
        let index = &self.index;
        let tags = names.iter().map(|name| index.tag(name));
        let nodes = union(tags.chain(attributes.iter().map(|attribute| index.attribute(attribute))));
        let document = self.document;
        nodes.into_iter().filter_map(|node| document.element(node))
    }

    /// The HTML elements of some names and the elements that have a `role`, a state or a property of WAI-ARIA, in tree
    /// order.
    pub fn marked_or(&self, names: &[&str]) -> impl Iterator<Item = Element<'p>> + use<'p> {
        let tags = names.iter().map(|name| self.index.tag(name));
        let nodes = union(tags.chain([self.tree.marked_nodes()]));
        let document = self.document;
        nodes.into_iter().filter_map(|node| document.element(node))
    }
}

/// The nodes that are in some group, in tree order.
fn union<'i>(groups: impl Iterator<Item = &'i [NodeId]>) -> Vec<NodeId> {
    let (mut nodes, mut several): (Vec<NodeId>, bool) = (Vec::with_capacity(ROOM), false);
    for group in groups.filter(|group| !group.is_empty()) {
        several |= !nodes.is_empty();
        nodes.extend_from_slice(group);
    }
    if several {
        nodes.sort_unstable();
        nodes.dedup();
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse;
    use crate::style::{self, Engine, Position};

    #[test]
    fn elements_are_found_by_their_styles_as_when_each_is_asked() {
        let html = "<style>p, .x > b { position: relative } li:nth-child(2n) { position: absolute } i { float: left }</style>\
            <p>a<i>b</i></p><div class=x><b>c</b><b>d</b></div><ul><li>1<li>2<li>3<li><p>4</ul><b>e</b><p>f";
        let document = parse(html);
        let styles = style::compute(&Engine::default(), &document, &|_| None);
        let path = OutputPath::new("index.html");
        let page = Page::new(&path, &document, &styles);
        for position in [Position::Static, Position::Relative, Position::Absolute, Position::Fixed] {
            let test = |element: Element<'_>| page.styles.of(element).position == position;
            let (found, all) = (page.styled(test), page.elements().filter(|element| test(*element)));
            assert!(found.map(Element::id).eq(all.map(Element::id)), "{position:?}");
        }
        assert_eq!(page.styled(|element| page.styles.of(element).position == Position::Absolute).count(), 2);
        let marked = parse("<p role=note>a<b>b</b><i aria-hidden=true>c</i><b role=img>d</b>");
        let styles = style::compute(&Engine::default(), &marked, &|_| None);
        let page = Page::new(&path, &marked, &styles);
        assert_eq!(page.marked_or(&["b"]).map(Element::name).collect::<Vec<_>>(), ["p", "b", "i", "b"]);
    }
}
