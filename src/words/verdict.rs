//! The verdict: the answer view's title, which changes with the numbers.

use funnel_engine::process::Metric;
use funnel_engine::report::{Comparison, Report};
use funnel_engine::scenario::Scenario;

use super::ask::subject;
use super::numbers::{Numbers, count, decade, money_of, share};
use super::period::period;
use super::price;

/// What kind of answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The numbers carry a verdict.
    Clear,
    /// The error is larger than the effect.
    Unclear,
    /// Nothing differs from today.
    Same,
    /// There is no plan to compare.
    Alone,
}

/// The answer in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What kind of answer it is.
    pub kind: Kind,
    /// One sentence to repeat.
    pub title: String,
    /// The same in a few words, for where there is no room.
    pub short: String,
    /// What to do about it, where something can be done.
    pub advice: Option<String>,
}

/// Half-widths of a 95 % interval in standard errors.
const SURE: f64 = 1.96;

/// The share of dots above zero, as the chart shows them: (above, of how many).
#[must_use]
pub fn futures(c: &Comparison) -> (usize, usize) {
    (c.dots.iter().filter(|x| **x > 0.0).count(), c.dots.len())
}

/// `41 of 50 futures`, `all 50 futures`, `none of 50 futures`.
#[must_use]
pub fn in_futures(k: usize, n: usize) -> String {
    match k {
        0 => format!("none of {n} futures"),
        _ if k == n => format!("all {n} futures"),
        _ => format!("{k} of {n} futures"),
    }
}

/// The verdict on the first plan, with what of it nobody gave a price for: it would count as free.
#[must_use]
pub fn verdict(s: &Scenario, report: &Report, n: &dyn Numbers) -> Verdict {
    let mut said = by_figures(s, report, n);
    if said.kind != Kind::Same
        && let Some(lacks) = price::advice(s, 0)
    {
        said.advice = Some(said.advice.map_or_else(|| lacks.clone(), |more| format!("{more} {lacks}")));
    }
    said
}

fn by_figures(s: &Scenario, report: &Report, n: &dyn Numbers) -> Verdict {
    let within = period(report.horizon_weeks);
    let (Some(plan), Some(c), Some(today)) = (s.plans.first(), report.comparisons.first(), report.arms.first()) else {
        return alone(report, &within, n);
    };
    let profit = c.difference.get(&Metric::Profit).copied().unwrap_or_default();
    if c.spend == 0.0 && profit.sd.value.unwrap_or(0.0) == 0.0 && profit.mean.value.unwrap_or(0.0) == 0.0 {
        return Verdict {
            kind: Kind::Same,
            title: "The plan is today’s plan: nothing changes.".to_owned(),
            short: "As today".to_owned(),
            advice: Some("Move the budget to ask what a change would do.".to_owned()),
        };
    }
    let subject = subject(n, s, plan);
    let (k, of) = futures(c);
    let payback = pays(c.spend, k, of, &within);
    let short_pays = format!("{k} of {of}");
    let base = today.figures.get(&Metric::Revenue).and_then(|x| x.mean.value).unwrap_or(0.0);
    let revenue = c.difference.get(&Metric::Revenue).copied().unwrap_or_default();
    let extra = revenue.mean.value.unwrap_or(0.0);
    let clear = |title: String, short: String| Verdict { kind: Kind::Clear, title, short, advice: None };

    if base == 0.0 && extra == 0.0 {
        let title = format!("Neither today’s plan nor this one brings revenue within {within}.");
        let mut verdict = clear(title, "No revenue".to_owned());
        verdict.advice = Some("Look at the stages: some delay or rate lets nobody through in time.".to_owned());
        return verdict;
    }
    if extra == 0.0 {
        let title = format!("{subject} brings no more revenue within {within}, {}.", payback.with_no_revenue);
        return clear(title, format!("0 revenue · {short_pays}"));
    }
    if base == 0.0 {
        let title =
            format!("{subject} brings {} where today brings nothing, {}.", money_of(n, &revenue.mean), payback.clause);
        return clear(title, format!("{} · {short_pays}", money_of(n, &revenue.mean)));
    }
    let (uplift, se) = (c.mean_uplift.value.unwrap_or(0.0), c.mean_uplift.se.unwrap_or(f64::INFINITY));
    if uplift.abs() <= SURE * se {
        return unclear(report, uplift, se, n);
    }
    let size = share(n, uplift.abs(), se);
    // What rounds to "0 %" is no gain worth a verb: say the money.
    let size = if uplift.abs() < 5e-4 {
        money_of(n, &funnel_engine::report::Estimate { value: Some(extra.abs()), se: revenue.mean.se })
    } else {
        size
    };
    let sign = if uplift > 0.0 { "+" } else { "\u{2212}" };
    let short = format!("{sign}{size} revenue · {short_pays}");
    let title = if uplift > 0.0 {
        let verb = if c.spend > 0.0 { "buys" } else { "brings" };
        format!("{subject} {verb} {size} more revenue, {}.", payback.clause)
    } else if c.spend > 0.0 {
        let only = if k > 0 && 2 * k < of { "only " } else { "" };
        let futures = in_futures(k, of);
        format!("{subject} brings {size} less revenue, and pays for itself within {within} in {only}{futures}.")
    } else {
        format!("{subject} costs {size} of revenue, {}.", payback.clause)
    };
    clear(title, short)
}

