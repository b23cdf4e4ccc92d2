//! Packs a Wasm module, and texts after it, tighter than Brotli does.
//!
//! A file that is opened from a disk can bring its own unpacker, and on a stick or in a mail bytes count for more than the
//! second that unpacking takes. So this is a mixture of contexts, as in Mahoney's PAQ: many models foretell each bit, each
//! from another part of what came before (`contexts`); their forecasts are mixed by weights that are learnt on the way
//! (`model`), and an arithmetic coder spends on each bit what it was worth (`coder`). What such programs do not know and
//! this one does is where an instruction begins and what its operands are (`walk`): worth a tenth.
//!
//! Packing and unpacking foretell alike, so both take the same time, and both are the same code: additions,
//! multiplications and tables, in one order, which give the same bits natively and in every browser.

mod coder;
mod contexts;
pub mod file;
mod model;
#[cfg(feature = "unpacker")]
mod page;
mod tables;
pub mod text;
mod walk;

use coder::{Reader, Writer};
use model::Model;

/// Packs `bytes`, of which the first `module` are a Wasm module.
#[must_use]
pub fn pack(bytes: &[u8], module: usize) -> Vec<u8> {
    let mut model = Model::new(module);
    let mut writer = Writer::default();
    for byte in bytes {
        let mut code = 1_u32;
        for place in (0..8).rev() {
            let bit = u32::from(byte >> place) & 1;
            writer.bit(bit, model.foretell(code));
            model.learn(code, bit);
            code = code << 1 | bit;
        }
        model.end(*byte);
    }
    writer.end()
}

/// Fills `bytes` with what was packed: as many bytes, with as long a module.
pub fn unpack(packed: &[u8], module: usize, bytes: &mut [u8]) {
    let mut model = Model::new(module);
    let mut reader = Reader::new(packed);
    for byte in bytes {
        let mut code = 1_u32;
        while code < 256 {
            let bit = reader.bit(model.foretell(code));
            model.learn(code, bit);
            code = code << 1 | bit;
        }
        *byte = code as u8;
        model.end(*byte);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn survives(bytes: &[u8], module: usize) -> usize {
        let packed = pack(bytes, module);
        let mut back = vec![0; bytes.len()];
        unpack(&packed, module, &mut back);
        assert!(back == bytes);
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
            unpack(&packed, 2000, &mut [0; 3000]);
        }
    }
}
