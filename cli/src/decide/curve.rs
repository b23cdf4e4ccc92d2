//! The budget curve, as a table.

use std::fmt::Write;

use funnel_decide::curve::{Curve, Optimum, Point, Rescored};

use super::{figure, small};
use crate::table::group;

pub(super) fn table(curve: &Curve) -> String {
    if curve.points.is_empty() {
        return "Nothing is spent on channels today: there is no budget to scale.\n".to_owned();
    }
    let mut out = format!(
        "{:>14}{:>24}{:>24}{:>28}{:>18}{:>18}{:>24}\n",
        "Budget", "Revenue", "Profit", "Profit P10 to P90", "Revenue per 1", "Profit per 1", "Careful"
    );
    for p in &curve.points {
        row(&mut out, p, "");
    }
    for (p, mark) in [(&curve.today, "  today"), (&curve.plan, "  the plan")] {
        if let Some(p) = p {
            row(&mut out, p, mark);
        }
    }
    let careful = format!("mean profit − {} × shortfall", curve.lambda);
    for (best, of) in [(&curve.best, "mean profit"), (&curve.careful, careful.as_str())] {
        if let Some(best) = best {
            optimum(&mut out, best, of);
        }
    }
    let _ = match &curve.falls {
        Some(x) => writeln!(
            out,
            "Above {} more budget lowers revenue: each further 1 loses {}.",
            group(x.from),
            small(&x.lost_per_dollar)
        ),
        None => writeln!(out, "No fall of revenue with more budget stands out from its error, as far as was tried."),
    };
    if let Some(fresh) = &curve.fresh {
        let _ = writeln!(out, "Scored again with seed {}, profit less today's:", fresh.seed);
        rescored(&mut out, &fresh.best, "best by the mean");
        rescored(&mut out, &fresh.careful, "careful");
        if let Some(plan) = &fresh.plan {
            rescored(&mut out, plan, "the plan");
        }
    }
    out
}

fn row(out: &mut String, p: &Point, mark: &str) {
    let per = |of: Option<String>| of.unwrap_or("–".to_owned());
    let range = |x: Option<f64>| x.map_or("–".to_owned(), group);
    let _ = writeln!(
        out,
        "{:>14}{:>24}{:>24}{:>28}{:>18}{:>18}{:>24}{mark}",
        group(p.budget),
        figure(&p.revenue.mean),
        figure(&p.profit.mean),
        format!("{} to {}", range(p.profit.p10.value), range(p.profit.p90.value)),
        per(p.marginal.as_ref().map(|m| small(&m.revenue))),
        per(p.marginal.as_ref().map(|m| small(&m.profit))),
        figure(&p.careful)
    );
}

fn optimum(out: &mut String, best: &Optimum, of: &str) {
    let [low, high] = best.flat.map(group);
    let [from, to] = best.undecided.map(group);
    let _ = writeln!(
        out,
        "Best by {of}: {} ({:.2} × today's), {} more than today{}. Within 1 % of it: {low} to {high}; not told apart: {from} to {to}.",
        group(best.budget),
        best.multiple,
        figure(&best.less_today),
        if best.at_end { ", at the end of what was tried" } else { "" }
    );
}

fn rescored(out: &mut String, x: &Rescored, name: &str) {
    let _ = writeln!(
        out,
        "  {} ({name}): {}, where it was chosen {}; above today's in {:.0} % of futures",
        group(x.budget),
        figure(&x.fresh),
        figure(&x.first),
        100.0 * x.better.value
    );
}