/// The second half of the title.
struct Pays {
    clause: String,
    with_no_revenue: String,
}

fn pays(spend: f64, k: usize, of: usize, within: &str) -> Pays {
    let futures = in_futures(k, of);
    if spend > 0.0 {
        // "But" where what the reader hoped for is the rarer half.
        let join = if 2 * k < of { "but" } else { "and" };
        let clause = format!("{join} pays for itself within {within} in {futures}");
        Pays { with_no_revenue: format!("so it pays for itself in {futures}"), clause }
    } else {
        let clause = format!("and leaves more profit after {within} in {futures}");
        Pays { with_no_revenue: clause.clone(), clause }
    }
}

/// The error is larger than the effect: how many more runs would settle it, if any number would.
fn unclear(report: &Report, uplift: f64, se: f64, n: &dyn Numbers) -> Verdict {
    let effect = n.percent(uplift.abs(), 1);
    let sign = if uplift < 0.0 { "\u{2212}" } else { "+" };
    let title = format!(
        "We cannot tell yet: the change in revenue, {sign}{effect}, is smaller than its error, ±{}.",
        super::numbers::points(n, se)
    );
    // The error falls with the square root of the runs.
    let needed = f64::from(report.replicates) * ((SURE * se / uplift).powi(2) - 1.0);
    let most = f64::from(funnel_engine::simulate::MAX_REPLICATES);
    let advice = if needed.is_finite() && needed < most {
        // To one digit: it is a guess itself.
        let digit = decade(needed.max(1.0));
        format!("About {} more runs would settle it, or a larger change.", count(n, (needed / digit).ceil() * digit))
    } else {
        "No number of runs would settle it: ask for a larger change, or narrow the assumptions.".to_owned()
    };
    Verdict { kind: Kind::Unclear, title, short: "We cannot tell yet".to_owned(), advice: Some(advice) }
}

