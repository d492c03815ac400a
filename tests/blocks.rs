//! The blocks of the theme: each is declared whole, shown in the style guide and told by a page of its own.

use std::fs;
use std::sync::OnceLock;

use osier::audit::rgaa;
use osier::build::Build;
use osier::cache::Cache;
use osier::check::rules;
use osier::config;
use osier::finding::{OutputPath, SourcePath};
use osier::load::block::written;
use osier::load::body::{Body, HoleKind};
use osier::load::{self, Sources, markdown};
use osier::output::Content;

use crate::fixture::{self, repository};

#[test]
fn the_example_of_each_block_is_right() {
    let sources = example();
    let blocks = &sources.theme.blocks;
    assert!(blocks.len() > 40, "the theme has its blocks");
    for (name, block) in blocks {
        assert!(!block.example.trim().is_empty(), "`{name}` has no example");
        let path = SourcePath::new(format!("blocks/{name}.html"));
        let options = load::markdown_options(&sources.config, &sources.theme, "en");
        let text = &block.example;
        let (body, findings) = markdown::parse(&path, text, 0..text.len(), &options);
        assert!(findings.is_empty(), "the example of `{name}`:\n{text}\n{findings:#?}");
        assert!(holds(&body, name), "the example of `{name}` does not use it:\n{text}");
    }
}

#[test]
fn every_block_is_of_a_family_and_meets_criteria_that_there_are() {
    let families = ["text", "layout", "media", "links", "lists"];
    for block in example().theme.blocks.values() {
        assert!(families.contains(&block.family.as_str()), "`{}` is of the family `{}`", block.name, block.family);
        assert!(!block.criteria.is_empty(), "`{}` meets no criterion", block.name);
        for criterion in &block.criteria {
            let known = match criterion.split_once(' ') {
                Some(("RGAA", id)) => rgaa::all().iter().any(|known| known.number.to_string() == id),
                Some(("WCAG", id)) => rules::registry()
                    .iter()
                    .flat_map(|rule| rule.criteria)
                    .any(|known| known.standard == "WCAG 2.2" && known.id == id),
                _ => false,
            };
            assert!(known, "`{criterion}` of `{}` is no criterion", block.name);
        }
    }
}

#[test]
fn the_style_guide_shows_every_block_with_its_markdown() {
    let guide = fs::read_to_string(repository("example-site/content/fr/guide-de-style.md")).expect("the style guide");
    let examples = guide.split("::::::example\n").skip(1).filter_map(|part| part.split("\n::::::").next());
    let shown: Vec<&str> = examples.flat_map(str::lines).collect();
    for block in example().theme.blocks.values().filter(|block| block.name != "example") {
        let call = |line: &&str| line.trim_start_matches(':').split('{').next() == Some(&block.written());
        let found = shown.iter().any(|line| line.starts_with("::") && call(line));
        assert!(found, "the style guide shows no `{}`", block.written());
    }
    let page = text("fr/guide-de-style/index.html");
    assert!(
        page.contains("<pre class=\"wrap\"><code>::figure{src=&quot;/pictures/sunset.jpg&quot;"),
        "as it is written"
    );
    assert!(page.contains("::::speech{who=&quot;Bertille Rousseau&quot;"), "and what is in it");
    assert!(!page.contains("<code>::::::"), "without the fences around it");
}

#[test]
fn every_block_has_a_page_with_what_it_gives() {
    for block in example().theme.blocks.values() {
        let page = text(&format!("en/style-guide/{}/index.html", block.written()));
        let from = page.find("id=\"page-example\"").expect("an example");
        let to = page.find("id=\"page-source\"").expect("its source");
        let focusable = ["<a ", "<button", "<summary", " controls", "tabindex=\"0\""];
        let operated = focusable.iter().any(|sign| page[from..to].contains(sign));
        assert!(!operated || !block.keyboard.is_empty(), "`{}` does not say what the keyboard does in it", block.name);
        for arg in block.given() {
            assert!(page.contains(&format!("<code>{}</code>", written(&arg.name))), "{} of {}", arg.name, block.name);
        }
        for id in &block.criteria {
            assert!(page.contains(&format!("<li>{id}</li>")), "{id} of {}", block.name);
        }
    }
}

#[test]
fn every_argument_of_a_block_says_what_it_is_for() {
    for block in example().theme.blocks.values() {
        for arg in &block.args {
            assert!(!arg.help.trim().is_empty(), "`{}` of `{}` has no help", arg.name, block.name);
        }
    }
}

fn example() -> Sources {
    load::load(&repository("example-site"), config::FILE, None, &mut Cache::default()).expect("the example site")
}

fn holds(body: &Body, name: &str) -> bool {
    body.holes.iter().any(|hole| match &hole.kind {
        HoleKind::Block(call) => call.name == name || call.body.as_ref().is_some_and(|body| holds(body, name)),
        _ => false,
    })
}

fn text(path: &str) -> String {
    static BUILD: OnceLock<Build> = OnceLock::new();
    let build = BUILD.get_or_init(|| fixture::build(&repository("example-site"), &mut Cache::default()));
    let made = build.output.get(&OutputPath::new(path)).and_then(Content::made);
    String::from_utf8_lossy(&made.unwrap_or_else(|| panic!("{path} is not made"))).into_owned()
}
