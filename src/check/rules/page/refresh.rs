//! How long until a page reloads or leaves by itself (HTML Standard, 4.2.5.3, "shared declarative refresh steps").

use crate::check::Page;
use crate::html::Element;

/// The `meta` that makes the page reload or leave, and the delay in seconds: browsers follow the first that is valid.
pub(super) fn refresh<'p>(page: &Page<'p>) -> Option<(Element<'p>, u64)> {
    let mut metas = page.named("meta").filter(|meta| meta.attr_is("http-equiv", "refresh"));
    metas.find_map(|meta| Some((meta, delay(meta.attr("content")?)?)))
}

/// Whether the page only sends people elsewhere: nobody reads it.
pub(in crate::check::rules) fn redirects_at_once(page: &Page<'_>) -> bool {
    refresh(page).is_some_and(|(_, delay)| delay == 0)
}

/// The delay in seconds that a `content` gives; nothing when browsers ignore it.
fn delay(content: &str) -> Option<u64> {
    let content = content.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let rest = content.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &content[..content.len() - rest.len()];
    if digits.is_empty() && !rest.starts_with('.') {
        return None;
    }
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let ends = after.chars().next().is_none_or(|c| c == ';' || c == ',' || c.is_ascii_whitespace());
    // More digits than a number holds is a very long time.
    ends.then(|| if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u64::MAX) })
}

#[cfg(test)]
mod tests {
    use super::delay;

    #[test]
    fn a_delay_is_read_as_browsers_do() {
        let read = [
            ("5", Some(5)),
            (" 5 ; url=/", Some(5)),
            ("0,/", Some(0)),
            ("7.9 /there", Some(7)),
            (".5", Some(0)),
            ("99999999999999999999999", Some(u64::MAX)),
            ("", None),
            ("+5", None),
            ("-1", None),
            ("5: /", None),
            ("; 5", None),
            ("5s", None),
            ("soon", None),
        ];
        for (content, seconds) in read {
            assert_eq!(delay(content), seconds, "{content}");
        }
    }
}
