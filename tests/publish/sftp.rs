//! Publishing by SFTP, to a real server of SSH where there is one.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use osier::output::{Content, Output};
use osier::publish::guard::Guard;
use osier::publish::run::{self, Listing, Orders};
use osier::publish::target::{Host, Sftp, Shown, Target};

use super::sshd::Sshd;
use super::{orders, publish, refusal, site};
use crate::fixture;

fn connect(sshd: &Sshd, shown: Shown) -> Sftp {
    let root = sshd.path("www");
    Sftp::connect(&sshd.host(), root.to_str().expect("a path"), shown).expect("a connection")
}

fn assert_holds(folder: &Path, output: &Output) {
    for (path, content) in output {
        let Content::Bytes(bytes) = content else { panic!("bytes") };
        let read = fs::read(folder.join(path.as_str())).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(read, bytes.to_vec(), "{path}");
    }
}

fn left_over(root: &Path) -> Vec<String> {
    let is_left =
        |path: &String| path.ends_with(".tmp") || path.ends_with("lock.json") || path.ends_with("pending.json");
    fixture::files(root).into_iter().filter(|path| is_left(path) || path.starts_with("releases/next")).collect()
}

#[test]
fn a_server_of_files_is_published_edited_and_returned() {
    let Some(sshd) = Sshd::start() else { return };
    for shown in [Shown::InPlace, Shown::Whole] {
        let target = connect(&sshd, shown);
        let root = sshd.path("www");
        let www = if shown == Shown::Whole { root.join("current") } else { root.clone() };
        let (first, second) = (site(4, "a", &[]), site(3, "b", &[1]));
        let release = publish(&target, &first, &orders(0)).expect("published").plan.next.release;
        assert_holds(&www, &first);
        let at_first = fs::canonicalize(&www).expect("a folder");
        fs::write(www.join("notes.txt"), "mine").expect("a note");
        let outcome = publish(&target, &second, &orders(1)).expect("published");
        assert!(outcome.is_strict, "nobody else may publish meanwhile");
        assert_holds(&www, &second);
        assert!(!www.join("fr/news/3").exists());
        assert!(www.join(first.keys().next().expect("a sheet").as_str()).exists(), "pages in caches may ask for it");
        if shown == Shown::Whole {
            assert_holds(&at_first, &first);
            assert_ne!(at_first, fs::canonicalize(&www).expect("a folder"));
        }
        let again = publish(&target, &second, &orders(2)).expect("published");
        assert_eq!((again.plan.sends.len(), again.bytes), (0, 0));
        let former = run::former(&target, &release).expect("a release");
        run::publish(&target, &former, &orders(3), &|_, _, _| {}).expect("returned");
        assert_holds(&www, &first);
        assert_eq!(fs::read_to_string(www.join("notes.txt")).expect("a note"), "mine");
        let (_, faults, others) = run::audit(&target).expect("an audit");
        assert_eq!((faults.len(), others), (0, 1), "{faults:?}");
        fs::write(www.join("index.html"), "defaced").expect("a page");
        assert_eq!(run::audit(&target).expect("an audit").1.len(), 1);
        publish(&target, &first, &Orders { listing: Listing::Always, ..orders(4) }).expect("published");
        assert_holds(&www, &first);
        assert_eq!(left_over(&root), Vec::<String>::new());
        fs::remove_dir_all(&root).expect("a folder");
    }
}

#[test]
fn no_more_releases_are_kept_on_a_server_than_were_asked_for() {
    let Some(sshd) = Sshd::start() else { return };
    let target = connect(&sshd, Shown::Whole);
    for day in 0..5 {
        let mut few = orders(day);
        few.settings.keep = 2;
        publish(&target, &site(3, "a", &vec![1; usize::try_from(day).expect("a day")]), &few).expect("published");
    }
    let kept = fs::read_dir(sshd.path("www/releases")).expect("releases").count();
    assert_eq!(kept, 3, "the present one and two former ones");
    // What is shown is the same files, not copies of them.
    let sheet = fs::metadata(sshd.path("www/current/media/été a+b.pdf")).expect("a file");
    assert!(sheet.nlink() >= 3);
}

#[test]
fn another_server_than_the_one_that_is_known_is_not_spoken_to() {
    let Some(sshd) = Sshd::start() else { return };
    let other = fs::read_to_string(sshd.path("other.pub")).expect("a key");
    let other = other.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let root = sshd.path("www");
    let refused = |host: Host| {
        let connected = Sftp::connect(&host, root.to_str().expect("a path"), Shown::InPlace);
        format!("{:#}", connected.map(|_| ()).expect_err("refused"))
    };
    let text = refused(Host { key: Some(other), ..sshd.host() });
    assert!(text.contains("`host_key = "), "{text}");
    let text = refused(Host { identity: Some(sshd.path("other")), ..sshd.host() });
    assert!(text.contains("OSIER_SFTP_KEY"), "{text}");
    let text = refused(Host { port: Some(super::sshd::free_port()), ..sshd.host() });
    assert!(text.contains("refused") && text.contains("osier.toml"), "{text}");
    assert!(!root.exists());
}

#[test]
fn links_and_others_files_on_a_server_are_left_alone() {
    let Some(sshd) = Sshd::start() else { return };
    let (root, outside) = (sshd.path("www"), sshd.path("outside"));
    fixture::put(&outside.join("kept.txt"), "kept");
    fs::create_dir_all(root.join("fr")).expect("a folder");
    std::os::unix::fs::symlink(&outside, root.join("fr/news")).expect("a link");
    let target = connect(&sshd, Shown::InPlace);
    assert_eq!(refusal(publish(&target, &site(1, "a", &[]), &orders(0))), Guard::Adopt);
    let adopt = Orders { lifted: [Guard::Adopt].into(), ..orders(0) };
    let error = publish(&target, &site(1, "a", &[]), &adopt).map(|_| ()).expect_err("a link");
    assert!(format!("{error:#}").contains("is a link"), "{error:#}");
    assert_eq!(fixture::files(&outside), ["kept.txt"]);
    // A folder where the link to the present release would be.
    fixture::put(&root.join("current/index.html"), "another site");
    let whole = connect(&sshd, Shown::Whole);
    let error = publish(
        &whole,
        &site(1, "a", &[]),
        &Orders { lifted: [Guard::Adopt, Guard::Overwrite, Guard::Lock].into(), ..orders(0) },
    );
    let error = error.map(|_| ()).expect_err("a folder");
    assert!(format!("{error:#}").contains("not a link"), "{error:#}");
    assert_eq!(fs::read_to_string(root.join("current/index.html")).expect("a page"), "another site");
    assert_eq!(target.name(), format!("127.0.0.1:{}", root.display()));
}
