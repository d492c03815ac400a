//! Where a style sheet declares its tokens: the custom properties of its rules `:root` that stand in no condition.

use std::collections::BTreeMap;
use std::ops::Range;

/// The bytes of the value of each token, by its name without dashes. As in a browser, the last declaration wins.
pub(super) fn tokens(text: &str) -> BTreeMap<String, Range<usize>> {
    let bare = without_comments_and_strings(text);
    let mut found = BTreeMap::new();
    let (mut depth, mut start, mut in_root) = (0_usize, 0, false);
    for (at, byte) in bare.bytes().enumerate() {
        if !matches!(byte, b'{' | b'}' | b';') {
            continue;
        }
        if depth == 1 && in_root && byte != b'{' {
            found.extend(declaration(text, &bare, start..at));
        }
        match byte {
            b'{' => {
                in_root = if depth == 0 { bare[start..at].trim() == ":root" } else { in_root };
                depth += 1;
            }
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        start = at + 1;
    }
    found
}

fn declaration(text: &str, bare: &str, span: Range<usize>) -> Option<(String, Range<usize>)> {
    let (name, value) = bare[span.clone()].split_once(':')?;
    let name = name.trim().strip_prefix("--")?;
    let start = span.end - value.trim_start().len();
    let end = start + text[start..span.end].trim_end().len();
    Some((name.to_owned(), start..end))
}

/// The text with blanks for its comments and for what stands between quotes: places stay what they are.
fn without_comments_and_strings(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let opening = &rest[at..];
        let length = if let Some(comment) = opening.strip_prefix("/*") {
            comment.find("*/").map_or(opening.len(), |end| end + 4)
        } else if opening.starts_with('/') {
            bare.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
            continue;
        } else {
            let quote = if opening.starts_with('"') { '"' } else { '\'' };
            opening[1..].find([quote, '\n']).map_or(opening.len(), |end| end + 2)
        };
        bare.push_str(&rest[..at]);
        bare.extend(std::iter::repeat_n(' ', length));
        rest = &rest[at + length..];
    }
    bare + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<(String, &str)> {
        tokens(text).into_iter().map(|(name, span)| (name, &text[span])).collect()
    }

    #[test]
    fn tokens_are_those_of_the_root_in_no_condition() {
        let sheet = "/* :root { --no: 1 } é */ :root { color: red; --a : light-dark(#fff, #000) ; --b:url('x;y{'); --a: b\n}\n\
                     p { --c: 1 } @media print { :root { --d: 1 } } :root { /* ; */ --e: 2 }";
        let found = values(sheet);
        let expected = [("a", "b"), ("b", "url('x;y{')"), ("e", "2")];
        assert_eq!(found, expected.map(|(name, value)| (name.to_owned(), value)));
    }

    #[test]
    fn a_broken_sheet_is_read_all_the_same() {
        for text in ["", ":root", ":root {", ":root { --a: 'x", "/*", "}}} :root { --a: 1 }", ":root { --a }", "/"] {
            let _ = tokens(text);
        }
    }
}
