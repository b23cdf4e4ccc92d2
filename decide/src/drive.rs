//! Drives studies: the lead hands out what is to be simulated, and takes in the results of others, in any order.
//!
//! Tallies merge without rounding, so the finding does not depend on who simulated which blocks, or how often anybody
//! had to wait.

use std::ops::Range;
use std::sync::Arc;

use crate::process::{BATCH, Model};
use crate::scenario::{Problem, Scenario};
use crate::simulate::{MergeError, Simulator, Tally};

use super::study::{Order, RunResult, Study};
use super::{Finding, Question};

/// Blocks of the first run after which a first look is taken, so that a picture with larger errors is there while one
/// waits for the rest. It is a power of two. If a part of a run reaches across this boundary there is no first look,
/// and no other harm.
pub const LOOK: u32 = 8;

/// Leads a study whose runs others simulate.
pub struct Lead {
    study: Box<dyn Study>,
    now: Option<Now>,
    /// The last run's model, whose tables the next model reuses.
    last: Option<Arc<Model>>,
    /// The finding of a first look, until a run is complete.
    look: Option<Finding>,
    /// Number of complete runs.
    whole: u32,
}

/// The run being simulated.
struct Now {
    order: Order,
    /// Built with the first part, while the others are already at work.
    model: Option<Arc<Model>>,
    tally: Option<Tally>,
    /// The first blocks alone, until the first look is taken.
    first: Option<Tally>,
}

/// The effect of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Nothing yet.
    Nothing,
    /// A first look: [`Lead::found`] says what it shows.
    Look,
    /// The run is complete and has been taken in: [`Lead::found`] says more, and [`Lead::order`] what comes next.
    Whole,
}

impl Lead {
    /// Starts a study from its beginning.
    #[must_use]
    pub fn new(study: Box<dyn Study>) -> Self {
        Self { study, now: None, last: None, look: None, whole: 0 }
    }

    /// A study of at least so many replicates that begins with a run at hand, such as the answer's own; drivers and what to
    /// learn need no other run. The run at hand gives the first look; if it has fewer replicates, the rest are still to be
    /// simulated. `None` if the question asks for another run, or the run is not of this scenario.
    #[must_use]
    pub fn at_hand(question: &Question, scenario: &Scenario, replicates: u32, tally: Tally) -> Option<Self> {
        let from = tally.replicates();
        let mut study = question.study(scenario, replicates.max(from));
        let order = study.order().filter(|order| order.scenario == *scenario && order.redrawn.is_empty())?;
        let model = Model::new(scenario).ok().filter(|model| tally.is_of(model))?;
        if from >= order.replicates {
            study.absorb(&RunResult { model: &model, tally: &tally });
            return Some(Self { whole: 1, ..Self::new(study) });
        }
        let mut twin = study.twin();
        twin.absorb(&RunResult { model: &model, tally: &tally });
        let look = (from > 0).then(|| twin.found());
        let now = Now { order: Order { from, ..order }, model: Some(Arc::new(model)), tally: Some(tally), first: None };
        Some(Self { look, now: Some(now), ..Self::new(study) })
    }

    /// What is to be simulated now; `None` once everything is known.
    pub fn order(&mut self) -> Option<&Order> {
        if self.now.is_none() {
            self.now = self.study.order().map(|order| Now { order, model: None, tally: None, first: None });
        }
        self.now.as_ref().map(|now| &now.order)
    }

    /// The model of what is to be simulated now.
    fn model(&mut self) -> Result<Option<Arc<Model>>, Vec<Problem>> {
        self.order();
        let Some(now) = &mut self.now else { return Ok(None) };
        let model = match now.model.take() {
            Some(model) => model,
            None => Arc::new(now.order.model(self.last.as_deref())?),
        };
        Ok(Some(Arc::clone(now.model.insert(model))))
    }

