//! What a change costs, and whether the reader entered it.
//!
//! A price entered as 0 and one that was never entered both count as nothing. Only the first may support advice:
//! otherwise whatever has no price would always be the cheapest.

use super::{LeverKind, Setting};
use crate::Scenario;
use crate::lever::SettingPrice;

/// What moving a setting costs, in the direction that costs something: more people, a faster answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Price {
    /// Nothing by itself: a decision, such as how many fields a form has, or money itself.
    Nothing,
    /// The reader entered it.
    Given,
    /// Nobody entered it; the JSON path of the field that holds it.
    Missing(String),
    /// What it takes is not in the model.
    Unknown,
}

impl Price {
    /// Whether advice may rest on it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        matches!(self, Self::Nothing | Self::Given)
    }

    fn of(given: Option<f64>, path: String) -> Self {
        if given.is_some() { Self::Given } else { Self::Missing(path) }
    }
}

impl Scenario {
    /// What moving a setting costs, by the setting's key.
    ///
    /// ```
    /// use funnel_scenario::{Price, templates};
    /// let mut scenario = templates::load("sales-led-saas").unwrap();
    /// assert_eq!(scenario.price("team/sdr/people"), Price::Given);
    /// scenario.teams[0].cost_per_week = None;
    /// assert_eq!(scenario.price("team/sdr/people"), Price::Missing("teams[0].cost_per_week".to_owned()));
    /// assert_eq!(scenario.price("definition/lets_through"), Price::Nothing);
    /// ```
    #[must_use]
    pub fn price(&self, key: &str) -> Price {
        if let Some((id, field)) = key.strip_prefix("team/").and_then(|rest| rest.rsplit_once('/')) {
            return if field == "people" { self.price_of_a_person(id) } else { Price::Unknown };
        }
        let settings = self.levers.settings();
        let Some((kind, setting)) = settings.iter().find(|(kind, x)| is_key(key, *kind, &x.key)) else {
            return Price::Nothing;
        };
        match setting.price {
            SettingPrice::Nothing => Price::Nothing,
            SettingPrice::Unknown => Price::Unknown,
            SettingPrice::Field { is_given: true, .. } => Price::Given,
            SettingPrice::Field { field, .. } => Price::Missing(format!("levers.{}.{field}", kind.field())),
            SettingPrice::HoursAt(stage) => self.price_of_hours(stage),
        }
    }

    fn price_of_a_person(&self, id: &str) -> Price {
        match self.teams.iter().enumerate().find(|(_, team)| team.id == id) {
            Some((i, team)) => Price::of(team.cost_per_week, format!("teams[{i}].cost_per_week")),
            None => Price::Unknown,
        }
    }

    /// A team's hours cost what its people do.
    fn price_of_hours(&self, stage: &str) -> Price {
        match self.stages.iter().enumerate().find(|(_, x)| x.id == stage) {
            Some((_, stage)) if stage.work.is_some() => {
                self.price_of_a_person(stage.work.as_ref().map_or("", |work| work.team.as_str()))
            }
            Some((i, _)) => Price::Missing(format!("stages[{i}].work.team")),
            None => Price::Unknown,
        }
    }

    /// What a plan does more of without a price, in the order of the settings: with the missing price, or as unknown.
    #[must_use]
    pub fn unpriced(&self, plan: usize) -> Vec<(Setting, Price)> {
        let levers = self.levers.settings();
        let costs = |setting: &Setting| {
            let of_lever = levers.iter().find(|(kind, x)| is_key(&setting.key, *kind, &x.key));
            let to = self.setting(plan, setting);
            if of_lever.is_some_and(|(_, x)| x.dearer_when_less) { to < setting.today } else { to > setting.today }
        };
        let of = |setting: Setting| {
            let price = self.price(&setting.key);
            (!price.is_known() && costs(&setting)).then_some((setting, price))
        };
        self.settings().into_iter().filter_map(of).collect()
    }

