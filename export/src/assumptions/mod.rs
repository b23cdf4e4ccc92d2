//! Everything that an answer rests on, in one list: for the workbook, the notes of slides and the printed page.

mod one;

use funnel_engine::scenario::{DealSize, Scenario};
use one::{Given, delay, estimate};

use funnel_sentences::ask::placed;
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
    /// A share.
    Share,
    /// Anything else.
    Number,
    /// Not a number.
    Words,
}

/// Every assumption, in the order of the process, with the plan's changes last.
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
        all.push(given.money(at("spend_per_week"), &c.name, "Spend a week today", c.spend_per_week));
        if let Some(x) = c.reference_spend_per_week {
            let what = "Spend a week at which cost and response hold";
            all.push(given.money(at("reference_spend_per_week"), &c.name, what, x));
        }
        until(&mut all, &at(""));
        if c.slope != 1.0 {
            all.push(given.number(at("slope"), &c.name, "Slope of the response", c.slope));
        }
        if c.lead_weeks > 0 {
            let weeks = f64::from(c.lead_weeks);
            all.push(given.number(at("lead_weeks"), &c.name, "Weeks from spending to inquiries", weeks));
        }
    }
    for (i, x) in s.segments.iter().enumerate() {
        let at = |field: &str| format!("segments[{i}].{field}");
        all.push(given.number(at("share"), &x.name, "Weight among inquiries", x.share));
        until(&mut all, &at(""));
        if x.cycle != 1.0 {
            all.push(given.number(at("cycle"), &x.name, "Delays, against others’", x.cycle));
        }
    }
    for (i, x) in s.stages.iter().enumerate() {
        let at = |field: &str| format!("stages[{i}].{field}");
        until(&mut all, &at(""));
        all.push(given.words(at("delay"), &x.name, "Time to pass", delay(&x.delay, n)));
        if x.open_at_start > 0 {
            let people = f64::from(x.open_at_start);
            all.push(given.number(at("open_at_start"), &x.name, "People waiting at the start", people));
        }
        if x.cost_per_person != 0.0 {
            all.push(given.money(at("cost_per_person"), &x.name, "Cost of each who enters", x.cost_per_person));
        }
    }
    until(&mut all, "levers");
    for x in s.settings() {
        let said = levers::value(n, x.unit, x.today);
        all.push(Assumption { mean: Some(x.today), ..given.words(x.key, &x.owner, x.label, said) });
    }
    until(&mut all, "money");
    match &s.money.deal {
        DealSize::Lognormal { sigma, .. } => {
            let what = "Spread of deal sizes (σ of the logarithm)";
            all.push(given.number("money.deal.lognormal.sigma".into(), "", what, *sigma));
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
    all.extend(plan(s, n));
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
    all.push(given.number("frame.horizon_weeks".into(), "", "Weeks in which results count", weeks));
    if !s.market.season.is_empty() {
        let said = season::says(n, &s.market, s.frame.horizon_weeks);
        all.push(given.words("market.season".into(), "", "Season", said));
    }
    if s.market.sigma != 0.0 {
        all.push(given.number("market.sigma".into(), "", "Spread of the market", s.market.sigma));
    }
    if let Some(value) = s.target.value {
        let what = goal(s.target.metric, value, n);
        let said = format!("{what}, with {} confidence", funnel_sentences::often::wanted(n, s.target.confidence));
        all.push(given.words("target".into(), "", "Target", said));
    }
    all
}

/// What the plan does.
fn plan(s: &Scenario, n: &dyn Numbers) -> Vec<Assumption> {
    let given = Given { n };
    let Some(plan) = s.plans.first() else { return Vec::new() };
    let mut all = Vec::new();
    for (i, x) in plan.spend.iter().enumerate() {
        all.push(given.words(format!("plans[0].spend[{i}]"), "Plan", "Change of spend", placed(n, s, x)));
    }
    for (setting, to) in levers::changed(s, 0) {
        let said = levers::change(n, &setting, to);
        all.push(given.words(format!("plans[0].{}", setting.key), "Plan", "Change", said));
    }
    for x in &plan.rates {
        let name = s.stages.iter().find(|stage| stage.id == x.stage).map_or(x.stage.as_str(), |stage| &stage.name);
        let what = format!("Shift of “{name}” (of 100 even chances)");
        all.push(given.number(format!("plans[0].rates.{}", x.stage), "Plan", &what, x.logit));
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
mod tests {
    use super::*;
    use funnel_engine::scenario::templates::{TEMPLATES, load};
    use funnel_text::NumberStyle;

    #[test]
    fn no_input_of_any_template_is_left_out() {
        let n = NumberStyle::default();
        for template in TEMPLATES {
            let s = load(template.id).unwrap();
            let all = all(&s, &n);
            for field in s.inputs() {
                let found: Vec<_> = all.iter().filter(|x| x.path == field.path.json).collect();
                assert_eq!(found.len(), 1, "{}: {}", template.id, field.path.json);
                assert!(found[0].mean.is_some() && found[0].source == field.input.source);
            }
            let mut paths: Vec<_> = all.iter().map(|x| &x.path).collect();
            let count = paths.len();
            paths.sort();
            paths.dedup();
            assert_eq!(paths.len(), count, "{}: no path twice", template.id);
        }
    }

    #[test]
    fn a_range_has_its_ends_and_its_mean_between() {
        let s = load("blank").unwrap();
        let all = all(&s, &NumberStyle::default());
        let rate = all.iter().find(|x| x.path == "stages[0].rate").unwrap();
        assert_eq!((rate.said.as_str(), rate.tag, rate.grade), ("10 to 45%", "guess", "C"));
        let (low, high) = rate.range.unwrap();
        assert!((low - 0.1).abs() < 1e-6 && (high - 0.45).abs() < 1e-6, "{low} {high}");
        // Computed by numerical integration of the logit-normal in Python.
        assert!((rate.mean.unwrap() - 0.256_389_9).abs() < 1e-4, "{:?}", rate.mean);
        let said = |path: &str| all.iter().find(|x| x.path == path).map(|x| x.said.clone()).unwrap_or_default();
        assert_eq!(said("plans[0].spend[0]"), "20% more on all channels");
        assert_eq!(said("stages[2].delay"), "half in 4, nine in ten in 12 weeks");
    }
}
