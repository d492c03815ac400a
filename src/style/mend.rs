//! What is wrong in style rules, taken out one declaration or nested rule at a time (CSS Syntax 3, 5.5): the parser
//! drops all that a rule declares before a fault.

use lightningcss::stylesheet::{ParserOptions, StyleSheet};

use super::guard;

/// The sheet with blanks in place of what is wrong in its style rules.
pub(super) fn mend(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut blanks = Vec::new();
    // Whether each block around is a style rule, or in one.
    let mut around: Vec<bool> = Vec::new();
    let mut in_style = false;
    let (mut at, mut start) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'(' | b'[' => at = guard::closing(bytes, at),
            b'{' if is_custom(&text[start..at]) => at = guard::closing(bytes, at),
            b'{' => {
                if in_style && !is_right(&format!("{}{{}}", &text[start..at])) {
                    let end = guard::closing(bytes, at);
                    blanks.push((start, (end + 1).min(bytes.len())));
                    at = end;
                } else {
                    around.push(in_style);
                    in_style |= !bare(&text[start..at]).starts_with('@');
                }
                start = (at + 1).min(bytes.len());
            }
            b';' | b'}' => {
                if in_style && !is_right(&text[start..at]) {
                    blanks.push((start, at));
                }
                if bytes[at] == b'}' {
                    in_style = around.pop().unwrap_or_default();
                }
                start = at + 1;
            }
            _ => {
                at = guard::skip(bytes, at);
                continue;
            }
        }
        at += 1;
    }
    guard::blank(text, &blanks)
}

/// Whether the parser takes a declaration or a rule in a style rule.
fn is_right(item: &str) -> bool {
    let sheet = format!("a{{{item}}}");
    StyleSheet::parse(&sheet, ParserOptions::default()).is_ok()
}

/// Whether it is the start of a custom property, whose value may have braces.
fn is_custom(item: &str) -> bool {
    let item = bare(item);
    item.starts_with("--") && item.contains(':')
}

/// The text without the spaces and the comments at its start.
fn bare(text: &str) -> &str {
    let mut text = text.trim_start();
    while let Some((_, rest)) = text.strip_prefix("/*").and_then(|rest| rest.split_once("*/")) {
        text = rest.trim_start();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_taken_out_alone() {
        for (written, mended) in [
            ("a{b:c;foo;d:e}", "a{b:c;   ;d:e}"),
            ("a{b:c;*zoom:1}", "a{b:c;       }"),
            ("a{--b:{;};c:'}';é;d:url(;)}", "a{--b:{;};c:'}';  ;d:url(;)}"),
            ("a{b:c;:is({d:e}f:g}", "a{b:c;:is({d:e}f:g}"),
            ("a{b:c;::{d:e}f:g;&:hover{h;i:j}}", "a{b:c;       f:g;&:hover{ ;i:j}}"),
            ("@media x{a{b;c:d}}@font-face{e}a{@media y{f;g:h}}", "@media x{a{ ;c:d}}@font-face{e}a{@media y{ ;g:h}}"),
            ("a{/* ; */b:c", "a{/* ; */b:c"),
            ("}}a{b", "}}a{b"),
        ] {
            assert_eq!(mend(written), mended, "{written}");
        }
    }
}
