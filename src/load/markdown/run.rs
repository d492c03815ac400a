//! The inline content of one block, gathered whole before it is written: its text in one piece,
//! and the marks (tags, code, holes) between. So typography sees across emphasis and links.

use std::ops::Range;

use super::sheet::Sheet;
use super::typography::{self, ATOM, Edit, Style};
use super::{abbreviation, escape, language, note, slip};
use crate::finding::Finding;
use crate::load::body::{Body, Hole, HoleKind};

/// The inline content of one block.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
    /// Places of the text that the author escaped.
    literals: Vec<usize>,
    /// Where pieces of the text are in the source: place in the text, place in the source.
    map: Vec<(usize, usize)>,
    edits: Vec<Edit>,
}

/// Something between two characters of a run's text.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) what: What,
    /// +1 for what opens an element, -1 for what closes one.
    pub(super) depth: i8,
    /// The order among marks of one place.
    pub(super) rank: Rank,
}

/// What stands at a mark.
#[derive(Debug)]
pub(super) enum What {
    /// HTML that is always the same.
    Tag(&'static str),
    /// HTML made for this place.
    Html(String),
    /// Text of code, in the place of an [`ATOM`].
    Code(String),
    /// Text that is left as it is, in the place of an [`ATOM`].
    Verbatim(String),
    /// A link: its target, where it is written, its title.
    Link { target: String, span: Range<usize>, title: String },
    /// A picture, in the place of an [`ATOM`].
    Image(HoleKind, Range<usize>),
}

/// The order among marks of one place: outer elements close last and open first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    ShortCloses,
    LanguageOpens,
    #[default]
    Written,
    LanguageCloses,
    ShortOpens,
}

/// What reading a run needs to know and to tell.
pub(super) struct Reading<'a, 'f> {
    pub(super) sheet: &'f Sheet<'a>,
    pub(super) style: &'static Style,
    pub(super) abbreviations: &'f abbreviation::Abbreviations<'a>,
    pub(super) findings: &'f mut Vec<Finding>,
}

