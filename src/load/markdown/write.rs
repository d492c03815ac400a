//! From the parse's events to a [`Body`]: what is open, what was found, and how it all ends.

use std::ops::Range;

use pulldown_cmark::{Options as Extensions, Parser};

use super::abbreviation::Abbreviations;
use super::note::Notes;
use super::open::Open;
use super::run::{Reading, Run};
use super::scan::{Item, Kind, Scan, scan};
use super::sheet::{Origin, Sheet};
use super::slug::Ids;
use super::typography::{Style, style};
use super::{Options, RawHtml, escape, sanitise};
use crate::finding::{Finding, SourcePath};
use crate::load::body::{Body, Heading};

/// How many times a text is read again without what the parse did not confirm, before all of it is
/// taken as text.
const ATTEMPTS: usize = 4;

/// Put before a line of inline Markdown, so that nothing in it begins a list or a heading.
const PAD: &str = "\u{A0}";

/// What makes a line more than plain text.
const MARKUP: [char; 9] = ['[', '*', '_', '`', '<', '&', '\\', '~', '^'];

/// Reads `sheet` as blocks.
pub(super) fn blocks(sheet: &Sheet<'_>) -> (Body, Vec<Finding>) {
    let mut scan = scan(sheet.src);
    for attempt in 0.. {
        let mut writer = Writer::new(sheet, &scan);
        writer.events();
        let lost = writer.lost();
        if lost.is_empty() {
            return writer.finish();
        }
        let lost = if attempt < ATTEMPTS { lost } else { (0..scan.items.len()).collect() };
        scan.forget(&lost);
    }
    (Body::default(), Vec::new())
}

/// Reads `value` as one line of inline Markdown.
pub(super) fn line(path: &SourcePath, value: &str, origin: Origin, options: &Options<'_>) -> (Body, Vec<Finding>) {
    let mut src = String::with_capacity(PAD.len() + value.len());
    src.push_str(PAD);
    for c in value.chars() {
        if c.is_control() {
            src.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            src.push(c);
        }
    }
    let sheet = Sheet { path, src: &src, origin: origin.padded(PAD.len()), options: *options };
    let scan = Scan::nothing(&src);
    let mut writer = Writer::new(&sheet, &scan);
    writer.inline = true;
    if value.contains(MARKUP) {
        writer.events();
    } else {
        writer.run.push(&src[PAD.len()..], PAD.len());
        writer.flush();
    }
    writer.finish()
}

/// What is being written.
pub(super) struct Writer<'a, 's> {
    pub(super) sheet: &'s Sheet<'a>,
    pub(super) scan: &'s Scan<'s>,
    style: &'static Style,
    abbreviations: Abbreviations<'s>,
    pub(super) findings: Vec<Finding>,
    /// Bodies being written: the page's, those of open blocks and notes.
    pub(super) frames: Vec<Frame>,
    /// Blocks opened and not closed.
    pub(super) open: Vec<Open<'a>>,
    /// Which items of the scan the parse confirmed.
    pub(super) confirmed: Vec<bool>,
    pub(super) run: Run,
    pub(super) ids: Ids,
    pub(super) headings: Vec<Heading>,
    pub(super) notes: Notes,
    words: usize,
    /// How many lists, items, quotations and notes are open.
    pub(super) depth: usize,
    pub(super) tables: usize,
    /// No paragraph is written around the text.
    pub(super) inline: bool,
    /// What the author wrote the block at hand with, in the source.
    pub(super) block: Range<usize>,
}

/// A body being written.
#[derive(Debug, Default)]
pub(super) struct Frame {
    pub(super) body: Body,
    /// Whether it holds the author's HTML.
    pub(super) raw: bool,
    /// Whether it is a block's.
    pub(super) of_block: bool,
}

impl<'a, 's> Writer<'a, 's> {
    fn new(sheet: &'s Sheet<'a>, scan: &'s Scan<'s>) -> Self {
        let mut page = Frame::default();
        page.body.html.reserve(sheet.src.len() + sheet.src.len() / 4);
        Self {
            sheet,
            scan,
            style: style(sheet.options.lang),
            abbreviations: Abbreviations::new(sheet.options.abbreviations, sheet.src, &scan.items),
            findings: Vec::new(),
            frames: vec![page],
            open: Vec::new(),
            confirmed: vec![false; scan.items.len()],
            run: Run::default(),
            ids: Ids::of(sheet.src),
            headings: Vec::new(),
            notes: Notes::default(),
            words: 0,
            depth: 0,
            tables: 0,
            inline: false,
            block: 0..0,
        }
    }

    fn events(&mut self) {
        let mut extensions = Extensions::ENABLE_STRIKETHROUGH;
        if !self.inline {
            extensions |= Extensions::ENABLE_TABLES
                | Extensions::ENABLE_FOOTNOTES
                | Extensions::ENABLE_DEFINITION_LIST
                | Extensions::ENABLE_HEADING_ATTRIBUTES
                | Extensions::ENABLE_TASKLISTS;
        }
        let scan = self.scan;
        let parser = Parser::new_ext(&scan.text, extensions).into_offset_iter();
        super::events::write(self, parser);
    }

