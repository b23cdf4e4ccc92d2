//! Everything that an answer rests on, in one list: for the workbook, the notes of slides and the printed page.

mod one;

use funnel_engine::scenario::{DealSize, Plan, Scenario};
use one::{Given, delay, estimate, of_setting, shown};

use funnel_sentences::ask::{placed, plan_names};
use funnel_sentences::besides::shift;
use funnel_sentences::levers;
use funnel_sentences::numbers::{Numbers, count, money};
use funnel_sentences::period::period;
use funnel_sentences::season;
use funnel_sentences::target::goal;

/// One assumption.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// Its place in the scenario, or a name of its own.
    pub path: String,
    /// What it belongs to: a channel, a stage; empty for the scenario itself.
    pub of: String,
    /// What it is.
    pub what: String,
    /// Its value, as a person would say it.
    pub said: String,
    /// What it is measured in.
    pub unit: Measure,
    /// Its mean; `None` where it is not a number.
    pub mean: Option<f64>,
    /// Its P10 and P90, where it is a range.
    pub range: Option<(f64, f64)>,
    /// Where it comes from.
    pub source: String,
    /// Who vouches for it; empty for what is not an estimate.
    pub tag: &'static str,
    /// How good the source is.
    pub grade: &'static str,
    /// Whether it has no effect: a zero without a comment.
    pub is_idle: bool,
}

/// What a number is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Money.
    Money,
    /// Money in the scenario's period.
    Spend,
    /// A share.
    Share,
    /// People in the scenario's period.
    People,
    /// A shift of the odds: how many more of 100 even chances.
    Even,
    /// A plain number of these; empty where it counts nothing.
    Of(&'static str),
    /// Not a number.
    Words,
}

/// Every assumption, in the order of the process, with the plans' changes last.
#[must_use]
pub fn all(s: &Scenario, n: &dyn Numbers) -> Vec<Assumption> {
    let mut all = Vec::new();
    let mut inputs = s.inputs().into_iter().map(|field| estimate(&field, n)).peekable();
    let mut until = |all: &mut Vec<Assumption>, part: &str| {
        while let Some(next) = inputs.next_if(|x| x.path.starts_with(part)) {
            all.push(next);
        }
    };
    let given = Given { n };
    for (i, c) in s.channels.iter().enumerate() {
        let at = |field: &str| format!("channels[{i}].{field}");
        all.push(given.number(at("spend_per_week"), &c.name, "Spend today", c.spend_per_week, Measure::Spend));
        if let Some(x) = c.reference_spend_per_week {
            let what = "Spend at which cost and response hold";
            all.push(given.number(at("reference_spend_per_week"), &c.name, what, x, Measure::Spend));
        }
        until(&mut all, &at(""));
        if c.slope != 1.0 {
            all.push(given.number(at("slope"), &c.name, "Slope of the response", c.slope, Measure::Of("")));
        }
        if c.lead_weeks > 0 {
            let weeks = f64::from(c.lead_weeks);
            all.push(given.number(
                at("lead_weeks"),
                &c.name,
                "Time from spending to inquiries",
                weeks,
                Measure::Of("weeks"),
            ));
        }
    }
    for (i, x) in s.segments.iter().enumerate() {
        let at = |field: &str| format!("segments[{i}].{field}");
        all.push(given.number(at("share"), &x.name, "Weight among inquiries", x.share, Measure::Of("")));
        until(&mut all, &at(""));
        if x.cycle != 1.0 {
            all.push(given.number(at("cycle"), &x.name, "Delays, against others’", x.cycle, Measure::Of("times")));
        }
    }
    for (i, x) in s.stages.iter().enumerate() {
        let at = |field: &str| format!("stages[{i}].{field}");
        until(&mut all, &at(""));
        all.push(given.words(at("delay"), &x.name, "Time to pass", delay(&x.delay, n)));
        if x.open_at_start > 0 {
            let people = f64::from(x.open_at_start);
            all.push(given.number(at("open_at_start"), &x.name, "Waiting at the start", people, Measure::Of("people")));
        }
        if x.cost_per_person != 0.0 {
            all.push(given.number(
                at("cost_per_person"),
                &x.name,
                "Cost of each who enters",
                x.cost_per_person,
                Measure::Money,
            ));
        }
    }
    until(&mut all, "levers");
    for x in s.settings() {
        let said = levers::value(n, x.unit, x.today);
        let unit = of_setting(x.unit);
        let mean = Some(shown(unit, x.today, n));
        all.push(Assumption { mean, unit, ..given.words(x.key, &x.owner, x.label, said) });
    }
    until(&mut all, "money");
    match &s.money.deal {
        DealSize::Lognormal { sigma, .. } => {
            let what = "Spread of deal sizes (σ of the logarithm)";
            all.push(given.number("money.deal.lognormal.sigma".into(), "", what, *sigma, Measure::Of("")));
        }
        DealSize::Empirical { values } => {
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let said = format!("one of {} deals seen, {} on average", count(n, values.len() as f64), money(n, mean));
            let words = given.words("money.deal.empirical".into(), "", "Deal size", said);
            all.push(Assumption { mean: Some(mean), unit: Measure::Money, ..words });
        }
        DealSize::Fixed { .. } | DealSize::Gamma { .. } => {}
    }
    all.extend(frame(s, n));
    all.extend(plans(s, n));
    all
}

