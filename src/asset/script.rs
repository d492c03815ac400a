//! Scripts of the theme without comments and indentation.
//!
//! What renames and folds would make the theme's two scripts a third lighter after Brotli, 1.3 KB of a site that asks
//! for both, and would bring a whole compiler of JavaScript into every build of Osier (`oxc_minifier`; `minify-js` is
//! no longer kept). Comments and indentation are a fifth of the script that pages load, and taking them out cannot
//! change what it does: lines stay lines, so that semicolons that the language adds stay where they were. Where it is
//! not certain what a text is, it is left as it was written. There is no bundler: a file is a file, under a name that
//! says what is in it.

/// The script without comments, indentation and empty lines; itself where it cannot be told what is a comment.
pub fn light(text: &str) -> String {
    // Rare ends of lines, which white space must not be taken for.
    let rare = text.contains(['\u{2028}', '\u{2029}']) || text.replace("\r\n", "").contains('\r');
    let Some(bare) = without_comments(text).filter(|_| !rare) else { return text.to_owned() };
    let mut out = String::with_capacity(bare.len());
    for piece in &bare {
        match piece {
            Piece::Kept(kept) => out.push_str(kept),
            Piece::Code(code) => push_code(&mut out, code),
        }
    }
    out.trim_end().to_owned() + "\n"
}

/// A part of a script.
enum Piece<'a> {
    /// White space in it does not matter, but for its lines.
    Code(&'a str),
    /// A string, a template, a regular expression: nothing in it may change.
    Kept(&'a str),
}

/// Words after which a `/` begins a regular expression.
const BEFORE_REGEX: &[&str] = &[
    "await",
    "case",
    "delete",
    "do",
    "else",
    "in",
    "instanceof",
    "new",
    "of",
    "return",
    "throw",
    "typeof",
    "void",
    "yield",
];

/// The parts of a script between its comments; nothing when it cannot be told what a part is.
fn without_comments(text: &str) -> Option<Vec<Piece<'_>>> {
    let bytes = text.as_bytes();
    let (mut pieces, mut from, mut at) = (Vec::new(), 0, 0);
    // The last byte that is neither white space nor in a comment, and where it is.
    let mut last: Option<usize> = None;
    while let Some(byte) = bytes.get(at) {
        let next = bytes.get(at + 1);
        let end = match (byte, next) {
            (b'/', Some(b'/')) => {
                pieces.push(Piece::Code(&text[from..at]));
                at += text[at..].find('\n').unwrap_or(text.len() - at);
                from = at;
                continue;
            }
            (b'/', Some(b'*')) => {
                let end = at + 4 + text.get(at + 2..)?.find("*/")?;
                pieces.push(Piece::Code(&text[from..at]));
                // A comment stands for a space, or for the end of a line when it has one.
                pieces.push(Piece::Code(if text[at..end].contains('\n') { "\n" } else { " " }));
                (at, from) = (end, end);
                continue;
            }
            (b'/', _) if is_regex(text, last)? => regex_end(bytes, at)?,
            (b'\'' | b'"', _) => string_end(bytes, at)?,
            (b'`', _) => template_end(bytes, at)?,
            // Old comments of HTML.
            (b'<', Some(b'!')) | (b'-', Some(b'-'))
                if text[at..].starts_with("<!--") || text[at..].starts_with("-->") =>
            {
                return None;
            }
            _ => {
                if !byte.is_ascii_whitespace() {
                    last = Some(at);
                }
                at += 1;
                continue;
            }
        };
        pieces.push(Piece::Code(&text[from..at]));
        pieces.push(Piece::Kept(&text[at..end]));
        last = Some(end - 1);
        (at, from) = (end, end);
    }
    pieces.push(Piece::Code(&text[from..]));
    Some(pieces)
}

