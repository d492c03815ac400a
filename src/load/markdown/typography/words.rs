//! Words that keep together: titles and names, numbered things, centuries.

use super::NO_BREAK;
use super::pass::Pass;

impl Pass<'_> {
    /// `M. Dupont`, `p. 12`: the space after the dot at `at`.
    pub(super) fn abbreviated(&mut self, at: usize) {
        let Some(after) = self.after(at + 2) else { return };
        if !after.is_ascii_digit() && !after.is_uppercase() {
            return;
        }
        let letters = self.bytes[self.from..at].iter().rev().take(6);
        let length = letters.take_while(|byte| byte.is_ascii_alphabetic()).count();
        let start = at - length;
        if self.before(start).is_some_and(char::is_alphanumeric) {
            return;
        }
        let numbered = after.is_ascii_digit() || "IVXLC".contains(after);
        let joined = match &self.run[start..at] {
            "p" | "pp" | "art" | "Art" | "fig" | "Fig" | "vol" | "Vol" | "chap" | "Chap" | "t" | "al" | "col"
            | "no" => numbered,
            "M" | "MM" => self.style.french,
            "Mr" | "Mrs" | "Ms" | "Dr" | "Prof" | "St" => !after.is_ascii_digit(),
            _ => false,
        };
        if joined {
            self.edit(at + 1, at + 2, NO_BREAK);
        }
    }

    /// `Mme Durand`: the space between a title and a name.
    pub(super) fn title(&mut self, at: usize) -> usize {
        const TITLES: [&str; 13] =
            ["Mme", "Mmes", "Mlle", "Mlles", "Mgr", "Dr", "Dre", "Pr", "Pre", "Mr", "Mrs", "Ms", "Prof"];
        let rest = &self.bytes[at..self.end];
        let length = rest.iter().take(6).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let end = at + length;
        let whole = self.run.get(at..end).is_some_and(|word| TITLES.contains(&word));
        if whole
            && self.is_space(end)
            && self.after(end + 1).is_some_and(char::is_uppercase)
            && !self.before(at).is_some_and(char::is_alphanumeric)
        {
            self.edit(end, end + 1, NO_BREAK);
        }
        end.max(at + 1)
    }

    /// `XXe siècle`: the space in it.
    pub(super) fn century(&mut self, at: usize) -> usize {
        let rest = &self.bytes[at..self.end];
        let length = rest.iter().take_while(|byte| matches!(byte, b'I' | b'V' | b'X')).count();
        let end = at + length;
        if !self.style.french || self.before(at).is_some_and(char::is_alphanumeric) {
            return end;
        }
        let rest = &self.run[end..self.end];
        let suffix = ["e", "er", "ᵉ", "ᵉʳ", "^e^", "^er^"].into_iter().find(|suffix| {
            let after = rest.strip_prefix(suffix).and_then(|rest| rest.strip_prefix([' ', '\n']));
            after.is_some_and(|rest| rest.starts_with("siècle"))
        });
        if let Some(suffix) = suffix {
            let space = end + suffix.len();
            self.edit(space, space + 1, NO_BREAK);
            return space + 1;
        }
        end
    }
}
