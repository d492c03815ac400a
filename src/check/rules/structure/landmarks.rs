//! The regions of a page that assistive technologies list and jump to (WAI-ARIA 1.2, 5.3.4).

use crate::check::Page;
use crate::html::Element;

/// The exposed landmarks in tree order, with their role.
pub(super) fn landmarks<'p>(page: &Page<'p>) -> impl Iterator<Item = (Element<'p>, &'static str)> {
    const NAMES: [&str; 8] = ["main", "nav", "header", "footer", "aside", "section", "form", "search"];
    page.any(&NAMES, &["role"]).filter_map(|element| {
        let role = page.tree.role(element)?;
        (ROLES.contains(&role) && page.tree.is_exposed(element)).then_some((element, role))
    })
}

const ROLES: &[&str] = &["banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search"];
