//! Packets of SFTP: how they are read from a server, and what their fields say.

use std::io::{self, ErrorKind, Read};

/// The longest answer that is believed: servers send 256 KiB at most.
const LONGEST: usize = 1 << 20;

/// What a path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    Link,
    Other,
}

/// The next packet of a server, without its length.
pub(super) fn packet(from: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_be_bytes(length) as usize;
    if length > LONGEST {
        // What a server's shell prints before it speaks SFTP is taken for a length.
        return Err(io::Error::other("the server does not speak SFTP: its shell may print a greeting"));
    }
    let mut packet = vec![0; length];
    from.read_exact(&mut packet)?;
    Ok(packet)
}

pub(super) fn status(kind: u8, rest: &[u8]) -> io::Result<()> {
    if kind == 101 && Answer(rest).number()? == 0 { Ok(()) } else { Err(failure(kind, rest)) }
}

/// The error that a status tells.
pub(super) fn failure(kind: u8, rest: &[u8]) -> io::Error {
    let mut answer = Answer(rest);
    let code = if kind == 101 { answer.number().ok() } else { None };
    let kind = match code {
        Some(1) => ErrorKind::UnexpectedEof,
        Some(2) => ErrorKind::NotFound,
        Some(3) => ErrorKind::PermissionDenied,
        Some(8) => ErrorKind::Unsupported,
        _ => ErrorKind::Other,
    };
    let told: String = answer.string().unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect();
    io::Error::new(kind, if told.is_empty() { "the server does not say why".to_owned() } else { told })
}

pub(super) fn number(number: u32) -> Vec<u8> {
    number.to_be_bytes().to_vec()
}

pub(super) fn string(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u32).to_be_bytes()[..], bytes].concat()
}

pub(super) fn text(text: &str) -> Vec<u8> {
    string(text.as_bytes())
}

/// What is left to read of an answer.
pub(super) struct Answer<'a>(&'a [u8]);

impl<'a> Answer<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// What has not been read.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn take(&mut self, count: usize) -> io::Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(ErrorKind::InvalidData)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn byte(&mut self) -> io::Result<u8> {
        Ok(self.take(1)?[0])
    }

    pub(super) fn number(&mut self) -> io::Result<u32> {
        let bytes = self.take(4)?.try_into().map_err(|_| ErrorKind::InvalidData)?;
        Ok(u32::from_be_bytes(bytes))
    }

    pub(super) fn bytes(&mut self) -> io::Result<&'a [u8]> {
        let length = self.number()? as usize;
        self.take(length)
    }

    pub(super) fn string(&mut self) -> io::Result<String> {
        self.bytes().map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    /// Attributes, of which the type is told (draft, 5).
    pub(super) fn attributes(&mut self) -> io::Result<Kind> {
        let flags = self.number()?;
        let mut mode = 0;
        if flags & 1 != 0 {
            self.take(8)?;
        }
        if flags & 2 != 0 {
            self.take(8)?;
        }
        if flags & 4 != 0 {
            mode = self.number()?;
        }
        if flags & 8 != 0 {
            self.take(8)?;
        }
        if flags & 0x8000_0000 != 0 {
            for _ in 0..self.number()? {
                self.bytes()?;
                self.bytes()?;
            }
        }
        Ok(match mode & 0o170_000 {
            0o100_000 => Kind::File,
            0o040_000 => Kind::Folder,
            0o120_000 => Kind::Link,
            _ => Kind::Other,
        })
    }

    pub(super) fn names(&mut self, names: &mut Vec<(String, Kind)>) -> io::Result<()> {
        for _ in 0..self.number()? {
            let name = self.string()?;
            self.bytes()?;
            names.push((name, self.attributes()?));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_that_end_too_soon_are_errors() {
        let whole = [0, 0, 0, 1, 0, 0, 0, 1, b'a', 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0x81, 0xa4];
        for length in 0..=whole.len() {
            let mut names = Vec::new();
            let read = Answer(&whole[..length]).names(&mut names);
            assert_eq!(read.is_ok(), length == whole.len());
        }
        let mut names = Vec::new();
        Answer(&whole).names(&mut names).expect("names");
        assert_eq!(names, [("a".to_owned(), Kind::File)]);
    }
}
