//! What is told of mistakes in osier.toml and in the environment, to people who do not know what a socket is.

use std::time::Duration;

use osier::publish::target::{Credentials, Patience, S3, Target as _};

use super::recorder::Recorder;
use super::{free_port, osier};
use crate::fixture;

/// What reading from a bucket of this endpoint comes to.
fn trouble(endpoint: &str) -> String {
    let patience = Patience { tries: 2, base: Duration::from_millis(1), ..Patience::default() };
    let credentials = Credentials { id: "key".to_owned(), secret: "secret".to_owned() };
    let bucket = S3::new(endpoint, "fr-par", "www.example.org", &credentials, patience).expect("a bucket");
    format!("{:#}", bucket.get("index.html").expect_err("nobody is there"))
}

#[test]
fn a_host_that_is_not_there_is_named() {
    let text = trouble("http://nowhere.invalid");
    assert!(
        text.starts_with("no server is known by the name `nowhere.invalid` (tried 2 times); check its address"),
        "{text}"
    );
    let port = free_port();
    let text = trouble(&format!("http://127.0.0.1:{port}"));
    assert!(text.starts_with(&format!("no server answers at `127.0.0.1:{port}` (tried 2 times); check")), "{text}");
}

#[test]
fn a_bucket_that_is_not_there_is_named() {
    let answer = "<?xml version=\"1.0\"?><Error><Code>NoSuchBucket</Code><Message>It is not there</Message></Error>";
    let recorder = Recorder::start(|_| (404, Vec::new(), answer.into()));
    let text = trouble(&recorder.url);
    assert!(text.starts_with("there is no bucket `www.example.org` at 127.0.0.1: create it"), "{text}");
}

#[test]
fn a_target_or_a_secret_that_is_missing_is_told_before_anything_is_sent() {
    let site = fixture::site(&[("content/fr/_index.md", "+++\ntitle = \"Home\"\n+++\nHello.\n")]);
    let expect = |targets: &str, arguments: &[&str], environment: &[(&str, &str)], expected: &str| {
        fixture::put(&site.path().join("osier.toml"), format!("{}\n{targets}", fixture::CONFIG));
        let ran = osier(site.path(), arguments, environment);
        let text = String::from_utf8(ran.stderr).expect("text");
        assert!(ran.status.code() == Some(2) && text.contains(expected), "{text}");
    };
    let one = "[publish.production]\nkind = \"s3\"\nprovider = \"scaleway\"\nbucket = \"b\"\n";
    let two = &format!("{one}[publish.faculty]\nkind = \"sftp\"\nhost = \"127.0.0.1\"\npath = \"/srv/www\"\n");
    expect("", &["publish"], &[], "osier.toml does not say where to publish: add `[publish.production]`");
    expect(two, &["releases"], &[], "several targets: say which, as in `--to production`; it has production, faculty");
    expect(two, &["publish", "--to", "prod"], &[], "no `[publish.prod]`: its targets are production, faculty");
    let secret = "a secret is missing: set the environment variable OSIER_S3_KEY_ID or AWS_ACCESS_KEY_ID";
    expect(one, &["publish"], &[], secret);
    let key = "cannot read the file of the private key, /nowhere/key, which OSIER_SFTP_KEY names";
    expect(two, &["publish", "--to", "faculty"], &[("OSIER_SFTP_KEY", "/nowhere/key")], key);
}