fn alone(report: &Report, within: &str, n: &dyn Numbers) -> Verdict {
    let revenue = report.arms.first().and_then(|arm| arm.figures.get(&Metric::Revenue)).copied().unwrap_or_default();
    Verdict {
        kind: Kind::Alone,
        title: format!(
            "Today’s plan brings {} within {within}; eight futures in ten lie between {} and {}.",
            money_of(n, &revenue.p50),
            money_of(n, &revenue.p10),
            money_of(n, &revenue.p90)
        ),
        short: money_of(n, &revenue.p50),
        advice: Some("Ask for another budget to compare.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::sample;
    use funnel_charts::format::NumberStyle;

    fn title(s: &Scenario, r: &Report) -> String {
        verdict(s, r, &NumberStyle::default()).title
    }

    #[test]
    fn more_budget() {
        let (mut s, r) = (sample::scenario(), sample::report());
        assert_eq!(
            title(&s, &r),
            "20% more budget buys 9% more revenue, and pays for itself within 12 months in 41 of 50 futures."
        );
        assert_eq!(verdict(&s, &r, &NumberStyle::default()).short, "+9% revenue · 41 of 50");
        let few = sample::with(&r, |c| c.dots = (0..50).map(|i| f64::from(i) - 37.5).collect());
        assert_eq!(
            title(&s, &few),
            "20% more budget buys 9% more revenue, but pays for itself within 12 months in 12 of 50 futures."
        );
        let all = sample::with(&r, |c| c.dots = vec![1.0; 50]);
        assert!(title(&s, &all).ends_with("in all 50 futures."), "{}", title(&s, &all));
        let none = sample::with(&r, |c| c.dots = vec![-1.0; 50]);
        assert!(title(&s, &none).ends_with("but pays for itself within 12 months in none of 50 futures."));
        let less = sample::with(&few, |c| c.mean_uplift.value = Some(-0.02));
        assert_eq!(
            title(&s, &less),
            "20% more budget brings 2% less revenue, and pays for itself within 12 months in only 12 of 50 futures."
        );
        s.plans[0].spend[0].channels = vec!["search".to_owned()];
        assert!(title(&s, &r).starts_with("20% more on Paid search buys 9% more revenue"));
    }

    #[test]
    fn less_budget() {
        let mut s = sample::scenario();
        s.plans[0].spend[0].scale = 0.8;
        let r = sample::with(&sample::report(), |c| {
            c.spend = -1e5;
            sample::set(c, Metric::Revenue, -5e5, 1e4);
            c.mean_uplift.value = Some(-0.062);
        });
        assert_eq!(
            title(&s, &r),
            "20% less budget costs 6% of revenue, and leaves more profit after 12 months in 41 of 50 futures."
        );
    }

    #[test]
    fn cannot_tell() {
        let s = sample::scenario();
        let r = sample::with(&sample::report(), |c| {
            c.mean_uplift = funnel_engine::report::Estimate { value: Some(0.001), se: Some(0.002) };
        });
        let v = verdict(&s, &r, &NumberStyle::default());
        assert_eq!(v.kind, Kind::Unclear);
        assert_eq!(
            v.title,
            "We cannot tell yet: the change in revenue, +0.1%, is smaller than its error, ±0.4 points."
        );
        // 24,000 × ((1.96 × 0.002 / 0.001)² − 1) = 344,794.
        assert_eq!(v.advice.unwrap(), "About 400,000 more runs would settle it, or a larger change.");
        let r = sample::with(&r, |c| c.mean_uplift.value = Some(1e-9));
        let advice = verdict(&s, &r, &NumberStyle::default()).advice.unwrap();
        assert!(advice.starts_with("No number of runs"), "{advice}");
    }

    #[test]
    fn equal_plans_no_plan_and_no_revenue() {
        let mut s = sample::scenario();
        s.plans[0].spend[0].scale = 1.0;
        let same = sample::with(&sample::report(), |c| {
            c.spend = 0.0;
            c.dots = vec![0.0; 50];
            c.difference.values_mut().for_each(|x| *x = sample::constant(0.0));
        });
        assert_eq!(title(&s, &same), "The plan is today’s plan: nothing changes.");

        let mut alone = sample::report();
        alone.comparisons.clear();
        assert_eq!(
            title(&s, &alone),
            "Today’s plan brings $7.7M within 12 months; eight futures in ten lie between $7.2M and $8.2M."
        );

        let s = sample::scenario();
        let mut nothing = sample::with(&sample::report(), |c| sample::set(c, Metric::Revenue, 0.0, 0.0));
        assert_eq!(
            title(&s, &nothing),
            "20% more budget brings no more revenue within 12 months, so it pays for itself in 41 of 50 futures."
        );
        for arm in &mut nothing.arms {
            arm.figures.insert(Metric::Revenue, sample::constant(0.0));
        }
        assert_eq!(title(&s, &nothing), "Neither today’s plan nor this one brings revenue within 12 months.");
        let first = sample::with(&nothing, |c| sample::set(c, Metric::Revenue, 1.2e6, 1e4));
        assert_eq!(
            title(&s, &first),
            "20% more budget brings $1.2M where today brings nothing, and pays for itself within 12 months in 41 of 50 \
             futures."
        );
    }

    #[test]
    fn a_free_improvement_is_not_bought() {
        let mut s = sample::scenario();
        s.plans[0].spend.clear();
        s.plans[0].rates = vec![funnel_engine::scenario::RateChange { stage: "won".to_owned(), logit: 0.2 }];
        let r = sample::with(&sample::report(), |c| c.spend = 0.0);
        assert_eq!(
            title(&s, &r),
            "The plan brings 9% more revenue, and leaves more profit after 12 months in 41 of 50 futures."
        );
    }
}
