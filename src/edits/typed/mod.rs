mod delay;
mod kind;
mod question;

use funnel_charts::format::NumberStyle;
use funnel_engine::scenario::edit::{set, set_input, set_setting, start};
use funnel_engine::scenario::{Field, Input, Market, Scenario, Tag, limits};
use funnel_sentences::season;
use funnel_text::{Read, Said, calendar, is_unsaid, span, target};
use serde_json::{Map, Value as Json};

use kind::number_at;
pub use kind::{Kind, reading};

use super::sentence;

/// What a text field's text changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// An uncertain input, by its path. A reader who overtypes a figure vouches for it: it becomes theirs.
    Input(String),
    /// The source of an input, by its path.
    Source(String),
    /// One number at a path.
    Number(String, Kind),
    /// One number at a path, or none.
    Optional(String, Kind),
    /// The month in which the run starts; none if empty.
    Starts,
    /// A span of time in whole weeks; "0" for none.
    Span(String),
    /// Plain text.
    Text(String),
    /// The weight of a segment (its id) in a channel (its place); none if empty.
    Weight(usize, String),
    /// The median of the waiting time at a path.
    DelayMedian(String),
    /// Its P90.
    DelayP90(String),
    /// The value that the plan gives a setting, by its key; today's if empty.
    Setting(String, Kind),
    /// The note on a slide, by its place.
    Note(usize),
    /// The season's multipliers.
    Season,
    /// The question's change of the budget, for its channels and weeks.
    Change,
    /// The plan's whole budget.
    Budget,
    /// Its first week.
    FromWeek,
    /// How long it lasts.
    Lasting,
    /// The target; none if empty.
    Target,
    /// How sure the reader wants to be.
    Confidence,
}

impl Typed {
    /// Whether a text leaves the field empty: nothing at all, or what the field shows while it is empty.
    fn is_empty(&self, text: &str) -> bool {
        let shown: &[&str] = match self {
            Self::Source(_) | Self::Target => &[],
            Self::Optional(..) => &["as today", "no bound"],
            Self::Setting(..) => &["as today"],
            Self::Weight(..) => &["as usual"],
            Self::Starts => &["any month"],
            Self::Season => &["none"],
            Self::DelayMedian(path) | Self::DelayP90(path) if path.ends_with("loss.delay") => &["as those who pass"],
            Self::DelayMedian(_) | Self::DelayP90(_) => &["at once", "none"],
            _ => return false,
        };
        is_unsaid(text, shown)
    }

    /// The scenario with this text entered; `sure` says that the reader was asked about it and typed it again, or chose
    /// it from the answers. A text that means the same as what is shown changes nothing.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and what would be accepted.
    pub fn apply(&self, s: &Scenario, text: &str, sure: bool, style: &NumberStyle) -> Read<Scenario> {
        let text = if self.is_empty(text) { "" } else { text.trim() };
        let put = |path: &str, json: Json| set(s, path, json).map_err(sentence);
        let now = |path: &str| number_at(s, path);
        match self {
            Self::Input(path) => input(s, path, text, sure, style),
            Self::Source(path) => {
                let source = Input { source: text.to_owned(), ..known(s, path)?.input.clone() };
                set_input(s, path, source).map_err(sentence).map(Said::Clear)
            }
            Self::Optional(path, _) if text.is_empty() => put(path, Json::Null).map(Said::Clear),
            Self::Number(path, kind) | Self::Optional(path, kind) => {
                kind.read_into(text, now(path), sure, style, |x| put(path, kind.json(x)))
            }
            Self::Span(path) => {
                let least = if path.ends_with("horizon_weeks") { 1 } else { 0 };
                span::read(text, style, least..=limits::WEEKS)?.try_map(|weeks| put(path, weeks.into()))
            }
            Self::Starts if text.is_empty() => start(s, None).map_err(sentence).map(Said::Clear),
            Self::Starts => {
                let starts = calendar::read_month(text, style)?;
                start(s, Some(starts)).map_err(sentence).map(Said::Clear)
            }
            Self::Text(path) => put(path, text.into()).map(Said::Clear),
            Self::Note(at) => super::deck::note(s, *at, text).map(Said::Clear),
            Self::Weight(channel, segment) => weight(s, *channel, segment, text, style),
            Self::DelayMedian(path) => delay::read(s, path, text, delay::Part::Median, style),
            Self::DelayP90(path) => delay::read(s, path, text, delay::Part::P90, style),
            Self::Setting(key, _) if text.is_empty() => set_setting(s, 0, key, None).map_err(sentence).map(Said::Clear),
            Self::Setting(key, kind) => {
                let old = s.settings().into_iter().find(|x| x.key == *key).map(|x| s.setting(0, &x));
                kind.read_into(text, old, sure, style, |x| set_setting(s, 0, key, Some(x)).map_err(sentence))
            }
            Self::Season if text == season::write(&s.market, style) => Ok(Said::Clear(s.clone())),
            Self::Season => season::read(text, style)?.try_map(|(season, season_unit)| {
                let market = Market { season, season_unit, ..s.market };
                put("market", serde_json::to_value(market).map_err(|e| e.to_string())?)
            }),
            Self::Target => {
                let set = |target: Option<f64>| put("target.value", target.into());
                let fits = |x: f64| set(Some(x)).map(drop);
                let reading = Kind::of_target(s.target.metric).reading(style).fitting(&fits);
                target::read(text, &reading, s.target.value, sure)?.try_map(set)
            }
            Self::Confidence => Kind::Share.read_into(text, Some(s.target.confidence), sure, style, |x| match x {
                x if (0.01..=0.99).contains(&x) => put("target.confidence", x.into()),
                _ => {
                    let [low, high] = [0.01, 0.99].map(|x| Kind::Share.write(x, style));
                    Err(format!("must be between {low} and {high}"))
                }
            }),
            Self::Change | Self::Budget | Self::FromWeek | Self::Lasting => question::read(self, s, text, sure, style),
        }
    }
}

/// The input at a path.
fn known<'a>(s: &'a Scenario, path: &str) -> Result<Field<'a>, String> {
    s.inputs().into_iter().find(|f| f.path.json == path).ok_or_else(|| "is not there any more".to_owned())
}

fn input(s: &Scenario, path: &str, text: &str, sure: bool, style: &NumberStyle) -> Read<Scenario> {
    let field = known(s, path)?;
    let old = field.input;
    let said = reading(&field, style).read(text, Some(&old.value), sure)?;
    said.try_map(|value| {
        if value == old.value {
            return Ok(s.clone());
        }
        let new = Input { value, source: String::new(), grade: None, tag: Tag::Mine, ..old.clone() };
        set_input(s, path, new).map_err(sentence)
    })
}

/// The weight of a segment in a channel.
fn weight(s: &Scenario, channel: usize, segment: &str, text: &str, style: &NumberStyle) -> Read<Scenario> {
    let old = s.channels.get(channel).map(|c| c.segment_shares.clone()).unwrap_or_default();
    let before = old.get(segment).copied();
    let map: Map<String, Json> = old.into_iter().map(|(id, x)| (id, x.into())).collect();
    let with = |x: Option<f64>| {
        let mut map = map.clone();
        match x {
            Some(x) => map.insert(segment.to_owned(), x.into()),
            None => map.remove(segment),
        };
        set(s, &format!("channels[{channel}].segment_shares"), Json::Object(map)).map_err(sentence)
    };
    if text.is_empty() {
        return with(None).map(Said::Clear);
    }
    Kind::Number.read_into(text, before, true, style, |x| with(Some(x)))
}

#[cfg(test)]
mod tests;
