//! What levers say to each other and to the funnel, by arm. Each signal is written by one lever; while that lever is
//! off it is empty, or has the value that means that nothing was said.

use crate::people::batch::{BATCH, Batch, ByArm};
use crate::people::layers::people;

/// The signals of one batch.
pub(crate) struct Signals {
    /// Written by content: what it adds to the logit for those it is about; for others it counts by its relevance to
    /// them.
    pub(crate) content: ByArm,
    /// Written by customers: what the gap between promise and delivery takes from the logit of being satisfied.
    pub(crate) gap: ByArm,
    /// Written by word of mouth: factor on inquiries that no money brings.
    pub(crate) organic: ByArm,
    /// Written by teams for a stage that a lever [watches](super::lever::Lever::watches): weeks until a newcomer is
    /// served.
    pub(crate) wait: ByArm,
    /// Written by any lever and read by word of mouth: the people who are happy this week, and those who are not. Arms
    /// beyond the end of the list are not counted; while word of mouth is off the list is empty.
    pub(crate) happy: Vec<Batch<u32>>,
    pub(crate) unhappy: Vec<Batch<u32>>,
}

impl Signals {
    /// Nothing said yet; `talk` says whether word of mouth listens.
    pub(crate) fn new(arms: usize, talk: bool) -> Self {
        let counts = || vec![[0; BATCH]; if talk { arms } else { 0 }];
        Self {
            content: Vec::new(),
            gap: Vec::new(),
            organic: Vec::new(),
            wait: vec![[0.0; BATCH]; arms],
            happy: counts(),
            unhappy: counts(),
        }
    }

    /// Counts happy and unhappy people in an arm and replicate.
    pub(crate) fn tell(&mut self, arm: usize, lane: usize, happy: u32, unhappy: u32) {
        if let (Some(yes), Some(no)) = (self.happy.get_mut(arm), self.unhappy.get_mut(arm)) {
            yes[lane] = yes[lane].saturating_add(happy);
            no[lane] = no[lane].saturating_add(unhappy);
        }
    }

    /// Counts all these people as unhappy.
    pub(crate) fn complain(&mut self, who: &[Batch<u32>]) {
        tally(&mut self.unhappy, who);
    }

    /// Ends the week: what was told in it is forgotten.
    pub(crate) fn forget(&mut self) {
        self.happy.iter_mut().chain(&mut self.unhappy).for_each(|lanes| lanes.fill(0));
    }
}

/// Adds people by arm; arms that are not counted are skipped.
pub(crate) fn tally(to: &mut [Batch<u32>], who: &[Batch<u32>]) {
    for (arm, lanes) in to.iter_mut().enumerate() {
        for (lane, n) in lanes.iter_mut().enumerate() {
            *n = n.saturating_add(people(who, arm, lane));
        }
    }
}
