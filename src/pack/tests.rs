//! What is kept on the disk, and what is made of it when it is spoiled.

#![expect(clippy::disallowed_methods, reason = "packs are spoiled on the disk")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use super::{Key, Shelf, Word, blob, clean, usage};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Record {
    name: Word,
    names: Vec<Word>,
    #[serde(with = "blob")]
    content: Arc<[u8]>,
    number: u64,
}

fn record(number: u64) -> Record {
    let names = vec![Word::from("menu"), Word::from(format!("page {number}").as_str())];
    Record { name: Word::from("menu"), names, content: Arc::from(&b"the same content"[..]), number }
}

fn key(number: u64) -> Key {
    blake3::hash(&number.to_le_bytes())
}

fn shelf(folder: &Path) -> Shelf<Record> {
    Shelf::new(folder.to_owned(), key(0))
}

/// A run that needs these records: those that were there.
fn run(folder: &Path, numbers: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let shelf = shelf(folder);
    let numbers: Vec<u64> = numbers.into_iter().collect();
    let keys: Vec<Key> = numbers.iter().map(|number| key(*number)).collect();
    let open = shelf.open(&keys);
    let mut known = Vec::new();
    for number in numbers {
        match open.reader().get(&key(number)) {
            Some((found, again)) => {
                assert_eq!(found, record(number));
                known.push(number);
                if again {
                    open.put(&[(key(number), &found)]);
                }
            }
            None => open.put(&[(key(number), &record(number))]),
        }
    }
    open.close();
    known
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|one| one.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn what_one_run_puts_the_next_one_gets() {
    let folder = TempDir::new().expect("a folder");
    assert_eq!(run(folder.path(), 1..4), [] as [u64; 0]);
    assert_eq!(run(folder.path(), 1..4), [1, 2, 3]);
    assert_eq!(run(folder.path(), 2..6), [2, 3]);
    assert_eq!(run(folder.path(), 1..6), [1, 2, 3, 4, 5]);
    assert_eq!(files(folder.path()), ["00000000.pack", "00000001.pack"]);
}

#[test]
fn what_records_of_one_segment_repeat_is_there_once() {
    let folder = TempDir::new().expect("a folder");
    let shelf = shelf(folder.path());
    let open = shelf.open(&[]);
    let records: Vec<(Key, Record)> = (0..50).map(|number| (key(number), record(number))).collect();
    let borrowed: Vec<(Key, &Record)> = records.iter().map(|(key, record)| (*key, record)).collect();
    open.put(&borrowed);
    open.close();
    let bytes = fs::read(folder.path().join("00000000.pack")).expect("a pack");
    let times = |text: &[u8]| bytes.windows(text.len()).filter(|part| *part == text).count();
    assert_eq!((times(b"menu"), times(b"the same content"), times(b"page 17")), (1, 1, 1));
}

#[test]
fn many_packs_become_two() {
    let folder = TempDir::new().expect("a folder");
    run(folder.path(), 0..20);
    for number in 20..27 {
        assert_eq!(run(folder.path(), 0..=number).len() as u64, number);
    }
    assert_eq!(files(folder.path()).len(), 8);
    assert_eq!(run(folder.path(), 0..28).len(), 27);
    assert_eq!(files(folder.path()), ["00000000.pack", "00000008.pack"]);
    assert_eq!(run(folder.path(), 0..28).len(), 28);
}

#[test]
fn two_ways_of_a_site_are_kept_and_a_third_one_makes_room() {
    let folder = TempDir::new().expect("a folder");
    for first in [0, 100, 0, 100] {
        run(folder.path(), first..first + 10);
    }
    assert_eq!(files(folder.path()), ["00000000.pack", "00000001.pack"]);
    assert_eq!(run(folder.path(), 200..210).len(), 0);
    assert_eq!(files(folder.path()), ["00000002.pack"]);
    assert_eq!(run(folder.path(), 200..210).len(), 10);
}

#[test]
fn another_program_reads_nothing_and_leaves_nothing() {
    let folder = TempDir::new().expect("a folder");
    run(folder.path(), 0..3);
    let other: Shelf<Record> = Shelf::new(folder.path().to_owned(), key(1));
    let open = other.open(&[key(1)]);
    assert!(open.reader().get(&key(1)).is_none());
    open.put(&[(key(1), &record(1))]);
    open.close();
    assert!(other.open(&[key(1)]).reader().get(&key(1)).is_some(), "it finds what it has put");
    assert_eq!(run(folder.path(), 0..3), [] as [u64; 0]);
    assert_eq!(run(folder.path(), 0..3), [0, 1, 2]);
}

/// Whatever happens to the bytes, a record is what was written or is not there.
#[test]
fn spoiled_packs_are_never_believed() {
    let folder = TempDir::new().expect("a folder");
    run(folder.path(), 0..3);
    let path = folder.path().join("00000000.pack");
    let whole = fs::read(&path).expect("a pack");
    for at in 0..whole.len() {
        let mut spoiled = whole.clone();
        spoiled[at] ^= 0x41;
        fs::write(&path, &spoiled).expect("written");
        let shelf = shelf(folder.path());
        let open = shelf.open(&[key(0), key(1), key(2)]);
        for number in 0..3 {
            if let Some((found, _)) = open.reader().get(&key(number)) {
                assert_eq!(found, record(number), "byte {at}");
            }
        }
    }
    for length in 0..whole.len() {
        fs::write(&path, &whole[..length]).expect("written");
        assert!(shelf(folder.path()).open(&[key(0)]).reader().get(&key(0)).is_none(), "{length} bytes");
    }
    fs::write(&path, b"not a pack").expect("written");
    assert_eq!(run(folder.path(), 0..3), [] as [u64; 0]);
    assert_eq!(run(folder.path(), 0..3), [0, 1, 2]);
}

#[test]
fn a_folder_that_cannot_be_made_costs_only_time() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, "x").expect("written");
    assert_eq!(run(&file.join("shelf"), 0..3), [] as [u64; 0]);
    assert_eq!(run(&file.join("shelf"), 0..3), [] as [u64; 0]);
}

#[test]
fn sites_that_nobody_builds_are_cleaned() {
    let folder = TempDir::new().expect("a folder");
    run(&folder.path().join("a/pages"), 0..3);
    run(&folder.path().join("b/pages"), 0..3);
    let day = std::time::Duration::from_hours(24);
    let old = fs::File::options().append(true).open(folder.path().join("a/pages/00000000.pack")).expect("a pack");
    old.set_modified(std::time::SystemTime::now() - 30 * day).expect("a time");
    fs::write(folder.path().join("a/notes.txt"), "mine").expect("written");
    assert_eq!(usage(folder.path()).folders, 2);
    assert_eq!(clean(folder.path(), 20 * day).folders, 1);
    assert_eq!(usage(folder.path()).folders, 1);
    assert!(folder.path().join("a/notes.txt").exists(), "what is no pack is left alone");
    assert_eq!(clean(folder.path(), std::time::Duration::ZERO).folders, 1);
    assert!(!folder.path().join("b").exists());
}
