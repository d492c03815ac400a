//! A line of source with what is at fault underlined, whatever the width of its characters.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::text::visible;
use crate::finding::Location;

/// Widest text that is shown; longer lines are cut around the fault.
const WIDTH: usize = 120;
/// Widest text that is kept before the fault when a line is cut.
const BEFORE: usize = 40;
/// Of a line that is longer still, as a page may be that is all on one line, only so many characters before the fault
/// and twice as many from there on are looked at.
const NEAR: usize = 1_000;
/// What stands for the text that was cut.
const CUT: &str = "…";
/// What a tab is shown as.
const TAB: &str = "    ";

/// A line as it is shown, and where the carets go under it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Snippet {
    /// The line, or the part of it around the fault.
    pub(super) text: String,
    /// Columns of the terminal before the first caret.
    pub(super) indent: usize,
    /// How many carets, at least one.
    pub(super) carets: usize,
}

/// The line of `location`; of a fault on several lines, the part on the first one.
pub(super) fn snippet(location: &Location) -> Snippet {
    let start_char = location.column.saturating_sub(1);
    let end_char = if location.end_line > location.line { usize::MAX } else { location.end_column.saturating_sub(1) };
    let Part { text: part, first, rest } = near(&location.text, start_char);
    let (start_char, end_char) = (start_char - first, end_char.saturating_sub(first));
    let (line, cells) = cells(part);
    let start = cells.partition_point(|cell| cell.first + cell.chars <= start_char);
    let end = cells.partition_point(|cell| cell.first < end_char).max(start);
    let shown = window(&cells, start, end);
    let mut text = String::new();
    if shown.start > 0 || first > 0 {
        text.push_str(CUT);
    }
    let indent = text.width() + width(&cells[shown.start..start]);
    text.extend(cells[shown.start..shown.end].iter().map(|cell| &line[cell.at.clone()]));
    if shown.end < cells.len() || !rest.is_empty() {
        text.push_str(CUT);
    }
    let text = text.trim_end().to_owned();
    Snippet { text, indent, carets: width(&cells[start..end.min(shown.end)]).max(1) }
}

/// A part of a line, from its character `first` on, and what follows it.
struct Part<'a> {
    text: &'a str,
    first: usize,
    rest: &'a str,
}

/// The part of a line that is near one of its characters: the whole of most.
fn near(line: &str, char: usize) -> Part<'_> {
    let mut chars = line.chars();
    let first = char.saturating_sub(NEAR);
    let is_there = line.len() > 4 * NEAR && (first == 0 || chars.nth(first - 1).is_some());
    let (from, first) = if is_there { (chars.as_str(), first) } else { (line, 0) };
    let end = is_there.then(|| from.char_indices().nth(3 * NEAR)).flatten();
    let length = end.map_or(from.len(), |(at, _)| at);
    let (text, rest) = from.split_at(length);
    Part { text, first, rest }
}

/// What a terminal shows as one thing: a character with the marks that combine with it.
struct Cell {
    /// Where it is in the line as it is shown.
    at: Range<usize>,
    /// Its first character in the line, from 0.
    first: usize,
    /// How many characters of the line it holds.
    chars: usize,
    width: usize,
}

/// A line as it is shown, and its cells.
fn cells(line: &str) -> (String, Vec<Cell>) {
    let mut shown = String::with_capacity(line.len());
    let mut cells: Vec<Cell> = Vec::with_capacity(line.len());
    let mut joined = false;
    for (index, c) in line.chars().enumerate() {
        if !joined && matches!(c, ' '..='~') {
            cells.push(Cell { at: shown.len()..shown.len() + 1, first: index, chars: 1, width: 1 });
            shown.push(c);
            continue;
        }
        let combines = joined || c.width() == Some(0) || matches!(c, '\u{1f3fb}'..='\u{1f3ff}');
        joined = c == '\u{200d}';
        match cells.last_mut() {
            Some(cell) if combines && visible(c) == c => {
                shown.push(c);
                cell.at.end = shown.len();
                cell.chars += 1;
                cell.width = shown[cell.at.clone()].width();
            }
            _ => {
                let start = shown.len();
                if c == '\t' {
                    shown.push_str(TAB);
                } else {
                    shown.push(visible(c));
                }
                let at = start..shown.len();
                let width = shown[at.clone()].width();
                cells.push(Cell { at, first: index, chars: 1, width });
            }
        }
    }
    (shown, cells)
}

/// The cells to show so that the fault, from `start` to `end`, is seen with what surrounds it.
fn window(cells: &[Cell], start: usize, end: usize) -> Range<usize> {
    if width(cells) <= WIDTH {
        return 0..cells.len();
    }
    let room = WIDTH - 2 * CUT.width();
    // What follows the fault is short: the room it leaves goes to what comes before.
    let after = width(&cells[start..]);
    let before = BEFORE.max(room.saturating_sub(after));
    let first = start - fit(cells[..start].iter().rev(), before);
    let left = room.saturating_sub(width(&cells[first..start]));
    let last = start + fit(cells[start..].iter(), left);
    first..last.max(end.min(start + 1))
}

/// How many of these cells fit in `room` columns.
fn fit<'a>(cells: impl Iterator<Item = &'a Cell>, room: usize) -> usize {
    cells
        .scan(0, |used, cell| {
            *used += cell.width;
            Some(*used)
        })
        .take_while(|used| *used <= room)
        .count()
}

