//! What is worth learning first, as a table.

use std::fmt::Write;

use funnel_decide::learn::{Learn, Worth, Zero};
use funnel_engine::report::Estimate;

use super::{called, figure};
use crate::table::group;

pub(super) fn table(l: &Learn) -> String {
    let mut out = String::new();
    for (plan, difference) in l.differences.iter().enumerate() {
        let _ = writeln!(out, "Plan {}: {} less today's {}", plan + 1, called(l.metric), figure(difference));
    }
    let _ = match l.adopt {
        Some(plan) => writeln!(out, "As things stand: adopt plan {}.", plan + 1),
        None => writeln!(out, "As things stand: stay with today."),
    };
    if let Some(all) = &l.all {
        let _ = writeln!(out, "\nKnowing every input, but not the luck: at least {}", worth(all));
    }
    if let Some(normal) = &l.all_if_normal {
        let _ = writeln!(out, "The same, were it normal and all told: about {}", figure(normal));
    }
    let clear = |w: &Worth| w.zero != Some(Zero::NeverChanges);
    for known in l.inputs.iter().filter(|known| clear(&known.worth)) {
        let _ = writeln!(out, "Knowing {}: {}", known.input, worth(&known.worth));
        for more in &known.more {
            let value = Estimate { value: Some(more.value), se: Some(more.se) };
            let _ = writeln!(out, "    {:>6} more leads: {}", group(f64::from(more.trials)), figure(&value));
        }
    }
    for pair in l.pairs.iter().flatten().filter(|pair| clear(&pair.worth)) {
        let _ = writeln!(out, "Knowing {}: {}", pair.inputs.join(" + "), worth(&pair.worth));
    }
    let idle: Vec<&str> = l.inputs.iter().filter(|k| !clear(&k.worth)).map(|k| k.input.as_str()).collect();
    if !idle.is_empty() {
        let _ = writeln!(out, "Worth 0, for no value of it would change the decision: {}", idle.join(", "));
    }
    out
}

fn worth(w: &Worth) -> String {
    let found = figure(&Estimate { value: Some(w.estimate), se: Some(w.se) });
    match w.zero {
        None => format!("{found} (changes the decision in {:.0} %)", 100.0 * w.changes),
        Some(Zero::NeverChanges) => "0: it would not change the decision".to_owned(),
        Some(Zero::WithinError) => format!("0: not told from 0 ({found})"),
    }
}
