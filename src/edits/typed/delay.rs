//! Waiting times: a median, and the time within which nine in ten have passed.

use funnel_charts::format::NumberStyle;
use funnel_engine::scenario::edit::set;
use funnel_engine::scenario::{Delay, Scenario};
use funnel_text::{Read, Said};
use serde_json::Value as Json;

use super::super::sentence;
use super::Kind;

/// Which of the two numbers is typed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Median,
    P90,
}

/// A waiting time with one of its numbers changed. A new median keeps the skew.
pub(super) fn read(s: &Scenario, path: &str, text: &str, part: Part, style: &NumberStyle) -> Read<Scenario> {
    let put = |delay: Option<Delay>| {
        let json = delay.map_or(Ok(Json::Null), serde_json::to_value).map_err(|e| e.to_string())?;
        set(s, path, json).map_err(sentence)
    };
    if matches!(text, "" | "0" | "none") {
        return put(None).map(Said::Clear);
    }
    let old = match old(s, path) {
        // As its field shows it.
        Some(Delay::Empirical { .. }) if text == "as seen" => return Ok(Said::Clear(s.clone())),
        Some(Delay::Lognormal { median_weeks, p90_weeks }) => Some((median_weeks, p90_weeks)),
        _ => None,
    };
    let before = old.map(|(median, p90)| if part == Part::Median { median } else { p90 });
    Kind::Waiting.read_into(text, before, true, style, |x| {
        if before == Some(x) {
            return Ok(s.clone());
        }
        let (median_weeks, p90_weeks) = match (old, part) {
            (Some((median, p90)), Part::Median) => (x, p90 * x / median),
            (Some((median, _)), Part::P90) if x > median => (median, x),
            (Some((median, _)), Part::P90) => {
                return Err(format!("must be above the first number, {}", Kind::Waiting.write(median, style)));
            }
            (None, Part::Median) => (x, 3.0 * x),
            (None, Part::P90) => (x / 3.0, x),
        };
        put(Some(Delay::Lognormal { median_weeks, p90_weeks }))
    })
}

/// The delay at `stages[i].delay` or `stages[i].loss.delay`.
fn old(s: &Scenario, path: &str) -> Option<Delay> {
    let (place, field) = path.strip_prefix("stages[")?.split_once("].")?;
    let stage = s.stages.get(place.parse::<usize>().ok()?)?;
    if field == "delay" { Some(stage.delay.clone()) } else { stage.loss.delay.clone() }
}
