//! What a combination may move, and by how much.

use super::super::plan_outcome::scaled;
use super::{Changed, Unpriced};
use crate::scenario::{Plan, Price, Scenario, SettingChange};

/// Nothing is moved beyond this multiple of its value today.
pub(super) const MOST: f64 = 3.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Budget,
    People,
    Attempts,
    Minutes,
    Quality,
}

/// Something that can be moved.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Move {
    /// The setting's key; empty for the budget.
    pub(super) key: String,
    kind: Kind,
    pub(super) today: f64,
    high: f64,
}

impl Move {
    /// The next value on the way up; `None` at the end.
    pub(super) fn up(&self, now: f64) -> Option<f64> {
        let next = match self.kind {
            Kind::Budget => now + 0.25,
            Kind::People => now + libm::round(0.2 * self.today).max(1.0),
            Kind::Attempts => now + 1.0,
            Kind::Minutes if now >= 10.0 => now / 2.0,
            Kind::Minutes => now,
            Kind::Quality => now + 0.1,
        };
        let next = next.min(self.high);
        (next != now).then_some(next)
    }

    /// A smaller step back; `None` where the value is today's.
    pub(super) fn back(&self, now: f64) -> Option<f64> {
        let next = match self.kind {
            Kind::Budget | Kind::Quality => (now - 0.05).max(self.today),
            Kind::People | Kind::Attempts => (now - 1.0).max(self.today),
            Kind::Minutes => (now * core::f64::consts::SQRT_2).min(self.today),
        };
        (now != self.today).then_some(next)
    }
}

/// Everything with a price that a combination may move, the budget first; and what is left out, as nobody entered its
/// price.
pub(super) fn moves(s: &Scenario) -> (Vec<Move>, Vec<Unpriced>) {
    let (mut all, mut unpriced) = (Vec::new(), Vec::new());
    if s.spend_per_week() > 0.0 {
        all.push(Move { key: String::new(), kind: Kind::Budget, today: 1.0, high: MOST });
    }
    for setting in s.settings() {
        let kind = match setting.key.as_str() {
            "attempts/attempts" => Kind::Attempts,
            "response/minutes" => Kind::Minutes,
            "nurture/quality" => Kind::Quality,
            key if key.starts_with("team/") && key.ends_with("/people") => Kind::People,
            _ => continue,
        };
        match s.price(&setting.key) {
            Price::Missing(path) => {
                unpriced.push(Unpriced { setting: setting.key, path });
                continue;
            }
            Price::Unknown => continue,
            Price::Given | Price::Nothing => (),
        }
        let high = match kind {
            Kind::Minutes | Kind::Quality => setting.high,
            _ => (MOST * setting.today).min(setting.high),
        };
        all.push(Move { key: setting.key, kind, today: setting.today, high });
    }
    (all, unpriced)
}

/// The plan in which every move has the given value.
pub(super) fn plan(moves: &[Move], values: &[f64]) -> Plan {
    let mut plan = Plan::default();
    for (m, value) in moves.iter().zip(values).filter(|(m, value)| **value != m.today) {
        if m.kind == Kind::Budget {
            plan.spend = scaled(*value, &Plan::default()).spend;
        } else {
            plan.settings.push(SettingChange { setting: m.key.clone(), value: *value });
        }
    }
    plan
}

/// The differences from today.
pub(super) fn changes(moves: &[Move], values: &[f64]) -> Vec<Changed> {
    let differs = moves.iter().zip(values).filter(|(m, value)| **value != m.today);
    differs.map(|(m, value)| Changed { setting: m.key.clone(), from: m.today, to: *value }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Kind, moves};
    use crate::left_out::are_left_out;

    #[test]
    fn a_setting_may_be_moved_or_has_a_reason_why_not() {
        are_left_out(&[("nurture/…/share", "the programme's quality is the step")], |s| {
            let (moves, unpriced) = moves(s);
            let moved = moves.into_iter().filter(|x| x.kind != Kind::Budget).map(|x| x.key);
            moved.chain(unpriced.into_iter().map(|x| x.setting)).collect()
        });
    }
}
