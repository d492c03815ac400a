//! Publishing: to object storage in memory that fails on demand, and to a folder.

mod git_pages;
mod killed;
mod mistakes;
mod outside;
mod purge;
mod recorder;
mod server;
mod sftp;
mod slow;
mod sshd;
mod weed;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;
use std::process::Output as Ran;
use std::time::Duration;

use osier::asset::compress::Encoding;
use osier::config::HeaderRule;
use osier::finding::OutputPath;
use osier::output::{Content, Output};
use osier::publish::guard::{Guard, Lifted, Refusal};
use osier::publish::headers::Serving;
use osier::publish::local::{self, Local};
use osier::publish::manifest::{LOCK, MANIFEST, Manifest, PENDING};
use osier::publish::plan::Settings;
use osier::publish::run::{self, Listing, Orders, Outcome};
use osier::publish::target::{Folder, Target};

pub(crate) use sshd::{free_port, skipped, wait_for};

use crate::fixture;
use server::{Fault, Server, md5_of};

const SITE: &str = "https://www.example.org";
const DAY: i64 = 24 * 60 * 60;

fn orders(day: i64) -> Orders {
    let now = jiff::Timestamp::from_second(1_800_000_000 + day * DAY).expect("a moment");
    Orders {
        site: SITE.to_owned(),
        settings: Settings { now, grace_days: 7, keep: 5, forget: false },
        max_deletes: 256,
        parallel: 1,
        lifted: Lifted::new(),
        listing: Listing::Needed,
        clock: jiff::Timestamp::now,
        settle: Duration::ZERO,
    }
}

/// A site of `pages`, each of which asks for a style sheet named by its content, `style`.
fn site(pages: usize, style: &str, changed: &[usize]) -> Output {
    let mut output = Output::new();
    let mut put = |path: String, text: String| output.insert(OutputPath::new(path), Content::from(text));
    let sheet = format!("assets/main.a1{}.css", &md5_of(style.as_bytes())[..14]);
    put(sheet.clone(), style.to_owned());
    put("index.html".to_owned(), format!("needs {sheet}\nneeds media/été a+b.pdf\n"));
    put("media/été a+b.pdf".to_owned(), "a document".to_owned());
    put("sitemap.xml".to_owned(), format!("{pages}"));
    for page in 0..pages {
        let edit = changed.iter().filter(|one| **one == page).count();
        put(format!("fr/news/{page}/index.html"), format!("page {page} edit {edit}\nneeds {sheet}\n"));
    }
    output
}

fn local_of(output: &Output, target: &dyn Target) -> Local {
    local::local(output, &Serving::default(), target.traits()).expect("a site")
}

fn publish(target: &dyn Target, output: &Output, orders: &Orders) -> anyhow::Result<Outcome> {
    run::publish(target, &local_of(output, target), orders, &|_, _, _| {})
}

fn refusal(result: anyhow::Result<Outcome>) -> Guard {
    let error = result.map(|_| ()).expect_err("a refusal");
    error.downcast_ref::<Refusal>().unwrap_or_else(|| panic!("{error:#}")).guard
}

/// No page without what it asks for, and what is not Osier's as it was.
fn assert_whole(server: &Server, when: &str) {
    let objects = server.objects();
    for (key, object) in objects.iter().filter(|(key, _)| key.ends_with(".html")) {
        for line in String::from_utf8_lossy(&object.body).lines() {
            if let Some(asset) = line.strip_prefix("needs ") {
                assert!(objects.contains_key(asset), "{when}: {key} is there without {asset}");
            }
        }
    }
    assert_eq!(objects.get("others/notes.txt").map(|one| one.body.as_slice()), Some(&b"mine"[..]), "{when}");
}

/// The target holds this site, the object of others, what waits to leave and what is Osier's.
fn assert_holds(server: &Server, output: &Output, when: &str) {
    let objects = server.objects();
    for (path, content) in output {
        let Content::Bytes(bytes) = content else { panic!("bytes") };
        assert_eq!(objects.get(path.as_str()).map(|one| &one.body[..]), Some(&bytes[..]), "{when}: {path}");
    }
    for key in [LOCK, PENDING] {
        assert!(!objects.contains_key(key), "{when}: {key} is left");
    }
    assert_whole(server, when);
}

