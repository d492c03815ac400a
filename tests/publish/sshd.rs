//! A server of SSH of one's own: its port, its key, the one key it lets in, all in a folder that goes with it.

use std::fs;
use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use osier::publish::target::Host;
use tempfile::TempDir;

/// Where systems have the server.
const SSHD: &str = "/usr/sbin/sshd";

pub(crate) struct Sshd {
    child: Child,
    pub(crate) folder: TempDir,
    pub(crate) port: u16,
    pub(crate) key: String,
}

impl Sshd {
    /// Starts a server; nothing, with a word, where there is no OpenSSH.
    pub(crate) fn start() -> Option<Self> {
        if ![SSHD, "/usr/bin/ssh", "/usr/bin/ssh-keygen"].iter().all(|program| Path::new(program).exists()) {
            skipped("publishing by SFTP: OpenSSH is not installed");
            return None;
        }
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        for name in ["host", "user", "other"] {
            let made =
                Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(path(name)).status();
            assert!(made.expect("ssh-keygen").success());
        }
        fs::copy(path("user.pub"), path("authorized")).expect("a key");
        // Run by root, the server wants this folder; by others it does without.
        let _ = fs::create_dir_all("/run/sshd");
        let port = free_port();
        let config = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {0}/host\nAuthorizedKeysFile {0}/authorized\nPidFile none\n\
             StrictModes no\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
             MaxStartups 100\nSubsystem sftp internal-sftp\n",
            folder.path().display()
        );
        fs::write(path("config"), config).expect("a configuration");
        let mut command = Command::new(SSHD);
        command.args(["-D", "-f"]).arg(path("config")).arg("-E").arg(path("log"));
        let child = command.stdin(Stdio::null()).spawn().expect("sshd");
        wait_for(port);
        let key = fs::read_to_string(path("host.pub")).expect("a key");
        let key = key.split(' ').take(2).collect::<Vec<_>>().join(" ");
        Some(Self { child, folder, port, key })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn host(&self) -> Host {
        Host {
            name: "127.0.0.1".to_owned(),
            port: Some(self.port),
            user: None,
            key: Some(self.key.clone()),
            identity: Some(self.path("user")),
        }
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Says that something was not tried, as a test that passes in silence would be taken for one that was run.
pub(crate) fn skipped(what: &str) {
    // Not by `eprintln!`, which is kept from who runs the tests when they pass.
    let _ = writeln!(std::io::stderr(), "SKIPPED: {what}");
}

/// A port of loopback that nobody has.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port()
}

/// Waits until someone listens.
pub(crate) fn wait_for(port: u16) {
    let end = Instant::now() + Duration::from_secs(30);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < end, "nobody listens to port {port}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
