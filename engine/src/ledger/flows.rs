//! People who came, passed and left, summed over replicates.

use serde::{Deserialize, Serialize};

/// People at one stage over the whole run, summed over replicates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// Came in within the horizon, or were there at the start.
    pub entered: u64,
    /// Passed within the horizon.
    pub passed: u64,
    /// Left for good within the horizon.
    pub lost: u64,
    /// Of those lost, the ones who went stale in a team's queue.
    pub stale: u64,
    /// Left to be taken in by a later stage, within the horizon.
    pub recycled: u64,
    /// Left for nurture within the horizon.
    pub nurtured: u64,
    /// Hours that teams worked for them within the horizon, in thousandths.
    pub hours: u64,
    /// Passed after the horizon.
    pub passed_after: u64,
    /// Left after the horizon without passing, for whatever reason.
    pub left_after: u64,
    /// Entered after the horizon.
    pub entered_after: u64,
}

impl Flow {
    /// Adds another flow's people.
    pub fn add(&mut self, other: &Self) {
        self.entered += other.entered;
        self.passed += other.passed;
        self.lost += other.lost;
        self.stale += other.stale;
        self.recycled += other.recycled;
        self.nurtured += other.nurtured;
        self.hours += other.hours;
        self.passed_after += other.passed_after;
        self.left_after += other.left_after;
        self.entered_after += other.entered_after;
    }

    /// Still in the stage when the horizon ends.
    #[must_use]
    pub fn waiting(&self) -> u64 {
        self.entered.saturating_sub(self.passed + self.lost + self.recycled + self.nurtured)
    }
}

/// People in one pool over the horizon, summed over replicates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolFlow {
    /// Came in, or were there at the start.
    pub entered: u64,
    /// Became ready and came back.
    pub ready: u64,
    /// Dropped out for good.
    pub dropped: u64,
}

impl PoolFlow {
    /// Adds another pool's people.
    pub fn add(&mut self, other: &Self) {
        self.entered += other.entered;
        self.ready += other.ready;
        self.dropped += other.dropped;
    }

    /// Still in the pool when the horizon ends.
    #[must_use]
    pub fn waiting(&self) -> u64 {
        self.entered.saturating_sub(self.ready + self.dropped)
    }
}
