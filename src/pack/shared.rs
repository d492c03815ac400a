//! What many records repeat, of any form: kept once in memory, and once in each part of a pack.

use std::any::Any;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::de::{DeserializeOwned, Error as _};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::word::{rank_of_met, rank_of_new, thing};

/// A thing that many others share. In a pack its rank among the things of a segment stands for it; anywhere else it is
/// itself.
pub struct Shared<T>(Arc<T>);

impl<T> Shared<T> {
    /// Whether both are one in memory. Equal ones need not be.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> From<T> for Shared<T> {
    fn from(one: T) -> Self {
        Self(Arc::new(one))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        self.is(other) || *self.0 == *other.0
    }
}

impl<T: Default> Default for Shared<T> {
    fn default() -> Self {
        Self::from(T::default())
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<T: Serialize + Send + Sync + 'static> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return self.0.serialize(serializer);
        }
        if let Some(rank) = rank_of_met(&self.0) {
            return serializer.serialize_u32(rank);
        }
        let bytes = postcard::to_allocvec(&*self.0).map_err(S::Error::custom)?;
        serializer.serialize_u32(rank_of_new(&self.0, &bytes))
    }
}

impl<'de, T: DeserializeOwned + Send + Sync + 'static> Deserialize<'de> for Shared<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return T::deserialize(deserializer).map(Self::from);
        }
        let rank = u32::deserialize(deserializer)?;
        thing(rank, Thing::get).ok_or_else(|| D::Error::custom("no such thing"))?.map_err(D::Error::custom)
    }
}

/// A thing as it was read, and what it is once it was asked for.
#[derive(Debug)]
pub(super) struct Thing {
    bytes: Box<[u8]>,
    made: OnceLock<Arc<dyn Any + Send + Sync>>,
}

impl Thing {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { bytes: bytes.into(), made: OnceLock::new() }
    }

    fn get<T: DeserializeOwned + Send + Sync + 'static>(&self) -> postcard::Result<Shared<T>> {
        if let Some(made) = self.made.get().and_then(|made| Arc::clone(made).downcast().ok()) {
            return Ok(Shared(made));
        }
        let made: Arc<T> = Arc::new(postcard::from_bytes(&self.bytes)?);
        // Two things of other types may have the same bytes: the first is the one that is shared.
        let _ = self.made.set(made.clone());
        Ok(Shared(made))
    }
}
