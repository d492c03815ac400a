//! The name that was meant by one that nothing has.

/// "did you mean `x`?" when one of `known` is close to `word`, else nothing.
///
/// Close means a Damerau-Levenshtein distance of at most a third of the word's length. Of thousands of names, as the
/// pages of a site are, those that lack too many of its letters are passed over, and no more than two hundred are compared.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let written = word;
    let word = word.to_lowercase();
    let limit = (word.chars().count() / 3).max(1);
    let letters = Letters::of(&word);
    known
        .into_iter()
        .filter(|name| *name != written && letters.distance(&Letters::of(name)) <= limit)
        .take(MOST_COMPARED)
        .map(|name| (strsim::damerau_levenshtein(&word, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| format!("did you mean `{name}`?"))
}

/// How many names a word is compared with for a suggestion.
const MOST_COMPARED: usize = 200;

/// How many there are of each letter of a word, whatever its case; some letters are counted together.
struct Letters([u16; Self::BINS]);

impl Letters {
    const BINS: usize = 64;

    fn of(word: &str) -> Self {
        let mut counts = [0_u16; Self::BINS];
        for letter in word.chars().flat_map(char::to_lowercase) {
            let count = &mut counts[letter as usize % Self::BINS];
            *count = count.saturating_add(1);
        }
        Self(counts)
    }

    /// What the Damerau-Levenshtein distance of two words is at least: a change of one letter takes one away, or brings
    /// one, or both.
    fn distance(&self, other: &Self) -> usize {
        let missing = |a: &Self, b: &Self| a.0.iter().zip(&b.0).map(|(a, b)| usize::from(a.saturating_sub(*b))).sum();
        usize::max(missing(self, other), missing(other, self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        let known = ["actualites", "agenda", "formations"];
        for slip in ["actualité", "Actualites", "actulaites", "atcualites"] {
            assert_eq!(did_you_mean(slip, known).as_deref(), Some("did you mean `actualites`?"), "{slip}");
        }
        assert_eq!(did_you_mean("agenda", known), None, "it is known");
        assert_eq!(did_you_mean("contact", known), None, "nothing is close");
    }

    #[test]
    fn letters_never_pass_over_what_is_close() {
        let words =
            ["", "a", "ab", "ba", "élan", "ELAN", "elan", "lane", "plane", "panel", "planète", "ÉLAN", "ångström"];
        for (one, other) in words.iter().flat_map(|one| words.iter().map(move |other| (one, other))) {
            let least = Letters::of(one).distance(&Letters::of(other));
            let distance = strsim::damerau_levenshtein(&one.to_lowercase(), &other.to_lowercase());
            assert!(least <= distance, "{one} {other}: {least} > {distance}");
        }
    }
}
