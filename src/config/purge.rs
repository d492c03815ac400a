//! `[publish.NAME.purge]`: the network that keeps copies of the site, which is told what has changed.

use crate::data::{Entry, Reader};

/// A network of caches (CDN) before a target. Its key comes from the environment, `OSIER_PURGE_KEY`.
///
/// ``toml
/// [publish.production.purge]
/// service = "bunny"       # keycdn, scaleway, gcore, ovhcloud
/// zone = "123456"
/// ``
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purge {
    /// `service`.
    pub service: Service,
    /// `zone`: the number of the zone (`KeyCDN`), of the pull zone (Bunny), of the resource (Gcore), the identifier of
    /// the pipeline (Scaleway), the name of the hosting (`OVHcloud`).
    pub zone: String,
    /// `endpoint`: the address of the service, when it is not the usual one: `https://ca.api.ovh.com` for `OVHcloud` in
    /// Canada.
    pub endpoint: Option<String>,
}

/// A network that Osier knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// `KeyCDN`, of Switzerland.
    Keycdn,
    /// Bunny, of Slovenia.
    Bunny,
    /// Edge Services of Scaleway, of France.
    Scaleway,
    /// Gcore, of Luxembourg.
    Gcore,
    /// The CDN of `OVHcloud`'s web hosting, of France.
    Ovhcloud,
}

const SERVICES: &[(&str, Service)] = &[
    ("keycdn", Service::Keycdn),
    ("bunny", Service::Bunny),
    ("scaleway", Service::Scaleway),
    ("gcore", Service::Gcore),
    ("ovhcloud", Service::Ovhcloud),
];

/// Reads `purge` of a target.
pub(super) fn read(target: &Reader<'_>, entry: &Entry) -> Option<Purge> {
    let fields = target.table("purge")?;
    super::publish::refuse_secrets(&fields);
    let purge = sound(&fields, entry);
    fields.finish();
    purge
}

fn sound(fields: &Reader<'_>, entry: &Entry) -> Option<Purge> {
    let names: Vec<&'static str> = SERVICES.iter().map(|(name, _)| *name).collect();
    let name = fields.choice("service", &names);
    let zone = fields.text("zone");
    let endpoint = fields.text("endpoint");
    let report = |key: &'static str, message: String, help: &str| {
        let span = fields.node(key).map_or(entry.span.clone(), |node| node.span.clone());
        fields.report(span, message, help.to_owned());
    };
    for (key, is_missing) in [("service", fields.node("service").is_none()), ("zone", fields.node("zone").is_none())] {
        if is_missing {
            report(
                key,
                format!("`[publish.{}.purge]` has no `{key}`", entry.key),
                "write `service = \"bunny\"` and `zone`",
            );
        }
    }
    let (name, zone) = (name?, zone?);
    if zone.is_empty() || !zone.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)) {
        report("zone", format!("`{}` is not a zone", zone.escape_debug()), "it holds letters, digits, `-` and `.`");
        return None;
    }
    if let Some(endpoint) = endpoint.as_ref().filter(|endpoint| !is_private(endpoint)) {
        let message = format!("`{}` would show the key to who listens", endpoint.escape_debug());
        report("endpoint", message, "write an address that begins with `https://`");
        return None;
    }
    let service = SERVICES.iter().find(|(one, _)| *one == name)?.1;
    Some(Purge { service, zone, endpoint: endpoint.map(|endpoint| endpoint.trim_end_matches('/').to_owned()) })
}

/// Whether what is sent there can be read by nobody on the way.
fn is_private(endpoint: &str) -> bool {
    let Ok(url) = url::Url::parse(endpoint) else { return false };
    let is_own = matches!(url.host(), Some(url::Host::Ipv4(ip)) if ip.is_loopback())
        || matches!(url.host(), Some(url::Host::Ipv6(ip)) if ip.is_loopback());
    url.has_host() && (url.scheme() == "https" || url.scheme() == "http" && is_own)
}
