//! Every uncertain input of a scenario, in one list that validation, the simulation and the page's assumptions all
//! walk.

use super::{DealSize, Input, Scenario};

/// Where an input stands, in two forms: as a path in the JSON, and as a key that survives renaming and reordering of
/// others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldPath {
    /// Path in the JSON, such as `channels[0].elasticity`.
    pub json: String,
    /// Key made of ids, such as `channel/search/elasticity`; it names the input's random stream.
    pub key: String,
}

/// What an input is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Money in the scenario's currency.
    Money,
    /// A share, shown in per cent.
    Share,
    /// Per cent of effect for one per cent of cause.
    Elasticity,
    /// People a week.
    PerWeek,
    /// Shift on the logit scale.
    LogOdds,
    /// A pure number.
    Number,
}

/// The values that an input may take. A range ("5 to 9") takes its shape from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Domain {
    /// 0 to 1, both included. Ranges are logit-normal.
    Rate,
    /// 0 to below 1. Ranges are logit-normal.
    BelowOne,
    /// Above 0 and below the given bound. Ranges are logit-normal between the two.
    Below(f64),
    /// Above 0. Ranges are lognormal.
    Positive,
    /// 0 or more. Ranges are lognormal.
    NonNegative,
    /// Any number. Ranges are normal.
    Real,
}

impl Domain {
    /// Smallest and largest value, and whether each belongs to the domain.
    #[must_use]
    pub fn bounds(self) -> ((f64, bool), (f64, bool)) {
        match self {
            Self::Rate => ((0.0, true), (1.0, true)),
            Self::BelowOne => ((0.0, true), (1.0, false)),
            Self::Below(top) => ((0.0, false), (top, false)),
            Self::Positive => ((0.0, false), (f64::INFINITY, false)),
            Self::NonNegative => ((0.0, true), (f64::INFINITY, false)),
            Self::Real => ((f64::NEG_INFINITY, false), (f64::INFINITY, false)),
        }
    }

    /// The domain in words, for an error message.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Rate => "between 0 and 1".to_owned(),
            Self::BelowOne => "at least 0 and below 1".to_owned(),
            Self::Below(top) => format!("above 0 and below {top}"),
            Self::Positive => "above 0".to_owned(),
            Self::NonNegative => "0 or more".to_owned(),
            Self::Real => "any number".to_owned(),
        }
    }
}

/// One input, with what is needed to show, check and draw it.
#[derive(Clone, Debug, PartialEq)]
pub struct Field<'a> {
    /// Where it stands.
    pub path: FieldPath,
    /// What it is, in the reader's words.
    pub label: &'static str,
    /// What it means and how to find it out, in the reader's words.
    pub help: &'static str,
    /// What it belongs to: the name of a channel, segment or stage; empty for the scenario itself.
    pub owner: String,
    /// Its unit.
    pub unit: Unit,
    /// The values it may take.
    pub domain: Domain,
    /// The input.
    pub input: &'a Input,
}

/// Label, unit, domain and help of a field.
struct Kind(&'static str, Unit, Domain, &'static str);

