//! The order of cascade layers, said once.

use lightningcss::rules::{CssRule, CssRuleList};

/// Takes out the statement that begins a sheet and only says in which order its layers come, when they come in that
/// order: `@layer a,b;@layer a{…}@layer b{…}` (CSS Cascade 5, 6.4.1). The sheet's layers have the ranks they had, among
/// those of the sheets before too.
pub(super) fn take_redundant_order(list: &mut CssRuleList<'_>) {
    let Some(CssRule::LayerStatement(statement)) = list.0.first() else { return };
    let mut said = statement.names.iter();
    let mut next = said.next();
    for rule in &list.0[1..] {
        let Some(wanted) = next else { break };
        match rule {
            CssRule::LayerBlock(block) if block.name.as_ref() == Some(wanted) => next = said.next(),
            // Nothing of these makes a layer.
            CssRule::Style(_) | CssRule::FontFace(_) | CssRule::Keyframes(_) | CssRule::Property(_) => {}
            _ => return,
        }
    }
    if next.is_none() {
        list.0.remove(0);
    }
}
