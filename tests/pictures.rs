//! Pictures of every kind that authors upload, in `tests/pictures`: what is made of them looks as they do, and says
//! nothing but what is seen. Held by score, never by bytes: an encoder may change.

use std::fs;
use std::path::PathBuf;

use osier::asset::picture::{self, Aim, Effort, Fault, Format, Frame, Kind, Recipe};

use crate::fixture::repository;

/// The score (SSIMULACRA2) of a variant beside what a program of pictures says that its source looks like: a few
/// hundred samples leave little to hide.
const ALIKE: f64 = 60.0;

const FORMATS: [Format; 4] = [Format::Avif, Format::WebP, Format::Jpeg, Format::Png];

struct Case {
    name: String,
    header: String,
    golden: PathBuf,
}

fn folder() -> PathBuf {
    repository("tests/pictures")
}

fn cases() -> Vec<Case> {
    let text = fs::read_to_string(folder().join("cases.txt")).expect("the list");
    let case = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [name, header @ .., golden] = &words[..] else { panic!("{line}") };
        let golden = folder().join(format!("golden/{golden}.png"));
        Case { name: (*name).to_owned(), header: header.join(" "), golden }
    };
    text.lines().filter(|line| !line.starts_with('#')).map(case).collect()
}

fn read(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).expect(name)
}

fn made(bytes: &[u8], format: Format, effort: Effort) -> Result<Vec<u8>, Fault> {
    let aim = Aim::of(96, (90, 90), 100_000_000);
    picture::encode(bytes, &Recipe { source: "a".into(), frame: Frame::Whole(96), format, aim, effort })
}

#[test]
fn every_picture_says_its_size_and_whether_it_has_transparency() {
    for case in cases() {
        let header = picture::header(&folder().join(&case.name)).expect(&case.name);
        let kind = if header.kind == Kind::Still { "still" } else { "moving" };
        let alpha = if header.alpha { "clear" } else { "opaque" };
        let told = format!("{}x{} {kind} {alpha}", header.dimensions.width, header.dimensions.height);
        assert_eq!(told, case.header, "{}", case.name);
    }
}

#[test]
fn every_variant_looks_like_its_source() {
    for case in cases() {
        let golden = fs::read(&case.golden).expect("a golden picture");
        for format in [Format::WebP, Format::Jpeg, Format::Png] {
            match made(&read(&case.name), format, Effort::Full) {
                Ok(bytes) => {
                    let score = picture::score(&golden, &bytes).expect("a score");
                    assert!(score > ALIKE, "{} as {format:?}: {score}", case.name);
                }
                Err(fault) => assert!(format == Format::Jpeg && fault.message.contains("transparent"), "{}", case.name),
            }
        }
    }
}

#[test]
fn no_variant_says_where_or_by_whom_it_was_taken() {
    let source = read("turned-with-place.jpg");
    let has = |bytes: &[u8], words: &[u8]| bytes.windows(words.len()).any(|window| window == words);
    assert!(has(&source, b"Exif") && has(&source, b"secret words"));
    for effort in [Effort::Full, Effort::Quick] {
        for format in FORMATS {
            let bytes = made(&source, format, effort).expect("encoded");
            for words in [&b"Exif"[..], b"eXIf", b"EXIF", b"secret", b"ICCP", b"iCCP", b"http://ns.adobe.com"] {
                assert!(!has(&bytes, words), "{format:?}: {}", String::from_utf8_lossy(words));
            }
        }
    }
}

#[test]
fn a_picture_cut_short_is_a_fault_or_a_picture_and_never_a_panic() {
    for case in cases() {
        let bytes = read(&case.name);
        for part in [1, 2, 10, 30, 50, 70, 90, 99] {
            let cut = &bytes[..bytes.len() * part / 100];
            if let Err(fault) = made(cut, Format::Png, Effort::Full) {
                assert!(!fault.message.is_empty() && !fault.help.is_empty(), "{} at {part} %", case.name);
            }
        }
    }
}

#[test]
fn a_format_that_cannot_be_read_is_told_by_its_name() {
    let fault = picture::header(&folder().join("avif.avif")).expect_err("not read");
    assert!(fault.message.contains("AVIF"), "{fault}");
    assert!(made(&read("avif.avif"), Format::Png, Effort::Full).is_err());
}

#[test]
fn the_same_picture_is_the_same_bytes_with_any_number_of_threads() {
    let source = read("baseline.jpg");
    let all = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| FORMATS.map(|format| made(&source, format, Effort::Full).expect("encoded")))
    };
    assert_eq!(all(1), all(4));
}
