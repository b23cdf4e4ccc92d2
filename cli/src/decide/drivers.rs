//! Which inputs drive the difference, as a table.

use std::fmt::Write;

use funnel_decide::drivers::{Drivers, Share};

use super::called;
use crate::table::{figure, figures, group, portion};

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

/// `12 % (9 to 15)`: the 95 % interval. Shares are within 0 and 1, though their estimates need not be.
fn percent(s: &Share) -> String {
    let [value, low, high] = [s.value, s.low, s.high].map(|x| x.clamp(0.0, 1.0));
    format!("{} ({:.1} to {:.1})", portion(value, 1), 100.0 * low, 100.0 * high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_lies_within_its_interval_and_both_within_0_and_100() {
        let text = |value, low, high| percent(&Share { value, se: 0.02, low, high });
        assert_eq!(text(0.0, -0.126, -0.027), "0 % (0.0 to 0.0)");
        assert_eq!(text(0.927, 0.794, 1.06), "92.7 % (79.4 to 100.0)");
        assert_eq!(text(-0.02, -0.1, 0.06), "0 % (0.0 to 6.0)");
    }
}
