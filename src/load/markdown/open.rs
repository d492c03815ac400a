//! Blocks while they are open: which fence closes which, and what may stand in what.

use std::ops::Range;

use super::call::{self, list};
use super::note::append;
use super::scan::{Call, Kind};
use super::write::{Frame, Writer};
use super::{escape, slug::Ids};
use crate::finding::rules::{BLOCK_MISPLACED, BLOCK_UNCLOSED};
use crate::load::block::{ArgKind, ArgSchema, BlockSchema, BodyRule, written};
use crate::load::body::{Arg, ArgValue, BlockCall, Body, Hole, HoleKind};

/// In so many blocks no other may be opened.
const DEEPEST: usize = 32;

/// A block that is open.
#[derive(Debug)]
pub(super) struct Open<'a> {
    colons: usize,
    /// How deep in lists and quotations its fence is.
    pub(super) depth: usize,
    /// The bytes of its fence.
    range: Range<usize>,
    name: Range<usize>,
    /// Its declaration, when the theme has it and it is not too deep: only then it has a frame.
    schema: Option<&'a BlockSchema>,
    args: Vec<Arg>,
    /// Whether it may stand where it does.
    in_place: bool,
    /// Whether text outside its children was told of.
    told: bool,
}

impl Writer<'_, '_> {
    /// A fence that the parse confirmed.
    pub(super) fn meet(&mut self, number: usize) {
        self.confirmed[number] = true;
        let scan = self.scan;
        let Some(item) = scan.items.get(number) else { return };
        match &item.kind {
            Kind::Leaf(call) => self.leaf(call, &item.range),
            Kind::Open(colons, call) => self.enter(*colons, call, &item.range),
            Kind::Close(colons) => self.leave(*colons, &item.range),
            Kind::Abbreviation(..) | Kind::Colon => {}
        }
    }

    fn leaf(&mut self, call: &Call, range: &Range<usize>) {
        if let Some(schema) = call::schema(self.sheet, call, &mut self.findings) {
            let in_place = self.check_place(schema, call);
            if schema.body == BodyRule::Required {
                self.bodiless(&call.name);
            }
            let args = self.args(schema, call);
            if in_place {
                self.block(BlockCall { name: schema.name.clone(), args, body: None }, range);
            }
        }
        self.stray(call);
    }

    fn enter(&mut self, colons: usize, call: &Call, range: &Range<usize>) {
        let schema = call::schema(self.sheet, call, &mut self.findings).filter(|_| self.has_room(call));
        let (mut args, mut in_place) = (Vec::new(), true);
        if let Some(schema) = schema {
            in_place = self.check_place(schema, call);
            args = self.args(schema, call);
            self.frames.push(Frame { of_block: true, ..Frame::default() });
        }
        let (depth, range, name) = (self.depth, range.clone(), call.name.clone());
        self.open.push(Open { colons, depth, range, name, schema, args, in_place, told: false });
        self.stray(call);
    }

    /// Whether one more block may be opened here; one that may not is told of, and those in it are not.
    fn has_room(&mut self, call: &Call) -> bool {
        let has_room =
            self.frames.len() <= DEEPEST || self.frames.iter().filter(|frame| frame.of_block).count() < DEEPEST;
        if !has_room && self.open.last().is_some_and(|open| open.schema.is_some()) {
            let name = self.sheet.slice(call.name.clone());
            let message = format!("`{name}` stands in {DEEPEST} other blocks");
            let finding = self.sheet.finding(&BLOCK_MISPLACED, call.name.clone(), message);
            self.findings.push(finding.help("close some of them first: nobody finds the way out of so many"));
        }
        has_room
    }

    fn leave(&mut self, colons: usize, range: &Range<usize>) {
        let here = self.open.iter().rposition(|open| open.depth != self.depth).map_or(0, |i| i + 1);
        let same = self.open[here..].iter().rposition(|open| open.colons == colons);
        let last = self.open.len().checked_sub(1).filter(|last| *last >= here);
        let Some(target) = same.map(|i| here + i).or(last) else {
            let colons = ":".repeat(colons);
            let message = format!("`{colons}` closes no block");
            let finding = self.sheet.finding(&BLOCK_UNCLOSED, range.clone(), message);
            let help = "remove it, or open a block before it, as deep in the same list or quotation";
            self.findings.push(finding.help(help));
            return;
        };
        self.close_to(target + 1, "before the block around it");
        self.close(range.start);
    }