fn width(cells: &[Cell]) -> usize {
    cells.iter().map(|cell| cell.width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, marked: &str) -> Snippet {
        let start = text.find(marked).unwrap_or_else(|| panic!("`{marked}` is not in `{text}`"));
        snippet(&Location::of(text, &(start..start + marked.len())))
    }

    fn drawn(snippet: &Snippet) -> String {
        format!("{}\n{}{}", snippet.text, " ".repeat(snippet.indent), "^".repeat(snippet.carets))
    }

    #[test]
    fn carets_are_under_accented_text() {
        assert_eq!(drawn(&of("Été à la mer", "mer")), "Été à la mer\n         ^^^");
    }

    #[test]
    fn combining_marks_take_no_column() {
        let snippet = of("E\u{301}te\u{301} ici", "ici");
        assert_eq!((snippet.indent, snippet.carets), (4, 3));
        let snippet = of("E\u{301}te\u{301} ici", "E\u{301}te\u{301}");
        assert_eq!((snippet.indent, snippet.carets), (0, 3));
    }

    #[test]
    fn wide_characters_take_two_columns() {
        let snippet = of("日本 ici", "ici");
        assert_eq!((snippet.indent, snippet.carets), (5, 3));
        let snippet = of("au 日本", "日本");
        assert_eq!((snippet.indent, snippet.carets), (3, 4));
    }

    #[test]
    fn joined_emoji_take_two_columns() {
        let snippet = of("👩🏽‍🔬 ici", "ici");
        assert_eq!((snippet.indent, snippet.carets), (3, 3));
    }

    #[test]
    fn tabs_become_four_spaces() {
        assert_eq!(drawn(&of("\tx = \"\t\"", "x")), "    x = \"    \"\n    ^");
    }

    #[test]
    fn control_characters_are_made_visible() {
        let snippet = of("a\u{1b}[31mb\u{202e}c", "c");
        assert_eq!(drawn(&snippet), "a␛[31mb\u{fffd}c\n        ^");
    }

    #[test]
    fn an_empty_span_has_one_caret() {
        let at = |text: &str, at: usize| snippet(&Location::of(text, &(at..at)));
        assert_eq!(drawn(&at("abc", 1)), "abc\n ^");
        assert_eq!(drawn(&at("abc", 3)), "abc\n   ^");
        assert_eq!(drawn(&at("", 0)), "\n^");
        assert_eq!(drawn(&at("abc\ndef", 3)), "abc\n   ^");
    }

    #[test]
    fn a_span_of_several_lines_is_marked_to_the_end_of_the_first() {
        assert_eq!(drawn(&of("un deux\ntrois", "deux\ntrois")), "un deux\n   ^^^^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_fault() {
        let line = format!("{} FAULT {}", "a".repeat(300), "b".repeat(300));
        let snippet = of(&line, "FAULT");
        assert_eq!(snippet.text.width(), WIDTH);
        assert!(snippet.text.starts_with("…aaa") && snippet.text.ends_with("bbb…"));
        let marked: String = snippet.text.chars().skip(snippet.indent).take(snippet.carets).collect();
        assert_eq!(marked, "FAULT");
        assert_eq!(snippet.indent, 1 + BEFORE);
    }

    #[test]
    fn a_long_line_is_shown_from_its_start_or_to_its_end_when_the_fault_is_there() {
        let start = of(&format!("FAULT {}", "b".repeat(300)), "FAULT");
        assert_eq!((start.indent, start.carets, start.text.width()), (0, 5, WIDTH - 1));
        let end = of(&format!("{} FAULT", "a".repeat(300)), "FAULT");
        assert_eq!((end.indent, end.carets, end.text.width()), (114, 5, WIDTH - 1));
    }

    #[test]
    fn a_page_on_one_line_is_shown_as_any_long_line() {
        for (before, after) in [(3_000, 9_000), (9_000, 3_000), (9_000, 9_000), (0, 9_000), (9_000, 0)] {
            let of_line = |before: usize, after: usize| {
                let line = format!("{} FAULT {}", "é".repeat(before), "日".repeat(after));
                snippet(&Location::of(&line, &(2 * before + 1..2 * before + 6)))
            };
            assert_eq!(of_line(before, after), of_line(before.min(300), after.min(300)), "{before} {after}");
        }
        let past =
            Location { line: 1, column: 40_000, end_line: 1, end_column: 2, text: "a".repeat(9_000).as_str().into() };
        assert_eq!(snippet(&past).indent, snippet(&Location { text: "a".repeat(900).as_str().into(), ..past }).indent);
    }

    #[test]
    fn a_fault_longer_than_the_window_is_marked_as_far_as_it_is_shown() {
        let snippet = of(&format!("ici {} fin", "日".repeat(300)), &"日".repeat(300));
        assert!(snippet.text.width() <= WIDTH && snippet.text.ends_with("日…"));
        assert_eq!(snippet.indent + snippet.carets, snippet.text.width() - 1);
    }

    #[test]
    fn a_place_past_the_line_is_held_to_its_end() {
        let location = Location { line: 1, column: 40, end_line: 1, end_column: 2, text: "abc".into() };
        assert_eq!(drawn(&snippet(&location)), "abc\n   ^");
    }

    #[test]
    fn random_lines_never_panic() {
        let alphabet: Vec<char> = "aé日\t\u{301}\u{200d}👩🏽\u{1b}\u{202e}\u{fe0f} \r🇫🇷".chars().collect();
        let mut seed: u64 = 7;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % below
        };
        for _ in 0..2000 {
            let length = next(200);
            let text: String = (0..length).map(|_| alphabet[next(alphabet.len())]).collect();
            let location = Location {
                line: 1,
                column: next(210),
                end_line: 1 + next(2),
                end_column: next(210),
                text: text.as_str().into(),
            };
            let snippet = snippet(&location);
            assert!(snippet.carets >= 1 && !snippet.text.contains('\u{1b}'));
        }
    }
}
