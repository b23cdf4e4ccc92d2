//! Which settings a study moves, for its tests: whoever adds a lever is asked whether its settings belong there.

use std::collections::BTreeSet;

use funnel_testkit::full;

use crate::scenario::Scenario;

/// A setting's key without the name in it: `team/…/people`.
fn kind(key: &str) -> String {
    match key.split('/').collect::<Vec<_>>()[..] {
        [of, _, field] => format!("{of}/…/{field}"),
        _ => key.to_owned(),
    }
}

/// That a study moves every setting there is but these, each of which has a reason.
pub(crate) fn are_left_out(reasons: &[(&str, &str)], moved: impl Fn(&Scenario) -> Vec<String>) {
    let scenario = Scenario { plans: Vec::new(), ..full() };
    let all: BTreeSet<String> = scenario.settings().iter().map(|setting| kind(&setting.key)).collect();
    let moved: BTreeSet<String> = moved(&scenario).iter().map(|key| kind(key)).collect();
    let named: BTreeSet<String> = reasons.iter().map(|(key, _)| (*key).to_owned()).collect();
    assert!(moved.is_subset(&all), "{moved:?}");
    let left: BTreeSet<String> = all.difference(&moved).cloned().collect();
    assert_eq!(left, named, "left out, and those for which a reason is given");
}
