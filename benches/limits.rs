//! What the machine allows: the least work that a generator of such a site cannot leave out, and nothing else.
//!
//!     cargo run --release --example limits -- MODE CONTENT OUT [THREADS]
//!
//! CONTENT is that of the corpus for Zola (Markdown with TOML front matter). Modes, each with what those before it do:
//! `read` every file; `parse` front matter and Markdown; `full`, a page by a template of Tera, written to OUT.
//! One line of JSON: files, bytes read and written, seconds.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "it measures reading and writing, and says so")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Instant;

use anyhow::{Context as _, ensure};
use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use tera::{Context, Tera};

#[derive(Deserialize, Serialize)]
struct Front {
    title: String,
    #[serde(default)]
    description: String,
    date: Option<toml::value::Datetime>,
    #[serde(default)]
    taxonomies: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    extra: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Page<'a> {
    title: &'a str,
    description: &'a str,
    date: String,
    path: &'a str,
    content: &'a str,
    taxonomies: &'a BTreeMap<String, Vec<String>>,
    extra: &'a BTreeMap<String, String>,
    section: &'a str,
}

#[derive(Serialize)]
struct Item {
    name: &'static str,
    url: &'static str,
}

const MENU: [Item; 6] = [
    Item { name: "Actualités", url: "/actualites/" },
    Item { name: "Événements", url: "/evenements/" },
    Item { name: "Équipe", url: "/equipe/" },
    Item { name: "Formations", url: "/formations/" },
    Item { name: "Thématiques", url: "/thematiques/" },
    Item { name: "Campus", url: "/campus/" },
];

/// As rich as the templates of the peers.
const TEMPLATE: &str = r##"<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ page.title }} | {{ site }}</title>
<meta name="description" content="{{ page.description }}"><meta property="og:title" content="{{ page.title }}">
<link rel="canonical" href="https://www.example.org{{ page.path }}">
<link rel="alternate" type="application/atom+xml" title="{{ site }}" href="/atom.xml"><link rel="stylesheet" href="/style.css"></head>
<body><a class="skip" href="#main">Aller au contenu</a><header><p><a href="/">{{ site }}</a></p>
<nav aria-label="Principal"><ul>
{% for item in menu -%}
<li><a href="{{ item.url }}"{% if page.path is starting_with(pat=item.url) %} aria-current="true"{% endif %}>{{ item.name }}</a></li>
{% endfor -%}
</ul></nav></header>
<nav aria-label="Fil d'Ariane"><ol><li><a href="/">Accueil</a></li><li><a href="/{{ page.section }}/">{{ page.section }}</a></li>
<li aria-current="page">{{ page.title }}</li></ol></nav>
<main id="main"><article><h1>{{ page.title }}</h1>
<p><time datetime="{{ page.date }}">{{ page.date }}</time> par {{ page.extra.author }}</p>
<img src="{{ page.extra.image }}" alt="{{ page.extra.image_alt }}" width="160" height="90"><p>{{ page.description }}</p>
{{ page.content | safe }}
<ul>
{% for term in page.taxonomies.thematiques -%}
<li><a href="/thematiques/{{ term | lower }}/">{{ term }}</a></li>
{% endfor -%}
{% for term in page.taxonomies.campus -%}
<li><a href="/campus/{{ term | lower }}/">{{ term }}</a></li>
{% endfor -%}
</ul></article></main>
<footer><nav aria-label="Pied de page"><ul>
{% for item in menu -%}
<li><a href="{{ item.url }}">{{ item.name }}</a></li>
{% endfor -%}
</ul></nav><p>© {{ site }} — <a href="/atom.xml">Flux Atom</a> — Accessibilité : partiellement conforme</p></footer></body></html>
"##;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, mode, content, out, ..] = &arguments[..] else {
        anyhow::bail!("usage: limits MODE CONTENT OUT [THREADS]");
    };
    ensure!(["read", "parse", "full"].contains(&mode.as_str()), "there is no mode {mode}: read, parse, full");
    let threads = arguments.get(4).map_or(Ok(0), |number| number.parse()).context("THREADS is a number")?;
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    let (content, out) = (Path::new(content), Path::new(out));
    let mut tera = Tera::new();
    tera.add_raw_templates([("page.html", TEMPLATE)])?;

    let start = Instant::now();
    let entries = walkdir::WalkDir::new(content).into_iter().collect::<Result<Vec<_>, _>>()?;
    let files: Vec<PathBuf> = entries
        .into_iter()
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md"))
        .map(walkdir::DirEntry::into_path)
        .collect();
    let (read, written) = (AtomicU64::new(0), AtomicU64::new(0));
    files.par_iter().try_for_each_init(String::new, |html, file| -> anyhow::Result<()> {
        let text = fs::read_to_string(file)?;
        read.fetch_add(text.len() as u64, Relaxed);
        if mode == "read" {
            std::hint::black_box(&text);
            return Ok(());
        }
        let (front, body) = split(&text).context("no front matter")?;
        let front: Front = toml::from_str(front)?;
        html.clear();
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
        html::push_html(html, Parser::new_ext(body, options));
        // The lists are not in it.
        if mode == "parse" || front.extra.is_empty() {
            std::hint::black_box(&html);
            return Ok(());
        }
        let below = file.strip_prefix(content)?.with_extension("");
        let page = Page {
            title: &front.title,
            description: &front.description,
            date: front.date.map(|date| date.to_string()).unwrap_or_default(),
            path: &format!("/{}/", below.display()),
            content: html,
            taxonomies: &front.taxonomies,
            extra: &front.extra,
            section: below.parent().and_then(Path::to_str).unwrap_or_default(),
        };
        let mut context = Context::new();
        context.insert("site", "Université du Littoral");
        context.insert("menu", &MENU);
        context.insert("page", &page);
        let page = tera.render("page.html", &context)?;
        written.fetch_add(page.len() as u64, Relaxed);
        let folder = out.join(&below);
        fs::create_dir_all(&folder)?;
        Ok(fs::write(folder.join("index.html"), page)?)
    })?;
    println!(
        "{{\"mode\":\"{mode}\",\"files\":{},\"bytes_read\":{},\"bytes_written\":{},\"seconds\":{:.4}}}",
        files.len(),
        read.into_inner(),
        written.into_inner(),
        start.elapsed().as_secs_f64()
    );
    Ok(())
}

/// The front matter and what follows it.
fn split(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("+++\n")?;
    let end = rest.find("\n+++\n")?;
    Some((&rest[..=end], &rest[end + 5..]))
}
