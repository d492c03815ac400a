//! The characters of a page's texts and attributes, in one buffer, and its attributes, in one list.

use std::ops::Range;

use super::document::{AttributeData, Namespace};
use super::foreign;

/// As many attributes of one tag are compared with each other one by one; with more they are sorted first.
const FEW: usize = 16;

/// What the tokenizer and the tree write into; both lists become the document's own.
#[derive(Debug)]
pub(super) struct Store {
    pub(super) text: String,
    pub(super) attributes: Vec<AttributeData>,
}

impl Store {
    /// An empty store, with room for a page of so many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), attributes: Vec::with_capacity(bytes / 48) }
    }

    /// Adds characters.
    pub(super) fn push(&mut self, characters: &str) -> Range<u32> {
        let start = self.text.len() as u32;
        self.text.push_str(characters);
        start..self.text.len() as u32
    }

    /// Adds characters that are in the store already, to have them last.
    pub(super) fn copy(&mut self, range: Range<u32>) -> Range<u32> {
        let start = self.text.len() as u32;
        self.text.extend_from_within(range.start as usize..range.end as usize);
        start..self.text.len() as u32
    }

    /// Attributes by their range in the list.
    pub(super) fn attributes(&self, range: &Range<u32>) -> &[AttributeData] {
        &self.attributes[range.start as usize..range.end as usize]
    }

    /// The characters of a range.
    pub(super) fn slice(&self, range: &Range<u32>) -> &str {
        &self.text[range.start as usize..range.end as usize]
    }

    fn same(&self, a: &Range<u32>, b: &Range<u32>) -> bool {
        a == b || (a.len() == b.len() && self.slice(a) == self.slice(b))
    }

    /// Takes the attributes out, of those from `from` on, whose name one before them has; gives their places.
    pub(super) fn remove_duplicates(&mut self, from: u32) -> Vec<Range<u32>> {
        let all = &self.attributes[from as usize..];
        let mut removed: Vec<usize> = if all.len() <= FEW {
            let earlier = |at: &usize| all[..*at].iter().any(|known| self.same(&known.name, &all[*at].name));
            (1..all.len()).filter(earlier).collect()
        } else {
            let mut order: Vec<usize> = (0..all.len()).collect();
            order.sort_by_key(|at| self.slice(&all[*at].name));
            let twice = |pair: &[usize]| self.same(&all[pair[0]].name, &all[pair[1]].name).then_some(pair[1]);
            order.windows(2).filter_map(twice).collect()
        };
        if removed.is_empty() {
            return Vec::new();
        }
        removed.sort_unstable();
        let spans = removed.iter().map(|at| all[*at].span.clone()).collect();
        let (mut next, mut at) = (removed.into_iter().peekable(), 0);
        let kept = self.attributes.split_off(from as usize).into_iter().filter(|_| {
            at += 1;
            next.next_if_eq(&(at - 1)).is_none()
        });
        self.attributes.extend(kept);
        spans
    }

    /// Spells the attributes of a foreign element.
    pub(super) fn spell(&mut self, attributes: &Range<u32>, namespace: Namespace) {
        for at in attributes.clone() {
            let name = self.attributes[at as usize].name.clone();
            if let Some(local) = foreign::local_name(self.slice(&name), namespace) {
                self.attributes[at as usize].name = self.push(local);
            }
        }
    }

    /// The attributes of `known`, and those of `late` that have another name, as one range.
    pub(super) fn join(&mut self, known: &Range<u32>, late: impl Iterator<Item = AttributeData>) -> Range<u32> {
        let from = self.attributes.len() as u32;
        self.attributes.extend_from_within(known.start as usize..known.end as usize);
        self.attributes.extend(late);
        self.remove_duplicates(from);
        from..self.attributes.len() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(count: usize) -> Vec<String> {
        let mut store = Store::new(0);
        for at in 0..count {
            let name = store.push(&format!("a{}", at % 10));
            store.attributes.push(AttributeData { name, value: 0..0, span: 0..0 });
        }
        let removed = store.remove_duplicates(0).len();
        assert_eq!(removed, count.saturating_sub(10));
        store.attributes.iter().map(|attribute| store.slice(&attribute.name).to_owned()).collect()
    }

    #[test]
    fn the_first_of_a_name_stays_in_few_as_in_many() {
        let all: Vec<String> = (0..10).map(|at| format!("a{at}")).collect();
        assert_eq!(names(4), all[..4]);
        assert_eq!(names(14), all);
        assert_eq!(names(40), all);
    }
}
