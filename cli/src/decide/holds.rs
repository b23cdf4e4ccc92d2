//! What holds it back, as a table.

use std::fmt::Write;

use funnel_decide::holds::Holds;

use super::figure;
use crate::table::{figures, group, numbers, often};

pub(super) fn table(holds: &Holds) -> String {
    let mut out = format!("{:>14}{:>28}{:>28}\n", "Budget", "Revenue less today", "Profit less today");
    let points: Vec<_> = holds.crossing.iter().flat_map(|c| &c.points).collect();
    let budgets = numbers(&points.iter().map(|p| p.budget).collect::<Vec<_>>());
    let revenue = figures(&points.iter().map(|p| p.revenue).collect::<Vec<_>>());
    let profit = figures(&points.iter().map(|p| p.profit).collect::<Vec<_>>());
    for ((budget, revenue), profit) in budgets.iter().zip(&revenue).zip(&profit) {
        let _ = writeln!(out, "{budget:>14}{revenue:>28}{profit:>28}");
    }
    let _ = match holds.crossing.as_ref().and_then(|c| c.falls_from.zip(c.lost_per_dollar)) {
        Some((from, lost)) => writeln!(
            out,
            "Above {} more budget lowers revenue: each further 1 loses {:.2} ± {:.2}.",
            group(from),
            lost.value.unwrap_or(0.0),
            lost.se.unwrap_or(0.0)
        ),
        None => writeln!(out, "No fall of revenue with more budget stands out from its error, as far as was tried."),
    };
    for (team, chances) in &holds.full {
        let each: Vec<String> = chances.iter().map(|p| often(*p, 0)).collect();
        let _ = writeln!(out, "{team}: no hours left half of the time in {} of futures (today, plan)", each.join(", "));
    }
    for h in holds.hires.iter().flatten() {
        let _ = writeln!(
            out,
            "{}: one more person for {} brings {} of revenue; the same money in media {}",
            h.team,
            group(h.cost),
            figure(&h.person),
            figure(&h.media)
        );
    }
    for team in &holds.unpriced {
        let _ = writeln!(out, "{team}: one more person is not compared, as nobody said what one costs a week");
    }
    out
}
