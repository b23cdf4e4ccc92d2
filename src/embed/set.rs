//! Sets one value of a scenario, from outside, by its path.

use funnel_engine::scenario::{Problem, Scenario, decode};
use serde_json::{Map, Value};

/// Deepest path: no part of a scenario is deeper.
const DEEPEST: usize = 12;

/// A step in a path: a field, or an index in a list.
#[derive(Debug, PartialEq)]
enum Step<'a> {
    Field(&'a str),
    Place(usize),
}

/// The scenario with another value at a path, which is written as in problems (`channels[0].spend_per_week`), and
/// otherwise unchanged.
///
/// # Errors
///
/// If there is no such place, and whatever is then wrong with the scenario.
pub(super) fn with_value(scenario: &Scenario, path: &str, value: Value) -> Result<Scenario, Vec<Problem>> {
    let no_place = || vec![Problem::new(path, "there is no such place in the scenario")];
    let steps = steps(path).ok_or_else(no_place)?;
    let mut json = scenario.to_json();
    let mut at = &mut json;
    for step in steps {
        at = match step {
            // Defaults are left out of the JSON.
            Step::Field(name) => match at {
                Value::Null => {
                    *at = Value::Object(Map::new());
                    &mut at[name]
                }
                Value::Object(fields) => fields.entry(name).or_insert(Value::Null),
                _ => return Err(no_place()),
            },
            Step::Place(place) => at.get_mut(place).ok_or_else(no_place)?,
        };
    }
    *at = value;
    decode::from_json(&json.to_string())
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
    use funnel_engine::scenario::templates::load;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn one_value_changes_and_nothing_else() {
        let s = load("sales-led-saas").unwrap();
        let dearer = with_value(&s, "channels[0].spend_per_week", json!(4_321.0)).unwrap();
        assert_eq!(dearer.channels[0].spend_per_week, 4_321.0);
        let back = with_value(&dearer, "channels[0].spend_per_week", json!(s.channels[0].spend_per_week));
        assert_eq!(back, Ok(s.clone()));
        // A default is not in the JSON, and neither is the object around it.
        let blank = load("blank").unwrap();
        let footer = with_value(&blank, "brand.footer", json!("Confidential")).unwrap();
        assert_eq!(footer.brand.footer, "Confidential");
        let scale = with_value(&s, "plans[0].spend[0].scale", json!(1.5)).unwrap();
        assert_eq!(scale.plans[0].spend[0].scale, 1.5);
    }

    #[test]
    fn what_is_wrong_is_said_at_its_place() {
        let s = load("blank").unwrap();
        let refused = |path: &str, value: Value| with_value(&s, path, value).unwrap_err().remove(0);
        for path in
            ["", ".", "channels[9].spend_per_week", "channels[x]", "channels[0", "name.first", "channels[0]]", "a..b"]
        {
            assert!(refused(path, json!(1)).message.contains("no such place"), "{path}");
        }
        assert_eq!(refused("channels[0].spend_per_week", json!(-1)).path, "channels[0].spend_per_week");
        assert!(refused("channels[0].nonsense", json!(1)).message.contains("nonsense"));
    }

    proptest! {
        #[test]
        fn any_path_and_value_is_taken_or_refused(path in "[a-z_.\\[\\]0-9]{0,30}|\\PC{0,20}", x in any::<f64>()) {
            let _ = with_value(&load("blank").unwrap(), &path, json!(x));
        }
    }
}
