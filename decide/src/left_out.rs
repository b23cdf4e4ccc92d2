//! Which settings a study moves, for its tests: whoever adds a lever is asked whether its settings belong there.

use std::collections::BTreeSet;

use funnel_testkit::full;

use crate::scenario::Scenario;

/// Settings that no study moves by a small step, and why.
const REASONS: [(&str, &str); 12] = [
    ("capture/fields", "more people against better ones: neither direction is the better one beforehand"),
    ("content/spend_per_week", "no step of it has been chosen: its effect comes over months"),
    ("customers/capacity", "what it costs is unknown"),
    ("customers/promise", "more people against satisfied ones"),
    ("definition/lets_through", "more people against better ones"),
    ("hand_off/chased", "no step of it has been chosen"),
    ("hand_off/earlier", "more people against warmer ones"),
    ("information/quality", "no step of it has been chosen"),
    ("schedule/off_weeks", "when the same money is spent: the mix tries pulses"),
    ("schedule/on_weeks", "the same"),
    ("segment/…/focus", "more of one segment is less of another"),
    ("team/…/hours_per_week", "one more person is the step"),
];

/// A setting's key without the name in it: `team/…/people`.
fn kind(key: &str) -> String {
    match key.split('/').collect::<Vec<_>>()[..] {
        [of, _, field] => format!("{of}/…/{field}"),
        _ => key.to_owned(),
    }
}

/// That a study moves every setting there is but [`REASONS`] and these besides.
pub(crate) fn are_left_out(besides: &[(&str, &str)], moved: impl Fn(&Scenario) -> Vec<String>) {
    let scenario = Scenario { plans: Vec::new(), ..full() };
    let all: BTreeSet<String> = scenario.settings().iter().map(|setting| kind(&setting.key)).collect();
    let moved: BTreeSet<String> = moved(&scenario).iter().map(|key| kind(key)).collect();
    let named: BTreeSet<String> = REASONS.iter().chain(besides).map(|(key, _)| (*key).to_owned()).collect();
    assert!(moved.is_subset(&all), "{moved:?}");
    let left: BTreeSet<String> = all.difference(&moved).cloned().collect();
    assert_eq!(left, named, "left out, and those for which a reason is given");
}
