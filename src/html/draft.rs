//! The tree while html5ever's builder makes it: linked, since nodes are moved; made flat when it is whole.

use std::ops::Range;

use super::document::{AttributeData, Data, Document, ElementData, NONE, Node};
use super::store::Store;

/// A node before its place is final.
#[derive(Debug)]
pub(super) struct Draft {
    parent: u32,
    first: u32,
    last: u32,
    previous: u32,
    next: u32,
    /// How many nodes it was ever below: what is moved up keeps the depth it had.
    depth: u32,
    data: Data,
}

/// The nodes of a page, linked.
#[derive(Debug)]
pub(super) struct Drafts {
    nodes: Vec<Draft>,
    /// What is said of a text after something else was read: the text it is of, where it is in the store.
    pieces: Vec<(u32, Range<u32>)>,
    /// Attributes that a second `html` or `body` tag gives: the element, the attribute.
    late: Vec<(u32, AttributeData)>,
}

impl Drafts {
    /// A tree of nothing but its root, the node 0; room is made for a page of so many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        let mut drafts = Self { nodes: Vec::with_capacity(16 + bytes / 32), pieces: Vec::new(), late: Vec::new() };
        drafts.add(Data::Root);
        drafts
    }

    /// A new node, nowhere in the tree.
    pub(super) fn add(&mut self, data: Data) -> u32 {
        let id = self.nodes.len() as u32;
        self.nodes.push(Draft { parent: NONE, first: NONE, last: NONE, previous: NONE, next: NONE, depth: 0, data });
        id
    }

    /// How many nodes were made.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node above, or [`NONE`].
    pub(super) fn parent(&self, id: u32) -> u32 {
        self.nodes[id as usize].parent
    }

    /// How deep a node is.
    pub(super) fn depth(&self, id: u32) -> u32 {
        self.nodes[id as usize].depth
    }

    /// Says that a fragment hangs off a node without being below it.
    pub(super) fn hang(&mut self, fragment: u32, from: u32) {
        self.nodes[fragment as usize].depth = self.nodes[from as usize].depth;
    }

    /// An element's data, when the node is one.
    pub(super) fn get(&self, id: u32) -> Option<&ElementData> {
        match &self.nodes.get(id as usize)?.data {
            Data::Element(data) => Some(data),
            _ => None,
        }
    }

    /// An element's data, to change it.
    pub(super) fn element(&mut self, id: u32) -> Option<&mut ElementData> {
        match &mut self.nodes[id as usize].data {
            Data::Element(data) => Some(data),
            _ => None,
        }
    }

    /// Takes a node out of the tree, with all that is below it.
    pub(super) fn detach(&mut self, id: u32) {
        let node = &mut self.nodes[id as usize];
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        if parent == NONE {
            return;
        }
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
        if previous == NONE {
            self.nodes[parent as usize].first = next;
        } else {
            self.nodes[previous as usize].next = next;
        }
        if next == NONE {
            self.nodes[parent as usize].last = previous;
        } else {
            self.nodes[next as usize].previous = previous;
        }
    }

    /// Puts `id` below `parent`, before `next` or last.
    pub(super) fn insert(&mut self, parent: u32, next: u32, id: u32) {
        self.detach(id);
        let previous = self.before(parent, next);
        let depth = self.nodes[parent as usize].depth + 1;
        let node = &mut self.nodes[id as usize];
        (node.parent, node.previous, node.next) = (parent, previous, next);
        node.depth = node.depth.max(depth);
        if previous == NONE {
            self.nodes[parent as usize].first = id;
        } else {
            self.nodes[previous as usize].next = id;
        }
        if next == NONE {
            self.nodes[parent as usize].last = id;
        } else {
            self.nodes[next as usize].previous = id;
        }
    }

    fn before(&self, parent: u32, next: u32) -> u32 {
        if next == NONE { self.nodes[parent as usize].last } else { self.nodes[next as usize].previous }
    }

    /// Puts characters below `parent`, before `next` or last: into the text that is there, else a new one.
    pub(super) fn insert_text(
        &mut self,
        parent: u32,
        next: u32,
        characters: &str,
        span: Range<u32>,
        store: &mut Store,
    ) {
        let before = self.before(parent, next);
        if before != NONE
            && let Data::Text { text, span: known } = &mut self.nodes[before as usize].data
        {
            if span.start <= known.end && known.start <= span.start {
                known.end = known.end.max(span.end);
            }
            let added = store.push(characters);
            if text.end == added.start {
                text.end = added.end;
            } else {
                self.pieces.push((before, added));
            }
            return;
        }
        let text = store.push(characters);
        let id = self.add(Data::Text { text, span });
        self.insert(parent, next, id);
    }

    /// Moves all that is below `node` to the end of `parent`.
    pub(super) fn reparent(&mut self, node: u32, parent: u32) {
        while self.nodes[node as usize].first != NONE {
            let child = self.nodes[node as usize].first;
            self.insert(parent, NONE, child);
        }
    }

    /// Gives an element the attributes that it does not have yet.
    pub(super) fn add_attributes(&mut self, id: u32, attributes: Range<u32>, span: Range<u32>, store: &Store) {
        let Some(data) = self.element(id) else { return };
        if data.span.is_empty() {
            data.span = span;
        }
        self.late.extend(store.attributes(&attributes).iter().map(|attribute| (id, attribute.clone())));
    }

    /// The flat document: everything below the root, in tree order.
    pub(super) fn flatten(mut self, mut store: Store) -> Document {
        self.join_pieces(&mut store);
        self.join_attributes(&mut store);
        let mut nodes: Vec<Node> = Vec::with_capacity(self.nodes.len());
        // The open nodes, in the draft and in the document.
        let mut open: Vec<(u32, u32)> = Vec::new();
        let (mut at, mut parent, mut previous) = (0_u32, NONE, NONE);
        'nodes: loop {
            let draft = &mut self.nodes[at as usize];
            let index = nodes.len() as u32;
            let data = std::mem::replace(&mut draft.data, Data::Comment);
            nodes.push(Node { parent, end: index + 1, previous, data });
            if draft.first != NONE {
                open.push((at, index));
                at = draft.first;
                (parent, previous) = (index, NONE);
                continue;
            }
            previous = index;
            while self.nodes[at as usize].next == NONE {
                let Some((above, done)) = open.pop() else { break 'nodes };
                nodes[done as usize].end = nodes.len() as u32;
                (at, previous) = (above, done);
                parent = open.last().map_or(NONE, |(_, index)| *index);
            }
            at = self.nodes[at as usize].next;
        }
        Document::new(nodes, store)
    }

    /// Writes again, in one, the texts that came in several pieces.
    fn join_pieces(&mut self, store: &mut Store) {
        let mut pieces = std::mem::take(&mut self.pieces);
        pieces.sort_by_key(|(node, _)| *node);
        for pieces in pieces.chunk_by(|(a, _), (b, _)| a == b) {
            let Data::Text { text, .. } = &mut self.nodes[pieces[0].0 as usize].data else { continue };
            let start = store.copy(text.clone()).start;
            let end = pieces.iter().map(|(_, piece)| store.copy(piece.clone()).end).last();
            *text = start..end.unwrap_or(start);
        }
    }

    /// Writes again, in one, the attributes of the elements that were given some late.
    fn join_attributes(&mut self, store: &mut Store) {
        let mut late = std::mem::take(&mut self.late);
        late.sort_by_key(|(node, _)| *node);
        for late in late.chunk_by(|(a, _), (b, _)| a == b) {
            let Some(data) = self.element(late[0].0) else { continue };
            data.attributes = store.join(&data.attributes, late.iter().map(|(_, attribute)| attribute.clone()));
        }
    }
}
