//! The plain process as formulas, from spend to profit.

use funnel_engine::process::Metric;
use funnel_engine::report::{Arm, Estimate};
use funnel_engine::scenario::{Channel, DealSize, Scenario, Stage};

use super::formula::Formula;
use super::planned_spend;
use crate::book::Format;

/// An assumption's mean as a cell and its value, by the assumption's path.
pub(super) type Means<'a> = &'a dyn Fn(&str) -> Option<Formula>;

/// Row of the first line, below the headings.
pub(super) const FIRST: usize = 4;
/// Columns of the formulas' results: today, plan.
pub(super) const COLUMNS: [&str; 2] = ["B", "F"];

/// One line: its name, its formulas, and its counterpart in a simulated arm.
pub(super) struct Line {
    pub(super) head: String,
    pub(super) formulas: [Formula; 2],
    pub(super) simulated: Simulated,
    pub(super) format: Format,
}

/// A line's counterpart in a simulated arm.
#[derive(Clone, Copy)]
pub(super) enum Simulated {
    /// Not reported.
    Nothing,
    /// A figure.
    Figure(Metric),
    /// Spend, which contains no luck.
    Spend,
    /// People who came into a stage.
    Entered(usize),
    /// People who passed a stage.
    Passed(usize),
}

impl Simulated {
    /// Its mean, with the standard error where that is known.
    pub(super) fn of(self, arm: &Arm) -> Estimate {
        let stage = |i: usize, of: fn(&funnel_engine::report::StageFlow) -> f64| Estimate {
            value: arm.stages.get(i).map(of),
            se: None,
        };
        match self {
            Self::Nothing => Estimate::default(),
            Self::Figure(metric) => arm.figures.get(&metric).map(|x| x.mean).unwrap_or_default(),
            Self::Spend => Estimate { value: Some(arm.spend), se: Some(0.0) },
            Self::Entered(i) => stage(i, |x| x.entered),
            Self::Passed(i) => stage(i, |x| x.passed),
        }
    }
}

/// A formula for today and one for the plan.
type Pair = [Formula; 2];

/// The lines so far, and the assumptions that their formulas read.
struct Chain<'a> {
    all: Vec<Line>,
    scenario: &'a Scenario,
    means: Means<'a>,
}

/// Every line, from spend to profit.
pub(super) fn lines(scenario: &Scenario, means: Means<'_>) -> Vec<Line> {
    let mut chain = Chain { all: Vec::new(), scenario, means };
    let (spend, inquiries) = chain.inquiries();
    let (customers, costs) = chain.stages(inquiries);
    chain.money(&spend, &customers, costs);
    chain.all
}

