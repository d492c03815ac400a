//! `tabindex`: no element jumps the queue of the tabulation key.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "tabindex",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("2.4.3", "A"), Criterion::rgaa("12.8")],
    doc: include_str!("tabindex.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.with("tabindex") {
        let Some(index) = element.attr("tabindex").filter(|index| is_positive(index)) else { continue };
        if !page.tree.is_tabbable(element) {
            continue;
        }
        let index = index.trim();
        report.fail(
            element,
            say(
                format!("`tabindex=\"{index}\"` takes the element out of the order of the page"),
                format!("`tabindex=\"{index}\"` sort l’élément de l’ordre de la page"),
            ),
            say(
                "take it out or write `0`, and put the element where it is to be reached",
                "retirez-le ou écrivez `0`, et placez l’élément là où on doit l’atteindre",
            ),
        );
    }
}

/// Whether the integer that the value begins with is above 0 (HTML Standard, 2.3.4.1).
fn is_positive(value: &str) -> bool {
    let value = value.trim_start();
    let digits = value.strip_prefix('+').unwrap_or(value).bytes().take_while(u8::is_ascii_digit);
    digits.into_iter().any(|digit| digit != b'0')
}

#[cfg(test)]
mod tests {
    use super::is_positive;

    #[test]
    fn an_index_is_read_as_browsers_do() {
        for value in ["1", " 2", "+3", "10px", "99999999999", "1.5", "010"] {
            assert!(is_positive(value), "{value}");
        }
        for value in ["", "0", "-1", "0.5", "x1", "- 1", "+"] {
            assert!(!is_positive(value), "{value}");
        }
    }
}
