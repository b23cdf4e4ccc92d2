//! What a page that frames this one may say, and the replies. Plain JSON; `docs/embed.md` is the reference.
//!
//! A message is an object with `funnel: 1`, the protocol's version; anything else belongs to somebody else and is
//! silently ignored. A message of ours that is wrong is refused with its problems, and changes nothing.

use funnel_engine::scenario::{Problem, Scenario, View, decode};
use serde_json::{Map, Value, json};

/// The protocol's version.
pub const VERSION: u64 = 1;

/// Longest message heard, in bytes of JSON: a scenario and a little more.
pub const MAX_BYTES: usize = decode::MAX_BYTES + 1_024;

/// Longest name that an asker may give a message.
const MAX_ID: usize = 64;

/// A request.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// The scenario on the page.
    GetState,
    /// Show this scenario.
    SetState(Box<Scenario>),
    /// Show this scenario with another value at a path.
    Set {
        /// The path, as in problems.
        path: String,
        /// The new value there.
        value: Value,
    },
    /// Send the report once it has settled.
    Run,
    /// Send a picture of a view once the answer has settled.
    Picture(Picture),
    /// A file's content.
    Export(Format),
}

/// A picture that is requested.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Its view; the first one on the page if missing.
    pub view: Option<View>,
    /// Pixels for each CSS pixel; vector shapes if missing.
    pub scale: Option<u32>,
}

/// Most pixels for a CSS pixel.
const MOST_SCALE: u64 = 8;

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The scenario.
    ScenarioJson,
    /// The report.
    ReportJson,
    /// The report's figures.
    ReportCsv,
}

impl Format {
    const ALL: [(&'static str, Self); 3] =
        [("scenario.json", Self::ScenarioJson), ("report.json", Self::ReportJson), ("report.csv", Self::ReportCsv)];

    fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }

    /// Its name in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, format)| *format == self).map_or("", |(name, _)| name)
    }
}

/// A message of ours: the name that the asker gave it, which is returned with the reply, and the request.
pub type Heard = (Value, Result<Request, Vec<Problem>>);

/// Reads a message; `None` if it is not one of ours.
#[must_use]
pub fn read(text: &str) -> Option<Heard> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let Ok(Value::Object(message)) = serde_json::from_str(text) else { return None };
    let version = message.get("funnel")?.clone();
    let id = message.get("id").filter(|id| is_id(id)).cloned().unwrap_or(Value::Null);
    Some((id, request(message, &version)))
}

/// A short text or a whole number.
pub(super) fn is_id(id: &Value) -> bool {
    id.as_str().map_or_else(|| id.is_u64(), |id| id.len() <= MAX_ID)
}

fn request(mut message: Map<String, Value>, version: &Value) -> Result<Request, Vec<Problem>> {
    let refuse = |path: &str, why: String| vec![Problem::new(path, why)];
    if version.as_u64() != Some(VERSION) {
        return Err(refuse("funnel", format!("this page speaks version {VERSION}")));
    }
    if message.get("id").is_some_and(|id| !is_id(id)) {
        return Err(refuse("id", format!("must be a whole number or a text of at most {MAX_ID} bytes")));
    }
    let kind = message.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    let own: &[&str] = match kind.as_str() {
        "getState" | "run" => &[],
        "setState" => &["scenario"],
        "set" => &["path", "value"],
        "export" => &["format"],
        "picture" => &["view", "format", "scale"],
        _ => return Err(refuse("type", "must be getState, setState, set, run, picture or export".to_owned())),
    };
    if let Some(other) =
        message.keys().find(|key| !["funnel", "id", "type"].contains(&key.as_str()) && !own.contains(&key.as_str()))
    {
        return Err(refuse(other, format!("{kind} has no such part")));
    }
    let mut part = |name: &str| message.remove(name).ok_or_else(|| refuse(name, "is missing".to_owned()));
    match kind.as_str() {
        "run" => Ok(Request::Run),
        "export" => {
            let known = || refuse("format", "must be scenario.json, report.json or report.csv".to_owned());
            Format::of(part("format")?.as_str().unwrap_or_default()).map(Request::Export).ok_or_else(known)
        }
        "setState" => {
            let scenario = decode::from_json(&part("scenario")?.to_string());
            scenario.map(|scenario| Request::SetState(Box::new(scenario)))
        }
        "set" => match (part("path")?, part("value")?) {
            (Value::String(path), value) => Ok(Request::Set { path, value }),
            _ => Err(refuse("path", "must be a text such as channels[0].spend_per_week".to_owned())),
        },
        "picture" => picture(&message).map(Request::Picture),
        _ => Ok(Request::GetState),
    }
}

fn picture(message: &Map<String, Value>) -> Result<Picture, Vec<Problem>> {
    let refuse = |path: &str, why: String| vec![Problem::new(path, why)];
    let view = match message.get("view") {
        None => None,
        Some(name) => {
            let known = || refuse("view", format!("must be one of {}", View::names()));
            Some(name.as_str().and_then(View::named).ok_or_else(known)?)
        }
    };
    let scale = match message.get("scale") {
        None => 2,
        Some(scale) => {
            let wrong = || refuse("scale", format!("must be a whole number from 1 to {MOST_SCALE}"));
            scale.as_u64().filter(|x| (1..=MOST_SCALE).contains(x)).ok_or_else(wrong)?
        }
    };
    match message.get("format").map(Value::as_str) {
        Some(Some("svg")) => Ok(Picture { view, scale: None }),
        Some(Some("png")) => Ok(Picture { view, scale: u32::try_from(scale).ok() }),
        _ => Err(refuse("format", "must be svg or png".to_owned())),
    }
}

