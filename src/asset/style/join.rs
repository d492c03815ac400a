//! Neighbouring rules joined into one: those with the same selectors, and those that declare the same.

use std::convert::Infallible;

use lightningcss::rules::style::StyleRule;
use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::targets::Targets;
use lightningcss::visit_types;
use lightningcss::visitor::{Visit, VisitTypes, Visitor};

/// Joins neighbouring rules, and takes out those that say nothing.
pub(super) fn join(list: &mut CssRuleList<'_>, targets: Targets) {
    let Ok(()) = list.visit(&mut Join(targets));
}

struct Join(Targets);

impl<'i> Visitor<'i> for Join {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(RULES)
    }

    fn visit_rule_list(&mut self, rules: &mut CssRuleList<'i>) -> Result<(), Infallible> {
        rules.visit_children(self)?;
        let mut joined: Vec<CssRule<'i>> = Vec::new();
        for mut rule in std::mem::take(&mut rules.0) {
            match &mut rule {
                CssRule::Ignored => continue,
                CssRule::Style(style) if style.is_empty() => continue,
                CssRule::Style(style) => {
                    if let Some(CssRule::Style(last)) = joined.last_mut()
                        && takes_in(last, style, self.0)
                    {
                        continue;
                    }
                }
                _ => {}
            }
            joined.push(rule);
        }
        rules.0 = joined;
        Ok(())
    }
}

/// Takes a rule into the one before it, where that says the same. A selector that browsers do not know makes them drop
/// its rule: it is not put beside others.
fn takes_in<'i>(last: &mut StyleRule<'i>, rule: &mut StyleRule<'i>, targets: Targets) -> bool {
    let plain = |rule: &StyleRule<'_>| rule.rules.0.is_empty() && rule.is_compatible(targets);
    if !plain(last) || !plain(rule) || last.vendor_prefix != rule.vendor_prefix {
        return false;
    }
    if last.selectors == rule.selectors {
        last.declarations.declarations.append(&mut rule.declarations.declarations);
        last.declarations.important_declarations.append(&mut rule.declarations.important_declarations);
        true
    } else if last.declarations == rule.declarations {
        last.selectors.0.append(&mut rule.selectors.0);
        true
    } else {
        false
    }
}
