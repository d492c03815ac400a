//! Telling a network of caches what has changed: those addresses and no other, or everything when they are many.
//!
//! Sources: the documentation of the API of each service; for `KeyCDN` and `OVHcloud`, public clients of it as well
//! (`OVHcloud`'s own, for Python, has the addresses that give tokens).

use std::fmt;

use anyhow::{Context as _, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;
use ureq::http::{Method, Request};

use super::local::Body;
use super::plan::{Plan, Why};
use super::target::Agent;
use crate::config::{Purge, Service};
use crate::write::order;

/// Characters that a path of an address does not hold as they are (RFC 3986, 3.3).
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What is purged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// These addresses, each whole.
    Addresses(Vec<String>),
    /// Everything: they would be too many for the service.
    All,
}

/// The address of what is under a key, below the address of the site.
pub fn address(base: &str, key: &str) -> String {
    let folder = key.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    format!("{}/{}", base.trim_end_matches('/'), utf8_percent_encode(folder.unwrap_or(key), PATH))
}

/// What must be purged after a plan. Nobody has asked for a new file whose name holds its hash.
pub fn scope(purge: &Purge, plan: &Plan, base: &str) -> Scope {
    let is_asked = |one: &&super::plan::Sending| one.why != Why::New || !order::is_hashed(&one.key);
    let keys = plan.sends.iter().filter(is_asked).map(|one| &one.key).chain(&plan.deletes);
    let mut addresses: Vec<String> = keys.map(|key| address(base, key)).collect();
    addresses.sort();
    addresses.dedup();
    if addresses.len() > most(purge.service) { Scope::All } else { Scope::Addresses(addresses) }
}

/// How many addresses a service is told of at once. Bunny takes one a request, the others lists; Gcore allows a
/// hundred.
fn most(service: Service) -> usize {
    match service {
        Service::Bunny => 20,
        Service::Ovhcloud => 50,
        Service::Keycdn | Service::Scaleway | Service::Gcore => 100,
    }
}

/// Purges, and tells how many requests it took.
///
/// # Errors
/// When the service cannot be reached or refuses.
pub fn purge(purge: &Purge, scope: &Scope, base: &str, key: &Key, agent: &Agent) -> anyhow::Result<usize> {
    if *scope == Scope::Addresses(Vec::new()) {
        return Ok(0);
    }
    let name = purge.service.name();
    let key = match purge.service {
        Service::Ovhcloud => Key(token(purge, key, agent)?),
        _ => key.clone(),
    };
    let calls = calls(purge, scope, base, &key)?;
    for call in &calls {
        let answer = send(call, &format!("cannot purge the cache of {name}"), agent)?;
        if !answer.status.is_success() {
            let help = match answer.status.as_u16() {
                401 | 403 => "; check OSIER_PURGE_KEY, and that the key may purge",
                404 => "; check `zone` of `purge` in osier.toml",
                _ => "",
            };
            bail!("{name} answers {}{help}", answer.status);
        }
    }
    Ok(calls.len())
}

/// The key of a service. It is never shown.
#[derive(Clone)]
pub struct Key(pub String);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

impl Service {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Keycdn => "KeyCDN",
            Self::Bunny => "Bunny",
            Self::Scaleway => "Scaleway Edge Services",
            Self::Gcore => "Gcore",
            Self::Ovhcloud => "OVHcloud",
        }
    }

    fn endpoint(self) -> &'static str {
        match self {
            Self::Keycdn => "https://api.keycdn.com",
            Self::Bunny => "https://api.bunny.net",
            Self::Scaleway => "https://api.scaleway.com",
            Self::Gcore => "https://api.gcore.com",
            Self::Ovhcloud => "https://eu.api.ovh.com",
        }
    }
}

