//! What is remembered across the pages of a site: compiled sheets, and the sets of sheets that pages have.

use std::sync::{Arc, LazyLock, RwLock};

use lightningcss::rules::CssRule;
use lightningcss::stylesheet::{ParserOptions, StyleSheet};
use rustc_hash::FxHashMap;

use super::compile;
use super::media;
use super::sheet::{LayerPath, Sheet};
use super::world::{Listed, World};

/// More sheets, or queries, than this are not remembered.
const MAX_REMEMBERED: usize = 1024;
/// More sets of sheets than this are not remembered: each keeps the styles of its pages.
const MAX_WORLDS: usize = 64;

/// What is remembered across the pages of a site: compiled sheets, styles shared by elements. Pages may be computed at
/// the same time.
#[derive(Debug, Default)]
pub struct Engine {
    /// By the address of a text that is kept, so that no other text has it.
    by_address: Shared<(usize, usize), (Arc<str>, Arc<Sheet>)>,
    by_text: Shared<Arc<str>, Arc<Sheet>>,
    texts: Shared<Box<str>, Option<Arc<str>>>,
    media: Shared<String, u8>,
    worlds: Shared<Vec<SheetKey>, Arc<World>>,
}

type Shared<K, V> = RwLock<FxHashMap<K, V>>;

/// A sheet in a set: its address, its media, its layer, whether it is uncertain.
type SheetKey = (usize, u8, Option<LayerPath>, bool);

static BROWSER: LazyLock<Arc<Sheet>> = LazyLock::new(|| Arc::new(compile::sheet(include_str!("ua.css"))));

impl Engine {
    /// The text of a sheet by where it is delivered, read once however many pages name it.
    pub fn text(&self, path: &str, read: impl FnOnce() -> Option<Arc<str>>) -> Option<Arc<str>> {
        get(&self.texts, path).unwrap_or_else(|| put(&self.texts, MAX_REMEMBERED, path.into(), read()))
    }

    /// The sheet of a text.
    pub(super) fn sheet(&self, text: &Arc<str>) -> Arc<Sheet> {
        let address = (text.as_ptr() as usize, text.len());
        if let Some((_, sheet)) = get(&self.by_address, &address) {
            return sheet;
        }
        let sheet = get(&self.by_text, text).unwrap_or_else(|| {
            let sheet = Arc::new(compile::sheet(text));
            put(&self.by_text, MAX_REMEMBERED, text.clone(), sheet)
        });
        put(&self.by_address, MAX_REMEMBERED, address, (text.clone(), sheet.clone()));
        sheet
    }

    /// Where a `media` attribute holds.
    pub(super) fn media(&self, text: &str) -> u8 {
        if text.trim().is_empty() {
            return media::ALL;
        }
        if text.contains(['{', '}', ';', '(']) && super::guard::tame(text).1 && text.contains(['{', '}', ';']) {
            return 0;
        }
        if let Some(known) = get(&self.media, text) {
            return known;
        }
        let (tamed, _) = super::guard::tame(text);
        let sheet = format!("@media {tamed} {{a{{b:c}}}}");
        let options = ParserOptions { error_recovery: true, ..ParserOptions::default() };
        let found = StyleSheet::parse(&sheet, options).ok().and_then(|sheet| match sheet.rules.0.first() {
            Some(CssRule::Media(rule)) => Some(media::environments(&rule.query)),
            _ => None,
        });
        put(&self.media, MAX_REMEMBERED, text.to_owned(), found.unwrap_or_default())
    }

    /// The set of the browser's sheet and these.
    pub(super) fn world(&self, sheets: Vec<Listed>) -> Arc<World> {
        let key: Vec<SheetKey> = sheets
            .iter()
            .map(|listed| {
                let address = Arc::as_ptr(&listed.sheet) as usize;
                (address, listed.environments, listed.layer.clone(), listed.uncertain)
            })
            .collect();
        if let Some(world) = get(&self.worlds, key.as_slice()) {
            return world;
        }
        let browser = Listed { sheet: BROWSER.clone(), environments: media::ALL, uncertain: false, layer: None };
        let world = World::new(std::iter::once(browser).chain(sheets).collect());
        // The set keeps its sheets, so that their addresses stay theirs.
        put(&self.worlds, MAX_WORLDS, key, Arc::new(world))
    }
}

fn get<K, V, Q>(shared: &Shared<K, V>, key: &Q) -> Option<V>
where
    K: std::borrow::Borrow<Q> + std::hash::Hash + Eq,
    Q: std::hash::Hash + Eq + ?Sized,
    V: Clone,
{
    shared.read().unwrap_or_else(std::sync::PoisonError::into_inner).get(key).cloned()
}

/// Remembers a value, unless another was quicker, which is then given.
fn put<K: std::hash::Hash + Eq, V: Clone>(shared: &Shared<K, V>, most: usize, key: K, value: V) -> V {
    let mut shared = shared.write().unwrap_or_else(std::sync::PoisonError::into_inner);
    if shared.len() >= most { value } else { shared.entry(key).or_insert(value).clone() }
}
