//! The budget curve, as a table.

use std::fmt::Write;

use funnel_decide::curve::{Curve, Optimum, Point, Rescored};
use funnel_engine::report::Estimate;
use funnel_engine::scenario::Scenario;
use funnel_sentences::curve::{flat_around, sentences};
use funnel_text::NumberStyle;

use super::{of_futures, small};
use crate::table::{decimals, figure, figures, group, grouped, numbers};

pub(super) fn table(curve: &Curve, scenario: &Scenario) -> String {
    if curve.points.is_empty() {
        return "Nothing is spent on channels today: there is no budget to scale.\n".to_owned();
    }
    let mut out = format!(
        "{:>14}{:>24}{:>24}{:>28}{:>18}{:>18}{:>24}\n",
        "Budget", "Revenue", "Profit", "Profit P10 to P90", "Revenue per 1", "Profit per 1", "Careful"
    );
    let marked = [(&curve.today, "  today"), (&curve.plan, "  the plan")];
    let marked = marked.into_iter().filter_map(|(p, mark)| Some((p.as_ref()?, mark)));
    rows(&mut out, &curve.points.iter().map(|p| (p, "")).chain(marked).collect::<Vec<_>>());
    let careful = format!("mean profit − {} × shortfall", curve.lambda);
    let bests = [
        (&curve.best, "mean profit"),
        (&curve.careful, careful.as_str()),
        (&curve.best_after, "mean profit with what lands later"),
    ];
    for (best, of) in bests {
        if let Some(best) = best {
            optimum(&mut out, best, of);
        }
    }
    if let Some(longer) = &curve.longer {
        optimum(&mut out, &longer.best, &format!("mean profit when kept up for {} weeks", longer.weeks));
        if let Some(fresh) = &longer.fresh {
            let _ = writeln!(out, "  Scored again in other futures: {} more than at today's budget.", figure(fresh));
        }
    }
    if let Some(fresh) = &curve.fresh {
        let _ = writeln!(out, "Scored again with seed {}, profit less that at today's budget:", fresh.seed);
        rescored(&mut out, &fresh.best, "best by the mean");
        rescored(&mut out, &fresh.careful, "careful");
        if let Some(plan) = &fresh.plan {
            rescored(&mut out, plan, "the plan");
        }
    }
    let said = sentences(scenario, curve, &NumberStyle::of_scenario(scenario));
    said.iter().for_each(|x| out.extend([x.text.as_str(), "\n"]));
    out
}

/// The rows, with one rule for each column.
fn rows(out: &mut String, points: &[(&Point, &str)]) {
    let per = |of: Option<String>| of.unwrap_or("–".to_owned());
    let column = |of: fn(&Point) -> Estimate| figures(&points.iter().map(|(p, _)| of(p)).collect::<Vec<_>>());
    let budgets = numbers(&points.iter().map(|(p, _)| p.budget).collect::<Vec<_>>());
    let (revenue, profit, careful) = (column(|p| p.revenue.mean), column(|p| p.profit.mean), column(|p| p.careful));
    let decimals = decimals(points.iter().flat_map(|(p, _)| [p.profit.p10.value, p.profit.p90.value]));
    let range = |x: Option<f64>| x.map_or("–".to_owned(), |x| grouped(x, decimals));
    let texts = budgets.iter().zip(&revenue).zip(&profit).zip(&careful);
    for ((p, mark), (((budget, revenue), profit), careful)) in points.iter().zip(texts) {
        let _ = writeln!(
            out,
            "{budget:>14}{revenue:>24}{profit:>24}{:>28}{:>18}{:>18}{careful:>24}{mark}",
            format!("{} to {}", range(p.profit.p10.value), range(p.profit.p90.value)),
            per(p.marginal.as_ref().map(|m| small(&m.revenue))),
            per(p.marginal.as_ref().map(|m| small(&m.profit))),
        );
    }
}

fn optimum(out: &mut String, best: &Optimum, of: &str) {
    let zone = flat_around(best).map(|flat| flat.map(group));
    let zone = zone.map_or_else(|| "Not".to_owned(), |[low, high]| format!("Within 1 % of it: {low} to {high}; not"));
    let [from, to] = best.undecided.map(group);
    let _ = writeln!(
        out,
        "Best by {of}: {} ({:.2} × today's), {} more than at today's budget{}. {zone} told apart: {from} to {to}.",
        group(best.budget),
        best.multiple,
        figure(&best.less_today),
        if best.at_end { ", at the end of what was tried" } else { "" }
    );
}

fn rescored(out: &mut String, x: &Rescored, name: &str) {
    let budget = group(x.budget);
    let _ = if x.fresh.is_zero() {
        writeln!(out, "  {budget} ({name}): the same as at today's budget in every future")
    } else {
        writeln!(
            out,
            "  {budget} ({name}): {}, where it was chosen {}; above that at today's budget in {}",
            figure(&x.fresh),
            figure(&x.first),
            of_futures(x.better.value, 1)
        )
    };
}
