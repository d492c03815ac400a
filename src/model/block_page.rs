//! The pages of the theme's blocks, for a section that asks for them: their text is the block's own example.

use std::sync::Arc;

use super::classify::Placed;
use super::page::Kind;
use crate::data::{Entry, Node, Table, Value};
use crate::finding::{Finding, Place, rules};
use crate::load::block::BlockSchema;
use crate::load::front::Split;
use crate::load::source::Source;
use crate::load::{Sources, markdown, markdown_options};

/// The type of these pages.
const TYPE: &str = "block";

/// Adds a page for each block to the sections whose front matter says `blocks: true`.
pub(super) fn document(sources: &Sources, placed: &mut Vec<Placed>, findings: &mut Vec<Finding>) {
    let asks = |placed: &&Placed| {
        let blocks = placed.source.split.front.get("blocks").map(|node| &node.value);
        placed.kind != Kind::Page && blocks == Some(&Value::Bool(true))
    };
    let mut pages = Vec::new();
    for section in placed.iter().filter(asks) {
        if !sources.theme.types.contains_key(TYPE) {
            let span = section.source.split.front.get("blocks").map_or(0..0, |node| node.span.clone());
            let message = format!("the theme has no content type `{TYPE}`");
            let help = "add `types/block.toml` with a field `block`, and its template, or leave `blocks` out";
            findings
                .push(Finding::new(&rules::TYPE_UNKNOWN, Place::at(&section.source.path, span), message).help(help));
            continue;
        }
        let code = &sources.config.languages.all[section.language].code;
        for schema in sources.theme.blocks.values() {
            let Some(source) = source(sources, schema, code) else { continue };
            findings.extend(source.findings.iter().cloned());
            let key = format!("{}/{}", section.key.trim_end_matches('/'), schema.written());
            pages.push(Placed { source: Arc::new(source), language: section.language, key, kind: Kind::Page });
        }
    }
    placed.append(&mut pages);
}

/// The file of a block, read as a page: what is wrong with the example is told at its line there.
fn source(sources: &Sources, schema: &BlockSchema, language: &str) -> Option<Source> {
    let (path, text) = sources.theme.templates.paths.get(&format!("blocks/{}.html", schema.name))?;
    let example = text.find(&schema.example).map_or(0..0, |start| start..start + schema.example.len());
    let options = markdown_options(&sources.config, &sources.theme, language);
    let (body, findings) = markdown::parse(path, text, example.clone(), &options);
    let value = |text: &str| Node { span: 0..0, value: Value::Text(text.to_owned()) };
    let front = [
        ("title", schema.written()),
        ("description", schema.doc.clone()),
        ("type", TYPE.to_owned()),
        ("block", schema.name.clone()),
    ];
    let front = front.map(|(key, text)| Entry { key: key.to_owned(), span: 0..0, node: value(&text) });
    let split = Split { front: Table(front.to_vec()), span: 0..0, body: example };
    Some(Source::new(path.clone(), Arc::clone(text), split, body, findings))
}
