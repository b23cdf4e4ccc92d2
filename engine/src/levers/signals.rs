//! What levers say to each other and to the funnel, by arm. Each has one lever that writes it; it is empty, or as if
//! nothing were said, while that lever is off.

use crate::people::batch::{BATCH, Batch, ByArm};
use crate::people::layers::people;

/// What is said in one batch.
pub(crate) struct Signals {
    /// Written by content: what it adds to the logit of those it is for; to others as far as it is relevant to them.
    pub(crate) content: ByArm,
    /// Written by customers: what a gap between promise and delivery takes from the logit of being satisfied.
    pub(crate) gap: ByArm,
    /// Written by word of mouth: factor on inquiries that no money brings.
    pub(crate) organic: ByArm,
    /// Written by teams where a lever [watches](super::lever::Lever::watches) a stage: weeks until a newcomer is served.
    pub(crate) wait: ByArm,
    /// Heard by word of mouth, told by any lever: people this week who are happy, and who are not. Nobody listens to the
    /// happiness of people of arms that are not there, which is all of them while word of mouth is off.
    pub(crate) happy: Vec<Batch<u32>>,
    pub(crate) unhappy: Vec<Batch<u32>>,
}

impl Signals {
    /// Nothing said; `talk` is whether word of mouth listens.
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

    /// So many of an arm and replicate are happy, so many are not.
    pub(crate) fn tell(&mut self, arm: usize, lane: usize, happy: u32, unhappy: u32) {
        if let (Some(yes), Some(no)) = (self.happy.get_mut(arm), self.unhappy.get_mut(arm)) {
            yes[lane] = yes[lane].saturating_add(happy);
            no[lane] = no[lane].saturating_add(unhappy);
        }
    }

    /// All these people are unhappy.
    pub(crate) fn complain(&mut self, who: &[Batch<u32>]) {
        tally(&mut self.unhappy, who);
    }

    /// The week is over: what was told in it is forgotten.
    pub(crate) fn forget(&mut self) {
        self.happy.iter_mut().chain(&mut self.unhappy).for_each(|lanes| lanes.fill(0));
    }
}

/// Adds people by arm; a no-op for arms that nobody counts.
pub(crate) fn tally(to: &mut [Batch<u32>], who: &[Batch<u32>]) {
    for (arm, lanes) in to.iter_mut().enumerate() {
        for (lane, n) in lanes.iter_mut().enumerate() {
            *n = n.saturating_add(people(who, arm, lane));
        }
    }
}