impl Run {
    /// Adds text that the source has at `at`.
    pub(super) fn push(&mut self, text: &str, at: usize) {
        self.map.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// Leaves the next character as the author escaped it.
    pub(super) fn literal(&mut self) {
        self.literals.push(self.text.len());
    }

    /// Adds a mark that opens (+1), closes (-1) or stands alone (0).
    pub(super) fn mark(&mut self, what: What, depth: i8) {
        self.marks.push(Mark { at: self.text.len(), what, depth, rank: Rank::Written });
    }

    /// Adds something that counts as a word of the text.
    pub(super) fn atom(&mut self, what: What) {
        self.mark(what, 0);
        self.text.push(ATOM);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.marks.is_empty()
    }

    /// The one picture that the run is, when it is nothing else.
    pub(super) fn lone_image(&self) -> bool {
        matches!(self.marks.as_slice(), [Mark { what: What::Image(..), .. }]) && self.text.trim().chars().eq([ATOM])
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.marks.clear();
        self.literals.clear();
        self.map.clear();
        self.edits.clear();
    }

    /// Where `range` of the text is in the source.
    pub(super) fn source(&self, range: &Range<usize>) -> Range<usize> {
        let start = source(&self.map, range.start).unwrap_or_default();
        let last = source(&self.map, range.end.saturating_sub(1)).map_or(start, |last| last + 1);
        start..last.max(start)
    }

    /// Whether the character at `at` was escaped by the author.
    pub(super) fn is_literal(&self, at: usize) -> bool {
        self.literals.contains(&at)
    }

    /// Looks at the whole text once, before it is written: typography, abbreviations, languages.
    /// Gives the number of words.
    pub(super) fn read(&mut self, reading: &mut Reading<'_, '_>) -> usize {
        let found = survey(&self.text);
        let mut cuts = Vec::new();
        if found.bracket {
            note::undefined(self, reading);
        }
        slip::tell(self, reading, found.bracket);
        let mut marks = Vec::new();
        let mut parts = Vec::new();
        if found.bracket && self.text.contains(language::OPEN) {
            parts = language::find(self, reading, &mut marks);
        }
        if found.script {
            scripts(self, &mut marks, &mut cuts);
        }
        abbreviation::find(self, reading.abbreviations, &mut marks);
        let whole = 0..self.text.len();
        if parts.is_empty() {
            typography::find(&self.text, whole, reading.style, &self.literals, &mut self.edits);
        }
        for part in &parts {
            match part.style {
                Some(style) => {
                    let range = part.range.clone();
                    typography::find(&self.text, range, style, &self.literals, &mut self.edits);
                }
                None => cuts.push(part.range.clone()),
            }
        }
        if !cuts.is_empty() {
            self.edits.extend(cuts.into_iter().map(|cut| Edit { at: cut.start, end: cut.end, with: "" }));
            self.edits.sort_by_key(|edit| (edit.at, edit.end));
        }
        if !marks.is_empty() {
            self.marks.append(&mut marks);
            self.marks.sort_by_key(|mark| (mark.at, mark.rank));
        }
        found.words
    }

    /// Writes the run to `body`; it was [`Run::read`] before.
    pub(super) fn write(&mut self, body: &mut Body, sheet: &Sheet<'_>) {
        let mut cursor = Cursor { text: &self.text, edits: &self.edits, at: 0 };
        for mark in self.marks.drain(..) {
            cursor.to(mark.at, |text| escape::text(&mut body.html, text));
            match &mark.what {
                What::Link { span, .. } | What::Image(_, span) => body.written(span),
                _ if mark.depth < 0 => {}
                _ => {
                    let at = source(&self.map, mark.at).unwrap_or_default();
                    body.written(&sheet.place(at..at + 1));
                }
            }
            if matches!(mark.what, What::Code(_) | What::Verbatim(_) | What::Image(..)) {
                cursor.at += ATOM.len_utf8();
            }
            write_mark(body, mark.what);
        }
        cursor.to(self.text.len(), |text| escape::text(&mut body.html, text));
    }

    /// The run's text without markup; it was [`Run::read`] before.
    pub(super) fn plain(&self) -> String {
        let mut plain = String::with_capacity(self.text.len());
        let mut cursor = Cursor { text: &self.text, edits: &self.edits, at: 0 };
        for mark in &self.marks {
            cursor.to(mark.at, |text| plain.push_str(text));
            match &mark.what {
                What::Code(text) | What::Verbatim(text) => plain.push_str(text),
                What::Image(HoleKind::Image { alt, .. }, _) => plain.push_str(alt),
                What::Image(..) => {}
                _ => continue,
            }
            cursor.at += ATOM.len_utf8();
        }
        cursor.to(self.text.len(), |text| plain.push_str(text));
        plain.trim().replace('\n', " ")
    }
}

/// Where a place of a run's text is in the source.
fn source(map: &[(usize, usize)], at: usize) -> Option<usize> {
    let piece = map.partition_point(|(start, _)| *start <= at).checked_sub(1)?;
    map.get(piece).map(|(start, source)| source + (at - start))
}

/// What is to do about a text, seen in one look.
struct Survey {
    words: usize,
    bracket: bool,
    script: bool,
}

const WORD: u8 = 1;
const SPACE: u8 = 2;
const BRACKET: u8 = 4;
const SCRIPT: u8 = 8;

/// What each byte is. Signs that several bytes make are no words, letters that several bytes make are.
static BYTES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'\n' | b'\t' => SPACE,
            b'[' => BRACKET,
            b'^' | b'~' => SCRIPT,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | 0xC3..=0xE1 | 0xE3..=0xEE | 0xF0.. => WORD,
            _ => 0,
        };
        byte += 1;
    }
    table
};

fn survey(text: &str) -> Survey {
    let (mut words, mut seen, mut counted) = (0, 0, 0);
    for byte in text.bytes() {
        let kind = BYTES[byte as usize];
        seen |= kind;
        words += usize::from(kind & WORD & !counted);
        counted = (counted | kind) & WORD & !(kind >> 1);
    }
    Survey { words, bracket: seen & BRACKET != 0, script: seen & SCRIPT != 0 }
}