    /// Money a week that an arm's levers cost beyond today's, apart from teams, nurture and content: for a faster
    /// answer, or better information. Arm 0 is today.
    #[must_use]
    pub fn lever_cost(&self, arm: usize) -> f64 {
        let Some(plan) = arm.checked_sub(1) else { return 0.0 };
        let changes = self.plans.get(plan).map_or(&[][..], |x| &x.settings);
        let set =
            |kind: LeverKind, key: &str| changes.iter().rev().find(|x| is_key(&x.setting, kind, key)).map(|x| x.value);
        // The sum starts from +0, as an empty sum of floats is −0.
        self.levers.used().into_iter().fold(0.0, |sum, (kind, x)| sum + x.extra_cost(&|key| set(kind, key)))
    }
}

/// Whether a key is that of the given setting of a lever.
fn is_key(key: &str, kind: LeverKind, setting: &str) -> bool {
    key.strip_prefix(kind.field()).and_then(|rest| rest.strip_prefix('/')) == Some(setting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Plan, SettingChange, Team, edit, templates};

    #[test]
    fn a_price_is_given_or_names_its_field() {
        let mut s = templates::load("sales-led-saas").unwrap();
        let missing = |path: &str| Price::Missing(path.to_owned());
        assert_eq!(s.price("attempts/attempts"), Price::Given, "in hours of people whose cost is given");
        s.teams[0].cost_per_week = None;
        assert_eq!(s.price("attempts/attempts"), missing("teams[0].cost_per_week"));
        s.stages[1].work = None;
        assert_eq!(s.price("attempts/attempts"), missing("stages[1].work.team"), "nobody makes them");
        assert_eq!(s.price("response/minutes"), missing("levers.response.cost_per_week"));
        assert_eq!(s.price("team/sdr/hours_per_week"), Price::Unknown);
        s.teams[0].cost_per_week = Some(0.0);
        assert_eq!(s.price("team/sdr/people"), Price::Given, "0 is a price that somebody gave");
        // A missing price can be entered at its path.
        for setting in s.settings() {
            if let Price::Missing(path) = s.price(&setting.key).clone()
                && path.ends_with("cost_per_week")
            {
                let priced = edit::set(&s, &path, 7.into()).unwrap();
                assert_eq!(priced.price(&setting.key), Price::Given, "{path}");
            }
        }
    }

    #[test]
    fn only_what_costs_more_lacks_a_price() {
        let mut s = templates::load("sales-led-saas").unwrap();
        s.teams.push(Team { id: "new".into(), ..Team::default() });
        let set = |key: &str, value: f64| SettingChange { setting: key.into(), value };
        let more = vec![set("team/new/people", 3.0), set("response/minutes", 5.0), set("capture/fields", 9.0)];
        let less = vec![set("team/new/people", 1.0), set("response/minutes", 500.0)];
        s.plans = [more, less].map(|settings| Plan { settings, ..Plan::default() }).to_vec();
        let keys = |plan| s.unpriced(plan).into_iter().map(|(x, _)| x.key).collect::<Vec<_>>();
        assert_eq!(keys(0), ["team/new/people", "response/minutes"]);
        assert_eq!(keys(1), Vec::<String>::new());
    }

    #[test]
    fn a_part_of_the_way_costs_its_part() {
        let mut s = templates::load("sales-led-saas").unwrap();
        let set = |key: &str, value: f64| SettingChange { setting: key.into(), value };
        // 120 minutes become 30, three quarters of the way; quality .4 becomes .9, half of the whole scale.
        let settings = vec![set("response/minutes", 30.0), set("information/quality", 0.9)];
        s.plans = vec![Plan { settings, ..Plan::default() }];
        assert_eq!((s.lever_cost(0), s.lever_cost(1)), (0.0, 0.0), "nobody gave a price");
        if let (Some(response), Some(information)) = (&mut s.levers.response, &mut s.levers.information) {
            (response.cost_per_week, information.cost_per_week) = (Some(1_000.0), Some(400.0));
        }
        assert_eq!((s.lever_cost(0), s.lever_cost(1)), (0.0, 950.0));
    }
}