/// One request.
struct Call {
    method: Method,
    url: String,
    /// The header that holds the key.
    key: (&'static str, String),
    content_type: &'static str,
    body: String,
}

fn send(call: &Call, what: &str, agent: &Agent) -> anyhow::Result<super::target::Answer> {
    let body = (!call.body.is_empty()).then(|| Body::Bytes(call.body.as_bytes().into()));
    agent.send(what, body.as_ref(), &|| {
        let mut request = Request::builder().method(&call.method).uri(&call.url).header("accept", "application/json");
        if !call.key.0.is_empty() {
            request = request.header(call.key.0, &call.key.1);
        }
        if !call.body.is_empty() {
            request = request.header("content-type", call.content_type).header("content-length", call.body.len());
        } else if call.method == Method::POST {
            request = request.header("content-length", 0);
        }
        request.body(()).context("the key of OSIER_PURGE_KEY holds a character that no key has")
    })
}

fn calls(purge: &Purge, scope: &Scope, base: &str, key: &Key) -> anyhow::Result<Vec<Call>> {
    let (zone, endpoint) = (&purge.zone, purge.endpoint.as_deref().unwrap_or(purge.service.endpoint()));
    let call = |method: Method, path: String, key: (&'static str, String), body: Option<serde_json::Value>| Call {
        method,
        url: format!("{endpoint}{path}"),
        key,
        content_type: "application/json",
        body: body.map(|body| body.to_string()).unwrap_or_default(),
    };
    let origin = origin(base)?;
    // The path of an address, as most services want it.
    let path = |address: &String| address.strip_prefix(&origin).unwrap_or(address).to_owned();
    Ok(match (purge.service, scope) {
        (Service::Keycdn, scope) => {
            let key = ("authorization", format!("Basic {}", STANDARD.encode(format!("{}:", key.0))));
            vec![match scope {
                Scope::All => call(Method::GET, format!("/zones/purge/{zone}.json"), key, None),
                // Without the scheme.
                Scope::Addresses(all) => {
                    let bare = |one: &String| one.split_once("://").map_or(one.clone(), |(_, bare)| bare.to_owned());
                    let urls: Vec<String> = all.iter().map(bare).collect();
                    call(Method::DELETE, format!("/zones/purgeurl/{zone}.json"), key, Some(json!({ "urls": urls })))
                }
            }]
        }
        (Service::Bunny, Scope::All) => {
            vec![call(Method::POST, format!("/pullzone/{zone}/purgeCache"), ("accesskey", key.0.clone()), None)]
        }
        (Service::Bunny, Scope::Addresses(all)) => {
            // `exactPath`: what ends with a slash is that page, and not all below it.
            let one = |address: &String| {
                let url = utf8_percent_encode(address, NON_ALPHANUMERIC);
                call(Method::POST, format!("/purge?url={url}&exactPath=true"), ("accesskey", key.0.clone()), None)
            };
            all.iter().map(one).collect()
        }
        (Service::Scaleway, scope) => {
            let body = match scope {
                Scope::All => json!({ "pipeline_id": zone, "all": true }),
                Scope::Addresses(all) => {
                    json!({ "pipeline_id": zone, "assets": all.iter().map(path).collect::<Vec<_>>() })
                }
            };
            let target = "/edge-services/v1beta1/purge-requests".to_owned();
            vec![call(Method::POST, target, ("x-auth-token", key.0.clone()), Some(body))]
        }
        (Service::Gcore, scope) => {
            let body = match scope {
                Scope::All => json!({ "paths": ["/*"] }),
                Scope::Addresses(all) => json!({ "urls": all.iter().map(path).collect::<Vec<_>>() }),
            };
            let key = ("authorization", format!("apikey {}", key.0));
            vec![call(Method::POST, format!("/cdn/resources/{zone}/purge"), key, Some(body))]
        }
        (Service::Ovhcloud, scope) => {
            let host = origin.split_once("://").map_or(origin.as_str(), |(_, host)| host);
            let pattern = match scope {
                Scope::All => "^/".to_owned(),
                Scope::Addresses(all) => {
                    format!("^({})$", all.iter().map(|one| literal(&path(one))).collect::<Vec<_>>().join("|"))
                }
            };
            let target = format!("/v1/hosting/web/{zone}/cdn/domain/{host}/purge");
            let key = ("authorization", format!("Bearer {}", key.0));
            vec![call(Method::POST, target, key, Some(json!({ "pattern": pattern, "patternType": "regex" })))]
        }
    })
}

/// The scheme and the host of an address.
fn origin(base: &str) -> anyhow::Result<String> {
    let url = url::Url::parse(base).with_context(|| format!("`{base}` is not an address"))?;
    Ok(url.origin().ascii_serialization())
}

/// A path as a regular expression that says itself.
fn literal(path: &str) -> String {
    path.chars().fold(String::new(), |mut out, c| {
        if !c.is_ascii_alphanumeric() && !matches!(c, '/' | '-' | '_' | '%') {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

/// A token of `OVHcloud` for a service account: its identifier and its secret, with a colon between them (RFC 6749,
/// 4.4).
fn token(purge: &Purge, key: &Key, agent: &Agent) -> anyhow::Result<String> {
    let (id, secret) = key
        .0
        .split_once(':')
        .context("OSIER_PURGE_KEY for OVHcloud is the identifier of a service account, a colon, and its secret")?;
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let endpoint = gives_tokens(purge.endpoint.as_deref().unwrap_or(purge.service.endpoint()));
    let call = Call {
        method: Method::POST,
        url: format!("{endpoint}/auth/oauth2/token"),
        key: ("", String::new()),
        content_type: "application/x-www-form-urlencoded",
        body: format!(
            "grant_type=client_credentials&client_id={}&client_secret={}&scope=all",
            encode(id),
            encode(secret)
        ),
    };
    let answer = send(&call, "cannot ask OVHcloud for a token", agent)?;
    let token = serde_json::from_slice::<serde_json::Value>(&answer.body).ok();
    let token = token.as_ref().and_then(|value| value.get("access_token")).and_then(|token| token.as_str());
    match token {
        Some(token) if answer.status.is_success() => Ok(token.to_owned()),
        _ => bail!("OVHcloud gives no token ({}); check OSIER_PURGE_KEY", answer.status),
    }
}

/// Where `OVHcloud` gives tokens for an API: each of its regions has another host for them. One that is not known is
/// taken to give its own.
fn gives_tokens(endpoint: &str) -> &str {
    match endpoint {
        "https://eu.api.ovh.com" => "https://www.ovh.com",
        "https://ca.api.ovh.com" => "https://ca.ovh.com",
        "https://api.us.ovhcloud.com" => "https://us.ovhcloud.com",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_region_of_ovhcloud_has_a_host_that_gives_tokens() {
        assert_eq!(gives_tokens(Service::Ovhcloud.endpoint()), "https://www.ovh.com");
        assert_eq!(gives_tokens("https://ca.api.ovh.com"), "https://ca.ovh.com");
        assert_eq!(gives_tokens("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
    }
}
