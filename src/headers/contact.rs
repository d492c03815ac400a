//! `security.txt`: whom to tell of a weakness (RFC 9116).

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::config::Security;
use crate::finding::{Finding, OutputPath, rules};
use crate::model::{Site, url};
use crate::output::{Content, Output};

/// Where it is served (RFC 9116, 3).
pub const PATH: &str = ".well-known/security.txt";

/// Days before the end from which it is told.
const SOON: i32 = 30;

/// Adds the file to `output`, when `[security]` has a contact. A path that the site fills itself is left to it.
pub fn add(site: &Site, output: &mut Output) {
    if let Some((path, text)) = file(site) {
        output.entry(OutputPath::new(path)).or_insert_with(|| Content::from(text));
    }
}

/// What is wrong with how long it holds.
pub fn faults(site: &Site) -> Vec<Finding> {
    findings(&site.config.security, site.moment.now.date())
}

/// The file, when the site has whom to tell. A site in a folder of a host has none: the file is the host's.
fn file(site: &Site) -> Option<(String, String)> {
    let security = &site.config.security;
    let expires = security.expires?;
    if security.contact.is_empty() || !url::base_path(&site.config.base_url).is_empty() {
        return None;
    }
    let mut text = String::new();
    for contact in &security.contact {
        let _ = writeln!(text, "Contact: {contact}");
    }
    // The whole of the last day.
    let _ = writeln!(text, "Expires: {expires}T23:59:59Z");
    let languages: Vec<&str> = site.config.languages.all.iter().map(|language| language.code.as_str()).collect();
    let _ = writeln!(text, "Preferred-Languages: {}", languages.join(", "));
    let _ = writeln!(text, "Canonical: {}/{PATH}", site.config.base_url);
    if let Some(policy) = &security.policy {
        let _ = writeln!(text, "Policy: {policy}");
    }
    Some((PATH.to_owned(), text))
}

/// What is wrong with the day that it ends, `today`.
fn findings(security: &Security, today: Date) -> Vec<Finding> {
    let Some(expires) = security.expires.filter(|_| !security.contact.is_empty()) else { return Vec::new() };
    let days = (expires - today).get_days();
    let (rule, message) = match days {
        ..0 => (&rules::SECURITY_TXT_EXPIRED, format!("`security.txt` ended on {expires}")),
        0..SOON => (&rules::SECURITY_TXT_EXPIRING, format!("`security.txt` ends on {expires}, in {days} days")),
        367.. => (&rules::SECURITY_TXT_EXPIRING, format!("`security.txt` holds until {expires}, for more than a year")),
        _ => return Vec::new(),
    };
    let help = "check that the addresses of `contact` are read, then write a day at most a year away in `expires`";
    vec![Finding::new(rule, security.place.clone(), message).help(help)]
}