    /// The items that the parse did not take for what they looked like, so that their text is lost.
    fn lost(&self) -> Vec<usize> {
        let confirmed = self.scan.items.iter().zip(&self.confirmed).enumerate();
        let lost = confirmed.filter(|(_, (item, confirmed))| match item.kind {
            Kind::Abbreviation(..) => **confirmed,
            Kind::Colon => false,
            _ => !**confirmed,
        });
        lost.map(|(number, _)| number).collect()
    }

    /// Marks the items in `range`, which is code or HTML, as written from the author's text.
    /// A definition of an abbreviation there is none.
    /// Gives whether there are any.
    pub(super) fn confirm_verbatim(&mut self, range: &Range<usize>) -> bool {
        let items = &self.scan.items;
        let first = items.partition_point(|item| item.range.end <= range.start);
        let mut any = false;
        for (number, item) in items.iter().enumerate().skip(first) {
            if item.range.start >= range.end {
                break;
            }
            let abbreviation = matches!(item.kind, Kind::Abbreviation(..));
            self.confirmed[number] = self.scan.is_one_line(item) || abbreviation;
            any = true;
        }
        any
    }

    /// The number of the block's fence that stands in `range`.
    pub(super) fn fence(&self, range: &Range<usize>) -> Option<usize> {
        let items = &self.scan.items;
        let number = items.partition_point(|item| item.range.start < range.start);
        let fence = |item: &&Item| item.range.start < range.end && item.is_fence();
        items.get(number).filter(fence).map(|_| number)
    }

    /// The body being written.
    pub(super) fn body(&mut self) -> &mut Body {
        &mut self.frame().body
    }

    pub(super) fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// Writes HTML as it is.
    pub(super) fn html(&mut self, html: &str) {
        if html.starts_with('<') && !html.starts_with("</") {
            let span = self.sheet.place(self.block.clone());
            self.body().written(&span);
        }
        self.body().html.push_str(html);
    }

    /// Adds text that stands at `range` of the source.
    pub(super) fn text(&mut self, text: &str, range: &Range<usize>) {
        let mut at = range.start;
        let own = self.scan.colons(text, range);
        let mut text = own.as_ref();
        if self.inline && at == 0 {
            text = text.strip_prefix(PAD).unwrap_or(text).trim_start();
            at = range.end.saturating_sub(text.len());
        }
        let first = text.bytes().next().is_some_and(|byte| byte.is_ascii_punctuation());
        let escaped = first && at > 0 && self.sheet.src.as_bytes().get(at - 1) == Some(&b'\\');
        if escaped {
            self.run.literal();
        }
        self.run.push(text, at);
    }

    /// Ends a paragraph.
    pub(super) fn paragraph(&mut self) {
        if self.inline || self.run.lone_image() {
            self.flush();
        } else if !self.run.is_empty() {
            self.html("<p>");
            self.flush();
            self.html("</p>");
        }
    }

    /// Begins a table: a region of its own, since it scrolls when it is wide.
    pub(super) fn table(&mut self) {
        self.tables += 1;
        let mut label = self.sheet.options.labels.table.clone();
        if self.tables > 1 {
            label = format!("{label} {}", self.tables);
        }
        self.html("<div class=\"scroll\" role=\"region\" aria-label=\"");
        escape::attribute(&mut self.body().html, &label);
        self.html("\" tabindex=\"0\"><table>");
    }

    /// Looks at the run, which is then ready to be written.
    pub(super) fn read_run(&mut self) {
        let mut reading = Reading {
            sheet: self.sheet,
            style: self.style,
            abbreviations: &self.abbreviations,
            findings: &mut self.findings,
        };
        self.words += self.run.read(&mut reading);
    }

    /// Writes the run, if there is anything in it.
    pub(super) fn flush(&mut self) {
        if !self.run.is_empty() {
            self.read_run();
            self.write_run();
        }
    }

    /// Writes the run where no paragraph was begun: a tight list item, or a block's body in one,
    /// which has paragraphs all the same.
    pub(super) fn flush_bare(&mut self) {
        let depth = self.depth;
        let of_block = self.frames.last().is_some_and(|frame| frame.of_block);
        if of_block && self.open.last().is_some_and(|open| open.depth == depth) {
            self.paragraph();
        } else {
            self.flush();
        }
    }

    /// Writes the run, which was read.
    pub(super) fn write_run(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            self.run.write(&mut frame.body, self.sheet);
        }
        self.run.clear();
    }

    /// The last frame, ended.
    pub(super) fn end_frame(&mut self) -> Body {
        let mut frame = self.frames.pop().unwrap_or_default();
        if frame.raw && self.sheet.options.raw_html == RawHtml::Sanitise {
            sanitise::body(&mut frame.body);
            for id in sanitise::ids(&frame.body.html) {
                if !self.ids.has(id) {
                    self.ids.claim(id);
                }
            }
        }
        frame.body
    }

    fn finish(mut self) -> (Body, Vec<Finding>) {
        self.flush_bare();
        self.close_to(0, "at the end of the text");
        let mut body = self.end_frame();
        let heading = self.notes.write(&mut body, &mut self.ids, self.sheet, &mut self.findings);
        self.headings.extend(heading);
        body.headings = self.headings;
        body.ids = self.ids.order;
        body.words = self.words;
        (body, self.findings)
    }
}