#[test]
fn an_edit_sends_one_page_and_the_manifest_whatever_the_size_of_the_site() {
    for strict in [true, false] {
        let server = Server::start(strict);
        let mut counts = Vec::new();
        for pages in [10, 200] {
            server.state.objects.lock().expect("objects").clear();
            publish(&server.client(1, "secret"), &site(pages, "a", &[]), &orders(0)).expect("published");
            server.fail(Fault::None);
            let outcome = publish(&server.client(1, "secret"), &site(pages, "a", &[3]), &orders(1)).expect("published");
            assert_eq!(outcome.plan.sends.len(), 1);
            assert_eq!(outcome.is_strict, strict);
            assert_eq!(outcome.requests, server.requests());
            let lists = server.log().iter().filter(|line| line.ends_with("site-test/")).count();
            // Deletions of several keys go to the bucket too: of the pending manifest and of the lock.
            assert_eq!(lists, 2, "{:?}", server.log());
            counts.push(server.requests());
        }
        assert_eq!(counts[0], counts[1]);
        assert!(counts[0] <= 16, "{counts:?}: {:#?}", server.log());
        server.fail(Fault::None);
        let outcome = publish(&server.client(1, "secret"), &site(200, "a", &[3]), &orders(2)).expect("published");
        assert_eq!((outcome.bytes, outcome.requests), (0, 3), "nothing has changed: {:?}", server.log());
    }
}

#[test]
fn an_edit_of_one_page_of_ten_thousand_makes_no_more_requests_than_one_of_ten() {
    let server = Server::start(true);
    let target = server.client(1, "secret");
    let (before, after) = (site(10_000, "a", &[]), site(10_000, "a", &[3]));
    // What a first publication leaves: the manifest, and the page that is going to be replaced.
    let files = local_of(&before, &target).into_iter().map(|(key, item)| (key, item.entry)).collect();
    let manifest = Manifest::new(SITE, orders(0).settings.now, files);
    server.put(MANIFEST, &String::from_utf8(manifest.to_json().expect("a manifest")).expect("text"));
    let Content::Bytes(page) = &before[&OutputPath::new("fr/news/3/index.html")] else { panic!("bytes") };
    server.put("fr/news/3/index.html", &String::from_utf8_lossy(page));
    let outcome = publish(&target, &after, &orders(1)).expect("published");
    let keys: Vec<&str> = outcome.plan.sends.iter().map(|sending| sending.key.as_str()).collect();
    assert_eq!(keys, ["fr/news/3/index.html"]);
    assert!(server.requests() <= 16, "{:#?}", server.log());
    assert!(!server.log().contains(&"GET /site-test/".to_owned()), "the bucket is not listed: {:#?}", server.log());
}

#[test]
fn files_have_the_headers_of_their_kind_and_a_change_of_headers_sends_no_body() {
    let server = Server::start(true);
    let target = server.client(1, "secret");
    let output = site(1, "a", &[]);
    publish(&target, &output, &orders(0)).expect("published");
    let objects = server.objects();
    let sheet = objects.iter().find(|(key, _)| key.starts_with("assets/")).expect("a sheet").1;
    assert_eq!(sheet.cache_control.as_deref(), Some("public, max-age=31536000, immutable"));
    assert_eq!(sheet.content_type.as_deref(), Some("text/css; charset=utf-8"));
    assert_eq!(objects["index.html"].cache_control.as_deref(), Some("public, max-age=0, must-revalidate"));
    let redirects = BTreeMap::from([("fr/news/0/index.html".to_owned(), "/fr/".to_owned())]);
    let serving = Serving { redirects, ..Serving::default() };
    let local = local::local(&output, &serving, target.traits()).expect("a site");
    let outcome = run::publish(&target, &local, &orders(1), &|_, _, _| {}).expect("published");
    assert_eq!((outcome.plan.sends.len(), outcome.bytes), (1, 0));
    let page = &server.objects()["fr/news/0/index.html"];
    assert_eq!(page.redirect.as_deref(), Some("/fr/"));
    assert!(page.body.starts_with(b"page 0"));
}

