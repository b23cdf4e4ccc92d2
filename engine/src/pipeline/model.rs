//! A scenario prepared for a run.

use super::run_off;
use crate::funnel::cells::{Builder, Cell, cells};
use crate::funnel::channel::{self, ChannelModel};
use crate::funnel::deals::DealTerms;
use crate::funnel::effects::Effects;
use crate::funnel::opening::OpeningGroup;
use crate::funnel::rates::RateTable;
use crate::inputs::lookup::Lookup;
use crate::inputs::theta::{InputId, Inputs};
use crate::inputs::waits::Waits;
use crate::ledger::metric::WeeklyMetric;
use crate::ledger::money::cents;
use crate::ledger::record::Recorder;
use crate::ledger::settle::Terms;
use crate::ledger::timing::MoneyCalendar;
use crate::levers::Levers;
use crate::levers::lever::Prepare;
use crate::people::index::StageIx;
use crate::people::origin::Origin;
use crate::people::streams::{Purpose, key};
use crate::sample::Key;
use crate::scenario::{Problem, Scenario, Segment, Stage};

/// A valid scenario with its tables built: distributions, delays, streams. It does not change during a run, so one
/// model can serve any number of workers.
pub struct Model {
    pub(crate) scenario: Scenario,
    pub(crate) horizon: usize,
    /// Weeks in which people move: the horizon and the run-off.
    pub(crate) people_weeks: usize,
    pub(crate) inputs: Inputs,
    pub(crate) channels: Vec<ChannelModel>,
    pub(crate) rates: RateTable,
    pub(crate) cells: Vec<Cell>,
    /// The opening pipeline: tables and chances of people found waiting at the start.
    pub(crate) found: Vec<OpeningGroup>,
    /// Where a stage's losses are taken in again, by the losing stage.
    pub(crate) recycles: Vec<Option<Recycle>>,
    pub(crate) levers: Levers,
    /// Whether a stage's rate moves from week to week.
    pub(crate) moves: Vec<bool>,
    pub(crate) gauges: Vec<WeeklyMetric>,
    pub(crate) recorder: Recorder,
    pub(crate) deals: DealTerms,
    /// Money apart from what people bring and cost.
    pub(crate) terms: Terms,
    /// Keys of the two noises.
    pub(crate) noise: [Key; 2],
}

/// Where a stage's losses are taken in again.
pub(crate) struct Recycle {
    pub(crate) to: StageIx,
    pub(crate) share: InputId,
}

impl Model {
    /// Prepares a scenario.
    ///
    /// # Errors
    ///
    /// All of [`Scenario::problems`].
    pub fn new(scenario: &Scenario) -> Result<Self, Vec<Problem>> {
        Self::after(scenario, None)
    }

    /// As [`Model::new`], but several times faster where an earlier model has some of the same uncertain inputs, as its
    /// tables are reused. The numbers are the same.
    ///
    /// # Errors
    ///
    /// All of [`Scenario::problems`].
    pub fn after(scenario: &Scenario, earlier: Option<&Self>) -> Result<Self, Vec<Problem>> {
        let problems = scenario.problems();
        if !problems.is_empty() {
            return Err(problems);
        }
        Self::of_valid(scenario, earlier).map_err(|message| vec![Problem::new("", message)])
    }

    /// As [`Model::after`], for a scenario without [problems](Scenario::problems): they are not looked for again. Given any
    /// other scenario it may produce nonsense, or panic.
    ///
    /// # Errors
    ///
    /// What is missing, or cannot be drawn from.
    pub fn of_valid(scenario: &Scenario, earlier: Option<&Self>) -> Result<Self, String> {
        Self::build(scenario, earlier)
    }

