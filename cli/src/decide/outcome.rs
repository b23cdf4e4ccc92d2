//! Outcome first, as a table.

use std::fmt::Write;

use funnel_decide::outcome::{Changed, Outcome, Reach, Verdict};
use funnel_engine::scenario::TargetMetric;
use funnel_sentences::numbers::round_to;

use crate::table::{figure, figures, group, numbers, often};

pub(super) fn table(found: &Outcome) -> String {
    let Some(asked) = &found.asked else {
        return "There is no target: give one with --target.\n".to_owned();
    };
    let of = match asked.metric {
        TargetMetric::Revenue => "of revenue",
        TargetMetric::Profit => "of profit",
        TargetMetric::Customers if asked.value == 1.0 => "customer",
        TargetMetric::Customers => "customers",
    };
    let sure = round_to(100.0 * asked.confidence, 6);
    let value = group(asked.value);
    let mut out = format!("Target: {value} {of}, with a chance of {sure} %\n\n");
    let _ =
        writeln!(out, "{:>14}{:>12}{:>16}{:>28}", "Budget", "× today's", "Chance", format!("Reached with {sure} %"));
    let budgets = numbers(&found.budgets.iter().map(|r| r.budget).collect::<Vec<_>>());
    let levels = figures(&found.budgets.iter().map(|r| r.level).collect::<Vec<_>>());
    for (r, (budget, level)) in found.budgets.iter().zip(budgets.iter().zip(&levels)) {
        let _ = writeln!(
            out,
            "{budget:>14}{:>12.2}{:>16}{level:>28}{}",
            r.multiple,
            chance(r),
            if r.multiple == 1.0 { "  today" } else { "" }
        );
    }
    for step in &found.steps {
        let _ = writeln!(out, "{}, for {}: {}", change(&step.changed), figure(&step.cost), chance(&step.reach));
    }
    if let (Some(verdict), Some(way)) = (found.verdict, &found.way) {
        let _ = writeln!(
            out,
            "{}",
            match verdict {
                Verdict::Budget if way.changes.is_empty() => "Today's budget reaches it:",
                Verdict::Budget => "The budget alone reaches it:",
                Verdict::Combination => "Not by budget alone; this combination reaches it:",
                Verdict::Nothing => "Nothing that was tried reaches it; the furthest was:",
            }
        );
        for changed in &way.changes {
            let _ = writeln!(out, "  {}", change(changed));
        }
        let again = found.fresh.map_or(String::new(), |x| format!(", {} in fresh futures", often(x.value, 1)));
        let cost = if way.changes.is_empty() {
            String::new()
        } else {
            format!("{} of acquisition cost more than today; ", figure(&way.cost))
        };
        let _ = writeln!(out, "  {cost}chance {}{again}", chance(&way.reach));
    }
    if !found.unpriced.is_empty() && found.verdict != Some(Verdict::Budget) {
        let _ = writeln!(out, "\nNot tried, as nobody said what they cost. Say so, 0 for nothing:");
        for x in &found.unpriced {
            let _ = writeln!(out, "  {:<40}{}", x.setting, x.path);
        }
    }
    if !found.needs.is_empty() {
        let _ = writeln!(
            out,
            "\n{:<20}{:>14}{:>14}{:>12}{:>20}{:>20}",
            "People come in", "today", "needed", "at start", "half by week", "nine in ten by"
        );
    }
    for n in &found.needs {
        let weeks = |w: [u32; 2]| format!("{} (today {})", w[1], w[0]);
        let _ = writeln!(
            out,
            "{:<20}{:>14}{:>14}{:>12}{:>20}{:>20}",
            if n.stage.is_empty() { "deals won" } else { n.stage.as_str() },
            group(n.people[0]),
            group(n.people[1]),
            n.at_start,
            weeks(n.half_by),
            weeks(n.most_by)
        );
    }
    out
}

fn change(c: &Changed) -> String {
    if c.setting.is_empty() {
        return format!("budget × {:.2} (from {:.2})", c.to, c.from);
    }
    format!("{}: {:.2} (from {:.2})", c.setting, c.to, c.from)
}

fn chance(r: &Reach) -> String {
    often(r.chance.value, 1)
}
