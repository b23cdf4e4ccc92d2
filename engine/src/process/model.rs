//! A scenario made ready to run.

use super::cells::{Cell, cells, nurtured};
use super::content::ContentModel;
use super::demand::ChannelModel;
use super::effects::effects;
use super::nurture::NurtureModel;
use super::outcome::Gauge;
use super::places::Places;
use super::rates::RateTable;
use super::renewal::CustomersModel;
use super::run_off;
use super::staff::{SlowAnswer, StageWork, TeamModel};
use super::streams::{Purpose, key};
use super::theta::Inputs;
use super::waits::Waits;
use super::word::WordModel;
use crate::math::logistic::logit;
use crate::sample::{DelayTable, Key};
use crate::scenario::{Problem, Scenario};

/// A valid scenario with its tables built: distributions, delays, streams. It does not change while it runs, and one
/// can serve any number of workers.
pub struct Model {
    pub(super) scenario: Scenario,
    pub(super) horizon: usize,
    /// Weeks in which people move: the horizon and the run-off.
    pub(super) people_weeks: usize,
    /// Those, and the weeks after them in which revenue of deals won is still booked.
    pub(super) weeks: usize,
    pub(super) inputs: Inputs,
    pub(super) channels: Vec<ChannelModel>,
    /// Spend on all channels, `[arm][week]`.
    pub(super) spend_by_week: Vec<Vec<f64>>,
    /// What an arm's levers cost a week beyond today's, beside teams, nurture and content.
    pub(super) lever_cost: Vec<f64>,
    pub(super) rates: RateTable,
    pub(super) cells: Vec<Cell>,
    /// Opening pipelines: tables and chances of people found waiting at the start.
    pub(super) found: Vec<Found>,
    /// Index of each stage that takes in another's losses, by the losing stage.
    pub(super) recycles: Vec<Option<Recycle>>,
    pub(super) teams: Vec<TeamModel>,
    /// What each stage takes of a team.
    pub(super) works: Vec<Option<StageWork>>,
    pub(super) slow: Option<SlowAnswer>,
    pub(super) nurture: Option<NurtureModel>,
    pub(super) content: Option<ContentModel>,
    pub(super) customers: Option<CustomersModel>,
    pub(super) word: Option<WordModel>,
    /// Whether a stage's rate moves from week to week.
    pub(super) moves: Vec<bool>,
    pub(super) gauges: Vec<Gauge>,
    /// The cells in the order of their ids: who is picked from a queue depends on an order, and the scenario's shall
    /// change nothing.
    pub(super) by_id: Vec<usize>,
    /// Money spent on each person who enters a stage, in cents.
    pub(super) stage_cost: Vec<i64>,
    pub(super) luck: [Key; 2],
    pub(super) margin: usize,
    pub(super) cost_per_deal: usize,
    pub(super) timing: super::money::Calendar,
}

/// People found waiting in a stage at the start.
pub(super) struct Found {
    pub(super) cell: usize,
    pub(super) stage: usize,
    pub(super) people: u32,
    /// Added to logit(rate): whoever waits long is found waiting more often, so the stage's rate does not hold.
    pub(super) shift: f64,
    pub(super) passing: DelayTable,
    pub(super) leaving: DelayTable,
}

/// Where a stage's losses are taken in again.
pub(super) struct Recycle {
    pub(super) to: usize,
    pub(super) share: usize,
}

impl Model {
    /// Makes a scenario ready.
    ///
    /// # Errors
    ///
    /// All of [`Scenario::problems`].
    pub fn new(scenario: &Scenario) -> Result<Self, Vec<Problem>> {
        Self::after(scenario, None)
    }

    /// [`Model::new`], several times faster where an earlier model had some of the same uncertain inputs: its tables are
    /// taken over. The numbers are the same.
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

    /// [`Model::after`] for a scenario without [problems](Scenario::problems): they are not looked for again, so that a
    /// worker of the page need not hold the code that names them. Of any other scenario it may make nonsense, or panic.
    ///
    /// # Errors
    ///
    /// What cannot be drawn from.
    pub fn of_valid(scenario: &Scenario, earlier: Option<&Self>) -> Result<Self, String> {
        Self::build(scenario, earlier)
    }