/// A reply of a given kind, with its content.
#[must_use]
pub fn reply(id: &Value, kind: &str, parts: &[(&str, Value)]) -> Value {
    let mut message = json!({ "funnel": VERSION, "type": kind });
    if !id.is_null() {
        message["id"] = id.clone();
    }
    for (name, value) in parts {
        message[*name] = value.clone();
    }
    message
}

/// The reply to a request that is refused.
#[must_use]
pub fn refused(id: &Value, problems: &[Problem]) -> Value {
    let problems = problems.iter().map(|problem| json!({ "path": problem.path, "message": problem.message }));
    reply(id, "refused", &[("problems", problems.collect())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::templates::load;
    use proptest::prelude::*;

    fn heard(message: &Value) -> Heard {
        read(&message.to_string()).unwrap()
    }

    #[test]
    fn every_request_is_understood() {
        let scenario = load("blank").unwrap();
        let set = json!({ "funnel": 1, "id": 7, "type": "setState", "scenario": scenario.to_json() });
        assert_eq!(heard(&set), (json!(7), Ok(Request::SetState(Box::new(scenario)))));
        for (kind, request) in [("getState", Request::GetState), ("run", Request::Run)] {
            assert_eq!(heard(&json!({ "funnel": 1, "id": "a", "type": kind })), (json!("a"), Ok(request)));
        }
        let set = json!({ "funnel": 1, "type": "set", "path": "seed", "value": 3 });
        assert_eq!(heard(&set).1, Ok(Request::Set { path: "seed".to_owned(), value: json!(3) }));
        let view = Some(View::Time);
        let picture = json!({ "funnel": 1, "type": "picture", "view": "time", "format": "png", "scale": 4 });
        assert_eq!(heard(&picture).1, Ok(Request::Picture(Picture { view, scale: Some(4) })));
        let picture = json!({ "funnel": 1, "type": "picture", "format": "svg" });
        assert_eq!(heard(&picture).1, Ok(Request::Picture(Picture { view: None, scale: None })));
        for (name, format) in Format::ALL {
            let message = json!({ "funnel": 1, "type": "export", "format": name });
            assert_eq!(heard(&message), (Value::Null, Ok(Request::Export(format))));
            assert_eq!(format.name(), name);
        }
    }

    #[test]
    fn what_is_wrong_is_refused_at_its_place() {
        let refused = |message: Value| heard(&message).1.unwrap_err().remove(0).path;
        assert_eq!(refused(json!({ "funnel": 2, "type": "run" })), "funnel");
        assert_eq!(refused(json!({ "funnel": 1 })), "type");
        assert_eq!(refused(json!({ "funnel": 1, "type": "eval" })), "type");
        assert_eq!(refused(json!({ "funnel": 1, "type": "run", "scenario": {} })), "scenario");
        assert_eq!(refused(json!({ "funnel": 1, "type": "getState", "__proto__": 1 })), "__proto__");
        assert_eq!(refused(json!({ "funnel": 1, "type": "export", "format": "exe" })), "format");
        assert_eq!(refused(json!({ "funnel": 1, "type": "setState" })), "scenario");
        assert_eq!(refused(json!({ "funnel": 1, "id": [], "type": "run" })), "id");
        assert_eq!(refused(json!({ "funnel": 1, "type": "set", "path": "seed" })), "value");
        assert_eq!(refused(json!({ "funnel": 1, "type": "set", "path": 1, "value": 1 })), "path");
        assert_eq!(refused(json!({ "funnel": 1, "type": "picture", "format": "gif" })), "format");
        assert_eq!(refused(json!({ "funnel": 1, "type": "picture", "format": "svg", "view": "luck" })), "view");
        assert_eq!(refused(json!({ "funnel": 1, "type": "picture", "format": "png", "scale": 99 })), "scale");
        let mut scenario = load("blank").unwrap().to_json();
        scenario["channels"][0]["spend_per_week"] = json!(-1);
        assert_eq!(
            refused(json!({ "funnel": 1, "type": "setState", "scenario": scenario })),
            "channels[0].spend_per_week"
        );
    }

    #[test]
    fn other_peoples_messages_are_passed_over() {
        for text in ["", "null", "7", "\"slide:start\"", "[1]", "{}", "{\"type\":\"run\"}", "{\"funnel\":1"] {
            assert_eq!(read(text), None, "{text}");
        }
        let long = format!("{{\"funnel\":1,\"type\":\"run\",\"id\":\"{}\"}}", "x".repeat(MAX_BYTES));
        assert_eq!(read(&long), None);
    }

    /// Messages close to ours: known names with any values, and names that every object has.
    fn near() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            prop_oneof![Just("setState"), Just("run"), Just("export"), Just("report.csv")].prop_map(Value::from),
            "\\PC{0,8}".prop_map(Value::from),
        ];
        let value = leaf.prop_recursive(3, 24, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::vec((key(), inner), 0..5).prop_map(|pairs| pairs.into_iter().collect()),
            ]
        });
        prop::collection::vec((key(), value), 0..6).prop_map(|pairs| {
            let mut message: Map<String, Value> = pairs.into_iter().collect();
            message.insert("funnel".to_owned(), json!(1));
            Value::Object(message)
        })
    }

    fn key() -> impl Strategy<Value = String> {
        let names = ["id", "type", "scenario", "format", "channels", "__proto__", "constructor", "toString"];
        prop_oneof![prop::sample::select(names.to_vec()).prop_map(str::to_owned), "[a-z_]{0,6}"]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn ten_thousand_hostile_messages_change_nothing(message in near()) {
            let (_, request) = heard(&message);
            prop_assert!(!matches!(request, Ok(Request::SetState(_))), "{request:?}");
        }
    }
}
