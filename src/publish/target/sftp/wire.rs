//! The words of SFTP, version 3 (draft-ietf-secsh-filexfer-02), with the extensions of OpenSSH that replace a file in
//! one step. Requests of several threads share one connection: a thread reads the answers and hands each to who waits
//! for it.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Read, Write};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::packet::{Answer, Kind, failure, number, packet, status, string, text};

/// Bytes of a file in one packet: what every server takes (draft, 3).
const PIECE: usize = 32 << 10;
/// Bytes of a file that are asked for at once: those of OpenSSH give as many, others what they like.
const ASKED: u32 = 255 << 10;
/// How many packets of a file are on the way at once, so that a far server is not waited for after each.
const WINDOW: usize = 32;

/// `posix-rename@openssh.com`: a renaming that replaces what is there.
const RENAME: &str = "posix-rename@openssh.com";
/// `hardlink@openssh.com`.
const LINK: &str = "hardlink@openssh.com";

type Waiting = Arc<Mutex<Option<BTreeMap<u32, Sender<Vec<u8>>>>>>;

/// A connection.
pub(super) struct Wire {
    to: Mutex<(Box<dyn Write + Send>, u32)>,
    waiting: Waiting,
    extensions: Vec<String>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Wire {
    /// Greets the server. `from` is read by a thread that ends with it.
    pub(super) fn greet(mut from: impl Read + Send + 'static, mut to: impl Write + Send + 'static) -> io::Result<Self> {
        to.write_all(&[0, 0, 0, 5, 1, 0, 0, 0, 3])?;
        to.flush()?;
        let hello = packet(&mut from)?;
        let mut hello = Answer::new(&hello);
        if hello.byte()? != 2 || hello.number()? < 3 {
            return Err(io::Error::other("the server speaks no SFTP, or an old one"));
        }
        let mut extensions = Vec::new();
        while !hello.is_empty() {
            extensions.push(hello.string()?);
            hello.bytes()?;
        }
        let waiting: Waiting = Arc::new(Mutex::new(Some(BTreeMap::new())));
        let theirs = Arc::clone(&waiting);
        std::thread::spawn(move || {
            while let Ok(packet) = packet(&mut from) {
                let Some(id) = packet.get(1..5).and_then(|id| id.try_into().ok()).map(u32::from_be_bytes) else {
                    break;
                };
                let to = lock(&theirs).as_mut().and_then(|waiting| waiting.remove(&id));
                // Nobody waits any more for the answers of a file that could not be written whole.
                let _ = to.map(|to| to.send(packet));
            }
            // Whoever waits is told that there is no answer.
            lock(&theirs).take();
        });
        Ok(Self { to: Mutex::new((Box::new(to), 0)), waiting, extensions })
    }

    /// Whether files can be replaced in one step, and linked.
    pub(super) fn is_able(&self) -> bool {
        [RENAME, LINK].iter().all(|name| self.extensions.iter().any(|one| one == name))
    }

    fn send(&self, kind: u8, content: &[u8]) -> io::Result<Receiver<Vec<u8>>> {
        let (sender, receiver) = mpsc::channel();
        let mut to = lock(&self.to);
        to.1 = to.1.wrapping_add(1);
        let id = to.1;
        lock(&self.waiting).as_mut().ok_or_else(cut)?.insert(id, sender);
        let length = u32::try_from(content.len() + 5).map_err(|_| ErrorKind::InvalidInput)?;
        let head = [&length.to_be_bytes()[..], &[kind], &id.to_be_bytes()].concat();
        to.0.write_all(&[&head[..], content].concat())?;
        to.0.flush()?;
        Ok(receiver)
    }

    /// Asks and waits: the kind of the answer and what follows its number.
    fn ask(&self, kind: u8, content: &[u8]) -> io::Result<(u8, Vec<u8>)> {
        answer(&self.send(kind, content)?)
    }

    fn done(&self, kind: u8, content: &[u8]) -> io::Result<()> {
        self.ask(kind, content).and_then(|(kind, rest)| status(kind, &rest))
    }

    fn opened(&self, kind: u8, content: &[u8]) -> io::Result<Vec<u8>> {
        let (kind, rest) = self.ask(kind, content)?;
        if kind != 102 {
            return Err(failure(kind, &rest));
        }
        Ok(Answer::new(&rest).bytes()?.to_vec())
    }

    /// What is at a path, itself and not where it leads; nothing when nothing is there.
    pub(super) fn look(&self, path: &str) -> io::Result<Option<Kind>> {
        match self.ask(7, &text(path))? {
            (105, rest) => Ok(Some(Answer::new(&rest).attributes()?)),
            (kind, rest) => match failure(kind, &rest) {
                error if error.kind() == ErrorKind::NotFound => Ok(None),
                error => Err(error),
            },
        }
    }

    /// The content of a file.
    pub(super) fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        self.each_piece(path, &mut |piece| all.extend_from_slice(piece))?;
        Ok(all)
    }

