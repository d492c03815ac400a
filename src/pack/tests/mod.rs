//! What is kept on the disk, and what is made of it when it is spoiled.

#![expect(clippy::disallowed_methods, reason = "packs are spoiled on the disk")]

mod attached;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use super::listing::numbered;
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

/// The packs in a folder, by their numbers.
fn files(folder: &Path) -> Vec<(u64, PathBuf)> {
    let files: Vec<(u64, PathBuf)> = numbered(folder);
    let left = fs::read_dir(folder).expect("a folder").map(|one| one.expect("a file").path());
    let left = left.filter(|path| path.extension().is_none_or(|kind| kind != "whole")).count();
    assert_eq!(files.len(), left, "nothing else is left there but what is noted of them");
    files
}

fn numbers(folder: &Path) -> Vec<u64> {
    files(folder).into_iter().map(|(number, _)| number).collect()
}

#[test]
fn what_one_run_puts_the_next_one_gets() {
    let folder = TempDir::new().expect("a folder");
    assert_eq!(run(folder.path(), 1..4), [] as [u64; 0]);
    assert_eq!(run(folder.path(), 1..4), [1, 2, 3]);
    assert_eq!(run(folder.path(), 2..6), [2, 3]);
    assert_eq!(run(folder.path(), 1..6), [1, 2, 3, 4, 5]);
    assert_eq!(numbers(folder.path()), [0, 1]);
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
    let bytes = fs::read(&files(folder.path())[0].1).expect("a pack");
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
    assert_eq!(numbers(folder.path()).len(), 8);
    assert_eq!(run(folder.path(), 0..28).len(), 27);
    assert_eq!(numbers(folder.path()), [0, 8]);
    assert_eq!(run(folder.path(), 0..28).len(), 28);
}

#[test]
fn two_ways_of_a_site_are_kept_and_a_third_one_makes_room() {
    let folder = TempDir::new().expect("a folder");
    for first in [0, 100, 0, 100] {
        run(folder.path(), first..first + 10);
    }
    assert_eq!(numbers(folder.path()), [0, 1]);
    assert_eq!(run(folder.path(), 200..210).len(), 0);
    assert_eq!(numbers(folder.path()), [2]);
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
    let path = files(folder.path())[0].1.clone();
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

/// Texts that are alike have one key.
#[test]
fn a_key_may_be_needed_several_times() {
    let folder = TempDir::new().expect("a folder");
    assert_eq!(run(folder.path(), [1, 1, 1]), [] as [u64; 0]);
    assert_eq!(run(folder.path(), [1, 1, 1]), [1, 1, 1]);
    assert_eq!(numbers(folder.path()), [0], "nothing is written again");
    assert_eq!(run(folder.path(), [1, 1, 2]), [1, 1]);
}

#[test]
fn two_runs_at_once_keep_what_both_have_made() {
    let folder = TempDir::new().expect("a folder");
    let (one, two) = (shelf(folder.path()), shelf(folder.path()));
    let (first, second) = (one.open(&[key(1)]), two.open(&[key(2)]));
    first.put(&[(key(1), &record(1))]);
    second.put(&[(key(2), &record(2))]);
    first.close();
    second.close();
    assert_eq!(numbers(folder.path()), [0, 0]);
    assert_eq!(run(folder.path(), 1..3), [1, 2]);
}

#[test]
fn a_run_that_is_dropped_leaves_nothing() {
    let folder = TempDir::new().expect("a folder");
    let shelf = shelf(folder.path());
    let open = shelf.open(&[key(1)]);
    open.put(&[(key(1), &record(1))]);
    drop(open);
    assert_eq!(numbers(folder.path()), [] as [u64; 0]);
}

#[test]
fn sites_that_nobody_builds_are_cleaned() {
    const KINDS: &[&str] = &["pages", "texts"];
    let folder = TempDir::new().expect("a folder");
    let [a, b] = ["a", "b"].map(|digit| folder.path().join(digit.repeat(32)));
    run(&a.join("pages"), 0..3);
    run(&b.join("texts"), 0..3);
    let day = std::time::Duration::from_hours(24);
    let age = |path: &Path| {
        let file = fs::File::options().append(true).open(path).expect("a file");
        file.set_modified(std::time::SystemTime::now() - 30 * day).expect("a time");
    };
    age(&files(&a.join("pages"))[0].1);
    // What else there may be in a folder of that name.
    let others = [
        "work/.git/objects/pack/pack-1.pack",
        "work/.git/refs/heads/x",
        "notes.pack",
        "1.pack",
        "1-a.tmp",
        "2024-my-holiday-photo.pack",
        "9999999999999-0123456789abcdef.pack",
    ];
    for other in others.iter().flat_map(|name| [folder.path().join(name), a.join(name), a.join("pages").join(name)]) {
        fs::create_dir_all(other.parent().expect("a folder")).expect("a folder");
        fs::write(&other, "mine").expect("written");
        age(&other);
    }
    fs::create_dir_all(folder.path().join("work/empty")).expect("a folder");
    let count = || walkdir::WalkDir::new(folder.path()).into_iter().count();
    let before = count();
    assert_eq!(usage(folder.path(), KINDS).sites, 2);
    assert_eq!(clean(folder.path(), KINDS, 20 * day).0.sites, 1);
    assert_eq!(usage(folder.path(), KINDS).sites, 1);
    assert_eq!(count(), before - 2, "one pack, and what is noted of it");
    assert_eq!(clean(folder.path(), KINDS, std::time::Duration::ZERO).0.sites, 1);
    assert!(!b.exists());
    assert_eq!(count(), before - 6, "two packs, what is noted of them, and two folders");
}

#[test]
fn what_records_share_is_one_in_memory_and_there_once() {
    type Menu = super::Shared<(Word, Vec<Word>)>;
    let folder = TempDir::new().expect("a folder");
    let shelf = || Shelf::<(u64, Menu, super::Shared<u64>)>::new(folder.path().to_owned(), key(0));
    let menu = |name: &str| (Word::from(name), vec![Word::from("home"), Word::from("contact")]);
    let record = |number: u64| (number, Menu::from(menu(if number == 3 { "last" } else { "main" })), 1.into());
    let records: Vec<(Key, _)> = (0..4).map(|number| (key(number), record(number))).collect();
    let shelf_to_write = shelf();
    let open = shelf_to_write.open(&[]);
    open.put(&records.iter().map(|(key, record)| (*key, record)).collect::<Vec<_>>());
    open.close();
    let bytes = fs::read(&files(folder.path())[0].1).expect("a pack");
    assert_eq!(memchr::memmem::find_iter(&bytes, "contact").count(), 1);
    let shelf_to_read = shelf();
    let open = shelf_to_read.open(&[]);
    let mut reader = open.reader();
    let read: Vec<_> = (0..4).map(|number| reader.get(&key(number)).expect("a record").0).collect();
    assert!(read.iter().zip(&records).all(|(read, (_, record))| read == record));
    assert!(read[0].1.is(&read[1].1) && !read[0].1.is(&read[3].1));
    assert_eq!(serde_json::to_string(&read[3].1).expect("text"), r#"["last",["home","contact"]]"#);
}