impl Chain<'_> {
    fn mean(&self, path: &str) -> Formula {
        (self.means)(path).unwrap_or_else(|| Formula::number(0.0))
    }

    /// Adds a line, and returns its cells for others to read.
    fn add(&mut self, head: &str, format: Format, simulated: Simulated, formulas: Pair) -> Pair {
        let row = FIRST + self.all.len();
        let mut cells = COLUMNS.map(|column| Formula::cell(&format!("{column}{row}"), 0.0));
        for (cell, formula) in cells.iter_mut().zip(&formulas) {
            *cell = Formula::cell(cell.text(), formula.value());
        }
        self.all.push(Line { head: head.to_owned(), formulas, simulated, format });
        cells
    }

    /// Spend and inquiries of the horizon.
    fn inquiries(&mut self) -> (Pair, Pair) {
        let mut spent: [Vec<Formula>; 2] = Default::default();
        let mut came: [Vec<Formula>; 2] = Default::default();
        for (i, c) in self.scenario.channels.iter().enumerate() {
            let spend = self.mean(&format!("channels[{i}].spend_per_week"));
            let planned = self.planned(c, &spend);
            let head = format!("{}: spend a week, on average", c.name);
            let spends = self.add(&head, Format::Money, Simulated::Nothing, [spend, planned]);
            let people = spends.clone().map(|spend| self.response(spend, i, c));
            let people = self.add(&format!("{}: inquiries a week", c.name), Format::Plain, Simulated::Nothing, people);
            for (arm, (spend, people)) in spends.into_iter().zip(people).enumerate() {
                spent[arm].push(spend);
                came[arm].push(people);
            }
        }
        let weeks = self.mean("frame.horizon_weeks");
        let over = |weekly: Vec<Formula>| weeks.clone() * Formula::sum(weekly);
        let (spent, came) = (spent.map(over), came.map(over));
        let spend = self.add("Spend", Format::Money, Simulated::Spend, spent);
        (spend, self.add("Inquiries", Format::Plain, Simulated::Figure(Metric::Inquiries), came))
    }

    /// The plan's spend on a channel as a multiple of today's; as an amount a week where today spends nothing.
    fn planned(&self, c: &Channel, spend: &Formula) -> Formula {
        let planned = self.scenario.plans.first().map(|plan| planned_spend(plan, c, self.scenario.frame.horizon_weeks));
        match planned {
            None => spend.clone(),
            Some(planned) if c.spend_per_week > 0.0 => spend.clone() * Formula::number(planned / c.spend_per_week),
            Some(planned) => Formula::number(planned),
        }
    }

    /// Inquiries a week at a steady spend: the Hill curve through today's point with its elasticity, and those that
    /// come without spend (docs/model.md, "Response").
    fn response(&self, spend: Formula, i: usize, c: &Channel) -> Formula {
        let mean = |field: &str| self.mean(&format!("channels[{i}].{field}"));
        let organic = mean("organic_per_week");
        if c.reference_spend() <= 0.0 {
            return organic;
        }
        let reference = match c.reference_spend_per_week {
            Some(_) => mean("reference_spend_per_week"),
            None => mean("spend_per_week"),
        };
        let slope = if c.slope == 1.0 { Formula::number(1.0) } else { mean("slope") };
        // H(x)/H(x0) = (1 + k)·r^s/(r^s + k), with r = x/x0 and k = (e/s)/(1 − e/s).
        let share = mean("elasticity") / slope.clone();
        let half = share.clone() / (Formula::number(1.0) - share);
        let times = (spend / reference.clone()).power(&slope);
        let curve = (Formula::number(1.0) + half.clone()) * times.clone() / (times + half);
        organic + reference / mean("cost_per_inquiry") * curve
    }

    /// Customers, and what the people on their way cost.
    fn stages(&mut self, inquiries: Pair) -> (Pair, [Vec<Formula>; 2]) {
        let mut passed = inquiries;
        // People who are lost and taken in by a later stage: its id, and how many.
        let mut again: Vec<(&str, Pair)> = Vec::new();
        let mut costs: [Vec<Formula>; 2] = Default::default();
        let scenario = self.scenario;
        for (i, stage) in scenario.stages.iter().enumerate() {
            let path = |field: &str| format!("stages[{i}].{field}");
            let waiting = (stage.open_at_start > 0).then(|| self.mean(&path("open_at_start")));
            let mut enters = passed;
            for (arm, people) in enters.iter_mut().enumerate() {
                let back = again.iter().filter(|(id, _)| *id == stage.id).map(|(_, pair)| pair[arm].clone());
                *people = Formula::sum(std::iter::once(people.clone()).chain(waiting.clone()).chain(back));
            }
            let entered = self.add(&format!("{}: came in", stage.name), Format::Plain, Simulated::Entered(i), enters);
            let rates = self.rates(i, stage);
            let [[e0, e1], [r0, r1]] = [entered.clone(), rates];
            let head = format!("{}: passed", stage.name);
            passed = self.add(&head, Format::Plain, Simulated::Passed(i), [e0 * r0, e1 * r1]);
            if !stage.loss.to.is_empty() {
                let share = self.mean(&path("loss.to_share"));
                let [[e0, e1], [p0, p1]] = [entered.clone(), passed.clone()];
                let back = [(e0 - p0) * share.clone(), (e1 - p1) * share];
                let head = format!("{}: taken in again", stage.name);
                again.push((&stage.loss.to, self.add(&head, Format::Plain, Simulated::Nothing, back)));
            }
            if stage.cost_per_person != 0.0 {
                // People there at the start have already been paid for.
                let cost = self.mean(&path("cost_per_person")).in_cents();
                let new = |entered: Formula| waiting.iter().cloned().fold(entered, |all, waiting| all - waiting);
                costs.iter_mut().zip(entered).for_each(|(costs, entered)| costs.push(new(entered) * cost.clone()));
            }
        }
        let customers = self.add("Customers won", Format::Plain, Simulated::Figure(Metric::Customers), passed);
        (customers, costs)
    }

    /// The chance of passing a stage, today and under the plan.
    fn rates(&mut self, i: usize, stage: &Stage) -> Pair {
        let rate = self.mean(&format!("stages[{i}].rate"));
        let changes = self.scenario.plans.first().map_or(&[][..], |plan| &plan.rates);
        let shift: f64 = changes.iter().filter(|x| x.stage == stage.id).map(|x| x.logit).sum();
        let planned = if shift == 0.0 {
            rate.clone()
        } else {
            // 1/(1 + e^(−logit(p) − shift)), with e^(−logit(p)) = (1 − p)/p: it holds for p = 1 too.
            let one = || Formula::number(1.0);
            let odds = (one() - rate.clone()) / rate.clone() * (Formula::number(-shift)).exp();
            one() / (one() + odds)
        };
        let head = format!("{}: chance to pass", stage.name);
        self.add(&head, Format::Share, Simulated::Nothing, [rate, planned])
    }

    /// Revenue and profit.
    fn money(&mut self, spend: &Pair, customers: &Pair, costs: [Vec<Formula>; 2]) {
        let deal = match &self.scenario.money.deal {
            DealSize::Fixed { .. } => self.mean("money.deal.fixed.value").in_cents(),
            DealSize::Lognormal { .. } => {
                let sigma = self.mean("money.deal.lognormal.sigma");
                let two = || Formula::number(2.0);
                self.mean("money.deal.lognormal.median") * (sigma.power(&two()) / two()).exp()
            }
            DealSize::Gamma { .. } => self.mean("money.deal.gamma.mean"),
            DealSize::Empirical { .. } => self.mean("money.deal.empirical"),
        };
        let deal = self.add("Value of a deal", Format::Money, Simulated::Nothing, [deal.clone(), deal]);
        let [[c0, c1], [d0, d1]] = [customers.clone(), deal];
        let revenue = self.add("Revenue", Format::Money, Simulated::Figure(Metric::Revenue), [c0 * d0, c1 * d1]);
        let (margin, each) = (self.mean("money.margin"), self.mean("money.cost_per_deal"));
        let mut profit = revenue;
        for (arm, (profit, costs)) in profit.iter_mut().zip(costs).enumerate() {
            let gross = profit.clone() * margin.clone();
            let less = gross - spend[arm].clone() - customers[arm].clone() * each.clone();
            *profit = costs.into_iter().fold(less, |profit, cost| profit - cost);
        }
        self.add("Profit after spend", Format::Money, Simulated::Figure(Metric::Profit), profit);
    }
}