    /// Closes the blocks opened in the list item, quotation or note that ends now.
    pub(super) fn close_deeper(&mut self) {
        let keep = self.open.iter().position(|open| open.depth >= self.depth);
        if let Some(keep) = keep {
            self.close_to(keep, "in the list item, quotation or note it is opened in");
        }
    }

    /// Closes all but the first `keep` open blocks, which should have been closed.
    pub(super) fn close_to(&mut self, keep: usize, where_: &str) {
        while self.open.len() > keep {
            if let Some(open) = self.open.last() {
                let name = self.sheet.slice(open.name.clone());
                let fence = ":".repeat(open.colons);
                let message = format!("`{name}` is not closed {where_}");
                let help = match open.schema {
                    Some(BlockSchema { body: BodyRule::None, .. }) => {
                        format!("it takes no text: write `::{name}` with two colons")
                    }
                    _ => format!("write a line `{fence}` after its text"),
                };
                let at = open.range.start..open.name.end.max(open.range.start + open.colons);
                self.findings.push(self.sheet.finding(&BLOCK_UNCLOSED, at, message).help(help));
            }
            self.close(self.sheet.src.len());
        }
    }

    /// Closes the innermost open block, whose body ends at `end`.
    fn close(&mut self, end: usize) {
        let Some(mut open) = self.open.pop() else { return };
        let Some(schema) = open.schema else { return };
        if let Some(arg) = schema.args.iter().find(|arg| arg.kind == ArgKind::Source) {
            let text = self.sheet.slice(open.range.end..end).trim_matches(['\r', '\n']);
            let span = self.sheet.place(open.range.end..end);
            open.args.push(Arg { name: arg.name.clone(), span, value: ArgValue::Text(text.to_owned()) });
        }
        let body = self.end_frame();
        let empty = body.html.trim().is_empty() && body.holes.is_empty();
        let name = schema.name.clone();
        if schema.body == BodyRule::None {
            if open.in_place {
                self.block(BlockCall { name, args: open.args, body: None }, &open.range);
            }
            if !empty {
                let name = self.sheet.slice(open.name.clone());
                let message = format!("`{name}` takes no text");
                let finding = self.sheet.finding(&BLOCK_MISPLACED, open.name, message);
                let help = format!("write `::{name}` with two colons, and the text after it");
                self.findings.push(finding.help(help));
                append(self.body(), body);
            }
            return;
        }
        if empty && schema.body == BodyRule::Required {
            self.bodiless(&open.name);
        }
        if !open.in_place {
            append(self.body(), body);
            return;
        }
        let (body, strays) = self.parted(schema, body);
        let body = (!empty || schema.body == BodyRule::Required).then_some(body);
        self.block(BlockCall { name, args: open.args, body }, &open.range);
        if let Some(strays) = strays {
            append(self.body(), strays);
        }
    }

    /// The body of a block, and what it may not hold, which is told and shown after it: what is around its parts is no
    /// part of the list that they make.
    fn parted(&self, schema: &BlockSchema, body: Body) -> (Body, Option<Body>) {
        let is_part = |hole: &Hole| match &hole.kind {
            HoleKind::Block(call) => schema.children.contains(&call.name) && self.is_whole(call),
            _ => false,
        };
        let is_right = schema.children.is_empty() || body.html.trim().is_empty() && body.holes.iter().all(is_part);
        if is_right {
            return (body, None);
        }
        let mut strays = body;
        let (parts, rest) = std::mem::take(&mut strays.holes).into_iter().partition(is_part);
        strays.holes = rest;
        let mut body = Body { holes: parts, ..Body::default() };
        body.holes.iter_mut().for_each(|hole| hole.at = 0);
        (body, Some(strays))
    }

