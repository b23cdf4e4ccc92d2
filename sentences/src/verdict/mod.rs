//! The verdict: the answer view's title, which changes with the numbers.

use funnel_engine::process::Metric;
use funnel_engine::report::{Estimate, Report};
use funnel_engine::scenario::Scenario;
use funnel_engine::simulate::SETTLED;

use crate::ask::subject;
use crate::besides::is_todays;
use crate::numbers::{Numbers, count, decade, money_of, points, share};
use crate::period::period;
use crate::price;

mod payback;

pub use payback::reversal;

use payback::Payback;

/// What kind of answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The numbers support a verdict.
    Clear,
    /// Few futures are in, and their error is larger than the effect.
    Early,
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
    /// One memorable sentence.
    pub title: String,
    /// The same in a few words, for places without room.
    pub short: String,
    /// What to do about it, where something can be done.
    pub advice: Option<String>,
}

/// The verdict on the first plan, together with the parts for which nobody entered a price, as they would count as
/// free.
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
    if is_todays(c) {
        return Verdict {
            kind: Kind::Same,
            title: "The plan is today’s plan: nothing changes.".to_owned(),
            short: "As today".to_owned(),
            advice: (s.spend_per_week() > 0.0).then(|| "Move the budget to ask what a change would do.".to_owned()),
        };
    }
    let subject = subject(n, s, plan);
    let odds = Payback::of(s, report, c);
    let payback = odds.clauses(&within, n);
    let short_pays = odds.short();
    let base = today.figures.get(&Metric::Revenue).and_then(|x| x.mean.value).unwrap_or(0.0);
    let revenue = c.difference.get(&Metric::Revenue).copied().unwrap_or_default();
    let extra = revenue.mean.value.unwrap_or(0.0);
    let clear = |title: String, short: String| Verdict { kind: Kind::Clear, title, short, advice: None };

    if base == 0.0 && extra == 0.0 {
        let title = odds.told(&format!("Neither today’s plan nor this one brings revenue within {within}"), &within, n);
        let mut verdict = clear(title, "No revenue".to_owned());
        verdict.advice = Some("Look at the stages: some delay or rate lets nobody through in time.".to_owned());
        return verdict;
    }
    if extra == 0.0 {
        let brings = if c.spend < 0.0 { "changes no" } else { "brings no more" };
        let title = format!("{subject} {brings} revenue within {within}, {}.", payback.with_no_revenue);
        return clear(title, format!("0 revenue · {short_pays}"));
    }
    if base == 0.0 {
        let title =
            format!("{subject} brings {} where today brings nothing, {}.", money_of(n, &revenue.mean), payback.clause);
        return clear(title, format!("{} · {short_pays}", money_of(n, &revenue.mean)));
    }
    let (uplift, se) = (c.mean_uplift.value.unwrap_or(0.0), c.mean_uplift.se.unwrap_or(f64::INFINITY));
    if !c.mean_uplift.is_clear() {
        if report.replicates < SETTLED {
            return so_far(&subject, (uplift, se), &payback.clause, &short_pays, n);
        }
        return unclear(report, &subject, (uplift, se), &payback.clause, &short_pays, n);
    }
    let size = share(n, uplift.abs(), se);
    // A gain that rounds to "0 %" deserves no verb: the money is given.
    let size = if uplift.abs() < 5e-4 {
        money_of(n, &Estimate { value: Some(extra.abs()), se: revenue.mean.se })
    } else {
        size
    };
    let sign = if uplift > 0.0 { "+" } else { "\u{2212}" };
    let short = format!("{sign}{size} revenue · {short_pays}");
    let title = if uplift > 0.0 {
        let verb = if c.spend > 0.0 { "buys" } else { "brings" };
        format!("{subject} {verb} {size} more revenue, {}.", payback.clause)
    } else if c.spend > 0.0 {
        format!("{subject} brings {size} less revenue, and pays for itself within {within} in {}.", odds.only(n))
    } else {
        format!("{subject} costs {size} of revenue, {}.", payback.clause)
    };
    clear(title, short)
}

/// The first futures of a run, whose error is larger than the effect because they are few: what they say, with their
/// error. Whether the effect can be told is known when the run has come to its end.
fn so_far(subject: &str, (uplift, se): (f64, f64), clause: &str, short_pays: &str, n: &dyn Numbers) -> Verdict {
    let sign = if uplift < 0.0 { "\u{2212}" } else { "+" };
    let size = format!("{sign}{}", n.percent(uplift.abs(), 1));
    // A change that rounds to "0.0 %" has no sign.
    let (does, short) = if uplift.abs() < 5e-4 {
        ("hardly changes revenue".to_owned(), "hardly any change".to_owned())
    } else {
        (format!("changes revenue by {size}"), format!("{size} revenue"))
    };
    let error = if se.is_finite() { format!(", ±{}", points(n, se)) } else { String::new() };
    Verdict {
        kind: Kind::Early,
        title: format!("{subject} {does} so far{error}, {clause}."),
        short: format!("{short} so far · {short_pays}"),
        advice: None,
    }
}

/// The error is larger than the effect: how many more futures would settle it, where this run allows a guess. What the plan does
/// to profit may be certain all the same.
fn unclear(
    report: &Report,
    subject: &str,
    (uplift, se): (f64, f64),
    clause: &str,
    short_pays: &str,
    n: &dyn Numbers,
) -> Verdict {
    let error = points(n, se);
    let sign = if uplift < 0.0 { "\u{2212}" } else { "+" };
    let (size, short) = if uplift.abs() < 5e-4 {
        (format!("less than this run can show, ±{error}"), "hardly any change".to_owned())
    } else {
        let effect = format!("{sign}{}", n.percent(uplift.abs(), 1));
        (format!("{effect}, within its error of ±{error}"), format!("{effect} revenue, within its error"))
    };
    // The error falls with the square root of the number of runs. An effect within one standard error does not say how
    // many it takes.
    let needed = f64::from(report.replicates) * ((Estimate::HALF * se / uplift).powi(2) - 1.0);
    let most = f64::from(funnel_engine::simulate::MAX_REPLICATES);
    let advice = if uplift.abs() > se && needed < most {
        // To one digit, as it is a guess itself.
        let digit = decade(needed.max(1.0));
        format!("About {} more futures would settle it, or a larger change.", count(n, (needed / digit).ceil() * digit))
    } else {
        "It is less than we can tell from this run: ask for a larger change, or narrow the assumptions.".to_owned()
    };
    let title = format!("{subject} changes revenue by {size}, {clause}.");
    Verdict { kind: Kind::Unclear, title, short: format!("{short} · {short_pays}"), advice: Some(advice) }
}

fn alone(report: &Report, within: &str, n: &dyn Numbers) -> Verdict {
    let revenue = report.arms.first().and_then(|arm| arm.figures.get(&Metric::Revenue)).copied().unwrap_or_default();
    Verdict {
        kind: Kind::Alone,
        title: format!(
            "Today’s plan brings {} within {within} on average; eight futures in ten lie between {} and {}.",
            money_of(n, &revenue.mean),
            money_of(n, &revenue.p10),
            money_of(n, &revenue.p90)
        ),
        short: money_of(n, &revenue.mean),
        advice: Some("Ask for another budget to compare.".to_owned()),
    }
}

#[cfg(test)]
mod tests;
