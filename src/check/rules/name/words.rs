//! The words of a label and of a name, compared (ACT, "label in name algorithm").

use std::borrow::Cow;

/// How the words that show stand to the words of the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// One after the other in the name.
    Contained,
    /// Maybe: a hyphen or an abbreviation makes the difference.
    Maybe,
    /// Not.
    Missing,
}

/// Whether the words of `label` stand one after the other in `name`.
pub(super) fn find(label: &str, name: &str) -> Found {
    // A single letter (`x` to close, `i` for information) is a sign, not a word.
    let (shown, said) = (words(label), words(name));
    let is_sign =
        matches!(shown.as_slice(), [word] if word.chars().count() == 1 && !word.chars().any(char::is_numeric));
    if is_sign || has_run(&said, &shown, |a, b| a == b) {
        return Found::Contained;
    }
    let joined = |text: &str| words(&text.replace(['-', '\u{2010}', '\u{2011}', '\u{ad}'], ""));
    let hyphens = joined(label) != shown || joined(name) != said;
    let abbreviated: Vec<String> = abbreviations(label);
    let close = |said: &String, shown: &String| {
        said == shown || abbreviated.contains(shown) && said.starts_with(shown.as_str())
    };
    if hyphens && has_run(&joined(name), &joined(label), |a, b| a == b)
        || !abbreviated.is_empty() && has_run(&said, &shown, close)
    {
        return Found::Maybe;
    }
    Found::Missing
}

fn has_run(all: &[String], run: &[String], same: impl Fn(&String, &String) -> bool) -> bool {
    run.is_empty() || all.windows(run.len()).any(|window| window.iter().zip(run).all(|(a, b)| same(a, b)))
}

/// The words of a text in lower case: letters and digits, without what is between parentheses. Scripts that put no
/// space between words are compared character by character.
fn words(text: &str) -> Vec<String> {
    let text = without_parentheses(text);
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        let alone = is_unspaced(c);
        if (alone || !c.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if alone {
            words.push(c.to_string());
        } else if c.is_alphanumeric() {
            word.push(c);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The words that a full stop follows.
fn abbreviations(text: &str) -> Vec<String> {
    text.split_whitespace().filter_map(|word| words(word.strip_suffix('.')?).pop()).collect()
}

fn without_parentheses(text: &str) -> Cow<'_, str> {
    if !text.contains('(') {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut depth = 0_u32;
    let closings = text.matches(')').count();
    if closings == 0 {
        return Cow::Borrowed(text);
    }
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                kept.push(' ');
            }
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    Cow::Owned(kept)
}

/// Thai, Lao, Khmer, Burmese, Chinese and Japanese.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}')
        && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_show_are_found_in_the_name() {
        let table = [
            ("Order", "Order a ticket", Found::Contained),
            ("order…", "Place an ORDER!", Found::Contained),
            ("Order (12 left)", "Order", Found::Contained),
            ("Order a ticket", "Order ticket", Found::Missing),
            ("Ticket order", "Order ticket", Found::Missing),
            ("Part", "Partner", Found::Missing),
            ("R S S", "RSS", Found::Missing),
            ("×", "Close", Found::Contained),
            ("x", "Close", Found::Contained),
            ("2", "Page two", Found::Missing),
            ("e-mail", "email", Found::Maybe),
            ("Victoria Ave.", "Victoria Avenue", Found::Maybe),
            ("St. Mary", "Saint Mary", Found::Missing),
            ("予約", "席を予約する", Found::Contained),
            ("été", "L’Été", Found::Contained),
        ];
        for (label, name, expected) in table {
            assert_eq!(find(label, name), expected, "{label} in {name}");
        }
    }
}