/// The meaning of the fields outside levers; that of a lever's fields is in the lever's file.
mod help {
    pub(super) const COST_PER_INQUIRY: &str = "Money spent on the channel over the inquiries it brought, at today’s spend. \
        The next inquiry costs more: see how inquiries answer to spend.";
    pub(super) const ELASTICITY: &str = "If spend rises by 1 %, inquiries rise by so many per cent, near today’s spend. At 1 \
        twice the money brings twice the inquiries; at 0.5 what is spent on top brings half of what the same money brings on \
        average.";
    pub(super) const CARRY_OVER: &str =
        "The share of this week’s effect that is still felt next week: an ad seen today, an inquiry later.";
    pub(super) const ORGANIC: &str = "Inquiries that would come without any spend on this channel.";
    pub(super) const DISPERSION: &str = "How evenly inquiries come. Small numbers mean bursts: 3 is lumpy, 50 is nearly \
        even. Weekly variance is mean + mean²/k.";
    pub(super) const CLOSE_SHIFT: &str = "Of 100 leads whose chance to close is even, so many more of this channel’s close, or \
        fewer: +17 doubles the odds, −17 halves them.";
    pub(super) const RATE_SHIFT: &str = "Of 100 people whose chance to pass a stage is even, so many more of this segment pass, \
        or fewer, at every stage: +17 doubles the odds.";
    pub(super) const RATE: &str =
        "Of those who enter the stage, the share that passes it in the end, however long it takes.";
    pub(super) const TO_SHARE: &str = "Of those who fall out here, the share that comes back into a later stage.";
    pub(super) const HOURS: &str = "Hours of the team that each person who enters this stage takes, won or lost.";
    pub(super) const STALE: &str = "Of those who still wait for the team at the end of a week, the share that is lost.";
    pub(super) const DEAL: &str = "What one deal is worth. Each deal is drawn on its own, so sizes differ.";
    pub(super) const MARGIN: &str = "The share of revenue that is left after delivering what was sold.";
    pub(super) const COST_PER_DEAL: &str =
        "What each won deal costs beside the stages’ own costs: commission, onboarding.";
}

/// Generates the walk twice, over shared and over mutable references, so that the two always agree.
macro_rules! walk {
    ($name:ident, $iter:ident, $as_option:ident, $levers:ident $(, $mutable:tt)?) => {
        fn $name<'a>(scenario: &'a $($mutable)? Scenario, visit: &mut dyn FnMut(FieldPath, Kind, &str, &'a $($mutable)? Input)) {
            for (i, c) in scenario.channels.$iter().enumerate() {
                let at = |f: &str| FieldPath { json: format!("channels[{i}].{f}"), key: format!("channel/{}/{f}", c.id) };
                let paths = ["cost_per_inquiry", "elasticity", "carry_over", "organic_per_week", "dispersion", "close_shift"].map(at);
                let [cost, elasticity, carry, organic, dispersion, close] = paths;
                visit(cost, Kind("Cost of one inquiry at today’s spend", Unit::Money, Domain::Positive, help::COST_PER_INQUIRY), &c.name, &$($mutable)? c.cost_per_inquiry);
                visit(elasticity, Kind("More inquiries for 1 % more spend", Unit::Elasticity, Domain::Below(c.slope), help::ELASTICITY), &c.name, &$($mutable)? c.elasticity);
                visit(carry, Kind("Effect carried over to the next week", Unit::Share, Domain::BelowOne, help::CARRY_OVER), &c.name, &$($mutable)? c.carry_over);
                visit(organic, Kind("Inquiries without spend", Unit::PerWeek, Domain::NonNegative, help::ORGANIC), &c.name, &$($mutable)? c.organic_per_week);
                if let Some(k) = c.dispersion.$as_option() {
                    visit(dispersion, Kind("Evenness of weekly counts (k)", Unit::Number, Domain::Positive, help::DISPERSION), &c.name, k);
                }
                visit(close, Kind("Leads from here close better or worse", Unit::LogOdds, Domain::Real, help::CLOSE_SHIFT), &c.name, &$($mutable)? c.close_shift);
            }
            for (i, s) in scenario.segments.$iter().enumerate() {
                let path = FieldPath { json: format!("segments[{i}].rate_shift"), key: format!("segment/{}/rate_shift", s.id) };
                visit(path, Kind("Converts better or worse at every stage", Unit::LogOdds, Domain::Real, help::RATE_SHIFT), &s.name, &$($mutable)? s.rate_shift);
                if let Some((f, input)) = s.deal.$as_option().and_then(deal::$name) {
                    let path = FieldPath { json: format!("segments[{i}].deal.{f}"), key: format!("segment/{}/deal", s.id) };
                    visit(path, Kind(deal::LABEL, Unit::Money, Domain::Positive, help::DEAL), &s.name, input);
                }
            }
            for (i, s) in scenario.stages.$iter().enumerate() {
                let at = |f: &str| FieldPath { json: format!("stages[{i}].{f}"), key: format!("stage/{}/{f}", s.id) };
                let [rate, share] = ["rate", "loss.to_share"].map(at);
                visit(rate, Kind("Chance to pass", Unit::Share, Domain::Rate, help::RATE), &s.name, &$($mutable)? s.rate);
                if !s.loss.to.is_empty() {
                    visit(share, Kind("Share of the lost that comes back later", Unit::Share, Domain::Rate, help::TO_SHARE), &s.name, &$($mutable)? s.loss.to_share);
                }
                if let Some(work) = s.work.$as_option() {
                    let at = |f: &str| FieldPath { json: format!("stages[{i}].work.{f}"), key: format!("stage/{}/work/{f}", s.id) };
                    visit(at("hours"), Kind("Hours for each person", Unit::Number, Domain::Positive, help::HOURS), &s.name, &$($mutable)? work.hours);
                    visit(at("stale_per_week"), Kind("Lost in a week of waiting", Unit::Share, Domain::Rate, help::STALE), &s.name, &$($mutable)? work.stale_per_week);
                }
            }
            for (lever, x, input) in scenario.levers.$levers() {
                let path = FieldPath { json: format!("levers.{}.{}", lever.field(), x.field), key: format!("{}/{}", lever.field(), x.field) };
                visit(path, Kind(x.label, x.unit, x.domain, x.help), "", input);
            }
            let money = &$($mutable)? scenario.money;
            if let Some((f, input)) = deal::$name(&$($mutable)? money.deal) {
                let path = FieldPath { json: format!("money.deal.{f}"), key: "money/deal".to_owned() };
                visit(path, Kind(deal::LABEL, Unit::Money, Domain::Positive, help::DEAL), "", input);
            }
            let at = |f: &str| FieldPath { json: format!("money.{f}"), key: format!("money/{f}") };
            visit(at("margin"), Kind("Gross margin", Unit::Share, Domain::Rate, help::MARGIN), "", &$($mutable)? money.margin);
            visit(at("cost_per_deal"), Kind("Sales cost of a won deal", Unit::Money, Domain::NonNegative, help::COST_PER_DEAL), "", &$($mutable)? money.cost_per_deal);
        }
    };
}

