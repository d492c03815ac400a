//! YAML 1.2 through `saphyr-parser`'s events. Anchors and aliases are refused: people who write
//! front matter do not use them, and they are how a small file becomes a huge one.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::{Entry, Fault, Node, Table, Value};

/// Lists and tables may nest this deep.
const MAX_DEPTH: usize = 32;

/// Reads one YAML document; an empty one is an empty table. Says the first thing that is wrong.
pub fn parse(text: &str) -> Result<Node, Vec<Fault>> {
    let bytes = ByteOffsets::of(text);
    let mut open: Vec<Open> = Vec::new();
    let mut root: Option<Node> = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let at = bytes.at(error.marker().index());
            let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
            vec![Fault { message: error.info().to_owned(), span: at..end }]
        })?;
        let span = bytes.span(text, span);
        let done = match event {
            Event::Scalar(text, style, _, _) => Some(Node { span, value: scalar(&text, style) }),
            Event::SequenceStart(..) => {
                open.push(Open { span, container: Container::List(Vec::new()) });
                None
            }
            Event::MappingStart(..) => {
                open.push(Open { span, container: Container::Table(Table::default(), None) });
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|open| open.close(&span)),
            Event::Alias(_) => {
                return Err(fault("anchors and aliases are not supported", span));
            }
            Event::DocumentStart(_) if root.is_some() => {
                return Err(fault("there is more than one YAML document", span));
            }
            _ => None,
        };
        if open.len() > MAX_DEPTH {
            let span = open.pop().map_or(0..0, |open| open.span);
            return Err(fault("lists and tables nest too deep", span));
        }
        if let Some(node) = done {
            match open.last_mut() {
                None => root = Some(node),
                Some(open) => open.push(node)?,
            }
        }
    }
    let empty = Node { span: 0..text.len(), value: Value::Table(Table::default()) };
    Ok(match root {
        None => empty,
        Some(node) if node.value == Value::Null => empty,
        Some(node) => node,
    })
}

struct Open {
    span: Range<usize>,
    container: Container,
}

enum Container {
    List(Vec<Node>),
    Table(Table, Option<(String, Range<usize>)>),
}

impl Open {
    fn push(&mut self, node: Node) -> Result<(), Vec<Fault>> {
        match &mut self.container {
            Container::List(nodes) => nodes.push(node),
            Container::Table(table, key) => match key.take() {
                Some((key, span)) => table.0.push(Entry { key, span, node }),
                None => *key = Some(self::key(table, node)?),
            },
        }
        Ok(())
    }

    fn close(self, end: &Range<usize>) -> Node {
        let (value, inner) = match self.container {
            Container::List(nodes) => {
                let inner = nodes.last().map(|node| node.span.end);
                (Value::List(nodes), inner)
            }
            Container::Table(table, _) => {
                let inner = table.0.last().map(|entry| entry.node.span.end);
                (Value::Table(table), inner)
            }
        };
        // The end of a block collection is marked at the next token: its last item ends sooner.
        let end = if end.is_empty() { inner.unwrap_or(end.end) } else { end.end };
        Node { span: self.span.start..end.max(self.span.start), value }
    }
}

fn key(table: &Table, node: Node) -> Result<(String, Range<usize>), Vec<Fault>> {
    let key = match node.value {
        Value::Text(text) | Value::Datetime(text) => text,
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Null => "null".to_owned(),
        Value::List(_) | Value::Table(_) => return Err(fault("a key must be a word", node.span)),
    };
    if table.entry(&key).is_some() {
        return Err(fault(&format!("the key `{key}` is there twice"), node.span));
    }
    Ok((key, node.span))
}

fn fault(message: &str, span: Range<usize>) -> Vec<Fault> {
    vec![Fault { message: message.to_owned(), span }]
}

/// The value of a scalar by YAML 1.2's core schema (section 10.3).
fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::Text(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let numeric = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'));
    if numeric && let Ok(number) = text.parse::<i64>() {
        // `0123` is a code (a postcode, a telephone number), not a number to count with.
        let digits = text.trim_start_matches(['+', '-']);
        if digits == "0" || !(digits.starts_with('0') || text.starts_with('+')) {
            return Value::Integer(number);
        }
        return Value::Text(text.to_owned());
    }
    if numeric
        && text.contains(|c: char| c.is_ascii_digit())
        && let Ok(number) = text.parse::<f64>()
    {
        return Value::Float(number);
    }
    Value::Text(text.to_owned())
}

/// From the parser's character indices to byte offsets.
struct ByteOffsets(Option<Vec<usize>>, usize);

impl ByteOffsets {
    fn of(text: &str) -> Self {
        let offsets = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
        Self(offsets, text.len())
    }

    fn at(&self, index: usize) -> usize {
        match &self.0 {
            None => index.min(self.1),
            Some(offsets) => offsets.get(index).copied().unwrap_or(self.1),
        }
    }

    fn span(&self, text: &str, span: Span) -> Range<usize> {
        let start = self.at(span.start.index());
        let end = self.at(span.end.index()).max(start);
        start..start + text[start..end].trim_end().len()
    }
}
