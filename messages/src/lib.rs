//! Values as bytes, as exchanged between the page and its workers: in [postcard], except for scenarios, which leave out
//! defaults when serialised and so travel as JSON.

use funnel_engine::scenario::Scenario;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The value as bytes.
#[must_use]
pub fn write<T: Serialize>(value: &T) -> Vec<u8> {
    // Only types of unknown length are refused; no message has one, and nobody reads an empty one.
    postcard::to_allocvec(value).unwrap_or_default()
}

/// The value in these bytes; `None` if they are of another type, cut short or too long.
#[must_use]
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (value, rest) = postcard::take_from_bytes(bytes).ok()?;
    rest.is_empty().then_some(value)
}

/// A scenario as bytes.
#[must_use]
pub fn write_scenario(scenario: &Scenario) -> Vec<u8> {
    // A scenario has numbers, texts and lists under text keys, all of which can be written.
    serde_json::to_vec(scenario).unwrap_or_default()
}

/// The scenario in these bytes, equal to the last bit; `None` if there is none. It is not validated again: it was valid
/// before it was written, and each step of a slider waits for this.
#[must_use]
pub fn read_scenario(bytes: &[u8]) -> Option<Scenario> {
    serde_json::from_slice(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::report::Report;
    use funnel_engine::scenario::templates::{TEMPLATES, load};
    use funnel_engine::simulate::{Simulator, Tally};
    use proptest::prelude::*;

    #[test]
    fn every_template_comes_back_and_nothing_cut_short_does() {
        for template in TEMPLATES {
            let scenario = load(template.id).unwrap();
            let bytes = write_scenario(&scenario);
            assert_eq!(read_scenario(&bytes).as_ref(), Some(&scenario));
            for cut in 0..bytes.len() {
                assert_eq!(read_scenario(&bytes[..cut]), None, "{} cut at {cut}", template.id);
            }
            assert_eq!(read_scenario(&[&bytes[..], b"{}"].concat()), None);
        }
    }

    #[test]
    fn results_come_back_and_none_that_are_cut_short_or_too_long() {
        let mut simulator = Simulator::new(&load("sales-led-saas").unwrap()).unwrap();
        let mut tally = simulator.tally();
        simulator.step(0, 64, &mut tally);
        let bytes = write(&tally);
        assert_eq!(read::<Tally>(&bytes).as_ref(), Some(&tally));
        let report = tally.report(simulator.model());
        let bytes = write(&report);
        assert_eq!(read::<Report>(&bytes).as_ref(), Some(&report));
        for cut in (0..bytes.len()).step_by(97) {
            assert_eq!(read::<Report>(&bytes[..cut]), None, "cut at {cut}");
        }
        assert_eq!(read::<Report>(&[&bytes[..], &[0]].concat()), None);
    }

    proptest! {
        #[test]
        fn damaged_bytes_never_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), noise in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut bytes = write_scenario(&load("sales-led-saas").unwrap());
            *at.get_mut(&mut bytes) = byte;
            let _ = read_scenario(&bytes);
            let _ = (read_scenario(&noise), read::<Report>(&noise), read::<Tally>(&noise));
        }
    }
}