    /// Gives each piece of a file in turn.
    pub(super) fn each_piece(&self, path: &str, take: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        // SSH_FXF_READ, and no attributes.
        let handle = self.opened(3, &[text(path), number(1), number(0)].concat())?;
        let mut at = 0_u64;
        let read = loop {
            let content = [string(&handle), at.to_be_bytes().to_vec(), number(ASKED)].concat();
            match self.ask(5, &content) {
                Ok((103, rest)) => match Answer::new(&rest).bytes() {
                    Ok([]) => break Ok(()),
                    // A server may give less than was asked for.
                    Ok(piece) => {
                        take(piece);
                        at += piece.len() as u64;
                    }
                    Err(error) => break Err(error),
                },
                Ok((kind, rest)) => match failure(kind, &rest) {
                    error if error.kind() == ErrorKind::UnexpectedEof => break Ok(()),
                    error => break Err(error),
                },
                Err(error) => break Err(error),
            }
        };
        let closed = self.done(4, &string(&handle));
        read.and(closed)
    }

    /// Writes a file that is not there yet.
    pub(super) fn write(&self, path: &str, from: &mut dyn Read) -> io::Result<()> {
        // SSH_FXF_WRITE, CREAT and EXCL, and no attributes: the server's own mask decides who may read.
        let handle = self.opened(3, &[text(path), number(0x2a), number(0)].concat())?;
        let written = self.pieces(&handle, from);
        let closed = self.done(4, &string(&handle));
        written.and(closed)
    }

    fn pieces(&self, handle: &[u8], from: &mut dyn Read) -> io::Result<()> {
        let (mut at, mut piece) = (0_u64, vec![0; PIECE]);
        let mut sent = std::collections::VecDeque::new();
        loop {
            let read = match from.read(&mut piece) {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                read => read?,
            };
            if read > 0 {
                let content = [string(handle), at.to_be_bytes().to_vec(), string(&piece[..read])].concat();
                sent.push_back(self.send(6, &content)?);
                at += read as u64;
            }
            while sent.len() > if read > 0 { WINDOW } else { 0 } {
                let Some(first) = sent.pop_front() else { break };
                answer(&first).and_then(|(kind, rest)| status(kind, &rest))?;
            }
            if read == 0 {
                return Ok(());
            }
        }
    }

    /// The names in a folder, with what each is.
    pub(super) fn names(&self, path: &str) -> io::Result<Vec<(String, Kind)>> {
        let handle = self.opened(11, &text(path))?;
        let mut names = Vec::new();
        let listed = loop {
            match self.ask(12, &string(&handle)) {
                Ok((104, rest)) => {
                    if let Err(error) = Answer::new(&rest).names(&mut names) {
                        break Err(error);
                    }
                }
                Ok((kind, rest)) => match failure(kind, &rest) {
                    error if error.kind() == ErrorKind::UnexpectedEof => break Ok(()),
                    error => break Err(error),
                },
                Err(error) => break Err(error),
            }
        };
        let closed = self.done(4, &string(&handle));
        listed.and(closed)?;
        names.retain(|(name, _)| name != "." && name != "..");
        Ok(names)
    }

    /// How many requests were made.
    pub(super) fn requests(&self) -> usize {
        lock(&self.to).1 as usize
    }

    /// Where a link leads, as it is written.
    pub(super) fn leads(&self, path: &str) -> io::Result<String> {
        let (kind, rest) = self.ask(19, &text(path))?;
        if kind != 104 {
            return Err(failure(kind, &rest));
        }
        let mut answer = Answer::new(&rest);
        answer.number()?;
        answer.string()
    }

    pub(super) fn remove(&self, path: &str) -> io::Result<()> {
        self.done(13, &text(path))
    }

    pub(super) fn make_folder(&self, path: &str) -> io::Result<()> {
        self.done(14, &[text(path), number(0)].concat())
    }

    pub(super) fn remove_folder(&self, path: &str) -> io::Result<()> {
        self.done(15, &text(path))
    }

    /// Renames, in place of what is there.
    pub(super) fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.done(200, &[text(RENAME), text(from), text(to)].concat())
    }

    /// Gives a file a second name, which must not be there yet.
    pub(super) fn link(&self, from: &str, to: &str) -> io::Result<()> {
        self.done(200, &[text(LINK), text(from), text(to)].concat())
    }

    /// Makes `path` a link to `leads`. OpenSSH has the two the other way round than the draft (its PROTOCOL, 4.1), and
    /// others do as it does.
    pub(super) fn point(&self, leads: &str, path: &str) -> io::Result<()> {
        self.done(20, &[text(leads), text(path)].concat())
    }
}

fn answer(receiver: &Receiver<Vec<u8>>) -> io::Result<(u8, Vec<u8>)> {
    let packet = receiver.recv().map_err(|_| cut())?;
    let mut answer = Answer::new(&packet);
    let kind = answer.byte()?;
    answer.number()?;
    Ok((kind, answer.rest().to_vec()))
}

fn cut() -> io::Error {
    io::Error::new(ErrorKind::ConnectionAborted, "the connection was cut; run the command again, it goes on")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_greeting_of_a_shell_is_no_sftp() {
        let error = Wire::greet(&b"Welcome to the server!"[..], io::sink()).map(|_| ()).expect_err("no SFTP");
        assert!(error.to_string().contains("greeting"), "{error}");
    }

    #[test]
    fn a_cut_connection_is_told_to_who_waits() {
        let wire = Wire::greet(&[0, 0, 0, 5, 2, 0, 0, 0, 3][..], io::sink()).expect("a greeting");
        assert!(!wire.is_able());
        assert_eq!(wire.look("a").expect_err("cut").kind(), ErrorKind::ConnectionAborted);
    }
}
