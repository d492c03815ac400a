//! Looking at the site from outside once it is published, as a reader does: a few addresses, what each answers, and
//! what is to be done where the answer is another than it should be.

use std::time::Duration;

use sha2::{Digest as _, Sha256};
use ureq::http::{HeaderMap, Method, Request};

use super::headers::Serving;
use super::local::{self, Local};
use super::plan::{Plan, Why};
use super::purge::address;
use super::target::{Agent, Traits};
use crate::write::order;

/// How many pages that have changed are looked at.
const PAGES: usize = 5;
/// How often an address is asked again when caches still hold the former answer.
const TRIES: u32 = 3;

/// An address and what it should answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The whole address.
    pub url: String,
    /// What.
    pub answer: Answer,
}

/// What an address should answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A file.
    File {
        /// The SHA-256 of its body.
        sha256: String,
        /// `Content-Type`.
        content_type: String,
        /// `Cache-Control`.
        cache_control: String,
    },
    /// A page that leads to this address: by the server, or by itself.
    Redirect(String),
    /// That nothing is there.
    Missing,
}

/// What an address answered.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The address.
    pub url: String,
    /// The status; nothing when the server cannot be reached.
    pub status: Option<u16>,
    /// What readers get wrong, with the cure.
    pub faults: Vec<String>,
    /// What could be better served, with the cure.
    pub advice: Vec<String>,
}

/// The sample of a publication: the home page, pages that have changed, a file whose name holds its hash, a redirect,
/// what was deleted, and what never was.
pub fn sample(local: &Local, plan: &Plan, serving: &Serving, base: &str) -> Vec<Expected> {
    let redirects = &serving.redirects;
    let is_page = |key: &&String| order::is_page(key) && !redirects.contains_key(*key) && *key != "404.html";
    let changed = plan.sends.iter().filter(|one| one.why != Why::Headers).map(|one| &one.key);
    let hashed = local.keys().find(|key| order::is_hashed(key) && !key.ends_with(".br") && !key.ends_with(".gz"));
    let home = local.keys().find(|key| *key == "index.html");
    let mut keys: Vec<&String> = home.into_iter().chain(changed.filter(is_page).take(PAGES)).chain(hashed).collect();
    keys.dedup();
    let file = |key: &&String| {
        let served = serving.of(key);
        let entry = &local.get(*key)?.entry;
        let answer = Answer::File {
            sha256: entry.sha256.clone(),
            content_type: served.content_type,
            cache_control: served.cache_control,
        };
        Some(Expected { url: address(base, key), answer })
    };
    let mut all: Vec<Expected> = keys.iter().filter(|key| !redirects.contains_key(**key)).filter_map(file).collect();
    let first = redirects.iter().find(|(key, _)| local.contains_key(*key));
    all.extend(first.map(|(key, to)| Expected { url: address(base, key), answer: Answer::Redirect(to.clone()) }));
    let missing = |key: &str| Expected { url: address(base, key), answer: Answer::Missing };
    all.extend(plan.deletes.iter().find(|key| order::is_page(key)).map(|key| missing(key)));
    all.push(missing(&format!("nothing-is-here-{}", plan.next.release.to_ascii_lowercase())));
    all
}

/// Asks for each address. `pause` is how long is waited before one is asked again.
pub fn look(sample: &[Expected], traits: Traits, agent: &Agent, pause: Duration) -> Vec<Seen> {
    let one = |expected: &Expected| {
        let mut seen = ask(expected, traits, agent);
        for _ in 1..TRIES {
            if seen.faults.is_empty() {
                break;
            }
            std::thread::sleep(pause);
            seen = ask(expected, traits, agent);
        }
        seen
    };
    sample.iter().map(one).collect()
}

fn ask(expected: &Expected, traits: Traits, agent: &Agent) -> Seen {
    let mut seen = Seen { url: expected.url.clone(), status: None, faults: Vec::new(), advice: Vec::new() };
    let request = || {
        let request = Request::builder().method(Method::GET).uri(&expected.url).header("accept-encoding", "identity");
        Ok(request.body(())?)
    };
    let answer = match agent.send("cannot see it", None, &request) {
        Ok(answer) => answer,
        Err(error) => {
            let help = "check that the name leads to the server, and `url` of the target";
            seen.faults.push(format!("{error:#}; {help}"));
            return seen;
        }
    };
    seen.status = Some(answer.status.as_u16());
    let (status, get) = (answer.status, |name| header(&answer.headers, name));
    match &expected.answer {
        Answer::File { sha256, content_type, cache_control } => {
            if status.as_u16() != 200 {
                let to = get("location");
                let led = if to.is_empty() { String::new() } else { format!(" and leads to {to}") };
                seen.faults
                    .push(format!("it answers {status}{led} in place of the page; check what the server serves"));
                return seen;
            }
            if local::hex(&Sha256::digest(&answer.body)) != *sha256 {
                seen.faults.push(
                    "it shows something else than what was published; purge the caches before it, and check that the \
                     server serves the target"
                        .to_owned(),
                );
            }
            let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            let found = get("content-type");
            // Servers may know a newer or an older name for a type; for pages there is one.
            if essence(&found) != essence(content_type) {
                let fault = format!("its type is `{found}` and not `{content_type}`; {}", cure(traits));
                if content_type.starts_with("text/html") { &mut seen.faults } else { &mut seen.advice }.push(fault);
            }
            if get("cache-control") != *cache_control {
                let found = get("cache-control");
                let shown = if found.is_empty() { "none".to_owned() } else { format!("`{found}`") };
                seen.advice.push(format!("its Cache-Control is {shown} and not `{cache_control}`; {}", cure(traits)));
            }
        }
        Answer::Redirect(to) => {
            let text = String::from_utf8_lossy(&answer.body);
            let leads = status.is_redirection() && get("location").ends_with(to.as_str())
                || status.as_u16() == 200 && text.contains(to.as_str());
            if !leads {
                seen.faults.push(format!("it answers {status} and does not lead to {to}; publish with --check-target"));
            } else if status.as_u16() == 200 {
                seen.advice.push(
                    "the page leads on and the server does not; `redirects` of `[output]` gives it the list".to_owned(),
                );
            }
        }
        Answer::Missing => {
            if !matches!(status.as_u16(), 404 | 410) && !status.is_redirection() {
                seen.faults.push(format!(
                    "it answers {status} where nothing is; have the server answer 404 with /404.html, and purge caches"
                ));
            }
        }
    }
    seen
}

/// Who can mend a header.
fn cure(traits: Traits) -> &'static str {
    if traits.headers {
        "the host or a cache before it alters it"
    } else {
        "give the server what `osier publish --headers` prints"
    }
}

fn header(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}
