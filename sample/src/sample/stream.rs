//! Keyed random streams over SplitMix64 (Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators").
//!
//! SplitMix64 is a counter passed through a mixing function, so its i-th output costs the same as its first. A [`Key`]
//! is a starting counter made from what a draw is for (seed, replicate, purpose, channel, segment, stage). So a draw
//! gives the same numbers whatever else is drawn, in whatever order, and on whatever worker.
//!
//! Keys are 64 bits. The probability that any two of N streams with L draws each overlap (one repeating the other,
//! shifted) is near N²L/2⁶⁴: for a million replicates of a hundred streams and 64 draws, 0.03.

use core::convert::Infallible;
use rand::TryRng;

/// SplitMix64's odd increment, 2⁶⁴ over the golden ratio.
const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// The name of a random stream.
///
/// ```
/// use funnel_sample::sample::Key;
/// let replicate = Key::new(42).with(7);
/// let arrivals = replicate.with(1);
/// assert_eq!(arrivals.uniform(3), Key::new(42).with(7).with(1).uniform(3));
/// assert_ne!(arrivals.uniform(3), replicate.with(2).uniform(3));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(u64);

impl Key {
    /// The stream of SplitMix64 seeded with `seed`.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The stream named by this key and one more part. The order of parts matters: `.with(1).with(2)` is not
    /// `.with(2).with(1)`.
    ///
    /// For the same key, different parts never collide; nor do different keys for the same part. The mixer
    /// (MurmurHash3's finaliser) is not the one used for output, so a key is not an output of its parent stream.
    #[must_use]
    #[inline]
    pub const fn with(self, part: u64) -> Self {
        let part = murmur(part.wrapping_add(1).wrapping_mul(GAMMA));
        Self(murmur(self.0.wrapping_add(0x6a09_e667_f3bc_c909) ^ part))
    }

    /// The stream of two keys together, cheaper than [`Key::with`]: the sum of their starting counters. Both must be
    /// well mixed (made by `with`), and name different kinds of things, such as a place and a replicate.
    #[must_use]
    #[inline]
    pub const fn join(self, other: Self) -> Self {
        Self(self.0.wrapping_add(other.0))
    }

    /// The i-th 64 bits of the stream.
    #[must_use]
    #[inline]
    pub const fn bits(self, i: u64) -> u64 {
        mix(self.0.wrapping_add(i.wrapping_add(1).wrapping_mul(GAMMA)))
    }

    /// The i-th uniform of the stream, strictly between 0 and 1.
    #[must_use]
    #[inline]
    pub const fn uniform(self, i: u64) -> f64 {
        open_unit(self.bits(i))
    }

    /// A sequential generator over the stream, for samplers that need a varying number of draws.
    #[must_use]
    pub const fn rng(self) -> Stream {
        Stream(self.0)
    }
}

/// A sequential SplitMix64 generator; see [`Key::rng`]. It implements [`rand::Rng`].
#[derive(Clone, Debug)]
pub struct Stream(u64);

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        // The upper half: the cast keeps the low 32 bits of the shifted word.
        self.try_next_u64().map(|bits| (bits >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.0 = self.0.wrapping_add(GAMMA);
        Ok(mix(self.0))
    }

    fn try_fill_bytes(&mut self, destination: &mut [u8]) -> Result<(), Infallible> {
        for chunk in destination.chunks_mut(8) {
            let bytes = self.try_next_u64()?.to_le_bytes();
            for (to, from) in chunk.iter_mut().zip(bytes) {
                *to = from;
            }
        }
        Ok(())
    }
}

/// The uniform `(k + ½) 2⁻⁵²` with `k` the top 52 bits.
///
/// Never 0 or 1, symmetric about ½, and `1 − u` is exact. (53 bits would not work: from ½ on, the centres of 2⁻⁵³ cells
/// need 54 bits, and the last one would round to 1.)
#[must_use]
#[inline]
pub const fn open_unit(bits: u64) -> f64 {
    // 2⁻⁵³ times an odd integer below 2⁵³: exact.
    (((bits >> 12) << 1) | 1) as f64 * (1.0 / 9_007_199_254_740_992.0)
}

/// Stafford's variant 13, SplitMix64's output function.
#[inline]
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// MurmurHash3's 64-bit finaliser (Appleby).
#[inline]
const fn murmur(mut z: u64) -> u64 {
    z = (z ^ (z >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    z = (z ^ (z >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    z ^ (z >> 33)
}
