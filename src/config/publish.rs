//! `[publish.NAME]`: where the site is sent to. Secrets are never here: they come from the environment.

use super::purge::{self, Purge};
use super::secrets;
use crate::data::{Entry, Reader, Value};

/// A place the site is published to.
///
/// ```toml
/// [publish.production]
/// kind = "s3"
/// provider = "deuxfleurs"
/// bucket = "www.example.org"
///
/// [publish.faculty]
/// kind = "sftp"
/// host = "www.example.org"
/// path = "/srv/www/site"
/// host_key = "ssh-ed25519 AAAAC3Nza…"
/// releases = true
///
/// [publish.staging]
/// kind = "folder"
/// path = "/srv/www/staging"
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The name between `publish.` and `]`.
    pub name: String,
    /// `kind`, and what each kind needs.
    pub kind: Kind,
    /// `grace_days`: how many days a file whose name holds its hash stays once no page asks for it; 7 by default.
    pub grace_days: u32,
    /// `keep`: how many former releases `osier rollback` can return to; 5 by default.
    pub keep: usize,
    /// `max_deletes`: how many files a publication may take away without being asked twice; 256 by default.
    pub max_deletes: usize,
    /// `parallel`: how many files are sent at once, from 1 to 64; 8 by default.
    pub parallel: usize,
    /// `url`: where readers find what is published there; `base_url` otherwise.
    pub url: Option<String>,
    /// `verify`: whether a few addresses of `url` are asked for after a publication, and what they answer held against
    /// what was sent; yes by default, but for a folder without `url`.
    pub verify: bool,
    /// `[publish.NAME.purge]`.
    pub purge: Option<Purge>,
}

/// What a destination is.
///
/// `git-pages` takes nothing else: the site is published where `url` of the target leads, or `base_url`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `folder`: a folder of this machine.
    Folder {
        /// `path`: absolute, or relative to the site.
        path: String,
    },
    /// `s3`: object storage that speaks S3.
    S3 {
        /// `endpoint`, or that of `provider` and `region`.
        endpoint: String,
        /// `region`, which signatures hold.
        region: String,
        /// `bucket`.
        bucket: String,
        /// `compress`: how texts are kept, `gz` or `br`; as they are by default. Object storage gives everybody what it
        /// has: every browser reads both (`br` over HTTPS only), other programs may not.
        compress: Option<&'static str>,
    },
    /// `sftp`: a folder of a server that is reached by SSH.
    Sftp {
        /// `host`: the name of the server, or that of a `Host` of `~/.ssh/config`.
        host: String,
        /// `port`; what `ssh` takes otherwise.
        port: Option<u16>,
        /// `user`; what `ssh` takes otherwise.
        user: Option<String>,
        /// `path`: absolute, or below the home of the user.
        path: String,
        /// `host_key`: the key that the server must show, `ssh-ed25519 AAAA…`; one that `ssh` knows otherwise.
        host_key: Option<String>,
        /// `releases`: whether the site is the link `current` of the folder, which is flipped once a release is whole,
        /// and not the folder itself; no by default.
        releases: bool,
    },
    /// `git-pages`: a server that takes a site as one archive, such as Codeberg's.
    GitPages,
}

/// Hosts by name: endpoint with `{}` for the region, and the region when none is given.
///
/// Sources: the documentation of each host, and the list of providers of rclone 1.71.
const PROVIDERS: &[(&str, &str, &str)] = &[
    ("deuxfleurs", "https://garage.deuxfleurs.fr", "garage"),
    ("scaleway", "https://s3.{}.scw.cloud", "fr-par"),
    ("ovhcloud", "https://s3.{}.io.cloud.ovh.net", "gra"),
    ("infomaniak", "https://s3.pub1.infomaniak.cloud", "dc3-a"),
    ("exoscale", "https://sos-{}.exo.io", "ch-gva-2"),
    ("clever-cloud", "https://cellar-c2.services.clever-cloud.com", "default"),
];

/// What a destination can be.
const KINDS: &[&str] = &["folder", "s3", "sftp", "git-pages"];

/// Reads every `[publish.NAME]`, in the order of the file.
pub(super) fn read(reader: &Reader<'_>) -> Vec<Destination> {
    reader.named("publish").iter().filter_map(|entry| destination(reader, entry)).collect()
}

fn destination(reader: &Reader<'_>, entry: &Entry) -> Option<Destination> {
    let Value::Table(table) = &entry.node.value else {
        return reader.wrong(&entry.key, &entry.node, "a table, `[publish.NAME]`");
    };
    let fields = reader.of(table);
    refuse_secrets(&fields);
    let kind = match fields.choice("kind", KINDS) {
        Some("folder") => needed(&fields, entry, "path", "path = \"/srv/www/site\"").map(|path| Kind::Folder { path }),
        Some("sftp") => sftp(&fields, entry),
        Some("git-pages") => Some(Kind::GitPages),
        Some(_) => s3(&fields, entry),
        None if fields.node("kind").is_none() => {
            missing(&fields, entry, "kind", "kind = \"s3\", \"sftp\", \"git-pages\" or \"folder\"")
        }
        None => None,
    };
    let parallel = fields.count_within("parallel", 1..=64).unwrap_or(8);
    let url = fields.text("url").filter(|url| {
        if !is_web(url)
            && let Some(node) = fields.node("url")
        {
            fields.report(
                node.span.clone(),
                format!("`{}` is not a web address", url.escape_debug()),
                "write `https://…`",
            );
        }
        is_web(url)
    });
    let verify = fields.bool("verify");
    let purge = purge::read(&fields, entry);
    let destination = kind.map(|kind| Destination {
        name: entry.key.clone(),
        grace_days: fields.count_within("grace_days", 0..=3650).map_or(7, |days| days as u32),
        keep: fields.count("keep").unwrap_or(5),
        max_deletes: fields.count("max_deletes").unwrap_or(256),
        parallel,
        verify: verify.unwrap_or(url.is_some() || !matches!(kind, Kind::Folder { .. })),
        url,
        purge,
        kind,
    });
    // Keys of the other kinds are known, so that a fault of `kind` is told once.
    if destination.is_some() {
        fields.finish();
    }
    destination
}

