//! `color-contrast-enhanced`: a text has the contrast of level AAA.

use super::color_contrast::{mend, too_low};
use crate::check::paint::contrast::ratio;
use crate::check::paint::{Doubt, Low};
use crate::check::{Page, Report};
use crate::finding::{Criterion, Rule, Severity};

// Level AAA is asked of no site as a whole: sites that want it turn the rule on.
pub(super) static RULE: Rule = Rule {
    id: "color-contrast-enhanced",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("1.4.6", "AAA"), Criterion::act("09o5cg")],
    doc: include_str!("color_contrast_enhanced.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for low in page.low_contrasts() {
        let Some(element) = page.document.element(low.element) else { continue };
        let needed = low.measure.enhanced();
        let decided = match low.doubt {
            None => low.measure.best < needed && low.measure.best > 1.0,
            Some(doubt) => is_hopeless(low, doubt),
        };
        if decided {
            report.fail(element, too_low(low, needed), mend(page, low, needed));
        }
    }
}

/// Whether the colour has enough contrast with no other: one halfway between black and white, whatever is behind it.
fn is_hopeless(low: &Low, doubt: Doubt) -> bool {
    let most = ratio(low.measure.color, [0; 3]).max(ratio(low.measure.color, [255; 3]));
    doubt == Doubt::Picture && !low.measure.translucent && most < low.measure.enhanced()
}
