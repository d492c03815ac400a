//! What builds remember of pictures and of pages: shown, cleaned, and whole after a build that was stopped.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use image::{Rgb, RgbImage};
use osier::build::{self, Options, Pictures};
use osier::cache::Cache;

use crate::fixture::{self, CONFIG, NOW};

/// A site whose home shows this many pictures, each of a detail of its own.
fn site(pictures: u32) -> tempfile::TempDir {
    let shown: Vec<String> =
        (0..pictures).map(|number| format!("![Une trame de couleurs, la {number}e]({number}.png)")).collect();
    let shown = shown.join("\n\n");
    let home = format!("---\ntitle: Accueil\n---\n{shown}");
    let site = fixture::site(&[("osier.toml", CONFIG), ("content/fr/_index.md", &home)]);
    for number in 0..pictures {
        let sample = |x: u32, y: u32| ((x * (7 + number)) ^ (y * 13)) as u8;
        let image = RgbImage::from_fn(120, 80, |x, y| Rgb([sample(x, y), sample(y, x), (x + y) as u8]));
        image.save(site.path().join(format!("content/fr/{number}.png"))).expect("written");
    }
    site
}

fn osier(arguments: &[&str], cache: &Path) -> Command {
    let mut command = crate::fixture::osier();
    command.args(arguments).env_remove("SOURCE_DATE_EPOCH").env("OSIER_CACHE", cache).env("NO_COLOR", "");
    command
}

fn ran(arguments: &[&str], cache: &Path) -> String {
    let Output { status, stdout, stderr } = osier(arguments, cache).output().expect("the program runs");
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).expect("UTF-8")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

#[test]
fn the_cache_is_shown_and_cleaned() {
    let (site, cache) = (site(1), tempfile::tempdir().expect("a folder"));
    let nothing = "\n0 pictures, 0.0 MB\npages of 0 sites, 0.0 MB\n";
    assert!(ran(&["cache"], cache.path()).ends_with(nothing));
    ran(&["build", text(site.path()), "--now", NOW, "-q"], cache.path());
    let shown = ran(&["cache"], cache.path());
    assert!(shown.starts_with(text(cache.path())) && shown.contains("used less than an hour ago"), "{shown}");
    assert!(shown.contains("\npages of 1 site, "), "{shown}");
    assert!(ran(&["cache", "--clean", "--older-than", "1h"], cache.path()).starts_with("removed 0 pictures"));
    assert!(!ran(&["cache", "--clean"], cache.path()).starts_with("removed 0 pictures"));
    assert!(ran(&["cache"], cache.path()).ends_with(nothing));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_removed_is_told() {
    let cache = tempfile::tempdir().expect("a folder");
    // The name of a picture that is remembered, and not a file.
    let stays = cache.path().join("pictures").join(format!("{}-{}.webp", "a".repeat(64), "b".repeat(32)));
    fs::create_dir_all(&stays).expect("a folder");
    let output = osier(&["cache", "--clean"], cache.path()).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(told.starts_with(&format!("osier: cannot remove {}: ", stays.display())), "{told}");
}

#[test]
fn a_second_build_takes_what_the_first_has_left() {
    let (site, cache) = (site(1), tempfile::tempdir().expect("a folder"));
    let built = |more: &[&str]| {
        let arguments = [&["build", text(site.path()), "--now", NOW, "-q", "--timings=json"], more].concat();
        let output = osier(&arguments, cache.path()).output().expect("the program runs");
        assert!(output.status.success());
        let timings: serde_json::Value = serde_json::from_slice(&output.stderr).expect("JSON");
        ["sources_parsed", "pages_rendered", "pages_checked"]
            .map(|name| timings["work"][name].as_u64().expect("a number"))
    };
    for path in fixture::files(site.path()) {
        let file = fs::File::options().append(true).open(site.path().join(path)).expect("a file");
        file.set_modified(std::time::SystemTime::now() - Duration::from_hours(1)).expect("a time");
    }
    let first = built(&[]);
    assert!(first.iter().all(|made| *made > 0), "{first:?}");
    assert_eq!(built(&[]), [0, 0, 0]);
    assert_eq!(built(&["--no-cache"]), first);
    assert_eq!(built(&["--base-url", "https://other.example"])[0], 0, "a text is read alike for any address");
}

#[test]
fn two_sites_share_what_they_have_in_common() {
    let (one, two, cache) = (site(1), site(2), tempfile::tempdir().expect("a folder"));
    let entries = || fixture::files(&cache.path().join("pictures")).len();
    ran(&["build", text(one.path()), "--now", NOW, "-q"], cache.path());
    let of_one = entries();
    ran(&["build", text(two.path()), "--now", NOW, "-q"], cache.path());
    assert_eq!(entries(), 2 * of_one);
}

#[test]
fn a_build_that_is_killed_leaves_nothing_broken_and_the_next_goes_on() {
    let (site, cache) = (site(3), tempfile::tempdir().expect("a folder"));
    let (folder, public) = (cache.path().join("pictures"), site.path().join("public"));
    let arguments = ["build", text(site.path()), "--now", NOW, "-q", "--jobs", "1"];
    let mut build = osier(&arguments, cache.path()).spawn().expect("the program runs");
    let kept = || fs::read_dir(&folder).map_or(0, Iterator::count);
    while kept() == 0 && build.try_wait().expect("a state").is_none() {
        std::thread::sleep(Duration::from_millis(2));
    }
    build.kill().expect("killed");
    build.wait().expect("ended");
    let whole = |public: &Path| -> Vec<_> {
        let files = fixture::files(public).into_iter();
        files.map(|path| (fs::read(public.join(&path)).expect("a file"), path)).collect()
    };
    ran(&arguments, cache.path());
    let resumed = whole(&public);
    ran(&["build", text(site.path()), "--now", NOW, "-q", "--no-cache"], cache.path());
    assert!(resumed == whole(&public), "the same files as without the cache");
}

#[test]
fn a_warm_build_encodes_nothing_and_an_edit_only_what_is_new() {
    let (site, cache) = (site(2), tempfile::tempdir().expect("a folder"));
    let build = || {
        let pictures = Pictures::Remember(cache.path().to_owned());
        let options = Options { pictures, ..fixture::options() };
        let made = build::build(site.path(), &options, &mut Cache::default(), &|_, _, _| {}).expect("a build");
        let pictures = made.output.keys().filter(|path| path.as_str().starts_with("pictures/")).count();
        (made.encoded, pictures)
    };
    let (encoded, pictures) = build();
    assert!(pictures > 0 && encoded == pictures);
    assert_eq!(build(), (0, pictures));
    fs::copy(site.path().join("content/fr/1.png"), site.path().join("content/fr/0.png")).expect("copied");
    assert_eq!(build(), (0, pictures), "known by what it holds, not by its name");
    let other = RgbImage::from_pixel(120, 80, Rgb([9, 99, 199]));
    other.save(site.path().join("content/fr/0.png")).expect("written");
    assert_eq!(build(), (pictures / 2, pictures));
}
