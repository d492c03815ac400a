//! Tests of typography, by language.

use super::text;

/// Shows the two no-break spaces, so that a failure can be read.
fn shown(value: &str, lang: &str) -> String {
    text(value, lang).replace('\u{202F}', "~").replace('\u{A0}', "_")
}

fn check(lang: &str, cases: &[(&str, &str)]) {
    for (value, expected) in cases {
        assert_eq!(shown(value, lang), *expected, "{lang}: {value}");
        let once = text(value, lang);
        assert_eq!(text(&once, lang), once, "{lang}: not idempotent: {value}");
    }
}

#[test]
fn french_punctuation_has_its_spaces() {
    check(
        "fr",
        &[
            ("Vraiment ? Oui !", "Vraiment~? Oui~!"),
            ("Vraiment? Oui! Ceci: cela; fin", "Vraiment~? Oui~! Ceci~: cela~; fin"),
            ("Quoi ?! Non !!!", "Quoi~?! Non~!!!"),
            ("Quoi?! Non!!!", "Quoi~?! Non~!!!"),
            ("à 10:30, ratio 1:2", "à 10:30, ratio 1:2"),
            ("std::vec et :smile: :-) ;-)", "std::vec et :smile: :-) ;-)"),
            ("https://a.fr/x?y=1!z", "https://a.fr/x?y=1!z"),
            ("https://a.fr/l'x?", "https://a.fr/l'x?"),
            ("voir www.a.fr/?q=l'eau !", "voir www.a.fr/?q=l'eau~!"),
            ("écrire à l.o'neil@a.fr : vite", "écrire à l.o'neil@a.fr~: vite"),
            ("le fichier ../l'x...", "le fichier ../l'x..."),
            ("(oui !)", "(oui~!)"),
            ("(?) !", "(?)~!"),
            ("déjà\u{A0}: fait\u{202F}!", "déjà_: fait~!"),
            ("mot\n! ligne", "mot~! ligne"),
            ("!", "!"),
            (" ! x", " ! x"),
            ("50 % : oui", "50_%~: oui"),
        ],
    );
}

#[test]
fn french_quotes_nest_and_hold_their_words() {
    check(
        "fr",
        &[
            ("un \"mot\" dit", "un «~mot~» dit"),
            ("un « mot » dit", "un «~mot~» dit"),
            ("un «mot» dit", "un «~mot~» dit"),
            ("un «\u{A0}mot\u{A0}» dit", "un «_mot_» dit"),
            ("\"Il dit \"oui\" encore\"", "«~Il dit “oui” encore~»"),
            ("« Il dit \"oui\" »", "«~Il dit “oui”~»"),
            ("\" mot \" seul", "«~mot~» seul"),
            ("d'\"eau\"", "d’«~eau~»"),
            ("\"Vraiment?\" dit-il", "«~Vraiment~?~» dit-il"),
            ("\"Oui\" !", "«~Oui~»~!"),
            ("\"Oui\"!", "«~Oui~»~!"),
            ("un écran de 15\" de large", "un écran de 15\" de large"),
            ("seul \" au milieu", "seul \" au milieu"),
            ("(\"mot\")", "(«~mot~»)"),
            ("\"a\", \"b\".", "«~a~», «~b~»."),
            ("« »", "«~»"),
            ("«»", "«~»"),
        ],
    );
}

#[test]
fn french_words_keep_together() {
    check(
        "fr",
        &[
            ("l'été d'Aujourd'hui", "l’été d’Aujourd’hui"),
            ("le mot 'rare' ici", "le mot ‘rare’ ici"),
            ("dit-il... bon....", "dit-il… bon...."),
            ("1 240 euros, 12 000 000", "1~240 euros, 12~000~000"),
            ("en 2026 300 personnes", "en 2026 300 personnes"),
            ("05 46 12 34 56", "05 46 12 34 56"),
            ("12 km, 3,5 €, 20 °C, 4 000 m", "12_km, 3,5_€, 20_°C, 4~000_m"),
            ("18 h 30 et 18 h", "18_h_30 et 18_h"),
            ("10 minutes, 3 mois", "10 minutes, 3 mois"),
            ("n° 4, N° 12, n°5", "n°_4, N°_12, n°5"),
            ("p. 12 et art. 5", "p._12 et art._5"),
            ("M. Dupont et Mme Durand, Dr Le Bihan", "M._Dupont et Mme_Durand, Dr_Le Bihan"),
            ("la fin. Ensuite", "la fin. Ensuite"),
            ("au XXe siècle, XIXᵉ siècle", "au XXe_siècle, XIXᵉ_siècle"),
            ("un -- deux, 2024--2026", "un – deux, 2024–2026"),
            ("un---deux ----", "un—deux ----"),
            ("--option -x", "--option -x"),
            ("v1.2 et A4 : 210 mm", "v1.2 et A4~: 210_mm"),
            ("5' 30\"", "5' 30\""),
        ],
    );
    check("fr-CA", &[("Vraiment ? Oui : non", "Vraiment ? Oui~: non")]);
}

#[test]
fn english_has_its_own_marks() {
    check(
        "en",
        &[
            ("\"It's 'fine',\" she said", "“It’s ‘fine’,” she said"),
            ("the '90s and 'tis", "the ’90s and ’tis"),
            ("10 km -- far... 1,240", "10_km – far… 1,240"),
            ("Really? Yes! This: that", "Really? Yes! This: that"),
            ("Mr. Smith, Dr. Who, p. 12", "Mr._Smith, Dr._Who, p._12"),
            ("\"He said \"yes\" twice\"", "“He said ‘yes’ twice”"),
            ("the students' work", "the students’ work"),
            ("'Hello.' She", "‘Hello.’ She"),
        ],
    );
}

#[test]
fn other_languages_have_what_is_sure() {
    check("de", &[("\"Das ist 'gut'\" ...", "„Das ist 'gut'“ …")]);
    check("es", &[("\"dijo \"hola\" ayer\"", "«dijo “hola” ayer»")]);
    check("br", &[("c'hoar \"a\" -- b...", "c’hoar \"a\" – b…")]);
    check("", &[("a", "a"), ("", "")]);
}
