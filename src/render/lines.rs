//! The content lines of calendars and cards (RFC 5545, 3.1; RFC 6350, 3.2).

use std::fmt::Write as _;

/// Content lines.
#[derive(Default)]
pub(super) struct Lines(pub(super) String);

impl Lines {
    /// The octets of a line, its end excluded.
    const LIMIT: usize = 75;

    /// Writes a property of text, and nothing when it is empty.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.put(name, &escape(value));
    }

    /// Writes a property whose value is ready, and nothing when it is empty.
    pub(super) fn put(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let start = self.0.len();
        let _ = write!(self.0, "{name}:{value}");
        // Folded from the end of one line to the next, never inside a character.
        let mut from = start;
        while self.0.len() - from > Self::LIMIT {
            from = self.0.floor_char_boundary(from + Self::LIMIT);
            self.0.insert_str(from, "\r\n ");
            from += 2;
        }
        self.0.push_str("\r\n");
    }
}

/// Text as a value (RFC 5545, 3.3.11).
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_75_octets_between_characters() {
        for length in 0..400 {
            for letter in ["a", "é", "語", "🌊", " "] {
                let value = format!("x{}", letter.repeat(length));
                let mut lines = Lines::default();
                lines.put("SUMMARY", &value);
                let folded: Vec<&str> = lines.0.split_terminator("\r\n").collect();
                assert!(folded.iter().all(|line| line.len() <= 75));
                assert!(folded[1..].iter().all(|line| line.starts_with(' ')));
                let whole: String =
                    folded.iter().enumerate().map(|(rank, line)| &line[usize::from(rank > 0)..]).collect();
                assert_eq!(whole, format!("SUMMARY:{value}"));
            }
        }
    }
}
