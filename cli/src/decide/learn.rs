//! What is worth learning first, as a table.

use std::fmt::Write;

use funnel_decide::learn::{Known, Learn, Worth, Zero};
use funnel_engine::report::Estimate;

use super::called;
use crate::table::{figure, group, often};

pub(super) fn table(l: &Learn) -> String {
    let mut out = String::new();
    for (plan, difference) in l.differences.iter().enumerate() {
        let _ = writeln!(out, "Plan {}: {} less today's {}", plan + 1, called(l.metric), figure(difference));
    }
    let plans = l.differences.len();
    if plans == 0 {
        // The title says that there is nothing to decide.
        return out;
    }
    let is_same = l.differences.iter().all(Estimate::is_zero);
    let of = if plans == 1 { "today and the plan".to_owned() } else { format!("today and the {plans} plans") };
    let _ = match (l.adopt, &l.choice) {
        _ if is_same => writeln!(out, "As things stand, {of} come to the same in every future."),
        (_, Some(choice)) if !choice.can_tell() => writeln!(out, "As things stand, {of} cannot be told apart."),
        (Some(plan), _) => writeln!(out, "As things stand, of {of}: adopt plan {}.", plan + 1),
        (None, _) => writeln!(out, "As things stand, of {of}: stay with today."),
    };
    if let Some(all) = &l.all {
        let _ = writeln!(out, "\nKnowing every input, but not the luck: at least {}", worth(all));
    }
    if let Some(normal) = &l.all_if_normal {
        let _ = writeln!(out, "The same, were it normal and all told: about {}", figure(normal));
    }
    let clear = |w: &Worth| w.zero != Some(Zero::NeverChanges);
    for known in l.inputs.iter().filter(|known| clear(&known.worth)) {
        let _ = writeln!(out, "Knowing {}: {}", names(known), worth(&known.worth));
        for more in &known.more {
            let value = Estimate::known(more.value, more.se);
            let _ = writeln!(out, "    {:>6} more leads: {}", group(f64::from(more.trials)), figure(&value));
        }
    }
    for pair in l.pairs.iter().flatten().filter(|pair| clear(&pair.worth)) {
        let _ = writeln!(out, "Knowing {}: {}", pair.inputs.concat().join(" + "), worth(&pair.worth));
    }
    let idle: Vec<String> = l.inputs.iter().filter(|k| !clear(&k.worth)).map(names).collect();
    if !idle.is_empty() {
        let _ = writeln!(out, "Worth 0, for no value of it would change the decision: {}", idle.join(", "));
    }
    out
}

/// One input by its key, or several that vary together, joined.
fn names(known: &Known) -> String {
    let market = known.market.then_some("market");
    known.inputs.iter().map(String::as_str).chain(market).collect::<Vec<_>>().join(" + ")
}

fn worth(w: &Worth) -> String {
    let found = figure(&Estimate::known(w.estimate, w.se));
    match w.zero {
        None => format!("{found} (changes the decision in {})", often(w.changes, 0)),
        Some(Zero::NeverChanges) => "0: it would not change the decision".to_owned(),
        Some(Zero::WithinError) => format!("0: not told from 0 ({found})"),
    }
}
