//! Scenarios as bytes, as the page hands them to its workers and opens with its worked example.

use funnel_scenario::Scenario;
use funnel_scenario::templates::{TEMPLATES, load};
use proptest::prelude::*;

#[test]
fn every_template_comes_back_and_nothing_cut_short_does() {
    for template in TEMPLATES {
        let scenario = load(template.id).unwrap();
        let bytes = funnel_bytes::write(&scenario);
        assert_eq!(funnel_bytes::read(&bytes).as_ref(), Some(&scenario));
        for cut in 0..bytes.len() {
            assert_eq!(funnel_bytes::read::<Scenario>(&bytes[..cut]), None, "{} cut at {cut}", template.id);
        }
        assert_eq!(funnel_bytes::read::<Scenario>(&[&bytes[..], &[0]].concat()), None);
    }
}

proptest! {
    #[test]
    fn damaged_bytes_never_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), noise in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut bytes = funnel_bytes::write(&load("sales-led-saas").unwrap());
        *at.get_mut(&mut bytes) = byte;
        let _ = funnel_bytes::read::<Scenario>(&bytes);
        let _ = funnel_bytes::read::<Scenario>(&noise);
    }
}
