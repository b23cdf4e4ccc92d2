//! The names of all random streams.
//!
//! A draw's key is (seed, purpose, ids of what it concerns, replicate, week). Keys use ids, not positions, so
//! reordering or adding a channel leaves every other stream as it was. Arms are not part of a key: that keeps them in
//! step.

use crate::sample::Key;

/// What a draw is for. The numbers are part of the value-stability contract: changing one changes results.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    /// An uncertain input, once a replicate.
    Theta = 1,
    /// A correlation group's factor, once a replicate.
    Group = 2,
    /// The market factor, once a replicate.
    Market = 3,
    /// How busy a week is (over-dispersion).
    Busy = 4,
    /// Inquiries under today's plan.
    Inquiries = 5,
    /// Inquiries a plan adds.
    MoreInquiries = 6,
    /// Inquiries a plan takes away.
    FewerInquiries = 7,
    /// Who passes a stage.
    Pass = 8,
    /// Which of the lost are taken in again.
    Recycle = 9,
    /// How long those who pass take.
    PassDelay = 10,
    /// How long those who leave take.
    LossDelay = 11,
    /// Deal sizes.
    Deal = 12,
    /// Who of a queue is served.
    Serve = 13,
    /// Who of a queue goes stale.
    Stale = 14,
    /// Which of the lost go to nurture.
    Nurture = 15,
    /// Who in nurture becomes ready.
    Ready = 16,
    /// Who in nurture drops out.
    DropOut = 17,
    /// Who renews.
    Renew = 18,
}

/// The part of a [`split`](super::split::split) or [`send`](super::calendar::Calendar::send) that a draw decides.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    /// Today's people.
    Base = 0,
    /// Which of today's people a plan keeps.
    Kept = 1,
    /// Those whose fate differs because the plan's rate differs.
    Changed = 2,
    /// The people whom only the plan has.
    Extra = 3,
}

/// A stream's key, from its purpose and the ids of what it concerns.
pub(crate) fn key(seed: u64, purpose: Purpose, ids: &[&str]) -> Key {
    let mut key = Key::new(seed).with(purpose as u64);
    for id in ids {
        key = key.with(fnv1a(id.as_bytes()));
    }
    key
}

/// FNV-1a (Fowler, Noll & Vo) with 64 bits: a number for a text, the same on every machine.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
