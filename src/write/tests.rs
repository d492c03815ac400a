//! Tests of the output on disk.

use std::path::PathBuf;

use tempfile::{TempDir, tempdir};

use super::*;

fn output(files: &[(&str, &str)]) -> Output {
    files.iter().map(|(path, text)| (OutputPath::from(*path), (*text).to_owned().into())).collect()
}

fn folder() -> (TempDir, PathBuf) {
    let parent = tempdir().expect("a folder");
    let dir = parent.path().join("public");
    (parent, dir)
}

fn put_text(dir: &Path, path: &str, text: &str) {
    let path = dir.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("made");
    fs::write(path, text).expect("written");
}

/// What the folder holds, but for the manifest.
fn found(dir: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(dir).sort_by_file_name() {
        let entry = entry.expect("an entry");
        let path = entry.path().strip_prefix(dir).expect("inside").display().to_string();
        if entry.file_type().is_file() && path != MANIFEST {
            files.push((path, fs::read_to_string(entry.path()).expect("text")));
        } else if entry.file_type().is_dir() && fs::read_dir(entry.path()).expect("listed").count() == 0 {
            files.push((path, "(empty folder)".to_owned()));
        }
    }
    files
}

fn done(files: &[(&str, &str)], dir: &Path) -> Written {
    let written = write(&output(files), dir, None).expect("written");
    assert_eq!(written.conflicts, []);
    assert!(!dir.join(TEMPORARY).exists());
    written
}

fn refused(files: &[(&str, &str)], dir: &Path) -> Vec<String> {
    let before = if dir.exists() { found(dir) } else { Vec::new() };
    let written = write(&output(files), dir, None).expect("decided");
    assert!(written.written.is_empty() && written.removed.is_empty());
    assert!(written.conflicts.iter().all(|finding| finding.rule.id == "output-conflict"));
    assert!(written.conflicts.iter().all(|finding| !finding.help.is_empty()));
    assert_eq!(if dir.exists() { found(dir) } else { Vec::new() }, before, "nothing is touched");
    written.conflicts.into_iter().map(|finding| finding.message).collect()
}

