//! What a PDF says to assistive technologies (ISO 32000-2, 14.8 and 14.9), structure, language, title, and its pages.

use std::panic::catch_unwind;

use lopdf::{Document, LoadOptions, Object};

/// How large a PDF is read, in bytes.
pub const LARGEST: usize = 50 << 20;

/// How much a stream of a PDF may unfold to, in bytes.
const UNFOLDED: usize = 64 << 20;

/// What a PDF says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// It has a tree of structure, and says that its content is marked.
    pub tagged: bool,
    /// The primary subtag of the language that it says it is in: `fr`.
    pub language: Option<String>,
    /// How many pages it has.
    pub pages: Option<u32>,
    /// It has a title, and asks to show it instead of the name of the file.
    pub title: bool,
}

/// How many pages a PDF may say it has: more is a fault of the file.
const MOST_PAGES: i64 = 100_000;

/// Reads a PDF; nothing when it cannot be read: encrypted, broken, too large.
pub fn read(bytes: &[u8]) -> Option<Pdf> {
    if bytes.len() > LARGEST {
        return None;
    }
    // A reader that panics on the bytes is a fault of theirs.
    catch_unwind(|| load(bytes)).ok().flatten()
}

fn load(bytes: &[u8]) -> Option<Pdf> {
    let options = LoadOptions::with_max_decompressed_size(UNFOLDED);
    let document = Document::load_mem_with_options(bytes, options).ok().filter(|document| !document.is_encrypted())?;
    let catalog = document.catalog().ok()?;
    let get = |dictionary: &lopdf::Dictionary, key: &[u8]| -> Option<Object> {
        let found = dictionary.get(key).ok()?;
        document.dereference(found).ok().map(|(_, object)| object.clone())
    };
    let inner = |key: &[u8], name: &[u8]| {
        get(catalog, key).and_then(|object| object.as_dict().ok().and_then(|inner| get(inner, name)))
    };
    let marked = inner(b"MarkInfo", b"Marked").and_then(|marked| marked.as_bool().ok()).unwrap_or(false);
    let structure = get(catalog, b"StructTreeRoot").is_some_and(|root| root.as_dict().is_ok());
    let language = get(catalog, b"Lang").filter(has_text).map(|lang| primary(&lang));
    let pages = inner(b"Pages", b"Count").and_then(|count| count.as_i64().ok());
    let pages = pages.filter(|count| (1..=MOST_PAGES).contains(count)).map(|count| count as u32);
    let info = document.trailer.get(b"Info").ok().and_then(|info| document.dereference(info).ok());
    let info = info.and_then(|(_, info)| info.as_dict().ok()).and_then(|info| get(info, b"Title"));
    let metadata = get(catalog, b"Metadata").and_then(|object| {
        let stream = object.as_stream().ok()?;
        let plain = stream.decompressed_content_with_limit(UNFOLDED).ok();
        Some(plain.unwrap_or_else(|| stream.content.clone()))
    });
    let named = info.is_some_and(|title| has_text(&title)) || metadata.is_some_and(|xmp| has_xmp_title(&xmp));
    let shown = inner(b"ViewerPreferences", b"DisplayDocTitle").and_then(|shown| shown.as_bool().ok()).unwrap_or(false);
    Some(Pdf { tagged: marked && structure, language, pages, title: named && shown })
}

/// The primary subtag of a language (ISO 32000-2, 14.9.2), written in bytes or, after a mark, in UTF-16.
fn primary(language: &Object) -> String {
    let text = language.as_str().unwrap_or_default().iter().filter(|byte| byte.is_ascii_graphic());
    let text: String = text.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    text.split(['-', '_']).next().unwrap_or_default().to_owned()
}

/// Whether a string has more than white space and byte order marks.
fn has_text(object: &Object) -> bool {
    let text = object.as_str().unwrap_or_default();
    text.iter().any(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0 | 0xfe | 0xff))
}

/// Whether a packet of metadata has a title that is not empty (XMP, Dublin Core).
fn has_xmp_title(packet: &[u8]) -> bool {
    let packet = String::from_utf8_lossy(packet);
    let Some((_, rest)) = packet.split_once("<dc:title") else { return false };
    let title = rest.split("</dc:title>").next().unwrap_or_default();
    title.split('>').skip(1).any(|part| !part.split('<').next().unwrap_or_default().trim().is_empty())
}

#[cfg(test)]
mod tests {
    use lopdf::{Dictionary, dictionary};

    use super::*;

    fn pdf(catalog: &Dictionary, info: Dictionary) -> Vec<u8> {
        let mut document = Document::with_version("1.7");
        let pages =
            document.add_object(dictionary! { "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 3 });
        let mut root = dictionary! { "Type" => "Catalog", "Pages" => pages };
        root.extend(catalog);
        let (root, info) = (document.add_object(root), document.add_object(info));
        document.trailer.set("Root", root);
        document.trailer.set("Info", info);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("a PDF");
        bytes
    }

    #[test]
    fn what_a_pdf_says_of_itself_is_read() {
        let full = dictionary! {
            "MarkInfo" => dictionary! { "Marked" => true },
            "StructTreeRoot" => dictionary! { "Type" => "StructTreeRoot" },
            "Lang" => Object::string_literal("fr-FR"),
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        };
        let title = dictionary! { "Title" => Object::string_literal("Rules") };
        let all = Pdf { tagged: true, language: Some("fr".to_owned()), pages: Some(3), title: true };
        assert_eq!(read(&pdf(&full, title)), Some(all.clone()));
        let blank = dictionary! { "Title" => Object::string_literal(" ") };
        assert_eq!(read(&pdf(&full, blank)), Some(Pdf { title: false, ..all }));
        let none = Pdf { tagged: false, language: None, pages: Some(3), title: false };
        assert_eq!(read(&pdf(&Dictionary::new(), Dictionary::new())), Some(none));
    }

    #[test]
    fn what_is_no_pdf_is_not_read() {
        for bytes in [&b""[..], b"%PDF-1.7", b"%PDF-1.7\ntrailer << /Root 1 0 R >>\n%%EOF", b"<html>"] {
            assert_eq!(read(bytes), None);
        }
    }

    #[test]
    fn languages_are_read_in_either_encoding() {
        for bytes in [&b"en-GB"[..], b"EN", b"\xfe\xff\0e\0n\0-\0G\0B"] {
            assert_eq!(primary(&Object::string_literal(bytes)), "en");
        }
    }

    #[test]
    fn hostile_files_are_not_read() {
        let whole = pdf(&dictionary! { "Lang" => Object::string_literal("fr") }, Dictionary::new());
        for end in 0..whole.len() {
            let _ = read(&whole[..end]);
        }
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x15;
            let _ = read(&bytes);
        }
        assert_eq!(read(&vec![b' '; LARGEST + 1]), None);
    }

    #[test]
    fn titles_are_found_in_metadata() {
        let packet = |title: &str| {
            format!("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>")
        };
        assert!(has_xmp_title(packet("Rules").as_bytes()));
        assert!(!has_xmp_title(packet(" ").as_bytes()));
        assert!(!has_xmp_title(b"<dc:creator>A</dc:creator>"));
    }
}
