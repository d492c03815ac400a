//! Tests of the store of encoded pictures.

use std::io::Cursor;
use std::sync::Mutex;

use anyhow::Result;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::*;
use crate::art;
use crate::asset::picture::{Aim, Effort, Format, Frame, file_name};
use crate::finding::{Finding, Place, SourcePath};
use crate::output::Output;

fn picture(blue: u8) -> Vec<u8> {
    let image = RgbImage::from_fn(16, 8, |x, y| Rgb([x as u8 * 9, y as u8 * 9, blue]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(image).write_to(&mut bytes, ImageFormat::Png).expect("written");
    bytes.into_inner()
}

fn read(path: &SourcePath) -> Result<Vec<u8>> {
    Ok(match path.as_str() {
        "media/broken.png" => b"not a picture".to_vec(),
        "media/gone.png" => anyhow::bail!("no such file"),
        other => picture(other.len() as u8),
    })
}

fn wanted(sources: &[&str]) -> Wanted {
    let mut wanted = Wanted::default();
    for source in sources {
        for (width, format) in [(4, Format::WebP), (8, Format::WebP), (8, Format::Jpeg)] {
            let source = SourcePath::from(*source);
            let recipe = Recipe {
                source: source.clone(),
                frame: Frame::Whole(width),
                format,
                aim: Aim::of(width, (70, 50), 120_000),
                effort: Effort::Full,
            };
            let name = file_name(&source, &blake3::hash(source.as_str().as_bytes()), &recipe);
            wanted.variants.insert(OutputPath::new(format!("media/{name}")), recipe);
        }
    }
    wanted
}

fn bytes(content: &Content) -> Vec<u8> {
    match content {
        Content::File(file) => fs::read(file).expect("an entry"),
        made => made.made().expect("bytes").to_vec(),
    }
}

fn make(wanted: &Wanted, store: &Store) -> Made {
    pictures(wanted, &read, store, &|_, _| {}, &Cancel::default()).expect("built")
}

fn build(folder: Option<&Path>, sources: &[&str]) -> (BTreeMap<OutputPath, Vec<u8>>, Vec<Finding>) {
    let store = Store::open(folder.map(Path::to_owned));
    let Made { output, findings, .. } = make(&wanted(sources), &store);
    (output.iter().map(|(path, content)| (path.clone(), bytes(content))).collect(), findings)
}

#[test]
fn warm_equals_cold_equals_none_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().join("pictures");
    let sources = ["media/a.png", "media/bb.png", "media/ccc.png", "d.png", "ee.png", "f.png"];
    let cold = build(Some(&folder), &sources);
    assert_eq!(cold.0.len(), 18);
    assert_eq!(build(Some(&folder), &sources), cold);
    assert_eq!(build(None, &sources), cold);
    let store = Store::open(Some(folder));
    let warm = make(&wanted(&sources), &store);
    assert_eq!(warm.encoded, 0);
    assert!(warm.output.values().all(|content| matches!(content, Content::File(_))));
}

#[test]
fn corrupt_and_foreign_entries_are_made_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let cold = build(Some(folder.path()), &["media/a.png"]);
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder.path()).expect("listed").map(|entry| entry.expect("one").path()).collect();
    entries.sort();
    assert_eq!(entries.len(), 3);
    fs::write(&entries[0], b"cut").expect("corrupted");
    fs::remove_file(&entries[1]).expect("removed");
    fs::create_dir(&entries[1]).expect("replaced");
    let key = entries[2].file_name().and_then(|name| name.to_str()?.split('-').next()).expect("a key");
    fs::write(folder.path().join(format!("{key}-0.webp")), b"foreign").expect("written");
    fs::write(folder.path().join("notes.txt"), b"mine").expect("written");
    assert_eq!(build(Some(folder.path()), &["media/a.png"]), cold);
    assert_eq!(build(Some(folder.path()), &["media/a.png"]), cold);
    assert_eq!(fs::read(folder.path().join("notes.txt")).expect("kept"), b"mine");
}

#[test]
fn a_folder_that_cannot_be_written_costs_only_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, b"").expect("written");
    assert_eq!(build(Some(&file.join("pictures")), &["a.png"]), build(None, &["a.png"]));
}

#[test]
fn a_broken_source_is_one_finding_and_hides_no_other() {
    let (output, findings) = build(None, &["media/broken.png", "media/a.png"]);
    assert_eq!(output.len(), 3);
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(finding.rule.id, "picture-invalid");
    assert_eq!(finding.place, Place::file(&"media/broken.png".into()));
    assert!(!finding.help.is_empty());
}

