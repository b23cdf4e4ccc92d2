//! What was learned, for people to read.

use std::fmt::Write;

use funnel_calibrate::backtest::{Verdict, summary};
use funnel_calibrate::evidence::{Evidence, say};
use funnel_calibrate::shape::{SHAPES, Shape};
use funnel_calibrate::{Change, Mapping, Table, Trial};

use crate::table::weeks;

/// Problems listed individually.
const NAMED: usize = 10;

/// Everything, section by section.
pub(super) fn all(
    tables: &[Table],
    mapping: &Mapping,
    evidence: &Evidence,
    changes: &[Change],
    dropped: &[String],
    tried: &[Trial],
) -> String {
    let mut out = String::new();
    for table in tables {
        let rows = say::so_many(table.rows.len(), "row");
        let _ = writeln!(out, "{}: {rows}; {}", table.name, table.seen.join("; "));
    }
    for source in &mapping.sources {
        let name = SHAPES.iter().find(|(shape, _)| Some(*shape) == source.shape).map_or("", |(_, name)| name);
        let columns: Vec<&str> = source.columns.keys().map(String::as_str).collect();
        let _ = writeln!(out, "{name}: {}", columns.join(", "));
        if source.shape == Some(Shape::Other) {
            continue;
        }
        for (header, column) in &source.columns {
            let role = serde_json::to_string(&column.role).unwrap_or_default();
            let _ = writeln!(out, "  {header}: {}, {}", role.replace('"', ""), column.format.words());
        }
    }
    if mapping.sources.iter().all(|source| source.shape == Some(Shape::Other)) {
        let known = SHAPES.iter().filter(|(shape, _)| *shape != Shape::Other);
        let known: Vec<&str> = known.map(|(_, name)| *name).collect();
        let _ = writeln!(out, "Nothing can be learned from these files. What can: {}", known.join("; "));
    }
    section(
        &mut out,
        "To be asked",
        mapping.questions().iter().map(|q| format!("{} ({})", q.asks, q.answers.join(" / "))),
    );
    section(&mut out, "Learned", changes.iter().map(|change| format!("{}: {}", change.what, change.evidence)));
    section(&mut out, "Seen in the record", evidence.notes.iter().cloned());
    section(&mut out, "Not told by these files", evidence.cannot.iter().map(|c| format!("{}: {}", c.what, c.because)));
    section(&mut out, "Left out of the scenario, as its stages are others now", dropped.iter().cloned());
    let counts = evidence.ledger.counts.iter().map(|(rule, n)| format!("{n}: {}", rule.words()));
    section(&mut out, "Problems", counts);
    for p in evidence.ledger.problems.iter().take(NAMED) {
        let _ = writeln!(out, "  {} row {}, {} “{}”: {}", p.table, p.row, p.column, p.cell, p.rule.words());
    }
    let verdicts: Vec<Verdict> = tried.iter().flat_map(|tried| tried.verdicts.clone()).collect();
    section(&mut out, "Back-test", tried.iter().flat_map(lines));
    if !verdicts.is_empty() {
        let _ = writeln!(out, "  {}", summary(&verdicts));
    }
    out
}

fn section(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        let _ = writeln!(out, "\n{title}");
    }
    for line in lines {
        let _ = writeln!(out, "  {line}");
    }
}

fn lines(tried: &Trial) -> Vec<String> {
    if let Some(unknown) = &tried.unknown {
        return vec![format!("{}: {unknown}", tried.on.iso())];
    }
    let line = |v: &Verdict| {
        let held = if v.held() { "held" } else { "did not hold" };
        let [p10, p90, came] = [v.p10, v.p90, v.came].map(say::count);
        format!("{} and {} on: {} {p10} to {p90}, came {came}: {held}", v.on.iso(), weeks(v.weeks), v.what)
    };
    tried.verdicts.iter().map(line).collect()
}
