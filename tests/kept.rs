//! A process that finds what a former one left on the disk gives what one that finds nothing gives, and works less.

use std::fs;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use osier::build::{self, Build, Options};
use osier::cache::{Cache, Key};
use tempfile::TempDir;

use crate::fixture::{self, put};
use crate::random::Random;

/// What a process takes from a folder, and leaves there.
fn kept(folder: &TempDir) -> Cache {
    let writer = Key::from_bytes([7; 32]);
    Cache::for_one_build().kept_in(folder.path(), writer)
}

fn at(site: &Path, now: &str, cache: &mut Cache) -> Build {
    let options = Options { now: Some(now.parse().expect("a moment")), ..fixture::options() };
    build::build(site, &options, cache, &|_, _, _| {}).expect("a readable disk")
}

fn assert_same(kept: &Build, cold: &Build, when: &str) {
    assert_eq!(fixture::lines(kept), fixture::lines(cold), "{when}");
    assert!(kept.findings == cold.findings, "{when}: the findings differ");
    assert_eq!(fixture::differs(&kept.output, &cold.output), None, "{when}");
    assert_eq!((kept.pages, &kept.sources), (cold.pages, &cold.sources), "{when}");
}

/// The example site, as it was an hour ago.
fn example() -> TempDir {
    let site = fixture::example();
    for path in fixture::files(site.path()) {
        fixture::settle(&site.path().join(path));
    }
    site
}

/// How many texts were read, pages rendered and pages checked.
fn work(cache: &Cache) -> [usize; 3] {
    [cache.texts_read.computed, cache.pages.computed, cache.checks.computed]
}