    /// Whether a block has all that it needs to be shown.
    fn is_whole(&self, call: &BlockCall) -> bool {
        // What a picture shows may be said beside it.
        let needed = |arg: &&ArgSchema| arg.required && arg.kind != ArgKind::Alt;
        let is_given = |arg: &ArgSchema| call.args.iter().any(|given| given.name == arg.name);
        let schema = self.sheet.options.blocks.get(&call.name);
        schema.is_none_or(|schema| schema.given().filter(needed).all(is_given))
    }

    fn block(&mut self, block: BlockCall, range: &Range<usize>) {
        let span = self.sheet.place(range.clone());
        let body = self.body();
        body.holes.push(Hole { at: body.html.len(), span, kind: HoleKind::Block(block) });
    }

    fn args(&mut self, schema: &BlockSchema, call: &Call) -> Vec<Arg> {
        let args = call::args(self.sheet, schema, call, &mut self.findings);
        claim(&args, &mut self.ids);
        args
    }

    /// Text that should not be on a fence's line is shown after it.
    fn stray(&mut self, call: &Call) {
        if let Some(rest) = &call.rest {
            let text = self.sheet.slice(rest.clone());
            self.html("<p>");
            escape::text(&mut self.body().html, text);
            self.html("</p>");
        }
    }

    fn bodiless(&mut self, name: &Range<usize>) {
        let block = self.sheet.slice(name.clone());
        let message = format!("`{block}` needs a text");
        let finding = self.sheet.finding(&BLOCK_MISPLACED, name.clone(), message);
        let help = format!("open it with `:::{block}`, write the text, and close it with `:::`");
        self.findings.push(finding.help(help));
    }

    /// Whether the block may stand where it does: one that may not stand outside of its parents shows its text alone.
    /// Tells where it should not stand.
    fn check_place(&mut self, schema: &BlockSchema, call: &Call) -> bool {
        let name = self.sheet.slice(call.name.clone());
        let around = match self.open.last() {
            // What an unknown block may hold is not known.
            Some(open) => match open.schema {
                Some(around) => Some(around),
                None => return true,
            },
            None => None,
        };
        let names = |names: &[String]| list(&names.iter().map(|name| written(name)).collect::<Vec<_>>());
        let misplaced = !schema.parent.is_empty() && !around.is_some_and(|around| schema.parent.contains(&around.name));
        let fault = match around {
            _ if misplaced => {
                let parents = names(&schema.parent);
                Some((format!("`{name}` stands outside {parents}"), format!("put it in {parents}")))
            }
            Some(around) if !around.children.is_empty() && !around.children.contains(&schema.name) => {
                let outer = written(&around.name);
                let help = format!("put it outside; `{outer}` holds {}", names(&around.children));
                Some((format!("`{name}` may not stand in `{outer}`"), help))
            }
            _ => None,
        };
        if let Some((message, help)) = fault {
            let finding = self.sheet.finding(&BLOCK_MISPLACED, call.name.clone(), message);
            self.findings.push(finding.help(help));
        }
        !misplaced
    }

    /// Tells of text in a block that may hold only blocks, once a block.
    pub(super) fn check_text(&mut self, range: &Range<usize>) {
        if !self.frames.last().is_some_and(|frame| frame.of_block) {
            return;
        }
        let Some(open) = self.open.last_mut() else { return };
        let Some(schema) = open.schema.filter(|schema| !schema.children.is_empty()) else { return };
        if std::mem::replace(&mut open.told, true) {
            return;
        }
        let names: Vec<String> = schema.children.iter().map(|name| written(name)).collect();
        let message = format!("`{}` holds only blocks, and this is a text", written(&schema.name));
        let line = self.sheet.slice(range.clone()).lines().next().unwrap_or_default();
        let at = range.start..range.start + line.trim_end().len();
        let finding = self.sheet.finding(&BLOCK_MISPLACED, at, message);
        self.findings.push(finding.help(format!("put it in one of the blocks that it holds: {}", list(&names))));
    }
}

/// Takes the ids that blocks will bear.
fn claim(args: &[Arg], ids: &mut Ids) {
    for arg in args.iter().filter(|arg| arg.name == "id") {
        if let ArgValue::Text(id) = &arg.value {
            ids.claim(id);
        }
    }
}
