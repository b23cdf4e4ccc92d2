//! Packs a Wasm module, and texts after it, tighter than Brotli does.
//!
//! A file that is opened from a disk can bring its own unpacker, and on a stick or in a mail bytes count for more than the
//! seconds that unpacking takes. So this is a mixture of contexts, as in Mahoney's PAQ: many models foretell each bit, each
//! from another part of what came before (`contexts`, whose numbers are in `slots`; `repeats`); their forecasts are mixed by
//! weights that are learnt on the way (`mixer`, `second`), and an arithmetic coder spends on each bit what it was worth
//! (`coder`). What such programs do not know and this one does is where an instruction begins, what its operands are and
//! what it finds on the stack (`walk`): worth more than a tenth.
//!
//! Packing and unpacking foretell alike, so both take the same time, and both are the same code: additions,
//! multiplications and tables, in one order, which give the same bits natively and in every browser.

mod coder;
mod contexts;
pub mod file;
mod mixer;
mod model;
#[cfg(all(feature = "unpacker", target_family = "wasm"))]
mod page;
mod repeats;
mod second;
mod sizes;
mod slots;
mod stack;
mod tables;
pub mod text;
mod walk;

use coder::{Reader, Writer};
use model::Model;

/// Bytes that tell how long the bare module is.
const HEAD: usize = 4;

/// Packs `bytes`, of which the first `module` are a Wasm module.
#[must_use]
pub fn pack(bytes: &[u8], module: usize) -> Vec<u8> {
    let (module, rest) = bytes.split_at(module.min(bytes.len()));
    // What is no module, or not as it should be, is packed as text.
    let bare = sizes::bare(module);
    let length = bare.as_ref().map_or(0, Vec::len);
    let bytes = [bare.as_deref().unwrap_or(module), rest].concat();
    let mut model = Model::new(bytes.len(), length);
    let mut writer = Writer::after((length as u32).to_le_bytes().to_vec());
    for byte in bytes {
        let mut code = 1_u32;
        for place in (0..8).rev() {
            let bit = u32::from(byte >> place) & 1;
            writer.bit(bit, model.foretell(code));
            model.learn(bit);
            code = code << 1 | bit;
        }
        model.end(byte);
    }
    writer.end()
}

/// What was packed, which came from `length` bytes with so long a module.
#[must_use]
pub fn unpack(packed: &[u8], module: usize, length: usize) -> Vec<u8> {
    let mut unpacker = Unpacker::new(packed, module, length);
    unpacker.go_on(usize::MAX);
    unpacker.end()
}

/// Unpacks a part at a time.
pub struct Unpacker<'a> {
    reader: Reader<'a>,
    model: Model,
    bytes: Vec<u8>,
    /// Bytes in all, and of the bare module: 0 when there is none.
    all: usize,
    bare: usize,
    length: usize,
}

impl<'a> Unpacker<'a> {
    /// As for [`unpack`].
    #[must_use]
    pub fn new(packed: &'a [u8], module: usize, length: usize) -> Self {
        let (head, packed) = packed.split_first_chunk().unwrap_or((&[0; HEAD], packed));
        let module = module.min(length);
        let bare = (u32::from_le_bytes(*head) as usize).min(module);
        let all = length - if bare == 0 { 0 } else { module - bare };
        let (reader, model) = (Reader::new(packed), Model::new(all, bare));
        Self { reader, model, bytes: Vec::with_capacity(all), all, bare, length }
    }

    /// Unpacks so many bytes more, and says how much of all there is now: from 0 to 1.
    pub fn go_on(&mut self, bytes: usize) -> f64 {
        for _ in 0..bytes.min(self.all - self.bytes.len()) {
            let mut code = 1_u32;
            while code < 256 {
                let bit = self.reader.bit(self.model.foretell(code));
                self.model.learn(bit);
                code = code << 1 | bit;
            }
            self.bytes.push(code as u8);
            self.model.end(code as u8);
        }
        if self.all == 0 { 1.0 } else { self.bytes.len() as f64 / self.all as f64 }
    }

    /// All that was packed, once all is there.
    #[must_use]
    pub fn end(self) -> Vec<u8> {
        let (bare, rest) = self.bytes.split_at(self.bare.min(self.bytes.len()));
        let mut bytes = [&sizes::restored(bare), rest].concat();
        // Damaged, it may come to more or less.
        bytes.resize(self.length, 0);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn survives(bytes: &[u8], module: usize) -> usize {
        let packed = pack(bytes, module);
        assert!(unpack(&packed, module, bytes.len()) == bytes);
        packed.len()
    }

    #[test]
    fn text_shrinks_and_comes_back() {
        let text = include_bytes!("lib.rs");
        assert!(survives(text, 0) < text.len() / 2);
        assert!(survives(&[7; 4000], 0) < 60);
        survives(&[], 0);
    }

    #[test]
    fn what_calls_itself_a_module_need_not_be_one() {
        let start = b"\0asm\x01\0\0\0\x0a\xff\xff\xff\xff\x0f\x02\x05\x00\x0e\xff\xff\xff\xff\xff\x01";
        for module in [0, 1, 9, start.len(), start.len() + 9] {
            survives(start, module);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

        #[test]
        fn anything_comes_back(bytes in prop::collection::vec(any::<u8>(), 0..3000), module in 0_usize..3000) {
            let mut whole = b"\0asm\x01\0\0\0".to_vec();
            whole.extend(&bytes);
            survives(&whole, module);
            survives(&bytes, module);
        }

        #[test]
        fn what_is_damaged_gives_something_and_no_panic(packed in prop::collection::vec(any::<u8>(), 0..500)) {
            prop_assert_eq!(unpack(&packed, 2000, 3000).len(), 3000);
        }
    }
}
