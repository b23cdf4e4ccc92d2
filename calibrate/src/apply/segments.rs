//! Who inquires.

use funnel_scenario::laws;
use funnel_scenario::{DealSize, Segment, Unit, Value};

use super::{Applied, Change, Figure, mine, name, slug};
use crate::column::label::key;
use crate::evidence::Evidence;
use crate::evidence::segments::{SegmentEvidence, differ};
use crate::stats::shift::Shift;

/// Segments whose deals are worth different amounts or that get through at different rates; the scenario's own segments
/// where those of the tables do neither.
pub(super) fn apply(new: &mut Applied, evidence: &Evidence) {
    let found = &evidence.segments;
    let differ = differ(found);
    if !differ && found.iter().all(|segment| segment.sizes.is_none()) {
        return;
    }
    let old = std::mem::take(&mut new.scenario.segments);
    for segment in found {
        let mut segment = segment.clone();
        if !differ {
            segment.shift = Shift::default();
        }
        let segment = known(&old, &segment, &new.scenario.segments, evidence, &mut new.changes);
        new.scenario.segments.push(segment);
    }
}

/// The old segment of this name, or a new one, with what the tables say about it.
fn known(
    old: &[Segment],
    found: &SegmentEvidence,
    taken: &[Segment],
    evidence: &Evidence,
    changes: &mut Vec<Change>,
) -> Segment {
    let ids: Vec<String> = taken.iter().map(|segment| segment.id.clone()).collect();
    let label = if found.name.is_empty() { "Unknown" } else { &found.name };
    let same = old.iter().find(|segment| key(&segment.name) == key(label) && !ids.contains(&segment.id));
    let mut segment = match same {
        Some(segment) => segment.clone(),
        None => Segment { id: slug(label, &ids), name: name(label), ..Segment::default() },
    };
    let mut change = |what: &str, before: Option<Figure>, after: Figure, evidence: String, unit: Unit| {
        let (what, before) = (format!("{}: {what}", segment.name), before.filter(|_| same.is_some()));
        changes.push(Change { what, before, after, evidence, unit });
    };
    if let Some(sizes) = &found.sizes {
        let deal = DealSize::Empirical { values: sizes.list.clone() };
        let all = evidence.sizes.as_ref().map_or("", |sizes| &sizes.sentence);
        let before = segment.deal.clone().map(Figure::Deal);
        change("deal size", before, Figure::Deal(deal.clone()), format!("{} of the {all}", sizes.deals), Unit::Money);
        segment.deal = Some(deal);
    }
    if found.shift.sd > 0.0 {
        let value = Value::Normal(laws::Normal { mean: found.shift.mean, sd: found.shift.sd });
        let shift = mine(value, &found.sentence());
        let before = Some(Figure::Value(segment.rate_shift.value.clone()));
        let after = Figure::Value(shift.value.clone());
        change("converts better or worse at every stage", before, after, shift.source.clone(), Unit::LogOdds);
        segment.rate_shift = shift;
    }
    segment.share = found.won.trials;
    segment
}
