//! What WAI-ARIA says of each role (WAI-ARIA 1.2 and the 1.3 draft, 5.4; DPUB-ARIA 1.1; Graphics-ARIA 1.0).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{document, widget};

/// Where a role takes its accessible name from (WAI-ARIA 1.2, 5.2.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFrom {
    /// From what the author says, or from what the element holds.
    Contents,
    /// From what the author says only.
    Author,
    /// It cannot be named.
    Prohibited,
}

/// What a role is.
#[derive(Debug)]
pub struct RoleInfo {
    /// Its name: `button`.
    pub name: &'static str,
    /// Where its name comes from.
    pub name_from: NameFrom,
    /// The states and properties that it supports beyond the global ones.
    pub supported: &'static [&'static str],
    /// The states and properties that it must have.
    pub required: &'static [&'static str],
    /// The roles of which one must own it; empty when it may be anywhere.
    pub parents: &'static [&'static str],
    /// The only roles that it may own, and of which it must own one; empty when it may own anything.
    pub children: &'static [&'static str],
    /// Assistive technologies are given what it holds as mere text.
    pub presentational_children: bool,
    /// The specification advises against it.
    pub deprecated: bool,
}

impl RoleInfo {
    const fn of(name: &'static str, name_from: NameFrom) -> Self {
        Self {
            name,
            name_from,
            supported: &[],
            required: &[],
            parents: &[],
            children: &[],
            presentational_children: false,
            deprecated: false,
        }
    }

    /// A role named by its author.
    pub(super) const fn author(name: &'static str) -> Self {
        Self::of(name, NameFrom::Author)
    }

    /// A role named by what it holds.
    pub(super) const fn contents(name: &'static str) -> Self {
        Self::of(name, NameFrom::Contents)
    }

    /// A role that cannot be named.
    pub(super) const fn unnamed(name: &'static str) -> Self {
        Self::of(name, NameFrom::Prohibited)
    }

    /// With the states and properties that it supports.
    pub(super) const fn supports(mut self, supported: &'static [&'static str]) -> Self {
        self.supported = supported;
        self
    }

    /// With the states and properties that it must have.
    pub(super) const fn requires(mut self, required: &'static [&'static str]) -> Self {
        self.required = required;
        self
    }

    /// Below one of these roles only.
    pub(super) const fn inside(mut self, parents: &'static [&'static str]) -> Self {
        self.parents = parents;
        self
    }

    /// Above these roles only.
    pub(super) const fn owns(mut self, children: &'static [&'static str]) -> Self {
        self.children = children;
        self
    }

    /// With presentational children.
    pub(super) const fn flat(mut self) -> Self {
        self.presentational_children = true;
        self
    }

    /// Advised against.
    pub(super) const fn deprecated(mut self) -> Self {
        self.deprecated = true;
        self
    }

    /// Whether a state or property is prohibited on it.
    pub fn prohibits(&self, attribute: &str) -> bool {
        self.name_from == NameFrom::Prohibited
            && match attribute {
                "aria-label" | "aria-labelledby" | "aria-braillelabel" => true,
                "aria-roledescription" | "aria-brailleroledescription" => matches!(self.name, "generic" | "none"),
                _ => false,
            }
    }
}

/// A role by its name, whatever the case; nothing when there is no such role, or when it is abstract.
pub fn info(name: &str) -> Option<&'static RoleInfo> {
    static BY_NAME: LazyLock<FxHashMap<&str, &RoleInfo>> = LazyLock::new(|| {
        let roles = [widget::ROLES, document::ROLES, document::PUBLISHING].into_iter().flatten();
        roles.map(|role| (role.name, role)).collect()
    });
    let lower;
    let mut name = name;
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        lower = name.to_ascii_lowercase();
        name = &lower;
    }
    match name {
        "presentation" => name = "none",
        "image" => name = "img",
        _ => {}
    }
    BY_NAME.get(name).copied()
}

/// The names that an author may write as a role.
pub fn names() -> impl Iterator<Item = &'static str> {
    let roles = [widget::ROLES, document::ROLES, document::PUBLISHING].into_iter().flatten();
    roles.map(|role| role.name).chain(["presentation", "image"])
}

/// Whether it is an abstract role, which only the specification may use (WAI-ARIA 1.2, 5.3.1).
pub fn is_abstract(name: &str) -> bool {
    const ABSTRACT: [&str; 12] = [
        "command",
        "composite",
        "input",
        "landmark",
        "range",
        "roletype",
        "section",
        "sectionhead",
        "select",
        "structure",
        "widget",
        "window",
    ];
    ABSTRACT.iter().any(|role| role.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_sorted_and_refer_to_roles() {
        assert!(names().all(|name| info(name).is_some()));
        let all = names().collect::<std::collections::BTreeSet<_>>();
        assert_eq!(all.len(), names().count(), "each is there once");
        for roles in [widget::ROLES, document::ROLES, document::PUBLISHING] {
            assert!(roles.is_sorted_by(|a, b| a.name < b.name));
            for role in roles {
                for other in role.parents.iter().chain(role.children) {
                    assert!(info(other).is_some(), "{} refers to {other}", role.name);
                }
                for attribute in role.supported.iter().chain(role.required) {
                    assert!(crate::aria::attribute(attribute).is_some(), "{} has {attribute}", role.name);
                }
                for required in role.required {
                    assert!(role.supported.contains(required), "{} requires {required}", role.name);
                }
            }
        }
    }

    #[test]
    fn a_role_is_found_whatever_its_case() {
        assert_eq!(info("Button").map(|role| role.name), Some("button"));
        assert_eq!(info("presentation").map(|role| role.name), Some("none"));
        assert_eq!(info("doc-noteref").map(|role| role.name), Some("doc-noteref"));
        assert!(info("buton").is_none() && info("widget").is_none() && is_abstract("widget"));
    }
}
