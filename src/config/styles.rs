//! `[styles]`: what style sheets are compiled for, and what is left out of them.

use lightningcss::targets::Browsers;

use crate::data::{Reader, Value};

/// `[styles]`.
#[derive(Clone, Debug)]
pub struct Styles {
    /// `browsers`: the oldest browsers that sheets are compiled for, each by its name and version as in Browserslist:
    /// `["chrome 100", "safari 15.4"]`. Newer syntax is lowered where that can be done without a script. Those of
    /// 2022 by default: Chrome and Edge 100, Firefox 102, Safari 15.4.
    pub browsers: Browsers,
    /// `unused`: `remove` or `keep`.
    pub unused: Unused,
}

/// What is done with the rules that no page can meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unused {
    /// They are taken out of the delivered sheets, custom properties that nothing uses with them; those that only the
    /// sheets name get short names.
    #[default]
    Remove,
    /// They stay.
    Keep,
}

/// Browsers of 2022, which phones of 2015 can run.
const DEFAULT: Browsers = Browsers {
    android: None,
    chrome: Some(version(100, 0)),
    edge: Some(version(100, 0)),
    firefox: Some(version(102, 0)),
    ie: None,
    ios_saf: Some(version(15, 4)),
    opera: None,
    safari: Some(version(15, 4)),
    samsung: None,
};

const NAMES: &str = "android, chrome, edge, firefox, ie, ios_saf, opera, safari, samsung";

impl Default for Styles {
    fn default() -> Self {
        Self { browsers: DEFAULT, unused: Unused::default() }
    }
}

/// Reads `[styles]`.
pub(super) fn read(reader: &Reader<'_>) -> Styles {
    let mut styles = Styles::default();
    let Some(fields) = reader.table("styles") else { return styles };
    if fields.choice("unused", &["remove", "keep"]) == Some("keep") {
        styles.unused = Unused::Keep;
    }
    if let Some(node) = fields.node("browsers") {
        match &node.value {
            Value::List(nodes) if !nodes.is_empty() => {
                styles.browsers = Browsers::default();
                for node in nodes {
                    let known = match &node.value {
                        Value::Text(text) => set(&mut styles.browsers, text),
                        _ => None,
                    };
                    if known.is_none() {
                        fields.report(
                            node.span.clone(),
                            "this names no browser with its version",
                            format!(
                                "write a name and a version, `\"safari 15.4\"`; names are {NAMES}. Queries by use or \
                                 by date are not taken: their answer changes from one day to the next"
                            ),
                        );
                    }
                }
            }
            _ => {
                let _: Option<()> =
                    fields.wrong("browsers", node, "a list of browsers such as `[\"chrome 100\", \"safari 15.4\"]`");
            }
        }
    }
    fields.finish();
    styles
}

/// Sets a browser from `chrome 100`, the older where it is said twice; nothing when that names none.
fn set(browsers: &mut Browsers, text: &str) -> Option<()> {
    let (name, number) = text.trim().split_once(' ')?;
    let (major, minor) = number.trim().split_once('.').unwrap_or((number.trim(), "0"));
    let number = version(major.parse::<u16>().ok()?.into(), minor.parse::<u8>().ok()?.into());
    let slot = match name.to_ascii_lowercase().as_str() {
        "android" => &mut browsers.android,
        "chrome" => &mut browsers.chrome,
        "edge" => &mut browsers.edge,
        "firefox" => &mut browsers.firefox,
        "ie" => &mut browsers.ie,
        "ios_saf" => &mut browsers.ios_saf,
        "opera" => &mut browsers.opera,
        "safari" => &mut browsers.safari,
        "samsung" => &mut browsers.samsung,
        _ => return None,
    };
    *slot = Some(slot.map_or(number, |known| known.min(number)));
    Some(())
}

/// A version as the compiler of sheets counts it.
const fn version(major: u32, minor: u32) -> u32 {
    major << 16 | minor << 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_a_name_and_a_version() {
        let mut browsers = Browsers::default();
        assert!(set(&mut browsers, "Chrome 111").is_some() && set(&mut browsers, "chrome 100.1").is_some());
        assert_eq!(browsers.chrome, Some(100 << 16 | 1 << 8));
        for wrong in ["", "chrome", "chrome latest", "last 2 versions", "> 0.5%", "netscape 4", "safari 15.x"] {
            assert!(set(&mut browsers, wrong).is_none(), "{wrong}");
        }
    }
}