fn is_web(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

fn s3(fields: &Reader<'_>, entry: &Entry) -> Option<Kind> {
    let names: Vec<&'static str> = PROVIDERS.iter().map(|(name, ..)| *name).collect();
    let provider = match fields.node("provider") {
        Some(_) => Some(fields.choice("provider", &names)?),
        None => None,
    };
    let preset = PROVIDERS.iter().find(|(name, ..)| Some(*name) == provider);
    let region = fields.text("region").or_else(|| preset.map(|(.., region)| (*region).to_owned()));
    let endpoint = match (fields.text("endpoint"), preset) {
        (Some(endpoint), _) => endpoint,
        (None, Some((_, endpoint, _))) => endpoint.replace("{}", region.as_deref().unwrap_or_default()),
        (None, None) => return missing(fields, entry, "provider", &format!("provider = one of {}", names.join(", "))),
    };
    if !is_web(&endpoint) {
        let span = fields.node("endpoint").or(fields.node("region")).map_or(entry.span.clone(), |n| n.span.clone());
        fields.report(span, format!("`{endpoint}` is not a web address"), "write `https://s3.example.org`");
        return None;
    }
    let bucket = needed(fields, entry, "bucket", "bucket = \"www.example.org\"")?;
    if bucket.is_empty() || !bucket.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)) {
        let span = fields.node("bucket").map_or(entry.span.clone(), |node| node.span.clone());
        fields.report(span, format!("`{bucket}` is not a name of a bucket"), "it holds letters, digits, `-` and `.`");
        return None;
    }
    let compress = fields.choice("compress", &["gz", "br"]);
    Some(Kind::S3 { endpoint, region: region.unwrap_or_else(|| "us-east-1".to_owned()), bucket, compress })
}

fn sftp(fields: &Reader<'_>, entry: &Entry) -> Option<Kind> {
    let host = needed(fields, entry, "host", "host = \"www.example.org\"")?;
    let path = needed(fields, entry, "path", "path = \"/srv/www/site\"")?;
    let user = fields.text("user");
    let host_key = fields.text("host_key");
    let port = fields.count_within("port", 1..=65535);
    let releases = fields.bool("releases").unwrap_or_default();
    let wrong = |key: &'static str, message: String, help: &str| {
        let span = fields.node(key).map_or(entry.span.clone(), |node| node.span.clone());
        fields.report(span, message, help);
    };
    // Nothing that ssh could take for an option.
    let is_name = |name: &str| {
        !name.is_empty()
            && !name.starts_with('-')
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._:".contains(&b))
    };
    let shown = |text: &str| text.escape_debug().to_string();
    let mut is_sound = true;
    for (key, name) in [("host", Some(&host)), ("user", user.as_ref())] {
        if let Some(name) = name.filter(|name| !is_name(name)) {
            wrong(key, format!("`{}` is not a name of a {key}", shown(name)), "it holds letters, digits, `-` and `.`");
            is_sound = false;
        }
    }
    if path.trim_end_matches('/').is_empty() || path.starts_with('~') || path.chars().any(char::is_control) {
        wrong(
            "path",
            format!("`{}` is not a folder of the server", shown(&path)),
            "write it from `/`, or from the home",
        );
        is_sound = false;
    }
    if let Some(key) = host_key.as_ref().filter(|key| !is_host_key(key)) {
        let help = "write the type and the key, as `ssh-keyscan HOST` prints them after the name: `ssh-ed25519 AAAA…`";
        wrong("host_key", format!("`{}` is not a key of a server", shown(key)), help);
        is_sound = false;
    }
    is_sound &= port.is_some() || fields.node("port").is_none();
    let port = port.map(|port| port as u16);
    is_sound.then_some(Kind::Sftp { host, port, user, path, host_key, releases })
}

/// A type and a key in base 64 (OpenSSH, sshd(8), `SSH_KNOWN_HOSTS` FILE FORMAT).
fn is_host_key(text: &str) -> bool {
    let Some((kind, key)) = text.split_once(' ') else { return false };
    let is_kind = ["ssh-", "ecdsa-", "sk-"].iter().any(|start| kind.starts_with(start));
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
    is_kind && kind.bytes().all(|byte| byte.is_ascii_graphic()) && key.starts_with("AAAA") && key.bytes().all(is_base64)
}

fn needed(fields: &Reader<'_>, entry: &Entry, key: &'static str, example: &str) -> Option<String> {
    if fields.node(key).is_none() {
        return missing(fields, entry, key, example);
    }
    fields.text(key)
}

fn missing<T>(fields: &Reader<'_>, entry: &Entry, key: &str, example: &str) -> Option<T> {
    let message = format!("`[publish.{}]` has no `{key}`", entry.key);
    fields.report(entry.span.clone(), message, format!("write `{example}`"));
    None
}

/// A key of a secret is told as such, so that it is taken out of the file and not only misspelt.
pub(super) fn refuse_secrets(fields: &Reader<'_>) {
    for entry in fields.entries().iter().filter(|entry| secrets::is_word(&entry.key)) {
        fields.refuse(
            entry,
            format!("`{}` would put a secret in a file that is shared", entry.key),
            "take it out, have the secret changed if the file was shared, and give it in the environment: `osier \
             publish --help` names the variables",
        );
    }
}
