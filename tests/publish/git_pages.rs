//! Publishing to a server of git-pages that is in memory: it unpacks archives, knows what it holds and forgets on
//! demand.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use osier::finding::OutputPath;
use osier::output::Content;
use osier::publish::guard::{Guard, Refusal};
use osier::publish::headers::Serving;
use osier::publish::target::{GitPages, Patience, Token, Traits};
use osier::publish::{local, whole};
use sha2::{Digest as _, Sha256};

use super::recorder::{Asked, Recorder, Reply};
use super::{orders, site};
use crate::fixture;

type Site = BTreeMap<String, Vec<u8>>;

fn blob(bytes: &[u8]) -> String {
    let digest = Sha256::digest([format!("blob {}\0", bytes.len()).as_bytes(), bytes].concat());
    digest.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// The site of an archive, or nothing when it names what the server does not hold.
fn unpack(archive: &[u8], held: &Site) -> Option<(Site, usize)> {
    let (mut unpacked, mut bodies) = (Site::new(), 0);
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(archive));
    for entry in archive.entries().expect("an archive") {
        let mut entry = entry.expect("an entry");
        let path = entry.path().expect("a path").to_string_lossy().into_owned();
        let body = if let Some(link) = entry.link_name().expect("a link") {
            let link = link.to_string_lossy().into_owned();
            let hash = link.strip_prefix("/git/blobs/").expect("a name of Git");
            held.values().find(|bytes| blob(bytes) == hash)?.clone()
        } else {
            let mut body = Vec::new();
            entry.read_to_end(&mut body).expect("a body");
            bodies += 1;
            body
        };
        unpacked.insert(path, body);
    }
    Some((unpacked, bodies))
}

struct Pages {
    recorder: Recorder,
    site: Arc<Mutex<Site>>,
    bodies: Arc<Mutex<Vec<usize>>>,
}

impl Pages {
    fn start() -> Self {
        let (site, bodies): (Arc<Mutex<Site>>, Arc<Mutex<Vec<usize>>>) = Default::default();
        let (theirs, counts) = (Arc::clone(&site), Arc::clone(&bodies));
        let recorder = Recorder::start(move |asked| reply(asked, &theirs, &counts));
        Self { recorder, site, bodies }
    }

    fn client(&self, token: &str) -> GitPages {
        let patience = Patience { tries: 2, base: Duration::from_millis(1), ..Patience::default() };
        GitPages::new(&self.recorder.url, Token::Site(token.to_owned()), patience)
    }
}

fn reply(asked: &Asked, site: &Mutex<Site>, bodies: &Mutex<Vec<usize>>) -> Reply {
    let mut site = site.lock().expect("a site");
    if asked.method == "GET" {
        let key = percent_encoding::percent_decode_str(&asked.path[1..]).decode_utf8_lossy();
        let key = if key.is_empty() || key.ends_with('/') { format!("{key}index.html") } else { key.into_owned() };
        let kind = vec![("content-type", Serving::default().of(&key).content_type)];
        return site.get(&key).map_or((404, Vec::new(), Vec::new()), |body| (200, kind, body.clone()));
    }
    if asked.header("authorization") != "Pages right" {
        return (401, Vec::new(), Vec::new());
    }
    assert_eq!((asked.method.as_str(), asked.path.as_str()), ("PUT", "/"));
    assert_eq!(asked.header("content-type"), "application/x-tar+gzip");
    let Some((mut unpacked, count)) = unpack(&asked.body, &site) else { return (422, Vec::new(), Vec::new()) };
    // It is read, and not kept.
    unpacked.remove("_headers");
    if asked.header("dry-run") != "yes" {
        *site = unpacked;
        bodies.lock().expect("counts").push(count);
    }
    (200, Vec::new(), Vec::new())
}

