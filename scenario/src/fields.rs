//! Every uncertain input of a scenario, in one list: validation, the simulation and the page's assumptions all walk it.

use super::{DealSize, Input, Scenario, Value};

/// Where an input stands, twice: as a path in the JSON, and as a key that survives renaming and reordering of others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldPath {
    /// Path in the JSON, such as `channels[0].elasticity`.
    pub json: String,
    /// Key by ids, such as `channel/search/elasticity`; names the input's random stream.
    pub key: String,
}

/// What an input is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Money in the scenario's currency.
    Money,
    /// A share, shown in per cent.
    Share,
    /// Per cent for one per cent.
    Elasticity,
    /// People a week.
    PerWeek,
    /// Shift on the logit scale.
    LogOdds,
    /// A pure number.
    Number,
}

/// The values an input may take. A range ("5 to 9") takes its shape from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Domain {
    /// 0 to 1, both included. Ranges are logit-normal.
    Rate,
    /// 0 to below 1. Ranges are logit-normal.
    BelowOne,
    /// Above 0 and below the given bound. Ranges are logit-normal on it.
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

/// One input with what is needed to show, check and draw it.
#[derive(Clone, Debug, PartialEq)]
pub struct Field<'a> {
    /// Where it stands.
    pub path: FieldPath,
    /// What it is, in the reader's words.
    pub label: &'static str,
    /// What it belongs to: the name of a channel, segment or stage; empty for the scenario itself.
    pub owner: String,
    /// Its unit.
    pub unit: Unit,
    /// The values it may take.
    pub domain: Domain,
    /// The input.
    pub input: &'a Input,
}

