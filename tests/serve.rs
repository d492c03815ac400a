//! The preview over loopback: what it serves, what it refuses, what it does when sources change.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use osier::cache::Cache;
use tempfile::TempDir;

use crate::fixture::{self, CONFIG, NOW, put};
use crate::random::Random;

/// How long a change may take to be seen on a machine that does much else.
const PATIENCE: Duration = Duration::from_mins(1);

const HOME: (&str, &str) = ("content/fr/_index.md", "---\ntitle: Accueil\n---\n");
const PAGE: (&str, &str) = ("content/fr/a.md", "---\ntitle: A\naliases: [/ancien/]\n---\nLe texte.\n");
const DRAFT: (&str, &str) = ("content/fr/b.md", "---\ntitle: B\ndraft: true\n---\nPas encore.\n");

/// A preview that runs until it is dropped.
struct Preview {
    child: Child,
    port: u16,
    lines: Receiver<String>,
    _cache: TempDir,
}

impl Preview {
    fn of(site: &Path, more: &[&str]) -> Self {
        Self::by(crate::fixture::osier(), site, more)
    }

    fn by(mut osier: Command, site: &Path, more: &[&str]) -> Self {
        let cache = tempfile::tempdir().expect("a folder");
        let mut child = osier
            .args(["serve", "--port", "0", "--now", NOW, "--cache"])
            .arg(cache.path())
            .arg(site)
            .args(more)
            .stderr(Stdio::piped())
            .spawn()
            .expect("osier runs");
        let (sender, lines) = channel();
        let told = BufReader::new(child.stderr.take().expect("standard error"));
        std::thread::spawn(move || told.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let mut preview = Self { child, port: 0, lines, _cache: cache };
        let line = preview.line_with("preview at");
        let port = line.split("preview at http://127.0.0.1:").nth(1).expect("an address");
        preview.port = port.split('/').next().expect("a port").parse().expect("a number");
        preview
    }

    /// The next line of the terminal that holds `words`.
    fn line_with(&self, words: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no line with `{words}`"));
            if line.contains(words) {
                return line;
            }
        }
    }

    /// The answer to bytes sent as they are.
    fn raw(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        // A server that refuses may close before all is sent.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.with(path, "")
    }

