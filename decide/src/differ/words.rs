//! Parts of a scenario as short text.

use serde_json::Value as Json;

use super::Stands;
use crate::scenario::Input;

/// Most entries of a list of numbers that are written out.
const FEW: usize = 6;

/// What is known about an input.
pub(super) fn input(input: &Input) -> String {
    let mut text = input.value.words();
    if !input.group.is_empty() {
        text += &format!(", in group {}", input.group);
    }
    if input.market != 0.0 {
        text += &format!(", market {}", input.market);
    }
    text
}

/// Any JSON on one line.
pub(super) fn json(x: &Json) -> String {
    match x {
        Json::Null => "nothing".to_owned(),
        Json::String(text) if text.is_empty() => "nothing".to_owned(),
        Json::String(text) => text.clone(),
        // Whole numbers without a decimal point, as a reader would write them.
        Json::Number(n) => n.as_f64().map_or_else(|| n.to_string(), |x| x.to_string()),
        Json::Bool(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
        Json::Array(items) => list(items.iter().map(json)),
        Json::Object(map) => {
            map.iter().map(|(name, x)| format!("{} {}", name.replace('_', " "), json(x))).collect::<Vec<_>>().join(", ")
        }
    }
}

fn list(items: impl ExactSizeIterator<Item = String>) -> String {
    let n = items.len();
    let mut text = items.take(FEW).collect::<Vec<_>>().join(", ");
    if n > FEW {
        text += &format!(", … ({n} in all)");
    }
    text
}

/// The key of an entry in a list: its id, the setting that it changes, or, for changes of spend, the channels.
pub(super) fn key(list: &str, item: &Json) -> Option<String> {
    let map = item.as_object()?;
    if list == "spend" {
        let ids = map.get("channels").and_then(Json::as_array);
        let ids = ids.map(|ids| ids.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(" and "));
        return Some(ids.filter(|ids| !ids.is_empty()).unwrap_or_else(|| "all channels".to_owned()));
    }
    let name = ["id", "setting", "stage"].iter().find_map(|field| map.get(*field)?.as_str());
    name.map(str::to_owned)
}

/// The keys of the entries; the second entry with the same key gets `name (2)`.
pub(super) fn keys(list: &str, items: &[Json]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for item in items {
        let name = key(list, item).unwrap_or_default();
        let mut unique = name.clone();
        let mut number = 1;
        while all.contains(&unique) {
            number += 1;
            unique = format!("{name} ({number})");
        }
        all.push(unique);
    }
    all
}

/// An entry that only one of the scenarios has; small ones are written out.
pub(super) fn entry(list: &str, item: Option<&Json>) -> Stands {
    let Some(map) = item.and_then(Json::as_object) else { return Stands::Missing };
    match list {
        "settings" => map.get("value").map_or(Stands::There, |x| Stands::Text(json(x))),
        "rates" => map.get("logit").map_or(Stands::There, |x| Stands::Text(format!("logit {}", json(x)))),
        "feeds" => map.get("share").map_or(Stands::There, |x| Stands::Text(json(x))),
        "spend" => {
            let rest = map.iter().filter(|(name, _)| *name != "channels");
            Stands::Text(
                rest.map(|(name, x)| format!("{} {}", name.replace('_', " "), json(x))).collect::<Vec<_>>().join(", "),
            )
        }
        _ => Stands::There,
    }
}
