//! The elements of a page by tag and by attribute, so that a rule only looks at those that it is about.

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::html::{Document, Element, Name, NodeId};

/// More names of elements, or of attributes, than most pages have.
const NAMES: usize = 56;

/// More elements, or attributes, than many pages have.
const PAIRS: usize = 256;

/// The elements of a document under each name.
#[derive(Debug)]
pub(super) struct Index<'p> {
    tags: Groups<'p>,
    attributes: Groups<'p>,
}

impl<'p> Index<'p> {
    /// The index of a document, in one pass over its elements and their attributes.
    pub(super) fn of(document: &'p Document) -> Self {
        let tags = document.elements().filter_map(|element| Some((element.html_name()?, element.id())));
        let attributes =
            document.elements().flat_map(|element| element.attribute_names().map(move |name| (name, element.id())));
        Self { tags: Groups::of(tags), attributes: Groups::of(attributes) }
    }

    /// The HTML elements of a name, in tree order.
    pub(super) fn tag(&self, name: &str) -> &[NodeId] {
        self.tags.get(Name::of(name))
    }

    /// The elements that have an attribute, in tree order.
    pub(super) fn attribute(&self, name: &str) -> &[NodeId] {
        self.attributes.get(Name::of(name))
    }
}

/// Nodes by name, one name after the other.
#[derive(Debug)]
struct Groups<'p> {
    /// The rank of each name.
    names: FxHashMap<Name<'p>, u32>,
    /// Where the nodes of each rank end; they begin where those of the rank before end.
    ends: Vec<u32>,
    nodes: Vec<NodeId>,
}

impl<'p> Groups<'p> {
    fn of(pairs: impl Iterator<Item = (Name<'p>, NodeId)>) -> Self {
        let mut names: FxHashMap<Name<'p>, u32> = FxHashMap::with_capacity_and_hasher(NAMES, FxBuildHasher);
        let mut ends: Vec<u32> = Vec::new();
        let mut ranked: Vec<(u32, NodeId)> = Vec::with_capacity(PAIRS);
        for (name, node) in pairs {
            let next = names.len() as u32;
            let rank = *names.entry(name).or_insert(next);
            if rank == next {
                ends.push(0);
            }
            ends[rank as usize] += 1;
            ranked.push((rank, node));
        }
        let mut sum = 0;
        for end in &mut ends {
            // Where the group begins, until its nodes are put there.
            sum += std::mem::replace(end, sum);
        }
        let mut nodes: Vec<NodeId> = ranked.iter().map(|(_, node)| *node).collect();
        for (rank, node) in ranked {
            let at = &mut ends[rank as usize];
            nodes[*at as usize] = node;
            *at += 1;
        }
        Self { names, ends, nodes }
    }

    fn get(&self, name: Name<'_>) -> &[NodeId] {
        let Some(rank) = self.names.get(&name).map(|rank| *rank as usize) else { return &[] };
        let from = rank.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.nodes[from as usize..self.ends[rank] as usize]
    }
}

/// The elements of some nodes.
pub(super) fn elements<'p>(document: &'p Document, nodes: &[NodeId]) -> impl Iterator<Item = Element<'p>> + Clone {
    nodes.iter().filter_map(|node| document.element(*node))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse;

    #[test]
    fn elements_are_found_by_tag_and_by_attribute() {
        let document = parse("<p id=a><b>x</b><p class=c id=b><svg><a id=c></a></svg><a>");
        let index = Index::of(&document);
        let ids =
            |nodes| elements(&document, nodes).map(|element| element.name().to_owned()).collect::<Vec<_>>().join(" ");
        assert_eq!(ids(index.tag("p")), "p p");
        assert_eq!(ids(index.tag("a")), "a");
        assert_eq!(ids(index.tag("table")), "");
        assert_eq!(ids(index.attribute("id")), "p p a");
        assert_eq!(ids(index.attribute("class")), "p");
        assert_eq!(ids(index.attribute("lang")), "");
    }
}
