//! Where the tags of a page come from, packed: a page has hundreds of tags, and somebody asks for a few of them, if
//! any.
//!
//! Three columns stand one after the other: how far each tag is from the one before, the marks, the spans. Numbers are
//! written in groups of seven bits, the lowest first (LEB128), spans from where the one before begins.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::origin::Origin;
use crate::load::marks::Mark;

/// The origins of a page, in the order of its tags. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origins(Arc<[u8]>);

/// The bytes of the count, and of the length of the first column.
const HEAD: usize = 2 * size_of::<u32>();
/// The bytes of a mark.
const MARK: usize = size_of::<Mark>();
/// What stands for no mark.
const NONE: Mark = Mark::MAX;

impl Origins {
    /// These origins, in the order of their tags.
    pub fn new(all: &[Origin]) -> Self {
        let mut bytes = Vec::with_capacity(HEAD + 8 * all.len());
        bytes.extend((all.len() as u32).to_le_bytes());
        bytes.extend(0_u32.to_le_bytes());
        let mut before = 0;
        for origin in all {
            put(&mut bytes, origin.at.wrapping_sub(before));
            before = origin.at;
        }
        let length = (bytes.len() - HEAD) as u32;
        bytes[HEAD / 2..HEAD].copy_from_slice(&length.to_le_bytes());
        bytes.extend(all.iter().flat_map(|origin| origin.mark.unwrap_or(NONE).to_le_bytes()));
        let mut before = 0;
        for Range { start, end } in all.iter().map(|origin| origin.span.clone()) {
            put(&mut bytes, folded(start.wrapping_sub(before).cast_signed()));
            put(&mut bytes, end.wrapping_sub(start));
            before = start;
        }
        Self(bytes.into())
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Origin> {
        let spans = self.spans();
        self.places().zip(self.marks()).zip(spans).map(|((at, mark), span)| Origin { at, mark, span })
    }

    /// Their marks alone.
    pub fn marks(&self) -> impl Iterator<Item = Option<Mark>> {
        let (marks, _) = self.columns().1.as_chunks::<MARK>();
        marks.iter().map(|mark| Some(Mark::from_le_bytes(*mark)).filter(|mark| *mark != NONE))
    }

    /// The origin of what is at a byte of the page: that of the last tag begun there.
    pub fn at(&self, byte: usize) -> Option<Origin> {
        let (rank, at) = self.places().take_while(|at| *at as usize <= byte).enumerate().last()?;
        Some(Origin { at, mark: self.marks().nth(rank)?, span: self.spans().nth(rank)? })
    }

    /// The columns: of places, of marks, of spans.
    fn columns(&self) -> (&[u8], &[u8], &[u8]) {
        let number = |at: usize| {
            let bytes = self.0.get(at..at + size_of::<u32>()).and_then(|bytes| bytes.try_into().ok());
            bytes.map_or(0, u32::from_le_bytes) as usize
        };
        let (count, length) = (number(0), number(HEAD / 2));
        let rest = self.0.get(HEAD..).unwrap_or_default();
        let (places, rest) = rest.split_at_checked(length).unwrap_or_default();
        let (marks, spans) = rest.split_at_checked(MARK * count).unwrap_or_default();
        (places, marks, spans)
    }

    fn places(&self) -> impl Iterator<Item = u32> {
        let mut bytes = self.columns().0;
        let mut at = 0_u32;
        std::iter::from_fn(move || {
            at = at.wrapping_add(take(&mut bytes)?);
            Some(at)
        })
    }

    fn spans(&self) -> impl Iterator<Item = Range<u32>> {
        let mut bytes = self.columns().2;
        let mut start = 0_u32;
        std::iter::from_fn(move || {
            start = start.wrapping_add(unfolded(take(&mut bytes)?).cast_unsigned());
            let length = take(&mut bytes)?;
            Some(start..start.wrapping_add(length))
        })
    }
}

/// Numbers near zero, of either sign, as small ones without.
fn folded(number: i32) -> u32 {
    (number << 1 ^ number >> 31).cast_unsigned()
}

fn unfolded(number: u32) -> i32 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

fn put(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// The number that some bytes begin with.
fn take(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0;
    for shift in (0..u32::BITS).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(*byte & 0x7F) << shift;
        if *byte < 0x80 {
            break;
        }
    }
    Some(number)
}

impl Serialize for Origins {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Origins {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&[u8]>::deserialize(deserializer).map(|bytes| Self(bytes.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_found_again() {
        let origin = |at, mark, span| Origin { at, mark, span };
        let all = [
            origin(0, None, 0..0),
            origin(127, Some(0), 900..1_000),
            origin(255, Some(NONE - 1), 5..300),
            origin(20_000, None, 5..5),
            origin(u32::MAX, Some(3), 0..u32::MAX),
        ];
        for count in 0..=all.len() {
            let packed = Origins::new(&all[..count]);
            assert_eq!(packed.iter().collect::<Vec<_>>(), all[..count]);
            assert!(packed.marks().eq(all[..count].iter().map(|origin| origin.mark)));
            for (rank, one) in all[..count].iter().enumerate() {
                assert_eq!(packed.at(one.at as usize).as_ref(), Some(one));
                let before = (one.at as usize).checked_sub(1).and_then(|byte| packed.at(byte));
                assert_eq!(before.as_ref(), rank.checked_sub(1).map(|before| &all[before]));
            }
            let written = postcard::to_allocvec(&packed).expect("bytes");
            assert_eq!(postcard::from_bytes::<Origins>(&written).expect("bytes"), packed);
        }
        assert!(Origins::new(&[]).at(9).is_none());
    }

    #[test]
    fn what_is_cut_off_is_no_origin() {
        let whole = Origins::new(&[Origin { at: 300, mark: None, span: 7..900 }]);
        for length in 0..whole.0.len() {
            let cut = Origins(whole.0[..length].into());
            assert_eq!((cut.iter().count(), cut.at(300)), (0, None), "{length}");
        }
    }
}