/// Time, discounting and target.
fn frame(s: &Scenario, n: &dyn Numbers) -> Vec<Assumption> {
    let given = Given { n };
    let mut all = vec![Assumption {
        mean: Some(s.money.discount_rate),
        unit: Measure::Share,
        ..given.words("money.discount_rate".into(), "", "Discount rate a year", n.percent(s.money.discount_rate, 1))
    }];
    let weeks = f64::from(s.frame.horizon_weeks);
    all.push(given.number(
        "frame.horizon_weeks".into(),
        "",
        "Time in which results count",
        weeks,
        Measure::Of("weeks"),
    ));
    if !s.market.season.is_empty() {
        let said = season::says(n, &s.market, s.frame.horizon_weeks);
        all.push(given.words("market.season".into(), "", "Season", said));
    }
    if s.market.sigma != 0.0 {
        all.push(given.number("market.sigma".into(), "", "Spread of the market", s.market.sigma, Measure::Of("")));
    }
    if let Some(value) = s.target.value {
        let what = goal(s.target.metric, value, n);
        let said = format!("{what}, with {} confidence", funnel_sentences::often::wanted(n, s.target.confidence));
        all.push(given.words("target".into(), "", "Target", said));
    }
    all
}

/// What each plan does.
fn plans(s: &Scenario, n: &dyn Numbers) -> Vec<Assumption> {
    plan_names(n, s).into_iter().zip(s.plans.iter().enumerate()).flat_map(|(name, x)| plan(s, x, name, n)).collect()
}

fn plan(s: &Scenario, (i, plan): (usize, &Plan), name: String, n: &dyn Numbers) -> Vec<Assumption> {
    let given = Given { n };
    let of = if s.plans.len() == 1 { "Plan".to_owned() } else { name };
    let mut all = Vec::new();
    for (step, x) in plan.spend.iter().enumerate() {
        all.push(given.words(format!("plans[{i}].spend[{step}]"), &of, "Change of spend", placed(n, s, x)));
    }
    for (setting, to) in levers::changed(s, i) {
        let said = levers::change(n, &setting, to);
        all.push(given.words(format!("plans[{i}].{}", setting.key), &of, "Change", said));
    }
    for x in &plan.rates {
        let name = s.stages.iter().find(|stage| stage.id == x.stage).map_or(x.stage.as_str(), |stage| &stage.name);
        let words =
            given.words(format!("plans[{i}].rates.{}", x.stage), &of, &format!("Pass “{name}”"), shift(n, x.logit));
        let mean = Some(shown(Measure::Even, x.logit, n));
        all.push(Assumption { mean, unit: Measure::Even, ..words });
    }
    all
}

/// `Paid channel: cost of one inquiry at today’s spend`.
#[must_use]
pub fn name(x: &Assumption) -> String {
    if x.of.is_empty() { x.what.clone() } else { format!("{}: {}", x.of, x.what) }
}

/// How the answer can be reproduced, in one line.
#[must_use]
pub fn provenance(report: &funnel_engine::report::Report, n: &dyn Numbers) -> String {
    format!(
        "Simulated with the funnel simulator, engine {}, seed {}, {} futures, {}. The same scenario and seed give the \
         same numbers to the last bit.",
        report.engine,
        report.seed,
        count(n, f64::from(report.replicates)),
        period(report.horizon_weeks)
    )
}

#[cfg(test)]
mod tests;
