//! What an open page is told when the site has changed.

use std::collections::BTreeSet;

use serde_json::json;

use super::Snapshot;
use super::snapshot::stem;
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
    } else {
        events.append(&mut changes(old, new, page));
    }
    // What was found is told once it is of what is shown.
    if new.is_judged_on(page) || new.fault.is_some() {
        events.push(("look", new.number.to_string()));
    }
    events
}

fn changes(old: &Snapshot, new: &Snapshot, page: &OutputPath) -> Vec<Event> {
    let (before, after) = (old.file(page), new.file(page));
    // Sheets come early by themselves: pages name the former ones still.
    let come_early = !old.is_judged() || !new.is_judged();
    if before == after && !come_early {
        return Vec::new();
    }
    let swaps = swaps(old, new);
    // Sheets first: a page that is changed in place is never without.
    let mut events = Vec::new();
    if !swaps.is_empty() {
        events.push(("style", json!(swaps).to_string()));
    }
    let made = |content: Option<&Content>| content.and_then(Content::made);
    let (Some(before), Some(after)) = (made(before), made(after)) else {
        return vec![("reload", String::new())];
    };
    let mut renamed = String::from_utf8_lossy(&before).into_owned();
    for (from, to) in &swaps {
        renamed = renamed.replace(from.as_str(), to);
    }
    if before != after && renamed.as_bytes() != &*after {
        events.push(("reload", String::new()));
    }
    events
}

/// Style sheets that have a new name, as their contents have changed: `theme.1f3a.css` to `theme.2b4c.css`.
fn swaps(old: &Snapshot, new: &Snapshot) -> Vec<(String, String)> {
    let due: Vec<&OutputPath> = new.sheets().filter(|(_, is_due)| *is_due).map(|(path, _)| path).collect();
    let had: BTreeSet<&OutputPath> = old.sheets().map(|(path, _)| path).collect();
    let gone = had.iter().filter(|path| !due.contains(path));
    let swap = |from: &&OutputPath| {
        // Of two of one name, the one that has just come.
        let same = || due.iter().filter(|to| stem(to) == stem(from));
        let to = same().find(|to| !had.contains(*to)).or_else(|| same().next())?;
        Some((from.as_str().to_owned(), to.as_str().to_owned()))
    };
    gone.filter_map(swap).collect()
}