/// Label, unit and domain of a field.
struct Kind(&'static str, Unit, Domain);

/// Generates the walk twice, over shared and over exclusive references, so that both always agree.
macro_rules! walk {
    ($name:ident, $iter:ident, $as_option:ident $(, $mutable:tt)?) => {
        fn $name<'a>(scenario: &'a $($mutable)? Scenario, visit: &mut dyn FnMut(FieldPath, Kind, &str, &'a $($mutable)? Input)) {
            for (i, c) in scenario.channels.$iter().enumerate() {
                let at = |f: &str| FieldPath { json: format!("channels[{i}].{f}"), key: format!("channel/{}/{f}", c.id) };
                let paths = ["cost_per_inquiry", "elasticity", "carry_over", "organic_per_week", "dispersion", "close_shift"].map(at);
                let [cost, elasticity, carry, organic, dispersion, close] = paths;
                visit(cost, Kind("Cost of one inquiry at today's spend", Unit::Money, Domain::Positive), &c.name, &$($mutable)? c.cost_per_inquiry);
                visit(elasticity, Kind("More inquiries for 1 % more spend", Unit::Elasticity, Domain::Below(c.slope)), &c.name, &$($mutable)? c.elasticity);
                visit(carry, Kind("Effect carried over to the next week", Unit::Share, Domain::BelowOne), &c.name, &$($mutable)? c.carry_over);
                visit(organic, Kind("Inquiries a week without spend", Unit::PerWeek, Domain::NonNegative), &c.name, &$($mutable)? c.organic_per_week);
                if let Some(k) = c.dispersion.$as_option() {
                    visit(dispersion, Kind("Evenness of weekly counts (k)", Unit::Number, Domain::Positive), &c.name, k);
                }
                visit(close, Kind("Leads from here close better or worse", Unit::LogOdds, Domain::Real), &c.name, &$($mutable)? c.close_shift);
            }
            for (i, s) in scenario.segments.$iter().enumerate() {
                let path = FieldPath { json: format!("segments[{i}].rate_shift"), key: format!("segment/{}/rate_shift", s.id) };
                visit(path, Kind("Converts better or worse at every stage", Unit::LogOdds, Domain::Real), &s.name, &$($mutable)? s.rate_shift);
                if let Some((f, input)) = s.deal.$as_option().and_then(deal::$name) {
                    let path = FieldPath { json: format!("segments[{i}].deal.{f}"), key: format!("segment/{}/deal", s.id) };
                    visit(path, Kind(deal::LABEL, Unit::Money, Domain::Positive), &s.name, input);
                }
            }
            for (i, s) in scenario.stages.$iter().enumerate() {
                let at = |f: &str| FieldPath { json: format!("stages[{i}].{f}"), key: format!("stage/{}/{f}", s.id) };
                let [rate, share] = ["rate", "loss.to_share"].map(at);
                visit(rate, Kind("Chance to pass", Unit::Share, Domain::Rate), &s.name, &$($mutable)? s.rate);
                if !s.loss.to.is_empty() {
                    visit(share, Kind("Share of the lost taken in again", Unit::Share, Domain::Rate), &s.name, &$($mutable)? s.loss.to_share);
                }
                if let Some(work) = s.work.$as_option() {
                    let at = |f: &str| FieldPath { json: format!("stages[{i}].work.{f}"), key: format!("stage/{}/work/{f}", s.id) };
                    visit(at("hours"), Kind("Hours for each person", Unit::Number, Domain::Positive), &s.name, &$($mutable)? work.hours);
                    visit(at("stale_per_week"), Kind("Goes stale in a week of waiting", Unit::Share, Domain::Rate), &s.name, &$($mutable)? work.stale_per_week);
                }
            }
            let levers = &$($mutable)? scenario.levers;
            let mut lever = |name: &str, kind: Kind, input: &'a $($mutable)? Input| {
                visit(FieldPath { json: format!("levers.{}", name.replace('/', ".")), key: name.to_owned() }, kind, "", input);
            };
            if let Some(x) = levers.capture.$as_option() {
                lever("capture/lost_per_field", Kind("Completion lost for each field more", Unit::Number, Domain::NonNegative), &$($mutable)? x.lost_per_field);
                lever("capture/fit_per_field", Kind("Fit gained for each field more", Unit::LogOdds, Domain::Real), &$($mutable)? x.fit_per_field);
            }
            if let Some(x) = levers.definition.$as_option() {
                lever("definition/fit_share", Kind("Of all judged, a fit", Unit::Share, Domain::Rate), &$($mutable)? x.fit_share);
                lever("definition/auc", Kind("How well the score tells (AUC)", Unit::Number, Domain::Rate), &$($mutable)? x.auc);
            }
            if let Some(x) = levers.hand_off.$as_option() {
                lever("hand_off/colder", Kind("Colder for each step earlier", Unit::LogOdds, Domain::NonNegative), &$($mutable)? x.colder);
            }
            if let Some(x) = levers.information.$as_option() {
                lever("information/effect", Kind("From no information to all of it", Unit::LogOdds, Domain::NonNegative), &$($mutable)? x.effect);
            }
            if let Some(x) = levers.response.$as_option() {
                lever("response/kappa", Kind("How fast the odds fall (κ)", Unit::Number, Domain::Positive), &$($mutable)? x.kappa);
                lever("response/tau_minutes", Kind("Minutes until they begin to fall (τ)", Unit::Number, Domain::Positive), &$($mutable)? x.tau_minutes);
            }
            if let Some(x) = levers.attempts.$as_option() {
                lever("attempts/answer", Kind("Chance that an attempt is answered", Unit::Share, Domain::Rate), &$($mutable)? x.answer);
                lever("attempts/reachable", Kind("Can be reached at all", Unit::Share, Domain::Rate), &$($mutable)? x.reachable);
            }
            if let Some(x) = levers.content.$as_option() {
                lever("content/decay_per_week", Kind("Ages away in a week", Unit::Share, Domain::BelowOne), &$($mutable)? x.decay_per_week);
                lever("content/effect", Kind("From today's content to endless", Unit::LogOdds, Domain::NonNegative), &$($mutable)? x.effect);
            }
            if let Some(x) = levers.nurture.$as_option() {
                lever("nurture/effect", Kind("From no programme to the best", Unit::LogOdds, Domain::NonNegative), &$($mutable)? x.effect);
                lever("nurture/ready_per_week", Kind("Becomes ready in a week", Unit::Share, Domain::Rate), &$($mutable)? x.ready_per_week);
                lever("nurture/drop_out_per_week", Kind("Drops out in a week", Unit::Share, Domain::Rate), &$($mutable)? x.drop_out_per_week);
                lever("nurture/dark_factor", Kind("Drops out sooner when we go dark", Unit::Number, Domain::NonNegative), &$($mutable)? x.dark_factor);
            }
            if let Some(x) = levers.customers.$as_option() {
                lever("customers/value_at_start", Kind("A customer there at the start pays a period", Unit::Money, Domain::NonNegative), &$($mutable)? x.value_at_start);
                lever("customers/a", Kind("Retention curve, a", Unit::Number, Domain::Positive), &$($mutable)? x.a);
                lever("customers/b", Kind("Retention curve, b", Unit::Number, Domain::Positive), &$($mutable)? x.b);
                lever("customers/expansion", Kind("A renewal is worth more by", Unit::Share, Domain::NonNegative), &$($mutable)? x.expansion);
                lever("customers/satisfied", Kind("Satisfied where the promise is kept", Unit::Share, Domain::Rate), &$($mutable)? x.satisfied);
                lever("customers/referrals_per_quarter", Kind("Inquiries a satisfied customer sends a quarter", Unit::Number, Domain::NonNegative), &$($mutable)? x.referrals_per_quarter);
                lever("customers/promise_wins", Kind("Wins more for each 1 promised more", Unit::LogOdds, Domain::Real), &$($mutable)? x.promise_wins);
                lever("customers/gap_effect", Kind("Leaves sooner for a gap of 1", Unit::LogOdds, Domain::NonNegative), &$($mutable)? x.gap_effect);
                lever("customers/refunds", Kind("New customers paid back", Unit::Share, Domain::Rate), &$($mutable)? x.refunds);
            }
            if let Some(x) = levers.word_of_mouth.$as_option() {
                lever("word_of_mouth/effect", Kind("From nobody to all ahead of today", Unit::LogOdds, Domain::NonNegative), &$($mutable)? x.effect);
                lever("word_of_mouth/memory_per_week", Kind("Still counts a week later", Unit::Share, Domain::BelowOne), &$($mutable)? x.memory_per_week);
                lever("word_of_mouth/happy", Kind("New customers who are happy", Unit::Share, Domain::Rate), &$($mutable)? x.happy);
                lever("word_of_mouth/praise", Kind("How much a happy person tells", Unit::Number, Domain::NonNegative), &$($mutable)? x.praise);
                lever("word_of_mouth/blame", Kind("How much an unhappy person tells", Unit::Number, Domain::NonNegative), &$($mutable)? x.blame);
            }
            let money = &$($mutable)? scenario.money;
            if let Some((f, input)) = deal::$name(&$($mutable)? money.deal) {
                let path = FieldPath { json: format!("money.deal.{f}"), key: "money/deal".to_owned() };
                visit(path, Kind(deal::LABEL, Unit::Money, Domain::Positive), "", input);
            }
            let at = |f: &str| FieldPath { json: format!("money.{f}"), key: format!("money/{f}") };
            visit(at("margin"), Kind("Gross margin", Unit::Share, Domain::Rate), "", &$($mutable)? money.margin);
            visit(at("cost_per_deal"), Kind("Sales cost of a won deal", Unit::Money, Domain::NonNegative), "", &$($mutable)? money.cost_per_deal);
        }
    };
}

