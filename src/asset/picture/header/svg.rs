//! The size of an SVG picture, from the attributes of its root tag.

use std::io::{BufRead, Read};

use crate::asset::picture::{Fault, MAX_SIDE};

/// The root tag must end within this many bytes.
const MAX_HEAD: u64 = 256 * 1024;

/// The size of an SVG picture in CSS pixels: `width` and `height`, else the `viewBox`.
pub(super) fn size(input: &mut impl BufRead) -> Result<(u32, u32), Fault> {
    let mut head = Vec::new();
    let read = input.take(MAX_HEAD).read_to_end(&mut head);
    read.map_err(|error| Fault::unreadable(&error))?;
    let head = String::from_utf8_lossy(&head);
    let attributes = attributes(root(&head).ok_or_else(Fault::unknown)?);
    let value = |name: &str| attributes.iter().find(|(found, _)| *found == name).map(|(_, value)| *value);
    let width = value("width").and_then(pixels);
    let height = value("height").and_then(pixels);
    let (width, height) = match (width, height, value("viewBox").and_then(view_box)) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some(size)) => size,
        _ => return Err(Fault::svg_without_size()),
    };
    Ok((whole(width), whole(height)))
}

/// The text of the root tag after its name, when the root is `svg`.
fn root(mut text: &str) -> Option<&str> {
    loop {
        text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if let Some(rest) = text.strip_prefix("<!--") {
            text = rest.split_once("-->")?.1;
        } else if let Some(rest) = text.strip_prefix("<?") {
            text = rest.split_once("?>")?.1;
        } else if text.starts_with("<!") {
            let subset = text.find('[').filter(|at| text.find('>').is_some_and(|end| *at < end));
            let end = if subset.is_some() { text.find("]>")? + 1 } else { text.find('>')? };
            text = &text[end + 1..];
        } else {
            let tag = text.strip_prefix('<')?;
            let end = tag.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
            let (name, rest) = tag.split_at(end);
            let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
            return (local == "svg").then_some(rest);
        }
    }
}

/// The attributes of a tag, up to its end.
fn attributes(mut text: &str) -> Vec<(&str, &str)> {
    let mut attributes = Vec::new();
    loop {
        text = text.trim_start();
        let Some(end) = text.find(|c: char| c.is_whitespace() || "=>/".contains(c)) else { break };
        let (name, rest) = text.split_at(end);
        let Some(rest) = rest.trim_start().strip_prefix('=') else { break };
        let rest = rest.trim_start();
        let Some(quote) = rest.chars().next().filter(|c| "\"'".contains(*c)) else { break };
        let Some((value, rest)) = rest[1..].split_once(quote) else { break };
        attributes.push((name, value));
        text = rest;
    }
    attributes
}

/// A length in CSS pixels; nothing when it depends on what is around the picture.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let split = length.find(|c: char| c.is_ascii_alphabetic() || c == '%');
    let (number, unit) = length.split_at(split.unwrap_or(length.len()));
    let factor = match unit {
        "" | "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        _ => return None,
    };
    let pixels = number.trim().parse::<f64>().ok()? * factor;
    (pixels.is_finite() && pixels > 0.0).then_some(pixels)
}

fn view_box(value: &str) -> Option<(f64, f64)> {
    let numbers = value.split([',', ' ', '\n', '\t', '\r']).filter(|part| !part.is_empty());
    let numbers: Vec<f64> = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
    match numbers[..] {
        [_, _, w, h] if w.is_finite() && h.is_finite() && w > 0.0 && h > 0.0 => Some((w, h)),
        _ => None,
    }
}

/// A whole number of pixels, held to the limits: an SVG has no pixels to decode, only a shape.
fn whole(pixels: f64) -> u32 {
    pixels.round().clamp(1.0, f64::from(MAX_SIDE / 2)) as u32
}
