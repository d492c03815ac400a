//! What pages pull in: pictures, drawings, style sheets, fonts, scripts, files.

pub mod compress;
pub mod font;
pub mod picture;
pub mod poster;
pub mod script;
pub mod store;
pub mod style;
pub mod svg;

/// What of a hash is in the name of a file: its first eight digits that are not all letters, or all decimal, which a date
/// could be: who publishes knows by them that a name holds a hash.
pub(crate) fn short(hash: &blake3::Hash) -> String {
    const DIGITS: usize = 8;
    let hex = hash.to_hex();
    let is_mixed = |part: &&str| part.bytes().any(|b| b.is_ascii_digit()) && !part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = (0..=hex.len() - DIGITS).map(|at| &hex[at..at + DIGITS]);
    parts.find(is_mixed).unwrap_or(&hex[..DIGITS]).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_hold_is_told_from_a_date() {
        let of = |start: &str| short(&blake3::Hash::from_hex(format!("{start:0<64}")).expect("a hash"));
        assert_eq!(of("1a2b3c4d5e"), "1a2b3c4d");
        assert_eq!(of("75308767a1"), "5308767a");
        assert_eq!(of("abcdefab12"), "bcdefab1");
        assert_eq!(of(""), "00000000");
    }
}
