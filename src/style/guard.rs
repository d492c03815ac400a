//! What is taken out of a sheet before the parser sees it: brackets so deep, or sums so long, that no one wrote them.
//!
//! The parser tries several readings of a function one after the other, hence time grows twofold with each level,
//! and long sums become deep trees. What is taken out is replaced by blanks, so that places stay what they are and
//! only the declaration or rule around it is lost.

use std::borrow::Cow;

/// Round and square brackets nested deeper than this are emptied. Sheets of people stay below 8.
const MAX_ROUND: usize = 10;
/// Braces nested deeper than this are emptied.
const MAX_BRACES: usize = 10;
/// Brackets with more sums and products in them are emptied.
const MAX_OPERATORS: usize = 256;
/// The readings that the parser may try in a sheet, where a group of brackets costs two to the power of its depth.
const BUDGET: usize = 1 << 24;
/// Groups that are not deeper than this are free.
const SHALLOW: usize = 4;

/// The sheet without what is taken out, and whether that was nothing.
pub fn tame(text: &str) -> (Cow<'_, str>, bool) {
    let blanks = blanks(text.as_bytes());
    if blanks.is_empty() {
        return (Cow::Borrowed(text), true);
    }
    (Cow::Owned(blank(text, &blanks)), false)
}

/// The text with blanks in these places, which come in order.
pub(super) fn blank(text: &str, places: &[(usize, usize)]) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end) in places {
        blanked.push_str(&text[from..*start]);
        blanked.extend(text[*start..*end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        from = *end;
    }
    blanked.push_str(&text[from..]);
    blanked
}

/// The insides of brackets that are taken out, in order; none is inside another.
fn blanks(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut blanks = Vec::new();
    let mut open: Vec<u8> = Vec::new();
    let (mut round, mut braces) = (0, 0);
    let (mut group, mut deepest, mut operators, mut spent) = (0, 0, 0, 0_usize);
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'(' if is_address(bytes, at) => at = closing(bytes, at),
            byte @ (b'(' | b'[' | b'{') => {
                let deep = if byte == b'{' { braces == MAX_BRACES } else { round == MAX_ROUND };
                if deep {
                    let end = closing(bytes, at);
                    blanks.push((at + 1, end));
                    at = end + 1;
                    continue;
                }
                if byte == b'{' {
                    braces += 1;
                } else {
                    if round == 0 {
                        (group, deepest, operators) = (at + 1, 0, 0);
                    }
                    round += 1;
                    deepest = deepest.max(round);
                }
                open.push(byte);
            }
            b')' | b']' | b'}' => match open.pop() {
                Some(b'{') => braces -= 1,
                Some(_) => {
                    round -= 1;
                    if round == 0 && deepest > SHALLOW {
                        spent += (at - group) << deepest;
                    }
                    if round == 0 && (operators > MAX_OPERATORS || (deepest > SHALLOW && spent > BUDGET)) {
                        blanks.retain(|(start, _)| *start < group);
                        blanks.push((group, at));
                    }
                }
                None => {}
            },
            b'+' | b'-' | b'*' | b'/' if round > 0 => {
                if bytes.get(at + 1) == Some(&b'*') {
                    at = skip(bytes, at);
                    continue;
                }
                operators += usize::from(at > 0 && !bytes[at - 1].is_ascii_alphanumeric() && bytes[at - 1] != b'-');
            }
            _ => {
                at = skip(bytes, at);
                continue;
            }
        }
        at += 1;
    }
    blanks
}

/// Whether a bracket opens an address without quotes, which has no sums.
fn is_address(bytes: &[u8], at: usize) -> bool {
    at >= 3 && bytes[at - 3..at].eq_ignore_ascii_case(b"url") && !matches!(bytes.get(at + 1), Some(b'"' | b'\'' | b' '))
}

/// The bracket that closes the one at `at`, or the end.
pub(super) fn closing(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while at < bytes.len() {
        match bytes[at] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            }
            _ => {
                at = skip(bytes, at);
                continue;
            }
        }
        at += 1;
    }
    bytes.len()
}

/// The byte after the string, the comment, the escape or the plain byte at `at`.
pub fn skip(bytes: &[u8], at: usize) -> usize {
    let end = match bytes[at] {
        b'\\' => at + 2,
        quote @ (b'"' | b'\'') => {
            let mut end = at + 1;
            while end < bytes.len() && bytes[end] != quote && !matches!(bytes[end], b'\n' | b'\r' | 0x0c) {
                end += if bytes[end] == b'\\' { 2 } else { 1 };
            }
            end + 1
        }
        b'/' if bytes.get(at + 1) == Some(&b'*') => {
            bytes[at + 2..].windows(2).position(|pair| pair == b"*/").map_or(bytes.len(), |end| at + end + 4)
        }
        _ => at + 1,
    };
    end.min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_sheets_are_left_alone() {
        let sheet = "@media (x) { a:is(b, c) { d: e(f(g)); h: \"((((\\\"(((((((((((((\" /* ((((((((((((((((( */ } }";
        assert_eq!(tame(sheet), (Cow::Borrowed(sheet), true));
    }

    #[test]
    fn deep_brackets_are_emptied_in_place() {
        let sheet = format!("a{{b:{}é\n{}}}c{{d:e}}", "f(".repeat(14), ")".repeat(14));
        let (tamed, whole) = tame(&sheet);
        assert!(!whole);
        assert_eq!(tamed.len(), sheet.len());
        assert!(tamed.ends_with("}c{d:e}") && !tamed.contains('é') && tamed.contains('\n'));
        let open = "a{".repeat(100_000);
        let (tamed, _) = tame(&open);
        assert_eq!(tamed.matches('{').count(), MAX_BRACES + 1);
    }

    #[test]
    fn long_sums_and_many_deep_groups_are_emptied() {
        let sheet = format!("a{{b:calc({}1px)}}", "min(1px, 1em) + ".repeat(1000));
        assert_eq!(tame(&sheet).0.trim_matches(|c| "a{b:calc()}".contains(c)).trim(), "");
        let sheet = format!("a{{b:url(data:,{})}}", "++/".repeat(1000));
        assert!(tame(&sheet).1);
        let sheet = format!("a{{{}}}", format!("b:{}{};", "f(".repeat(10), ")".repeat(10)).repeat(2000));
        let (tamed, _) = tame(&sheet);
        // Each is 27 bytes long and ten deep.
        assert_eq!(tamed.matches("f(f(").count() / 5, BUDGET / (27 << 10));
    }

    #[test]
    fn what_is_left_open_does_not_panic() {
        for text in ["\"", "'\\", "/*", "/*/", "\\", "(((", "}}}", "]", "(\\", "/", "\u{0}"] {
            assert!(tame(text).1, "{text}");
        }
    }
}
