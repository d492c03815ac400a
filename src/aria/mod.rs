//! What assistive technologies are given of a page: which elements, with which role and which name.
//!
//! Everything is computed when it is first asked and kept: what elements owe to what they are in by one pass over the
//! page (`states`), roles and names an element at a time.

mod attribute;
mod focus;
mod labels;
mod name;
mod owner;
mod role;
mod states;
#[cfg(test)]
mod tests;
mod visible;

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};

pub use attribute::{AttributeInfo, Value, attribute, attribute_names};
pub use role::{NameFrom, RoleInfo, info as role_info, is_abstract as is_abstract_role, names as role_names};
pub use states::is_unseen;
use states::{
    ARIA_DISABLED, ARIA_HIDDEN, FIELDSET_DISABLED, INERT, MARKED, RENDERED, States, TEXT_UNSEEN, UNSEEN, VISIBLE,
};

use crate::html::{Document, Element, NodeId};
use crate::style::Styles;

/// The accessibility tree of a page, made from its document and its computed styles as it is asked.
#[derive(Debug)]
pub struct Tree<'p> {
    document: &'p Document,
    styles: &'p Styles,
    states: OnceCell<States>,
    roles: OnceCell<Vec<Cell<Option<&'static str>>>>,
    names: OnceCell<Vec<OnceCell<Box<str>>>>,
    labels: OnceCell<Vec<(NodeId, NodeId)>>,
    owners: OnceCell<Vec<Option<NodeId>>>,
}

/// Stands for a role that nobody asked for yet.
const UNASKED: Option<&str> = Some("?");

impl<'p> Tree<'p> {
    /// The tree of a page.
    pub fn new(document: &'p Document, styles: &'p Styles) -> Self {
        Self {
            document,
            styles,
            states: OnceCell::new(),
            roles: OnceCell::new(),
            names: OnceCell::new(),
            labels: OnceCell::new(),
            owners: OnceCell::new(),
        }
    }

    /// Whether the element has a box: neither it nor what it is in has `display: none`, is skipped (the content of a
    /// closed `details`) or stands in for what can be shown (the content of `video`).
    pub fn is_rendered(&self, element: Element<'_>) -> bool {
        self.state(element) & RENDERED != 0
    }

    /// Whether people can see it: rendered, not made invisible, not clipped away, transparent or moved out of the page.
    pub fn is_visible(&self, element: Element<'_>) -> bool {
        self.state(element) & (RENDERED | VISIBLE | UNSEEN) == RENDERED | VISIBLE
    }

    /// Whether people can see the text that is directly in it.
    pub fn shows_text(&self, element: Element<'_>) -> bool {
        self.is_visible(element) && self.state(element) & TEXT_UNSEEN == 0
    }

    /// Whether assistive technologies are given it (ACT, "included in the accessibility tree"): rendered, visible, not
    /// inert, not below `aria-hidden="true"`. Being out of sight, or without a role, does not take an element away.
    pub fn is_exposed(&self, element: Element<'_>) -> bool {
        self.state(element) & (RENDERED | VISIBLE | ARIA_HIDDEN | INERT) == RENDERED | VISIBLE
    }

    /// Whether it is `aria-hidden`, or below what is.
    pub fn is_aria_hidden(&self, element: Element<'_>) -> bool {
        self.state(element) & ARIA_HIDDEN != 0
    }

