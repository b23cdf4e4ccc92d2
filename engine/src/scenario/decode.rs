//! From text to a scenario, with every problem at its path: of the text, of its shape, and of its meaning.

use serde_json::{Map, Value as Json};
use serde_path_to_error::Segment as Step;

use super::{FORMAT_VERSION, Problem, Scenario};

/// Longest scenario text read, in bytes.
pub const MAX_BYTES: usize = 4 << 20;

/// Most problems of shape reported at once.
const MAX_PROBLEMS: usize = 50;

/// Reads a scenario from JSON.
///
/// # Errors
///
/// Every problem found, never only the first: text that is not JSON (with line and column), fields that are unknown
/// or of the wrong type, and whatever [`Scenario::problems`] says.
///
/// ```
/// let problems = funnel_engine::scenario::decode::from_json(r#"{"sed": 3, "seed": "x"}"#).unwrap_err();
/// let paths: Vec<&str> = problems.iter().map(|p| p.path.as_str()).collect();
/// assert_eq!(paths, ["sed", "seed", "channels", "stages"]);
/// ```
pub fn from_json(text: &str) -> Result<Scenario, Vec<Problem>> {
    if text.len() > MAX_BYTES {
        let message = format!("has {} bytes; a scenario has at most {MAX_BYTES}", text.len());
        return Err(vec![Problem::new("", message)]);
    }
    let json: Json =
        serde_json::from_str(text).map_err(|e| vec![Problem::new("", format!("this is not valid JSON: {e}"))])?;
    from_value(json)
}

/// Reads a scenario from parsed JSON.
///
/// # Errors
///
/// As [`from_json`].
pub fn from_value(mut json: Json) -> Result<Scenario, Vec<Problem>> {
    if !json.is_object() {
        return Err(vec![Problem::new("", "a scenario is a JSON object")]);
    }
    if let Some(version) = json.get("version").and_then(Json::as_u64)
        && version > u64::from(FORMAT_VERSION)
    {
        let message = format!("is {version}: made by a newer version of this tool, which reads up to {FORMAT_VERSION}");
        return Err(vec![Problem::new("version", message)]);
    }
    let mut problems: Vec<Problem> = Vec::new();
    // Each round reports one problem of shape and takes the offending part out, so that the next round finds the next.
    for _ in 0..2 * MAX_PROBLEMS {
        match serde_path_to_error::deserialize::<_, Scenario>(&json) {
            Ok(scenario) => {
                let shape = problems.clone();
                problems.extend(scenario.problems().into_iter().filter(|new| !covers(&shape, &new.path)));
                return if problems.is_empty() { Ok(scenario) } else { Err(problems) };
            }
            Err(error) => {
                let mut steps: Vec<Step> = error.path().iter().cloned().collect();
                let message = error.inner().to_string();
                if let Some(field) = unknown_field(&message)
                    && !matches!(steps.last(), Some(Step::Map { key }) if key == field)
                {
                    steps.push(Step::Map { key: field.to_owned() });
                }
                let path = words(&steps);
                if !covers(&problems, &path) {
                    problems.push(Problem::new(path, message));
                }
                if problems.len() >= MAX_PROBLEMS || !take_out(&mut json, &steps) {
                    break;
                }
            }
        }
    }
    Err(problems)
}

/// The field name in serde's message for an unknown field.
fn unknown_field(message: &str) -> Option<&str> {
    message.strip_prefix("unknown field `")?.split('`').next()
}

/// True when a problem at this path, above it or below it, is already reported: what follows from it is noise.
fn covers(problems: &[Problem], path: &str) -> bool {
    let within = |inner: &str, outer: &str| {
        inner == outer
            || (outer.is_empty() && inner.is_empty())
            || (!outer.is_empty() && inner.starts_with(outer) && inner[outer.len()..].starts_with(['.', '[']))
    };
    problems.iter().any(|p| within(path, &p.path) || within(&p.path, path))
}

fn words(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Seq { index } => path.push_str(&format!("[{index}]")),
            Step::Map { key } | Step::Enum { variant: key } => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            Step::Unknown => {}
        }
    }
    path
}

/// Removes what stands at the path, or, in a list, puts something harmless in its place so that indices stay.
/// False when there was nothing left to remove.
fn take_out(json: &mut Json, steps: &[Step]) -> bool {
    let Some((last, parents)) = steps.split_last() else { return false };
    let mut at = &mut *json;
    for step in parents {
        let next = match step {
            Step::Seq { index } => at.get_mut(*index),
            Step::Map { key } | Step::Enum { variant: key } => at.get_mut(key.as_str()),
            Step::Unknown => None,
        };
        match next {
            Some(inner) => at = inner,
            // The path names something the JSON does not hold, such as a missing field: clear what encloses it.
            None => return take_out(json, parents),
        }
    }
    match last {
        Step::Map { key } | Step::Enum { variant: key } => match at {
            Json::Object(map) if map.contains_key(key.as_str()) => map.remove(key.as_str()).is_some(),
            _ => take_out(json, parents),
        },
        Step::Seq { index } => match at.get_mut(*index) {
            Some(item) => {
                // Tried in turn, as the type wanted is not known: an object of defaults, a number, a text.
                let harmless = match item {
                    Json::Object(map) if map.is_empty() => Json::from(1),
                    Json::Number(_) => Json::from("?"),
                    Json::String(text) if text == "?" => return take_out(json, parents),
                    _ => Json::Object(Map::new()),
                };
                *item = harmless;
                true
            }
            None => take_out(json, parents),
        },
        Step::Unknown => take_out(json, parents),
    }
}
