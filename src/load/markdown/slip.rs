//! Marks of Markdown that miss by one character: they are shown as they were typed.

use std::ops::Range;

use super::run::{Reading, Run};
use super::typography::ATOM;
use crate::finding::rules::MARKDOWN_SLIP;

/// A space that Markdown does not take for one; Macs write it when the space is typed with Alt held down.
const NO_BREAK: [char; 2] = ['\u{a0}', '\u{202f}'];

/// Tells of the first slip at the beginning of a run, and of those of its links.
pub(super) fn tell(run: &Run, reading: &mut Reading<'_, '_>, has_brackets: bool) {
    if let Some((mark, help)) = beginning(&run.text).filter(|_| !run.is_literal(0)) {
        let message = format!("`{}` is shown as it is: it makes no {}", &run.text[..mark], kind(&run.text));
        say(run, reading, 0..mark, &message, help);
    }
    if has_brackets {
        links(run, reading);
    }
}

fn kind(text: &str) -> &'static str {
    if text.starts_with('#') { "heading" } else { "list" }
}

/// The length of a mark that begins a text and that no ordinary space follows, and what to do.
fn beginning(text: &str) -> Option<(usize, &'static str)> {
    let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match text.as_bytes().first()? {
        b'#' if hashes <= 6 => hashes,
        b'-' | b'*' | b'+' => 1,
        _ if (1..=3).contains(&digits) && text[digits..].starts_with(['.', ')']) => digits + 1,
        _ => return None,
    };
    let after = text[mark..].chars().next()?;
    if NO_BREAK.contains(&after) {
        return Some((mark, "a no-break space follows it: type an ordinary space, with no other key held down"));
    }
    // `#mot` is a word that people search for.
    (hashes >= 2 && after.is_alphanumeric()).then_some((mark, "write a space after it"))
}

/// `[words] (address)` and `[words][label]` without such a label.
fn links(run: &Run, reading: &mut Reading<'_, '_>) {
    let text = run.text.as_str();
    for (close, _) in text.match_indices(']') {
        let Some(open) = text[..close].rfind('[').filter(|open| *open + 1 < close && !run.is_literal(*open)) else {
            continue;
        };
        let rest = &text[close + 1..];
        let address = rest.strip_prefix(" (").and_then(|rest| rest.split_once(')')).map(|(address, _)| address);
        if let Some(address) = address.filter(|address| is_address(address)) {
            let end = close + 1 + " (".len() + address.len() + 1;
            let message = format!("`{}` is shown as it is: it makes no link", &text[open..end]);
            say(run, reading, open..end, &message, "remove the space between the words and the address");
            continue;
        }
        let label = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(label, _)| label);
        if let Some(label) = label.filter(|label| is_label(label)) {
            let end = close + 1 + label.len() + 2;
            let message = format!("`{}` is shown as it is: no line says where `{label}` leads", &text[open..end]);
            say(run, reading, open..end, &message, "write `[words](address)`, or add a line `[label]: address`");
        }
    }
}

/// Whether what stands in brackets leads somewhere, and is not the end of a quotation: `[…] (p. 12)`.
fn is_address(text: &str) -> bool {
    let starts = ["http:", "https:", "mailto:", "/", "./", "../", "#"];
    !text.contains(char::is_whitespace)
        && (starts.iter().any(|start| text.starts_with(start)) || text.split('#').next().is_some_and(is_page))
}

fn is_page(path: &str) -> bool {
    path.len() > ".md".len() && path.ends_with(".md")
}

/// Whether it is a word: `[1][2]` are two references.
fn is_label(text: &str) -> bool {
    !text.starts_with('^') && text.chars().any(char::is_alphabetic) && !text.contains(['[', '\n', ATOM])
}

fn say(run: &Run, reading: &mut Reading<'_, '_>, range: Range<usize>, message: &str, help: &str) {
    let place = run.source(&range);
    reading.findings.push(reading.sheet.finding(&MARKDOWN_SLIP, place, message.replace(NO_BREAK, " ")).help(help));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_words() {
        for text in ["##Titre", "#\u{a0}Titre", "-\u{a0}un point", "12.\u{202f}douzième"] {
            assert!(beginning(text).is_some(), "{text}");
        }
        for text in ["#RentréeSolidaire", "-5 °C", "*", "2026\u{a0}sera", "1.5 point", "#######Sept", "« Titre »", ""]
        {
            assert_eq!(beginning(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_are_told_from_remarks() {
        for text in ["a.md", "../b/c.md#d", "https://example.org", "/media/x.pdf", "#ici"] {
            assert!(is_address(text), "{text}");
        }
        for text in ["p. 12", "sic", "2026", "voir a.md", ""] {
            assert!(!is_address(text), "{text}");
        }
    }
}
