//! WAI-ARIA: roles, states and properties, and what they are put on.

mod aria_allowed_attr;
mod aria_allowed_role;
mod aria_braille_equivalent;
mod aria_deprecated_role;
mod aria_hidden_body;
mod aria_hidden_focus;
mod aria_prohibited_attr;
mod aria_required_attr;
mod aria_required_children;
mod aria_required_parent;
mod aria_roles;
mod aria_text;
mod aria_valid_attr;
mod aria_valid_attr_value;
mod duplicate_id;
mod duplicate_id_aria;
mod id_reference_broken;
mod nested_controls;
mod nested_interactive;
mod presentation_role_conflict;

use crate::check::{PageRule, Report, Said};
use crate::html::{Attribute, Element};

/// The rules of this topic, by id.
pub(super) static RULES: &[PageRule] = &[
    PageRule { rule: &aria_allowed_attr::RULE, check: aria_allowed_attr::check },
    PageRule { rule: &aria_allowed_role::RULE, check: aria_allowed_role::check },
    PageRule { rule: &aria_braille_equivalent::RULE, check: aria_braille_equivalent::check },
    PageRule { rule: &aria_deprecated_role::RULE, check: aria_deprecated_role::check },
    PageRule { rule: &aria_hidden_body::RULE, check: aria_hidden_body::check },
    PageRule { rule: &aria_hidden_focus::RULE, check: aria_hidden_focus::check },
    PageRule { rule: &aria_prohibited_attr::RULE, check: aria_prohibited_attr::check },
    PageRule { rule: &aria_required_attr::RULE, check: aria_required_attr::check },
    PageRule { rule: &aria_required_children::RULE, check: aria_required_children::check },
    PageRule { rule: &aria_required_parent::RULE, check: aria_required_parent::check },
    PageRule { rule: &aria_roles::RULE, check: aria_roles::check },
    PageRule { rule: &aria_text::RULE, check: aria_text::check },
    PageRule { rule: &aria_valid_attr::RULE, check: aria_valid_attr::check },
    PageRule { rule: &aria_valid_attr_value::RULE, check: aria_valid_attr_value::check },
    PageRule { rule: &duplicate_id::RULE, check: duplicate_id::check },
    PageRule { rule: &duplicate_id_aria::RULE, check: duplicate_id_aria::check },
    PageRule { rule: &id_reference_broken::RULE, check: id_reference_broken::check },
    PageRule { rule: &nested_controls::RULE, check: nested_controls::check },
    PageRule { rule: &nested_interactive::RULE, check: nested_interactive::check },
    PageRule { rule: &presentation_role_conflict::RULE, check: presentation_role_conflict::check },
];

/// Says that a rule is broken by an attribute, where it is written.
fn fail_at(report: &mut Report, element: Element<'_>, attribute: &Attribute<'_>, message: Said, help: Said) {
    if attribute.span.is_empty() {
        report.fail(element, message, help);
    } else {
        report.fail(attribute.span.clone(), message, help);
    }
}
