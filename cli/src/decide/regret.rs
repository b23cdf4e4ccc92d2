//! Regret and robustness, as a table.

use std::fmt::Write;

use funnel_decide::regret::{Choice, Column, Figures, Regret};
use funnel_engine::report::Estimate;
use funnel_sentences::compare::letter;

use super::called;
use crate::table::{figure, figures};

/// The table; `plans` are the names of what is tried.
pub(super) fn table(found: &Regret, plans: &[String]) -> String {
    let mut out = String::new();
    let metric = called(found.metric);
    for (i, set) in found.sets.iter().enumerate() {
        let _ = writeln!(out, "{}: {}", letter(i), if set.is_empty() { "untitled" } else { set });
    }
    for (i, first) in found.alike.iter().enumerate().filter(|(i, first)| **first as usize != *i) {
        let _ = writeln!(
            out,
            "{} makes the same assumptions as {}, and they count as one.",
            letter(i),
            letter(*first as usize)
        );
    }
    let mut part = |title: &str, of: fn(&Figures) -> Estimate| {
        let heads: String = (0..found.sets.len()).map(|i| format!("{:>28}", format!("under {}", letter(i)))).collect();
        let _ = writeln!(out, "\n{title:<34}{heads}");
        let column = |c: &Column| {
            figures(&c.cells.iter().map(|x| x.figures.map(|f| of(&f)).unwrap_or_default()).collect::<Vec<_>>())
        };
        let columns: Vec<Vec<String>> = found.columns.iter().map(column).collect();
        for (plan, name) in plans.iter().enumerate() {
            let cells: String = columns
                .iter()
                .zip(&found.columns)
                .filter_map(|(texts, c)| {
                    let text = texts.get(plan)?;
                    let is_figure = c.cells.get(plan)?.figures.is_some();
                    Some(format!("{:>28}", if is_figure { text.as_str() } else { "not applicable" }))
                })
                .collect();
            let _ = writeln!(out, "{name:<34}{cells}");
        }
    };
    part(&format!("{metric}, mean"), |f| f.mean);
    part("Regret: best there less this", |f| f.regret);
    part("Mean of the worst tenth", |f| f.worst_tenth);
    part("Lost against the best each time", |f| f.opportunity_loss);
    let _ = writeln!(out);
    for (i, column) in found.columns.iter().enumerate() {
        let under = format!("Under {}", letter(i));
        let _ = writeln!(out, "{under} the best on average is {}.", chosen(plans, &column.best));
        let _ = writeln!(out, "{under} the best in the worst tenth is {}.", chosen(plans, &column.worst_tenth));
        let _ = writeln!(out, "{under} knowing everything, luck included, would be worth {}.", figure(&column.perfect));
    }
    if let Some(choice) = found.minimax.as_ref().filter(|_| found.different_sets() > 1 || found.sets.len() == 1) {
        let most = found.most.get(choice.plan as usize).copied().flatten();
        let most = most.map_or_else(String::new, |m| format!(": at most {}", figure(&m.regret)));
        let _ = writeln!(out, "Whoever is right, the least to regret is {}{most}.", chosen(plans, choice));
    }
    for (i, column) in found.columns.iter().enumerate() {
        for (plan, cell) in column.cells.iter().enumerate().filter(|(_, cell)| !cell.reasons.is_empty()) {
            let why = cell.reasons.join("; ");
            let _ = writeln!(out, "Not applicable under {}: {}: {why}", letter(i), name(plans, plan));
        }
    }
    out
}

fn name(plans: &[String], plan: usize) -> &str {
    plans.get(plan).map_or("–", String::as_str)
}

fn chosen(plans: &[String], choice: &Choice) -> String {
    let best = name(plans, choice.plan as usize);
    if choice.can_tell() {
        return best.to_owned();
    }
    let close: Vec<&str> = choice.close.iter().map(|c| name(plans, c.plan as usize)).collect();
    format!("{best}, but we cannot tell it from {}", close.join(", "))
}
