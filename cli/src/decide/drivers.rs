//! Which inputs drive the difference, as a table.

use std::fmt::Write;

use funnel_decide::drivers::{Drivers, Share};

use super::{called, figure};
use crate::table::{figures, group, portion};

/// Number of bars shown; the rest are shorter.
const BARS: usize = 12;

pub(super) fn table(d: &Drivers) -> String {
    if d.difference.value.is_none() {
        return String::new();
    }
    let mut out = format!("{} of the first plan less today's: {}", called(d.metric), figure(&d.difference));
    if let Some(sd) = d.sd {
        let _ = write!(out, "; standard deviation {}", group(sd));
    }
    out.push_str("\n\n");
    if d.parts.is_empty() {
        out.push_str("Nothing uncertain moves it.\n");
        return out;
    }
    let totals = if d.parts.iter().any(|p| p.total.is_some()) { "Total effect" } else { "" };
    let _ = writeln!(out, "{:>24}{totals:>24}  Driver", "Share of variance");
    for part in &d.parts {
        let market = part.market.then_some("market");
        let name = part.inputs.iter().map(String::as_str).chain(market).collect::<Vec<_>>().join(" + ");
        let total = part.total.map_or(String::new(), |t| percent(&t));
        let _ = writeln!(out, "{:>24}{total:>24}  {name}", percent(&part.first));
    }
    if let Some(rest) = &d.luck_and_interactions {
        let _ = writeln!(out, "{:>24}{:>24}  luck and interactions", percent(rest), "");
    }
    let _ = writeln!(out, "\n{:<42}{:>26}{:>26}", "From P10 to P90 of", "mean at P10", "mean at P90");
    let bars = d.tornado.get(..BARS.min(d.tornado.len())).unwrap_or(&[]);
    let low = figures(&bars.iter().map(|bar| bar.at_p10).collect::<Vec<_>>());
    let high = figures(&bars.iter().map(|bar| bar.at_p90).collect::<Vec<_>>());
    for (bar, (low, high)) in bars.iter().zip(low.iter().zip(&high)) {
        let name = std::iter::once(&bar.input).chain(&bar.with).map(String::as_str).collect::<Vec<_>>().join(" + ");
        let _ = writeln!(out, "{name:<42}{low:>26}{high:>26}");
    }
    out
}

/// `12 % (9 to 15)`: the 95 % interval.
fn percent(s: &Share) -> String {
    format!("{} ({:.1} to {:.1})", portion(s.value, 1), 100.0 * s.low, 100.0 * s.high)
}
