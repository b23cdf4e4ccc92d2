//! Keyed streams: they match the published generator, and show no pattern across keys.

use funnel_sample::math::gamma;
use funnel_sample::sample::Key;
use rand::Rng;

/// The first outputs for seed 1234567 of the reference `splitmix64.c` (Vigna 2015), as quoted by Rosetta Code.
const REFERENCE: [u64; 5] = [
    6_457_827_717_110_365_317,
    3_203_168_211_198_807_973,
    9_817_491_932_198_370_423,
    4_593_380_528_125_082_431,
    16_408_922_859_458_223_821,
];

#[test]
fn a_seed_gives_the_published_splitmix64_sequence() {
    let key = Key::new(1_234_567);
    assert_eq!([0, 1, 2, 3, 4].map(|i| key.bits(i)), REFERENCE);
    let mut rng = key.rng();
    assert_eq!([0; 5].map(|_| rng.next_u64()), REFERENCE);
}

#[test]
fn narrower_draws_are_parts_of_the_sequence() {
    assert_eq!(u64::from(Key::new(1_234_567).rng().next_u32()), REFERENCE[0] >> 32);
    let mut bytes = [0; 11];
    Key::new(1_234_567).rng().fill_bytes(&mut bytes);
    assert_eq!(bytes[..8], REFERENCE[0].to_le_bytes());
    assert_eq!(bytes[8..], REFERENCE[1].to_le_bytes()[..3]);
}

/// Golden keys: a release that changes them changes every figure that anybody has noted down.
#[test]
fn golden_keys() {
    let key = Key::new(20_240_601).with(3);
    let bits = [0x3473_d842_abb7_c812, 0x2c61_3288_45c7_2396, 0x1c09_040e_b834_a911, 0x43ea_41e4_4440_b1ba];
    assert_eq!([0, 1, 2, 3].map(|i| key.bits(i)), bits);
}

#[test]
fn uniforms_stay_inside_the_unit_interval_and_mirror_exactly() {
    use funnel_sample::sample::stream::open_unit;
    assert_eq!(open_unit(0), 2f64.powi(-53));
    assert_eq!(open_unit(u64::MAX), 1.0 - 2f64.powi(-53));
    let key = Key::new(5);
    for i in 0..100_000 {
        let u = key.uniform(i);
        assert!(0.0 < u && u < 1.0);
        assert_eq!(1.0 - u, open_unit(!key.bits(i)));
    }
}

#[test]
fn parts_and_their_order_name_different_streams() {
    let mut first: Vec<u64> = (0..300)
        .flat_map(|a| (0..300).map(move |b| Key::new(9).with(a).with(b).bits(0)))
        .chain((0..300).map(|a| Key::new(9).with(a).bits(0)))
        .collect();
    let count = first.len();
    first.sort_unstable();
    first.dedup();
    // Two of 90,300 random words agree with a chance of 2e-10.
    assert_eq!(first.len(), count);
}

/// Flipping one bit of a key's part, seed or counter flips each output bit with a chance of ½. There are 64 · 64 cells
/// of 4,000 trials each; the largest |z| of the 4,096 exceeds 6 with a chance of 8e-6, for each of the three.
#[test]
fn one_flipped_bit_flips_half_of_the_output() {
    let base = Key::new(77);
    let functions: [fn(Key, u64) -> u64; 3] =
        [|key, x| key.with(x).bits(0), |_, x| Key::new(x).with(1).bits(0), |key, x| key.bits(x)];
    for (name, function) in ["part", "seed", "counter"].iter().zip(functions) {
        for flip in 0..64 {
            let mut flipped = [0u32; 64];
            for trial in 0..4000 {
                // Small numbers, as in the engine's keys, with one bit changed.
                let difference = function(base, trial) ^ function(base, trial ^ (1 << flip));
                for (bit, count) in flipped.iter_mut().enumerate() {
                    *count += (difference >> bit & 1) as u32;
                }
            }
            for (bit, count) in flipped.iter().enumerate() {
                let z = (f64::from(*count) - 2000.0) / 1000f64.sqrt();
                assert!(z.abs() < 6.0, "{name}: bit {flip} moves output bit {bit} {count} times of 4000");
            }
        }
    }
}

/// The first uniforms of neighbouring keys, in pairs, fill the unit square evenly. False alarm 1e-6 each.
#[test]
fn neighbouring_keys_are_independent() {
    let pairs: [fn(u64) -> (f64, f64); 4] = [
        |i| (Key::new(3).with(i).uniform(0), Key::new(3).with(i + 1).uniform(0)),
        |i| (Key::new(i).with(0).uniform(0), Key::new(i + 1).with(0).uniform(0)),
        |i| (Key::new(3).with(i).uniform(0), Key::new(3).with(i).uniform(1)),
        |i| (Key::new(3).with(i).with(0).uniform(0), Key::new(3).with(i).with(1).uniform(0)),
    ];
    for (case, pair) in pairs.into_iter().enumerate() {
        const SIDE: usize = 32;
        const DRAWS: u64 = 400_000;
        let mut seen = [0u32; SIDE * SIDE];
        for i in 0..DRAWS {
            let (x, y) = pair(i);
            seen[(x * SIDE as f64) as usize * SIDE + (y * SIDE as f64) as usize] += 1;
        }
        let expected = DRAWS as f64 / (SIDE * SIDE) as f64;
        let statistic: f64 = seen.iter().map(|&count| (f64::from(count) - expected).powi(2) / expected).sum();
        let (below, above) = gamma::regularised(((SIDE * SIDE - 1) as f64) / 2.0, statistic / 2.0);
        // Both tails: being too even is a pattern as well.
        assert!(below.min(above) > 1e-6, "case {case}: chi-square {statistic}");
    }
}
