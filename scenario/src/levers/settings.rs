//! Every setting that a plan may change, in one list, as [`Scenario::inputs`] is for assumptions.

use super::super::{Scenario, limits};

/// The questions of a lead-generation process; they group settings and assumptions on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// What segments is the money focused on?
    Segments,
    /// What is the best approach?
    Approach,
    /// What content?
    Content,
    /// How are leads captured?
    Capture,
    /// What is the definition of a lead?
    Definition,
    /// What happens to an inquiry below it?
    Below,
    /// Are leads nurtured?
    Nurture,
    /// When does a lead get to sales?
    HandOff,
    /// What information does sales get?
    Information,
    /// Within what time do they follow up?
    Response,
    /// What if sales can't get in touch?
    Contact,
    /// Who does the work?
    Work,
    /// Campaigns or always on?
    Schedule,
    /// What do people say about us?
    WordOfMouth,
    /// Do we deliver the outcome we sold?
    Delivery,
    /// How does experience become growth?
    Experience,
}

impl Question {
    /// All, in the order of the process.
    pub const ALL: [Self; 16] = [
        Self::Segments,
        Self::Approach,
        Self::Content,
        Self::Capture,
        Self::Definition,
        Self::Below,
        Self::Nurture,
        Self::HandOff,
        Self::Information,
        Self::Response,
        Self::Contact,
        Self::Work,
        Self::Schedule,
        Self::WordOfMouth,
        Self::Delivery,
        Self::Experience,
    ];
}

/// What a setting is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingUnit {
    /// Whole things: fields, attempts, people.
    Count,
    /// A multiple of today's.
    Times,
    /// A share, shown in per cent.
    Share,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Shift on the logit scale.
    LogOdds,
    /// Money in the scenario's currency.
    Money,
    /// Whole weeks.
    Weeks,
}

/// One setting: a decision, not an assumption.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Name that plans refer to, by ids: `capture/fields`, `segment/large/focus`.
    pub key: String,
    /// Path of today's value in the JSON; `None` where today's is given by what the setting means (a focus of 1).
    pub json: Option<String>,
    /// What it is, in the reader's words.
    pub label: &'static str,
    /// What it belongs to: the name of a segment or team; empty for the process itself.
    pub owner: String,
    /// Its unit.
    pub unit: SettingUnit,
    /// The question it answers.
    pub question: Question,
    /// Smallest value allowed.
    pub low: f64,
    /// Largest value allowed.
    pub high: f64,
    /// Today's value.
    pub today: f64,
}

impl Scenario {
    /// Every setting of the levers that are in use, in the order of the process.
    #[must_use]
    pub fn settings(&self) -> Vec<Setting> {
        use Question as Q;
        use SettingUnit::{Count, Hours, LogOdds, Minutes, Money, Share, Times, Weeks};
        let mut all = Vec::new();
        if self.segments.len() > 1 {
            for segment in &self.segments {
                all.push(Setting {
                    key: format!("segment/{}/focus", segment.id),
                    json: None,
                    label: "Share of the inquiries, against today's",
                    owner: segment.name.clone(),
                    unit: Times,
                    question: Q::Segments,
                    low: 0.0,
                    high: 10.0,
                    today: 1.0,
                });
            }
        }
        for (i, team) in self.teams.iter().enumerate() {
            let mut add = |field: &str, label, unit, (low, high), today| {
                all.push(Setting {
                    key: format!("team/{}/{field}", team.id),
                    json: Some(format!("teams[{i}].{field}")),
                    label,
                    owner: team.name.clone(),
                    unit,
                    question: Q::Work,
                    low,
                    high,
                    today,
                });
            };
            add("people", "People", Count, (0.1, 10_000.0), team.people);
            add("hours_per_week", "Hours a week for leads, each", Hours, (0.1, 168.0), team.hours_per_week);
        }
        let mut lever = |key: &str, label, unit, question, (low, high), today| {
            let json = Some(format!("levers.{}", key.replace('/', ".")));
            let key = key.to_owned();
            all.push(Setting { key, json, label, owner: String::new(), unit, question, low, high, today });
        };
        let l = &self.levers;
        if let Some(x) = &l.capture {
            lever("capture/fields", "Fields in the form", Count, Q::Capture, (1.0, 40.0), x.fields);
        }
        if let Some(x) = &l.definition {
            let label = "Leads let through, against today's";
            lever("definition/lets_through", label, Times, Q::Definition, (0.05, 10.0), x.lets_through);
        }
        if let Some(x) = &l.hand_off {
            lever("hand_off/earlier", "Handed over earlier", LogOdds, Q::HandOff, (-3.0, 3.0), x.earlier);
            if !x.follow_up_stage.is_empty() {
                let label = "Of the leads nobody follows up, rescued by a rule";
                lever("hand_off/chased", label, Share, Q::HandOff, (0.0, 1.0), x.chased);
            }
        }
        if let Some(x) = &l.information {
            lever("information/quality", "Quality of the information", Share, Q::Information, (0.0, 1.0), x.quality);
        }
        if let Some(x) = &l.response {
            lever("response/minutes", "Time to the first answer", Minutes, Q::Response, (0.0, 100_000.0), x.minutes);
        }
        if let Some(x) = &l.attempts {
            lever("attempts/attempts", "Attempts before giving up", Count, Q::Contact, (1.0, 30.0), x.attempts);
        }
        if let Some(x) = &l.content {
            lever(
                "content/spend_per_week",
                "Spent on content a week",
                Money,
                Q::Content,
                (0.0, limits::MONEY),
                x.spend_per_week,
            );
        }
        if let Some(x) = &l.schedule {
            lever("schedule/on_weeks", "Weeks with spend", Weeks, Q::Schedule, (1.0, 260.0), x.on_weeks);
            lever("schedule/off_weeks", "Weeks without, in between", Weeks, Q::Schedule, (0.0, 260.0), x.off_weeks);
        }
        if let Some(x) = &l.customers {
            lever("customers/promise", "Promised, against what we deliver", Times, Q::Delivery, (0.1, 5.0), x.promise);
            if let Some(capacity) = x.capacity {
                let label = "Customers that can be served as promised";
                lever("customers/capacity", label, Count, Q::Delivery, (1.0, 1e9), capacity);
            }
        }
        if let Some(x) = &l.nurture {
            lever("nurture/quality", "Quality of the programme", Share, Q::Nurture, (0.0, 1.0), x.quality);
        }
        if let Some(x) = &l.nurture {
            for (i, feed) in x.feeds.iter().enumerate() {
                all.push(Setting {
                    key: format!("nurture/{}/share", feed.stage),
                    json: Some(format!("levers.nurture.feeds[{i}].share")),
                    label: "Of those who do not pass, taken into nurture",
                    owner: self.stages.iter().find(|x| x.id == feed.stage).map(|x| x.name.clone()).unwrap_or_default(),
                    unit: Share,
                    question: Q::Below,
                    low: 0.0,
                    high: 1.0,
                    today: feed.share,
                });
            }
        }
        all
    }

    /// What a plan sets a setting to; today's value where it leaves it.
    #[must_use]
    pub fn setting(&self, plan: usize, setting: &Setting) -> f64 {
        let changes = self.plans.get(plan).map_or(&[][..], |p| &p.settings);
        changes.iter().rev().find(|c| c.setting == setting.key).map_or(setting.today, |c| c.value)
    }
}
