//! What attributes of HTML and SVG say of looks (HTML Standard, 15; SVG 2, 6.6), as declarations.

use std::fmt::Write;

use crate::html::{Element, Namespace};

/// The declarations; empty for nearly all elements.
pub(super) fn of(element: Element<'_>) -> String {
    let mut css = String::new();
    let mut add = |name: &str, value: &str| {
        if !value.contains([';', '{', '}', '!', '\\']) {
            let _ = write!(css, "{name}:{value};");
        }
    };
    if element.namespace() != Namespace::Html {
        for name in ["fill", "stroke", "color", "opacity", "display", "visibility"] {
            if let Some(value) = element.attr(name) {
                add(name, value);
            }
        }
        return css;
    }
    let name = element.name();
    if element.attr("hidden").is_some_and(|hidden| !hidden.eq_ignore_ascii_case("until-found")) {
        add("display", "none");
    }
    if let Some(color) = element.attr("bgcolor").filter(|_| matches!(name, "body" | "table" | "tr" | "td" | "th")) {
        add("background-color", &legacy_color(color));
    }
    if let Some(color) = element.attr("text").filter(|_| name == "body") {
        add("color", &legacy_color(color));
    }
    if name == "font" {
        if let Some(color) = element.attr("color") {
            add("color", &legacy_color(color));
        }
        if let Some(size) = element.attr("size").and_then(font_size) {
            add("font-size", size);
        }
    }
    if matches!(
        name,
        "img" | "table" | "td" | "th" | "iframe" | "video" | "canvas" | "embed" | "object" | "hr" | "input"
    ) {
        for name in ["width", "height"] {
            if let Some(length) = element.attr(name).and_then(dimension) {
                add(name, &length);
            }
        }
    }
    if let Some(align) = element.attr("align") {
        let align = align.trim().to_ascii_lowercase();
        match (name, align.as_str()) {
            ("img" | "table" | "iframe" | "object", "left" | "right") => add("float", &align),
            (
                "p" | "div" | "td" | "th" | "tr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6",
                "center" | "justify" | "left" | "right",
            ) => {
                add("text-align", &align);
            }
            _ => {}
        }
    }
    if matches!(name, "td" | "th") && element.has("nowrap") {
        add("white-space", "nowrap");
    }
    css
}

/// A colour as old pages write it: the sharp may be missing.
fn legacy_color(value: &str) -> String {
    let value = value.trim();
    let hex = matches!(value.len(), 3 | 6) && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    if hex { format!("#{value}") } else { value.to_owned() }
}

/// A number of px, or a percentage.
fn dimension(value: &str) -> Option<String> {
    let value = value.trim();
    let digits = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
    let number: f32 = value[..digits].parse().ok()?;
    Some(if value[digits..].starts_with('%') { format!("{number}%") } else { format!("{number}px") })
}

/// The size of a `font`: 1 to 7, or a step from 3.
fn font_size(value: &str) -> Option<&'static str> {
    const SIZES: [&str; 7] = ["x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large"];
    let value = value.trim();
    let number: i32 = value.parse().ok()?;
    let number = if value.starts_with(['+', '-']) { 3 + number } else { number };
    Some(SIZES[(number.clamp(1, 7) - 1) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse;

    #[test]
    fn attributes_become_declarations() {
        let page = "<body bgcolor=fff text=red><font color=\"#123\" size=+2>a</font><table width=50%><td nowrap align=right>\
                    <img width=20px height=1.5 align=left><svg fill=red opacity=\"1;color:red\">";
        let document = parse(page);
        let of = |name: &'static str| of(document.elements_named(name).next().expect(name));
        assert_eq!(of("body"), "background-color:#fff;color:red;");
        assert_eq!(of("font"), "color:#123;font-size:x-large;");
        assert_eq!(of("table"), "width:50%;");
        assert_eq!(of("td"), "text-align:right;white-space:nowrap;");
        assert_eq!(of("img"), "width:20px;height:1.5px;float:left;");
        let svg = document.elements().find(|element| element.name() == "svg").expect("an svg");
        assert_eq!(super::of(svg), "fill:red;");
    }
}