    /// Takes in blocks of the run being simulated. Work done twice counts once.
    ///
    /// # Errors
    ///
    /// The problems of a scenario that the study asked for, which has some only where the study's own scenario is
    /// invalid; and parts of another run.
    pub fn add(&mut self, part: Tally) -> Result<Heard, Vec<Problem>> {
        let (Some(model), Some(mut now)) = (self.model()?, self.now.take()) else { return Ok(Heard::Nothing) };
        let wants_look = self.whole == 0 && self.look.is_none() && now.order.replicates > LOOK * BATCH as u32;
        let part_of_look = (wants_look && (0..LOOK).any(|block| part.holds(block))).then(|| part.clone());
        let tally = now.tally.get_or_insert_with(|| Tally::new(&model));
        match tally.merge(part) {
            Ok(()) => {}
            Err(MergeError::Twice(_)) => {
                self.now = Some(now);
                return Ok(Heard::Nothing);
            }
            Err(error) => return Err(vec![Problem::new("", error.to_string())]),
        }
        if tally.replicates() >= now.order.replicates {
            self.study.absorb(&RunResult { model: &model, tally });
            self.last = Some(model);
            self.look = None;
            self.whole += 1;
            return Ok(Heard::Whole);
        }
        let mut heard = Heard::Nothing;
        if let Some(part) = part_of_look {
            let first = now.first.get_or_insert_with(|| Tally::new(&model));
            // These cannot overlap, or merging them into the whole would have failed.
            if first.merge(part).is_ok() && first.replicates() == LOOK * BATCH as u32 {
                let mut twin = self.study.twin();
                twin.absorb(&RunResult { model: &model, tally: first });
                self.look = Some(twin.found());
                now.first = None;
                heard = Heard::Look;
            }
        }
        self.now = Some(now);
        Ok(heard)
    }

    /// Whether anything is known.
    #[must_use]
    pub fn has_found(&self) -> bool {
        self.whole > 0 || self.look.is_some()
    }

    /// What is known so far.
    #[must_use]
    pub fn found(&self) -> Finding {
        self.look.clone().unwrap_or_else(|| self.study.found())
    }

    /// Share of the work that is done, 0 to 1, in complete runs.
    #[must_use]
    pub fn progress(&self) -> f64 {
        self.study.progress()
    }
}

/// Drives a study on one thread, a block at a time.
pub struct Driver {
    lead: Lead,
    /// With the replicates that are still to be simulated.
    running: Option<(Simulator, Range<u32>)>,
    told: Heard,
}

impl Driver {
    /// Starts a study from its beginning.
    #[must_use]
    pub fn new(study: Box<dyn Study>) -> Self {
        Self::of(Lead::new(study))
    }

    /// Goes on with a study that somebody else began to lead.
    #[must_use]
    pub fn of(lead: Lead) -> Self {
        Self { lead, running: None, told: Heard::Nothing }
    }

    /// Simulates one block, and takes in any run that it completes; `false` once everything is known.
    ///
    /// # Errors
    ///
    /// The problems of a scenario that the study asked for, which has some only where the study's own scenario is
    /// invalid.
    pub fn step(&mut self) -> Result<bool, Vec<Problem>> {
        self.told = Heard::Nothing;
        let Some(order) = self.lead.order() else { return Ok(false) };
        let (left, reads) = (order.from..order.replicates, order.reads);
        if self.running.is_none() {
            let Some(model) = self.lead.model()? else { return Ok(false) };
            self.running = Some((reads.simulator(model), left));
        }
        let Some((simulator, left)) = &mut self.running else { return Ok(false) };
        let mut part = simulator.tally();
        left.start = simulator.advance(left.clone(), &mut part);
        self.told = self.lead.add(part)?;
        if self.told == Heard::Whole {
            self.running = None;
        }
        Ok(true)
    }

    /// What is known so far.
    #[must_use]
    pub fn found(&self) -> Finding {
        self.lead.found()
    }

    /// Whether the last step led to something, so that [`Self::found`] says more than before.
    #[must_use]
    pub fn took(&self) -> bool {
        self.told != Heard::Nothing
    }

    /// Share of the runs that are done, 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f64 {
        self.lead.progress()
    }
}
