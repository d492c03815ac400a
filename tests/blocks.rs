//! The blocks of the theme: the example of each is right by the block's own declaration.

use osier::cache::Cache;
use osier::config;
use osier::finding::SourcePath;
use osier::load::body::{Body, HoleKind};
use osier::load::{self, Sources, markdown};

use crate::fixture::repository;

#[test]
fn the_example_of_each_block_is_right() {
    let sources = example();
    let blocks = &sources.theme.blocks;
    assert!(blocks.len() > 40, "the theme has its blocks");
    for (name, block) in blocks {
        assert!(!block.example.trim().is_empty(), "`{name}` has no example");
        let path = SourcePath::new(format!("blocks/{name}.html"));
        let options = load::markdown_options(&sources.config, &sources.theme, "fr");
        let parents = &block.parent;
        let alone =
            parents.is_empty() || parents.iter().any(|parent| block.example.contains(&format!(":{}", written(parent))));
        // A block that stands in another only is shown by itself, and tried in the other.
        let text = if alone { block.example.clone() } else { within(&sources, &parents[0], &block.example) };
        let (body, findings) = markdown::parse(&path, &text, 0..text.len(), &options);
        assert!(findings.is_empty(), "the example of `{name}`:\n{text}\n{findings:#?}");
        assert!(holds(&body, name), "the example of `{name}` does not use it:\n{text}");
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
    load::load(&repository("example-site"), config::FILE, &mut Cache::default()).expect("the example site")
}

/// An example in a block that it may stand in: the one that the parent's own example begins with.
fn within(sources: &Sources, parent: &str, example: &str) -> String {
    let opening = sources.theme.blocks[parent].example.lines().next().expect("the parent has an example").to_owned();
    let colons = opening.bytes().take_while(|byte| *byte == b':').count().max(4);
    let name = opening.trim_start_matches(':');
    let fence = ":".repeat(colons);
    format!("{fence}{name}\n{example}\n{fence}\n")
}

fn holds(body: &Body, name: &str) -> bool {
    body.holes.iter().any(|hole| match &hole.kind {
        HoleKind::Block(call) => call.name == name || call.body.as_ref().is_some_and(|body| holds(body, name)),
        _ => false,
    })
}

fn written(name: &str) -> String {
    name.replace('_', "-")
}
