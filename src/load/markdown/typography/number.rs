//! Numbers: groups of digits, units, hours.

use super::pass::Pass;
use super::{NARROW, NO_BREAK};

impl Pass<'_> {
    /// A number at `at`: its groups of digits in French, and its unit.
    pub(super) fn number(&mut self, at: usize) -> usize {
        let mut end = self.digits(at);
        if self.before(at).is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '#')) {
            return end;
        }
        if self.style.french && end - at <= 3 && self.bytes[at] != b'0' {
            while let Some(group) = self.group(end) {
                if self.is_space(end) {
                    self.edit(end, end + 1, NARROW);
                }
                end = group;
            }
        }
        let decimals = matches!(self.bytes.get(end), Some(b',' | b'.')) && end + 1 < self.end;
        if decimals && self.bytes[end + 1].is_ascii_digit() {
            end = self.digits(end + 1);
        }
        self.unit(end)
    }

    /// The unit after the number that ends at `at`.
    fn unit(&mut self, at: usize) -> usize {
        let start = at + self.separator(at);
        if start == at || !matches!(self.after(start), Some(c) if of_unit(c)) {
            return at;
        }
        let rest = &self.run[start..self.end];
        let end = start + rest.find(|c| !of_unit(c)).unwrap_or(rest.len());
        let unit = &self.run[start..end];
        if !is_unit(unit) {
            return at;
        }
        if self.is_space(at) {
            self.edit(at, start, NO_BREAK);
        }
        if unit == "h" && self.is_space(end) && self.after(end + 1).is_some_and(|c| c.is_ascii_digit()) {
            self.edit(end, end + 1, NO_BREAK);
        }
        end
    }

    /// Where the group of three digits after the number that ends at `at` ends.
    fn group(&self, at: usize) -> Option<usize> {
        let start = at + self.separator(at);
        let end = self.digits(start);
        (start > at && end - start == 3).then_some(end)
    }

    /// How long the one space at `at` is.
    fn separator(&self, at: usize) -> usize {
        match self.after(at) {
            Some(' ' | '\n') => 1,
            Some('\u{A0}') => 2,
            Some('\u{202F}') => 3,
            _ => 0,
        }
    }

    fn digits(&self, at: usize) -> usize {
        let digits = self.bytes[at.min(self.end)..self.end].iter();
        at + digits.take_while(|byte| byte.is_ascii_digit()).count()
    }
}

fn of_unit(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '%' | '‰' | '€' | '$' | '£' | '°')
}

fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "%" | "‰"
            | "€"
            | "$"
            | "£"
            | "k€"
            | "M€"
            | "Md€"
            | "°"
            | "°C"
            | "°F"
            | "K"
            | "km"
            | "m"
            | "dm"
            | "cm"
            | "mm"
            | "µm"
            | "nm"
            | "km²"
            | "m²"
            | "cm²"
            | "m³"
            | "ha"
            | "t"
            | "kg"
            | "g"
            | "mg"
            | "µg"
            | "l"
            | "L"
            | "hl"
            | "cl"
            | "cL"
            | "ml"
            | "mL"
            | "o"
            | "ko"
            | "Ko"
            | "Mo"
            | "Go"
            | "To"
            | "kB"
            | "KB"
            | "MB"
            | "GB"
            | "TB"
            | "KiB"
            | "MiB"
            | "GiB"
            | "h"
            | "min"
            | "s"
            | "ms"
            | "W"
            | "kW"
            | "MW"
            | "GW"
            | "Wh"
            | "kWh"
            | "MWh"
            | "GWh"
            | "TWh"
            | "V"
            | "A"
            | "Hz"
            | "kHz"
            | "MHz"
            | "GHz"
            | "Pa"
            | "hPa"
            | "dB"
            | "px"
    )
}
