//! Values as bytes, between programs of one version: no names, no versions, no self-description.
//!
//! Made to take little code in the page. Reading never stops half way: what is damaged is noted in the [`Reader`], the
//! rest is read as zeros, and the whole is refused at the end. So reading a type needs no way out at each of its fields,
//! with all that was read so far to be dropped there. Numbers are little-endian and of full width; lists begin with their
//! length.
//!
//! ```
//! use funnel_bytes::Bytes;
//!
//! #[derive(Bytes, Debug, PartialEq)]
//! enum Wish {
//!     Nothing,
//!     Some { what: String, worth: Option<f64> },
//! }
//!
//! let wish = Wish::Some { what: "leads".to_owned(), worth: Some(120.0) };
//! let bytes = funnel_bytes::write(&wish);
//! assert_eq!(funnel_bytes::read(&bytes), Some(wish));
//! assert_eq!(funnel_bytes::read::<Wish>(&bytes[1..]), None);
//! ```

extern crate self as funnel_bytes;

use std::collections::BTreeMap;

pub use funnel_bytes_derive::Bytes;

/// What can be written as bytes. To be derived.
pub trait Bytes: Sized {
    /// Appends it.
    fn write(&self, to: &mut Vec<u8>);

    /// Reads one. Where that is impossible, [`Reader::is_whole`] says so afterwards and what is returned means nothing.
    fn read(from: &mut Reader<'_>) -> Self;
}

/// The value as bytes.
#[must_use]
pub fn write<T: Bytes>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.write(&mut bytes);
    bytes
}

/// The value in these bytes; nothing where they are of another type, cut short or too long.
#[must_use]
pub fn read<T: Bytes>(bytes: &[u8]) -> Option<T> {
    let mut reader = Reader { rest: bytes, damaged: false };
    let value = T::read(&mut reader);
    reader.is_whole().then_some(value)
}

/// Bytes being read.
pub struct Reader<'a> {
    rest: &'a [u8],
    damaged: bool,
}

impl<'a> Reader<'a> {
    /// Whether all was there, made sense, and nothing is left.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.damaged && self.rest.is_empty()
    }

    /// The number of a variant, of so many; used by the derive macro.
    #[must_use]
    pub fn variant(&mut self, count: u8) -> u8 {
        let variant = u8::read(self);
        if variant >= count {
            self.fail();
        }
        variant
    }

    fn fail(&mut self) {
        (self.rest, self.damaged) = (&[], true);
    }

    fn take(&mut self, count: usize) -> &'a [u8] {
        match self.rest.split_at_checked(count) {
            Some((taken, rest)) => {
                self.rest = rest;
                taken
            }
            None => {
                self.fail();
                &[]
            }
        }
    }

    fn array<const N: usize>(&mut self) -> [u8; N] {
        self.take(N).try_into().unwrap_or([0; N])
    }

    /// The length of a list. Each of its items takes a byte at least, so that damage cannot ask for all of the memory.
    fn length(&mut self) -> usize {
        let length = u32::read(self) as usize;
        if length > self.rest.len() {
            self.fail();
            return 0;
        }
        length
    }
}

fn write_length(length: usize, to: &mut Vec<u8>) {
    // More than 4 billion items fit into no page; the reader would refuse them as too long.
    u32::try_from(length).unwrap_or(u32::MAX).write(to);
}

macro_rules! numbers {
    ($($type:ty)*) => {
        $(impl Bytes for $type {
            fn write(&self, to: &mut Vec<u8>) {
                to.extend_from_slice(&self.to_le_bytes());
            }

            fn read(from: &mut Reader<'_>) -> Self {
                Self::from_le_bytes(from.array())
            }
        })*
    };
}

numbers!(u8 u16 u32 u64 i32 i64 i128 f32 f64);

impl Bytes for usize {
    fn write(&self, to: &mut Vec<u8>) {
        (*self as u64).write(to);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        Self::try_from(u64::read(from)).unwrap_or_else(|_| {
            from.fail();
            0
        })
    }
}

impl Bytes for bool {
    fn write(&self, to: &mut Vec<u8>) {
        to.push(u8::from(*self));
    }

    fn read(from: &mut Reader<'_>) -> Self {
        from.variant(2) == 1
    }
}

impl Bytes for String {
    fn write(&self, to: &mut Vec<u8>) {
        write_length(self.len(), to);
        to.extend_from_slice(self.as_bytes());
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let length = from.length();
        match std::str::from_utf8(from.take(length)) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                from.fail();
                Self::new()
            }
        }
    }
}

impl<T: Bytes> Bytes for Option<T> {
    fn write(&self, to: &mut Vec<u8>) {
        to.push(u8::from(self.is_some()));
        if let Some(value) = self {
            value.write(to);
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        if from.variant(2) == 1 { Some(T::read(from)) } else { None }
    }
}

impl<T: Bytes> Bytes for Box<T> {
    fn write(&self, to: &mut Vec<u8>) {
        (**self).write(to);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        Self::new(T::read(from))
    }
}

impl<T: Bytes> Bytes for Vec<T> {
    fn write(&self, to: &mut Vec<u8>) {
        write_length(self.len(), to);
        for item in self {
            item.write(to);
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let length = from.length();
        let mut items = Self::new();
        for _ in 0..length {
            items.push(T::read(from));
        }
        items
    }
}

impl<T: Bytes, const N: usize> Bytes for [T; N] {
    fn write(&self, to: &mut Vec<u8>) {
        for item in self {
            item.write(to);
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        std::array::from_fn(|_| T::read(from))
    }
}

impl<A: Bytes, B: Bytes> Bytes for (A, B) {
    fn write(&self, to: &mut Vec<u8>) {
        self.0.write(to);
        self.1.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let first = A::read(from);
        (first, B::read(from))
    }
}

impl<K: Bytes + Ord, V: Bytes> Bytes for BTreeMap<K, V> {
    fn write(&self, to: &mut Vec<u8>) {
        write_length(self.len(), to);
        for (key, value) in self {
            key.write(to);
            value.write(to);
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let length = from.length();
        let mut map = Self::new();
        for _ in 0..length {
            let key = K::read(from);
            map.insert(key, V::read(from));
        }
        map
    }
}

#[cfg(test)]
mod tests;
