//! From text to a scenario, reporting every problem with its path: problems of the text, of its shape, and of its
//! meaning.

mod said;

use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::clean::clean_json;
use super::{FORMAT_VERSION, Problem, Scenario, limits};

/// Longest scenario text that is read, in bytes.
pub const MAX_BYTES: usize = 4 << 20;

/// Most parts that are tried alone in search of what is wrong, each of them as a scenario: a few long lists of numbers
/// have fewer, and beyond that the list is named rather than the number in it.
const MOST_TRIED: usize = 3 * limits::LIST;

/// Reads a scenario from JSON.
///
/// # Errors
///
/// Every problem found, never only the first, up to [`limits::PROBLEMS`]: text that is not JSON (with line and column),
/// fields that are unknown or of the wrong type, and whatever [`Scenario::problems`] says.
///
/// ```
/// let problems = funnel_scenario::decode::from_json(r#"{"sed": 3, "seed": "x"}"#).unwrap_err();
/// let paths: Vec<&str> = problems.iter().map(|p| p.path.as_str()).collect();
/// assert_eq!(paths, ["sed", "seed", "channels", "stages"]);
/// ```
pub fn from_json(text: &str) -> Result<Scenario, Vec<Problem>> {
    read_json(text).map(|(scenario, _)| scenario)
}

/// Reads a scenario from JSON, and says which of its texts were cleaned; see [`read`].
///
/// # Errors
///
/// As [`from_json`].
pub fn read_json(text: &str) -> Result<(Scenario, Vec<String>), Vec<Problem>> {
    if text.len() > MAX_BYTES {
        let message = format!("has {} bytes; a scenario has at most {MAX_BYTES}", text.len());
        return Err(vec![Problem::new("", message)]);
    }
    let json: Json =
        serde_json::from_str(text).map_err(|e| vec![Problem::new("", format!("this is not valid JSON: {e}"))])?;
    read(json)
}

/// Reads a scenario from parsed JSON.
///
/// # Errors
///
/// As [`from_json`].
pub fn from_value(json: Json) -> Result<Scenario, Vec<Problem>> {
    read(json).map(|(scenario, _)| scenario)
}

/// Reads a scenario from parsed JSON, and says which of its texts contained characters that no text needs and so were
/// [cleaned](super::clean()).
///
/// # Errors
///
/// As [`from_json`].
pub fn read(mut json: Json) -> Result<(Scenario, Vec<String>), Vec<Problem>> {
    if !json.is_object() {
        return Err(vec![Problem::new("", "a scenario is a JSON object")]);
    }
    if let Some(version) = json.get("version").and_then(Json::as_u64)
        && version > u64::from(FORMAT_VERSION)
    {
        let message = format!("is {version}: made by a newer version of this tool, which reads up to {FORMAT_VERSION}");
        return Err(vec![Problem::new("version", message)]);
    }
    let mut long = Vec::new();
    too_long(&json, &mut Vec::new(), &mut long);
    if !long.is_empty() {
        return Err(long);
    }
    migrate(&mut json);
    let cleaned = clean_json(&mut json);
    let mut search = Search { found: Vec::new(), left: MOST_TRIED };
    // Each further round finds fields that are missing, hidden until then by those that were wrong.
    while let Err(message) = shape(&json)
        && search.found.len() < limits::PROBLEMS
    {
        let before = search.found.len();
        search.locate(&json, &mut Vec::new(), &message);
        for (path, _) in &search.found[before..] {
            take_out(&mut json, path);
        }
        if search.found[before..].iter().any(|(path, _)| path.is_empty()) {
            break;
        }
    }
    let mut problems: Vec<Problem> =
        search.found.iter().map(|(path, m)| Problem::new(words(path), said::said(m))).collect();
    // What is left is also checked for its meaning, unless what was taken out leaves no scenario.
    if let Ok(scenario) = Scenario::deserialize(&json) {
        let shapes = problems.clone();
        problems.extend(scenario.problems().into_iter().filter(|new| !covered(&shapes, &new.path)));
        if problems.is_empty() {
            return Ok((scenario, cleaned));
        }
    }
    problems.truncate(limits::PROBLEMS);
    Err(problems)
}

/// Lists and objects with more entries than any part of a scenario may have: each entry would become a channel or a
/// number with all its defaults, hundreds of times as large as its text.
fn too_long(part: &Json, path: &mut Vec<Step>, found: &mut Vec<Problem>) {
    let entries = match part {
        Json::Array(items) => items.len(),
        Json::Object(map) => map.len(),
        _ => return,
    };
    if found.len() >= limits::PROBLEMS {
        return;
    }
    if entries > limits::LIST {
        let message = format!("has {entries} entries; at most {} are allowed", limits::LIST);
        found.push(Problem::new(words(path), message));
        return;
    }
    for (step, value) in steps(part) {
        path.push(step);
        too_long(value, path, found);
        path.pop();
    }
}

