//! Tests of Markdown: what they share.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::finding::SourcePath;
use crate::load::block::BlockSchema;
use crate::load::body::{ArgValue, HoleKind};

mod blocks;
mod inline;
mod robust;
mod text;

/// A site to read Markdown in.
struct Site {
    labels: Labels,
    blocks: BTreeMap<String, BlockSchema>,
    faulty_blocks: BTreeSet<String>,
    abbreviations: BTreeMap<String, String>,
    lang: &'static str,
    raw_html: RawHtml,
}

const BLOCKS: &str = r#"
{% component figure(src: string, alt: string = "", caption: string = "", width: integer = 0, open: bool = false,
    lang: string = "", on: string = "", at: string = "", size: string = "m", id: string = "", class: string = "",
    to: string = "", tags: array = [], ratio: float = 1.0, @page)
    {"doc": "A picture.", "example": "::figure{src=\"a.jpg\"}", "args": {
        "src": {"kind": "image", "help": "Path of the picture"},
        "alt": {"kind": "text"}, "caption": {"kind": "markdown"}, "lang": {"kind": "lang"},
        "on": {"kind": "date"}, "at": {"kind": "datetime"}, "to": {"kind": "page", "to": "event"},
        "size": {"kind": "choice", "choices": ["s", "m", "l"]}}} %}{% endcomponent figure %}
{% component note() {"doc": "An aside.", "body": "required"} %}{{ body }}{% endcomponent note %}
{% component gallery() {"doc": "Pictures.", "body": "required", "children": ["image"]} %}{{ body }}{% endcomponent gallery %}
{% component image(src: string) {"doc": "One of them.", "parent": ["gallery"]} %}{% endcomponent image %}
{% component box_of(title: string = "") {"doc": "A box.", "body": "optional"} %}{{ body }}{% endcomponent box_of %}
"#;

impl Site {
    fn new(lang: &'static str) -> Self {
        let labels = Labels {
            notes: "Notes".to_owned(),
            note: "Note {n}".to_owned(),
            note_back: "Retour à l’appel de note {n}".to_owned(),
            table: "Tableau".to_owned(),
            task_done: "Fait".to_owned(),
            task_todo: "À faire".to_owned(),
        };
        let mut tera = tera::Tera::default();
        tera.add_raw_template("blocks.html", BLOCKS).expect("a template");
        let mut blocks = BTreeMap::new();
        for name in ["figure", "note", "gallery", "image", "box_of"] {
            let info = tera.get_component_definition(name).expect("a component");
            blocks.insert(name.to_owned(), BlockSchema::from_component(&info).expect("a declaration"));
        }
        let abbreviations = BTreeMap::from([("RGAA".to_owned(), "Référentiel".to_owned())]);
        let faulty_blocks = BTreeSet::from(["key_figure".to_owned()]);
        Self { labels, blocks, faulty_blocks, abbreviations, lang, raw_html: RawHtml::Refuse }
    }

    fn sanitising() -> Self {
        Self { raw_html: RawHtml::Sanitise, ..Self::new("en") }
    }

    fn options(&self) -> Options<'_> {
        Options {
            lang: self.lang,
            raw_html: self.raw_html,
            labels: &self.labels,
            blocks: &self.blocks,
            faulty_blocks: &self.faulty_blocks,
            abbreviations: &self.abbreviations,
        }
    }

    fn parse(&self, text: &str) -> (Body, Vec<Finding>) {
        parse(&SourcePath::new("content/a.md"), text, 0..text.len(), &self.options())
    }

    fn inline(&self, value: &str) -> (Body, Vec<Finding>) {
        inline(&SourcePath::new("a.md"), value, 0..value.len(), value, &self.options())
    }

    /// The HTML, which must raise no finding; the two no-break spaces can be read.
    #[track_caller]
    fn html(&self, text: &str) -> String {
        let (body, findings) = self.parse(text);
        assert_eq!(told(text, &findings), Vec::<String>::new(), "{text}");
        shown(&body)
    }

    #[track_caller]
    fn told(&self, text: &str) -> Vec<String> {
        told(text, &self.parse(text).1)
    }
}

/// Findings as `rule line:column message`, with the bytes they point at.
fn told(text: &str, findings: &[Finding]) -> Vec<String> {
    let mut findings = findings.to_vec();
    crate::finding::sort(&mut findings);
    let show = |finding: &Finding| {
        let span = finding.place.span.clone().expect("a span");
        let location = crate::finding::Location::of(text, &span);
        format!("{} {}:{} `{}` {}", finding.rule.id, location.line, location.column, &text[span], finding.message)
    };
    findings.iter().map(show).collect()
}

/// The HTML with its holes filled with what they are.
fn shown(body: &Body) -> String {
    let mut html = String::new();
    let mut from = 0;
    for hole in &body.holes {
        html.push_str(&body.html[from..hole.at]);
        from = hole.at;
        match &hole.kind {
            HoleKind::Href(target) => html.extend(["@", target]),
            HoleKind::Image { src, alt, title } => html.extend(["[img ", src, "|", alt, "|", title, "]"]),
            HoleKind::Block(block) => {
                html.extend(["[", &block.name]);
                for arg in &block.args {
                    let value = match &arg.value {
                        ArgValue::Markdown(body) => shown(body),
                        other => format!("{other:?}"),
                    };
                    html.extend([" ", &arg.name, "=", &value]);
                }
                if let Some(body) = &block.body {
                    html.extend([": ", &shown(body)]);
                }
                html.push(']');
            }
        }
    }
    html.push_str(&body.html[from..]);
    html.replace('\u{202F}', "~").replace('\u{A0}', "_")
}
