//! Bytes that a record has beside it: in a pack they stay on the disk until somebody wants them, and those that were
//! put there are let go of.

use std::cell::RefCell;
use std::fmt;
use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard};

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Key;
use super::note::Opened;
use super::word::{attach, attached_at};

/// Bytes beside a record: in memory when they are made, on the disk once the record is kept there.
#[derive(Clone)]
pub struct Attached(Arc<Bytes>);

struct Bytes {
    length: usize,
    digest: OnceLock<Key>,
    at: RwLock<At>,
}

enum At {
    Memory(Arc<[u8]>),
    Pack(Extent),
}

/// Where bytes are in a pack. They were what they should be when the record was read or written, or are in a pack that
/// is noted to be whole.
struct Extent {
    file: Arc<Opened>,
    at: u64,
    /// Whether they could not be read once: then they never can, so that nobody goes on with what another had to leave.
    is_lost: AtomicBool,
}

/// Where attached bytes begin among those of their segment, how many they are, and their hash.
type Piece = (u64, u64, [u8; blake3::OUT_LEN]);

impl Attached {
    /// How many bytes.
    pub fn len(&self) -> usize {
        self.0.length
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Their hash, taken once.
    pub fn digest(&self) -> Key {
        *self.0.digest.get_or_init(|| match &*self.at() {
            At::Memory(bytes) => blake3::hash(bytes),
            At::Pack(_) => unreachable!("what is in a pack has its hash"),
        })
    }

    /// The bytes.
    ///
    /// # Errors
    /// When the disk cannot be read, or does not hold any more what was written there.
    pub fn read(&self) -> io::Result<Arc<[u8]>> {
        match &*self.at() {
            At::Memory(bytes) => Ok(Arc::clone(bytes)),
            At::Pack(extent) => extent.read(self.0.length, &self.digest()),
        }
    }

    /// Whether they could not be read once.
    pub fn is_lost(&self) -> bool {
        matches!(&*self.at(), At::Pack(extent) if extent.is_lost.load(Ordering::Relaxed))
    }

    /// Lets go of the bytes, which stand in a file from `at` on.
    pub(super) fn let_go(&self, file: &Arc<Opened>, at: u64) {
        self.digest();
        let extent = Extent { file: Arc::clone(file), at, is_lost: AtomicBool::new(false) };
        *self.0.at.write().unwrap_or_else(PoisonError::into_inner) = At::Pack(extent);
    }

    fn at(&self) -> RwLockReadGuard<'_, At> {
        self.0.at.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Extent {
    fn read(&self, length: usize, digest: &Key) -> io::Result<Arc<[u8]>> {
        let mut bytes: Arc<[u8]> = std::iter::repeat_n(0, length).collect();
        let room = Arc::get_mut(&mut bytes).expect("nobody else has it yet");
        let read = read_at(&self.file.file, room, self.at);
        let is_lost = self.is_lost.load(Ordering::Relaxed) || read.is_err() || blake3::hash(&bytes) != *digest;
        if is_lost {
            self.is_lost.store(true, Ordering::Relaxed);
            self.file.spoil();
            return Err(read.err().unwrap_or_else(|| io::ErrorKind::InvalidData.into()));
        }
        Ok(bytes)
    }
}

impl From<Arc<[u8]>> for Attached {
    fn from(bytes: Arc<[u8]>) -> Self {
        Self(Arc::new(Bytes { length: bytes.len(), digest: OnceLock::new(), at: At::Memory(bytes).into() }))
    }
}

impl From<String> for Attached {
    fn from(text: String) -> Self {
        Self::from(Arc::<[u8]>::from(text.into_bytes()))
    }
}

impl fmt::Debug for Attached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Attached").field(&self.len()).finish()
    }
}

impl Serialize for Attached {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = self.read().map_err(S::Error::custom)?;
        let piece: Piece = (attach(self, bytes), self.len() as u64, *self.digest().as_bytes());
        piece.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Attached {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        thread_local! {
            static BUFFER: RefCell<Vec<u8>> = RefCell::default();
        }
        let (from, length, digest) = Piece::deserialize(deserializer)?;
        let digest = Key::from_bytes(digest);
        let is_short = || D::Error::custom("the pack is too short");
        let (file, at) = attached_at(from, length).ok_or_else(is_short)?;
        let length = usize::try_from(length).map_err(D::Error::custom)?;
        // What is wrong now is made again; later it would be too late.
        if !file.is_noted {
            BUFFER.with_borrow_mut(|bytes| {
                bytes.resize(length, 0);
                read_at(&file.file, bytes, at).map_err(D::Error::custom)?;
                if blake3::hash(bytes) == digest { Ok(()) } else { Err(D::Error::custom("the pack is spoiled")) }
            })?;
        }
        let extent = Extent { file, at, is_lost: AtomicBool::new(false) };
        Ok(Self(Arc::new(Bytes { length, digest: digest.into(), at: At::Pack(extent).into() })))
    }
}

/// Reads as many bytes as there is room for, from this one on.
pub(super) fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::FileExt::read_exact_at(file, bytes, at);
    #[cfg(windows)]
    {
        let mut read = 0;
        while read < bytes.len() {
            match std::os::windows::fs::FileExt::seek_read(file, &mut bytes[read..], at + read as u64)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                more => read += more,
            }
        }
        Ok(())
    }
}
