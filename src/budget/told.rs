//! Figures as people read them.

use crate::config::Figure;

/// Bytes as kilobytes of 1,000 bytes, with a digit after the point below 100: `505 B`, `27.8 kB`, `1,050 kB`.
pub fn kilobytes(bytes: u64) -> String {
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    let kilobytes = bytes as f64 / 1000.0;
    if kilobytes < 99.95 { format!("{kilobytes:.1} kB") } else { format!("{} kB", grouped(kilobytes.round() as u64)) }
}

/// What a page has of a figure: kilobytes, or a count.
pub fn amount(figure: Figure, value: u64) -> String {
    if figure.is_count() { grouped(value) } else { kilobytes(value) }
}

/// `3,012`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut told = String::with_capacity(digits.len() + digits.len() / 3);
    for (rank, digit) in digits.chars().enumerate() {
        if rank > 0 && (digits.len() - rank).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_in_thousands() {
        assert_eq!([999, 99_949, 99_950, 1_050_400].map(kilobytes), ["999 B", "99.9 kB", "100 kB", "1,050 kB"]);
        assert_eq!(amount(Figure::Elements, 3012), "3,012");
        assert_eq!(amount(Figure::Requests, 12), "12");
    }
}
