//! What a `style` attribute declares (CSS Style Attributes, 3).

/// The value of the last important declaration of a property in a `style` attribute, when it is a value of its own: not
/// one of the keywords that every property has.
pub(super) fn important<'a>(style: &'a str, property: &str) -> Option<&'a str> {
    let mut found = None;
    for declaration in declarations(style) {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        if !name.trim().eq_ignore_ascii_case(property) {
            continue;
        }
        let Some((value, flag)) = value.rsplit_once('!') else { continue };
        if flag.trim().eq_ignore_ascii_case("important") && is_value(value.trim()) {
            found = Some(value.trim());
        }
    }
    found.filter(|value| {
        let wide = ["inherit", "initial", "unset", "revert", "revert-layer"];
        !wide.iter().any(|keyword| keyword.eq_ignore_ascii_case(value))
    })
}

/// The declarations of a `style` attribute: what lies between its semicolons, strings and brackets aside.
fn declarations(style: &str) -> impl Iterator<Item = &str> {
    let (mut depth, mut quote) = (0_usize, None);
    style.split(move |c| {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ';' && depth == 0 && quote.is_none()
    })
}

/// Whether it may be a length or a keyword: what is neither is dropped by browsers.
fn is_value(value: &str) -> bool {
    let number = value.trim_start_matches(['+', '-']);
    let digits = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if digits.len() < number.len() {
        return !digits.contains(char::is_whitespace);
    }
    !value.is_empty() && !value.contains(char::is_whitespace) || value.contains('(')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_important_declaration_counts() {
        let of = |style| important(style, "letter-spacing");
        assert_eq!(of("letter-spacing: 1px ! Important"), Some("1px"));
        assert_eq!(of("color: red; LETTER-SPACING:1px!important; letter-spacing: 2px"), Some("1px"));
        assert_eq!(of("letter-spacing: 1px !important; letter-spacing: .2em !important"), Some(".2em"));
        assert_eq!(of("letter-spacing: 1px"), None);
        assert_eq!(of("letter-spacing: unset !important"), None);
        assert_eq!(of("background: url('a;b'); letter-spacing: calc(1px + 2px) !important"), Some("calc(1px + 2px)"));
        assert_eq!(of("content: '; letter-spacing: 1px !important'"), None);
    }
}