#[test]
fn a_failure_at_each_request_in_turn_leaves_whole_pages_and_the_next_run_converges() {
    let (first, second) = (site(4, "a", &[]), site(3, "b", &[1]));
    for strict in [true, false] {
        for fault in [Fault::Error, Fault::Cut, Fault::Unanswered, Fault::Gone, Fault::Tag] {
            for at in 1.. {
                let server = Server::start(strict);
                server.put("others/notes.txt", "mine");
                let adopt = Orders { lifted: [Guard::Adopt].into(), ..orders(0) };
                publish(&server.client(1, "secret"), &first, &adopt).expect("published");
                let when = format!("{:?}, strict {strict}", fault(at));
                server.fail(fault(at));
                let failed = publish(&server.client(1, "secret"), &second, &orders(1)).is_err();
                let reached = server.requests() >= at;
                assert_whole(&server, &when);
                server.fail(Fault::None);
                // Another build than the one that stopped: it must know what was left.
                let third = site(4, "c", &[2]);
                publish(&server.client(1, "secret"), &third, &orders(2)).unwrap_or_else(|e| panic!("{when}: {e:#}"));
                assert_holds(&server, &third, &when);
                let (_, faults, others) = run::audit(&server.client(1, "secret")).expect("an audit");
                assert_eq!((faults.len(), others), (0, 1), "{when}: {faults:?}");
                if !reached {
                    assert!(!failed && at > 10, "{when}");
                    break;
                }
            }
        }
    }
}

#[test]
fn a_run_goes_on_where_another_was_stopped() {
    let server = Server::start(true);
    let output = site(30, "a", &[]);
    server.fail(Fault::Gone(25));
    publish(&server.client(1, "secret"), &output, &orders(0)).expect_err("stopped");
    let there = server.objects().keys().filter(|key| !key.starts_with("_osier/")).count();
    assert!((5..30).contains(&there));
    server.fail(Fault::None);
    let outcome = publish(&server.client(1, "secret"), &output, &orders(0)).expect("published");
    assert_eq!(outcome.plan.sends.len(), output.len() - there);
}

#[test]
fn what_a_killed_publication_leaves_is_gone_once_the_same_build_is_published_again() {
    let (first, second) = (site(4, "a", &[]), site(3, "b", &[1]));
    for at in 1.. {
        let server = Server::start(true);
        server.put("others/notes.txt", "mine");
        let adopt = Orders { lifted: [Guard::Adopt].into(), ..orders(0) };
        publish(&server.client(1, "secret"), &first, &adopt).expect("published");
        server.fail(Fault::Gone(at));
        let ended = publish(&server.client(1, "secret"), &second, &orders(1)).is_ok();
        server.fail(Fault::None);
        publish(&server.client(1, "secret"), &second, &orders(1)).expect("published");
        assert_holds(&server, &second, &format!("killed at request {at}"));
        if ended {
            assert!(at > 10);
            break;
        }
    }
}

#[test]
fn a_busy_server_is_asked_again() {
    let server = Server::start(true);
    server.fail(Fault::Busy);
    let outcome = publish(&server.client(4, "secret"), &site(5, "a", &[]), &orders(0)).expect("published");
    assert_eq!(outcome.plan.sends.len(), 9);
}

#[test]
fn a_wrong_secret_is_told_and_nothing_secret_is_shown() {
    let server = Server::start(true);
    let target = server.client(1, "hunter2");
    let error = publish(&target, &site(1, "a", &[]), &orders(0)).expect_err("refused");
    let text = format!("{error:#} {error:?} {target:?}");
    assert!(text.contains("check the access key"), "{text}");
    assert!(!text.contains("hunter2") && !text.contains("X-Amz"), "{text}");
    assert!(server.objects().is_empty());
}

