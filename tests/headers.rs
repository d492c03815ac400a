//! The headers that a site is to be served with, held against real servers: nginx and Caddy serve a published folder
//! with what `osier publish --headers` prints.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::fixture::{self, site};
use crate::publish::{free_port, skipped, wait_for};

const CONFIG: &str = "title = \"Test\"\nbase_url = \"https://test.example\"\n\n[theme]\nname = \"bare\"\n\
    [headers.\"/media/*.pdf\"]\nX-Robots-Tag = \"noindex\"\nCache-Control = \"public, max-age=60\"\n\
    [headers.\"/a.svg\"]\nReferrer-Policy = \"no-referrer\"\n\
    [output]\nredirects = [\"nginx\", \"caddy\"]\n\
    [publish.here]\nkind = \"folder\"\npath = \"public\"\n";

/// A page with a script of its own among pages without, a drawing, a file whose name holds its hash and one whose name
/// holds a date, and the name of a page that would say something to every server if it were let.
const FILES: &[(&str, &str)] = &[
    ("osier.toml", CONFIG),
    ("content/fr/_index.md", "---\ntitle: Accueil\n---\nBonjour.\n"),
    ("content/fr/a.md", "---\ntitle: A\naliases: [/old/]\n---\nA.\n"),
    (
        "static/l’outil $1 {x};.html",
        "<!doctype html><html lang=fr><title>T</title><script>alert('Hello, world.');</script>",
    ),
    ("static/assets/own.0a1b2c3d.css", "p{color:red}"),
    ("static/media/report.20261122.pdf", "%PDF-1.4"),
    ("static/assets/dated.20261122.css", "p{color:red}"),
    ("static/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
];

/// A server that is ended with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn osier(site: &Path, arguments: &[&str]) -> String {
    let mut command = crate::fixture::osier();
    command.current_dir(site).args(arguments).args(["--now", fixture::NOW, "--no-cache", "--color", "never"]);
    let ran = command.output().expect("osier runs");
    assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()));
    String::from_utf8(ran.stdout).expect("text")
}