    /// Its role, explicit or implicit, conflicts resolved; nothing when it has none. `generic` is a role; `none` is
    /// never called `presentation`, nor `img` `image`.
    pub fn role(&self, element: Element<'_>) -> Option<&'static str> {
        let roles = self.roles.get_or_init(|| vec![Cell::new(UNASKED); self.document.len()]);
        let known = &roles[element.id().index()];
        if known.get() == UNASKED {
            known.set(role::role(self, element));
        }
        known.get()
    }

    /// What WAI-ARIA says of its role.
    pub fn role_info(&self, element: Element<'_>) -> Option<&'static RoleInfo> {
        role_info(self.role(element)?)
    }

    /// The role that it has without its attribute `role`.
    pub fn implicit_role(&self, element: Element<'_>) -> Option<&'static str> {
        if element.has("role") { role::implicit(self, element) } else { self.role(element) }
    }

    /// The first role that its attribute `role` names, whether or not it takes effect.
    pub fn explicit_role(&self, element: Element<'_>) -> Option<&'static RoleInfo> {
        role::explicit(element)
    }

    /// Whether it is part of a picture that is given as a whole: an element with a role of pictures is around it.
    pub fn is_in_picture(&self, element: Element<'_>) -> bool {
        let mut around = element.ancestors().take(16);
        around.any(|above| {
            self.is_marked(above) && matches!(self.role(above), Some("img" | "graphics-symbol" | "doc-cover"))
        })
    }

    /// The nearest element around it that has a meaning of its own (neither `generic` nor `none`), or that owns it by
    /// `aria-owns`.
    pub fn owner(&self, element: Element<'_>) -> Option<Element<'p>> {
        let owners = self.owners.get_or_init(|| owner::owners(self));
        self.document.element(owners[element.id().index()]?)
    }

    /// Its accessible name (Accessible Name and Description Computation 1.2), white space made single; empty when it
    /// has none.
    pub fn name(&self, element: Element<'p>) -> Cow<'_, str> {
        let names = self.names.get_or_init(|| vec![OnceCell::new(); self.document.len()]);
        Cow::Borrowed(names[element.id().index()].get_or_init(|| name::name(self, element).into()))
    }

    /// Its accessible description, white space made single; empty when it has none.
    pub fn description(&self, element: Element<'p>) -> String {
        name::description(self, element)
    }

    /// The text that people see in it, white space made single.
    pub fn visible_text(&self, element: Element<'_>) -> String {
        visible::text(self, element)
    }

    /// The `label` elements of a control, in tree order.
    pub fn labels(&self, control: Element<'_>) -> impl Iterator<Item = Element<'p>> {
        let labels = self.labels.get_or_init(|| labels::labels(self.document));
        let from = labels.partition_point(|(known, _)| *known < control.id());
        let own = labels[from..].iter().take_while(move |(known, _)| *known == control.id());
        own.filter_map(|(_, label)| self.document.element(*label))
    }

    /// Whether it can take the focus, by keyboard or by script: it is made for it or has a `tabindex`, is shown, not
    /// inert and not disabled.
    pub fn is_focusable(&self, element: Element<'_>) -> bool {
        focus::may_focus(element)
            && self.state(element) & (RENDERED | VISIBLE | INERT) == RENDERED | VISIBLE
            && !self.is_natively_disabled(element)
    }

    /// Whether the tabulation key stops at it.
    pub fn is_tabbable(&self, element: Element<'_>) -> bool {
        self.is_focusable(element) && focus::tab_index(element).is_none_or(|index| index >= 0)
    }

    /// Whether it is disabled (ACT, "disabled element"): by `disabled`, by its `fieldset`, or by `aria-disabled` on it
    /// or on what it is in.
    pub fn is_disabled(&self, element: Element<'_>) -> bool {
        self.state(element) & ARIA_DISABLED != 0 || self.is_natively_disabled(element)
    }

    /// Whether browsers disable it: by `disabled` or by its `fieldset`.
    pub fn is_natively_disabled(&self, element: Element<'_>) -> bool {
        focus::has_disabled(element) || self.state(element) & FIELDSET_DISABLED != 0 && focus::is_control(element)
    }

    /// Whether it has a `role` or a state or property of WAI-ARIA.
    pub fn is_marked(&self, element: Element<'_>) -> bool {
        self.state(element) & MARKED != 0
    }

    /// The elements that have a `role` or a state or property of WAI-ARIA, in tree order.
    pub fn marked(&self) -> impl Iterator<Item = Element<'p>> {
        self.states().marked.iter().filter_map(|id| self.document.element(*id))
    }

    /// The nodes of the elements that have a `role` or a state or property of WAI-ARIA, in tree order.
    pub fn marked_nodes(&self) -> &[NodeId] {
        &self.states().marked
    }

    fn state(&self, element: Element<'_>) -> u16 {
        self.states().bits[element.id().index()]
    }

    fn states(&self) -> &States {
        self.states.get_or_init(|| states::states(self.document, self.styles))
    }
}
