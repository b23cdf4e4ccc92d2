//! A scenario in the fewest bytes, for a reader of the same version: from the page to its workers, and the worked example
//! that the page opens with.
//!
//! Files and links are JSON, which a later version must still read. Reading JSON takes ten times the code, and the first
//! answer needs none of it. Here and not in the engine, so that the codec is compiled for size.

use funnel_engine::scenario::Scenario;

/// The scenario as bytes. [`read`] gives the same one back, to the last bit.
///
/// Nothing where a number is NaN, which no valid scenario has.
#[must_use]
pub fn write(scenario: &Scenario) -> Option<Vec<u8>> {
    borsh::to_vec(scenario).ok()
}

/// The scenario in these bytes; nothing where they are of another version, cut short or too long. Whether it can be
/// simulated is for [`Scenario::problems`] to say.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Scenario> {
    borsh::from_slice(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::templates::{TEMPLATES, load};
    use proptest::prelude::*;

    #[test]
    fn every_template_comes_back_and_nothing_cut_short_does() {
        for template in TEMPLATES {
            let scenario = load(template.id).unwrap();
            let bytes = write(&scenario).unwrap();
            assert_eq!(read(&bytes).as_ref(), Some(&scenario));
            for cut in 0..bytes.len() {
                assert_eq!(read(&bytes[..cut]), None, "{} cut at {cut}", template.id);
            }
            assert_eq!(read(&[&bytes[..], &[0]].concat()), None);
        }
    }

    #[test]
    fn there_is_no_way_to_write_what_is_no_number() {
        assert_eq!(
            write(&Scenario {
                target: funnel_engine::scenario::Target { value: f64::NAN, ..Default::default() },
                ..Scenario::default()
            }),
            None
        );
    }

    proptest! {
        #[test]
        fn numbers_survive_to_the_bit(bits in any::<u64>()) {
            let mut scenario = load("blank").unwrap();
            scenario.market.sigma = f64::from_bits(bits);
            let back = write(&scenario).and_then(|bytes| read(&bytes)).map(|s| s.market.sigma.to_bits());
            prop_assert_eq!(back, (!scenario.market.sigma.is_nan()).then_some(bits));
        }

        #[test]
        fn damaged_bytes_never_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), noise in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut bytes = write(&load("sales-led-saas").unwrap()).unwrap();
            *at.get_mut(&mut bytes) = byte;
            let _ = read(&bytes);
            let _ = read(&noise);
        }
    }
}
