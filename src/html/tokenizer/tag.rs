//! Tags and their attributes (HTML Standard, 13.2.5.6 to 13.2.5.8 and 13.2.5.32 to 13.2.5.40).

use std::ops::Range;

use html5ever::LocalName;
use memchr::memchr;

use super::name::{CHANGED, CLASS, CLOSE, EQUALS, ODD, SPACE};
use super::{Builder, Tokenizer, reference};
use crate::html::builder::{Origin, Start};
use crate::html::document::AttributeData;

/// What is read of a tag.
struct Tag {
    name: LocalName,
    span: Range<usize>,
    attributes: Range<u32>,
    self_closing: bool,
}

impl<B: Builder> Tokenizer<'_, B> {
    /// The start tag at a `<`.
    pub(super) fn start_tag(&mut self, at: usize) {
        let Some(tag) = self.tag(at, at + 1) else { return };
        let duplicates = self.builder.store().remove_duplicates(tag.attributes.start);
        for duplicate in &duplicates {
            self.builder.error("duplicate-attribute", duplicate.start as usize..duplicate.end as usize, &tag.name);
        }
        let attributes = tag.attributes.start..tag.attributes.end - duplicates.len() as u32;
        self.last = tag.name.clone();
        let origin = Origin { span: tag.span.start as u32..tag.span.end as u32, attributes };
        self.builder.start(Start { name: tag.name, origin, self_closing: tag.self_closing });
    }

    /// The end tag at a `<`; whether the page does not end in it.
    pub(super) fn end_tag(&mut self, at: usize) -> bool {
        let Some(tag) = self.tag(at, at + 2) else { return false };
        if !tag.attributes.is_empty() {
            self.builder.error("end-tag-with-attributes", tag.span.clone(), &tag.name);
            self.builder.store().attributes.truncate(tag.attributes.start as usize);
        }
        if tag.self_closing {
            self.builder.error("end-tag-with-trailing-solidus", tag.span.clone(), &tag.name);
        }
        self.builder.end(tag.name, tag.span.start as u32..tag.span.end as u32);
        true
    }

    /// Reads a tag whose name begins at `from`. One that the page ends in is no tag.
    fn tag(&mut self, start: usize, from: usize) -> Option<Tag> {
        let (end, class) = self.scan(from, SPACE | CLOSE);
        let html = self.html;
        let name = self.names.tag(&html[from..end], class);
        if class & CHANGED != 0 {
            self.nulls(from..end);
        }
        let first = self.builder.store().attributes.len() as u32;
        let self_closing = self.attributes(end);
        let last = self.builder.store().attributes.len() as u32;
        let Some(self_closing) = self_closing else {
            self.builder.error("eof-in-tag", start..self.html.len(), &name);
            self.at = self.html.len();
            self.builder.store().attributes.truncate(first as usize);
            return None;
        };
        Some(Tag { name, span: start..self.at, attributes: first..last, self_closing })
    }

    /// From a byte to the first of the class `ends`: where that is, and the classes met.
    fn scan(&self, from: usize, ends: u8) -> (usize, u8) {
        let mut met = 0;
        for (offset, byte) in self.bytes()[from..].iter().enumerate() {
            let class = CLASS[usize::from(*byte)];
            if class & ends != 0 {
                return (from + offset, met);
            }
            met |= class;
        }
        (self.html.len(), met)
    }

    /// The first byte from `from` on that is no white space.
    pub(super) fn skip_space(&self, from: usize) -> usize {
        let is_space = |byte: &&u8| CLASS[usize::from(**byte)] & SPACE != 0;
        from + self.bytes()[from..].iter().take_while(is_space).count()
    }

    /// The attributes from `at` to the end of the tag: whether it closes itself; nothing when the page ends before.
    fn attributes(&mut self, mut at: usize) -> Option<bool> {
        loop {
            at = self.skip_space(at);
            match self.byte(at)? {
                b'>' => {
                    self.at = at + 1;
                    return Some(false);
                }
                b'/' if self.byte(at + 1)? == b'>' => {
                    self.at = at + 2;
                    return Some(true);
                }
                b'/' => {
                    self.error("unexpected-solidus-in-tag", at..at + 1);
                    at += 1;
                }
                first => {
                    if first == b'=' {
                        self.error("unexpected-equals-sign-before-attribute-name", at..at + 1);
                    }
                    at = self.attribute(at, first)?;
                }
            }
        }
    }

    /// The attribute that begins at `start`; where it ends.
    fn attribute(&mut self, start: usize, first: u8) -> Option<usize> {
        // A name may begin with `=`.
        let (name_end, met) = self.scan(start + usize::from(first == b'='), SPACE | CLOSE | EQUALS);
        if met & (ODD | CHANGED) != 0 {
            self.odd_name(start..name_end);
        }
        let html = self.html;
        let name = self.names.attribute(&html[start..name_end], met, &mut self.builder.store());
        let equals = self.skip_space(name_end);
        let (value, end) = if self.byte(equals)? == b'=' { self.value(equals + 1)? } else { (0..0, name_end) };
        let span = start as u32..end as u32;
        self.builder.store().attributes.push(AttributeData { name, value, span });
        Some(end)
    }

    fn odd_name(&self, range: Range<usize>) {
        self.nulls(range.clone());
        for (offset, byte) in self.bytes()[range.clone()].iter().enumerate() {
            if CLASS[usize::from(*byte)] & ODD != 0 {
                let at = range.start + offset;
                self.error("unexpected-character-in-attribute-name", at..at + 1);
            }
        }
    }

    /// Tells of each U+0000.
    pub(super) fn nulls(&self, range: Range<usize>) {
        if !self.is_plain {
            for found in memchr::memchr_iter(0, &self.bytes()[range.clone()]) {
                self.error("unexpected-null-character", range.start + found..range.start + found + 1);
            }
        }
    }

    /// The value after a `=`; where it ends.
    fn value(&mut self, from: usize) -> Option<(Range<u32>, usize)> {
        let at = self.skip_space(from);
        match self.byte(at)? {
            quote @ (b'"' | b'\'') => {
                let start = at + 1;
                let Some(length) = memchr(quote, &self.bytes()[start..]) else {
                    // The page ends in it; only its faults are of use.
                    self.decode(start..self.html.len());
                    return None;
                };
                let end = start + length;
                let value = self.decode(start..end);
                let next = self.byte(end + 1)?;
                if CLASS[usize::from(next)] & (SPACE | CLOSE) == 0 {
                    self.error("missing-whitespace-between-attributes", end + 1..end + 2);
                }
                Some((value, end + 1))
            }
            b'>' => {
                self.error("missing-attribute-value", from - 1..at);
                Some((0..0, from))
            }
            _ => {
                let is_end = |byte: &u8| *byte == b'>' || CLASS[usize::from(*byte)] & SPACE != 0;
                let length = self.bytes()[at..].iter().position(is_end);
                let end = length.map_or(self.html.len(), |length| at + length);
                for (offset, byte) in self.bytes()[at..end].iter().enumerate() {
                    if matches!(byte, b'"' | b'\'' | b'<' | b'=' | b'`') {
                        self.error("unexpected-character-in-unquoted-attribute-value", at + offset..at + offset + 1);
                    }
                }
                let value = self.decode(at..end);
                length.map(|_| (value, end))
            }
        }
    }

    /// Writes a value into the store, its references decoded, its newlines normalized.
    fn decode(&self, range: Range<usize>) -> Range<u32> {
        let written = &self.html[range.clone()];
        if self.is_plain && memchr(b'&', written.as_bytes()).is_none() {
            return self.builder.store().push(written);
        }
        self.nulls(range.clone());
        let start = self.builder.store().push("").start;
        let mut from = range.start;
        let mut at = range.start;
        while let Some(found) = memchr(b'&', &self.bytes()[at..range.end]) {
            at += found;
            match self.reference(at, range.end, reference::Place::Attribute) {
                Some(reference) => {
                    self.push_clean(from..at);
                    self.builder.store().text.extend(reference.characters());
                    from = reference.end;
                    at = from;
                }
                None => at += 1,
            }
        }
        self.push_clean(from..range.end);
        let end = self.builder.store().push("").end;
        start..end
    }

    fn push_clean(&self, range: Range<usize>) {
        let written = &self.html[range];
        if self.is_plain {
            self.builder.store().push(written);
        } else {
            self.builder.store().push(&super::input::clean(written));
        }
    }
}
