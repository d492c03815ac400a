//! `image-alt-suspicious`: a text alternative is not the name of a file, nor a word that is left to be replaced.

use crate::check::{Page, Report, Said, say, words};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "image-alt-suspicious",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.1.1", "A"), Criterion::rgaa("1.3")],
    doc: include_str!("image_alt_suspicious.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for image in page.any(&["img", "area", "input"], &[]) {
        if image.is("input") && !image.attr_is("type", "image") {
            continue;
        }
        let Some(alt) = image.attr("alt").map(str::trim).filter(|alt| !alt.is_empty() && alt.len() < 200) else {
            continue;
        };
        let message = if is_file_name(alt, image.attr("src").unwrap_or_default()) {
            says(alt, "is the name of a file", "est un nom de fichier")
        } else if is_placeholder(alt, words::language(image)) {
            says(alt, "says nothing of the picture", "ne dit rien de l’image")
        } else {
            continue;
        };
        if page.tree.is_exposed(image) {
            let help = say(
                "say what it tells in this page, or write `alt=\"\"` when it is decoration",
                "dites ce qu’elle apporte dans cette page, ou écrivez `alt=\"\"` si elle est décorative",
            );
            report.fail(image, message, help);
        }
    }
}

fn says(alt: &str, en: &str, fr: &str) -> Said {
    say(format!("the alternative `{alt}` {en}"), format!("l’alternative `{alt}` {fr}"))
}

/// Endings of pictures.
const PICTURES: [&str; 12] = ["jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "bmp", "tif", "tiff", "heic", "ico"];

/// Whether an alternative is the name of a file: by its ending, or by what cameras and programs call theirs.
fn is_file_name(alt: &str, src: &str) -> bool {
    if let Some((stem, extension)) = alt.rsplit_once('.')
        && !stem.ends_with(' ')
        && PICTURES.iter().any(|known| extension.eq_ignore_ascii_case(known))
    {
        return true;
    }
    if alt.contains(' ') {
        return false;
    }
    let digits = alt.bytes().filter(u8::is_ascii_digit).count();
    let prefix = alt.bytes().take_while(u8::is_ascii_alphabetic).count();
    let camera = ["img", "dsc", "dscn", "dscf", "pict", "screenshot", "capture", "image", "photo", "p"];
    let named = camera.iter().any(|known| alt[..prefix].eq_ignore_ascii_case(known));
    let rest = alt[prefix..].bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'_' | b'-'));
    let file = src.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    named && rest && digits >= 3 || stem == alt && (alt.contains('_') || alt.contains('-') && digits > 0)
}

fn is_placeholder(alt: &str, language: &str) -> bool {
    // The longest placeholder is shorter, in bytes.
    alt.len() < 32 && {
        let plain = words::plain(alt);
        let stem = plain.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
        words::of(language).iter().any(|list| words::has(list.placeholders, stem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_known() {
        for (alt, src) in [("hall.JPG", ""), ("IMG_1234", ""), ("DSC00012", ""), ("open-day_2", "/open-day_2.avif?w=3")]
        {
            assert!(is_file_name(alt, src), "{alt}");
        }
        for (alt, src) in
            [("Hall", "/Hall.jpg"), ("A450", ""), ("How to make a .png", ""), ("Jean-Paul", "/Jean-Paul.jpg")]
        {
            assert!(!is_file_name(alt, src), "{alt}");
        }
    }
}
