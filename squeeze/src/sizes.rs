//! A module without the sizes of its functions: each follows from where the function ends, and is four bits that nothing
//! foretells.

use crate::walk::Walk;

/// The code section's number.
const CODE: u8 = 10;

/// The module without its functions' sizes; nothing where [`restored`] would not bring them back.
pub(crate) fn bare(module: &[u8]) -> Option<Vec<u8>> {
    let mut bare = module.get(..8)?.to_vec();
    let mut rest = module.get(8..)?;
    while let Some((&section, after)) = rest.split_first() {
        let (size, body) = number(after)?;
        let head = rest.len() - body.len();
        let (mut body, next) = body.split_at_checked(size)?;
        bare.extend_from_slice(rest.get(..head)?);
        if section == CODE {
            let (functions, first) = number(body)?;
            bare.extend_from_slice(body.get(..body.len() - first.len())?);
            body = first;
            for _ in 0..functions {
                let (size, function) = number(body)?;
                let (function, next) = function.split_at_checked(size)?;
                bare.extend_from_slice(function);
                body = next;
            }
        }
        bare.extend_from_slice(body);
        rest = next;
    }
    (restored(&bare) == module).then_some(bare)
}

/// The module with its functions' sizes.
pub(crate) fn restored(bare: &[u8]) -> Vec<u8> {
    let mut module = Vec::with_capacity(bare.len() + bare.len() / 64);
    let mut walk = Walk::new(bare.len());
    let mut from = 0;
    let mut in_function = false;
    for (at, byte) in bare.iter().enumerate() {
        let is_within = walk.is_function();
        walk.step(*byte);
        let begins = walk.begins_function();
        if begins || is_within && !walk.is_function() {
            let part = bare.get(from..=at).unwrap_or_default();
            if in_function {
                size(part.len(), &mut module);
            }
            module.extend_from_slice(part);
            (from, in_function) = (at + 1, begins);
        }
    }
    module.extend_from_slice(bare.get(from..).unwrap_or_default());
    module
}

/// A number in LEB128, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let digits = bytes.iter().take(5).position(|byte| *byte < 128)? + 1;
    let (digits, rest) = bytes.split_at_checked(digits)?;
    let number = digits.iter().rev().fold(0_u64, |number, digit| number << 7 | u64::from(digit & 127));
    Some((usize::try_from(number).ok()?, rest))
}

/// Writes a number in LEB128.
fn size(mut number: usize, to: &mut Vec<u8>) {
    while number > 127 {
        to.push(number as u8 & 127 | 128);
        number >>= 7;
    }
    to.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Two functions, `(func block nop end)` with a longer one after it, between a section before and one after.
    fn module(nops: usize) -> Vec<u8> {
        let short = [0, 0x02, 0x40, 0x01, 0x0b, 0x0b];
        let long = [&[0, 0x03, 0x40][..], &vec![0x01; nops], &[0x0b, 0x0b]].concat();
        let mut code = vec![2];
        for body in [&short[..], &long] {
            size(body.len(), &mut code);
            code.extend_from_slice(body);
        }
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend([3, 3, 2, 0, 0, CODE]);
        size(code.len(), &mut module);
        module.extend(code);
        module.extend([11, 1, 0]);
        module
    }

    #[test]
    fn sizes_go_and_come_back() {
        for (nops, digits) in [(5, 2), (200, 3), (20_000, 4)] {
            let module = module(nops);
            let bare = bare(&module).unwrap();
            assert_eq!(bare.len(), module.len() - digits);
            assert!(restored(&bare) == module);
        }
    }

    /// A size in more digits than it needs is one that would not come back.
    #[test]
    fn what_would_not_come_back_stays() {
        let mut module = module(5);
        assert_eq!(module[16], 6);
        module.splice(16..17, [0x86, 0]);
        module[14] += 1;
        assert_eq!(bare(&module), None);
        assert_eq!(bare(b"text"), None);
    }

    proptest! {
        #[test]
        fn anything_is_taken(bytes in prop::collection::vec(any::<u8>(), 0..200), section in prop::sample::select(vec![10_u8, 3])) {
            let mut whole = b"\0asm\x01\0\0\0".to_vec();
            whole.extend([section, bytes.len() as u8, 1]);
            whole.extend(&bytes);
            if let Some(bare) = bare(&whole) {
                prop_assert_eq!(restored(&bare), whole);
            }
            restored(&bytes);
        }
    }
}
