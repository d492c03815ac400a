//! The characters that a language is written with: a reader may be shown them though no page has them yet, in a search
//! or a form.

/// Those of every language of Latin letters.
const LATIN: &str = " !\"#%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz\
    \u{a0}–—‘’“”…€";

/// What a language adds, by its code (Unicode CLDR 48, main exemplars, with quotation marks and capitals).
const OTHERS: &[(&str, &str)] = &[
    ("br", "«»ÂÊÎÑÔÙÛÜâêîñôùûü"),
    ("ca", "«»·ÀÇÈÉÍÏÒÓÚÜàçèéíïòóúü"),
    ("da", "»«ÅÆÉØåæéø"),
    ("de", "„‚»«ÄÖÜßäöü"),
    ("es", "«»¡¿ªºÁÉÍÑÓÚÜáéíñóúü"),
    ("eu", "«»ÇÑçñ"),
    ("fr", "«»\u{202f}°ÀÂÆÇÈÉÊËÎÏÔÙÛÜàâæçèéêëîïôùûüÿŒœŸ"),
    ("it", "«»ÀÈÉÌÒÙàèéìòù"),
    ("nl", "„‚ËÏÉëïé"),
    ("oc", "«»·ÀÁÇÈÉÍÏÒÓÚÜàáçèéíïòóúü"),
    ("pl", "„”«»ĄĆĘŁŃÓŚŹŻąćęłńóśźż"),
    ("pt", "«»ªºÀÁÂÃÇÉÊÍÓÔÕÚàáâãçéêíóôõú"),
    ("sv", "»ÅÄÉÖåäéö"),
];

/// The characters of a language, by its code (`fr`, `fr-CH`); of one that is not listed, those of Latin letters.
pub fn letters(language: &str) -> impl Iterator<Item = char> + use<> {
    let primary = language.split('-').next().unwrap_or_default();
    let own = OTHERS.iter().find(|(code, _)| code.eq_ignore_ascii_case(primary)).map_or("", |(_, own)| own);
    LATIN.chars().chain(own.chars())
}