/// Converts what an older version wrote to the current form. A text without a version number is of version 1, the only
/// one when there were no numbers.
fn migrate(json: &mut Json) {
    let Some(fields) = json.as_object_mut() else { return };
    let version = fields.get("version").map_or(Some(1), Json::as_u64);
    if version == Some(1) {
        // In version 1, 0 meant that there is no target.
        if let Some(Json::Object(target)) = fields.get_mut("target")
            && target.get("value").and_then(Json::as_f64) == Some(0.0)
        {
            target.remove("value");
        }
        fields.insert("version".to_owned(), FORMAT_VERSION.into());
    }
}

/// One step down into JSON.
#[derive(Clone)]
enum Step {
    Key(String),
    Index(usize),
}

/// What is wrong with the shape of a scenario's JSON; serde stops at the first error.
fn shape(json: &Json) -> Result<(), String> {
    Scenario::deserialize(json).map(drop).map_err(|e| e.to_string())
}

/// The parts of an object or a list.
fn steps(part: &Json) -> Box<dyn Iterator<Item = (Step, &Json)> + '_> {
    match part {
        Json::Object(map) => Box::new(map.iter().map(|(key, value)| (Step::Key(key.clone()), value))),
        Json::Array(items) => Box::new(items.iter().enumerate().map(|(i, value)| (Step::Index(i), value))),
        _ => Box::new(std::iter::empty()),
    }
}

/// A search for what is wrong by itself.
struct Search {
    /// Where, and what serde says about it.
    found: Vec<(Vec<Step>, String)>,
    /// How many further parts may be tried.
    left: usize,
}

impl Search {
    /// Finds every innermost part that is wrong by itself.
    ///
    /// Each part is tried alone, in otherwise empty surroundings. Every object of a scenario has defaults for all its
    /// fields, so whatever is still refused is the part's own fault. A few small objects do need all their fields: a part
    /// of one of them, tried alone, gives a "missing field" error, which is the part's own only if the whole object gives
    /// it too.
    fn locate(&mut self, part: &Json, path: &mut Vec<Step>, message: &str) {
        let before = self.found.len();
        for (step, value) in steps(part) {
            if self.found.len() >= limits::PROBLEMS {
                return;
            }
            let Some(left) = self.left.checked_sub(1) else { break };
            self.left = left;
            path.push(step);
            match shape(&alone(value, path)) {
                Err(own) if !own.starts_with("missing field") || (own == message && !is_leaf(value)) => {
                    self.locate(value, path, &own);
                }
                _ => {}
            }
            path.pop();
        }
        if self.found.len() == before {
            self.found.push((path.clone(), message.to_owned()));
        }
    }
}

fn is_leaf(json: &Json) -> bool {
    !json.is_object() && !json.is_array()
}

/// A scenario with nothing but this part in it, at its path (in lists, as the only item).
fn alone(part: &Json, path: &[Step]) -> Json {
    path.iter().rev().fold(part.clone(), |inner, step| match step {
        Step::Key(key) => {
            let mut map = Map::new();
            map.insert(key.clone(), inner);
            Json::Object(map)
        }
        Step::Index(_) => Json::Array(vec![inner]),
    })
}

/// Removes the innermost field on a path without which its surroundings have a valid shape.
fn take_out(json: &mut Json, path: &[Step]) {
    let mut rest = path;
    while let Some(last) = rest.iter().rposition(|step| matches!(step, Step::Key(_))) {
        let (parents, field) = (&rest[..last], &rest[last]);
        let Some(parent) = at(json, parents) else { return };
        if let (Json::Object(map), Step::Key(key)) = (&mut *parent, field) {
            map.remove(key);
        }
        if shape(&alone(parent, parents)).is_ok() {
            return;
        }
        rest = parents;
    }
}

/// The value at a path.
fn at<'a>(json: &'a mut Json, path: &[Step]) -> Option<&'a mut Json> {
    path.iter().try_fold(json, |at, step| match step {
        Step::Key(key) => at.get_mut(key),
        Step::Index(index) => at.get_mut(index),
    })
}

fn words(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Index(index) => text.push_str(&format!("[{index}]")),
            Step::Key(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(key);
            }
        }
    }
    text
}

/// Whether a problem at this path, above it or below it, has already been reported: consequences of it would be noise.
fn covered(problems: &[Problem], path: &str) -> bool {
    let within = |inner: &str, outer: &str| {
        let below = |rest: &str| rest.is_empty() || (rest.starts_with(['.', '[']) && !outer.is_empty());
        inner.strip_prefix(outer).is_some_and(below)
    };
    problems.iter().any(|p| within(path, &p.path) || within(&p.path, path))
}
