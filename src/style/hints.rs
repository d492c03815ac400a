//! What attributes of HTML, SVG and `MathML` say of looks (HTML Standard, 15; SVG 2, 6.6; `MathML` Core, 2.1), as
//! declarations.

use std::fmt::Write;

use lightningcss::traits::Parse;
use lightningcss::values::color::CssColor;

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
        if element.namespace() == Namespace::MathMl {
            for (attribute, name) in [("mathcolor", "color"), ("mathbackground", "background-color")] {
                if let Some(value) = element.attr(attribute) {
                    add(name, value);
                }
            }
        }
        return css;
    }
    let name = element.name();
    if element.attr("hidden").is_some_and(|hidden| !hidden.eq_ignore_ascii_case("until-found")) {
        add("display", "none");
    }
    let has_ground = matches!(name, "body" | "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "marquee");
    if let Some(color) = element.attr("bgcolor").filter(|_| has_ground).and_then(legacy_color) {
        add("background-color", &color);
    }
    if let Some(color) = element.attr("text").filter(|_| name == "body").and_then(legacy_color) {
        add("color", &color);
    }
    if name == "font" {
        if let Some(color) = element.attr("color").and_then(legacy_color) {
            add("color", &color);
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

/// A colour as old pages write it (HTML Standard, 2.3.6): a name, or whatever else, read as three numbers.
fn legacy_color(value: &str) -> Option<String> {
    let value = value.trim_matches(|c: char| c.is_ascii_whitespace());
    if value.is_empty() || value.eq_ignore_ascii_case("transparent") {
        return None;
    }
    let is_hex = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let digits = value.strip_prefix('#');
    let named = || value.bytes().all(|byte| byte.is_ascii_alphabetic());
    if digits.is_some_and(|digits| matches!(digits.len(), 3 | 6) && is_hex(digits))
        || named() && matches!(CssColor::parse_string(value), Ok(CssColor::RGBA(_)))
    {
        return Some(value.to_owned());
    }
    let mut read: Vec<char> = Vec::new();
    for c in value.chars().take(128) {
        // As many zeros as UTF-16 has units.
        read.resize(read.len() + c.len_utf16() - 1, '0');
        read.push(if c.is_ascii_hexdigit() || c == '#' && read.is_empty() { c } else { '0' });
    }
    read.truncate(128);
    let mut read = read.strip_prefix(&['#']).unwrap_or(&read).to_vec();
    read.resize(read.len().max(1).next_multiple_of(3), '0');
    let length = read.len() / 3;
    let mut parts: Vec<&[char]> = read.chunks(length).map(|part| &part[length.saturating_sub(8)..]).collect();
    while parts[0].len() > 2 && parts.iter().all(|part| part[0] == '0') {
        parts = parts.iter().map(|part| &part[1..]).collect();
    }
    let two = |part: &&[char]| match part {
        [one] => format!("0{one}"),
        [one, two, ..] => format!("{one}{two}"),
        [] => String::new(),
    };
    Some(format!("#{}", parts.iter().map(two).collect::<String>()))
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
        assert_eq!(of("body"), "background-color:#0f0f0f;color:red;");
        assert_eq!(of("font"), "color:#123;font-size:x-large;");
        assert_eq!(of("table"), "width:50%;");
        assert_eq!(of("td"), "text-align:right;white-space:nowrap;");
        assert_eq!(of("img"), "width:20px;height:1.5px;float:left;");
        let svg = document.elements().find(|element| element.name() == "svg").expect("an svg");
        assert_eq!(super::of(svg), "fill:red;");
    }

    #[test]
    fn old_colours_are_read_as_browsers_do() {
        for (value, expected) in [
            (" Red ", Some("Red")),
            ("#aBc", Some("#aBc")),
            ("#abcdef", Some("#abcdef")),
            ("abcdef", Some("#abcdef")),
            ("chucknorris", Some("#c00000")),
            ("#12", Some("#010200")),
            ("grass", Some("#00a000")),
            ("#", Some("#000000")),
            ("é😀", Some("#000000")),
            ("#0123456789abcdef0123456789", Some("#12ab34")),
            ("transparent", None),
            ("", None),
        ] {
            assert_eq!(legacy_color(value).as_deref(), expected, "{value}");
        }
    }
}
