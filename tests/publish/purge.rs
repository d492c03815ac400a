//! What caches are told once the site has changed.

use std::time::Duration;

use osier::config::{Purge, Service};
use osier::publish::purge::{self, Key, Scope};
use osier::publish::target::{Agent, Patience};

use super::recorder::Recorder;
use super::server::Server;
use super::{orders, publish, site};

const BASE: &str = "https://www.example.org";

fn agent() -> Agent {
    let patience = Patience {
        tries: 3,
        base: Duration::from_millis(1),
        most: Duration::from_millis(5),
        idle: Duration::from_secs(20),
    };
    Agent::new(patience)
}

fn of(service: Service, recorder: &Recorder) -> Purge {
    Purge { service, zone: "123".to_owned(), endpoint: Some(recorder.url.clone()) }
}

fn two() -> Scope {
    Scope::Addresses(vec![format!("{BASE}/fr/"), format!("{BASE}/a.b/%C3%A9t%C3%A9.pdf")])
}

#[test]
fn each_service_is_told_in_its_own_words() {
    let recorder = Recorder::start(|_| (200, Vec::new(), b"{\"access_token\":\"tok\"}".to_vec()));
    let told = |service, scope: &Scope| {
        let key = Key(if service == Service::Ovhcloud { "id:s&cret" } else { "k" }.to_owned());
        purge::purge(&of(service, &recorder), scope, BASE, &key, &agent()).expect("purged");
        let line = |one: &super::recorder::Asked| {
            let key = ["authorization", "accesskey", "x-auth-token"].map(|name| one.header(name)).concat();
            format!("{} {} [{key}] {}", one.method, one.path, one.text())
        };
        recorder.asked().iter().map(line).collect::<Vec<_>>()
    };
    // printf 'k:' | base64
    assert_eq!(
        told(Service::Keycdn, &two()),
        [
            "DELETE /zones/purgeurl/123.json [Basic azo=] {\"urls\":[\"www.example.org/fr/\",\"www.example.org/a.b/%C3%A9t%C3%A9.pdf\"]}"
        ]
    );
    assert_eq!(told(Service::Keycdn, &Scope::All), ["GET /zones/purge/123.json [Basic azo=] "]);
    assert_eq!(
        told(Service::Bunny, &two()),
        [
            "POST /purge?url=https%3A%2F%2Fwww%2Eexample%2Eorg%2Ffr%2F&exactPath=true [k] ",
            "POST /purge?url=https%3A%2F%2Fwww%2Eexample%2Eorg%2Fa%2Eb%2F%25C3%25A9t%25C3%25A9%2Epdf&exactPath=true [k] "
        ]
    );
    assert_eq!(told(Service::Bunny, &Scope::All), ["POST /pullzone/123/purgeCache [k] "]);
    let scaleway = "POST /edge-services/v1beta1/purge-requests [k] ";
    assert_eq!(
        told(Service::Scaleway, &two()),
        [format!("{scaleway}{{\"pipeline_id\":\"123\",\"assets\":[\"/fr/\",\"/a.b/%C3%A9t%C3%A9.pdf\"]}}")]
    );
    assert_eq!(told(Service::Scaleway, &Scope::All), [format!("{scaleway}{{\"pipeline_id\":\"123\",\"all\":true}}")]);
    let gcore = "POST /cdn/resources/123/purge [apikey k] ";
    assert_eq!(told(Service::Gcore, &two()), [format!("{gcore}{{\"urls\":[\"/fr/\",\"/a.b/%C3%A9t%C3%A9.pdf\"]}}")]);
    assert_eq!(told(Service::Gcore, &Scope::All), [format!("{gcore}{{\"paths\":[\"/*\"]}}")]);
    let token =
        "POST /auth/oauth2/token [] grant_type=client_credentials&client_id=id&client_secret=s%26cret&scope=all";
    let ovhcloud = "POST /v1/hosting/web/123/cdn/domain/www.example.org/purge [Bearer tok] ";
    let pattern = "^(/fr/|/a\\\\.b/%C3%A9t%C3%A9\\\\.pdf)$";
    let expected = format!("{ovhcloud}{{\"pattern\":\"{pattern}\",\"patternType\":\"regex\"}}");
    assert_eq!(told(Service::Ovhcloud, &two()), [token.to_owned(), expected]);
    assert_eq!(told(Service::Bunny, &Scope::Addresses(Vec::new())), Vec::<String>::new());
}

#[test]
fn a_purge_that_fails_is_tried_again_and_told_without_its_key() {
    let recorder = Recorder::start(|_| (429, vec![("retry-after", "0".to_owned())], Vec::new()));
    let error = purge::purge(&of(Service::Gcore, &recorder), &two(), BASE, &Key("hunter2".to_owned()), &agent());
    let text = format!("{:#}", error.expect_err("busy"));
    assert_eq!(recorder.asked().len(), 3);
    assert!(!text.contains("hunter2"), "{text}");
    let recorder = Recorder::start(|_| (403, Vec::new(), Vec::new()));
    let error = purge::purge(&of(Service::Bunny, &recorder), &two(), BASE, &Key("hunter2".to_owned()), &agent());
    let text = format!("{:#}", error.expect_err("refused"));
    assert!(text.contains("OSIER_PURGE_KEY") && !text.contains("hunter2"), "{text}");
    assert_eq!(recorder.asked().len(), 1);
}

#[test]
fn what_has_changed_is_purged_and_everything_when_it_is_much() {
    let server = Server::start(true);
    let target = server.client(1, "secret");
    let recorder = Recorder::start(|_| (200, Vec::new(), Vec::new()));
    let purge = of(Service::Bunny, &recorder);
    let first = publish(&target, &site(30, "a", &[]), &orders(0)).expect("published");
    assert_eq!(purge::scope(&purge, &first.plan, BASE), Scope::All);
    let edit = publish(&target, &site(29, "a", &[3]), &orders(1)).expect("published");
    let expected = ["/fr/news/29/", "/fr/news/3/", "/sitemap.xml"].map(|path| format!("{BASE}{path}"));
    assert_eq!(purge::scope(&purge, &edit.plan, BASE), Scope::Addresses(expected.to_vec()));
    let mut style = site(29, "b", &[3]);
    style.retain(|path, _| !path.as_str().ends_with(".html") || path.as_str() == "index.html");
    let style = run_of(&target, &style);
    // A new file whose name holds its hash was asked for by nobody.
    let Scope::Addresses(all) = purge::scope(&of(Service::Gcore, &recorder), &style, &format!("{BASE}/lab")) else {
        panic!("addresses")
    };
    assert!(all.contains(&format!("{BASE}/lab/")) && all.iter().all(|one| !one.contains("assets/")), "{all:?}");
}

fn run_of(target: &dyn osier::publish::target::Target, output: &osier::output::Output) -> osier::publish::plan::Plan {
    let lifted = [osier::publish::guard::Guard::Shrink].into();
    let orders = super::Orders { lifted, ..orders(2) };
    publish(target, output, &orders).expect("published").plan
}
