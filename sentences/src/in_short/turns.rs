//! What would change the advice.

use funnel_decide::learn::Zero;
use funnel_engine::report::Report;
use funnel_engine::scenario::Scenario;

use super::stance::Verdict;
use super::{Findings, Stance};
use crate::claims::Said;
use crate::drivers::Names;
use crate::numbers::{Numbers, sentence};
use crate::often;
use crate::period::period;
use crate::{curve, signs};

/// Assumptions, the time considered, or a date: at most three, the strongest first.
pub(super) fn turns(s: &Scenario, report: &Report, found: &Findings<'_>, verdict: &Verdict, n: &dyn Numbers) -> Said {
    let mut parts: Vec<String> = Vec::new();
    let mut claims = Vec::new();
    match verdict.stance {
        Stance::Wait | Stance::DoLater => {
            let then = match verdict.sides[0] {
                (-1, _) => "it does not pay",
                (_, true) => "it about breaks even",
                _ => "we cannot tell whether it pays",
            };
            parts.push(format!("Counting {} only: then {then}.", period(report.horizon_weeks)));
        }
        Stance::DoNow => parts.push("Counting what lands later: then it does not pay.".to_owned()),
        Stance::CutNow => parts.push("Counting what lands later: then the cut does not pay.".to_owned()),
        _ => {}
    }
    if let Some(found) = found.curve {
        let turned = curve::turned(found, n);
        if !turned.is_empty() {
            parts.push(format!("{}{}.", sentence(&turned.join("; ")), curve::with_others(s)));
            claims.extend(curve::turned_claims(s, found));
        }
    }
    let worth = found.learn.and_then(|l| l.inputs.iter().max_by(|a, b| a.worth.value.total_cmp(&b.worth.value)));
    if let Some(known) = worth.filter(|known| known.worth.value > 0.0) {
        parts.push(format!(
            "Finding out “{}”: in {} it would change the choice.",
            Names::of(s).known(known),
            often::of_futures(n, known.worth.changes)
        ));
    }
    let nothing = found.learn.is_some_and(|l| {
        !l.inputs.is_empty() && l.inputs.iter().all(|known| known.worth.zero == Some(Zero::NeverChanges))
    });
    let is_whole = found.curve.is_some() && found.learn.is_some();
    if nothing && verdict.stance != Stance::Same {
        parts.push("No single assumption would, whatever it turns out to be.".to_owned());
    } else if parts.is_empty() && is_whole && verdict.stance != Stance::Same {
        parts
            .push("Nothing we looked at: neither a longer time nor any single assumption clearly turns it.".to_owned());
    }
    parts.extend(signs::early(s, report, n));
    Said { is_pending: !is_whole, ..Said::with(parts.join(" "), claims) }
}
