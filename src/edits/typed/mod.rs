use funnel_charts::format::NumberStyle;
use funnel_engine::scenario::edit::{ask, set, set_input, set_setting};
use funnel_engine::scenario::{Delay, Domain, Input, Market, Scenario, SpendChange, Tag, TargetMetric, Unit, Value};
use funnel_text::{Read, Said};
use serde_json::{Map, Value as Json};

use super::{Edited, sentence};
use crate::words::ask;
use crate::words::budget::budgets;
use crate::words::entry::{Reading, parse, write_number};
use crate::words::{period, season};

/// What a text field's text becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// An uncertain input, by its path. Who overtypes a figure stands behind it: it becomes theirs.
    Input(String),
    /// Where an input comes from, by its path.
    Source(String),
    /// One number at a path.
    Number(String, Kind),
    /// One number, or none.
    Optional(String, Kind),
    /// A span of time in whole weeks; "0" is none.
    Span(String),
    /// Plain text.
    Text(String),
    /// The weight of a segment (its id) in a channel (its place); none when empty.
    Weight(usize, String),
    /// The median of the waiting time at a path.
    DelayMedian(String),
    /// Its P90.
    DelayP90(String),
    /// What the asked plan sets a setting to, by its key; as today when empty.
    Setting(String, Kind),
    /// The note on a slide, by its place.
    Note(usize),
    /// The season's multipliers.
    Season,
    /// The question's change of the budget.
    Change,
    /// Its first week.
    FromWeek,
    /// How long it lasts.
    Lasting,
    /// The target; none when empty.
    Target,
    /// How sure the reader wants to be.
    Confidence,
}

/// What a plain number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Money, 0 or more.
    Money,
    /// Money gained, or lost where it is below 0.
    Gain,
    /// A share, in per cent.
    Share,
    /// A number, 0 or more.
    Number,
    /// A number above 0.
    Positive,
    /// A number with its sign.
    Signed,
    /// A whole number, 0 or more.
    Whole,
}

impl Kind {
    /// What a target is: of profit it may be to break even, or a loss that can be borne.
    #[must_use]
    pub fn of_target(metric: TargetMetric) -> Self {
        match metric {
            TargetMetric::Revenue => Self::Money,
            TargetMetric::Profit => Self::Gain,
            TargetMetric::Customers => Self::Number,
        }
    }

    /// How it is read and written.
    #[must_use]
    pub fn reading(self, style: &NumberStyle) -> Reading<'_> {
        let (unit, domain) = match self {
            Self::Money => (Unit::Money, Domain::NonNegative),
            Self::Gain => (Unit::Money, Domain::Real),
            Self::Share => (Unit::Share, Domain::NonNegative),
            Self::Number | Self::Whole => (Unit::Number, Domain::NonNegative),
            Self::Positive => (Unit::Number, Domain::Positive),
            Self::Signed => (Unit::LogOdds, Domain::Real),
        };
        Reading { unit, domain, style }
    }

    /// The number as text.
    #[must_use]
    pub fn write(self, x: f64, style: &NumberStyle) -> String {
        write_number(x, &self.reading(style))
    }

    /// The number that a text says.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn read(self, text: &str, style: &NumberStyle) -> Result<f64, String> {
        match parse(text, &self.reading(style), None)? {
            Value::Fixed(x) if self == Self::Whole && x.fract() != 0.0 => Err("must be a whole number".to_owned()),
            Value::Fixed(x) => Ok(x),
            _ => Err("must be one number".to_owned()),
        }
    }

    fn json(self, x: f64) -> Json {
        // The format has whole numbers there; 2^53 is where the largest of them, the seed, ends.
        if self == Self::Whole { Json::from(x as u64) } else { Json::from(x) }
    }
}

impl Typed {
    /// The scenario with this text in its place; `sure` where its reader was asked about it and typed it again, or chose
    /// it from what was asked.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, with what would do.
    pub fn apply(&self, s: &Scenario, text: &str, _sure: bool, style: &NumberStyle) -> Read<Scenario> {
        self.edited(s, text, style).map(Said::Clear)
    }