fn pairs(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn files_are_written_left_replaced_and_removed() {
    let (_parent, dir) = folder();
    let first = done(&[("a/b/c.html", "c"), ("d.css", "d"), ("e.txt", "e")], &dir);
    assert_eq!((first.written.len(), first.unchanged, first.removed.len()), (3, 0, 0));
    let time = |path: &str| fs::metadata(dir.join(path)).and_then(|m| m.modified()).expect("a time");
    let (before, manifest) = (time("e.txt"), time(MANIFEST));
    assert_eq!(done(&[("a/b/c.html", "c"), ("d.css", "d"), ("e.txt", "e")], &dir).unchanged, 3);
    assert_eq!((time("e.txt"), time(MANIFEST)), (before, manifest));

    let second = done(&[("d.css", "D"), ("e.txt", "e"), ("f/g.html", "g")], &dir);
    assert_eq!(second.written, ["d.css".into(), "f/g.html".into()]);
    assert_eq!(second.removed, ["a/b/c.html".into()]);
    assert_eq!(second.unchanged, 1);
    assert_eq!(found(&dir), pairs(&[("d.css", "D"), ("e.txt", "e"), ("f/g.html", "g")]));
    assert_eq!(time("e.txt"), before);
    let manifest = fs::read_to_string(dir.join(MANIFEST)).expect("a manifest");
    let lines: Vec<&str> = manifest.lines().collect();
    assert_eq!(lines[0], "osier-manifest 1");
    assert_eq!(lines[1], format!("{}  d.css", blake3::hash(b"D").to_hex()));
    assert_eq!(lines.len(), 4);
}

#[test]
fn a_change_that_keeps_size_and_time_is_seen() {
    let (_parent, dir) = folder();
    done(&[("a.html", "one")], &dir);
    let file = dir.join("a.html");
    let time = fs::metadata(&file).and_then(|m| m.modified()).expect("a time");
    fs::write(&file, "two").expect("edited");
    fs::File::options().write(true).open(&file).and_then(|f| f.set_modified(time)).expect("set back");
    assert_eq!(done(&[("a.html", "one")], &dir).written.len(), 1);
    assert_eq!(found(&dir), pairs(&[("a.html", "one")]));
}

/// A run that finds on a shelf what stood in the folder.
#[cfg(unix)]
fn again(files: &[(&str, &str)], dir: &Path, shelf: &Shelf<Stood>) -> Written {
    write(&output(files), dir, Some(shelf)).expect("written")
}

#[cfg(unix)]
#[test]
fn what_stood_and_has_not_changed_is_not_read() {
    let (parent, dir) = folder();
    let shelf: Shelf<Stood> = Shelf::new(parent.path().join("shelf"), blake3::hash(b"writer"));
    let files = [("a.html", "one"), ("b.html", "two")];
    assert_eq!(again(&files, &dir, &shelf).written.len(), 2);
    // Files that were made in the tick in which the run ended are read once more.
    std::thread::sleep(std::time::Duration::from_millis(20));
    put_text(&dir, "b.html", "six");
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert_eq!(again(&files, &dir, &shelf).written, ["b.html".into()]);
    assert_eq!(found(&dir), pairs(&files));
    // A shelf that lies is believed: nothing is read of what has the stamp that it tells.
    put_text(&dir, "a.html", "lie");
    std::thread::sleep(std::time::Duration::from_millis(20));
    put_text(&dir, "c.html", "mine");
    let stamp = |name: &str| crate::pack::Stamp::of(&fs::symlink_metadata(dir.join(name)).expect("a file"));
    let lies = Stood::of([("a.html".into(), One::new(blake3::hash(b"one"), stamp("a.html")))], &dir);
    let key = stood::key(&dir, &manifest::read(&dir.join(MANIFEST)).expect("read"));
    let lying: Shelf<Stood> = Shelf::new(parent.path().join("lies"), blake3::hash(b"writer"));
    let open = lying.open(&[]);
    open.put(&[(key, &lies)]);
    open.close();
    assert_eq!(again(&files, &dir, &lying).unchanged, 2);
    assert_eq!(again(&files, &dir, &shelf).written, ["a.html".into()], "the other tells the change by its stamp");
}

#[cfg(unix)]
#[test]
fn a_change_in_the_tick_of_the_last_one_is_seen() {
    let (parent, dir) = folder();
    let shelf: Shelf<Stood> = Shelf::new(parent.path().join("shelf"), blake3::hash(b"writer"));
    for number in 0..40 {
        let text = format!("{number:03}");
        let files = [("a.html", text.as_str())];
        again(&files, &dir, &shelf);
        // At once: the disk may give it the same time.
        put_text(&dir, "a.html", "xxx");
        assert_eq!(again(&files, &dir, &shelf).written.len(), 1);
    }
}

#[test]
fn what_is_not_ours_is_never_touched() {
    let (_parent, dir) = folder();
    put_text(&dir, ".well-known/security.txt", "mine");
    put_text(&dir, "a/mine.txt", "mine");
    done(&[("a/b.html", "b"), ("c.html", "c")], &dir);
    done(&[("c.html", "c")], &dir);
    assert_eq!(found(&dir), pairs(&[(".well-known/security.txt", "mine"), ("a/mine.txt", "mine"), ("c.html", "c")]));
    let messages = refused(&[("a/mine.txt", "ours"), ("c.html", "new"), ("d.html", "d")], &dir);
    assert_eq!(messages, ["`a/mine.txt` cannot be written: a file that Osier did not write is there"]);
    let messages = refused(&[("a", "ours"), ("a.b", ""), ("c.html/d", "")], &dir);
    assert_eq!(messages, ["`a` cannot be written: a folder with other files is there"]);
    assert_eq!(
        refused(&[("a/mine.txt/b", "ours")], &dir),
        ["`a/mine.txt/b` cannot be written: `a/mine.txt` is a file that Osier did not write"]
    );
}

#[test]
fn an_equal_file_is_adopted() {
    let (_parent, dir) = folder();
    put_text(&dir, "robots.txt", "same");
    assert_eq!(done(&[("robots.txt", "same")], &dir).unchanged, 1);
    assert_eq!(done(&[], &dir).removed, ["robots.txt".into()]);
}

#[test]
fn a_file_becomes_a_folder_and_back() {
    let (_parent, dir) = folder();
    done(&[("a", "file"), ("b/c/d", "deep")], &dir);
    let second = done(&[("a/x", "x"), ("b", "file")], &dir);
    assert_eq!(second.removed, ["a".into(), "b/c/d".into()]);
    assert_eq!(found(&dir), pairs(&[("a/x", "x"), ("b", "file")]));
    done(&[("a", "file"), ("b/c/d", "deep")], &dir);
    assert_eq!(found(&dir), pairs(&[("a", "file"), ("b/c/d", "deep")]));
}

#[test]
fn paths_that_clash_among_themselves_are_refused() {
    let (_parent, dir) = folder();
    assert_eq!(refused(&[("A.html", ""), ("a.html", "")], &dir), ["`a.html` and `A.html` differ only in letter case"]);
    assert_eq!(refused(&[("b", ""), ("b/c", "")], &dir), ["`b` would have to be both a file and the folder of `b/c`"]);
    for path in ["../a", "a//b", "/a", "", "a/.", "a\nb", MANIFEST, ".osier-tmp/x", ".Osier-Manifest"] {
        assert_eq!(refused(&[(path, "")], &dir).len(), 1, "{path}");
    }
    assert!(!dir.exists());
}

#[test]
fn a_manifest_of_another_hand_leads_nowhere() {
    let (parent, dir) = folder();
    put_text(parent.path(), "outside.txt", "mine");
    put_text(&dir, "mine.txt", "mine");
    let hash = blake3::hash(b"mine").to_hex();
    put_text(&dir, MANIFEST, &format!("osier-manifest 1\n{hash}  ../outside.txt\nnonsense\n\n{hash}\n"));
    done(&[("a.html", "a")], &dir);
    assert_eq!(fs::read_to_string(parent.path().join("outside.txt")).expect("kept"), "mine");
    put_text(&dir, MANIFEST, &format!("osier-manifest 9\n{hash}  mine.txt\n"));
    done(&[("a.html", "a")], &dir);
    assert_eq!(found(&dir), pairs(&[("a.html", "a"), ("mine.txt", "mine")]));
}

#[test]
fn an_interrupted_run_is_finished_by_the_next() {
    let (_parent, dir) = folder();
    done(&[("a.html", "a"), ("b.html", "b"), ("old/c.html", "c")], &dir);
    // As far as it came: the manifest of both, one file replaced, one new, another half made.
    let former = manifest::parse(&manifest::read(&dir.join(MANIFEST)).expect("read"));
    let next = [("a.html", "A"), ("b.html", "B"), ("new/d.html", "d"), ("new/e.html", "e")];
    let mut union = former;
    union.extend(next.map(|(path, text)| (path.into(), blake3::hash(text.as_bytes()))));
    put_text(&dir, MANIFEST, &manifest::text(&union));
    put_text(&dir, "a.html", "A");
    put_text(&dir, "new/d.html", "d");
    put_text(&dir, ".osier-tmp/3", "hal");
    let written = done(&next, &dir);
    assert_eq!((written.written.len(), written.unchanged, written.removed.len()), (2, 2, 1));
    assert_eq!(found(&dir), pairs(&next));
    assert_eq!(done(&next, &dir).unchanged, 4);
    // Or the site has changed its mind meanwhile.
    put_text(&dir, MANIFEST, &manifest::text(&union));
    done(&[("a.html", "A")], &dir);
    assert_eq!(found(&dir), pairs(&[("a.html", "A")]));
}

#[cfg(unix)]
#[test]
fn what_pages_ask_for_is_there_before_them() {
    use std::os::unix::fs::MetadataExt;
    let (_parent, dir) = folder();
    let pages = (0..1000).map(|number| (OutputPath::new(format!("a/b/c/{number}.html")), "page".to_owned().into()));
    let others = ["z/theme.0a1b2c3d.css", "z/data.json", "z/index.html", "sitemap.xml"];
    let others = others.map(|path| (OutputPath::from(path), path.to_owned().into()));
    write(&pages.chain(others).collect(), &dir, None).expect("written");
    let put = |path: &str| fs::metadata(dir.join(path)).map(|m| (m.ctime(), m.ctime_nsec())).expect("a time");
    let pages: Vec<_> = (0..1000).map(|number| put(&format!("a/b/c/{number}.html"))).collect();
    let (first, last) = (pages.iter().min().expect("a page"), pages.iter().max().expect("a page"));
    assert!(put("z/theme.0a1b2c3d.css") <= put("z/data.json") && put("z/data.json") <= *first);
    assert!(*last <= put("z/index.html") && *last <= put("sitemap.xml"));
}

#[test]
fn files_are_copied_and_compared_by_what_they_hold() {
    let (parent, dir) = folder();
    put_text(parent.path(), "source.pdf", "one");
    let source = parent.path().join("source.pdf");
    let output = Output::from([("doc/a.pdf".into(), Content::File(source.clone()))]);
    assert_eq!(write(&output, &dir, None).expect("written").written.len(), 1);
    assert_eq!(write(&output, &dir, None).expect("written").unchanged, 1);
    fs::write(&source, "two").expect("edited");
    assert_eq!(write(&output, &dir, None).expect("written").written.len(), 1);
    assert_eq!(found(&dir), pairs(&[("doc/a.pdf", "two")]));
    fs::remove_file(&source).expect("removed");
    assert!(write(&output, &dir, None).is_err());
}

#[cfg(unix)]
#[test]
fn runs_at_the_same_time_leave_the_whole_site_of_one() {
    let (_parent, dir) = folder();
    let site = |name: &str| -> Output {
        let file =
            |number: usize| (OutputPath::new(format!("{name}/{}/{number}.html", number % 7)), name.to_owned().into());
        (0..200).map(file).chain([(OutputPath::from("index.html"), name.to_owned().into())]).collect()
    };
    let sites = ["one", "two", "three"].map(site);
    let files = |site: &Output| -> Vec<String> { site.keys().map(|path| path.as_str().to_owned()).collect() };
    for _ in 0..10 {
        std::thread::scope(|scope| {
            let runs = sites.each_ref().map(|site| scope.spawn(|| write(site, &dir, None).expect("written")));
            for run in runs {
                assert_eq!(run.join().expect("a run").conflicts, []);
            }
        });
        let mut found: Vec<String> = found(&dir).into_iter().map(|(path, _)| path).collect();
        found.sort();
        assert!(sites.iter().any(|site| files(site) == found), "{found:?}");
        assert!(!dir.join(TEMPORARY).exists());
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let (parent, dir) = folder();
    put_text(parent.path(), "outside/a.html", "mine");
    fs::create_dir(&dir).expect("made");
    symlink(parent.path().join("outside"), dir.join("out")).expect("linked");
    symlink(parent.path().join("outside/a.html"), dir.join("b.html")).expect("linked");
    let messages = refused(&[("b.html", "mine"), ("out/a.html", "ours")], &dir);
    assert_eq!(
        messages,
        [
            "`b.html` cannot be written: a link is there, which Osier does not follow",
            "`out/a.html` cannot be written: `out` is a link, which Osier does not follow",
        ]
    );
    // Nor when a manifest says that they were ours.
    let hash = blake3::hash(b"mine").to_hex();
    put_text(&dir, MANIFEST, &format!("osier-manifest 1\n{hash}  b.html\n{hash}  out/a.html\n"));
    assert_eq!(done(&[("c.html", "c")], &dir).kept, ["b.html".into()]);
    assert_eq!(fs::read_to_string(parent.path().join("outside/a.html")).expect("kept"), "mine");
    assert!(dir.join("b.html").is_symlink());
}
