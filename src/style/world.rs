//! The sheets of a page taken together: their rules in one order, found by what elements have.

use std::sync::{Arc, OnceLock, RwLock};

use rustc_hash::FxHashMap;

use super::buckets::Buckets;
use super::cascade::{AUTHOR, BROWSER, IMPORTANT, Weight};
use super::memo::Memo;
use super::selector::Selector;
use super::shape::Relevance;
use super::sheet::{LayerPath, Registered, Sheet, StyleRule};
use super::styles::Rule;
use crate::html::Element;

/// A sheet as a page takes it in.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) sheet: Arc<Sheet>,
    /// Where the media of its link hold, a bit each.
    pub(super) environments: u8,
    /// Whether it is not known if it is taken in.
    pub(super) uncertain: bool,
    /// The layer that it is imported into.
    pub(super) layer: Option<LayerPath>,
}

/// The browser's sheet, then those of a page in order, and what is remembered of the pages that have them.
#[derive(Debug)]
pub(super) struct World {
    /// The first is the browser's.
    pub(super) sheets: Vec<Listed>,
    pub(super) entries: Vec<Entry>,
    pub(super) relevance: Relevance,
    pub(super) memo: RwLock<Memo>,
    /// The author's rules, once asked for.
    pub(super) told: OnceLock<Vec<Rule>>,
    buckets: Buckets,
}

/// One selector of one rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) sheet: usize,
    pub(super) rule: usize,
    pub(super) selector: usize,
    /// The rank of its layer; the last is that of rules in none.
    layer: u32,
    order: u32,
}

impl World {
    pub(super) fn new(sheets: Vec<Listed>) -> Self {
        let layers = Layers::new(&sheets);
        let mut world = Self {
            relevance: Relevance::new(&sheets),
            entries: Vec::new(),
            memo: RwLock::default(),
            told: OnceLock::new(),
            buckets: Buckets::default(),
            sheets,
        };
        let mut order = 0;
        for (at, listed) in world.sheets.iter().enumerate() {
            for (rank, rule) in listed.sheet.rules.iter().enumerate() {
                let layer = layers.rank(at, listed, rule);
                order += 1;
                for (selector, compiled) in rule.selectors.iter().enumerate() {
                    let index = world.entries.len() as u32;
                    world.entries.push(Entry { sheet: at, rule: rank, selector, layer, order });
                    world.buckets.add(compiled, index);
                }
            }
        }
        world
    }

    /// The entries of a rule, by the rank of its sheet and its own in it.
    pub(super) fn entries_of(&self, rank: (usize, usize)) -> &[Entry] {
        let from = self.entries.partition_point(|entry| (entry.sheet, entry.rule) < rank);
        let count = self.entries[from..].partition_point(|entry| (entry.sheet, entry.rule) == rank);
        &self.entries[from..from + count]
    }

    pub(super) fn rule(&self, entry: &Entry) -> &StyleRule {
        &self.sheets[entry.sheet].sheet.rules[entry.rule]
    }

    pub(super) fn selector(&self, entry: &Entry) -> &Selector {
        &self.rule(entry).selectors[entry.selector]
    }

    /// Where the media of a rule and of its sheet hold.
    pub(super) fn environments(&self, entry: &Entry) -> u8 {
        self.rule(entry).environments & self.sheets[entry.sheet].environments
    }

    pub(super) fn is_uncertain(&self, entry: &Entry) -> bool {
        self.rule(entry).uncertain || self.sheets[entry.sheet].uncertain
    }

    /// The weight of what a rule declares, without `!important` and with it.
    pub(super) fn weights(&self, entry: &Entry) -> (Weight, Weight) {
        let specificity = self.selector(entry).specificity;
        let level = if entry.sheet == 0 { BROWSER } else { AUTHOR };
        let scoped = self.rule(entry).scope.is_some();
        let normal = Weight { level, layer: entry.layer, specificity, scoped, order: entry.order };
        // The browser's important rules are the strongest of all.
        let level = if entry.sheet == 0 { 2 * IMPORTANT } else { level + IMPORTANT };
        (normal, Weight { level, layer: u32::MAX - entry.layer, ..normal })
    }

    /// The entries whose last compound may meet the element, in order.
    pub(super) fn candidates(&self, element: Element<'_>) -> Vec<u32> {
        self.buckets.candidates(element)
    }

    /// The custom properties that are registered.
    pub(super) fn registered(&self) -> Vec<&Registered> {
        self.sheets.iter().flat_map(|listed| &listed.sheet.registered).collect()
    }
}

/// The order of the cascade layers of all sheets.
struct Layers {
    /// Rank by path.
    ranks: FxHashMap<Vec<Arc<str>>, u32>,
}

impl Layers {
    fn new(sheets: &[Listed]) -> Self {
        // Each layer with those in it, in order of first mention.
        let mut children: FxHashMap<Vec<Arc<str>>, Vec<Arc<str>>> = FxHashMap::default();
        for (at, listed) in sheets.iter().enumerate() {
            let imported = listed.layer.iter().map(|prefix| (at, None, prefix));
            let own = listed.sheet.layers.iter().map(|path| (at, listed.layer.as_ref(), path));
            for (at, prefix, path) in imported.chain(own) {
                let full = full(at, prefix, path);
                for depth in 0..full.len() {
                    let known = children.entry(full[..depth].to_vec()).or_default();
                    if !known.contains(&full[depth]) {
                        known.push(full[depth].clone());
                    }
                }
            }
        }
        // A layer comes after those in it; the nameless root comes last.
        let mut ranks = FxHashMap::default();
        let mut stack = vec![(Vec::new(), false)];
        while let Some((path, done)) = stack.pop() {
            if done {
                let rank = ranks.len() as u32;
                ranks.insert(path, rank);
                continue;
            }
            let inner = children.get(&path).cloned().unwrap_or_default();
            stack.push((path.clone(), true));
            for name in inner.into_iter().rev() {
                let mut path = path.clone();
                path.push(name);
                stack.push((path, false));
            }
        }
        Self { ranks }
    }

    fn rank(&self, at: usize, listed: &Listed, rule: &StyleRule) -> u32 {
        let path = match rule.layer {
            Some(layer) => full(at, listed.layer.as_ref(), &listed.sheet.layers[layer]),
            None => listed.layer.as_ref().map_or_else(Vec::new, |path| full(at, None, path)),
        };
        self.ranks.get(&path).copied().unwrap_or_default()
    }
}

/// The whole path of a layer; layers without a name are those of their sheet alone.
fn full(at: usize, prefix: Option<&LayerPath>, path: &LayerPath) -> Vec<Arc<str>> {
    let own = path.iter().map(|name| match name.strip_prefix('\0') {
        Some(rank) if !rank.starts_with('\0') => format!("\0\0{at} {rank}").into(),
        _ => name.clone(),
    });
    prefix.into_iter().flat_map(|prefix| prefix.iter().cloned()).chain(own).collect()
}
