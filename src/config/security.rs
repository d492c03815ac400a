//! `[security]`: what browsers are told to refuse, and who is told of a weakness.

use jiff::civil::Date;

use crate::data::{Node, Reader, Value};
use crate::finding::{Place, SourcePath};

/// The headers that protect readers, and `security.txt`. Every key has a default that suits a site of pages.
///
/// ```toml
/// [security]
/// hsts_days = 365
/// hsts_subdomains = false
/// referrer = "strict-origin-when-cross-origin"
/// refuse = ["camera", "geolocation", "microphone"]
/// frames = "none"
/// contact = ["mailto:security@example.org"]
/// expires = 2027-06-30
/// policy = "https://www.example.org/security/"
/// ```
#[derive(Clone, Debug)]
pub struct Security {
    /// `hsts_days`: for how many days browsers ask for the site over HTTPS only; 365 by default, 0 sends nothing.
    pub hsts_days: usize,
    /// `hsts_subdomains`: whether that holds for the hosts below as well; no by default, as they may be others' sites.
    pub hsts_subdomains: bool,
    /// `referrer`: what other sites are told of the page that a reader comes from.
    pub referrer: &'static str,
    /// `refuse`: the features that no page may ask a browser for.
    pub refuse: Vec<String>,
    /// `frames`: who may show the site in a frame: `none`, or `self`.
    pub frames: &'static str,
    /// `contact`: addresses to write to about a weakness; `security.txt` is delivered when there is one (RFC 9116),
    /// but for a site in a folder of a host, as the file is the host's.
    pub contact: Vec<String>,
    /// `expires`: the last day that `security.txt` holds for; compulsory with `contact`, a year away at most.
    pub expires: Option<Date>,
    /// `policy`: the page that says how weaknesses are dealt with.
    pub policy: Option<String>,
    /// Where `expires` is written, else the table.
    pub place: Place,
}

/// The values of `Referrer-Policy` that let no address of a page go to another site.
const REFERRER: &[&str] = &["strict-origin-when-cross-origin", "no-referrer", "same-origin", "strict-origin"];

/// What a site of pages has no use for (<https://www.w3.org/TR/permissions-policy/>).
const REFUSED: &[&str] = &["camera", "geolocation", "microphone", "payment", "usb"];

impl Security {
    /// What holds where nothing is said.
    pub fn new(path: &SourcePath) -> Self {
        Self {
            hsts_days: 365,
            hsts_subdomains: false,
            referrer: REFERRER[0],
            refuse: REFUSED.iter().map(|&name| name.to_owned()).collect(),
            frames: "none",
            contact: Vec::new(),
            expires: None,
            policy: None,
            place: Place::file(path),
        }
    }
}

/// Reads `[security]`.
pub(super) fn read(reader: &Reader<'_>, path: &SourcePath) -> Security {
    let mut security = Security::new(path);
    let Some(entry) = reader.entry("security") else { return security };
    let Some(fields) = reader.table("security") else { return security };
    security.place = Place::at(path, fields.node("expires").map_or(entry.span.clone(), |node| node.span.clone()));
    security.hsts_days = fields.count("hsts_days").unwrap_or(security.hsts_days);
    security.hsts_subdomains = fields.bool("hsts_subdomains").unwrap_or_default();
    security.referrer = fields.choice("referrer", REFERRER).unwrap_or(security.referrer);
    security.frames = fields.choice("frames", &["none", "self"]).unwrap_or(security.frames);
    if let Some(refuse) = fields.texts("refuse") {
        security.refuse = refuse;
        let bad = security.refuse.iter().position(|name| !is_feature(name));
        if let (Some(at), Some(node)) = (bad, fields.node("refuse")) {
            let message = format!("`{}` is not a name of a feature", security.refuse[at].escape_debug());
            fields.report(node.span.clone(), message, "write names such as `camera`, `geolocation`, `microphone`");
            security.refuse.retain(|name| is_feature(name));
        }
    }
    security.contact = fields.texts("contact").unwrap_or_default();
    let bad = security.contact.iter().position(|contact| !is_address(contact));
    if let (Some(at), Some(node)) = (bad, fields.node("contact")) {
        let message = format!("`{}` is not an address to write to", security.contact[at].escape_debug());
        fields.report(node.span.clone(), message, "write `mailto:security@example.org`, `https://…` or `tel:+33…`");
        security.contact.retain(|contact| is_address(contact));
    }
    security.policy = fields.text("policy").filter(|policy| {
        let sound = is_address(policy) && policy.starts_with("https://");
        if let (false, Some(node)) = (sound, fields.node("policy")) {
            fields.report(node.span.clone(), "`policy` is not an address of a page", "write `https://…`");
        }
        sound
    });
    security.expires = fields.node("expires").and_then(|node| day(&fields, node));
    if !security.contact.is_empty() && fields.node("expires").is_none() {
        fields.report(
            entry.span.clone(),
            "`contact` has no day until which it holds",
            "write `expires = 2027-06-30`, a year away at most (RFC 9116)",
        );
    }
    fields.finish();
    security
}

fn is_feature(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// An address that stays on one line of a file.
fn is_address(text: &str) -> bool {
    let known = ["mailto:", "https://", "tel:"].iter().any(|scheme| text.starts_with(scheme));
    known && !text.contains(|c: char| c.is_whitespace() || c.is_control()) && url::Url::parse(text).is_ok()
}

fn day(fields: &Reader<'_>, node: &Node) -> Option<Date> {
    match &node.value {
        // A date and nothing else: jiff would take the date of a longer text.
        Value::Text(text) | Value::Datetime(text) if text.len() == 10 => text.parse().ok(),
        _ => None,
    }
    .or_else(|| fields.wrong("expires", node, "a day such as `2027-06-30`"))
}