#[test]
fn a_site_is_sent_whole_and_what_the_server_holds_is_only_named() {
    let pages = Pages::start();
    let traits = Traits { headers: false, siblings: false };
    let local = |output| local::local(output, &Serving::default(), traits).expect("a site");
    let site = |changed: &[usize]| {
        let mut site = site(20, "a", changed);
        site.insert(OutputPath::new("_headers"), Content::from("/*\n  X-Robots-Tag: noindex\n".to_owned()));
        site
    };
    let (first, second) = (site(&[]), site(&[3]));
    whole::rehearse(&pages.client("right"), &local(&first), &orders(0)).expect("a plan");
    assert!(pages.site.lock().expect("a site").is_empty());
    whole::publish(&pages.client("right"), &local(&first), &orders(0)).expect("published");
    let outcome = whole::publish(&pages.client("right"), &local(&second), &orders(1)).expect("published");
    assert_eq!((outcome.plan.sends.len(), outcome.requests), (1, 2), "one page, in a manifest read and an archive");
    let none = whole::publish(&pages.client("right"), &local(&second), &orders(2)).expect("published");
    assert_eq!((none.bytes, none.requests), (0, 1));
    // The page, the headers and the manifest.
    assert_eq!(*pages.bodies.lock().expect("counts"), [first.len() + 1, 3]);
    for (path, content) in second.iter().filter(|(path, _)| path.as_str() != "_headers") {
        let Content::Bytes(bytes) = content else { panic!("bytes") };
        assert_eq!(
            pages.site.lock().expect("a site").get(path.as_str()).map(Vec::as_slice),
            Some(&bytes[..]),
            "{path}"
        );
    }
    // What the server has lost is sent again, all of it.
    pages.site.lock().expect("a site").retain(|key, _| key.starts_with("_osier/"));
    assert_eq!(whole::audit(&pages.client("right")).expect("an audit").1.len(), second.len() - 1);
    let third = site(&[3, 4]);
    whole::publish(&pages.client("right"), &local(&third), &orders(3)).expect("published");
    assert_eq!(pages.bodies.lock().expect("counts").last(), Some(&(third.len() + 1)));
    assert!(whole::audit(&pages.client("right")).expect("an audit").1.is_empty());
}

#[test]
fn a_site_of_others_and_a_wrong_token_are_refused() {
    let pages = Pages::start();
    let traits = Traits { headers: false, siblings: false };
    let local = local::local(&site(3, "a", &[]), &Serving::default(), traits).expect("a site");
    let error = whole::publish(&pages.client("hunter2"), &local, &orders(0)).map(|_| ()).expect_err("refused");
    let text = format!("{error:#}");
    assert!(text.contains("OSIER_PAGES_TOKEN") && !text.contains("hunter2"), "{text}");
    assert!(whole::rehearse(&pages.client("hunter2"), &local, &orders(0)).is_err());
    pages.site.lock().expect("a site").insert("index.html".to_owned(), b"another".to_vec());
    let error = whole::publish(&pages.client("right"), &local, &orders(0)).map(|_| ()).expect_err("refused");
    assert_eq!(error.downcast_ref::<Refusal>().expect("a refusal").guard, Guard::Adopt);
    assert_eq!(pages.site.lock().expect("a site").len(), 1);
}

#[test]
fn the_commands_publish_to_git_pages_and_say_what_it_cannot() {
    let pages = Pages::start();
    let target = format!("[publish.here]\nkind = \"git-pages\"\nurl = \"{}\"\n", pages.recorder.url);
    let config = format!("{}\n{target}", fixture::CONFIG);
    let home = "+++\ntitle = \"Home\"\n+++\nHello.\n";
    let site = fixture::site(&[("osier.toml", &config), ("content/fr/_index.md", home)]);
    let run = |arguments: &[&str], token: &str| {
        let ran = super::osier(site.path(), arguments, &[("OSIER_PAGES_TOKEN", token)]);
        let text = String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).into_owned();
        (ran.status.code().expect("a code"), text)
    };
    let publish = ["publish", "--now", fixture::NOW, "--no-cache"];
    let (code, text) = run(&[&publish[..], &["--dry-run"]].concat(), "wrong");
    assert!(code == 2 && text.contains("OSIER_PAGES_TOKEN"), "{text}");
    pages.recorder.asked();
    let (code, text) = run(&publish, "right");
    assert!(code == 0 && text.contains("Seen from outside") && !text.contains("wrong "), "{text}");
    let sent = pages.recorder.asked().into_iter().find(|asked| asked.method == "PUT").expect("an archive");
    let (sent, _) = unpack(&sent.body, &Site::new()).expect("an archive");
    assert!(String::from_utf8_lossy(&sent["_headers"]).contains("Content-Security-Policy: default-src 'none'"));
    let (code, text) = run(&["publish", "--verify"], "right");
    assert!(code == 0 && text.contains("0 not as published"), "{text}");
    let (code, text) = run(&["releases"], "right");
    assert!(code == 0 && text.contains("present"), "{text}");
    let (code, text) = run(&["rollback", "20261122T110000Z-1a2b3c4d"], "right");
    assert!(code == 2 && text.contains("keeps no former release"), "{text}");
}
