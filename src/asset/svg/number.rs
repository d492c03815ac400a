//! Numbers written shorter (SVG 2, 4.2: a sign, digits, a point, an exponent).

/// Digits that are kept: browsers compute shapes with 24 bits, a little over seven digits.
const DIGITS: i32 = 6;

/// The number at the start of a text: how many bytes it takes.
pub(super) fn length(text: &[u8]) -> Option<usize> {
    let digits = |from: usize| text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let sign = usize::from(matches!(text.first(), Some(b'+' | b'-')));
    let whole = digits(sign);
    let mut end = sign + whole;
    let mut any = whole > 0;
    if text.get(end) == Some(&b'.') {
        let part = digits(end + 1);
        any |= part > 0;
        if part > 0 {
            end += 1 + part;
        }
    }
    if !any {
        return None;
    }
    if matches!(text.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + sign);
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    Some(end)
}

/// A number written as short as it can be; itself when that would not be shorter, nothing when it is none.
pub(super) fn short(number: &str) -> Option<String> {
    if length(number.as_bytes()) != Some(number.len()) {
        return None;
    }
    let value: f64 = number.parse().ok().filter(|value: &f64| value.is_finite())?;
    if value == 0.0 {
        return Some("0".to_owned());
    }
    let decimals = (DIGITS - 1 - value.abs().log10().floor() as i32).clamp(0, 12) as usize;
    let written = format!("{value:.decimals$}");
    let written = if written.contains('.') { written.trim_end_matches('0').trim_end_matches('.') } else { &written };
    let written = match written.strip_prefix("-0.").map(|rest| format!("-.{rest}")) {
        Some(negative) => negative,
        None => written.strip_prefix("0.").map_or_else(|| written.to_owned(), |rest| format!(".{rest}")),
    };
    // What was too small for the decimals above is kept as it was written.
    let kept = written.parse::<f64>().is_ok_and(|kept| (kept - value).abs() <= value.abs() * 1e-5);
    Some(if kept && written.len() < number.len() { written } else { number.to_owned() })
}

/// Puts a number after others, with a space where the two would read as one.
pub(super) fn push(out: &mut String, number: &str) {
    let before = out.as_bytes().last().copied().unwrap_or(b' ');
    let joined = number.starts_with('-') || !(before.is_ascii_digit() || before == b'.');
    // `.5.5` is two numbers, when the first has its point already.
    let points = number.starts_with('.') && last_has_point(out);
    if !joined && !points {
        out.push(' ');
    }
    out.push_str(number);
}

/// Whether the number at the end of a text has a point, after which another point begins another number.
fn last_has_point(text: &str) -> bool {
    let start = text.rfind(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E'))).map_or(0, |at| at + 1);
    text[start..].contains('.') && !text[start..].contains(['e', 'E'])
}