mod deal {
    use super::{DealSize, Input};

    pub(super) const LABEL: &str = "Deal size";

    /// The uncertain part of a deal size, with its path below `deal`.
    macro_rules! uncertain {
        ($name:ident $(, $mutable:tt)?) => {
            pub(super) fn $name(size: &$($mutable)? DealSize) -> Option<(&'static str, &$($mutable)? Input)> {
                match size {
                    DealSize::Fixed { value } => Some(("fixed.value", value)),
                    DealSize::Lognormal { median, .. } => Some(("lognormal.median", median)),
                    DealSize::Gamma { mean, .. } => Some(("gamma.mean", mean)),
                    DealSize::Empirical { .. } => None,
                }
            }
        };
    }
    uncertain!(shared);
    uncertain!(exclusive, mut);
}

walk!(shared, iter, as_ref, inputs);
walk!(exclusive, iter_mut, as_mut, inputs_mut, mut);

impl Scenario {
    /// Every uncertain input, in the order of the process.
    #[must_use]
    pub fn inputs(&self) -> Vec<Field<'_>> {
        let mut all = Vec::new();
        shared(self, &mut |path, Kind(label, unit, domain, help), owner, input| {
            all.push(Field { path, label, help, owner: owner.to_owned(), unit, domain, input });
        });
        all
    }

    /// Changes every uncertain input, in one walk.
    pub(crate) fn each_input_mut(&mut self, mut change: impl FnMut(&mut Input)) {
        exclusive(self, &mut |_, _, _, input| change(input));
    }

    /// The input at a JSON path, as named by [`Scenario::inputs`].
    pub fn input_mut(&mut self, json_path: &str) -> Option<&mut Input> {
        let mut found = None;
        exclusive(self, &mut |path, _, _, input| {
            if path.json == json_path {
                found = Some(input);
            }
        });
        found
    }
}
