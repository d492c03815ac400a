//! The real command, killed at seeded moments of a publication: a rerun converges, no page is ever without its assets,
//! and what is not Osier's stays.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::server::Server;
use super::sshd::Sshd;
use super::weed::Weed;
use crate::fixture;

/// How many moments a target is killed at; `OSIER_TEST_MOMENTS` says another number.
const MOMENTS: u64 = 6;
/// Pages of the site.
const PAGES: usize = 30;

/// A site whose pages each ask for a style sheet that is named by its content; `edition` changes all of it.
fn site(edition: usize, target: &str) -> TempDir {
    let config = format!("{}\n[publish.here]\nverify = false\nparallel = 2\n{target}\n", fixture::CONFIG);
    let folder = fixture::site(&[("osier.toml", &config)]);
    edit(folder.path(), edition);
    folder
}

fn edit(folder: &Path, edition: usize) {
    let _ = fs::remove_dir_all(folder.join("static"));
    let sheet = format!("assets/main.a1b2c3d{edition}.css");
    fixture::put(&folder.join("static").join(&sheet), format!("p{{color:#00000{edition}}}"));
    let content =
        |title: &str| format!("+++\ntitle = \"{title}\"\n+++\nEdition {edition} needs [its sheet](/{sheet}).\n");
    fixture::put(&folder.join("content/fr/_index.md"), content("Home"));
    for page in 0..PAGES {
        fixture::put(&folder.join(format!("content/fr/page-{page}.md")), content(&format!("Page {page}")));
    }
}