#[test]
fn a_source_that_cannot_be_read_is_an_error() {
    let store = Store::default();
    assert!(pictures(&wanted(&["media/gone.png"]), &read, &store, &|_, _| {}, &Cancel::default()).is_err());
}

#[test]
fn progress_ends_at_the_number_of_variants() {
    let told = Mutex::new(Vec::new());
    let tell = |done, total| told.lock().expect("told").push((done, total));
    let wanted = wanted(&["a.png", "bb.png"]);
    pictures(&wanted, &read, &Store::default(), &tell, &Cancel::default()).expect("built");
    assert_eq!(told.into_inner().expect("told").into_iter().max(), Some((6, 6)));
}

#[test]
fn a_poster_is_drawn_once_and_then_remembered() {
    let folder = tempfile::tempdir().expect("a folder");
    let poster = |seed: &str| Poster::new(art::cover(seed, art::Cover::Auto, None), [[80, 120, 160]; 8]);
    let mut wanted = Wanted::default();
    for seed in ["/a", "/b", "/a"] {
        wanted.posters.insert(OutputPath::new(poster(seed).file_name()), poster(seed));
    }
    assert_eq!(wanted.posters.len(), 2, "one file for what looks the same");
    let made = |store: &Store| make(&wanted, store).output;
    let cold = made(&Store::open(Some(folder.path().to_owned())));
    let warm = made(&Store::open(Some(folder.path().to_owned())));
    assert!(warm.values().all(|content| matches!(content, Content::File(_))));
    let read_all = |output: &Output| output.values().map(bytes).collect::<Vec<_>>();
    assert_eq!(read_all(&cold), read_all(&warm));
    assert_eq!(read_all(&cold), read_all(&made(&Store::default())));
    assert!(read_all(&cold).iter().all(|png| png.starts_with(b"\x89PNG")));
}

#[test]
fn a_build_that_is_stopped_keeps_what_it_has_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = || Store::open(Some(folder.path().to_owned()));
    let (wanted, cancel) = (wanted(&["a.png", "bb.png", "ccc.png", "dddd.png"]), Cancel::default());
    let tell = |done: usize, _: usize| {
        if done > 0 {
            cancel.cancel();
        }
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    let stopped = pool.install(|| pictures(&wanted, &read, &store(), &tell, &cancel).expect_err("stopped"));
    assert_eq!(stopped.downcast_ref(), Some(&Cancelled));
    let kept = Store::usage(folder.path()).entries;
    assert!((3..12).contains(&kept), "{kept}");
    assert_eq!(make(&wanted, &store()).encoded, 12 - kept);
}

#[test]
fn what_is_not_used_for_long_is_removed_and_what_is_not_the_stores_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    build(Some(folder.path()), &["a.png"]);
    let entries: Vec<PathBuf> = listed(folder.path()).collect();
    let remains = path(&format!("{}.1.2.tmp", "0".repeat(64)));
    for file in [&remains, &path("notes.txt"), &path("a-b.png")] {
        fs::write(file, b"x").expect("written");
    }
    let days_ago = |path: &Path, days: u64| {
        let time = SystemTime::now() - Duration::from_secs(days * DAY + 60);
        fs::File::options().append(true).open(path).expect("a file").set_modified(time).expect("set");
    };
    for file in [&entries[0], &remains, &path("notes.txt"), &path("a-b.png")] {
        days_ago(file, 40);
    }
    let usage = Store::usage(folder.path());
    assert_eq!((usage.entries, usage.oldest.map(|age| age.as_secs() / DAY)), (3, Some(40)));
    assert_eq!(Store::clean(folder.path(), Duration::from_secs(30 * DAY)).0.entries, 1);
    assert!(!entries[0].exists() && !remains.exists() && path("notes.txt").exists() && path("a-b.png").exists());
    // One that a build uses is young again.
    days_ago(&entries[1], 40);
    build(Some(folder.path()), &["a.png"]);
    assert_eq!(Store::clean(folder.path(), Duration::from_secs(30 * DAY)).0.entries, 0);
    assert_eq!(Store::clean(folder.path(), Duration::ZERO).0.entries, 3);
}

#[test]
fn copies_of_one_picture_are_one_entry() {
    let folder = tempfile::tempdir().expect("a folder");
    let (output, _) = build(Some(folder.path()), &["a/b.png", "b/a.png"]);
    assert_eq!(output.len(), 6);
    assert_eq!(Store::usage(folder.path()).entries, 3);
}