#[test]
fn a_warm_build_ends_with_many_threads() {
    let page = |number: usize| (format!("content/fr/{number}.md"), format!("---\ntitle: Page {number}\n---\nTexte.\n"));
    let pages: Vec<(String, String)> = (0..60).map(page).collect();
    let mut files = vec![("osier.toml", fixture::CONFIG), ("content/fr/_index.md", "---\ntitle: Accueil\n---\n")];
    files.extend(pages.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let (site, folder) = (fixture::site(&files), tempfile::tempdir().expect("a folder"));
    at(site.path(), fixture::NOW, &mut kept(&folder));
    for run in 0..20 {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(64).build().expect("threads");
        let (path, mut cache) = (site.path().to_owned(), kept(&folder));
        let (tell, told) = mpsc::channel();
        thread::spawn(move || tell.send(pool.install(|| at(&path, fixture::NOW, &mut cache)).pages));
        assert!(told.recv_timeout(Duration::from_mins(1)).is_ok(), "build {run} goes on and on");
    }
}

#[test]
fn what_did_not_change_is_not_made_again() {
    let (site, folder) = (example(), tempfile::tempdir().expect("a folder"));
    let mut first = kept(&folder);
    let cold = at(site.path(), fixture::NOW, &mut first);
    let [texts, pages, checks] = work(&first);
    assert!(texts > 150 && pages > 250 && checks > 250, "{texts} texts, {pages} pages, {checks} checked");
    let mut again = kept(&folder);
    assert_same(&at(site.path(), fixture::NOW, &mut again), &cold, "as it was");
    assert_eq!(work(&again), [0, 0, 0]);
    let kept_pages = fs::read_dir(folder.path().join("pages")).expect("a folder");
    let packs =
        kept_pages.filter(|one| one.as_ref().is_ok_and(|one| one.path().extension().is_some_and(|e| e == "pack")));
    assert_eq!(packs.count(), 1, "nothing new is kept");
    // The text of a page: itself and what tells of all pages.
    let edited = site.path().join("content/fr/actualites/classe-de-terrain.md");
    let text = fs::read_to_string(&edited).expect("a file");
    for (more, fewest, most) in [("Une phrase de plus.", 1, 9), ("Une lettre de plus : Ŵ.", pages, pages + 20)] {
        put(&edited, format!("{text}\n{more}\n"));
        let mut warm = kept(&folder);
        let edit = at(site.path(), fixture::NOW, &mut warm);
        assert_same(&edit, &at(site.path(), fixture::NOW, &mut Cache::for_one_build()), more);
        let [texts, pages, checks] = work(&warm);
        assert_eq!((texts, pages), (1, 1), "{more}");
        // Fonts are cut to the letters of all pages, and every page names them.
        assert!((fewest..=most).contains(&checks), "{more}: {checks} checked");
    }
    // Its title: pages that show it are made again, and only what has changed is checked.
    put(&edited, text.replacen("title:", "title: Autrement dit,", 1));
    let mut warm = kept(&folder);
    let edit = at(site.path(), fixture::NOW, &mut warm);
    assert_same(&edit, &at(site.path(), fixture::NOW, &mut Cache::for_one_build()), "a title");
    let [texts, pages, checks] = work(&warm);
    assert!(texts == 1 && pages > 250 && checks < 60, "{texts} texts, {pages} pages, {checks} checked");
    // What was there before is still known.
    put(&edited, text);
    let mut back = kept(&folder);
    assert_same(&at(site.path(), fixture::NOW, &mut back), &cold, "back");
    assert_eq!(work(&back), [0, 0, 0]);
}

/// A disk may lose what it had when the build began.
#[cfg(unix)]
#[test]
fn a_page_that_cannot_be_read_any_more_ends_the_build_and_is_no_verdict() {
    let (site, folder) = (example(), tempfile::tempdir().expect("a folder"));
    let cold = at(site.path(), fixture::NOW, &mut Cache::for_one_build());
    at(site.path(), fixture::NOW, &mut kept(&folder));
    fs::remove_dir_all(folder.path().join("checks")).expect("nothing is known of the pages");
    let mut cache = kept(&folder);
    let drawn = build::draw(site.path(), &fixture::options(), &mut cache, &|_, _, _| {}).expect("drawn");
    for pack in fs::read_dir(folder.path().join("pages")).expect("a folder") {
        fs::write(pack.expect("a pack").path(), "").expect("emptied");
    }
    let judged = build::judge(drawn, &fixture::options(), &mut cache, &|_, _, _| {});
    let error = judged.expect_err("no page can be read").to_string();
    assert!(error.contains("build once more"), "{error}");
    let again = at(site.path(), fixture::NOW, &mut kept(&folder));
    assert_same(&again, &cold, "once more");
}

/// How many texts of pages were read from the disk.
fn read(build: &Build) -> usize {
    build
        .site
        .pages
        .iter()
        .filter(|page| {
            page.path().as_str().starts_with("content/")
                && page.path().extension() == "md"
                && page.source.text.at_hand().is_some()
        })
        .count()
}

#[cfg(unix)]
#[test]
fn texts_that_have_not_changed_stay_unread() {
    let (site, folder) = (example(), tempfile::tempdir().expect("a folder"));
    let edited = site.path().join("content/fr/actualites/classe-de-terrain.md");
    let text = fs::read_to_string(&edited).expect("a file");
    let text = format!("{text}\nUNE PHRASE QUI CRIE TRÈS FORT ET LONGTEMPS.\n\nUNE AUTRE QUI CRIE TOUT AUTANT ICI.\n");
    put(&edited, &text);
    fixture::settle(&edited);
    let cold = at(site.path(), fixture::NOW, &mut kept(&folder));
    let told = |build: &Build| build.findings.iter().filter(|one| one.location.is_some()).count();
    assert!(read(&cold) > 150 && told(&cold) == 2, "{} texts, {} findings", read(&cold), told(&cold));
    let warm = at(site.path(), fixture::NOW, &mut kept(&folder));
    assert_same(&warm, &cold, "as it was");
    assert_eq!(read(&warm), 4, "pages of credits and of the search are always made");
    // As long as it was, and as old.
    let before = fs::metadata(&edited).expect("a file").modified().expect("a time");
    let other = text.replace("TOUT AUTANT ICI", "TOUT AUTANT QUE");
    assert_eq!(text.len(), other.len());
    put(&edited, &other);
    fs::File::options().write(true).open(&edited).expect("open").set_modified(before).expect("set back");
    let warm = at(site.path(), fixture::NOW, &mut kept(&folder));
    assert_same(&warm, &at(site.path(), fixture::NOW, &mut Cache::for_one_build()), "as long and as old");
}

#[test]
fn a_page_and_its_file_have_one_text() {
    let (site, folder) = (example(), tempfile::tempdir().expect("a folder"));
    at(site.path(), fixture::NOW, &mut kept(&folder));
    let mut cache = Cache::default().kept_in(folder.path(), Key::from_bytes([7; 32]));
    let touched = site.path().join("content/fr/actualites/classe-de-terrain.md");
    for _ in 0..2 {
        let sources = osier::load::load(site.path(), "osier.toml", None, &mut cache).expect("a readable disk");
        for source in &sources.content {
            let of_file = &sources.files.texts[&source.path];
            assert!(std::sync::Arc::ptr_eq(source.text.get(), of_file.get()), "{}", source.path);
        }
        put(&touched, fs::read_to_string(&touched).expect("a file"));
    }
}

/// Each edit leaves the stamps of all texts once more, and what was left before goes.
#[cfg(unix)]
#[test]
fn texts_stay_unread_after_many_edits() {
    let (site, folder) = (example(), tempfile::tempdir().expect("a folder"));
    let edited = site.path().join("content/fr/actualites/classe-de-terrain.md");
    at(site.path(), fixture::NOW, &mut kept(&folder));
    for edit in 0..6 {
        let text = fs::read_to_string(&edited).expect("a file");
        put(&edited, format!("{text}\nUne phrase de plus, la {edit}e.\n"));
        fixture::settle(&edited);
        assert_eq!(
            read(&at(site.path(), fixture::NOW, &mut kept(&folder))),
            5,
            "those of each build, and the edited one"
        );
    }
    let left = fs::read_dir(folder.path().join("stamps")).expect("a folder");
    let packs = left.filter(|one| one.as_ref().is_ok_and(|one| one.path().extension().is_some_and(|e| e == "pack")));
    assert!(packs.count() < 4);
}

/// A text may be written over after the site was looked at, and before its page is made.
#[cfg(unix)]
#[test]
fn a_text_that_is_not_there_any_more_ends_the_build_and_nothing_is_made_of_it() {
    let (site, folder) = (example(), tempfile::tempdir().expect("a folder"));
    let edited = site.path().join("content/fr/actualites/classe-de-terrain.md");
    let text = fs::read_to_string(&edited).expect("a file");
    at(site.path(), fixture::NOW, &mut kept(&folder));
    for kind in ["pages", "checks"] {
        fs::remove_dir_all(folder.path().join(kind)).expect("nothing is known of the pages");
    }
    let mut cache = kept(&folder);
    let sources = osier::load::load(site.path(), "osier.toml", None, &mut cache).expect("a readable disk");
    put(&edited, format!("{text}\nUne phrase de plus.\n"));
    let made = build::make(&sources, &fixture::options(), &mut cache, &|_, _, _| {});
    let error = made.expect_err("a text has gone").to_string();
    assert!(error.contains("classe-de-terrain.md was changed") && error.contains("build once more"), "{error}");
    let cold = at(site.path(), fixture::NOW, &mut Cache::for_one_build());
    assert_same(&at(site.path(), fixture::NOW, &mut cache), &cold, "once more");
    assert_same(&at(site.path(), fixture::NOW, &mut kept(&folder)), &cold, "in another process");
    put(&edited, text);
    let cold = at(site.path(), fixture::NOW, &mut Cache::for_one_build());
    assert_same(&at(site.path(), fixture::NOW, &mut kept(&folder)), &cold, "as it was");
}

#[test]
fn time_changes_what_it_must() {
    let (site, folder) = (example(), tempfile::tempdir().expect("a folder"));
    let soon = "---\ntitle: Bientôt\ndescription: Une page à venir.\ndate: 2026-11-24T10:00\n---\nDemain.\n";
    put(&site.path().join("content/fr/actualites/bientot.md"), soon);
    // An outing on the 24th at 9, a workshop on the 26th at 18, and the page above.
    for now in [
        "2026-11-22T12:00:00+01:00",
        "2026-11-24T08:59:59+01:00",
        "2026-11-24T09:00:01+01:00",
        "2026-11-24T10:00:00+01:00",
        "2026-11-27T00:00:00+01:00",
        "2027-03-30T12:00:00+02:00",
    ] {
        let warm = at(site.path(), now, &mut kept(&folder));
        assert_same(&warm, &at(site.path(), now, &mut Cache::for_one_build()), now);
    }
    // The hour of a day is no part of a page.
    let mut later = kept(&folder);
    at(site.path(), "2027-03-30T12:01:00+02:00", &mut later);
    assert_eq!(work(&later), [0, 0, 0]);
}

#[test]
fn random_edits_of_a_site_are_built_alike_by_one_process_each() {
    let (site, folder) = (example(), tempfile::tempdir().expect("a folder"));
    let mut random = Random::new(5);
    let pages = || -> Vec<String> {
        let files = fixture::files(&site.path().join("content"));
        files.into_iter().filter(|path| path.ends_with(".md")).collect()
    };
    for step in 0..7 {
        let all = pages();
        let path = site.path().join("content").join(&all[random.below(all.len())]);
        let text = fs::read_to_string(&path).expect("a file");
        match random.below(7) {
            0 => put(&path, text.replacen("title:", "title: Autre", 1)),
            1 => put(&path, text.replacen("---\n", "---\ndraft: true\n", 1)),
            2 => fs::remove_file(&path).expect("a file"),
            3 => put(&path, text + "\n[Un lien](/rien.md) et ![une image](rien.png).\n"),
            4 => put(&site.path().join("osier.toml"), {
                let config = fs::read_to_string(site.path().join("osier.toml")).expect("a file");
                config.replacen("[theme]\n", "[theme]\n\n", 1)
            }),
            5 => put(&site.path().join("content/fr/actualites/de-plus.md"), text),
            _ => put(&path, text + "\nUne phrase de plus.\n"),
        }
        let when = format!("step {step}: {}", path.display());
        let warm = at(site.path(), fixture::NOW, &mut kept(&folder));
        assert_same(&warm, &at(site.path(), fixture::NOW, &mut Cache::for_one_build()), &when);
    }
}

#[test]
fn a_spoiled_folder_gives_the_same_site() {
    let (site, folder) = (example(), tempfile::tempdir().expect("a folder"));
    let cold = at(site.path(), fixture::NOW, &mut Cache::for_one_build());
    at(site.path(), fixture::NOW, &mut kept(&folder));
    let mut random = Random::new(9);
    for pack in fixture::files(folder.path()) {
        let path = folder.path().join(pack);
        let mut bytes = fs::read(&path).expect("a pack");
        for _ in 0..40 {
            let at = random.below(bytes.len());
            bytes[at] = bytes[at].wrapping_add(1);
        }
        fs::write(&path, bytes).expect("written");
    }
    let mut warm = kept(&folder);
    assert_same(&at(site.path(), fixture::NOW, &mut warm), &cold, "spoiled");
    assert!(work(&warm).iter().all(|made| *made > 0), "{:?}", work(&warm));
    let mut warm = kept(&folder);
    assert_same(&at(site.path(), fixture::NOW, &mut warm), &cold, "made again");
    assert_eq!(work(&warm), [0, 0, 0]);
}

/// Other bytes of the same size under the same time are other bytes.
#[cfg(unix)]
#[test]
fn a_file_that_was_replaced_without_a_trace_is_read_again() {
    let (site, folder) = (example(), tempfile::tempdir().expect("a folder"));
    let files = fixture::files(site.path());
    let of = |extension: &str| {
        let path = files.iter().find(|path| path.ends_with(extension)).expect("a file of the example");
        site.path().join(path)
    };
    at(site.path(), fixture::NOW, &mut kept(&folder));
    for path in [of(".csv"), of(".jpg")] {
        let mut bytes = fs::read(&path).expect("a file");
        let modified = path.metadata().and_then(|found| found.modified()).expect("a time");
        // A figure of the last line; a byte of the last segment.
        let at_byte = bytes.iter().rposition(u8::is_ascii_digit).expect("a digit");
        bytes[at_byte] = if bytes[at_byte] == b'9' { b'8' } else { bytes[at_byte] + 1 };
        fs::write(&path, bytes).expect("written");
        let file = fs::File::options().append(true).open(&path).expect("a file");
        file.set_modified(modified).expect("a time");
        drop(file);
        let warm = at(site.path(), fixture::NOW, &mut kept(&folder));
        let cold = at(site.path(), fixture::NOW, &mut Cache::for_one_build());
        assert_same(&warm, &cold, &path.display().to_string());
    }
}

/// Two texts of the output that are alike, weighed: what is known of one is known of the other.
#[test]
fn sites_with_copies_are_weighed() {
    let table = "a,b\n".repeat(400);
    let files = [("osier.toml", fixture::CONFIG), ("content/fr/_index.md", "---\ntitle: Accueil\n---\n")];
    let (site, folder) = (fixture::site(&files), tempfile::tempdir().expect("a folder"));
    let options = Options { pictures: build::Pictures::Encode, ..fixture::options() };
    for name in ["a", "b", "c"] {
        put(&site.path().join(format!("static/{name}.csv")), &table);
        for _ in 0..2 {
            let made = |cache: &mut Cache| build::build(site.path(), &options, cache, &|_, _, _| {}).expect("a build");
            let warm = made(&mut kept(&folder));
            assert!(!warm.weights.pages.is_empty());
            assert_same(&warm, &made(&mut Cache::for_one_build()), name);
        }
    }
}

/// What was written a moment ago may be written over without a trace: pages that may show it are not kept.
#[test]
fn pages_of_a_site_that_is_being_written_are_not_kept() {
    let (site, folder) = (fixture::example(), tempfile::tempdir().expect("a folder"));
    let mut first = kept(&folder);
    at(site.path(), fixture::NOW, &mut first);
    let mut again = kept(&folder);
    at(site.path(), fixture::NOW, &mut again);
    let [texts, pages, checks] = work(&again);
    assert_eq!((texts, pages, checks), (0, work(&first)[1], 0));
}

/// What pages weighed when that was accepted is shown by none.
#[test]
fn accepting_what_pages_weigh_makes_none_again() {
    let (site, folder) = (example(), tempfile::tempdir().expect("a folder"));
    let first = at(site.path(), fixture::NOW, &mut kept(&folder));
    put(&site.path().join("osier.lock.toml"), first.lock.to_toml());
    let mut warm = kept(&folder);
    at(site.path(), fixture::NOW, &mut warm);
    assert_eq!(work(&warm), [0, 0, 0]);
}