mod deal {
    use super::{DealSize, Input};

    pub(super) const LABEL: &str = "Deal size";

    /// The uncertain part of a deal size with its path below `deal`.
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

walk!(shared, iter, as_ref);
walk!(exclusive, iter_mut, as_mut, mut);

impl Scenario {
    /// Every uncertain input, in the order of the process.
    #[must_use]
    pub fn inputs(&self) -> Vec<Field<'_>> {
        let mut all = Vec::new();
        shared(self, &mut |path, Kind(label, unit, domain), owner, input| {
            all.push(Field { path, label, owner: owner.to_owned(), unit, domain, input });
        });
        all
    }

    /// The input at a JSON path as [`Scenario::inputs`] names it.
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

impl Value {
    /// Every number in the value, with its path below the input, for checks that need no meaning.
    pub(crate) fn numbers(&self) -> Vec<(String, f64)> {
        let named = |pairs: &[(&str, f64)]| pairs.iter().map(|(n, x)| ((*n).to_owned(), *x)).collect();
        match self {
            Self::Fixed(x) => named(&[("", *x)]),
            Self::Range { p10, p90 } => named(&[("range.p10", *p10), ("range.p90", *p90)]),
            Self::Pert { min, mode, max } => named(&[("pert.min", *min), ("pert.mode", *mode), ("pert.max", *max)]),
            Self::Beta { a, b } => named(&[("beta.a", *a), ("beta.b", *b)]),
            Self::Counts { successes, trials, prior } => named(&[
                ("counts.successes", *successes),
                ("counts.trials", *trials),
                ("counts.prior.a", prior.a),
                ("counts.prior.b", prior.b),
            ]),
            Self::Lognormal { median, sigma } => named(&[("lognormal.median", *median), ("lognormal.sigma", *sigma)]),
            Self::Normal { mean, sd } => named(&[("normal.mean", *mean), ("normal.sd", *sd)]),
            Self::Empirical(xs) => xs.iter().enumerate().map(|(i, x)| (format!("empirical[{i}]"), *x)).collect(),
        }
    }
}