#[test]
fn what_left_goes_late_when_hashed_and_a_former_release_comes_back_whole() {
    let server = Server::start(false);
    let target = server.client(1, "secret");
    let (first, second) = (site(4, "a", &[]), site(3, "b", &[1]));
    server.put("others/notes.txt", "mine");
    let adopt = Orders { lifted: [Guard::Adopt].into(), ..orders(0) };
    let old = publish(&target, &first, &adopt).expect("published").plan.next.release;
    let outcome = publish(&target, &second, &orders(1)).expect("published");
    assert_eq!(outcome.plan.deletes, ["fr/news/3/index.html"]);
    let sheet = first.keys().next().expect("a sheet").as_str().to_owned();
    assert!(server.objects().contains_key(&sheet), "pages in caches may ask for it");
    publish(&target, &site(3, "b", &[2]), &orders(9)).expect("published");
    assert!(!server.objects().contains_key(&sheet));
    let former = run::former(&target, &old).expect("a release");
    run::publish(&target, &former, &orders(10), &|_, _, _| {}).expect("returned");
    assert_holds(&server, &first, "after the return");
    // Forgetting takes away every copy.
    let forget = Orders { settings: Settings { forget: true, ..orders(11).settings }, ..orders(11) };
    publish(&target, &second, &forget).expect("published");
    let left: Vec<String> = server.objects().into_keys().filter(|key| key.starts_with("_osier/")).collect();
    assert_eq!(left, [MANIFEST]);
    assert!(!server.objects().contains_key(&sheet));
    assert!(run::former(&target, &old).is_err());
}

#[test]
fn the_same_files_published_again_at_one_moment_are_one_release() {
    let server = Server::start(false);
    let target = server.client(1, "secret");
    let (first, second) = (site(4, "a", &[]), site(4, "b", &[1]));
    server.put("others/notes.txt", "mine");
    let adopt = Orders { lifted: [Guard::Adopt].into(), ..orders(0) };
    let published = |output: &Output| publish(&target, output, &adopt).expect("published").plan.next;
    let one = published(&first);
    let again = published(&first);
    assert_eq!((again.release, again.releases), (one.release.clone(), Vec::new()));
    let other = published(&second);
    assert_eq!(other.releases, [one.release.as_str()]);
    let back = published(&first);
    assert_eq!((back.release, back.releases), (one.release, vec![other.release.clone()]));
    assert_holds(&server, &first, "after the return");
    let former = run::former(&target, &other.release).expect("a release");
    run::publish(&target, &former, &orders(1), &|_, _, _| {}).expect("returned");
    assert_holds(&server, &second, "after another");
}

#[test]
fn guards_refuse_and_nothing_is_sent() {
    let server = Server::start(true);
    let target = server.client(1, "secret");
    server.put("others/notes.txt", "mine");
    assert_eq!(refusal(publish(&target, &site(9, "a", &[]), &orders(0))), Guard::Adopt);
    assert_eq!(server.objects().len(), 1);
    let adopt = Orders { lifted: [Guard::Adopt].into(), ..orders(0) };
    publish(&target, &site(9, "a", &[]), &adopt).expect("published");
    let before = server.objects();
    let other = Orders { site: "https://other.example.org".to_owned(), ..orders(1) };
    assert_eq!(refusal(publish(&target, &site(9, "a", &[]), &other)), Guard::Adopt);
    assert_eq!(refusal(publish(&target, &site(3, "a", &[]), &orders(1))), Guard::Shrink);
    let few = Orders { max_deletes: 0, ..orders(1) };
    assert_eq!(refusal(publish(&target, &site(8, "a", &[]), &few)), Guard::Deletes);
    assert_eq!(server.objects(), before);
    server.put("fr/news/9/index.html", "by hand");
    assert_eq!(refusal(publish(&target, &site(10, "a", &[]), &orders(1))), Guard::Overwrite);
    assert_eq!(server.objects()["fr/news/9/index.html"].body, b"by hand");
    let now = jiff::Timestamp::now().as_second();
    server.put(LOCK, &format!("{{\"nonce\":\"x\",\"renewed\":{now}}}"));
    assert_eq!(refusal(publish(&target, &site(9, "b", &[]), &orders(1))), Guard::Lock);
    server.put(LOCK, &format!("{{\"nonce\":\"x\",\"renewed\":{}}}", now - 400));
    publish(&target, &site(9, "b", &[]), &orders(1)).expect("the lock has passed");
}

