//! Fonts cut, named, refused; what is written of them in style sheets.

use super::cut::{cut, subset};
use super::*;

const FONT: &[u8] = include_bytes!("../../../themes/estran/assets/fonts/hyperlegible.ttf");

fn recipe(characters: &str) -> Recipe {
    Recipe {
        source: SourcePath::new("assets/fonts/a.ttf"),
        content: blake3::hash(FONT),
        characters: characters.to_owned(),
        features: vec!["tnum".to_owned()],
    }
}

/// A font file of these tables, each empty.
fn tables(version: [u8; 4], tags: &[&[u8; 4]]) -> Vec<u8> {
    let mut bytes = [&version[..], &(tags.len() as u16).to_be_bytes(), &[0; 6]].concat();
    let end = (12 + 16 * tags.len()) as u32;
    for tag in tags {
        bytes.extend([&tag[..], &[0; 4], &end.to_be_bytes(), &[0; 4]].concat());
    }
    bytes
}

#[test]
fn a_cut_font_has_what_is_asked_and_all_its_weights() {
    let cut = subset(FONT, &recipe(" Aaé€")).expect("a font");
    let (whole, face) = (face(FONT).expect("a font"), face(&cut).expect("a font"));
    assert_eq!(face.characters.iter().collect::<String>(), " Aaé€");
    assert_eq!((face.weights, face.italic), ((400, 700), false));
    assert_eq!(face.metrics.ascent.to_bits(), whole.metrics.ascent.to_bits());
    assert!(whole.characters.len() > 200);
}

#[test]
fn a_cut_font_is_packed_and_the_same_every_time() {
    let once = cut(FONT, &recipe("abc")).expect("a font");
    assert!(once.starts_with(b"wOF2"));
    assert_eq!(once, cut(FONT, &recipe("abc")).expect("a font"));
}

#[test]
fn names_tell_what_is_in_a_font() {
    let name = recipe("abc").file_name();
    assert_ne!(name, recipe("abd").file_name());
    let other = Recipe { features: Vec::new(), ..recipe("abc") };
    assert_ne!(name, other.file_name());
    assert_eq!(name.len(), stand_in(&recipe("abc").source).len());
    assert!(name.starts_with("a.") && name.ends_with(".woff2"));
}

#[test]
fn what_cannot_be_cut_says_why() {
    assert_eq!(face(b"wOF2 and more"), Err(Fault::PACKED));
    assert_eq!(face(&tables(*b"OTTO", &[b"CFF ", b"cmap"])), Err(Fault::CFF));
    assert_eq!(face(&tables([0, 1, 0, 0], &[b"cmap", b"glyf"])), Err(Fault::BROKEN));
    assert_eq!(face(b""), Err(Fault::BROKEN));
    // Bit 8 of `fsType`, 8 bytes into the table OS/2 (OpenType 1.9.1).
    let mut forbidden = FONT.to_vec();
    let entry = FONT.windows(4).position(|tag| tag == b"OS/2").expect("a table");
    let at = u32::from_be_bytes(FONT[entry + 8..entry + 12].try_into().expect("four bytes")) as usize;
    forbidden[at + 8] |= 1;
    assert_eq!(face(&forbidden), Err(Fault::FORBIDDEN));
}

#[test]
fn hostile_fonts_are_faults() {
    for length in (0..FONT.len()).step_by(1511) {
        let _ = face(&FONT[..length]).map(|_| cut(&FONT[..length], &recipe("abcé")));
    }
    let mut noise = blake3::Hasher::new().finalize_xof();
    for _ in 0..60 {
        let mut bytes = FONT.to_vec();
        let mut seed = [0; 64];
        noise.fill(&mut seed);
        for at in seed.chunks_exact(4) {
            let place = u32::from_le_bytes(at.try_into().expect("four bytes")) as usize % bytes.len();
            bytes[place] ^= at[0] | 1;
        }
        let _ = face(&bytes).map(|_| cut(&bytes, &recipe("abcé")));
    }
}

#[test]
fn rules_say_what_the_font_says() {
    let face = face(FONT).expect("a font");
    assert_eq!(
        rule("A b", &face, "/a.woff2", None),
        "@font-face{font-family:\"A b\";src:url(/a.woff2);font-weight:400 700;font-display:swap}"
    );
    let still = Face { weights: (400, 400), italic: true, ..face };
    assert_eq!(
        rule("A", &still, "/a.woff2", Some("abcŁł")),
        "@font-face{font-family:\"A\";src:url(/a.woff2);font-style:italic;\
         unicode-range:U+61-63,U+141-142;font-display:swap}"
    );
}

#[test]
fn a_fallback_has_the_measures_of_the_font() {
    let metrics = face(FONT).expect("a font").metrics;
    assert_eq!(
        fallback("A", &metrics, &["Arial", "Roboto"]),
        "@font-face{font-family:\"A fallback\";src:local(\"Roboto\");size-adjust:99.9%;ascent-override:98.5%;\
         descent-override:31.6%;line-gap-override:0%}\
         @font-face{font-family:\"A fallback\";src:local(\"Arial\"),local(\"Liberation Sans\"),local(\"Arimo\");\
         size-adjust:99.4%;ascent-override:99%;descent-override:31.8%;line-gap-override:0%}"
    );
    assert_eq!(fallback("A", &Metrics { width: None, ..metrics }, &["Arial"]), "");
}

#[test]
fn every_language_has_the_letters_of_latin_and_its_own() {
    let all: String = letters("fr-CH").collect();
    assert!(all.contains('z') && all.contains('œ') && all.contains('’') && !all.contains('ß'));
    assert_eq!(letters("ar").count(), letters("en").count());
}
