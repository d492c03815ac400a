//! The regions of a page that assistive technologies list and jump to (WAI-ARIA 1.2, 5.3.4).

use crate::check::Page;
use crate::html::Element;

/// The exposed landmarks in tree order, with their role.
pub(super) fn landmarks<'p>(page: &Page<'p>) -> impl Iterator<Item = (Element<'p>, &'static str)> {
    page.elements().filter_map(|element| {
        let may = element.is_any(&["main", "nav", "header", "footer", "aside", "section", "form", "search"]);
        if !may && !element.has("role") {
            return None;
        }
        let role = page.tree.role(element)?;
        (ROLES.contains(&role) && page.tree.is_exposed(element)).then_some((element, role))
    })
}

const ROLES: &[&str] = &["banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search"];