    fn edited(&self, s: &Scenario, text: &str, style: &NumberStyle) -> Edited {
        let text = text.trim();
        let put = |path: &str, json: Json| set(s, path, json).map_err(sentence);
        match self {
            Self::Input(path) => input(s, path, text, style),
            Self::Source(path) => {
                let source = Input { source: text.to_owned(), ..old_input(s, path)?.1 };
                set_input(s, path, source).map_err(sentence)
            }
            Self::Optional(path, _) if text.is_empty() => put(path, Json::Null),
            Self::Number(path, kind) | Self::Optional(path, kind) => put(path, kind.json(kind.read(text, style)?)),
            Self::Span(path) => put(path, span(text, style)?.into()),
            Self::Text(path) => put(path, text.into()),
            Self::Note(at) => super::deck::note(s, *at, text),
            Self::Weight(channel, segment) => put(&weights_path(*channel), weights(s, *channel, segment, text, style)?),
            Self::DelayMedian(path) => put(path, delay(s, path, text, false, style)?),
            Self::DelayP90(path) => put(path, delay(s, path, text, true, style)?),
            Self::Setting(key, kind) => {
                let value = if text.is_empty() { None } else { Some(kind.read(text, style)?) };
                set_setting(s, 0, key, value).map_err(sentence)
            }
            Self::Season if text == season::write(&s.market, style) => Ok(s.clone()),
            Self::Season => {
                let (season, season_unit) = season::read(text, style)?;
                let market = Market { season, season_unit, ..s.market };
                put("market", serde_json::to_value(market).map_err(|e| e.to_string())?)
            }
            Self::Target if matches!(text, "" | "no target" | "none") => put("target.value", Json::Null),
            Self::Target => put("target.value", Kind::of_target(s.target.metric).read(text, style)?.into()),
            Self::Confidence => match Kind::Share.read(text, style)? {
                x if (0.01..=0.99).contains(&x) => put("target.confidence", x.into()),
                _ => Err("must be between 1 and 99 %".to_owned()),
            },
            Self::Change | Self::FromWeek | Self::Lasting => ask(s, self.question(s, text, style)?).map_err(sentence),
        }
    }

    fn question(&self, s: &Scenario, text: &str, style: &NumberStyle) -> Result<SpendChange, String> {
        let asked = budgets(s);
        match self {
            Self::FromWeek => {
                let last = s.frame.horizon_weeks;
                let week = text.trim_start_matches("week").trim().parse::<u32>().ok();
                let week = week.filter(|week| (1..=last).contains(week));
                let from_week = week.ok_or_else(|| format!("must be a week from 1 to {last}"))?;
                Ok(SpendChange { from_week, ..asked.change })
            }
            Self::Lasting => Ok(SpendChange { weeks: Some(period::parse(text, style)?), ..asked.change }),
            _ => Ok(asked.apply(ask::parse(text, style)?)),
        }
    }
}

/// The reading and the old value of the input at a path.
fn old_input(s: &Scenario, path: &str) -> Result<((Unit, Domain), Input), String> {
    let field = s.inputs().into_iter().find(|f| f.path.json == path);
    let field = field.ok_or_else(|| "is not there any more".to_owned())?;
    Ok(((field.unit, field.domain), field.input.clone()))
}

fn input(s: &Scenario, path: &str, text: &str, style: &NumberStyle) -> Edited {
    let ((unit, domain), old) = old_input(s, path)?;
    let value = parse(text, &Reading { unit, domain, style }, Some(&old.value))?;
    if value == old.value {
        return Ok(s.clone());
    }
    let new = Input { value, source: String::new(), grade: None, tag: Tag::Mine, ..old };
    set_input(s, path, new).map_err(sentence)
}

fn span(text: &str, style: &NumberStyle) -> Result<u32, String> {
    if matches!(text, "0" | "0 weeks" | "none") { Ok(0) } else { period::parse(text, style) }
}

fn weights_path(channel: usize) -> String {
    format!("channels[{channel}].segment_shares")
}

fn weights(s: &Scenario, channel: usize, segment: &str, text: &str, style: &NumberStyle) -> Result<Json, String> {
    let old = s.channels.get(channel).map(|c| c.segment_shares.clone()).unwrap_or_default();
    let mut map: Map<String, Json> = old.into_iter().map(|(id, x)| (id, x.into())).collect();
    if text.is_empty() {
        map.remove(segment);
    } else {
        map.insert(segment.to_owned(), Kind::Number.read(text, style)?.into());
    }
    Ok(Json::Object(map))
}

/// A waiting time with one of its numbers changed. A new median keeps how lopsided it is.
fn delay(s: &Scenario, path: &str, text: &str, p90: bool, style: &NumberStyle) -> Result<Json, String> {
    if matches!(text, "" | "0") {
        return Ok(Json::Null);
    }
    let x = Kind::Positive.read(text, style)?;
    let (median_weeks, p90_weeks) = match (old_delay(s, path), p90) {
        (Some(Delay::Lognormal { median_weeks, p90_weeks }), false) => (x, p90_weeks * x / median_weeks),
        (Some(Delay::Lognormal { median_weeks, .. }), true) if x > median_weeks => (median_weeks, x),
        (Some(Delay::Lognormal { median_weeks, .. }), true) => {
            return Err(format!("must be above the first number, {median_weeks}"));
        }
        (_, false) => (x, 3.0 * x),
        (_, true) => (x / 3.0, x),
    };
    let delay = Delay::Lognormal { median_weeks, p90_weeks };
    serde_json::to_value(delay).map_err(|e| e.to_string())
}

/// The delay at `stages[i].delay` or `stages[i].loss.delay`.
fn old_delay(s: &Scenario, path: &str) -> Option<Delay> {
    let (place, field) = path.strip_prefix("stages[")?.split_once("].")?;
    let stage = s.stages.get(place.parse::<usize>().ok()?)?;
    if field == "delay" { Some(stage.delay.clone()) } else { stage.loss.delay.clone() }
}

#[cfg(test)]
mod tests;