    fn build(s: &Scenario, earlier: Option<&Self>) -> Result<Self, String> {
        let inputs = Inputs::new(s, earlier.map(|e| &e.inputs))?;
        let places = Places::new(s, &inputs);
        let horizon = s.frame.horizon_weeks as usize;
        let most = horizon + s.frame.run_off_weeks as usize;
        let effects = (0..s.plans.len()).map(|plan| effects(s, plan, &places)).collect();
        let mut rates = RateTable { slots: Vec::new(), effects };
        let waits = Waits::new(s, most);
        let mut cells = cells(s, &places, &mut rates, &waits);
        let pools = nurtured(s, &places, &mut rates, &waits, &mut cells);
        let channels: Vec<ChannelModel> = (0..s.channels.len()).map(|i| ChannelModel::new(s, i, &places)).collect();
        let recycle = |(i, stage): (usize, &crate::scenario::Stage)| {
            let to = s.stages.iter().position(|x| x.id == stage.loss.to)?;
            Some(Recycle { to, share: places.input(&format!("stages[{i}].loss.to_share")) })
        };
        let recycles = s.stages.iter().enumerate().map(recycle).collect();
        let people_weeks = run_off::people_weeks(s, &cells, &channels, &inputs);
        let weeks = people_weeks + run_off::booked_for(s);
        let slow = SlowAnswer::new(s, &places);
        let content = ContentModel::new(s, &places);
        let word = WordModel::new(s, &places);
        let moves = |i: usize| {
            slow.as_ref().is_some_and(|x| x.stage == i)
                || content.as_ref().is_some_and(|x| x.stage == i)
                || (word.is_some() && i + 1 == s.stages.len())
        };
        let spend = |arm: usize, t: usize| channels.iter().filter_map(|c| c.spend[arm].get(t)).sum();
        let spend_by_week: Vec<Vec<f64>> =
            (0..s.arms()).map(|arm| (0..weeks).map(|t| spend(arm, t)).collect()).collect();
        let nurture = NurtureModel::new(s, &places, &pools, &cells, &spend_by_week);
        let works = StageWork::all(s, &places);
        let customers = CustomersModel::new(s, &places, people_weeks);
        let found = found(&cells, most);
        let (margin, cost_per_deal) = (places.input("money.margin"), places.input("money.cost_per_deal"));
        places.all_there()?;
        Ok(Self {
            nurture,
            teams: TeamModel::all(s),
            works,
            by_id: by_id(s, &cells),
            gauges: gauges(s.teams.len(), slow.is_some()),
            moves: (0..s.stages.len()).map(moves).collect(),
            content,
            word,
            customers,
            slow,
            found,
            margin,
            cost_per_deal,
            lever_cost: (0..s.arms()).map(|arm| s.lever_cost(arm)).collect(),
            timing: super::money::Calendar::new(s, weeks),
            stage_cost: s.stages.iter().map(|x| super::money::cents(x.cost_per_person)).collect(),
            luck: [0, 1].map(|luck| key(s.seed, Purpose::Pass, &["luck"]).with(luck)),
            scenario: s.clone(),
            horizon,
            people_weeks,
            weeks,
            inputs,
            channels,
            spend_by_week,
            rates,
            cells,
            recycles,
        })
    }

    /// The scenario it was made from.
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
        self.weeks
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

    /// What is measured week by week beside people and money, in storage order.
    #[must_use]
    pub fn gauges(&self) -> &[Gauge] {
        &self.gauges
    }

    /// Spend of an arm on a channel, by week of the horizon.
    #[must_use]
    pub fn spend(&self, arm: usize, channel: usize) -> &[f64] {
        self.channels.get(channel).and_then(|c| c.spend.get(arm)).map_or(&[], Vec::as_slice)
    }
}

fn by_id(s: &Scenario, cells: &[Cell]) -> Vec<usize> {
    let id = |cell: &Cell| {
        let channel = cell.channel.map_or("", |c| s.channels[c].id.as_str());
        (channel, s.segments.get(cell.segment).map_or("", |x| x.id.as_str()), cell.origin)
    };
    // Each one's place is how many come before it. They are few; a sort takes the page three kilobytes.
    let mut order = vec![0; cells.len()];
    for (i, cell) in cells.iter().enumerate() {
        let before = |(j, other): &(usize, &Cell)| (id(other), *j) < (id(cell), i);
        order[cells.iter().enumerate().filter(before).count()] = i;
    }
    order
}

/// Place of [`Gauge::Inquiries`] in every model's gauges.
pub(super) const INQUIRIES_GAUGE: usize = 0;
/// Place of [`Gauge::Won`].
pub(super) const WON_GAUGE: usize = 1;

fn gauges(teams: usize, answers: bool) -> Vec<Gauge> {
    let teams =
        (0..teams).flat_map(|team| [Gauge::Utilisation { team }, Gauge::Waiting { team }, Gauge::Stale { team }]);
    let answers = answers.then_some([Gauge::Minutes, Gauge::Reach]).into_iter().flatten();
    [Gauge::Inquiries, Gauge::Won].into_iter().chain(teams).chain(answers).collect()
}

/// Everyone waiting at the start, with what holds for people found waiting.
///
/// In a steady state people who will pass are found in proportion to how long they stay: odds of passing are the
/// rate's odds times E\[stay of those who pass\] / E\[stay of those who leave\].
fn found(cells: &[Cell], weeks: usize) -> Vec<Found> {
    let mut all = Vec::new();
    for (c, cell) in cells.iter().enumerate() {
        for (s, people) in cell.open.iter().enumerate().filter(|(_, n)| **n > 0) {
            let [passing, leaving] = [&cell.stages[s].passing, &cell.stages[s].leaving].map(|wait| &wait.law.law);
            let (pass, leave) = (passing.mean(), leaving.mean());
            // Beyond e^±20 either kind is never found; without any delay there is nothing to weigh.
            let shift = if pass + leave > 0.0 { logit(pass / (pass + leave)).clamp(-20.0, 20.0) } else { 0.0 };
            let [passing, leaving] = [passing, leaving].map(|law| law.residual(weeks));
            all.push(Found { cell: c, stage: s, people: *people, shift, passing, leaving });
        }
    }
    all
}