    /// The answer to a GET with more headers, each with its line break.
    fn with(&self, path: &str, headers: &str) -> String {
        self.raw(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"))
    }

    /// Asks until the answer holds `words`.
    fn until(&self, path: &str, words: &str) -> String {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if answer.contains(words) {
                return answer;
            }
            assert!(start.elapsed() < PATIENCE, "{path} never has `{words}`: {answer}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The lines that a window is sent that shows the page `/a/`.
    fn listen(&self) -> impl Iterator<Item = String> + use<> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        let page = self.get("/a/");
        let mark = page.split("mark&quot;:&quot;").nth(1).expect("a mark")[..16].to_owned();
        let path = format!("/_osier/events?page=a/index.html&token={}&mark={mark}", self.token());
        let own = "Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n";
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\n{own}\r\n").expect("a request");
        BufReader::new(stream).lines().map_while(Result::ok)
    }

    fn token(&self) -> String {
        let page = self.get("/");
        let at = page.find("&quot;token&quot;:&quot;").expect("a token") + "&quot;token&quot;:&quot;".len();
        page[at..at + 64].to_owned()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn site() -> TempDir {
    fixture::site(&[("osier.toml", CONFIG), HOME, PAGE, DRAFT])
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

#[test]
fn the_site_is_served_as_a_host_would_and_nothing_is_written() {
    let site = site();
    put(&site.path().join("static/film.mp4"), "0123456789");
    let preview = Preview::of(site.path(), &[]);
    let page = preview.get("/a/");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("content-type: text/html; charset=utf-8"), "{page}");
    assert!(page.contains("Le texte.") && page.contains("/_osier/client.js"), "{page}");
    for header in
        ["cross-origin-resource-policy: same-origin", "x-content-type-options: nosniff", "cache-control: no-store"]
    {
        assert!(page.contains(header), "{header}");
    }
    assert!(!page.contains("access-control"), "{page}");
    for (from, to) in [("/a", "/a/"), ("/ancien/", "/a/"), ("/a?x=1", "/a/?x=1")] {
        let answer = preview.get(from);
        assert!(
            answer.starts_with("HTTP/1.1 301") && answer.contains(&format!("location: {to}\r\n")),
            "{from}: {answer}"
        );
    }
    assert_eq!(status(&preview.get("/rien/")), "404");
    let draft = preview.get("/b/");
    assert!(draft.contains("Pas encore."), "{draft}");
    assert!(preview.get("/_osier/page?page=b/index.html").contains("\"state\":\"it is a draft\""));
    assert!(preview.get("/_osier/").contains("b/index.html"));
    for (accepted, encoding) in [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip")] {
        let encoded = preview.with("/a/", &format!("Accept-Encoding: {accepted}\r\n"));
        assert!(encoded.contains("vary: Accept-Encoding"), "{encoded}");
        assert!(encoded.contains(&format!("content-encoding: {encoding}\r\n")), "{accepted}: {encoded}");
    }
    let part = preview.with("/film.mp4", "Range: bytes=3-5\r\n");
    assert!(part.starts_with("HTTP/1.1 206") && part.ends_with("\r\n\r\n345"), "{part}");
    assert!(part.contains("content-range: bytes 3-5/10\r\n") && part.contains("content-length: 3\r\n"), "{part}");
    assert_eq!(status(&preview.with("/film.mp4", "Range: bytes=10-\r\n")), "416");
    assert_eq!(status(&preview.with("/rien/", "Range: bytes=0-1\r\n")), "404");
    put(&site.path().join("static/long.mp4"), vec![b'x'; 3 << 20]);
    let long = preview.until("/long.mp4", "HTTP/1.1 200");
    let (headers, film) = long.split_once("\r\n\r\n").expect("a body");
    assert!(headers.contains(&format!("content-length: {}", 3 << 20)) && film.len() == 3 << 20, "{headers}");
    let rest = preview.with("/long.mp4", "Range: bytes=1000000-\r\n");
    assert!(
        rest.starts_with("HTTP/1.1 206") && rest.contains(&format!("content-length: {}\r\n", (3 << 20) - 1_000_000))
    );
    let head = preview.raw("HEAD /long.mp4 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(head.contains(&format!("content-length: {}\r\n", 3 << 20)) && head.ends_with("\r\n\r\n"), "{head}");
    let head = preview.raw("HEAD /a/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(head.starts_with("HTTP/1.1 200") && head.ends_with("\r\n\r\n"), "{head}");
    assert!(!site.path().join("public").exists() && !site.path().join(".osier").exists());
}

#[test]
fn only_the_hosts_of_this_machine_are_answered() {
    let site = site();
    let preview = Preview::of(site.path(), &["--allow-host", "preview.example"]);
    let asked = |host: &str| {
        let answer = preview.raw(&format!("GET /b/ HTTP/1.1\r\n{host}Connection: close\r\n\r\n"));
        assert!(status(&answer) == "200" || !answer.contains("Pas encore."), "{answer}");
        status(&answer).to_owned()
    };
    for good in ["localhost", "127.0.0.1:8080", "[::1]:8080", "preview.example"] {
        assert_eq!(asked(&format!("Host: {good}\r\n")), "200", "{good}");
    }
    for bad in
        ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8080", "evil.example:127.0.0.1", "0.0.0.0"]
    {
        assert_eq!(asked(&format!("Host: {bad}\r\n")), "421", "{bad}");
    }
    assert_eq!(asked("Host: localhost\r\nHost: evil.example\r\n"), "421");
    assert_eq!(asked("Host:\r\n"), "421");
    assert_ne!(asked(""), "200");
    let absolute = preview.raw("GET http://evil.example/b/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert_eq!(status(&absolute), "421");
}

#[test]
fn the_stream_is_for_pages_of_the_preview_only() {
    let site = site();
    let preview = Preview::of(site.path(), &[]);
    let stream = format!("/_osier/events?page=index.html&token={}", preview.token());
    for headers in [
        "Origin: http://evil.example\r\n",
        "Origin: null\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
    ] {
        assert_eq!(status(&preview.with(&stream, headers)), "403", "{headers}");
    }
    for path in ["/_osier/events", "/_osier/events?page=index.html&token=0", "/_osier/events?token="] {
        assert_eq!(status(&preview.get(path)), "403", "{path}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] {
        let answer =
            preview.raw(&format!("{method} {stream} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        assert_eq!(status(&answer), "405", "{method}");
    }
}

#[test]
fn no_address_leads_out_of_the_site() {
    let site = site();
    put(&site.path().join("secret.toml"), "key = \"hidden\"");
    let preview = Preview::of(site.path(), &[]);
    for path in [
        "/../osier.toml",
        "/..%2fosier.toml",
        "/%2e%2e/osier.toml",
        "/%2e%2e%2fosier.toml",
        "/..%5costier.toml",
        "/../../osier.toml",
        "/%252e%252e/osier.toml",
        "//etc/passwd",
        "/a/..;/osier.toml",
        "/osier.toml%00.html",
        "/....//osier.toml",
        "/content/fr/b.md",
        "/osier.toml",
        "/secret.toml",
        "/\\..\\osier.toml",
        "/%c0%ae%c0%ae/osier.toml",
        "/@fs/etc/passwd?raw",
    ] {
        let answer = preview.get(path);
        assert!(["400", "404"].contains(&status(&answer)), "{path}: {answer}");
        assert!(
            !answer.contains("base_url") && !answer.contains("hidden") && !answer.contains("root:"),
            "{path}: {answer}"
        );
    }
    let long = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(100_000));
    assert_eq!(status(&preview.raw(&long)), "431");
}

#[test]
fn what_comes_from_sources_is_shown_as_text() {
    let site = site();
    let script = "<img src=x onerror=alert(1)>";
    put(
        &site.path().join("content/fr/<b>x.md"),
        format!("---\ntitle: X\n---\n[l]({script})\n[m](rien\"><script>.md)\n"),
    );
    let preview = Preview::of(site.path(), &[]);
    let page = preview.get("/_osier/");
    assert!(page.contains("&lt;b&gt;x"), "{page}");
    assert!(!page.contains("<b>x") && !page.contains("<img") && !page.contains("<script"), "{page}");
    let search = preview.get("/_osier/?path=%22%3E%3Cscript%3E");
    assert!(search.contains("&quot;&gt;&lt;script&gt;") && !search.contains("<script"), "{search}");
    let panel = preview.get("/_osier/page?page=a/index.html");
    assert!(panel.contains("content-type: application/json"), "{panel}");
}

#[test]
fn an_edit_is_served_and_told_whatever_way_it_is_saved() {
    let site = site();
    let path = |path: &str| site.path().join(path);
    let preview = Preview::of(site.path(), &[]);
    let page = |text: &str| format!("---\ntitle: A\n---\n{text}\n");
    put(&path("content/fr/a.md"), page("Ecrit."));
    assert!(preview.line_with("content/fr/a.md: ").contains(" ms, "));
    preview.until("/a/", "Ecrit.");
    // As editors save: a file beside, renamed over.
    for turn in 1..=2 {
        put(&path("content/fr/.a.md.tmp"), page(&format!("Renomme {turn}.")));
        fs::rename(path("content/fr/.a.md.tmp"), path("content/fr/a.md")).expect("a rename");
        preview.until("/a/", &format!("Renomme {turn}."));
    }
    put(&path("content/fr/n/c.md"), "---\ntitle: C\n---\nNeuve.\n");
    preview.until("/n/c/", "Neuve.");
    fs::remove_dir_all(path("content/fr/n")).expect("a folder");
    preview.until("/n/c/", "HTTP/1.1 404");
    // A folder of sources that was not there at first.
    put(&path("static/x.txt"), "un");
    preview.until("/x.txt", "un");
    put(&path("static/x.txt"), "deux");
    preview.until("/x.txt", "deux");
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_opened_when_that_is_asked_for() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = site();
    let programs = tempfile::tempdir().expect("a folder");
    let browser = programs.path().join("xdg-open");
    put(&browser, "#!/bin/sh\necho \"$1\" > \"$0.opened\"\n");
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).expect("a program");
    let mut osier = crate::fixture::osier();
    osier.env("PATH", programs.path());
    let preview = Preview::by(osier, site.path(), &["--open"]);
    let start = Instant::now();
    let opened = programs.path().join("xdg-open.opened");
    while !fs::read_to_string(&opened).is_ok_and(|told| told.ends_with('\n')) {
        assert!(start.elapsed() < PATIENCE, "nothing is opened");
        std::thread::sleep(Duration::from_millis(20));
    }
    let told = fs::read_to_string(&opened).expect("a file");
    assert_eq!(told.trim_end(), format!("http://127.0.0.1:{}/", preview.port));
}

#[test]
fn what_changes_nothing_makes_no_build() {
    let site = site();
    let preview = Preview::of(site.path(), &[]);
    let path = site.path().join("content/fr/a.md");
    let text = "---\ntitle: A\n---\nUn.\n";
    put(&path, text);
    preview.line_with("content/fr/a.md: ");
    put(&path, text);
    put(&site.path().join("content/fr/a.md~"), "x");
    put(&site.path().join("content/fr/.a.md.swp"), "x");
    put(&site.path().join("public/x.html"), "x");
    put(&site.path().join("content/fr/z.md"), "---\ntitle: Z\n---\n");
    let next = preview.line_with(" ms, ");
    assert!(next.starts_with("content/fr/z.md: "), "{next}");
}

#[test]
fn a_page_that_cannot_be_made_stays_as_it_was_with_its_fault() {
    let site = site();
    let preview = Preview::of(site.path(), &[]);
    let template = site.path().join("templates/page.html");
    put(&template, "{{ page.rien.x }}");
    preview.line_with("templates");
    let told = preview.until("/_osier/page?page=a/index.html", "last good one");
    assert!(told.contains("template-invalid"), "{told}");
    assert!(preview.get("/a/").contains("Le texte."));
    let config = fs::read_to_string(site.path().join("osier.toml")).expect("a file");
    fs::remove_file(site.path().join("osier.toml")).expect("a file");
    preview.until("/_osier/", "could not be made");
    assert!(preview.get("/a/").contains("Le texte."));
    put(&site.path().join("osier.toml"), config);
    fs::remove_file(&template).expect("a file");
    let mended = preview.until("/_osier/page?page=a/index.html", "\"fault\":null");
    assert!(!mended.contains("template-invalid"), "{mended}");
}

#[test]
fn many_files_at_once_make_one_build_or_two() {
    let site = site();
    let preview = Preview::of(site.path(), &[]);
    for rank in 0..500 {
        put(&site.path().join(format!("content/fr/p{rank}.md")), format!("---\ntitle: P{rank}\n---\nPage {rank}.\n"));
    }
    for rank in [0, 250, 499] {
        preview.until(&format!("/p{rank}/"), &format!("Page {rank}."));
    }
    std::thread::sleep(Duration::from_millis(500));
    let builds = preview.lines.try_iter().filter(|line| line.contains(" ms, ")).count();
    assert!((1..=3).contains(&builds), "{builds} builds");
}

#[test]
fn an_open_window_is_told_of_its_own_page_only() {
    let site = site();
    let preview = Preview::of(site.path(), &[]);
    let mut events = preview.listen().filter(|line| line.starts_with("event: "));
    assert_eq!(events.next().as_deref(), Some("event: look"));
    put(&site.path().join("content/fr/b.md"), DRAFT.1.replace("Pas encore", "Toujours pas"));
    assert_eq!(events.next().as_deref(), Some("event: look"));
    put(&site.path().join("content/fr/a.md"), PAGE.1.replace("texte", "nouveau texte"));
    assert_eq!(events.next().as_deref(), Some("event: reload"));
}

#[test]
fn a_sheet_is_swapped_before_it_is_checked() {
    let site = site();
    let head = "<link rel=\"stylesheet\" href=\"{{ style(path=\"s.css\") }}\">";
    let page =
        format!("<!doctype html><html lang=\"fr\"><title>A</title>{head}<main>{{{{ page.content or \"\" }}}}</main>");
    put(&site.path().join("templates/page.html"), page);
    put(&site.path().join("assets/s.css"), "main{color:red}");
    let preview = Preview::of(site.path(), &[]);
    let is_told = |line: &String| line.starts_with("event: ") || line.starts_with("data: [");
    let mut events = preview.listen().filter(is_told);
    assert_eq!(events.next().as_deref(), Some("event: look"));
    put(&site.path().join("assets/s.css"), "main{color:#012345}");
    assert_eq!(events.next().as_deref(), Some("event: style"));
    let pairs = events.next().expect("the names");
    let early = pairs.rsplit('"').nth(1).expect("a name").to_owned();
    // Pages name it once all is made, without being loaded again for that.
    let rest: Vec<String> = events.take_while(|line| line != "event: look").collect();
    assert!(!rest.contains(&"event: reload".to_owned()), "{rest:?}");
    let sheet = preview.get(&format!("/{early}"));
    assert!(sheet.contains("#012345"), "{sheet}");
    // The fixture has errors, so that nothing is taken out of its sheet, which keeps its name.
    assert!(preview.get("/a/").contains(&early), "the page names it");
}

#[test]
fn after_many_edits_all_is_as_a_first_build_makes_it() {
    const STEPS: usize = 40;
    let site = site();
    let preview = Preview::of(site.path(), &[]);
    let mut random = Random::new(1);
    for step in 0..STEPS {
        let path = site.path().join(format!("content/fr/{}.md", random.one_of(&["a", "b", "c", "d", "e"])));
        if random.below(4) == 0 && path.exists() {
            fs::remove_file(&path).expect("a file");
        } else {
            let draft = random.one_of(&["", "draft: true\n"]);
            put(&path, format!("---\ntitle: T{step}\n{draft}---\nTexte {step}.\n"));
        }
        if random.below(3) == 0 {
            std::thread::sleep(Duration::from_millis(60));
        }
    }
    put(&site.path().join("content/fr/fin.md"), "---\ntitle: Fin\n---\nFin.\n");
    preview.until("/fin/", "Fin.");
    let cold = fixture::build_for_editors(site.path(), &mut Cache::default());
    for (path, content) in cold.output.iter().filter(|(path, _)| path.extension() == "html") {
        let bytes = content.made().expect("a page");
        let cold = String::from_utf8_lossy(&bytes);
        let url = format!("/{}", path.as_str().trim_end_matches("index.html"));
        if !cold.contains("http-equiv=\"refresh\"") {
            let served = preview.get(&url);
            let before = cold.rsplit_once("</body>").map_or(&*cold, |(before, _)| before);
            assert!(served.contains(before), "{url}: {served}\n\n{cold}");
        }
    }
}
