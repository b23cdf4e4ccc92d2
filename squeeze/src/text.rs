//! Bytes as characters that a page can hold between two of its tags.
//!
//! The file is UTF-16, which its first two bytes say; browsers believe them before any server. Of its 65,536 units those are
//! used that no browser changes on reading: no control character, no sign of ASCII, no surrogate and no noncharacter. 62,768
//! are left, 127 of which hold 253 bytes: 0.4 % more than the bytes themselves, where base64 takes 33 %.

/// Units before the surrogates, from the first that is no control character.
const LOW: u16 = 0xD800 - FIRST;
const FIRST: u16 = 0xA0;
/// All units used.
const UNITS: u32 = LOW as u32 + (0xFDD0 - 0xE000);
const BYTES: usize = 253;
const CHARACTERS: usize = 127;

/// The bytes as units of UTF-16. The last group is filled with zeros.
#[must_use]
pub fn units(bytes: &[u8]) -> Vec<u16> {
    let mut units = Vec::with_capacity(bytes.len() / BYTES * CHARACTERS + CHARACTERS);
    for group in bytes.chunks(BYTES) {
        let mut number = [0_u8; BYTES];
        number.iter_mut().zip(group).for_each(|(to, from)| *to = *from);
        for _ in 0..CHARACTERS {
            // The number's remainder by 62,768; what is left is the rest.
            let mut remainder = 0_u32;
            for digit in &mut number {
                let part = remainder << 8 | u32::from(*digit);
                *digit = (part / UNITS) as u8;
                remainder = part % UNITS;
            }
            let unit = remainder as u16;
            units.push(if unit < LOW { unit + FIRST } else { unit - LOW + 0xE000 });
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_has_room_for_its_bytes() {
        let (bits, needed) = (f64::from(UNITS).log2() * CHARACTERS as f64, BYTES as f64 * 8.0);
        assert!(UNITS == 62_768 && bits >= needed && bits < needed + 1.0, "{bits}");
    }

    /// Read back as a number in base 62,768, by long multiplication.
    #[test]
    fn groups_are_numbers() {
        let bytes: Vec<u8> = (0..600_u32).map(|i| (i * i % 251) as u8).chain([255; 160]).collect();
        let units = units(&bytes);
        assert_eq!(units.len(), 4 * CHARACTERS);
        let mut back = Vec::new();
        for group in units.chunks(CHARACTERS) {
            let mut number = [0_u32; BYTES];
            for unit in group.iter().rev() {
                assert!((0xA0..0xD800).contains(unit) || (0xE000..0xFDD0).contains(unit), "{unit:x}");
                let mut carry = u32::from(if *unit < 0xD800 { unit - 0xA0 } else { unit - 0x8A0 });
                for digit in number.iter_mut().rev() {
                    let sum = *digit * UNITS + carry;
                    *digit = sum & 255;
                    carry = sum >> 8;
                }
                assert_eq!(carry, 0);
            }
            back.extend(number.map(|digit| digit as u8));
        }
        assert_eq!(back[..bytes.len()], bytes);
    }
}