/// Whether a `/` after what ends at `last` begins a regular expression; nothing when only a parser could tell.
fn is_regex(text: &str, last: Option<usize>) -> Option<bool> {
    let Some(last) = last else { return Some(true) };
    match text.as_bytes()[last] {
        // After a block or a condition it is one, after a value a division.
        b')' | b'}' => None,
        b'+' | b'-' if text[..last].ends_with(['+', '-']) => None,
        b']' | b'\'' | b'"' | b'`' | b'/' => Some(false),
        byte if byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || !byte.is_ascii() => {
            let before = &text[..=last];
            let word = before.rfind(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'));
            let start = word.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
            let field = before[..start].trim_end().ends_with('.');
            Some(!field && BEFORE_REGEX.contains(&&before[start..]))
        }
        _ => Some(true),
    }
}

fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 1,
            b'\n' => return None,
            byte if *byte == bytes[start] => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
}

fn regex_end(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut class) = (start + 1, false);
    loop {
        match bytes.get(at)? {
            b'\\' => at += 1,
            b'\n' => return None,
            b'[' => class = true,
            b']' => class = false,
            b'/' if !class => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
}

/// The end of a template, with all that stands in its `${}`.
fn template_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 1,
            b'`' => return Some(at + 1),
            b'$' if bytes.get(at + 1) == Some(&b'{') => {
                at = code_end(bytes, at + 2)?;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// The byte after the `}` that ends the code at `at`; nothing where a slash could be anything.
fn code_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    loop {
        match bytes.get(at)? {
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some(at + 1),
            b'}' => depth -= 1,
            b'/' => return None,
            b'\'' | b'"' => {
                at = string_end(bytes, at)?;
                continue;
            }
            b'`' => {
                at = template_end(bytes, at)?;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// Writes code without the white space around its lines.
fn push_code(out: &mut String, code: &str) {
    let mut lines = code.split('\n').peekable();
    let mut first = true;
    while let Some(line) = lines.next() {
        let at_start = out.is_empty() || out.ends_with('\n');
        let line = if at_start || !first { line.trim_start() } else { line };
        let line = if lines.peek().is_some() { line.trim_end() } else { line };
        out.push_str(line);
        if lines.peek().is_some() {
            // What a comment left behind the code of its line goes too.
            out.truncate(out.trim_end_matches([' ', '\t', '\r']).len());
            if !(out.is_empty() || out.ends_with('\n')) {
                out.push('\n');
            }
        }
        first = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_indentation_and_empty_lines_go() {
        let text =
            "// what it is\n\nconst a = 1; // one\n  /* two\n  lines */ if (a) {\n    b(); /* c */ d();\n  }\n\n";
        assert_eq!(light(text), "const a = 1;\nif (a) {\nb();   d();\n}\n");
    }

    #[test]
    fn strings_templates_and_expressions_stay() {
        for text in [
            "a = 'http://b'; c = \"/* d */\";\n",
            "a = `\n  // ${b ? `  ${'}'}` : ''}\n  `;\n",
            "a = b.replace(/\\/\\/[/*]/g, '') / 2 / c;\n",
            "return /\\s+$/.test(a);\n",
            "a = b.return / c / d;\n",
        ] {
            assert_eq!(light(text), text);
        }
    }

    #[test]
    fn what_is_not_certain_is_left() {
        for text in
            ["if (a) /  b/.test(c);  // d\n", "a = `${b / c}`;  // d\n", "a++ / b  // c\n", "<!-- a\n  b", "'a\n  b"]
        {
            assert_eq!(light(text), text);
        }
    }

    #[test]
    fn a_line_stays_a_line() {
        assert_eq!(light("return /*\n*/ a\n"), "return\na\n");
        assert_eq!(light("a // b\n(c)"), "a\n(c)\n");
    }

    #[test]
    fn the_scripts_of_the_theme_get_lighter_and_no_further() {
        for text in [
            include_str!("../../themes/estran/assets/js/enhance.js"),
            include_str!("../../themes/estran/assets/js/search.js"),
        ] {
            let light = light(text);
            assert!(light.len() < text.len(), "nothing is uncertain in it");
            assert_eq!(super::light(&light), light);
        }
    }
}