#[test]
fn what_was_altered_at_the_target_is_told_and_mended_on_request() {
    let server = Server::start(true);
    let target = server.client(1, "secret");
    let output = site(5, "a", &[]);
    publish(&target, &output, &orders(0)).expect("published");
    server.put("index.html", "defaced");
    server.state.objects.lock().expect("objects").remove("fr/news/2/index.html");
    let (_, faults, _) = run::audit(&target).expect("an audit");
    assert_eq!(faults.into_values().collect::<Vec<_>>(), ["is missing", "was altered"]);
    let mend = Orders { listing: Listing::Always, ..orders(1) };
    let outcome = publish(&target, &output, &mend).expect("published");
    assert_eq!(outcome.plan.drift, ["fr/news/2/index.html", "index.html"]);
    assert_eq!(run::audit(&target).expect("an audit").1.len(), 0);
}

#[test]
fn a_rehearsal_shows_that_the_target_may_be_written_and_leaves_it_as_it_was() {
    let server = Server::start(true);
    let target = server.client(1, "secret");
    let (plan, _) = run::rehearse(&target, &local_of(&site(5, "a", &[]), &target), &orders(0)).expect("a plan");
    assert_eq!(plan.sends.len(), 9);
    assert!(server.objects().is_empty());
    assert!(run::rehearse(&server.client(1, "wrong"), &Local::new(), &orders(0)).is_err());
}

#[test]
fn a_folder_is_published_edited_and_returned() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = Folder::new(folder.path().join("www"));
    let (first, second) = (site(4, "a", &[]), site(3, "b", &[1]));
    let release = publish(&target, &first, &orders(0)).expect("published").plan.next.release;
    publish(&target, &second, &orders(1)).expect("published");
    assert!(!folder.path().join("www/fr/news/3").exists());
    let former = run::former(&target, &release).expect("a release");
    run::publish(&target, &former, &orders(2), &|_, _, _| {}).expect("returned");
    for (path, content) in &first {
        let Content::Bytes(bytes) = content else { panic!("bytes") };
        let read = std::fs::read(folder.path().join("www").join(path.as_str())).expect("a file");
        assert_eq!(read, bytes.to_vec());
    }
    assert!(fixture::files(folder.path()).iter().all(|path| !path.ends_with(".tmp")));
}

#[test]
fn a_link_in_a_folder_is_not_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (www, outside) = (folder.path().join("www"), folder.path().join("outside"));
    fixture::put(&outside.join("kept.txt"), "kept");
    std::fs::create_dir_all(www.join("fr")).expect("a folder");
    std::os::unix::fs::symlink(&outside, www.join("fr/news")).expect("a link");
    let adopt = Orders { lifted: [Guard::Adopt].into(), ..orders(0) };
    let error = publish(&Folder::new(www), &site(1, "a", &[]), &adopt).map(|_| ()).expect_err("a link");
    assert!(format!("{error:#}").contains("is a link"), "{error:#}");
    assert_eq!(fixture::files(&outside), ["kept.txt"]);
}

#[test]
fn texts_are_kept_compressed_where_that_is_asked_for_and_the_site_sets_its_own_headers() {
    let server = Server::start(true);
    let target = server.client(1, "secret");
    let text = "a sentence that is said again; ".repeat(100);
    let output = Output::from([
        (OutputPath::new("index.html"), Content::from(text.clone())),
        (OutputPath::new("media/a.pdf"), Content::from(text.clone())),
        (OutputPath::new("small.txt"), Content::from("short".to_owned())),
    ]);
    let set = vec![("cache-control".to_owned(), "no-store".to_owned()), ("X-Robots-Tag".to_owned(), "none".to_owned())];
    let rules = vec![HeaderRule { path: "/media/*".to_owned(), set }];
    let serving = Serving { encoding: Some(Encoding::Gzip), rules, ..Serving::default() };
    assert_eq!(serving.left_out(), ["X-Robots-Tag"]);
    let publish = |serving: &Serving, day| {
        let local = local::local(&output, serving, target.traits()).expect("a site");
        run::publish(&target, &local, &orders(day), &|_, _, _| {}).expect("published")
    };
    publish(&serving, 0);
    let objects = server.objects();
    let page = &objects["index.html"];
    assert_eq!(page.content_encoding.as_deref(), Some("gzip"));
    let mut back = String::new();
    flate2::read::GzDecoder::new(&page.body[..]).read_to_string(&mut back).expect("a text");
    assert_eq!(back, text);
    assert_eq!((&objects["media/a.pdf"].content_encoding, &objects["small.txt"].content_encoding), (&None, &None));
    assert_eq!(objects["media/a.pdf"].cache_control.as_deref(), Some("no-store"));
    assert_eq!(publish(&serving, 1).plan.sends.len(), 0);
    assert_eq!(publish(&Serving { encoding: None, ..serving }, 2).plan.sends.len(), 1);
    assert_eq!(server.objects()["index.html"].body, text.as_bytes());
}

