//! Deal sizes, and how long customers stay.

use funnel_scenario::laws;
use funnel_scenario::{DealSize, Group, Input, LeverKind, Unit, Value, edit};

use super::{Applied, Change, Figure, mine};
use crate::evidence::Evidence;
use crate::evidence::retention::Retention;
use crate::evidence::sizes::{Law, Sizes};
use crate::stats::real;
use funnel_sample::math::normal::Z90;

const GROUP: &str = "retention";

pub(super) fn apply(new: &mut Applied, evidence: &Evidence) {
    if let Some(sizes) = &evidence.sizes {
        deals(new, sizes);
    }
    if let Some(retention) = &evidence.retention {
        customers(new, retention);
    }
}

fn deals(new: &mut Applied, sizes: &Sizes) {
    let after = match (sizes.law, sizes.lognormal) {
        (Law::Lognormal, Some(law)) => {
            let sigma = law.sigma / real(sizes.deals).sqrt();
            let median = mine(Value::Lognormal(laws::Lognormal { median: law.median(), sigma }), &sizes.sentence);
            DealSize::Lognormal { median, sigma: law.sigma }
        }
        _ => DealSize::Empirical { values: sizes.list.clone() },
    };
    let before = std::mem::replace(&mut new.scenario.money.deal, after.clone());
    new.changes.push(Change {
        what: "Deal size".to_owned(),
        before: Some(Figure::Deal(before)),
        after: Figure::Deal(after),
        evidence: sizes.sentence.clone(),
        unit: Unit::Money,
    });
}

fn customers(new: &mut Applied, found: &Retention) {
    let Some(sbg) = found.sbg else { return };
    if new.scenario.levers.customers.is_none()
        && let Ok(with) = edit::use_lever(&new.scenario, LeverKind::Customers)
    {
        new.scenario = with;
    }
    let Some(lever) = &mut new.scenario.levers.customers else { return };
    let [a_error, b_error, correlation] = sbg.error.unwrap_or([0.5, 0.5, 0.0]);
    let of = |median, sigma: f64| Input {
        group: if correlation > 0.0 { GROUP.to_owned() } else { String::new() },
        ..mine(Value::Lognormal(laws::Lognormal { median, sigma: sigma.clamp(1e-6, 3.0) }), &found.sentence)
    };
    // The curve's parameters mean little to a reader; the shares that follow from them do.
    let before = [lever.a.middle(), lever.b.middle()];
    (lever.a, lever.b) = (of(sbg.a, a_error), of(sbg.b, b_error));
    for (time, word) in [(1.0, "first"), (5.0, "fifth")] {
        let share = |a: f64, b: f64| (b + time - 1.0) / (a + b + time - 1.0);
        // The logit is ln(b + t − 1) − ln a, so its variance follows from those of the logarithms.
        let weight = sbg.b / (sbg.b + time - 1.0);
        let b_part = weight * b_error;
        let sd = (a_error * a_error + b_part * b_part - 2.0 * correlation * a_error * b_part).max(0.0).sqrt();
        let logit = libm::log((sbg.b + time - 1.0) / sbg.a);
        let at = |z: f64| 1.0 / (1.0 + libm::exp(-(logit + z * sd)));
        let (p10, p90) = (at(-Z90), at(Z90));
        let after = if p90 - p10 > 1e-9 { Value::Range(laws::Range { p10, p90 }) } else { Value::Fixed(at(0.0)) };
        let before = match before {
            [Some(a), Some(b)] => Some(Figure::Value(Value::Fixed(share(a, b)))),
            _ => None,
        };
        new.changes.push(Change {
            what: format!("Customers who renew the {word} time"),
            before,
            after: Figure::Value(after),
            evidence: found.sentence.clone(),
            unit: Unit::Share,
        });
    }
    lever.renewal_weeks = found.renewal_weeks;
    lever.at_start = u32::try_from(found.there).unwrap_or(u32::MAX).min(funnel_scenario::limits::OPEN);
    if let Some(value) = found.value {
        let after = mine(Value::Fixed(value), &found.value_sentence);
        let before = std::mem::replace(&mut lever.value_at_start, after);
        new.changes.push(Change {
            what: "A customer there at the start pays a period".to_owned(),
            before: Some(Figure::Value(before.value)),
            after: Figure::Value(Value::Fixed(value)),
            evidence: found.value_sentence.clone(),
            unit: Unit::Money,
        });
    }
    if correlation > 0.0 && !new.scenario.groups.iter().any(|group| group.id == GROUP) {
        new.scenario.groups.push(Group { id: GROUP.to_owned(), correlation: correlation.min(0.999) });
    }
}
