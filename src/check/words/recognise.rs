//! Which language a text is in: the commonest words decide quickly that it is the one it says, trigrams say which
//! other.

use whatlang::{Lang, Script};

/// The commonest words of a language, each packed.
struct Common {
    tag: &'static str,
    lang: Lang,
    words: &'static [u64],
}

static COMMON: [Common; 7] = [
    Common {
        tag: "de",
        lang: Lang::Deu,
        words: &pack([
            "als", "am", "an", "auch", "auf", "aus", "bei", "das", "dem", "den", "der", "des", "die", "ein", "eine",
            "einem", "einen", "einer", "es", "für", "hat", "ich", "ihr", "im", "in", "ist", "mit", "nach", "nicht",
            "oder", "sich", "sie", "sind", "um", "und", "von", "war", "werden", "wie", "wir", "wird", "zu", "zum",
            "zur", "über",
        ]),
    },
    Common {
        tag: "en",
        lang: Lang::Eng,
        words: &pack([
            "a", "all", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "for", "from", "has", "have",
            "he", "her", "his", "if", "in", "is", "it", "its", "more", "not", "of", "on", "one", "or", "our", "she",
            "that", "the", "their", "they", "this", "to", "was", "we", "were", "which", "who", "will", "with", "you",
            "your",
        ]),
    },
    Common {
        tag: "es",
        lang: Lang::Spa,
        words: &pack([
            "a", "al", "como", "con", "de", "del", "el", "en", "entre", "es", "está", "esta", "este", "ha", "la",
            "las", "lo", "los", "más", "no", "o", "para", "pero", "por", "que", "se", "ser", "sin", "sobre", "son",
            "su", "sus", "también", "un", "una", "y",
        ]),
    },
    Common {
        tag: "fr",
        lang: Lang::Fra,
        words: &pack([
            "a", "au", "aux", "avec", "c", "ce", "ces", "cette", "d", "dans", "de", "des", "du", "elle", "en", "est",
            "et", "ils", "il", "je", "l", "la", "le", "les", "leur", "mais", "n", "ne", "nos", "notre", "nous", "on",
            "ou", "où", "par", "pas", "plus", "pour", "qu", "que", "qui", "s", "sa", "se", "ses", "son", "sont", "sur",
            "un", "une", "vos", "votre", "vous", "y", "à", "été", "être",
        ]),
    },
    Common {
        tag: "it",
        lang: Lang::Ita,
        words: &pack([
            "a", "al", "alla", "anche", "che", "chi", "come", "con", "da", "dal", "dalla", "degli", "dei", "del",
            "della", "delle", "di", "e", "gli", "ha", "i", "il", "in", "la", "le", "lo", "ma", "nel", "nella", "non",
            "o", "per", "più", "si", "sono", "su", "sul", "un", "una", "è",
        ]),
    },
    Common {
        tag: "nl",
        lang: Lang::Nld,
        words: &pack([
            "aan", "als", "bij", "dat", "de", "den", "der", "deze", "die", "dit", "door", "een", "en", "er", "het",
            "hij", "ik", "in", "is", "je", "maar", "met", "naar", "niet", "of", "om", "onze", "ook", "op", "over",
            "te", "tot", "uit", "van", "voor", "was", "we", "werd", "wordt", "ze", "zich", "zijn",
        ]),
    },
    Common {
        tag: "pt",
        lang: Lang::Por,
        words: &pack([
            "a", "ao", "aos", "as", "com", "como", "da", "das", "de", "do", "dos", "e", "em", "entre", "foi", "mais",
            "mas", "na", "nas", "no", "nos", "não", "o", "os", "ou", "para", "pela", "pelo", "por", "que", "se", "ser",
            "seu", "sua", "são", "também", "um", "uma", "à", "é",
        ]),
    },
];

/// Languages that are written in a script of their own, or of few, among those that whatlang knows.
static SCRIPTS: [(&str, Script); 12] = [
    ("ar", Script::Arabic),
    ("el", Script::Greek),
    ("fa", Script::Arabic),
    ("he", Script::Hebrew),
    ("hi", Script::Devanagari),
    ("hy", Script::Armenian),
    ("ja", Script::Hiragana),
    ("ka", Script::Georgian),
    ("ko", Script::Hangul),
    ("ru", Script::Cyrillic),
    ("th", Script::Thai),
    ("zh", Script::Mandarin),
];

/// The longest common word, in bytes: a word is looked for as one number.
const LONGEST: usize = 8;

const fn pack<const N: usize>(words: [&str; N]) -> [u64; N] {
    let mut packed = [0; N];
    let mut at = 0;
    while at < N {
        let (bytes, mut word, mut byte) = (words[at].as_bytes(), [0; LONGEST], 0);
        while byte < bytes.len() {
            word[byte] = bytes[byte];
            byte += 1;
        }
        packed[at] = u64::from_le_bytes(word);
        at += 1;
    }
    packed
}

/// How many words are enough to believe a text, most of the time.
const QUICK: usize = 16;

/// The share of common words that shows a language.
const SHOWN: f32 = 0.18;

/// The share of common words that is enough to believe what a text says of its language.
const BELIEVED: f32 = 0.1;

/// The share of common words that shows a language in a text of names, such as menus: those of another have half of it.
const HEARD: f32 = 0.07;

/// How sure of another language whatlang must be, from 0 to 1.
const SURE: f64 = 0.8;

