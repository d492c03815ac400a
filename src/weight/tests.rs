//! What pages ask for: each is a page, its sheet, and what is expected in the two windows.

use std::sync::Arc;

use super::*;
use crate::aria::Tree;
use crate::finding::OutputPath;
use crate::html;
use crate::style::{self, Engine};

/// What a page of this body asks for, with the sheet `s.css`: kind, file, and when on the phone and the desktop: now,
/// later, or not.
fn asked(body: &str, css: &str) -> Vec<String> {
    let text = format!("<!doctype html><html lang=en><link rel=stylesheet href=s.css><body>{body}");
    let document = html::parse(&text);
    let css: Arc<str> = css.into();
    let styles = style::compute(&Engine::default(), &document, &|_| Some(Arc::clone(&css)));
    let tree = Tree::new(&document, &styles);
    let resolve = |_: &OutputPath, address: &str| match address.split_once("//") {
        Some((_, host)) => Some(Target::Foreign(host.into())),
        None if address.starts_with("data:") => None,
        None => Some(Target::Own(OutputPath::new(address))),
    };
    let read = |path: &OutputPath| (path.as_str() == "s.css").then(|| Arc::clone(&css));
    let library = Library::default();
    let around = Around { path: &OutputPath::new("index.html"), resolve: &resolve, read: &read, library: &library };
    let told = |request: &Request| {
        let phase = |phase: &Option<Phase>| match phase {
            Some(Phase::Initial) => "now",
            Some(Phase::Lazy) => "later",
            None => "-",
        };
        let name = match &request.target {
            Target::Own(path) => path.to_string(),
            Target::Foreign(address) => format!("//{address}"),
        };
        let most = request.most.map(|most| format!(" up to {most}")).unwrap_or_default();
        let [phone, desktop] = request.phases.each_ref().map(phase);
        format!("{} {name} {phone} {desktop}{most}", request.kind.name())
    };
    collect(&document, &styles, &tree, &around).list.iter().skip(1).map(told).collect()
}

#[test]
fn the_candidate_of_each_window_is_taken() {
    let picture = "<picture><source type=image/jxl srcset='x.jxl'><source type=image/avif sizes='(min-width: 60rem) 30rem, 100vw' \
                   srcset='400.avif 400w, 800.avif 800w, 1200.avif 1200w'><img src=f.jpg alt='' loading=lazy></picture>";
    assert_eq!(asked(picture, ""), ["pictures 800.avif later later"]);
    let by_media =
        "<picture><source media='(min-width: 60rem)' srcset=wide.webp><img src=narrow.webp alt=''></picture>";
    assert_eq!(asked(by_media, ""), ["pictures narrow.webp now -", "pictures wide.webp - now"]);
    assert_eq!(asked("<img src=a.png srcset='b.png 2x' alt=''>", ""), ["pictures b.png now -", "pictures a.png - now"]);
    assert_eq!(asked("<img src=data:x alt=''><img alt=''><img src=''>", ""), [""; 0]);
}

#[test]
fn what_is_hidden_and_may_wait_is_never_fetched() {
    let body = "<div hidden><img loading=lazy src=a.png alt=''><img src=b.png alt=''></div><div popover><img loading=lazy src=c.png alt=''></div>";
    assert_eq!(asked(body, ""), ["pictures b.png now now"]);
}

#[test]
fn one_file_counts_once_at_the_earlier_of_its_times() {
    let body =
        "<img loading=lazy src=a.png alt=''><img src=a.png alt=''><link rel=preload as=font href=f.woff2 crossorigin>";
    let css = "@font-face{font-family:F;src:url(f.woff2)}body{font-family:F}";
    assert_eq!(asked(&format!("{body}x"), css), ["pictures a.png now now", "fonts f.woff2 now now"]);
}

#[test]
fn media_are_fetched_as_far_as_they_say() {
    let body = "<video src=a.webm preload=none poster=p.avif></video><video preload=metadata><source src=b.webm></video>\
                <audio src=c.opus autoplay preload=none></audio><audio src=d.opus></audio><video><track src=t.vtt></video>";
    assert_eq!(
        asked(body, ""),
        [
            "pictures p.avif now now",
            "media b.webm now now up to 65536",
            "media c.opus now now",
            "media d.opus now now up to 65536"
        ]
    );
}

