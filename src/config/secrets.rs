//! Secrets that were written in `osier.toml`, a file that is shared: they are told, and neither kept nor shown.

use std::ops::Range;

use crate::data::{Table, Value, recover_toml};
use crate::finding::{Finding, Place, SourcePath, rules};

/// Words of keys that hold secrets.
const SECRET: &[&str] = &["secret", "password", "passphrase", "token", "access_key", "key_id", "api_key", "credential"];

/// The beginning of the keys that tell where a site is sent to: those of such a name hold secrets.
const PUBLISH: &str = "publish.";

/// The ends of those that hold an address, with a scheme or none.
const ADDRESSES: &[&str] = &[".endpoint", ".host", ".url"];

/// What stands for a character of a secret.
const HIDDEN: u8 = b'*';

/// Takes the secrets out of addresses, and tells of each: what is made of the configuration holds none.
pub(super) fn take_out(table: &mut Table, path: &SourcePath) -> Vec<Finding> {
    let mut findings = Vec::new();
    each(table, "", &mut |key, span, value| {
        let Value::Text(address) = value else { return };
        let Some(secret) = credentials(key, address) else { return };
        let after = address[secret.end..].trim_start_matches('@').to_owned();
        address.replace_range(secret.start.., &after);
        let message = format!("`{key}` would put a secret in a file that is shared");
        let help = "take out what stands before the `@`, and have the password changed if the file was shared: `osier \
                    publish --help` names the variables of the environment that hold secrets";
        findings.push(Finding::new(&rules::CONFIG_INVALID, Place::at(path, span), message).help(help));
    });
    findings
}

/// The text of a configuration as it may be shown, every place in it being the same: of each value that holds a secret
/// nothing is left but the length.
pub fn masked(text: &str) -> String {
    let (node, _) = recover_toml(text);
    let mut bytes = text.as_bytes().to_vec();
    if let Value::Table(mut table) = node.value {
        each(&mut table, "", &mut |key, span, value| {
            let is_named = key.strip_prefix(PUBLISH).is_some_and(|names| names.split('.').any(is_word));
            if is_named || matches!(value, Value::Text(text) if credentials(key, text).is_some()) {
                // Lines stay lines.
                bytes[span].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = HIDDEN);
            }
        });
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// Whether a key has the name of a secret.
pub(super) fn is_word(key: &str) -> bool {
    let key = key.to_ascii_lowercase().replace('-', "_");
    SECRET.iter().any(|word| key.contains(word))
}

/// Calls `f` with each value that is no table: its key after those of the tables it is in, its place.
fn each(table: &mut Table, above: &str, f: &mut dyn FnMut(&str, Range<usize>, &mut Value)) {
    for entry in &mut table.0 {
        let key = if above.is_empty() { entry.key.clone() } else { format!("{above}.{}", entry.key) };
        of_value(&key, entry.node.span.clone(), &mut entry.node.value, f);
    }
}

fn of_value(key: &str, span: Range<usize>, value: &mut Value, f: &mut dyn FnMut(&str, Range<usize>, &mut Value)) {
    match value {
        Value::Table(table) => each(table, key, f),
        Value::List(nodes) => {
            for node in nodes {
                of_value(key, node.span.clone(), &mut node.value, f);
            }
        }
        value => f(key, span, value),
    }
}

/// Who asks and with which password, in an address: the bytes before its `@` (RFC 3986, 3.2.1).
fn credentials(key: &str, address: &str) -> Option<Range<usize>> {
    let is_of_site = key == "base_url" || key.starts_with(PUBLISH) && ADDRESSES.iter().any(|end| key.ends_with(end));
    let start = match address.find("://") {
        Some(at) => at + "://".len(),
        None if is_of_site => 0,
        None => return None,
    };
    let rest = &address[start..];
    let authority = &rest[..rest.find(|c: char| c.is_whitespace() || "/?#".contains(c)).unwrap_or(rest.len())];
    let user = match authority.rfind('@') {
        Some(at) => &authority[..at],
        None if is_of_site && !ends_with_port(authority) => &rest[..rest.rfind('@')?],
        None => return None,
    };
    // Without a password it may be only a name, as in `ssh://git@example.org`.
    let is_secret = user.contains(':') || (is_of_site && start > 0);
    is_secret.then_some(start..start + user.len())
}

/// Whether what follows a colon can be a port: what cannot is a password that a sign such as `/` has cut.
fn ends_with_port(authority: &str) -> bool {
    let port = authority.rsplit_once(':').map_or("", |(_, port)| port);
    port.bytes().all(|byte| byte.is_ascii_digit()) || port.ends_with(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let path = SourcePath::new("osier.toml");
        let (config, findings) = crate::config::parse(&path, text);
        let all = format!("{config:?}{findings:?}{}", masked(text));
        assert!(!all.contains("qzq") && !all.contains("xjx"), "{all}");
        let told = findings.iter().map(|finding| finding.message.clone());
        told.filter(|message| message.contains("put a secret")).collect()
    }

    #[test]
    fn a_password_in_an_address_is_told_and_not_shown() {
        for (text, key) in [
            ("base_url = \"https://u:qzqdexjx@x.org\"", "base_url"),
            ("base_url = \"https://qzqdexjx@x.org\"", "base_url"),
            ("base_url = \"https://u:qzq/de#xjx@x.org/a\"", "base_url"),
            ("base_url = \"https://u:qzq@xjx@x.org/a\"", "base_url"),
            ("base_url = \"u:qzqdexjx@x.org\"", "base_url"),
            ("base_url = \"\"\"\nhttps://u:qzq\\\n  xjx@x.org\"\"\"", "base_url"),
            (
                "[publish.p]\nkind = \"s3\"\nendpoint = \"https://u:qzqdexjx@x.org\"\nbucket = \"b\"",
                "publish.p.endpoint",
            ),
            ("[publish.p]\nkind = \"sftp\"\npath = \"/a\"\nhost = \"u:qzqdexjx@x.org\"", "publish.p.host"),
            ("publish.p = { kind = \"sftp\", path = 1, host = \"u:qzqdexjx@x.org\", x = 1 }", "publish.p.host"),
            ("[[menus]]\nurl = \"ftp://u:qzqdexjx@x.org/a\"", "menus.url"),
            ("description = \"voir https://u:qzqdexjx@x.org ici\"", "description"),
        ] {
            assert_eq!(told(text), [format!("`{key}` would put a secret in a file that is shared")], "{text}");
        }
        let key = "[publish.p]\nkind = \"s3\"\nprovider = \"scaleway\"\nbucket = \"b\"\nsecret_key = \"qzqdexjx\"";
        assert_eq!(told(key), ["`secret_key` would put a secret in a file that is shared"]);
    }

    #[test]
    fn other_addresses_are_left_as_they_are() {
        for text in [
            "base_url = \"https://x.org:8080/a/@b\"",
            "[organization]\nsame_as = [\"https://social.example/@us\", \"mailto:us@x.org\", \"ssh://git@x.org/a\"]",
            "[publish.p]\nkind = \"sftp\"\npath = \"/a:b\"\nhost = \"x.org\"",
            "[theme]\ntoken = \"blue\"",
        ] {
            assert_eq!((told(text), masked(text)), (Vec::new(), text.to_owned()));
        }
    }
}
