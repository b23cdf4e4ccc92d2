//! Deal sizes, and how long customers stay.

use funnel_scenario::laws;
use funnel_scenario::{DealSize, Group, Input, LeverKind, Segment, Unit, Value, edit};

use super::{Applied, Change, Figure, mine, name, slug};
use crate::evidence::Evidence;
use crate::evidence::retention::Retention;
use crate::evidence::sizes::{Law, Sizes};
use crate::stats::real;

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
    if sizes.segments.is_empty() {
        return;
    }
    let mut segments: Vec<Segment> = Vec::new();
    for (label, found) in &sizes.segments {
        let taken: Vec<String> = segments.iter().map(|segment| segment.id.clone()).collect();
        let deal = DealSize::Empirical { values: found.list.clone() };
        let evidence = format!("{} of the {}", found.deals, sizes.sentence);
        let after = Figure::Deal(deal.clone());
        let what = format!("{label}: deal size");
        new.changes.push(Change { what, before: None, after, evidence, unit: Unit::Money });
        segments.push(Segment {
            id: slug(label, &taken),
            name: name(label),
            share: real(found.came),
            deal: Some(deal),
            ..Segment::default()
        });
    }
    new.scenario.segments = segments;
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
    let mut change = |what: &str, unit: Unit, slot: &mut Input, after: Input| {
        let before = std::mem::replace(slot, after.clone());
        let (before, after) = (Some(Figure::Value(before.value)), Figure::Value(after.value));
        new.changes.push(Change { what: what.to_owned(), before, after, evidence: found.sentence.clone(), unit });
    };
    change("Retention curve, a", Unit::Number, &mut lever.a, of(sbg.a, a_error));
    change("Retention curve, b", Unit::Number, &mut lever.b, of(sbg.b, b_error));
    lever.renewal_weeks = found.renewal_weeks;
    lever.at_start = u32::try_from(found.there).unwrap_or(u32::MAX).min(funnel_scenario::limits::OPEN);
    if let Some(value) = found.value {
        change(
            "A customer there at the start pays a period",
            Unit::Money,
            &mut lever.value_at_start,
            mine(Value::Fixed(value), &found.sentence),
        );
    }
    if correlation > 0.0 && !new.scenario.groups.iter().any(|group| group.id == GROUP) {
        new.scenario.groups.push(Group { id: GROUP.to_owned(), correlation: correlation.min(0.999) });
    }
}
