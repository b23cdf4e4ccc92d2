//! When a lead gets to sales, and whether anybody follows up.

use serde::{Deserialize, Serialize};

use super::pert;
use crate::Grade::C;
use crate::Input;
use crate::lever::{Lever, LeverFields, Outline};

/// When leads go to sales, and whether they are followed up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, LeverFields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[question(
    HandOff,
    "When does a lead get to sales?",
    "Handed over earlier, more leads get to sales, and colder ones. A rule can chase those nobody follows up."
)]
pub struct HandOff {
    /// Id of the stage that hands over.
    #[stage(label = "Handed over at", may_be_empty)]
    pub stage: String,
    /// Id of the later stage in which a lead handed over too early is turned down.
    #[stage(label = "Found out or turned down at", may_be_empty)]
    pub accept_stage: String,
    /// How much earlier than today, as a shift of logit(rate) of the stage that hands over: 0.7 about doubles a small
    /// rate.
    #[setting(label = "Handed over earlier", unit = LogOdds, range(-3.0, 3.0))]
    pub earlier: f64,
    /// κ: downward shift of logit(rate) of the accepting stage for each unit earlier; 0 or more.
    #[input(
        label = "Colder for each step earlier",
        unit = LogOdds,
        domain = NonNegative,
        help = "Of 100 leads whose chance to be accepted is even, so many fewer are when they are handed over one step (23 of \
                100) earlier. Above 23 earlier brings fewer deals."
    )]
    pub colder: Input,
    /// Id of the stage that decides who is followed up; empty if no stage does.
    #[stage(label = "Followed up at", may_be_empty)]
    pub follow_up_stage: String,
    /// Of the leads that nobody follows up, the share that a rule rescues (reminders, passing them on), 0 to 1.
    #[setting(
        label = "Of the leads nobody follows up, rescued by a rule",
        unit = Share,
        range(0.0, 1.0),
        only_with = follow_up_stage,
        price_unknown
    )]
    pub chased: f64,
}

impl Default for HandOff {
    fn default() -> Self {
        Self {
            stage: String::new(),
            accept_stage: String::new(),
            earlier: 0.0,
            colder: pert(0.3, 0.8, 1.5, "Guess: what comes earlier is nearly as much colder", C),
            follow_up_stage: String::new(),
            chased: 0.0,
        }
    }
}

impl Lever for HandOff {
    fn taken_up(outline: &Outline) -> Self {
        // A separate stage decides who is followed up, not the one that hands over.
        let own = outline.reached != outline.judged;
        Self {
            stage: outline.judged.clone(),
            accept_stage: outline.accepted.clone(),
            follow_up_stage: if own { outline.reached.clone() } else { String::new() },
            ..Self::default()
        }
    }
}
