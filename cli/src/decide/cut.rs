//! What happens if the budget is cut, as a table.

use std::fmt::Write;

use funnel_decide::cut::{Cut, Loss, Piece};

use crate::table::{figure, group, numbers, portion};

pub(super) fn table(found: &Cut) -> String {
    let column = |of: fn(&Piece) -> f64| numbers(&found.channels.iter().map(of).collect::<Vec<_>>());
    let (today, taken, most) = (column(|x| x.today), column(|x| x.taken), column(|x| x.most));
    let mut out = format!("{} less, {} of today's.\n", group(found.total), portion(found.share, 0));
    let _ = writeln!(
        out,
        "{:<20}{:>14}{:>14}{:>14}{:>24}{:>24}",
        "In all", "Today", "Taken", "Alone", "Profit", "With what lands later"
    );
    for (x, ((today, taken), most)) in found.channels.iter().zip(today.iter().zip(&taken).zip(&most)) {
        let of = |of: fn(&Loss) -> _| x.alone.as_ref().map_or_else(|| "–".to_owned(), |loss| figure(&of(loss)));
        let _ = writeln!(
            out,
            "{:<20}{today:>14}{taken:>14}{most:>14}{:>24}{:>24}",
            x.channel,
            of(|loss| loss.profit),
            of(|loss| loss.profit_after)
        );
    }
    if let Some(x) = &found.verdict {
        let planned = if found.is_plans { "As planned" } else { "From all alike" };
        // Of the whole budget no channel goes before another.
        let order = (!found.is_whole()).then_some(("In this order", &x.found));
        for (name, loss) in [(planned, &x.planned)].into_iter().chain(order) {
            let _ = writeln!(
                out,
                "{name}: {} of profit, {} with what lands later, {} of revenue, {} deals{}.",
                figure(&loss.profit),
                figure(&loss.profit_after),
                figure(&loss.revenue),
                figure(&loss.customers),
                loss.half_by.map_or_else(String::new, |week| format!(", half of those lost by week {week}"))
            );
        }
        let names = |at: &[usize]| {
            at.iter().filter_map(|n| found.channels.get(*n)).map(|x| x.channel.as_str()).collect::<Vec<_>>().join(", ")
        };
        if found.is_whole() {
            let _ = writeln!(out, "The whole budget is cut, so there is no order (seed {}).", x.seed);
            return out;
        }
        let _ = writeln!(out, "First to be cut: {} (seed {}).", names(&found.order), x.seed);
        if !x.alike.is_empty() {
            let _ = writeln!(out, "Not to be told from the first: {}.", names(&x.alike));
        }
        let other = if found.is_plans { "the cut as planned" } else { "a cut of all alike" };
        let _ = writeln!(out, "In this order against {other}: {} of profit.", figure(&x.gain));
    }
    out
}