/// `XX^e^` and `H~2~O`: a few letters or digits, stuck to the word before.
fn scripts(run: &Run, marks: &mut Vec<Mark>, cuts: &mut Vec<Range<usize>>) {
    let text = run.text.as_str();
    let mut at = 0;
    while let Some(found) = text[at..].find(['^', '~']) {
        let open = at + found;
        let sign = text.as_bytes()[open];
        let inside = &text[open + 1..];
        let length = inside.find(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '-' | '−' | ',')));
        let close = open + 1 + length.unwrap_or(inside.len());
        at = close.max(open + 1);
        let word = text[..open].ends_with(|c: char| c.is_alphanumeric() || c == ')');
        let inside = run.marks.partition_point(|mark| mark.at <= open);
        let cut = run.marks.get(inside).is_some_and(|mark| mark.at <= close);
        if !word
            || cut
            || run.is_literal(open)
            || !(1..=16).contains(&(close - open - 1))
            || text.as_bytes().get(close) != Some(&sign)
        {
            continue;
        }
        let (start, end) = if sign == b'^' { ("<sup>", "</sup>") } else { ("<sub>", "</sub>") };
        marks.push(Mark { at: open + 1, what: What::Tag(start), depth: 1, rank: Rank::LanguageOpens });
        marks.push(Mark { at: close, what: What::Tag(end), depth: -1, rank: Rank::LanguageCloses });
        cuts.extend([open..open + 1, close..close + 1]);
        at = close + 1;
    }
}

/// A text being written with its edits.
struct Cursor<'a> {
    text: &'a str,
    edits: &'a [Edit],
    at: usize,
}

impl Cursor<'_> {
    /// Writes what is left before `end`.
    fn to(&mut self, end: usize, mut write: impl FnMut(&str)) {
        while let Some((edit, rest)) = self.edits.split_first() {
            if edit.at > end || edit.at == end && (edit.end > end || end < self.text.len()) {
                break;
            }
            if edit.at > self.at {
                write(&self.text[self.at..edit.at]);
            }
            write(edit.with);
            self.at = self.at.max(edit.end);
            self.edits = rest;
        }
        if self.at < end {
            write(&self.text[self.at..end]);
            self.at = end;
        }
    }
}

fn write_mark(body: &mut Body, what: What) {
    match what {
        What::Tag(tag) => body.html.push_str(tag),
        What::Html(html) => body.html.push_str(&html),
        What::Verbatim(text) => escape::text(&mut body.html, &text),
        What::Code(text) => {
            body.html.push_str("<code>");
            escape::text(&mut body.html, &text);
            body.html.push_str("</code>");
        }
        What::Link { target, span, title } => {
            body.html.push_str("<a href=\"");
            if is_absolute(&target) {
                escape::url(&mut body.html, &target);
            } else {
                body.holes.push(Hole { at: body.html.len(), span, kind: HoleKind::Href(target) });
            }
            if !title.is_empty() {
                body.html.push_str("\" title=\"");
                escape::attribute(&mut body.html, &title);
            }
            body.html.push_str("\">");
        }
        What::Image(kind, span) => body.holes.push(Hole { at: body.html.len(), span, kind }),
    }
}

/// Whether a link's target is written as it is: another site, a mailbox, a telephone. One that cannot be is told of
/// later.
fn is_absolute(target: &str) -> bool {
    let after = |scheme: &str| {
        let is_there = target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
        is_there.then(|| &target[scheme.len()..])
    };
    match (after("https://").or_else(|| after("http://")), after("mailto:")) {
        (Some(rest), _) => rest.starts_with(|c: char| c.is_alphanumeric() || c == '['),
        (_, Some(rest)) => rest.starts_with('?') || rest.contains('@'),
        _ => after("tel:").is_some(),
    }
}
