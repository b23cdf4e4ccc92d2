//! The ladder of levers, as a table.

use std::fmt::Write;

use funnel_decide::ladder::{Ladder, Lever, Rung};
use funnel_engine::report::Estimate;
use funnel_sentences::numbers::round_to;

use super::small;
use crate::table::{figure, figures, group};

pub(super) fn table(ladder: &Ladder) -> String {
    let mut out =
        format!("Today: {} of revenue a year, {} of profit\n\n", figure(&ladder.revenue), figure(&ladder.profit));
    let _ = writeln!(
        out,
        "{:<40}{:>22}{:>22}{:>20}{:>16}{:>16}",
        "One step, by profit a year",
        "Revenue a year",
        "Profit a year",
        "Costs a year",
        "Revenue per 1",
        "Profit per 1"
    );
    let column = |of: fn(&Rung) -> Estimate| figures(&ladder.rungs.iter().map(of).collect::<Vec<_>>());
    let costs = column(|rung| rung.cost.unwrap_or_default());
    let texts = column(|rung| rung.revenue).into_iter().zip(column(|rung| rung.profit)).zip(costs);
    for (rung, ((revenue, profit), cost)) in ladder.rungs.iter().zip(texts) {
        let per = |of: fn(&funnel_decide::ladder::PerDollar) -> Estimate| {
            rung.per_dollar.as_ref().map_or("–".to_owned(), |x| small(&of(x)))
        };
        let _ = writeln!(
            out,
            "{:<40}{:>22}{:>22}{:>20}{:>16}{:>16}{}",
            name(rung),
            revenue,
            profit,
            match (&rung.cost, &rung.missing) {
                (Some(_), _) => cost,
                (None, Some(_)) => "nobody said".to_owned(),
                (None, None) => "–".to_owned(),
            },
            per(|x| x.revenue),
            per(|x| x.profit),
            if rung.sign_known { "" } else { "  sign uncertain" }
        );
    }
    let unpriced: Vec<&Rung> = ladder.rungs.iter().filter(|rung| rung.missing.is_some()).collect();
    if !unpriced.is_empty() {
        let _ = writeln!(
            out,
            "\nWithout a price, so no advice; profit is before what they cost. Say what that is, 0 for nothing:"
        );
    }
    for rung in unpriced {
        let _ = writeln!(out, "  {:<40}{}", name(rung), rung.missing.as_deref().unwrap_or_default());
    }
    out
}

fn name(rung: &Rung) -> String {
    called(&rung.lever, rung.step)
}

fn called(lever: &Lever, step: f64) -> String {
    // What the step is meant to be, without the rounding of the setting less today's.
    let step = round_to(step, 3);
    match lever {
        Lever::Rate { stage } => format!("{stage}: one point more pass"),
        Lever::Answer => format!("First answer {step} h earlier"),
        Lever::Attempt => format!("{step} more attempt"),
        Lever::Person { team } => format!("{team}: {step} more {}", if step == 1.0 { "person" } else { "people" }),
        Lever::Media { channel } => format!("{channel}: {} more a week", group(step)),
        Lever::Nurture => format!("Nurture: {:.0} points better", 100.0 * step),
        Lever::Feed { stage } => format!("{stage}: {:.0} points more to nurture", 100.0 * step),
        Lever::Churn => "Churn: one point less".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_written_without_its_rounding() {
        let person = Lever::Person { team: "se".into() };
        for people in [0.1, 0.3, 0.7, 1.1, 4.35] {
            assert_eq!(called(&person, (people + 1.0) - people), "se: 1 more person");
        }
        assert_eq!(called(&person, 0.5), "se: 0.5 more people");
        assert_eq!(called(&Lever::Answer, 1.0 / 3.0), "First answer 0.333 h earlier");
    }
}
