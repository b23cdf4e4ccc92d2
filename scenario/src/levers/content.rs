//! Our content, which people find and read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::pert;
use crate::Grade::C;
use crate::lever::{Lever, LeverFields, Outline};
use crate::validate::{Check, limits};
use crate::{Input, Scenario, is_default};

/// A stock of content: K' = (1 − d) K + spend. Its relevance is φ = K/(K + K0), where K0 is the stock that the
/// reference spend keeps up.
///
/// It shifts logit(rate) at the capturing stage, and nurture's share of those who become ready, by 2β (φ − φ today).
/// Without any content, today's rate falls by β on the logit scale; unlimited content would raise it by as much.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, LeverFields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[question(
    Content,
    "What content?",
    "Content is a stock: it is built up, it ages, and the more fitting it is, the more visitors leave their name. Say what \
     is spent on it today."
)]
pub struct Content {
    /// Id of the stage in which people leave their name.
    #[stage(label = "Read before")]
    pub stage: String,
    /// Money a week spent on content today; part of the acquisition cost.
    #[setting(label = "Spent on content a week", unit = Money, range(0.0, limits::MONEY))]
    pub spend_per_week: f64,
    /// The spend a week that keeps up K0; today's when left out. Needed when nothing is spent today.
    #[serde(skip_serializing_if = "is_default")]
    #[number(label = "Keeps up today’s stock", unit = MoneyPerWeek, empty = "as today")]
    pub reference_spend_per_week: Option<f64>,
    /// Stock when the run begins, as a multiple of K0; the stock that today's spend keeps up when left out.
    #[serde(skip_serializing_if = "is_default")]
    pub stock_at_start: Option<f64>,
    /// d: share of the stock that ages away in a week, 0 to below 1.
    #[input(
        label = "Ages away in a week",
        unit = Share,
        domain = BelowOne,
        help = "The share of the content that ages away in a week: 0.01 halves it in about 70 weeks."
    )]
    pub decay_per_week: Input,
    /// β: shift on the logit scale, 0 or more.
    #[input(
        label = "From today’s content to endless",
        unit = LogOdds,
        domain = NonNegative,
        help = "Of 100 visitors whose chance to leave a name is even, so many more would with endless content: 17 doubles the odds."
    )]
    pub effect: Input,
    /// How much the content is about a segment, by segment id: β is multiplied by this, which is 1 where left out.
    #[serde(skip_serializing_if = "is_default")]
    pub relevance: BTreeMap<String, f64>,
}

impl Default for Content {
    fn default() -> Self {
        Self {
            stage: String::new(),
            spend_per_week: 0.0,
            reference_spend_per_week: None,
            stock_at_start: None,
            decay_per_week: pert(0.005, 0.012, 0.025, "Guess: 2 to 10 % of it is out of date within a month", C),
            effect: pert(0.0, 0.2, 0.5, "Guess: no study separates content from the people who look for it", C),
            relevance: BTreeMap::new(),
        }
    }
}

impl Content {
    /// The spend a week that keeps up K0.
    #[must_use]
    pub fn reference_spend(&self) -> f64 {
        self.reference_spend_per_week.unwrap_or(self.spend_per_week)
    }
}

/// The spend a week that would keep up a reasonable stock of content where nothing is spent on channels.
const FAIR: f64 = 500.0;
/// The same as a share of the spend on channels.
const FAIR_SHARE: f64 = 0.02;

impl Lever for Content {
    /// Nothing is known about today's content; a reasonable stock would take a small part of the budget.
    fn taken_up(outline: &Outline) -> Self {
        let spend = outline.spend_per_week;
        let fair = if spend > 0.0 { FAIR_SHARE * spend } else { FAIR };
        Self { stage: outline.judged.clone(), reference_spend_per_week: Some(fair), ..Self::default() }
    }

    fn check(&self, check: &mut Check, scenario: &Scenario) {
        let at = |field: &str| format!("levers.content.{field}");
        let reference = "reference_spend_per_week";
        check.amount(at(reference), self.reference_spend(), 0.0);
        check.require(
            self.reference_spend() > 0.0,
            at(reference),
            "is needed: where nothing is spent on content today, say which spend would keep up a fair stock",
        );
        if let Some(stock) = self.stock_at_start {
            check.number(at("stock_at_start"), stock, 0.0, 1e6);
        }
        for (id, weight) in &self.relevance {
            let path = at(&format!("relevance.{id}"));
            let is_known = scenario.segments.iter().any(|x| x.id == *id);
            check.require(is_known, &path, format!("there is no segment \"{id}\""));
            check.number(path, *weight, 0.0, 100.0);
        }
    }

    fn keep_more(&mut self, _: &dyn Fn(&str) -> bool, segment: &dyn Fn(&str) -> bool) {
        self.relevance.retain(|id, _| segment(id));
    }
}
