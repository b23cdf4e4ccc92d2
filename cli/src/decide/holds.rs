//! What holds it back, as a table.

use std::fmt::Write;

use funnel_decide::holds::Holds;
use funnel_engine::scenario::Scenario;
use funnel_text::NumberStyle;

use super::of_futures;
use crate::table::{figures, numbers};

pub(super) fn table(holds: &Holds, scenario: &Scenario) -> String {
    let mut out = String::new();
    let points: Vec<_> = holds.crossing.iter().flat_map(|c| &c.points).collect();
    let points = if points.iter().any(|p| p.budget > 0.0) { points } else { Vec::new() };
    if !points.is_empty() {
        let _ = writeln!(out, "{:>14}{:>28}{:>28}", "Budget", "Revenue less today", "Profit less today");
    }
    let budgets = numbers(&points.iter().map(|p| p.budget).collect::<Vec<_>>());
    let revenue = figures(&points.iter().map(|p| p.revenue).collect::<Vec<_>>());
    let profit = figures(&points.iter().map(|p| p.profit).collect::<Vec<_>>());
    for ((budget, revenue), profit) in budgets.iter().zip(&revenue).zip(&profit) {
        let _ = writeln!(out, "{budget:>14}{revenue:>28}{profit:>28}");
    }
    for (team, chances) in &holds.full {
        let arms = if scenario.plans.is_empty() { 1 } else { 2 };
        let each = chances.iter().zip(["today", "with the plan"]).take(arms);
        let each: Vec<String> = each.map(|(p, when)| format!("in {} {when}", of_futures(*p, 0))).collect();
        let _ = writeln!(out, "{team}: no hours left half of the time {}", each.join(", "));
    }
    for h in holds.hires.iter().flatten() {
        let _ = writeln!(out, "{}", funnel_sentences::holds::hire(scenario, h, &NumberStyle::of_scenario(scenario)));
    }
    for team in &holds.unpriced {
        let _ = writeln!(out, "{team}: one more person is not compared, as nobody said what one costs a week");
    }
    out
}