/// The language that a text is in, by its primary tag, when it is surely not the one it says; nothing when it is, or
/// when nobody can tell.
pub fn other_language(text: &str, said: &str) -> Option<&'static str> {
    let is_said = |tag: &str| tag.eq_ignore_ascii_case(said);
    let own = COMMON.iter().find(|common| is_said(common.tag));
    let script = SCRIPTS.iter().find(|(tag, _)| is_said(tag));
    if own.is_none() && script.is_none() {
        return None;
    }
    if own.is_some_and(|own| is_believed(text, own.words)) {
        return None;
    }
    let share_of_own = own.map_or(0.0, |own| share(text, own.words));
    if share_of_own >= BELIEVED {
        return None;
    }
    // Lists of names have no common words of any language: they are not worth asking about.
    let shown = |common: &&Common| share(text, common.words) >= SHOWN;
    let latin = text.chars().filter(|c| c.is_alphabetic()).take(40).filter(char::is_ascii).count() > 20;
    if latin && !COMMON.iter().any(|common| shown(&common)) {
        return None;
    }
    let info = whatlang::detect(text)?;
    if info.script() != Script::Latin {
        let own_script = script.is_some_and(|(_, own)| *own == info.script() || is_said("ja"));
        return script_of(&info).filter(|tag| !is_said(tag) && !own_script);
    }
    let found = COMMON.iter().find(|common| common.lang == info.lang() && !is_said(common.tag))?;
    let sure = info.confidence() >= SURE && share(text, found.words) >= SHOWN.max(share_of_own * 2.0);
    sure.then_some(found.tag)
}

/// Whether a text has its share of the commonest words of the language it says, be there others in it too.
pub fn speaks(text: &str, said: &str) -> bool {
    COMMON.iter().any(|common| said.eq_ignore_ascii_case(common.tag) && share(text, common.words) >= HEARD)
}

/// The language of a script, when the script is of one.
fn script_of(info: &whatlang::Info) -> Option<&'static str> {
    let tag = match info.lang() {
        Lang::Ara => "ar",
        Lang::Ell => "el",
        Lang::Pes => "fa",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hye => "hy",
        Lang::Jpn => "ja",
        Lang::Kat => "ka",
        Lang::Kor => "ko",
        Lang::Rus => "ru",
        Lang::Tha => "th",
        Lang::Cmn => "zh",
        Lang::Ukr => "uk",
        _ => return None,
    };
    Some(tag)
}

/// Whether the first words of a text are enough to believe what it says: so many of them are among these.
fn is_believed(text: &str, common: &[u64]) -> bool {
    let enough = (BELIEVED * QUICK as f32).ceil() as usize;
    words(text).take(QUICK).filter(|word| is_common(word, common)).take(enough).count() == enough
}

/// The share of the words of a text that are among these.
fn share(text: &str, common: &[u64]) -> f32 {
    let (mut all, mut known) = (0_u32, 0_u32);
    for word in words(text) {
        all += 1;
        known += u32::from(is_common(word, common));
    }
    if all == 0 { 0.0 } else { known as f32 / all as f32 }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

/// Whether a word is among these, whatever its case.
fn is_common(word: &str, common: &[u64]) -> bool {
    if word.len() > LONGEST {
        return false;
    }
    let mut packed = [0; LONGEST];
    if word.is_ascii() {
        packed[..word.len()].copy_from_slice(word.as_bytes());
        packed.make_ascii_lowercase();
    } else {
        let mut at = 0;
        for lower in word.chars().flat_map(char::to_lowercase) {
            // A few letters are longer in lower case.
            let Some(room) = packed.get_mut(at..at + lower.len_utf8()) else { return false };
            lower.encode_utf8(room);
            at += lower.len_utf8();
        }
    }
    common.contains(&u64::from_le_bytes(packed))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: &str =
        "Les étudiants de première année sont accueillis dans le grand amphithéâtre par la directrice et son équipe.";
    const ENGLISH: &str =
        "The students of the first year are welcomed in the great hall by the head of the school and her team.";

    #[test]
    fn a_text_is_in_the_language_it_says() {
        assert_eq!(other_language(FRENCH, "fr"), None);
        assert_eq!(other_language(FRENCH, "en"), Some("fr"));
        assert_eq!(other_language(ENGLISH, "FR"), Some("en"));
        assert_eq!(other_language(ENGLISH, "ru"), Some("en"));
        assert_eq!(other_language("Студенты первого курса собираются в большом зале школы", "en"), Some("ru"));
        assert_eq!(other_language("Студенты первого курса собираются в большом зале школы", "ru"), None);
    }

    #[test]
    fn what_nobody_can_tell_is_left_alone() {
        for text in
            ["", "…", "Marie Dupont, Jean Martin, Lucie Bernard, Paul Petit", "SELECT id FROM users WHERE id = 1"]
        {
            assert_eq!(other_language(text, "fr"), None, "{text}");
        }
        // Languages that we have no words of are not judged: Breton, Occitan, Basque.
        assert_eq!(other_language(FRENCH, "br"), None);
    }

    #[test]
    fn common_words_are_known_whatever_their_case() {
        let french = COMMON.iter().find(|common| common.tag == "fr").expect("French").words;
        for word in ["à", "À", "ÊTRE", "Les", "leur"] {
            assert!(is_common(word, french), "{word}");
        }
        for word in ["leurs", "", "université", "İİİİ"] {
            assert!(!is_common(word, french), "{word}");
        }
    }

    #[test]
    fn menus_show_their_language_a_little() {
        let menu = "Plan du site, Mentions légales, Vie de campus, Formations, Nous contacter, Recherche, Université";
        assert!(speaks(menu, "fr") && !speaks(menu, "en"));
    }
}
