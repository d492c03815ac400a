//! What a request is for: which host, and which delivered path.

use percent_encoding::percent_decode_str;

/// The hosts that always mean this machine.
const LOCAL: &[&str] = &["localhost", "127.0.0.1", "[::1]"];

/// Whether `authority`, the value of a Host header, is this preview under one of the names it answers to: this
/// machine's, or one of `names`. The port is not looked at: it is a tunnel's, or ours.
pub fn is_known(authority: &str, names: &[String]) -> bool {
    let host = host(authority);
    LOCAL.iter().copied().chain(names.iter().map(String::as_str)).any(|name| host.eq_ignore_ascii_case(name))
}

/// A Host header without its port.
fn host(authority: &str) -> &str {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => (host, port),
        _ => (authority, ""),
    };
    if port.bytes().all(|byte| byte.is_ascii_digit()) { host } else { authority }
}

/// The path of a request, decoded once; nothing for one that could mean more than a delivered path.
///
/// Nothing is joined to it, and delivered paths hold no such segment: this only refuses early what has no good meaning.
pub fn decode(path: &str) -> Option<String> {
    let path = percent_decode_str(path).decode_utf8().ok()?.into_owned();
    let odd = path.contains(['\\', '\0']) || path.chars().any(char::is_control);
    let climbs = path.split('/').any(|segment| segment == "." || segment == "..");
    (path.starts_with('/') && !odd && !climbs).then_some(path)
}

/// The value of `name` in a query, decoded.
pub fn value(query: &str, name: &str) -> Option<String> {
    url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_and_named_hosts_are_known() {
        let names = ["preview.example.org".to_owned()];
        for good in ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:8080", "[::1]", "preview.example.org:443"] {
            assert!(is_known(good, &names), "{good}");
        }
        for bad in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "localhost:80@evil",
            "::1",
            "127.0.0.2",
        ] {
            assert!(!is_known(bad, &names), "{bad}");
        }
    }

    #[test]
    fn a_path_is_decoded_once_and_climbs_nowhere() {
        assert_eq!(decode("/fr/%C3%A9t%C3%A9/").as_deref(), Some("/fr/été/"));
        assert_eq!(decode("/%252e%252e/").as_deref(), Some("/%2e%2e/"), "once");
        for bad in [
            "/../x",
            "/a/%2e%2e/x",
            "/%2E./x",
            "/a/..%2fx",
            "/..%5cx",
            "/a\\b",
            "/%00",
            "/./x",
            "x",
            "/%ff",
            "/a%0d%0ab",
        ] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }
}
