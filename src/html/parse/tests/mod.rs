//! Tests of the document: places, faults, what html5ever makes of the same pages, hostile pages.

mod differential;
mod faults;
mod garbage;
mod hostile;
mod plain;
mod reference;
mod references;
mod spans;

use crate::html::document::{Document, Namespace};
use crate::html::element::{Child, Element};
use crate::html::parse;

/// A line a node: `<name attribute="value"` for an element, `"text"` for a text, indented by depth.
fn dump(document: &Document) -> String {
    let mut out = format!("quirks: {}, doctype: {}\n", document.is_quirks(), document.has_doctype());
    // Elements and texts in tree order, without recursion.
    let mut stack: Vec<(usize, Child<'_>)> =
        document.root().map(|root| (0, Child::Element(root))).into_iter().collect();
    while let Some((depth, child)) = stack.pop() {
        match child {
            Child::Text(text) => line(&mut out, depth, &format!("{:?}", text.text())),
            Child::Element(element) => {
                line(&mut out, depth, &describe(element));
                let children: Vec<_> = element.child_nodes().map(|child| (depth + 1, child)).collect();
                stack.extend(children.into_iter().rev());
            }
        }
    }
    out
}

fn describe(element: Element<'_>) -> String {
    let mut attributes: Vec<_> = element.attributes().map(|a| (a.name.to_owned(), a.value.to_owned())).collect();
    attributes.sort();
    let namespace = match element.namespace() {
        Namespace::Html => "",
        Namespace::Svg => "svg ",
        Namespace::MathMl => "math ",
    };
    tag(namespace, element.name(), &attributes)
}

fn tag(namespace: &str, name: &str, attributes: &[(String, String)]) -> String {
    let attribute = |(name, value): &(String, String)| format!(" {name}={value:?}");
    let attributes: Vec<String> = attributes.iter().map(attribute).collect();
    format!("<{namespace}{name}{}", attributes.concat())
}

fn line(out: &mut String, depth: usize, what: &str) {
    out.push_str(&"  ".repeat(depth.min(40)));
    out.push_str(what);
    out.push('\n');
}

/// Numbers that look random, the same in each run (a linear congruential generator, Knuth's constants).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}
