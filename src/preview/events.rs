//! What an open page is told when the site has changed.

use std::collections::BTreeSet;

use serde_json::json;

use super::Snapshot;
use crate::finding::OutputPath;
use crate::output::Content;

/// The name of an event, and its data.
pub(super) type Event = (&'static str, String);

/// What the window that shows `page` is told when `old` is replaced by `new`.
pub(super) fn between(old: &Snapshot, new: &Snapshot, page: &OutputPath) -> Vec<Event> {
    let mut events = Vec::new();
    let shown = new.url(page);
    let follow = new.follow.as_ref().filter(|url| **url != shown && new.number != old.number);
    if let Some(url) = follow {
        events.push(("go", url.clone()));
    } else if let Some(event) = change(old, new, page) {
        events.push(event);
    }
    events.push(("look", new.number.to_string()));
    events
}

fn change(old: &Snapshot, new: &Snapshot, page: &OutputPath) -> Option<Event> {
    let (before, after) = (old.file(page), new.file(page));
    if before == after {
        return None;
    }
    let reload = Some(("reload", String::new()));
    let (Some(Content::Bytes(before)), Some(Content::Bytes(after))) = (before, after) else { return reload };
    let swaps = swaps(old, new);
    let mut renamed = String::from_utf8_lossy(before).into_owned();
    for (from, to) in &swaps {
        renamed = renamed.replace(from.as_str(), to);
    }
    if !swaps.is_empty() && renamed.as_bytes() == &**after {
        return Some(("style", json!(swaps).to_string()));
    }
    reload
}

/// Style sheets that have a new name, as their contents have changed: `theme.1f3a.css` to `theme.2b4c.css`.
fn swaps(old: &Snapshot, new: &Snapshot) -> Vec<(String, String)> {
    let sheets = |snapshot: &Snapshot| -> BTreeSet<OutputPath> {
        snapshot.build.output.keys().filter(|path| path.extension() == "css").cloned().collect()
    };
    let (before, after) = (sheets(old), sheets(new));
    let gone = before.difference(&after);
    let fresh: Vec<&OutputPath> = after.difference(&before).collect();
    gone.filter_map(|from| {
        let to = fresh.iter().find(|to| stem(to) == stem(from))?;
        Some((from.as_str().to_owned(), to.as_str().to_owned()))
    })
    .collect()
}

/// A path without the hash in its name and its extension.
fn stem(path: &OutputPath) -> &str {
    let path = path.as_str();
    let bare = path.rsplit_once('.').map_or(path, |(bare, _)| bare);
    bare.rsplit_once('.').map_or(bare, |(stem, _)| stem)
}
