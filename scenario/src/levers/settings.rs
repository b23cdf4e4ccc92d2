//! Every setting that a plan may change, in one list, like [`Scenario::inputs`] for assumptions.

use super::Question;
use crate::Scenario;

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
    /// JSON path of today's value; `None` where today's value is given by what the setting means (a focus of 1).
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

impl Setting {
    /// The key of a team's people.
    #[must_use]
    pub fn people(team: &str) -> String {
        Self::of_team(team, "people")
    }

    /// The key of a team's setting.
    #[must_use]
    pub fn of_team(team: &str, field: &str) -> String {
        format!("team/{team}/{field}")
    }

    /// The key of the attention that a segment gets.
    #[must_use]
    pub fn focus(segment: &str) -> String {
        format!("segment/{segment}/focus")
    }
}

impl Scenario {
    /// Every setting of the levers that are in use, in the order of the process.
    #[must_use]
    pub fn settings(&self) -> Vec<Setting> {
        use SettingUnit::{Count, Hours, Times};
        let mut all = Vec::new();
        if self.segments.len() > 1 {
            for segment in &self.segments {
                all.push(Setting {
                    key: Setting::focus(&segment.id),
                    json: None,
                    label: "Share of the inquiries, against today’s",
                    owner: segment.name.clone(),
                    unit: Times,
                    question: Question::Segments,
                    low: 0.0,
                    high: 10.0,
                    today: 1.0,
                });
            }
        }
        for (i, team) in self.teams.iter().enumerate() {
            let mut add = |field: &str, label, unit, (low, high), today| {
                all.push(Setting {
                    key: Setting::of_team(&team.id, field),
                    json: Some(format!("teams[{i}].{field}")),
                    label,
                    owner: team.name.clone(),
                    unit,
                    question: Question::Work,
                    low,
                    high,
                    today,
                });
            };
            add("people", "People", Count, (0.1, 10_000.0), team.people);
            add("hours_per_week", "Hours a week for leads, each", Hours, (0.1, 168.0), team.hours_per_week);
        }
        all.extend(self.levers.settings().into_iter().map(|(kind, x)| {
            let lever = kind.field();
            Setting {
                key: format!("{lever}/{}", x.key),
                json: Some(format!("levers.{lever}.{}", x.path)),
                label: x.label,
                owner: self
                    .stages
                    .iter()
                    .find(|stage| stage.id == x.stage)
                    .map(|stage| stage.name.clone())
                    .unwrap_or_default(),
                unit: x.unit,
                question: x.question,
                low: x.range.0,
                high: x.range.1,
                today: x.today,
            }
        }));
        all
    }

    /// The value that a plan gives a setting; today's value where it leaves it alone.
    #[must_use]
    pub fn setting(&self, plan: usize, setting: &Setting) -> f64 {
        let changes = self.plans.get(plan).map_or(&[][..], |p| &p.settings);
        changes.iter().rev().find(|c| c.setting == setting.key).map_or(setting.today, |c| c.value)
    }
}
