//! Scenarios side by side, as a table.

use std::fmt::Write;

use funnel_charts::format::Frequency;
use funnel_decide::compare::{Compare, Duel, Side};
use funnel_decide::differ::{Difference, Stands};
use funnel_engine::report::Estimate;
use funnel_sentences::compare::letter;

use super::called;
use crate::table::{decimals, figure, figures as texts, group, grouped};

pub(super) fn table(found: &Compare) -> String {
    let mut out = String::new();
    for (i, side) in found.sides.iter().enumerate() {
        let _ = writeln!(out, "{}: {}", letter(i), called_side(side));
    }
    let replicates = group(f64::from(found.replicates));
    let _ = writeln!(out, "The same {replicates} futures for all: what has the same id has the same luck.");
    let alike = found.sides.iter().enumerate().skip(1).filter_map(|(i, s)| Some((letter(i), s.correlation?)));
    for (who, r) in alike {
        let _ = writeln!(
            out,
            "{who} and A: correlation {r:.2}; pairs have {:.2} of the variance of unrelated runs",
            1.0 - r
        );
    }
    figures(&mut out, found);
    chances(&mut out, found);
    let _ = writeln!(out);
    for i in 1..found.sides.len() {
        if let Some(duel) = found.duels.get(i).and_then(|row| row.first()) {
            let _ = writeln!(out, "{}", sentence(found, i, duel));
        }
    }
    inputs(&mut out, found);
    out
}

fn called_side(side: &Side) -> String {
    let name = if side.name.is_empty() { "Untitled" } else { &side.name };
    match (side.planned, side.plan.as_str()) {
        (false, _) => format!("{name}, as today: it has no plan"),
        (true, "") => format!("{name}, with its first plan"),
        (true, plan) => format!("{name}, with its first plan, {plan}"),
    }
}

fn figures(out: &mut String, found: &Compare) {
    for at in 0..found.sides.first().map_or(0, |s| s.figures.len()) {
        let title = called(found.sides[0].figures[at].metric);
        let columns = ["mean ± 95 %", "P10", "P50", "P90", "less A ± 95 %"];
        let [mean, p10, p50, p90, less] = columns;
        let _ = writeln!(out, "\n{title:<20}{mean:>26}{p10:>14}{p50:>14}{p90:>14}{less:>26}");
        let rows: Vec<_> = found.sides.iter().enumerate().filter_map(|(i, s)| Some((i, s.figures.get(at)?))).collect();
        let means = texts(&rows.iter().map(|(_, f)| f.mean).collect::<Vec<_>>());
        let less = texts(&rows.iter().map(|(_, f)| f.less_first).collect::<Vec<_>>());
        let places = decimals(rows.iter().flat_map(|(_, f)| [f.p10.value, f.p50.value, f.p90.value]));
        let value = |e: Estimate| e.value.map_or("–".to_owned(), |x| grouped(x, places));
        for ((i, f), (mean, less)) in rows.iter().zip(means.iter().zip(&less)) {
            let less = if *i == 0 { String::new() } else { format!("{less:>26}") };
            let [p10, p50, p90] = [f.p10, f.p50, f.p90].map(value);
            let _ = writeln!(out, "{:<20}{mean:>26}{p10:>14}{p50:>14}{p90:>14}{less}", letter(*i));
        }
    }
}

fn chances(out: &mut String, found: &Compare) {
    let metric = called(found.metric);
    let _ = writeln!(out, "\nChance that the row's {} is above the column's; ties count half", metric.to_lowercase());
    let heads: String = (0..found.duels.len()).map(|i| format!("{:>16}", letter(i))).collect();
    let _ = writeln!(out, "{:<4}{heads}", "");
    for (i, row) in found.duels.iter().enumerate() {
        // Of a single future there is no error.
        let chance = |e: &Estimate| match (e.value, e.se) {
            (Some(x), Some(_)) => format!("{x:.3} ± {:.3}", e.half()),
            (Some(x), None) => format!("{x:.3}"),
            _ => "–".to_owned(),
        };
        let cells: String = row.iter().map(|d| format!("{:>16}", chance(&d.chance))).collect();
        let _ = writeln!(out, "{:<4}{cells}", letter(i));
    }
}

/// A sentence for the board.
fn sentence(found: &Compare, i: usize, duel: &Duel) -> String {
    let (who, metric) = (letter(i), called(found.metric).to_lowercase());
    let by = figure(&duel.ahead);
    let n = group(f64::from(found.replicates));
    if duel.ties == found.replicates {
        return format!("{who} and A come to the same {metric} in every one of {n} futures.");
    }
    let often = match (duel.wins, duel.losses) {
        (wins, 0) if wins == found.replicates => format!("{who} is ahead of A in every one of {n} futures"),
        (0, losses) if losses == found.replicates => format!("{who} is behind A in every one of {n} futures"),
        _ => match Frequency::of(duel.chance.value.unwrap_or(f64::NAN), 100) {
            Frequency::Times(k) => format!("{who} is ahead of A in {k} of 100 futures"),
            Frequency::Nearly | Frequency::Always => format!("{who} is ahead of A in more than 99 of 100 futures"),
            _ => format!("{who} is ahead of A in fewer than 1 of 100 futures"),
        },
    };
    let mean = if !duel.ahead.is_clear() {
        format!("on average we cannot tell which brings more {metric}: the difference is {by}")
    } else if duel.ahead.is_gain() {
        format!("on average it brings {by} more {metric}")
    } else {
        format!("on average it brings {} less {metric}", figure(&duel.ahead.times(-1.0)))
    };
    format!("{often}; {mean}.")
}

fn inputs(out: &mut String, found: &Compare) {
    for (i, differences) in found.inputs.iter().enumerate() {
        let other = letter(i + 1);
        if differences.list.is_empty() {
            let _ = writeln!(out, "\nA and {other} have the same inputs, settings and first plan.");
        } else {
            let _ = writeln!(out, "\nWhat differs from A to {other}");
        }
        for d in &differences.list {
            let _ = writeln!(out, "  {}: {} → {}{}", what(d), stands(&d.from), stands(&d.to), measure(d));
        }
        if differences.more > 0 {
            let _ = writeln!(out, "  and {} more", differences.more);
        }
        if differences.silent > 0 {
            let _ = writeln!(
                out,
                "  ({} in names, notes, sources, targets and seeds change no figure here)",
                differences.silent
            );
        }
    }
}

fn what(d: &Difference) -> String {
    let path = d.path.join("/");
    if d.label.is_empty() { path } else { format!("{path} ({})", d.label) }
}

fn measure(d: &Difference) -> &'static str {
    if d.measure { " (how it is measured)" } else { "" }
}

fn stands(x: &Stands) -> &str {
    match x {
        Stands::Missing => "not there",
        Stands::There => "there",
        Stands::LeftOut => "left out",
        Stands::Text(text) => text,
    }
}
