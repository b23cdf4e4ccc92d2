//! Sets one value of a scenario by its path.

use serde_json::{Map, Value as Json};

use super::Edited;
use crate::{Problem, Scenario, decode};

/// Deepest path: no part of a scenario is deeper.
const DEEPEST: usize = 12;

/// A step in a path: a field, or an index in a list.
#[derive(Debug, PartialEq)]
enum Step<'a> {
    Field(&'a str),
    Place(usize),
}

/// Sets the value at a path of the scenario's JSON, which is written as in problems (`channels[0].spend_per_week`);
/// `null` restores a field's default.
///
/// # Errors
///
/// When there is no such place, the value is of the wrong type, or the scenario would no longer be valid.
///
/// ```
/// use funnel_scenario::{edit, templates};
/// let scenario = templates::load("blank").unwrap();
/// let longer = edit::set(&scenario, "frame.horizon_weeks", 26.into()).unwrap();
/// assert_eq!(longer.frame.horizon_weeks, 26);
/// let problems = edit::set(&scenario, "frame.horizon_weeks", 0.into()).unwrap_err();
/// assert_eq!(problems[0].path, "frame.horizon_weeks");
/// ```
pub fn set(scenario: &Scenario, path: &str, value: Json) -> Edited {
    let nowhere = || vec![Problem::new(path, "there is no such place in the scenario")];
    let steps = steps(path).ok_or_else(nowhere)?;
    let (last, parents) = steps.split_last().ok_or_else(nowhere)?;
    let mut json = scenario.to_json();
    let mut at = &mut json;
    for step in parents {
        at = enter(at, step).ok_or_else(nowhere)?;
    }
    match last {
        Step::Field(name) if value.is_null() => {
            at.as_object_mut().ok_or_else(nowhere)?.remove(*name);
        }
        last => *enter(at, last).ok_or_else(nowhere)? = value,
    }
    decode::from_value(json)
}

/// The value one step down; an object left out as a default is put in.
fn enter<'a>(at: &'a mut Json, step: &Step<'_>) -> Option<&'a mut Json> {
    match step {
        Step::Field(name) => Some(at.as_object_mut()?.entry(*name).or_insert_with(|| Json::Object(Map::new()))),
        Step::Place(place) => at.as_array_mut()?.get_mut(*place),
    }
}

/// A path's steps; `None` if it is not a path.
fn steps(path: &str) -> Option<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let (name, places) = part.split_at(part.find('[').unwrap_or(part.len()));
        if name.is_empty() {
            return None;
        }
        steps.push(Step::Field(name));
        let mut rest = places;
        while !rest.is_empty() {
            let (place, behind) = rest.strip_prefix('[')?.split_once(']')?;
            steps.push(Step::Place(place.parse().ok()?));
            rest = behind;
        }
        if steps.len() > DEEPEST {
            return None;
        }
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::load;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn one_value_changes_and_nothing_else() {
        let s = load("sales-led-saas").unwrap();
        let dearer = set(&s, "channels[0].spend_per_week", json!(4_321.0)).unwrap();
        assert_eq!(dearer.channels[0].spend_per_week, 4_321.0);
        let back = set(&dearer, "channels[0].spend_per_week", json!(s.channels[0].spend_per_week));
        assert_eq!(back, Ok(s.clone()));
        // A default is not in the JSON, and neither is the object around it.
        let blank = load("blank").unwrap();
        let footer = set(&blank, "brand.footer", json!("Confidential")).unwrap();
        assert_eq!(footer.brand.footer, "Confidential");
        let scale = set(&s, "plans[0].spend[0].scale", json!(1.5)).unwrap();
        assert_eq!(scale.plans[0].spend[0].scale, 1.5);
        assert_eq!(set(&footer, "brand.footer", Json::Null), Ok(blank), "a default again");
    }

    #[test]
    fn what_is_wrong_is_said_at_its_place() {
        let s = load("blank").unwrap();
        let refused = |path: &str, value: Json| set(&s, path, value).unwrap_err().remove(0);
        for path in
            ["", ".", "channels[9].spend_per_week", "channels[x]", "channels[0", "name.first", "channels[0]]", "a..b"]
        {
            assert!(refused(path, json!(1)).message.contains("no such place"), "{path}");
        }
        assert_eq!(refused("channels[0].spend_per_week", json!(-1)).path, "channels[0].spend_per_week");
        let unknown = refused("channels[0].nonsense", json!(1));
        assert_eq!(unknown.path, "channels[0].nonsense");
        assert!(unknown.message.starts_with("is not known here"), "{unknown:?}");
    }

    proptest! {
        #[test]
        fn any_path_and_value_is_taken_or_refused(path in "[a-z_.\\[\\]0-9]{0,30}|\\PC{0,20}", x in any::<f64>()) {
            let _ = set(&load("blank").unwrap(), &path, json!(x));
        }
    }
}