#[test]
fn sheets_ask_for_what_their_rules_meet() {
    let css = ".a{background:url(a.png)}.z{background:url(z.png)}.a:hover{background:url(h.png)}\
               @media (min-width: 60rem){.a{background:url(wide.png)}}.a::before{content:url(b.svg)}\
               .a{mask:url(data:image/svg+xml,x);filter:url(#f)}";
    assert_eq!(
        asked("<p class=a>x", css),
        ["pictures a.png now now", "pictures wide.png - now", "pictures b.svg now now"]
    );
}

#[test]
fn fonts_are_fetched_for_the_text_that_wants_them() {
    let css = "@font-face{font-family:F;src:local(F),url(f.woff2) format('woff2'),url(f.woff);font-weight:400}\
               @font-face{font-family:F;src:url(b.woff2);font-weight:700}@font-face{font-family:F;src:url(i.woff2);font-style:italic}\
               @font-face{font-family:G;src:url(g.woff2);unicode-range:U+370-3FF}@font-face{font-family:H;src:url(h.woff2)}\
               @font-face{font-family:L;src:local(Arial)}:root{--f:F,G,L,serif}body{font:1em var(--f)}code{font-family:H}";
    assert_eq!(asked("<p>x", css), ["fonts f.woff2 now now"]);
    assert_eq!(asked("<p>x <b>b</b>", css), ["fonts f.woff2 now now", "fonts b.woff2 now now"]);
    assert_eq!(asked("<p><em>α</em>", css), ["fonts i.woff2 now now", "fonts g.woff2 now now"]);
    assert_eq!(asked("<p><code>x</code>", css), ["fonts f.woff2 now now", "fonts h.woff2 now now"]);
}

#[test]
fn other_hosts_are_told() {
    let body =
        "<script src=https://cdn.example/a.js></script><iframe loading=lazy src=https://video.example/1></iframe>";
    assert_eq!(asked(body, ""), ["js //cdn.example/a.js now now", "html //video.example/1 later later"]);
}

#[test]
fn a_visit_weighs_what_it_fetches() {
    let request = |path: &str, kind, phases| Request {
        target: Target::Own(OutputPath::new(path)),
        kind,
        phases,
        most: (kind == Kind::Media).then_some(100),
        span: 0..0,
    };
    let requests = Requests {
        list: vec![
            request("s.css", Kind::Css, [Some(Phase::Initial); 2]),
            request("a.avif", Kind::Picture, [Some(Phase::Initial), None]),
            request("b.avif", Kind::Picture, [Some(Phase::Lazy); 2]),
            request("v.webm", Kind::Media, [Some(Phase::Initial); 2]),
            request("missing.png", Kind::Picture, [Some(Phase::Initial); 2]),
        ],
    };
    let bytes = |path: &OutputPath| match path.as_str() {
        "s.css" => Some(7),
        "a.avif" => Some(20),
        "b.avif" => Some(30),
        "v.webm" => Some(1_000_000),
        _ => None,
    };
    let weight = weigh(5, Elements::default(), &requests, &bytes, &|path| path.as_str() == "s.css");
    let told = |profile: usize| {
        Scenario::ALL.map(|scenario| {
            let weight = weight.of(profile, scenario);
            (weight.total(), weight.requests)
        })
    };
    assert_eq!(told(0), [(132, 5), (162, 6), (125, 4)]);
    assert_eq!(told(1), [(112, 4), (142, 5), (105, 3)]);
    assert_eq!(weight.of(0, Scenario::Full).of(Kind::Picture), 50);
}

#[test]
fn sheets_that_no_one_wrote_do_not_take_for_ever() {
    let (functions, selectors) = ("min(1px, ".repeat(60), ":is(".repeat(5000));
    let css = format!("p{{width:{functions}1foo{};background:url(a.png)}}{selectors}", ")".repeat(60));
    assert!(asked("<p>x", &css).iter().any(|asked| asked.contains("a.png")));
}