fn osier(site: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
    let mut command = crate::fixture::osier();
    command.current_dir(site).args(arguments).args(["--color", "never"]);
    command
        .envs(environment.iter().copied())
        .env_remove("AWS_ACCESS_KEY_ID")
        .env_remove("OSIER_S3_KEY_ID")
        .output()
        .expect("osier runs")
}

#[test]
fn the_commands_publish_list_verify_and_return() {
    let config = format!("{}\n[publish.here]\nkind = \"folder\"\npath = \"www\"\n", fixture::CONFIG);
    let site =
        fixture::site(&[("osier.toml", &config), ("content/fr/_index.md", "+++\ntitle = \"Home\"\n+++\nHello.\n")]);
    let run = |arguments: &[&str]| {
        let ran = osier(site.path(), arguments, &[]);
        let text = String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).into_owned();
        (ran.status.code().expect("a code"), text)
    };
    let (code, text) = run(&["publish", "--dry-run", "--now", fixture::NOW, "--no-cache"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("new      index.html") && text.contains("would send"), "{text}");
    assert!(!site.path().join("www/index.html").exists());
    let (code, text) = run(&["publish", "--now", fixture::NOW, "--no-cache"]);
    assert_eq!(code, 0, "{text}");
    assert!(site.path().join("www/index.html").exists());
    let (code, text) = run(&["publish", "--base-url", "http://localhost", "--now", fixture::NOW, "--no-cache"]);
    assert_eq!(code, 3, "{text}");
    assert!(text.contains("--force-local-url"), "{text}");
    let (code, text) = run(&["releases"]);
    assert!(code == 0 && text.contains("present"), "{text}");
    let (code, text) = run(&["publish", "--verify"]);
    assert!(code == 0 && text.contains("0 not as published"), "{text}");
    fixture::put(&site.path().join("www/index.html"), "defaced");
    let (code, text) = run(&["publish", "--verify"]);
    assert!(code == 1 && text.contains("index.html was altered"), "{text}");
    assert_eq!(run(&["rollback", "../manifest"]).0, 2);
    // Another configuration is read where it is asked for, and its faults are told.
    fixture::put(&site.path().join("osier.other.toml"), config.replace("kind = \"folder\"", "kind = \"fodler\""));
    let (code, text) = run(&["releases", "--config", "osier.other.toml"]);
    assert!(code == 1 && text.contains("osier.other.toml:8:8"), "{text}");
}

#[test]
fn a_secret_in_the_configuration_is_a_finding() {
    let text = "base_url = \"https://a.fr\"\ntitle = \"A\"\n[publish.p]\nkind = \"s3\"\nprovider = \"scaleway\"\n\
                bucket = \"b\"\nsecret_key = \"hunter2\"\n";
    let (config, findings) = osier::config::parse(&"osier.toml".into(), text);
    assert!(findings.iter().any(|one| one.message.contains("would put a secret")), "{findings:?}");
    assert!(findings.iter().all(|one| !one.message.contains("hunter2")));
    let osier::config::DestinationKind::S3 { endpoint, .. } = &config.publish[0].kind else { panic!("S3") };
    assert_eq!(endpoint, "https://s3.fr-par.scw.cloud");
}
