//! Tests of the store of encoded pictures.

use std::io::Cursor;
use std::sync::Mutex;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::*;
use crate::art;
use crate::asset::picture::{Aim, Format, Frame, file_name};

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
            };
            let name = file_name(&source, &blake3::hash(source.as_str().as_bytes()), &recipe);
            wanted.variants.insert(OutputPath::new(format!("media/{name}")), recipe);
        }
    }
    wanted
}

fn bytes(content: &Content) -> Vec<u8> {
    match content {
        Content::Bytes(bytes) => bytes.to_vec(),
        Content::File(file) => fs::read(file).expect("an entry"),
    }
}

fn build(folder: Option<&Path>, sources: &[&str]) -> (BTreeMap<OutputPath, Vec<u8>>, Vec<Finding>) {
    let store = Store::open(folder.map(Path::to_owned));
    let (output, findings) = pictures(&wanted(sources), &read, &store, &|_, _| {}).expect("built");
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
    let (warm, _) = pictures(&wanted(&sources), &read, &store, &|_, _| {}).expect("built");
    assert!(warm.values().all(|content| matches!(content, Content::File(_))));
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
    assert!(pictures(&wanted(&["media/gone.png"]), &read, &store, &|_, _| {}).is_err());
}

#[test]
fn progress_ends_at_the_number_of_variants() {
    let told = Mutex::new(Vec::new());
    let tell = |done, total| told.lock().expect("told").push((done, total));
    let wanted = wanted(&["a.png", "bb.png"]);
    pictures(&wanted, &read, &Store::default(), &tell).expect("built");
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
    let made = |store: &Store| pictures(&wanted, &read, store, &|_, _| {}).expect("built").0;
    let cold = made(&Store::open(Some(folder.path().to_owned())));
    let warm = made(&Store::open(Some(folder.path().to_owned())));
    assert!(warm.values().all(|content| matches!(content, Content::File(_))));
    let read_all = |output: &Output| output.values().map(bytes).collect::<Vec<_>>();
    assert_eq!(read_all(&cold), read_all(&warm));
    assert_eq!(read_all(&cold), read_all(&made(&Store::default())));
    assert!(read_all(&cold).iter().all(|png| png.starts_with(b"\x89PNG")));
}