#[test]
fn real_servers_send_the_headers_of_a_published_folder() {
    let folder = site(FILES);
    osier(folder.path(), &["publish"]);
    for (program, start) in [("/usr/sbin/nginx", nginx as fn(&Path, u16) -> Server), ("/usr/bin/caddy", caddy)] {
        if !Path::new(program).exists() {
            skipped(&format!("the headers of {program}: it is not installed"));
            continue;
        }
        let port = free_port();
        let _server = start(folder.path(), port);
        wait_for(port);
        let header = |path: &str, name: &str| get(port, path).1.get(name).cloned().unwrap_or_default();
        let (status, home) = get(port, "/");
        assert_eq!(status, 200);
        assert_eq!(home["x-content-type-options"], "nosniff");
        assert_eq!(home["strict-transport-security"], "max-age=31536000");
        assert_eq!(home["cache-control"], "public, max-age=0, must-revalidate");
        let policy = &home["content-security-policy"];
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("script-src"), "{policy}");
        assert_eq!(&header("/index.html", "content-security-policy"), policy);
        let tool = header("/l%E2%80%99outil%20%241%20%7Bx%7D%3B.html", "content-security-policy");
        assert!(tool.contains("script-src 'sha256-qznLcsROx4GACP2dm0UCKCzCG"), "{program}: {tool:?}");
        assert_eq!(header("/assets/own.0a1b2c3d.css", "cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(header("/assets/dated.20261122.css", "cache-control"), "public, max-age=0, must-revalidate");
        assert!(header("/a.svg", "content-security-policy").ends_with("sandbox"));
        // Rules of the site.
        assert_eq!(header("/media/report.20261122.pdf", "cache-control"), "public, max-age=60");
        assert_eq!(header("/media/report.20261122.pdf", "x-robots-tag"), "noindex");
        assert_eq!(header("/", "x-robots-tag"), "");
        assert_eq!(header("/a.svg", "referrer-policy"), "no-referrer");
        assert_eq!(header("/", "referrer-policy"), "strict-origin-when-cross-origin");
        // What does not exist is not cached.
        let (status, missing) = get(port, "/assets/gone.0a1b2c3d.css");
        assert_eq!((status, missing.get("cache-control")), (404, None), "{program}");
        assert!(missing["content-security-policy"].starts_with("default-src 'none';"), "{missing:?}");
        assert_eq!(missing["x-content-type-options"], "nosniff");
        // It is answered with the page for it, whatever was asked for.
        let page = fs::read_to_string(folder.path().join("public/404.html")).expect("a page");
        for path in ["/nope", "/nope/", "/a/nope.html?query", "/assets/gone.0a1b2c3d.css"] {
            assert_eq!(get(port, path).0, 404, "{program}: {path}");
            assert_eq!(raw(port, path).split_once("\r\n\r\n").map(|(_, body)| body), Some(&*page), "{program}: {path}");
        }
        let (status, moved) = get(port, "/old/");
        assert_eq!((status, moved["location"].trim_start_matches(&format!("http://127.0.0.1:{port}"))), (301, "/a/"));
        for (name, _) in home {
            let times = head(port, "/")
                .lines()
                .filter(|line| line.to_ascii_lowercase().starts_with(&format!("{name}:")))
                .count();
            assert_eq!(times, 1, "{program} sends {name} more than once");
        }
    }
}

#[test]
fn every_form_says_the_same() {
    let folder = site(FILES);
    let text = |form: &str| osier(folder.path(), &["publish", "--headers", form]);
    for form in ["nginx-maps", "caddy", "apache", "headers"] {
        let text = text(form);
        for part in ["default-src 'none'", "immutable", "sha256-qznLcsROx4GACP2dm0UCKCzCG", "max-age=60"] {
            assert!(text.contains(part), "{form} lacks {part}:\n{text}");
        }
        // Hosts that read `_headers` join the values of rules that match one file.
        assert_eq!(text.contains("must-revalidate"), form != "headers", "{text}");
    }
    assert!(text("headers").contains("# this form cannot replace a value: Referrer-Policy"));
    let apache = text("apache");
    let at = |part: &str| apache.find(part).unwrap_or_else(|| panic!("{part} is not in {apache}"));
    // Of lines that match, the last holds.
    assert!(at("must-revalidate\"\n") < at("immutable") && at("immutable") < at("max-age=60"));
}

/// A disk may fail without a trace: a page that was not read before its headers are made is no page without needs.
#[test]
fn a_page_that_the_disk_has_spoiled_is_not_told_to_need_nothing() {
    let (folder, cache) = (site(FILES), tempfile::tempdir().expect("a folder"));
    for path in fixture::files(folder.path()) {
        fixture::settle(&folder.path().join(path));
    }
    let run = || {
        let mut command = fixture::osier();
        command.env("OSIER_CACHE", cache.path()).args(["publish", "--headers", "headers"]);
        command.current_dir(folder.path()).args(["--now", fixture::NOW]);
        command.output().expect("it runs")
    };
    let first = run();
    assert!(first.status.success());
    let files = fixture::files(cache.path());
    let pack = files.iter().find(|path| path.contains("/pages/") && path.ends_with(".pack")).expect("a pack of pages");
    let pack = cache.path().join(pack);
    let mut bytes = fs::read(&pack).expect("a pack");
    let at = memchr::memmem::find(&bytes, b"<html").expect("a page");
    bytes[at] = b'(';
    fs::write(&pack, bytes).expect("spoiled");
    let stamp = osier::pack::Stamp::of(&pack.metadata().expect("a file"));
    fs::write(pack.with_extension("whole"), postcard::to_allocvec(&stamp).expect("bytes")).expect("noted");
    let spoiled = run();
    let error = String::from_utf8_lossy(&spoiled.stderr);
    assert!(!spoiled.status.success() && spoiled.stdout.is_empty() && error.contains("build once more"), "{error}");
    assert_eq!(run().stdout, first.stdout, "it is made again");
}

fn nginx(folder: &Path, port: u16) -> Server {
    fixture::put(&folder.join("maps.conf"), osier(folder, &["publish", "--headers", "nginx-maps"]));
    fixture::put(&folder.join("headers.conf"), osier(folder, &["publish", "--headers", "nginx"]));
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {}/{name};\n", folder.display()))
        .concat();
    let text = format!(
        "pid {0}/nginx.pid;\nerror_log {0}/nginx.log;\ndaemon off;\nmaster_process off;\nevents {{}}\nhttp {{\n{temporary}access_log off;\n\
         types {{ text/html html; text/css css; image/svg+xml svg; }}\ninclude {0}/maps.conf;\nserver {{\n\
         listen 127.0.0.1:{port};\nroot {0}/public;\ninclude {0}/headers.conf;\ninclude {0}/public/redirects.nginx.conf;\n\
         location / {{ try_files $uri $uri/ =404; }}\n}}\n}}\n",
        folder.display()
    );
    fixture::put(&folder.join("nginx.conf"), text);
    start(
        Command::new("/usr/sbin/nginx")
            .arg("-e")
            .arg(folder.join("nginx.log"))
            .arg("-c")
            .arg(folder.join("nginx.conf")),
    )
}

fn caddy(folder: &Path, port: u16) -> Server {
    fixture::put(&folder.join("headers.caddy"), osier(folder, &["publish", "--headers", "caddy"]));
    let text = format!(
        "{{\n\tadmin off\n\tauto_https off\n}}\nhttp://127.0.0.1:{port} {{\n\tbind 127.0.0.1\n\troot * {0}/public\n\
         \timport {0}/headers.caddy\n\timport {0}/public/redirects.caddy\n\tfile_server\n}}\n",
        folder.display()
    );
    fixture::put(&folder.join("Caddyfile"), text);
    let arguments = ["run", "--adapter", "caddyfile", "--config"];
    let file = folder.join("Caddyfile");
    start(Command::new("/usr/bin/caddy").args(arguments).arg(file).env("HOME", folder).env("XDG_CONFIG_HOME", folder))
}

fn start(command: &mut Command) -> Server {
    let command = command.stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null());
    Server(command.spawn().expect("a server"))
}

/// A whole answer.
fn raw(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("a server");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").expect("a request");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

/// The status line and the headers of an answer.
fn head(port: u16, path: &str) -> String {
    raw(port, path).split("\r\n\r\n").next().unwrap_or_default().to_owned()
}

/// The status and the headers of an answer, by name in lower case.
fn get(port: u16, path: &str) -> (u16, BTreeMap<String, String>) {
    let head = head(port, path);
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
    let pair = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    (status, head.lines().filter_map(pair).collect())
}
