//! Abbreviations: each use of one says what it stands for.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::escape;
use super::run::{Mark, Rank, Run, What};
use super::scan::{Item, Kind};

/// The abbreviations of a text, ready to be looked for.
#[derive(Debug)]
pub(super) struct Abbreviations<'a> {
    site: &'a BTreeMap<String, String>,
    /// Those that the text defines, which win.
    own: BTreeMap<&'a str, &'a str>,
    /// The first bytes that some abbreviation has, when there is one.
    first: Option<[bool; 256]>,
}

impl<'a> Abbreviations<'a> {
    /// Those of the site, and those that the text defines.
    pub(super) fn new(site: &'a BTreeMap<String, String>, src: &'a str, items: &[Item]) -> Self {
        let mut own = BTreeMap::new();
        for item in items {
            if let Kind::Abbreviation(short, long) = &item.kind {
                own.insert(src[short.clone()].trim(), src[long.clone()].trim());
            }
        }
        let mut first: Option<[bool; 256]> = None;
        for short in site.keys().map(String::as_str).chain(own.keys().copied()) {
            if let Some(byte) = short.bytes().next() {
                first.get_or_insert([false; 256])[byte as usize] = true;
            }
        }
        Self { site, own, first }
    }

    /// The longest abbreviation that begins `text` and ends a word, with what it stands for.
    fn at<'t>(&'t self, text: &str) -> Option<(&'t str, &'t str)> {
        let head = text.chars().next()?.len_utf8();
        let word = text[head..].find(|c: char| !c.is_alphanumeric()).map_or(text, |end| &text[..head + end]);
        let begins =
            |short: &str| text.strip_prefix(short).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        let from = (Bound::Included(word), Bound::Unbounded);
        let own = self.own.range::<str, _>(from).map(|(short, long)| (*short, *long));
        let site = self.site.range::<str, _>(from).map(|(short, long)| (short.as_str(), long.as_str()));
        let own = own.take_while(|(short, _)| short.starts_with(word)).filter(|(short, _)| begins(short));
        let site = site.take_while(|(short, _)| short.starts_with(word)).filter(|(short, _)| begins(short));
        site.chain(own).max_by_key(|(short, _)| short.len())
    }
}

/// Marks every use of an abbreviation that no other mark cuts.
pub(super) fn find(run: &Run, abbreviations: &Abbreviations<'_>, marks: &mut Vec<Mark>) {
    let Some(first) = &abbreviations.first else { return };
    let text = run.text.as_str();
    let others = marks.len();
    let mut at = 0;
    while let Some(next) = text.as_bytes()[at..].iter().position(|byte| first[*byte as usize]) {
        let start = at + next;
        at = start + 1;
        if !text.is_char_boundary(start) || text[..start].ends_with(char::is_alphanumeric) {
            continue;
        }
        let Some((short, long)) = abbreviations.at(&text[start..]) else { continue };
        let end = start + short.len();
        let inside = run.marks.partition_point(|mark| mark.at <= start);
        let cut = run.marks.get(inside).is_some_and(|mark| mark.at < end);
        if cut || marks[..others].iter().any(|mark| start < mark.at && mark.at < end) {
            continue;
        }
        let mut tag = "<abbr title=\"".to_owned();
        escape::attribute(&mut tag, long);
        tag.push_str("\">");
        marks.push(Mark { at: start, what: What::Html(tag), depth: 1, rank: Rank::ShortOpens });
        marks.push(Mark { at: end, what: What::Tag("</abbr>"), depth: -1, rank: Rank::ShortCloses });
        at = end;
    }
}
