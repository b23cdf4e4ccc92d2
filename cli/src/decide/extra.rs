//! Where the additional money goes, as a table.

use std::fmt::Write;

use funnel_decide::extra::{Extra, Place};

use super::ahead;
use crate::table::{figure, numbers, portion};

pub(super) fn table(found: &Extra) -> String {
    let column = |of: fn(&Place) -> f64| numbers(&found.channels.iter().map(of).collect::<Vec<_>>());
    let (today, planned, placed) = (column(|x| x.today), column(|x| x.planned), column(|x| x.placed));
    let mut out = format!(
        "{:<20}{:>14}{:>14}{:>14}{:>10}{:>28}\n",
        "In all", "Today", "As planned", "Placed", "Share", "Profit with all of it here"
    );
    for (x, ((today, planned), placed)) in found.channels.iter().zip(today.iter().zip(&planned).zip(&placed)) {
        let share = portion(if found.total > 0.0 { x.placed / found.total } else { 0.0 }, 0);
        let alone = x.alone.as_ref().map_or_else(|| "–".to_owned(), figure);
        let _ = writeln!(out, "{:<20}{today:>14}{planned:>14}{placed:>14}{share:>10}{alone:>28}", x.channel);
    }
    if let Some(x) = &found.verdict {
        let is_plan = x.gain.is_zero();
        let _ = if found.keeps_plan && is_plan {
            writeln!(out, "The plan stands: no other place that was tried did better, even where it was looked for.")
        } else {
            writeln!(
                out,
                "{} {} of profit against the money as planned (seed {}); {} where it was found.",
                if found.keeps_plan { "The plan stands. The best other place:" } else { "The place found brings" },
                figure(&x.gain),
                x.seed,
                figure(&x.first)
            )
        };
        out += &ahead(x.better, x.behind, x.sure);
        let _ = writeln!(
            out,
            "Against today: {} of profit, {} with what lands after the horizon; as planned {}.",
            figure(&x.placed),
            figure(&x.placed_after),
            figure(&x.planned)
        );
    }
    out
}