fn command(site: &Path, environment: &[(&str, String)]) -> Command {
    let mut command = crate::fixture::osier();
    command.current_dir(site).args(["publish", "--now", fixture::NOW, "--no-cache", "--quiet", "--color", "never"]);
    command.args(["--force-adopt", "--jobs", "1"]);
    command.envs(environment.iter().map(|(name, value)| (name, value)));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn publish(site: &Path, environment: &[(&str, String)]) -> String {
    let ran = command(site, environment).output().expect("osier runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8_lossy(&ran.stderr).into_owned()
}

/// What a target holds: the text of a key.
type Read<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

fn page(page: usize) -> String {
    format!("page-{page}/index.html")
}

/// Every page that is there has the sheet that it asks for. Tells the editions that are seen.
fn assert_whole(read: Read<'_>, when: &str) -> Vec<usize> {
    let mut editions = Vec::new();
    for key in (0..PAGES).map(page).chain(["index.html".to_owned()]) {
        let Some(body) = read(&key) else { continue };
        let text = String::from_utf8_lossy(&body).into_owned();
        let (_, rest) =
            text.split_once("/assets/main.a1b2c3d").unwrap_or_else(|| panic!("{when}: {key} is cut: {text}"));
        let edition: usize = rest[..1].parse().expect("an edition");
        assert!(text.contains(&format!("Edition {edition} ")) && text.trim_end().ends_with("</html>"), "{when}: {key}");
        let sheet = read(&format!("assets/main.a1b2c3d{edition}.css"));
        let sheet = sheet.unwrap_or_else(|| panic!("{when}: {key} is there without its sheet"));
        assert_eq!(sheet, format!("p{{color:#00000{edition}}}").into_bytes(), "{when}: {key}");
        editions.push(edition);
    }
    editions
}

/// Kills publications at moments between their first write and their end, each followed by one that is not. Tells how
/// many left pages of two editions side by side.
fn hold(target: &str, environment: &[(&str, String)], read: Read<'_>, is_begun: &dyn Fn() -> bool) -> usize {
    let folder = site(1, target);
    publish(folder.path(), environment);
    let (mut seed, mut killed, mut between) = (0x2545_f491_4f6c_dd1d_u64, 0, 0);
    // How long a publication takes once it has begun to write.
    edit(folder.path(), 2);
    let mut child = command(folder.path(), environment).spawn().expect("osier runs");
    begun(&mut child, is_begun);
    let clock = Instant::now();
    assert!(child.wait().expect("osier runs").success());
    let lasts = clock.elapsed();
    let mut edition = 2;
    let asked = std::env::var("OSIER_TEST_MOMENTS").ok().and_then(|count| count.parse().ok());
    let moments = asked.unwrap_or(MOMENTS);
    for moment in 0..moments {
        edition = if edition == 9 { 1 } else { edition + 1 };
        edit(folder.path(), edition);
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        let mut child = command(folder.path(), environment).spawn().expect("osier runs");
        begun(&mut child, is_begun);
        std::thread::sleep(lasts.mul_f64((seed % 1000) as f64 / 1000.0));
        killed += usize::from(child.try_wait().expect("a child").is_none());
        let _ = child.kill();
        let _ = child.wait();
        let when = format!("{target}, moment {moment}");
        let editions = assert_whole(read, &when);
        assert_eq!(editions.len(), PAGES + 1, "{when}: a page is missing");
        between += usize::from(editions.iter().any(|one| *one != editions[0]));
        assert_eq!(read("others/notes.txt").as_deref(), Some(&b"mine"[..]), "{when}: what is not Osier's is touched");
        // Sometimes the same build goes on, sometimes another one.
        if moment % 2 == 0 {
            edition = if edition == 9 { 1 } else { edition + 1 };
            edit(folder.path(), edition);
        }
        publish(folder.path(), environment);
        let editions = assert_whole(read, &when);
        assert!(editions.iter().all(|one| *one == edition), "{when}: {editions:?} and not {edition}");
        for own in ["_osier/lock.json", "_osier/pending.json"] {
            assert_eq!(read(own), None, "{when}: {own} is left");
        }
    }
    assert!(killed > 0, "{target}: no publication was killed in its course");
    told(&format!("{target}: {killed} of {moments} were killed in their course, {between} between two editions"));
    between
}

#[expect(clippy::print_stderr, reason = "how far the test reached is seen with --nocapture")]
fn told(text: &str) {
    eprintln!("{text}");
}

/// Waits until a publication writes to its target, or ends.
fn begun(child: &mut Child, is_begun: &dyn Fn() -> bool) {
    let end = Instant::now() + Duration::from_mins(1);
    while !is_begun() && child.try_wait().expect("a child").is_none() {
        assert!(Instant::now() < end, "the publication does not begin");
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn read_in(root: PathBuf) -> impl Fn(&str) -> Option<Vec<u8>> {
    move |key| fs::read(root.join(key)).ok()
}

#[test]
fn a_folder_is_whole_whenever_a_publication_is_killed() {
    let folder = tempfile::tempdir().expect("a folder");
    let www = folder.path().join("www");
    fixture::put(&www.join("others/notes.txt"), "mine");
    let lock = www.join("_osier/lock.json");
    hold(&format!("kind = \"folder\"\npath = \"{}\"", www.display()), &[], &read_in(www.clone()), &|| lock.exists());
    let left: Vec<String> =
        fixture::files(&www.join("_osier")).into_iter().filter(|path| path.ends_with(".tmp")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn object_storage_is_whole_whenever_a_publication_is_killed() {
    for strict in [true, false] {
        let server = Server::start(strict);
        server.put("others/notes.txt", "mine");
        let target =
            format!("kind = \"s3\"\nendpoint = \"{}\"\nregion = \"garage\"\nbucket = \"site-test\"", server.url());
        let environment = [("OSIER_S3_KEY_ID", "key".to_owned()), ("OSIER_S3_SECRET", "secret".to_owned())];
        let read = |key: &str| server.objects().get(key).map(|object| object.body.clone());
        hold(&target, &environment, &read, &|| server.objects().contains_key("_osier/lock.json"));
    }
}

#[test]
fn a_server_of_files_is_whole_whenever_a_publication_is_killed() {
    let Some(sshd) = Sshd::start() else { return };
    for releases in [false, true] {
        let root = sshd.path("www");
        let www = if releases { root.join("current") } else { root.clone() };
        let target = format!(
            "kind = \"sftp\"\nhost = \"127.0.0.1\"\nport = {}\npath = \"{}\"\nhost_key = \"{}\"\nreleases = {releases}",
            sshd.port,
            root.display(),
            sshd.key
        );
        let environment = [("OSIER_SFTP_KEY", sshd.path("user").display().to_string())];
        let lock = root.join("_osier/lock.json");
        let notes = www.join("others/notes.txt");
        let own = read_in(root.clone());
        let site = read_in(www);
        if releases {
            // A file of someone else's among those of a release: the first release is there once it is published.
            let folder = self::site(1, &target);
            publish(folder.path(), &environment);
        }
        fixture::put(&notes, "mine");
        let read = |key: &str| if key.starts_with("_osier/") { own(key) } else { site(key) };
        let between = hold(&target, &environment, &read, &|| lock.exists());
        assert!(!releases || between == 0, "a release is shown whole or not at all");
        assert!(!root.join("releases/next").exists());
        fs::remove_dir_all(&root).expect("a folder");
    }
}

#[test]
fn seaweedfs_is_published_and_whole_whenever_a_publication_is_killed() {
    let Some(weed) = Weed::start() else { return };
    weed.put("others/notes.txt", b"mine");
    let target =
        format!("kind = \"s3\"\nendpoint = \"{}\"\nregion = \"us-east-1\"\nbucket = \"site-test\"", weed.url());
    let environment = [("OSIER_S3_KEY_ID", "WEEDKEY".to_owned()), ("OSIER_S3_SECRET", "weedsecret".to_owned())];
    hold(&target, &environment, &|key| weed.get(key), &|| weed.get("_osier/lock.json").is_some());
}