    fn build(s: &Scenario, earlier: Option<&Self>) -> Result<Self, String> {
        let inputs = Inputs::new(s, earlier.map(|e| &e.inputs))?;
        let lookup = Lookup::new(s, &inputs);
        let horizon = s.frame.horizon_weeks as usize;
        let most = horizon + s.frame.run_off_weeks as usize;
        let mut rates = RateTable { slots: Vec::new(), effects: Vec::new() };
        let relevance = |stage: &Stage, segment: &Segment| Levers::relevance(s, stage, segment);
        let waits = Waits::new(s, most);
        let build = Builder { scenario: s, lookup: &lookup, waits: &waits, relevance: &relevance };
        let cells = cells(&build, &mut rates);
        let channel = |i: usize| {
            let mut spend = channel::spend(s, i);
            Levers::spend(s, &mut spend);
            ChannelModel::new(s, i, spend, &lookup)
        };
        let channels: Vec<ChannelModel> = (0..s.channels.len()).map(channel).collect();
        let people_weeks = run_off::people_weeks(s, &cells, &channels, &inputs);
        let weeks = people_weeks + run_off::booked_for(s);
        let spend = |arm: usize, t: usize| channels.iter().filter_map(|c| c.spend[arm].get(t)).sum();
        let spend_by_week: Vec<Vec<f64>> =
            (0..s.arms()).map(|arm| (0..weeks).map(|t| spend(arm, t)).collect()).collect();
        let mut effects = Effects::new(s);
        let at = Prepare { scenario: s, lookup: &lookup, cells: &cells, spend_by_week: &spend_by_week, people_weeks };
        let levers = Levers::prepare(&at, &mut effects);
        rates.effects = effects.collected();
        let found = OpeningGroup::all(&cells, most);
        let recycles = recycles(s, &lookup);
        let [margin, cost_per_deal] = ["money.margin", "money.cost_per_deal"].map(|path| lookup.input(path));
        lookup.all_there()?;
        Ok(Self {
            gauges: [WeeklyMetric::Inquiries, WeeklyMetric::Won].into_iter().chain(levers.gauges()).collect(),
            moves: StageIx::first(s.stages.len()).map(|stage| levers.moves(stage)).collect(),
            levers,
            found,
            recorder: Recorder {
                horizon,
                stage_cost: s.stages.iter().map(|x| cents(x.cost_per_person)).collect(),
                returning: cells.iter().map(|cell| cell.origin == Origin::Nurture).collect(),
            },
            deals: DealTerms { horizon, margin, cost_per_deal },
            terms: Terms {
                horizon,
                weeks,
                spend_by_week,
                lever_cost: (0..s.arms()).map(|arm| s.lever_cost(arm)).collect(),
                timing: MoneyCalendar::new(s, weeks),
            },
            noise: [0, 1].map(|noise| key(s.seed, Purpose::Pass, &["luck"]).with(noise)),
            scenario: s.clone(),
            horizon,
            people_weeks,
            inputs,
            channels,
            rates,
            cells,
            recycles,
        })
    }

    /// The scenario from which it was made.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Number of arms: today and every plan.
    #[must_use]
    pub fn arms(&self) -> usize {
        self.scenario.arms()
    }

    /// Weeks simulated: the horizon, the run-off, and until all revenue of deals won is booked.
    #[must_use]
    pub fn weeks(&self) -> usize {
        self.terms.weeks
    }

    /// Weeks in which people move: the horizon and the run-off.
    #[must_use]
    pub fn people_weeks(&self) -> usize {
        self.people_weeks
    }

    /// Weeks in which money is spent and results count.
    #[must_use]
    pub fn horizon(&self) -> usize {
        self.horizon
    }

    /// What is measured week by week besides people and money, in storage order.
    #[must_use]
    pub fn gauges(&self) -> &[WeeklyMetric] {
        &self.gauges
    }

    /// Spend of an arm on a channel, by week of the horizon.
    #[must_use]
    pub fn spend(&self, arm: usize, channel: usize) -> &[f64] {
        self.channels.get(channel).and_then(|c| c.spend.get(arm)).map_or(&[], Vec::as_slice)
    }
}

fn recycles(s: &Scenario, lookup: &Lookup<'_>) -> Vec<Option<Recycle>> {
    let recycle = |(i, stage): (usize, &Stage)| {
        let to = s.stages.iter().position(|x| x.id == stage.loss.to)?;
        Some(Recycle { to: StageIx(to), share: lookup.input(&format!("stages[{i}].loss.to_share")) })
    };
    s.stages.iter().enumerate().map(recycle).collect()
}
