//! The system's own `ssh`, so that its configuration, its agent and the keys of hosts that it knows hold here too.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use anyhow::Context as _;

use super::wire::Wire;

/// Where a server is and who asks.
#[derive(Clone, Debug, Default)]
pub struct Host {
    /// Its name, or that of a `Host` of `~/.ssh/config`.
    pub name: String,
    /// The port; that of the configuration of ssh otherwise.
    pub port: Option<u16>,
    /// The user; that of the configuration of ssh otherwise.
    pub user: Option<String>,
    /// The server's key, `ssh-ed25519 AAAA…`; otherwise the key must be one that ssh knows.
    pub key: Option<String>,
    /// The file of the private key that shows who asks; otherwise those of the agent and of the configuration of ssh.
    pub identity: Option<PathBuf>,
}

/// A running `ssh`, which ends with this.
#[derive(Debug)]
pub(super) struct Ssh(Child);

impl Drop for Ssh {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Connects. The key of the server is always checked, and nothing is asked of a person.
pub(super) fn connect(host: &Host) -> anyhow::Result<(Ssh, Wire)> {
    let pinned = host.key.as_deref().map(Pinned::new).transpose().context("cannot write the key of the server")?;
    let mut command = Command::new("ssh");
    command.args(["-oBatchMode=yes", "-oStrictHostKeyChecking=yes", "-oConnectTimeout=20"]);
    command.args(["-oServerAliveInterval=15", "-oServerAliveCountMax=4", "-oForwardAgent=no", "-oForwardX11=no"]);
    command.arg("-oClearAllForwardings=yes");
    if let Some(pinned) = &pinned {
        // The key is looked for under a name of its own, whatever the address and the port are.
        let file = format!("-oUserKnownHostsFile=\"{}\"", pinned.0.display());
        command.args(["-oGlobalKnownHostsFile=none", "-oHostKeyAlias=osier", "-oUpdateHostKeys=no", &file]);
    }
    if let Some(identity) = &host.identity {
        command.args(["-oIdentitiesOnly=yes", "-i"]).arg(identity);
    }
    if let Some(port) = host.port {
        command.arg(format!("-p{port}"));
    }
    if let Some(user) = &host.user {
        command.arg(format!("-l{user}"));
    }
    command.args(["-s", "--", &host.name, "sftp"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().context("cannot run `ssh`, which publishes by SFTP: install OpenSSH's client")?;
    let mut ssh = Ssh(child);
    let (Some(to), Some(from)) = (ssh.0.stdin.take(), ssh.0.stdout.take()) else { anyhow::bail!("ssh has no input") };
    let (said, reader) = listen(&mut ssh.0);
    match Wire::greet(from, to) {
        Ok(wire) => Ok((ssh, wire)),
        Err(error) => {
            let _ = ssh.0.kill();
            let _ = reader.map(JoinHandle::join);
            let said = said.lock().unwrap_or_else(PoisonError::into_inner).clone();
            Err(refused(host, &said, &error))
        }
    }
}

/// What ssh says, read as it comes so that it never waits for us.
fn listen(child: &mut Child) -> (Arc<Mutex<String>>, Option<JoinHandle<()>>) {
    let said = Arc::new(Mutex::new(String::new()));
    let ours = Arc::clone(&said);
    let reader = child.stderr.take().map(|mut from| {
        std::thread::spawn(move || {
            let mut piece = [0; 1024];
            while let Ok(read @ 1..) = from.read(&mut piece) {
                let mut said = ours.lock().unwrap_or_else(PoisonError::into_inner);
                if said.len() < 8192 {
                    said.push_str(&String::from_utf8_lossy(&piece[..read]));
                }
            }
        })
    });
    (said, reader)
}

fn refused(host: &Host, said: &str, error: &io::Error) -> anyhow::Error {
    let help = if said.contains("verification failed") || said.contains("IDENTIFICATION HAS CHANGED") {
        "the server has another key than the one that is known, or its key is not known: ask who runs it for its key, and \
         write it as `host_key = \"ssh-ed25519 AAAA…\"`"
    } else if said.contains("UNPROTECTED PRIVATE KEY") {
        "others on this machine can read the file of the private key, and ssh refuses it: run `chmod 600` on that file"
    } else if said.contains("Load key") {
        "the file of OSIER_SFTP_KEY is not a private key: give the one without `.pub`, whole, with its last line break"
    } else if said.contains("ermission denied") {
        "the server lets none of your keys in: ask who runs it to add yours, and give the file of the private key in \
         OSIER_SFTP_KEY; a key with a passphrase is to be added to ssh-agent instead, with `ssh-add`"
    } else if said.contains("resolve") {
        "check `host` in osier.toml"
    } else {
        "check `host`, `port` and `user` in osier.toml, and that `sftp` to the server works"
    };
    let last: String = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().trim().to_owned();
    let last: String = last.chars().filter(|c| !c.is_control()).collect();
    let told = if last.is_empty() { error.to_string() } else { last };
    anyhow::anyhow!("cannot connect to {}: {told}; {help}", host.name)
}

/// A file with the key of the server and no other, which is taken away once the server has shown its key.
#[derive(Debug)]
struct Pinned(PathBuf);

impl Pinned {
    fn new(key: &str) -> io::Result<Self> {
        let random = std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), 0);
        let path = std::env::temp_dir().join(format!("osier-host-{}-{random:016x}", std::process::id()));
        let mut file = create(&path)?;
        let pinned = Self(path);
        writeln!(file, "osier {key}")?;
        Ok(pinned)
    }
}

/// A new file, so that nobody else may have put one there.
fn create(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new().write(true).create_new(true).open(path)
}

impl Drop for Pinned {
    fn drop(&mut self) {
        #[expect(clippy::disallowed_methods, reason = "the file is this module's own")]
        let _ = fs::remove_file(&self.0);
    }
}
