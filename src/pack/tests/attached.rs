//! What records have beside them: read when somebody wants it, never believed when it is spoiled.

#![expect(clippy::disallowed_methods, reason = "packs are spoiled on the disk")]

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use super::{files, key};
use crate::pack::{Attached, Key, Shelf, Stamp, Word, note};

/// A record with a text beside it.
#[derive(Debug, Serialize, Deserialize)]
struct Page {
    name: Word,
    html: Attached,
}

const TEXTS: [&str; 4] = ["<p>one", "", "<p>three, which is longer", "<p>one"];

fn pages() -> Vec<(Key, Page)> {
    let page = |(rank, text): (usize, &&str)| {
        (key(rank as u64), Page { name: Word::from("page"), html: Attached::from((*text).to_owned()) })
    };
    TEXTS.iter().enumerate().map(page).collect()
}

fn pages_on(folder: &Path) -> Shelf<Page> {
    Shelf::new(folder.to_owned(), key(0))
}

/// Keeps the pages, and gives those that were in memory.
fn keep_pages(folder: &Path) -> Vec<(Key, Page)> {
    let (pages, shelf) = (pages(), pages_on(folder));
    let open = shelf.open(&[]);
    for records in pages.chunks(3) {
        open.put(&records.iter().map(|(key, page)| (*key, page)).collect::<Vec<_>>());
    }
    open.close();
    pages
}

fn is(page: &Page, rank: usize) -> bool {
    let html = page.html.read().expect("read");
    page.html.len() == html.len() && *html == *TEXTS[rank].as_bytes()
}

#[test]
fn what_is_attached_is_read_from_the_pack_and_merged_with_its_record() {
    let folder = TempDir::new().expect("a folder");
    let made = keep_pages(folder.path());
    for _ in 0..3 {
        let shelf = pages_on(folder.path());
        let open = shelf.open(&[key(3)]);
        let mut reader = open.reader();
        for (rank, (_, made)) in made.iter().enumerate() {
            let (page, again) = reader.get(&key(rank as u64)).expect("a page");
            assert!(is(&page, rank) && is(made, rank), "{rank}");
            if again {
                open.put(&[(key(rank as u64), &page)]);
            }
        }
        drop(reader);
        open.close();
    }
}

#[test]
fn what_is_attached_is_never_believed_when_it_is_spoiled() {
    let folder = TempDir::new().expect("a folder");
    keep_pages(folder.path());
    let path = files(folder.path())[0].1.clone();
    let whole = fs::read(&path).expect("a pack");
    let mut read = 0;
    for at in 0..whole.len() {
        let mut spoiled = whole.clone();
        spoiled[at] ^= 0x41;
        fs::write(&path, &spoiled).expect("written");
        let shelf = pages_on(folder.path());
        let open = shelf.open(&[]);
        for rank in 0..TEXTS.len() {
            if let Some((page, _)) = open.reader().get(&key(rank as u64)) {
                assert!(is(&page, rank), "byte {at}");
                read += 1;
            }
        }
    }
    assert!(read > whole.len() / 2, "what a fault does not touch is read");
}

#[test]
fn what_is_lost_once_stays_lost() {
    let folder = TempDir::new().expect("a folder");
    let made = keep_pages(folder.path());
    let path = files(folder.path())[0].1.clone();
    let whole = fs::read(&path).expect("a pack");
    fs::write(&path, vec![0; whole.len()]).expect("spoiled");
    assert!(made[0].1.html.read().is_err(), "it is in memory no more");
    fs::write(&path, &whole).expect("mended");
    assert!(made[0].1.html.read().is_err() && is(&made[2].1, 2));
}

/// Reads the pages: those that are there.
fn read_pages(folder: &Path) -> Vec<Page> {
    let shelf = pages_on(folder);
    let keys = pages().into_iter().map(|(key, _)| key).collect::<Vec<_>>();
    let open = shelf.open(&keys);
    let pages = keys.iter().filter_map(|key| Some(open.reader().get(key)?.0)).collect();
    open.close();
    pages
}

/// Spoils the first text of a pack; its file is noted to be whole all the same, as when it is the disk that fails.
fn spoil(path: &Path) {
    let mut bytes = fs::read(path).expect("a pack");
    bytes[1] ^= 0x41;
    fs::write(path, &bytes).expect("written");
    note::note(path, &Stamp::of(&path.metadata().expect("a file")));
}

#[test]
fn what_a_whole_pack_has_beside_its_records_is_held_against_its_hash_when_it_is_read() {
    let folder = TempDir::new().expect("a folder");
    keep_pages(folder.path());
    spoil(&files(folder.path())[0].1);
    let pages = read_pages(folder.path());
    assert_eq!(pages.len(), TEXTS.len(), "nothing was read of it");
    assert!(pages[0].html.read().is_err() && is(&pages[2], 2));
    assert_eq!(read_pages(folder.path()).len(), TEXTS.len() - 1, "the next run looks at all of it");
}

#[test]
fn a_pack_that_was_read_and_is_whole_is_noted() {
    let folder = TempDir::new().expect("a folder");
    keep_pages(folder.path());
    let path = files(folder.path())[0].1.clone();
    let is_noted = || note::is_noted(&path, &Stamp::of(&path.metadata().expect("a file")));
    assert!(is_noted(), "it was just written");
    // As one that comes from elsewhere.
    let age = |days: u32| {
        let then = std::time::SystemTime::now() - days * std::time::Duration::from_hours(24);
        fs::File::options().append(true).open(&path).expect("a file").set_modified(then).expect("a time");
    };
    for days in [0, 3] {
        age(days);
        assert!(!is_noted());
        pages_on(folder.path()).open(&[key(0), key(1), key(2)]).close();
        assert!(!is_noted(), "nothing of it was read");
        age(days);
        read_pages(folder.path());
        assert!(is_noted(), "{days} days");
    }
    spoil(&path);
    fs::write(path.with_extension("whole"), "x").expect("written");
    read_pages(folder.path());
    assert!(!is_noted(), "a record was spoiled");
}
