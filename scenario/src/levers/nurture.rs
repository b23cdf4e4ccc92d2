//! Nurture: what becomes of those who are not ready yet.

use serde::{Deserialize, Serialize};

use super::pert;
use crate::Grade::{B, C};
use crate::lever::{Lever, LeverFields, LeverSetting, Outline, SettingPrice, StageSlot};
use crate::validate::{Check, limits};
use crate::{Input, Question, Scenario, SettingUnit, is_default};

/// A pool of people who are written to until they are ready for sales, or drop out.
///
/// Each week a person becomes ready with chance h and drops out with chance o. The programme's quality moves h/(h + o),
/// the share of people who become ready in the end, on the logit scale, and leaves the pace h + o as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, LeverFields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[question(
    Below,
    "What happens to an inquiry below the bar?",
    "Those who do not pass can be lost, or taken into nurture until they are ready."
)]
#[question(
    Nurture,
    "Are leads nurtured?",
    "Each week some become ready and come back, some drop out; a better programme brings more back. Nobody is nurtured \
     until you say how many are taken in: today, or by the plan."
)]
pub struct Nurture {
    /// Which stages' losses are taken in, and what share of them.
    pub feeds: Vec<Feed>,
    /// Id of the stage that people enter once they are ready.
    #[stage(label = "The ready come back at")]
    pub returns_to: String,
    /// Quality of the programme today, from 0 (none) to 1 (the best there could be).
    #[setting(
        label = "Quality of the programme",
        unit = Share,
        range(0.0, 1.0),
        question = Nurture,
        priced_by = cost_per_week
    )]
    pub quality: f64,
    /// Shift of logit(h/(h + o)) from quality 0 to 1, 0 or more.
    #[input(
        label = "From no programme to the best",
        unit = LogOdds,
        domain = NonNegative,
        help = "Of 100 people as likely to become ready as to drop out without a programme, so many more become ready with the \
                best there could be."
    )]
    pub effect: Input,
    /// h: chance of becoming ready in a week, with today's programme.
    #[input(
        label = "Becomes ready in a week",
        unit = Share,
        domain = Rate,
        help = "Of those in nurture, the share that becomes ready for sales in a week."
    )]
    pub ready_per_week: Input,
    /// o: chance of dropping out in a week, with today's programme.
    #[input(
        label = "Drops out in a week",
        unit = Share,
        domain = Rate,
        help = "Of those in nurture, the share that is lost for good in a week."
    )]
    pub drop_out_per_week: Input,
    /// Factor on o in a week without any spend on channels, at least 1.
    #[input(
        label = "Drops out sooner when we go dark",
        unit = Number,
        domain = NonNegative,
        help = "In weeks without any spend people drop out of nurture so many times as fast."
    )]
    pub dark_factor: Input,
    /// Money a week for a programme of quality 1; one of quality q costs q times this while it has anybody. Where it is
    /// left out it counts as nothing, and no advice rests on it.
    #[serde(skip_serializing_if = "is_default")]
    #[price(label = "The best programme costs", asks = "what the best nurture programme would cost a week")]
    pub cost_per_week: Option<f64>,
    /// People in the pool when the run begins.
    #[serde(skip_serializing_if = "is_default")]
    #[number(label = "In nurture in week 1", unit = People)]
    pub open_at_start: u32,
}

/// A stage whose losses go to nurture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Feed {
    /// Id of the stage.
    pub stage: String,
    /// r: share of its losses that is taken in today, 0 to 1; the rest is lost for good.
    pub share: f64,
}

impl Default for Feed {
    fn default() -> Self {
        Self { stage: String::new(), share: 0.3 }
    }
}

impl Default for Nurture {
    fn default() -> Self {
        Self {
            feeds: Vec::new(),
            returns_to: String::new(),
            quality: 0.4,
            effect: pert(0.0, 0.6, 1.5, "Guess: no study separates the programme from the people in it", C),
            ready_per_week: pert(
                0.004,
                0.012,
                0.03,
                "Practitioners: about 5 % of nurtured leads a month become ready, 1.9 % of cold accounts; widened",
                B,
            ),
            drop_out_per_week: pert(0.005, 0.02, 0.05, "Guess: half are gone within three months to two years", C),
            dark_factor: pert(1.0, 1.5, 3.0, "Guess: whoever hears nothing else forgets us sooner", C),
            cost_per_week: None,
            open_at_start: 0,
        }
    }
}

impl Lever for Nurture {
    /// Nobody is nurtured today.
    fn taken_up(outline: &Outline) -> Self {
        let feeds = vec![Feed { stage: outline.judged.clone(), share: 0.0 }];
        Self { feeds, returns_to: outline.accepted.clone(), ..Self::default() }
    }

    fn check(&self, check: &mut Check, _: &Scenario) {
        check.count("levers.nurture.feeds", self.feeds.len(), limits::STAGES);
        for (i, feed) in self.feeds.iter().enumerate().take(limits::STAGES) {
            let twice = self.feeds.iter().take(i).any(|other| other.stage == feed.stage);
            let message = format!("\"{}\" is named twice; give it one share", feed.stage);
            check.require(!twice, format!("levers.nurture.feeds[{i}].stage"), message);
        }
        check.require(
            self.open_at_start <= limits::OPEN,
            "levers.nurture.open_at_start",
            format!("is {}; must be at most {}", self.open_at_start, limits::OPEN),
        );
    }

    fn more_settings(&self) -> Vec<LeverSetting<'_>> {
        let feeds = self.feeds.iter().enumerate();
        feeds
            .map(|(i, feed)| LeverSetting {
                key: format!("{}/share", feed.stage),
                path: format!("feeds[{i}].share"),
                label: "Of those who do not pass, taken into nurture",
                stage: &feed.stage,
                unit: SettingUnit::Share,
                question: Question::Below,
                range: (0.0, 1.0),
                today: feed.share,
                price: SettingPrice::Field { field: "cost_per_week", is_given: self.cost_per_week.is_some() },
                dearer_when_less: false,
            })
            .collect()
    }

    fn more_stages(&self) -> Vec<StageSlot<'_>> {
        let feeds = self.feeds.iter().enumerate();
        feeds
            .map(|(i, feed)| StageSlot {
                path: format!("feeds[{i}].stage"),
                id: &feed.stage,
                optional: false,
                label: "Taken in from",
            })
            .collect()
    }

    fn keep_more(&mut self, stage: &dyn Fn(&str) -> bool, _: &dyn Fn(&str) -> bool) {
        self.feeds.retain(|feed| stage(&feed.stage));
    }
}
