//! The published site seen from outside, and what the commands tell of it.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use osier::publish::headers::Serving;
use osier::publish::outside::{self, Seen};
use osier::publish::target::{Agent, Folder, Patience, Target as _};

use super::recorder::{Asked, Recorder, Reply};
use super::{local_of, orders, osier, publish, site};
use crate::fixture;

/// What a server of files answers, which knows the headers of the site.
fn served(root: &Path, asked: &Asked) -> Reply {
    let path = percent_encoding::percent_decode_str(asked.path.trim_start_matches('/')).decode_utf8_lossy();
    let key = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.into_owned() };
    match std::fs::read(root.join(&key)) {
        Ok(body) => {
            let headers = Serving::default().of(&key);
            (200, vec![("content-type", headers.content_type), ("cache-control", headers.cache_control)], body)
        }
        Err(_) => (404, Vec::new(), b"nothing".to_vec()),
    }
}

fn look(reply: impl Fn(&Path, &Asked) -> Reply + Send + Sync + 'static) -> Vec<Seen> {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().to_owned();
    let target = Folder::new(root.clone());
    publish(&target, &site(3, "a", &[]), &orders(0)).expect("published");
    let output = site(3, "a", &[1]);
    let plan = publish(&target, &output, &orders(1)).expect("published").plan;
    let recorder = Recorder::start(move |asked| reply(&root, asked));
    let redirects = BTreeMap::from([("fr/news/2/index.html".to_owned(), "/fr/there/".to_owned())]);
    let sample = outside::sample(
        &local_of(&output, &target),
        &plan,
        &Serving { redirects, ..Serving::default() },
        &recorder.url,
    );
    let agent = Agent::new(Patience { tries: 1, idle: Duration::from_secs(20), ..Patience::default() });
    outside::look(&sample, target.traits(), &agent, Duration::ZERO)
}

fn faults(seen: &[Seen]) -> String {
    seen.iter().flat_map(|one| one.faults.iter().chain(&one.advice)).cloned().collect::<Vec<_>>().join("\n")
}

#[test]
fn a_sound_site_shows_what_was_published() {
    let seen = look(|root, asked| match asked.path.as_str() {
        "/fr/news/2/" => (301, vec![("location", "https://www.example.org/fr/there/".to_owned())], Vec::new()),
        _ => served(root, asked),
    });
    assert_eq!(faults(&seen), "");
    let statuses: Vec<Option<u16>> = seen.iter().map(|one| one.status).collect();
    // The home page, the page that has changed, a hashed file, the redirect, what never was.
    assert_eq!(statuses, [200, 200, 200, 301, 404].map(Some));
}

#[test]
fn what_readers_get_wrong_is_told_with_its_cure() {
    let stale = |root: &Path, asked: &Asked| match asked.path.as_str() {
        "/fr/news/1/" => (200, vec![("content-type", "text/html".to_owned())], b"the former page".to_vec()),
        "/fr/news/2/" => served(root, asked),
        _ if asked.path.starts_with("/nothing") => (200, Vec::new(), b"home".to_vec()),
        _ => {
            let (status, mut headers, body) = served(root, asked);
            headers.retain(|(name, _)| *name == "content-type");
            (status, headers, body)
        }
    };
    let text = faults(&look(stale));
    for part in [
        "something else than what was published",
        "does not lead to /fr/there/",
        "answers 200 Told where nothing is",
        "Cache-Control is none and not `public, max-age=31536000, immutable`; give the server what `osier publish --headers`",
    ] {
        let part = part.replace(" Told", "");
        assert!(text.replace(" OK", "").contains(&part), "{part} is not in:\n{text}");
    }
    let lost = look(|_, _| (302, vec![("location", "https://login.example.org/".to_owned())], Vec::new()));
    assert!(faults(&lost).contains("leads to https://login.example.org/"), "{lost:?}");
}

#[test]
fn the_command_publishes_purges_and_looks_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let www = folder.path().join("www");
    let root = www.clone();
    let recorder = Recorder::start(move |asked| match asked.path.as_str() {
        path if path.starts_with("/purge") || path.starts_with("/pullzone") => {
            let status = if asked.header("accesskey") == "right" { 200 } else { 401 };
            (status, Vec::new(), Vec::new())
        }
        _ => served(&root, asked),
    });
    let config = format!(
        "{}\n[publish.here]\nkind = \"folder\"\npath = \"{}\"\nurl = \"{url}\"\n[publish.here.purge]\n\
         service = \"bunny\"\nzone = \"123\"\nendpoint = \"{url}\"\n",
        fixture::CONFIG,
        www.display(),
        url = recorder.url
    );
    let home = "+++\ntitle = \"Home\"\n+++\nHello.\n";
    let site = fixture::site(&[("osier.toml", &config), ("content/fr/_index.md", home)]);
    let run = |arguments: &[&str], key: &str| {
        let all = [arguments, &["--now", fixture::NOW, "--no-cache"]].concat();
        let ran = osier(site.path(), &all, &[("OSIER_PURGE_KEY", key)]);
        let text = String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).into_owned();
        (ran.status.code().expect("a code"), text)
    };
    let (code, text) = run(&["publish"], "");
    assert!(code == 2 && text.contains("OSIER_PURGE_KEY") && !www.exists(), "{text}");
    let (code, text) = run(&["publish", "--dry-run"], "right");
    assert!(code == 0 && text.contains("Bunny: would be purged of") && !www.join("index.html").exists(), "{text}");
    assert!(recorder.asked().is_empty());
    let (code, text) = run(&["publish"], "right");
    assert!(code == 0 && text.contains("Bunny: purged of") && text.contains("right   200"), "{text}");
    fixture::put(&site.path().join("content/fr/_index.md"), "+++\ntitle = \"Home\"\n+++\nHello again.\n");
    let (code, text) = run(&["publish"], "wrong");
    assert!(code == 1 && text.contains("its cache was not purged") && !text.contains("wrong:"), "{text}");
    assert!(std::fs::read_to_string(www.join("index.html")).expect("a page").contains("Hello again."));
    let ran = osier(site.path(), &["publish", "--purge"], &[("OSIER_PURGE_KEY", "right")]);
    assert_eq!(ran.status.code(), Some(0));
    assert_eq!(recorder.asked().last().expect("a request").path, "/pullzone/123/purgeCache");
}
